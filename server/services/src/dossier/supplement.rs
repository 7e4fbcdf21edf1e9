//! The citizen answers what was asked for, and changes nothing else.

use super::change::{Happening, stale, write_step};
use super::effect::set_due;
use super::find_shown;
use super::notify::notify;
use super::read::subject;
use super::sealed::{open_declaration, seal_declaration};
use crate::Portal;
use crate::draft::papers_of;
use crate::error::{Error, Result};
use crate::message::Template;
use serde_json::json;
use shared::dossier::deadline::{DayCountPolicy, due};
use shared::dossier::{DossierAction, SupplementItem};
use shared::error::{ErrorCode, FieldError};
use shared::form::{Answers, CheckContext, Form, Papers};
use shared::identity::Actor;
use shared::policy;
use shared::time::{Instant, local_day};
use std::collections::BTreeMap;
use store::Tx;
use store::dossier::{DossierRow, SupplementRow};
use store::file::{FileRow, Holder};

/// Answers the open request: new files for the papers named, new answers for the fields named.
pub async fn supplement(
    portal: &Portal,
    actor: &Actor,
    code: &str,
    answers: Answers,
) -> Result<()> {
    let mut tx = portal.db.write().await?;
    let before = find_shown(&mut tx, actor, code).await?;
    let step = policy::act_on_dossier(actor, &subject(&before)?, DossierAction::Supplement)?;
    let now = portal.now();
    let (request, items) = open_request(&mut tx, &before).await?;
    let files = all_files(&mut tx, &before).await?;
    let mut row = before.clone();
    let form = portal.versions.form(&mut tx, row.form_version_id).await?;
    let mut errors = missing_files(&items, &form, &files, request.requested_at);
    let papers = papers_of(&files)?;
    errors.extend(correct(portal, &mut row, (&form, &papers), &items, &answers)?);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    restart_clock(portal, &mut tx, &mut row, now).await?;
    store::dossier::answer_supplement(&mut tx, row.id, now).await?;
    let happening = Happening {
        kind: DossierAction::Supplement.as_str(),
        payload: json!({"round": request.round, "due": row.due_at}),
        sealed: Some(row.answers_sealed.clone()),
    };
    match write_step(&mut tx, (actor, now), (&before, &mut row), step, happening).await {
        Err(Error::Stale { .. }) => return Err(stale(&mut tx, &before).await),
        other => other?,
    }
    notify(portal, &mut tx, &row, Template::SupplementReceived).await?;
    Ok(tx.commit().await?)
}

/// The request that waits for an answer.
pub(super) async fn open_request(
    tx: &mut Tx,
    row: &DossierRow,
) -> Result<(SupplementRow, Vec<SupplementItem>)> {
    let open = store::dossier::supplements(tx, row.id)
        .await?
        .into_iter()
        .rfind(|request| request.answered_at.is_none())
        .ok_or(ErrorCode::DossierNotFromHere)?;
    let items = serde_json::from_str(&open.items)
        .map_err(|e| Error::caused("the items of a supplement request", e))?;
    Ok((open, items))
}

/// The files that came with the draft and those that came later.
pub(super) async fn all_files(tx: &mut Tx, row: &DossierRow) -> Result<Vec<FileRow>> {
    let holder = Holder { draft: Some(row.draft_id), dossier: Some(row.id) };
    Ok(store::file::list(tx, holder).await?)
}

/// Every paper that was asked for needs a file that is newer than the request.
fn missing_files(
    items: &[SupplementItem],
    form: &Form,
    files: &[FileRow],
    asked_at: Instant,
) -> Vec<FieldError> {
    items
        .iter()
        .filter(|item| is_file(&item.key, form))
        .filter(|item| !files.iter().any(|f| f.paper == item.key && f.created_at > asked_at))
        .map(|item| FieldError {
            field: item.key.clone(),
            code: "file_missing".to_owned(),
            params: BTreeMap::new(),
        })
        .collect()
}

/// A paper of the procedure, or a file of the form.
fn is_file(key: &str, form: &Form) -> bool {
    form.field(key).is_none_or(|(_, field)| field.kind == shared::form::FieldKind::File)
}

/// Takes over the answers to the fields that were asked for, if the form is right with them.
fn correct(
    portal: &Portal,
    row: &mut DossierRow,
    (form, papers): (&Form, &Papers),
    items: &[SupplementItem],
    answers: &Answers,
) -> Result<Vec<FieldError>> {
    let declared = open_declaration(portal, row.id, &row.answers_sealed)?;
    let mut merged = declared.values().clone();
    for (key, answer) in answers.iter() {
        if items.iter().any(|item| item.key == key) {
            merged.set(key, answer.clone());
        }
    }
    let published = portal.published();
    // What was right on the day of filing stays right: only what is corrected is judged anew.
    let ctx =
        CheckContext { today: local_day(row.submitted_at), papers, book: Some(&published.book) };
    match form.check(&merged, &ctx) {
        Ok(declaration) => {
            row.answers_sealed = seal_declaration(portal, row.id, &declaration);
            Ok(Vec::new())
        }
        Err(errors) => Ok(errors),
    }
}

/// The time limit is counted again from the start once the dossier is complete
/// (NĐ 61/2018, art. 19.4). Before acceptance no clock runs.
async fn restart_clock(
    portal: &Portal,
    tx: &mut Tx,
    row: &mut DossierRow,
    now: Instant,
) -> Result<()> {
    if row.accepted_at.is_none() {
        return Ok(());
    }
    let procedure = portal.versions.procedure(tx, row.procedure_version_id).await?;
    let published = portal.published();
    let limit = procedure.procedure.limit();
    set_due(row, due(&published.calendar, now, limit, DayCountPolicy::default()));
    Ok(())
}
