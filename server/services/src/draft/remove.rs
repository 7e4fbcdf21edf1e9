//! Throws a draft away, when the person says so.

use super::work::DraftWork;
use crate::Portal;
use crate::error::Result;
use shared::id::DraftId;
use shared::identity::Actor;

/// Removes a draft that was not handed in.
pub async fn remove(portal: &Portal, actor: &Actor, id: DraftId) -> Result<()> {
    let mut tx = portal.db.write().await?;
    let work = DraftWork::open_unsubmitted(portal, &mut tx, actor, id).await?;
    store::draft::remove(&mut tx, work.row.id).await?;
    Ok(tx.commit().await?)
}
