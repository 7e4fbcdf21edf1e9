//! Ids: UUIDv7 inside, official codes outside.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// A citizen or organisation we know.
    PersonId,
    /// Somebody who works here.
    StaffId,
    /// A draft that has not been handed in.
    DraftId,
    /// A dossier that has been handed in.
    DossierId,
    /// One upload, finished or not.
    UploadId,
    /// What is owed for a dossier.
    ObligationId,
    /// One try to pay an obligation at a gateway.
    AttemptId,
    /// One browser's session (not the secret in its cookie).
    SessionId,
    /// One logical message to one person.
    MessageId,
    /// A file attached to a draft or dossier.
    FileId,
    /// A published version of a procedure.
    ProcedureVersionId,
    /// A published version of a form.
    FormVersionId,
}
