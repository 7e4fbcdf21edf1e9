//! Who may watch what live.

use crate::error::{Error, Result};
use crate::{Portal, dossier};
use shared::error::ErrorCode;
use shared::id::DossierId;
use shared::identity::Actor;
use shared::policy;

/// Whether `actor` may hear of `topic`: `dossier:<id>`, `person:<id>`, `agency:<id>`, `pass:<pass>`,
/// `dashboard`, and `demo` in the demo world.
pub async fn may_watch(portal: &Portal, actor: &Actor, topic: &str) -> Result<()> {
    let (noun, id) = topic.split_once(':').unwrap_or((topic, ""));
    match noun {
        "demo" if portal.is_demo => Ok(()),
        "dashboard" => Ok(policy::watch_dashboard(actor)?),
        "agency" => {
            policy::work_queue(actor)?;
            if actor.roles_at(id).is_empty() { Err(ErrorCode::NotYours.into()) } else { Ok(()) }
        }
        "person" => match actor.person() {
            Some(person) if person.to_string() == id => Ok(()),
            _ => Err(ErrorCode::NotFound.into()),
        },
        "dossier" => {
            let id: DossierId = id.parse().map_err(|_| Error::from(ErrorCode::DossierNotFound))?;
            dossier::may_read(portal, actor, id).await
        }
        "pass" => match dossier::read_pass(portal, id) {
            Some(_) => Ok(()),
            None => Err(ErrorCode::NotFound.into()),
        },
        _ => Err(ErrorCode::NotFound.into()),
    }
}
