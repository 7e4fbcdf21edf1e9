//! Taking a file off its paper, while the paper can still be changed.

use super::Place;
use crate::Portal;
use crate::error::Result;
use shared::error::ErrorCode;
use shared::file::Holder;
use shared::id::{DossierId, DraftId, FileId, UploadId};
use shared::identity::Actor;
use store::Tx;
use store::file::FileRow;

/// Takes a file off its paper. Its content goes with a later sweep, unless it is attached
/// elsewhere too. A second time is no error.
pub async fn remove(portal: &Portal, actor: &Actor, id: FileId) -> Result<()> {
    let mut tx = portal.db.write().await?;
    if let Some(row) = store::file::find(&mut tx, id).await? {
        take_off(&mut tx, portal, actor, &row).await?;
        store::upload::remove(&mut tx, UploadId(id.0)).await?;
    }
    Ok(tx.commit().await?)
}

/// The part of it that a terminated upload needs too.
pub(crate) async fn take_off(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    row: &FileRow,
) -> Result<()> {
    let holder = match (row.draft_id, row.dossier_id) {
        (Some(id), _) => Holder::Draft(DraftId(id)),
        (None, Some(id)) => Holder::Dossier(DossierId(id)),
        (None, None) => return Err(ErrorCode::UploadNotFound.into()),
    };
    Place::open(tx, portal, actor, holder, &row.paper).await?;
    Ok(store::file::remove(tx, row.id).await?)
}
