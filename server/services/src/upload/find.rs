//! The upload somebody may go on with.

use crate::Portal;
use crate::dossier;
use crate::error::Result;
use shared::error::ErrorCode;
use shared::file::Holder;
use shared::id::{DossierId, DraftId, UploadId};
use shared::identity::Actor;
use shared::policy;
use store::Tx;
use store::upload::UploadRow;

/// Whose it is or shall be, if anybody's yet.
pub(super) fn holder(row: &UploadRow) -> Option<Holder> {
    row.draft_id
        .map(|id| Holder::Draft(DraftId(id)))
        .or_else(|| row.dossier_id.map(|id| Holder::Dossier(DossierId(id))))
}

/// The upload with that id, if it is `actor`'s and has not expired.
pub(super) async fn find(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    id: UploadId,
) -> Result<UploadRow> {
    let row = store::upload::find(tx, id).await?.ok_or(ErrorCode::UploadNotFound)?;
    let paper = row.paper.as_deref().unwrap_or_default();
    let is_theirs = match holder(&row) {
        Some(Holder::Draft(id)) => match store::draft::find(tx, id).await? {
            Some(draft) => match policy::edit_draft(actor, draft.person(), draft.session()) {
                // Whose session has ended signs in again and goes on.
                Err(ErrorCode::SignInNeeded) => return Err(ErrorCode::SignInNeeded.into()),
                other => other.is_ok(),
            },
            None => false,
        },
        Some(Holder::Dossier(id)) => match store::dossier::find(tx, id).await? {
            Some(found) => {
                policy::attach_to_dossier(actor, &dossier::subject(&found)?, paper).is_ok()
            }
            None => false,
        },
        None => row.session_id.is_some() && row.session_id == actor.session.map(|id| id.0),
    };
    if is_theirs && row.expires_at > portal.now() {
        Ok(row)
    } else {
        Err(ErrorCode::UploadNotFound.into())
    }
}
