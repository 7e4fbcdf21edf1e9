//! The use cases: authorise, ask the rules, write state, event, counters and messages in one
//! transaction. No HTTP, no Leptos.
#![warn(missing_docs)]

mod error;
mod portal;

pub mod catalogue;
pub mod demo;
pub mod dossier;
pub mod draft;
pub mod file;
pub mod identity;
pub mod live;
pub mod message;
pub mod payment;
mod person;
pub mod report;
mod throttle;
pub mod upload;
pub mod verify;

pub use error::{Error, Result};
pub use portal::{Limits, Portal, PortalParts};

/// Whether the database answers.
pub async fn ready(portal: &Portal) -> Result<()> {
    let mut tx = portal.db.read().await?;
    store::catalogue::agencies(&mut tx).await?;
    Ok(())
}
