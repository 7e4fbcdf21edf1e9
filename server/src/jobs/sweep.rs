//! Clears away what nobody comes back for.

use services::{Portal, Result};

/// Drafts that nobody has touched for too long; their people are told before.
pub(super) async fn drafts(portal: Portal) -> Result<u64> {
    services::draft::sweep(&portal).await
}

/// Uploads that were given up, and contents that no file refers to.
pub(super) async fn uploads(portal: Portal) -> Result<u64> {
    let swept = services::upload::sweep(&portal).await?;
    Ok((swept.uploads + swept.contents) as u64)
}

/// Old codes, wrong tries and sessions.
pub(super) async fn identity(portal: Portal) -> Result<u64> {
    services::identity::sweep(&portal).await
}
