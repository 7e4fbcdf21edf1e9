//! Forgets what nobody needs.

use crate::Portal;
use crate::error::Result;
use chrono::TimeDelta;

/// For how long notices that were not believed are kept.
const UNBELIEVED_KEPT: TimeDelta = TimeDelta::days(30);

/// Forgets old notices that were not believed; says how many.
pub async fn sweep(portal: &Portal) -> Result<u64> {
    let mut tx = portal.db.write().await?;
    let gone = store::payment::forget_unbelieved(&mut tx, portal.now() - UNBELIEVED_KEPT).await?;
    tx.commit().await?;
    Ok(gone)
}
