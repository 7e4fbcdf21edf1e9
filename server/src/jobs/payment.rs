//! Asks the gateway about payments that nobody told us of, and forgets forged notices.

use services::{Portal, Result};

/// Every question that is due.
pub(super) async fn ask(portal: Portal) -> Result<u64> {
    Ok(services::payment::query_due(&portal).await? as u64)
}

/// Notices that were not believed.
pub(super) async fn sweep(portal: Portal) -> Result<u64> {
    services::payment::sweep(&portal).await
}
