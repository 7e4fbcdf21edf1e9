//! What every action of an officer has in common: it is done, and its page says so.

use crate::backend;
use crate::refusal::Answer;
use shared::dossier::{Command, SupplementItem};
use std::collections::BTreeMap;

/// Does `command` and goes back to the dossier, which names what was done.
pub(super) async fn act(code: &str, version: i64, command: Command) -> Answer<()> {
    let (portal, caller) = backend::current()?;
    let action = command.action();
    services::dossier::act(&portal, &caller.actor, code, version, command).await?;
    backend::go_to(&format!("/can-bo/ho-so/{code}?da={}", action.as_str()));
    Ok(())
}

/// What was ticked, each with the reason beside it.
pub(super) fn items(
    asked: BTreeMap<String, String>,
    mut reasons: BTreeMap<String, String>,
) -> Vec<SupplementItem> {
    asked
        .into_keys()
        .map(|key| SupplementItem {
            reason: reasons.remove(&key).unwrap_or_default().trim().to_owned(),
            key,
        })
        .collect()
}
