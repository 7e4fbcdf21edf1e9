//! What an officer does to a dossier: one function an action, each sent by a plain form.

use crate::refusal::Answer;
use leptos::prelude::*;
use shared::dossier::ResultOutcome;
use std::collections::BTreeMap;

/// Takes the dossier in.
#[server(prefix = "/fn", endpoint = "queue/accept")]
pub async fn accept(code: String, version: i64) -> Answer<()> {
    super::act::act(&code, version, shared::dossier::Command::Accept).await
}

/// Asks for papers or corrections: what is ticked, each with its reason.
#[server(prefix = "/fn", endpoint = "queue/request_supplement")]
pub async fn request_supplement(
    code: String,
    version: i64,
    note: String,
    #[server(default)] asked: BTreeMap<String, String>,
    #[server(default)] reasons: BTreeMap<String, String>,
) -> Answer<()> {
    let items = super::act::items(asked, reasons);
    let command = shared::dossier::Command::RequestSupplement { note, items };
    super::act::act(&code, version, command).await
}

/// Does not take the dossier in.
#[server(prefix = "/fn", endpoint = "queue/refuse_intake")]
pub async fn refuse_intake(code: String, version: i64, reason: String) -> Answer<()> {
    super::act::act(&code, version, shared::dossier::Command::RefuseIntake { reason }).await
}

/// Takes the case oneself.
#[server(prefix = "/fn", endpoint = "queue/claim")]
pub async fn claim(code: String, version: i64) -> Answer<()> {
    super::act::act(&code, version, shared::dossier::Command::Claim).await
}

/// Gives the case to an officer.
#[server(prefix = "/fn", endpoint = "queue/assign")]
pub async fn assign(code: String, version: i64, to: String) -> Answer<()> {
    let to = to.parse().map_err(|_| shared::error::ErrorCode::DossierAssigneeUnfit)?;
    super::act::act(&code, version, shared::dossier::Command::Assign { to }).await
}

/// Proposes a result.
#[server(prefix = "/fn", endpoint = "queue/draft_result")]
pub async fn draft_result(
    code: String,
    version: i64,
    outcome: ResultOutcome,
    summary: String,
    legal_ground: String,
) -> Answer<()> {
    let command = shared::dossier::Command::DraftResult { outcome, summary, legal_ground };
    super::act::act(&code, version, command).await
}

/// Sends a proposed result back.
#[server(prefix = "/fn", endpoint = "queue/return_draft")]
pub async fn return_draft(code: String, version: i64, comment: String) -> Answer<()> {
    super::act::act(&code, version, shared::dossier::Command::ReturnDraft { comment }).await
}

/// Approves a proposed result.
#[server(prefix = "/fn", endpoint = "queue/approve")]
pub async fn approve(code: String, version: i64) -> Answer<()> {
    super::act::act(&code, version, shared::dossier::Command::Approve).await
}

/// Numbers and issues a result.
#[server(prefix = "/fn", endpoint = "queue/issue")]
pub async fn issue(code: String, version: i64) -> Answer<()> {
    super::act::act(&code, version, shared::dossier::Command::Issue).await
}

/// Hands a result over.
#[server(prefix = "/fn", endpoint = "queue/return_result")]
pub async fn return_result(code: String, version: i64) -> Answer<()> {
    super::act::act(&code, version, shared::dossier::Command::ReturnResult).await
}
