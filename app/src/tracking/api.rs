//! Looking a dossier up.

use crate::refusal::Answer;
use leptos::prelude::*;

/// Opens the progress of the dossier with that code, for who knows four digits of the slip. The answer
/// is a pass for its page.
#[server(prefix = "/fn", endpoint = "tracking/track")]
pub async fn track(ma: String, so: String) -> Answer<String> {
    let (portal, caller, _) = crate::backend::current_with_session().await?;
    let pass = services::dossier::track(&portal, &caller.actor, &ma, &so).await?;
    crate::backend::go_to(&format!("/tra-cuu/{pass}"));
    Ok(pass)
}
