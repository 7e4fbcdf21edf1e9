//! A dossier: what has been handed in, and what may happen to it.

mod state;

pub use state::{CitizenStatus, DOSSIER, DossierAction, DossierState};
