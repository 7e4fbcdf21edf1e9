//! Begins a draft, or finds the one that was begun before.

use super::DraftWork;
use super::work::seal_answers;
use crate::Portal;
use crate::dossier::applicant_name;
use crate::error::{Error, Result};
use crate::identity::{NewSession, begin_session};
use crate::person;
use chrono::TimeDelta;
use shared::dossier::ResumeCode;
use shared::draft::{DRAFT_DAYS, DRAFTS_OPEN_MAX, DraftLine};
use shared::error::ErrorCode;
use shared::form::{Answers, prefill};
use shared::id::{DraftId, SessionId};
use shared::identity::{Actor, Who};
use shared::payment::fee::FeeChoice;
use store::Tx;
use store::draft::DraftRow;

/// A draft to go on with.
#[derive(Debug)]
pub struct Begun {
    /// The draft.
    pub id: DraftId,
    /// A session for the browser, if it had none.
    pub session: Option<NewSession>,
}

/// Begins a draft for the procedure at `slug`. One that is open already is offered instead,
/// unless `fresh` asks for another (patterns.md §2, case 10).
pub async fn begin(portal: &Portal, actor: &Actor, slug: &str, fresh: bool) -> Result<Begun> {
    if matches!(actor.who, Who::Staff(_)) {
        return Err(ErrorCode::NotYours.into());
    }
    let published = portal.published();
    let procedure = published.procedure(slug).ok_or(ErrorCode::ProcedureNotFound)?;
    if !procedure.procedure.is_online() {
        return Err(ErrorCode::ProcedureNotOnline.into());
    }
    let mut tx = portal.db.write().await?;
    let session = session_for(portal, &mut tx, actor).await?;
    let owner = actor.session.or(session.as_ref().map(|s| s.id));
    let open = store::draft::list_open(&mut tx, actor.person(), owner, DRAFTS_OPEN_MAX).await?;
    let same = open.iter().find(|draft| draft.procedure_version_id == procedure.id);
    if let (Some(draft), false) = (same, fresh) {
        return Ok(Begun { id: draft.id, session: None });
    }
    if i64::try_from(open.len()).is_ok_and(|count| count >= DRAFTS_OPEN_MAX) {
        return Err(Error::refused(
            ErrorCode::DraftTooMany,
            [("max", DRAFTS_OPEN_MAX.to_string())],
        ));
    }
    let form = portal.versions.form(&mut tx, procedure.form_id).await?;
    let profile = person::profile(portal, &mut tx, actor, &procedure.procedure).await?;
    let filled = prefill(&form, &Answers::new(), &profile);
    let (row, code) =
        new_row(portal, actor, owner, (procedure.id, procedure.form_id), &filled.answers);
    store::draft::begin(&mut tx, &row, &super::resume::code_hash(portal, &code)).await?;
    tx.commit().await?;
    Ok(Begun { id: row.id, session })
}

/// The drafts that can be continued, newest first.
pub async fn list(portal: &Portal, actor: &Actor) -> Result<Vec<DraftLine>> {
    let mut tx = portal.db.read().await?;
    let open =
        store::draft::list_open(&mut tx, actor.person(), actor.session, DRAFTS_OPEN_MAX).await?;
    let mut lines = Vec::with_capacity(open.len());
    for draft in open {
        lines.push(line(portal, &mut tx, &draft).await?);
    }
    Ok(lines)
}

/// A draft, named by what it is for.
pub(super) async fn line(portal: &Portal, tx: &mut Tx, draft: &DraftRow) -> Result<DraftLine> {
    let work = DraftWork::read(portal, tx, draft.clone()).await?;
    let procedure = &work.procedure;
    Ok(DraftLine {
        id: draft.id,
        procedure_name: (procedure.procedure.name.clone(), procedure.procedure.name_en.clone()),
        applicant_name: applicant_name(&work.form, |key| work.answers.get(key)?.as_text()),
        begun_at: draft.created_at,
        saved_at: draft.saved_at,
        expires_at: draft.expires_at,
    })
}

async fn session_for(portal: &Portal, tx: &mut Tx, actor: &Actor) -> Result<Option<NewSession>> {
    match actor.session {
        Some(_) => Ok(None),
        None => Ok(Some(begin_session(portal, tx, &Who::Nobody).await?)),
    }
}

fn new_row(
    portal: &Portal,
    actor: &Actor,
    session: Option<SessionId>,
    versions: (shared::id::ProcedureVersionId, shared::id::FormVersionId),
    answers: &Answers,
) -> (DraftRow, ResumeCode) {
    let id: DraftId = portal.fresh();
    let now = portal.now();
    let code = ResumeCode::from_random(portal.entropy.u64());
    let row = DraftRow {
        id,
        person_id: actor.person().map(|p| p.0),
        session_id: session.map(|s| s.0),
        procedure_version_id: versions.0,
        form_version_id: versions.1,
        answers_sealed: seal_answers(portal, id, answers),
        fee_choice: serde_json::to_string(&FeeChoice::default()).expect("plain JSON"),
        visited: String::new(),
        revision: 0,
        resume_code_sealed: super::resume::seal_code(portal, id, &code),
        created_at: now,
        saved_at: now,
        expires_at: now + TimeDelta::days(DRAFT_DAYS),
        submitted_at: None,
    };
    (row, code)
}
