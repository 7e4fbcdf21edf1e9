//! What goes with each step: code and due time at acceptance, the clock's pauses, whose work it
//! is, the result.

use super::code::next_code;
use crate::Portal;
use crate::error::{Error, Result};
use shared::dossier::deadline::{DayCountPolicy, due};
use shared::dossier::{Command, DossierAction, DossierState};
use shared::flow::Transition;
use shared::identity::Actor;
use shared::text::fold;
use shared::time::{Instant, local_day};
use store::Tx;
use store::dossier::{DossierRow, ResultRow, SupplementRow};

/// A step that was allowed.
pub(super) struct Step<'a> {
    pub(super) actor: &'a Actor,
    pub(super) now: Instant,
    pub(super) command: &'a Command,
    pub(super) transition: Transition<DossierState, DossierAction>,
}

/// Changes the row, and writes what stands in other tables.
pub(super) async fn apply(
    portal: &Portal,
    tx: &mut Tx,
    row: &mut DossierRow,
    step: &Step<'_>,
) -> Result<()> {
    match step.command {
        Command::Accept => accept(portal, tx, row, step.now).await?,
        Command::RequestSupplement { note, items } => {
            row.supplement_count += 1;
            let request = SupplementRow {
                round: row.supplement_count,
                requested_at: step.now,
                requested_by: step.actor.name.clone(),
                note: note.trim().to_owned(),
                items: serde_json::to_string(items).expect("plain JSON"),
                answered_at: None,
            };
            store::dossier::add_supplement(tx, row.id, &request).await?;
        }
        Command::Claim => row.set_assignee(step.actor.staff()),
        Command::Assign { to } => row.set_assignee(Some(*to)),
        Command::DraftResult { outcome, summary, legal_ground } => {
            let result = ResultRow {
                outcome: outcome.as_str().to_owned(),
                summary: summary.trim().to_owned(),
                legal_ground: legal_ground.trim().to_owned(),
                drafted_by: staff_id(step.actor)?,
                approved_by: None,
                number: None,
                issued_at: None,
            };
            store::dossier::put_result(tx, row.id, &result).await?;
        }
        Command::Approve => {
            let mut result = super::result::find(tx, row).await?;
            result.approved_by = Some(staff_id(step.actor)?);
            store::dossier::put_result(tx, row.id, &result).await?;
        }
        Command::Issue => issue(tx, row, step.now).await?,
        Command::RefuseIntake { .. }
        | Command::ReturnDraft { .. }
        | Command::ReturnResult
        | Command::Withdraw { .. } => {}
    }
    if step.transition.to().is_ended() {
        row.ended_at = Some(step.now);
    }
    Ok(())
}

/// The clock starts at acceptance, not at submission (NĐ 61/2018, art. 17).
async fn accept(portal: &Portal, tx: &mut Tx, row: &mut DossierRow, now: Instant) -> Result<()> {
    let procedure = portal.versions.procedure(tx, row.procedure_version_id).await?;
    let published = portal.published();
    let limit = procedure.procedure.limit();
    let due_at = due(&published.calendar, now, limit, DayCountPolicy::default());
    let code = next_code(portal, tx, &row.agency_id, local_day(now)).await?;
    row.search_key = format!("{} {}", row.search_key, fold(&code));
    row.code = Some(code);
    row.accepted_at = Some(now);
    row.due_original = Some(due_at);
    set_due(row, due_at);
    Ok(())
}

/// Sets by when the result is due.
pub(super) fn set_due(row: &mut DossierRow, due_at: Instant) {
    row.due_at = Some(due_at);
    row.due_on = Some(local_day(due_at));
    row.queue_at = due_at;
}

/// The result gets its number, which restarts each year (NĐ 30/2020, art. 15), and time stops.
async fn issue(tx: &mut Tx, row: &mut DossierRow, now: Instant) -> Result<()> {
    let mut result = super::result::find(tx, row).await?;
    let year = local_day(now).format("%Y");
    let series = format!("result-{}-{year}", row.agency_id);
    let serial = store::dossier::next_serial(tx, &series).await?;
    result.number = Some(format!("{serial:02}/{year}/KQ-{}", row.agency_id));
    result.issued_at = Some(now);
    store::dossier::put_result(tx, row.id, &result).await?;
    row.finished_at = Some(now);
    Ok(())
}

fn staff_id(actor: &Actor) -> Result<uuid::Uuid> {
    actor
        .staff()
        .map(|id| id.0)
        .ok_or_else(|| Error::failed("the table let somebody who is not staff take a staff step"))
}
