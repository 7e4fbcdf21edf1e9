//! Saying what an upload is for that was begun without.

use super::{Target, create, find, finish};
use crate::Portal;
use crate::error::Result;
use shared::error::ErrorCode;
use shared::id::UploadId;
use shared::identity::Actor;

/// Says where the file shall go; one that is whole is judged and attached at once.
pub async fn bind(portal: &Portal, actor: &Actor, id: UploadId, target: &Target) -> Result<()> {
    let _turn = portal.files.writers.turn(id)?;
    let mut tx = portal.db.write().await?;
    let mut row = find::find(&mut tx, portal, actor, id).await?;
    create::reserve(&mut tx, portal, actor, target, &mut row).await?;
    if !store::upload::bind(&mut tx, &row).await? {
        return Err(ErrorCode::UploadBusy.into());
    }
    tx.commit().await?;
    row.finished_at = None;
    if row.received == row.length {
        finish::finish(portal, actor, &mut row).await?;
    }
    Ok(())
}
