//! Forgets what no rule looks back to.

use crate::Portal;
use crate::error::Result;
use chrono::TimeDelta;

/// Limits look back a day; somebody may want to ask a week later who sent all those codes.
const KEPT_DAYS: i64 = 7;

/// Removes old codes, wrong tries and sessions. Returns how many rows went.
pub async fn sweep(portal: &Portal) -> Result<u64> {
    let before = portal.now() - TimeDelta::days(KEPT_DAYS);
    let mut tx = portal.db.write().await?;
    let codes = store::one_time_code::sweep(&mut tx, before).await?;
    let tries = store::throttle::sweep(&mut tx, before).await?;
    let sessions = store::session::sweep(&mut tx, before).await?;
    tx.commit().await?;
    Ok(codes + tries + sessions)
}
