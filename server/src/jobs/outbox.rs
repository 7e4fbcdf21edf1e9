//! Sends what waits in the outbox.

use services::{Portal, Result};

/// Hands over every message that is due.
pub(super) async fn deliver(portal: Portal) -> Result<u64> {
    let done = services::message::deliver_due(&portal).await?;
    Ok(done.sent + done.postponed + done.dead)
}
