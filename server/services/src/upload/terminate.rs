//! Giving an upload up.

use super::find;
use crate::Portal;
use crate::error::Result;
use crate::file;
use shared::id::{FileId, UploadId};
use shared::identity::Actor;

/// Gives an upload up, and takes the file off its paper that it may have become.
pub async fn terminate(portal: &Portal, actor: &Actor, id: UploadId) -> Result<()> {
    let _turn = portal.files.writers.turn(id)?;
    let mut tx = portal.db.write().await?;
    find::find(&mut tx, portal, actor, id).await?;
    if let Some(attached) = store::file::find(&mut tx, FileId(id.0)).await? {
        file::take_off(&mut tx, portal, actor, &attached).await?;
    }
    tx.commit().await?;
    forget(portal, id).await
}

/// Removes the pieces, then the row: whatever interrupts this, the sweep comes by again.
pub(super) async fn forget(portal: &Portal, id: UploadId) -> Result<()> {
    portal.files.spool.remove(id).await?;
    let mut tx = portal.db.write().await?;
    store::upload::remove(&mut tx, id).await?;
    Ok(tx.commit().await?)
}
