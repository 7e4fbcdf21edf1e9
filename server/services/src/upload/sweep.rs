//! Clearing away what nobody comes back for.

use super::terminate::forget;
use crate::Portal;
use crate::error::Result;
use chrono::TimeDelta;

/// How much is cleared in one go; the next one takes the rest.
const BATCH_MAX: i64 = 500;
/// How long a content is kept after its last file was taken off: somebody may be attaching it.
const GRACE: TimeDelta = TimeDelta::hours(24);

/// What was cleared away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Uploads that had expired.
    pub uploads: usize,
    /// Contents that no file referred to.
    pub contents: usize,
}

/// Removes expired uploads and contents that nothing refers to.
pub async fn sweep(portal: &Portal) -> Result<Swept> {
    let now = portal.now();
    let mut swept = Swept::default();
    let mut tx = portal.db.read().await?;
    let uploads = store::upload::expired(&mut tx, now, BATCH_MAX).await?;
    let contents = store::file::abandoned(&mut tx, now - GRACE, BATCH_MAX).await?;
    drop(tx);
    for upload in uploads {
        if let Ok(_turn) = portal.files.writers.turn(upload) {
            forget(portal, upload).await?;
            swept.uploads += 1;
        }
    }
    for hash in contents {
        let mut tx = portal.db.write().await?;
        if store::file::forget_content(&mut tx, hash, now - GRACE).await? {
            portal.files.store.remove(hash).await?;
            swept.contents += 1;
        }
        tx.commit().await?;
    }
    Ok(swept)
}
