//! Hands a draft in: exactly once, however often it is sent.

use super::applicant::Applicant;
use super::change::{Happening, write_new};
use super::notify::notify;
use super::sealed::{seal_declaration, tail_hash};
use crate::draft::{self, DraftWork, problems};
use crate::error::{Error, Result};
use crate::message::Template;
use crate::{Portal, payment, person};
use serde_json::json;
use shared::dossier::Reference;
use shared::draft::SubmittedView;
use shared::error::ErrorCode;
use shared::form::Declaration;
use shared::id::{DossierId, DraftId, PersonId};
use shared::identity::Actor;
use shared::payment::fee::FeeQuote;
use shared::text::fold;
use store::Tx;
use store::dossier::{DossierRow, NewDossier};

/// Everything about a filing that can be worked out before the writer's turn.
struct Filing {
    work: DraftWork,
    declaration: Declaration,
    person: PersonId,
    fee: Option<FeeQuote>,
}

/// Hands a draft in. The same draft always gives the same answer.
pub async fn submit(portal: &Portal, actor: &Actor, id: DraftId) -> Result<SubmittedView> {
    let filing = {
        let mut tx = portal.db.read().await?;
        let work = DraftWork::open(portal, &mut tx, actor, id).await?;
        if let Some(done) = find_done(&mut tx, id).await? {
            return Ok(done);
        }
        prepare(portal, &mut tx, actor, work).await?
    };
    let mut tx = portal.db.write().await?;
    if !store::draft::mark_submitted(&mut tx, id, filing.work.row.revision, portal.now()).await? {
        // Somebody was faster: with the same draft, or with another answer in it.
        return find_done(&mut tx, id).await?.ok_or_else(|| ErrorCode::DraftStale.into());
    }
    let row = write(portal, &mut tx, actor, &filing).await?;
    tx.commit().await?;
    Ok(answer(&row))
}

async fn find_done(tx: &mut Tx, id: DraftId) -> Result<Option<SubmittedView>> {
    Ok(store::dossier::find_by_draft(tx, id).await?.as_ref().map(answer))
}

fn answer(row: &DossierRow) -> SubmittedView {
    SubmittedView { reference: row.reference.clone(), is_fee_open: row.payment_state == "open" }
}

async fn prepare(portal: &Portal, tx: &mut Tx, actor: &Actor, work: DraftWork) -> Result<Filing> {
    let person = actor.person().ok_or(ErrorCode::SignInNeeded)?;
    let found = problems(portal, tx, &work).await?;
    let (Some(declaration), true) = (found.declaration, found.errors.is_empty()) else {
        return Err(Error::Invalid(found.errors));
    };
    let fee = draft::fee(portal, &work).map_err(|fault| fault.code())?;
    Ok(Filing { work, declaration, person, fee })
}

async fn write(portal: &Portal, tx: &mut Tx, actor: &Actor, filing: &Filing) -> Result<DossierRow> {
    let person = person::find(tx, filing.person).await?;
    let mut row = new_row(portal, filing, &person.phone);
    let happening = Happening {
        kind: "submitted",
        payload: json!({
            "reference": row.reference,
            "procedure_version": row.procedure_version_id,
            "form_version": row.form_version_id,
            "channel": row.channel,
            "fee": filing.fee.as_ref().map(|fee| fee.total),
        }),
        sealed: Some(row.answers_sealed.clone()),
    };
    if !write_new(tx, actor, &mut row, happening).await? {
        return Err(ErrorCode::DraftSubmitted.into());
    }
    if let Some(fee) = filing.fee.as_ref().filter(|fee| !fee.total.is_zero()) {
        payment::owe(portal, tx, row.id, fee).await?;
    }
    let who = (person, row.applicant_name.as_str());
    person::remember(portal, tx, who, &filing.work.form, &filing.declaration).await?;
    notify(portal, tx, &row, Template::DossierSubmitted).await?;
    Ok(row)
}

fn new_row(portal: &Portal, filing: &Filing, phone: &str) -> DossierRow {
    let id: DossierId = portal.fresh();
    let applicant = Applicant::of(&filing.work.form, &filing.declaration, phone);
    let reference = Reference::from_random(portal.entropy.u64());
    let procedure = &filing.work.procedure.procedure;
    let search_key = fold(&format!("{} {} {}", applicant.name, reference.as_str(), procedure.name));
    DossierRow::submitted(NewDossier {
        id,
        draft_id: filing.work.row.id,
        reference: reference.as_str().to_owned(),
        person_id: filing.person,
        procedure_version_id: filing.work.procedure.id,
        form_version_id: filing.work.procedure.form_id,
        procedure_id: procedure.id.clone(),
        agency_id: procedure.agency.clone(),
        sector: procedure.field.clone(),
        channel: "online".to_owned(),
        payment_state: payment_state(filing.fee.as_ref()).to_owned(),
        search_key,
        answers_sealed: seal_declaration(portal, id, &filing.declaration),
        phone_tail_hash: tail_hash(portal, id, phone),
        id_tail_hash: tail_hash(portal, id, &applicant.personal_id),
        applicant_name: applicant.name,
        submitted_at: portal.now(),
    })
}

/// Where the fee stands at the start; a fee that an officer has to work out is unknown.
fn payment_state(fee: Option<&FeeQuote>) -> &'static str {
    match fee {
        None => "unknown",
        Some(fee) if fee.total.is_zero() => "none",
        Some(_) => "open",
    }
}
