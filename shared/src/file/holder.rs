//! What files are attached to.

use crate::id::{DossierId, DraftId};
use serde::{Deserialize, Serialize};

/// What files are attached to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// A draft that is being filled in.
    Draft(DraftId),
    /// A dossier, when a supplement was asked for or a result is attached.
    Dossier(DossierId),
}

/// The paper of a dossier that the documents of its result are attached to.
pub const RESULT_PAPER: &str = "result";
