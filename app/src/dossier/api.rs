//! What a citizen does to a dossier of their own.

use crate::posted::Pairs;
use crate::refusal::Answer;
use leptos::prelude::*;

/// Takes a dossier back.
#[server(prefix = "/fn", endpoint = "dossier/withdraw")]
pub async fn withdraw_dossier(
    code: String,
    version: i64,
    #[server(default)] reason: String,
) -> Answer<()> {
    let (portal, caller) = crate::backend::current()?;
    let command = shared::dossier::Command::Withdraw { reason };
    services::dossier::act(&portal, &caller.actor, &code, version, command).await?;
    crate::backend::go_to(&format!("/ho-so/{code}"));
    Ok(())
}

/// Says that the result has arrived.
#[server(prefix = "/fn", endpoint = "dossier/confirm_receipt")]
pub async fn confirm_receipt(code: String, version: i64) -> Answer<()> {
    let (portal, caller) = crate::backend::current()?;
    let command = shared::dossier::Command::ReturnResult;
    services::dossier::act(&portal, &caller.actor, &code, version, command).await?;
    crate::backend::go_to(&format!("/ho-so/{code}"));
    Ok(())
}

/// Sends what was asked for: corrected answers, as the page posts them. Papers came before, one by one.
#[server(prefix = "/fn", endpoint = "dossier/supplement", input = Pairs)]
pub async fn answer_request(code: String, pairs: Vec<(String, String)>) -> Answer<()> {
    let (portal, caller) = crate::backend::current()?;
    services::dossier::correct(&portal, &caller.actor, &code, pairs).await?;
    crate::backend::go_to(&format!("/ho-so/{code}?da-gui=1"));
    Ok(())
}
