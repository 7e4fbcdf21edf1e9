//! Who may watch what live.

use crate::error::{Error, Result};
use crate::{Portal, dossier};
use shared::error::ErrorCode;
use shared::id::DossierId;
use shared::identity::{Actor, AgencyId};
use shared::policy;

/// What a viewer hears of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Watch {
    /// One topic.
    Topic(String),
    /// The dossiers of these agencies; nothing is all of them.
    Agencies(Option<Vec<AgencyId>>),
}

impl Watch {
    /// Whether a notice about `topic` is for this viewer.
    pub fn hears(&self, topic: &str) -> bool {
        match self {
            Self::Topic(mine) => mine == topic,
            Self::Agencies(all) => topic.strip_prefix("agency:").is_some_and(|id| {
                all.as_ref().is_none_or(|agencies| agencies.iter().any(|agency| agency == id))
            }),
        }
    }
}

/// What `actor` hears who asks for `topic`: `dossier:<id>`, `person:<id>`, `agency:<id>`, `queue`
/// (all agencies of the actor's queue), `dashboard`, `pass:<pass>` (the dossier that it
/// opens), and `demo` in the demo world.
pub async fn may_watch(portal: &Portal, actor: &Actor, topic: &str) -> Result<Watch> {
    let (noun, id) = topic.split_once(':').unwrap_or((topic, ""));
    match noun {
        "demo" if portal.is_demo => {}
        "dashboard" => policy::watch_dashboard(actor)?,
        "queue" => return Ok(Watch::Agencies(policy::queue_agencies(actor)?)),
        "agency" => {
            let agencies = policy::queue_agencies(actor)?;
            if agencies.is_some_and(|all| !all.iter().any(|agency| agency == id)) {
                return Err(ErrorCode::NotYours.into());
            }
        }
        "person" => match actor.person() {
            Some(person) if person.to_string() == id => {}
            _ => return Err(ErrorCode::NotFound.into()),
        },
        "dossier" => {
            let id: DossierId = id.parse().map_err(|_| Error::from(ErrorCode::DossierNotFound))?;
            dossier::may_read(portal, actor, id).await?;
        }
        "pass" => {
            let id = dossier::read_pass(portal, id).ok_or(ErrorCode::NotFound)?;
            return Ok(Watch::Topic(format!("dossier:{id}")));
        }
        _ => return Err(ErrorCode::NotFound.into()),
    }
    Ok(Watch::Topic(topic.to_owned()))
}
