//! What is done to a dossier: one road for every action.
//!
//! `policy` says whether, the table says where to, `effect` says what goes with it, `change`
//! writes it down.

use super::change::{Happening, stale, write_step};
use super::effect::{Step, apply};
use super::find_shown;
use super::notify::notify;
use super::read::subject;
use crate::error::{Error, Result};
use crate::message::Template;
use crate::{Portal, payment};
use serde_json::json;
use shared::dossier::{Command, DossierAction, DossierState, SupplementItem};
use shared::error::ErrorCode;
use shared::identity::{Actor, Role};
use shared::policy;
use store::Tx;
use store::account::staff_with_role;
use store::dossier::DossierRow;

/// Does `command` to the dossier of that code, as the actor saw it at `seen_version`.
pub async fn act(
    portal: &Portal,
    actor: &Actor,
    code: &str,
    seen_version: i64,
    command: Command,
) -> Result<()> {
    let mut tx = portal.db.write().await?;
    let before = find_shown(&mut tx, actor, code).await?;
    if before.version != seen_version {
        return Err(stale(&mut tx, &before).await);
    }
    let transition = policy::act_on_dossier(actor, &subject(&before)?, command.action())?;
    check_texts(&command)?;
    check(&mut tx, &before, &command).await?;
    if let Command::RequestSupplement { items, .. } = &command {
        check_items(portal, &mut tx, &before, items).await?;
    }
    let mut row = before.clone();
    let step = Step { actor, now: portal.now(), command: &command, transition };
    apply(portal, &mut tx, &mut row, &step).await?;
    if transition.to().is_ended() {
        payment::cancel_open(&mut tx, &mut row).await?;
    }
    let happening = happening(&command, &row);
    match write_step(&mut tx, (actor, step.now), (&before, &mut row), transition, happening).await {
        Err(Error::Stale { .. }) => return Err(stale(&mut tx, &before).await),
        other => other?,
    }
    if let Some(template) = template(transition.action(), transition.to()) {
        notify(portal, &mut tx, &row, template).await?;
    }
    Ok(tx.commit().await?)
}

/// What the table cannot know: reasons that are missing, papers nobody chose, an unpaid fee.
async fn check(tx: &mut Tx, row: &DossierRow, command: &Command) -> Result<()> {
    let is_blank = |text: &str| text.trim().is_empty();
    match command {
        Command::Accept if row.payment_state == "open" => Err(ErrorCode::DossierUnpaid.into()),
        Command::RequestSupplement { items, .. }
            if items.is_empty() || items.iter().any(|item| is_blank(&item.reason)) =>
        {
            Err(ErrorCode::DossierPapersMissing.into())
        }
        Command::RefuseIntake { reason } | Command::ReturnDraft { comment: reason }
            if is_blank(reason) =>
        {
            Err(ErrorCode::DossierReasonMissing.into())
        }
        Command::DraftResult { summary, outcome, legal_ground }
            if is_blank(summary)
                || (*outcome == shared::dossier::ResultOutcome::Refused
                    && is_blank(legal_ground)) =>
        {
            Err(ErrorCode::DossierReasonMissing.into())
        }
        Command::Assign { to } => {
            let fit = staff_with_role(tx, Role::CaseOfficer, &row.agency_id).await?;
            if fit.iter().any(|staff| staff.id == *to) {
                Ok(())
            } else {
                Err(ErrorCode::DossierAssigneeUnfit.into())
            }
        }
        Command::Issue => super::result::must_have_file(tx, row).await,
        _ => Ok(()),
    }
}

/// Nobody writes a reason longer than this.
const TEXT_CHARS_MAX: usize = 4_000;

fn check_texts(command: &Command) -> Result<()> {
    let texts: Vec<&str> = match command {
        Command::RequestSupplement { note, items } => {
            items.iter().map(|item| item.reason.as_str()).chain([note.as_str()]).collect()
        }
        Command::RefuseIntake { reason: text }
        | Command::Withdraw { reason: text }
        | Command::ReturnDraft { comment: text } => vec![text],
        Command::DraftResult { summary, legal_ground, .. } => vec![summary, legal_ground],
        _ => Vec::new(),
    };
    let fits = texts.iter().all(|text| text.chars().count() <= TEXT_CHARS_MAX);
    if fits { Ok(()) } else { Err(ErrorCode::TooLarge.into()) }
}

/// What is asked for exists: a paper of the procedure, or a field of the form.
async fn check_items(
    portal: &Portal,
    tx: &mut Tx,
    row: &DossierRow,
    items: &[SupplementItem],
) -> Result<()> {
    let version = portal.versions.procedure(tx, row.procedure_version_id).await?;
    let form = portal.versions.form(tx, row.form_version_id).await?;
    // The form itself is no paper that could be sent: its fields are asked for one by one.
    let is_paper = |key: &str| version.procedure.paper(key).is_some_and(|paper| !paper.is_form);
    let is_known = |key: &str| is_paper(key) || form.field(key).is_some();
    let all_known = items.iter().all(|item| is_known(&item.key));
    if all_known { Ok(()) } else { Err(ErrorCode::UploadUnknownPaper.into()) }
}

/// For the chain: the action and what was said, without personal values.
fn happening(command: &Command, row: &DossierRow) -> Happening {
    let payload = match command {
        Command::Accept => json!({"code": row.code, "due": row.due_at}),
        Command::RequestSupplement { note, items } => json!({
            "round": row.supplement_count,
            "note": note,
            "items": items,
        }),
        Command::RefuseIntake { reason } | Command::Withdraw { reason } => json!({"note": reason}),
        Command::Assign { to } => json!({"to": to}),
        Command::Claim => json!({"to": row.assignee()}),
        Command::DraftResult { outcome, summary, legal_ground } => {
            json!({"outcome": outcome, "summary": summary, "legal_ground": legal_ground})
        }
        Command::ReturnDraft { comment } => json!({"comment": comment}),
        Command::Approve | Command::Issue | Command::ReturnResult => json!({}),
    };
    Happening { kind: command.action().as_str(), payload, sealed: None }
}

/// The message that tells the citizen, where there is something to tell.
fn template(action: DossierAction, to: DossierState) -> Option<Template> {
    match (action, to) {
        (DossierAction::Accept, _) => Some(Template::Accepted),
        (DossierAction::RequestSupplement, _) => Some(Template::SupplementRequested),
        (DossierAction::RefuseIntake, _) => Some(Template::IntakeRefused),
        (DossierAction::Issue, _) => Some(Template::ResultReady),
        (DossierAction::ReturnResult, _) => Some(Template::Returned),
        (DossierAction::Withdraw, _) => Some(Template::Withdrawn),
        _ => None,
    }
}
