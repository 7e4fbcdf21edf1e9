//! A dossier: what has been handed in, and what may happen to it.

pub mod deadline;
mod state;

pub use state::{CitizenStatus, DOSSIER, DossierAction, DossierState};
