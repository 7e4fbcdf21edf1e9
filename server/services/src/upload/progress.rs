//! How far an upload is: what somebody asks who wants to go on.

use super::{find, finish};
use crate::Portal;
use crate::error::Result;
use shared::id::UploadId;
use shared::identity::Actor;
use shared::time::Instant;
use store::upload::UploadRow;

/// How far an upload is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Its id.
    pub id: UploadId,
    /// How long the file is.
    pub length: u64,
    /// How much of it counts.
    pub received: u64,
    /// What the client said about it.
    pub metadata: String,
    /// When it is given up; `None` once it is finished.
    pub expires_at: Option<Instant>,
}

impl Progress {
    pub(super) fn of(row: &UploadRow) -> Self {
        Self {
            id: row.id,
            length: row.length.unsigned_abs(),
            received: row.received.unsigned_abs(),
            metadata: row.metadata.clone(),
            expires_at: row.finished_at.is_none().then_some(row.expires_at),
        }
    }
}

/// How far an upload is, after looking whether the spool still has what the database counts. One
/// that is whole but was not yet taken (the scanner was away, the process was killed) is taken
/// now, so that nobody believes in a file that is not there.
pub async fn progress(portal: &Portal, actor: &Actor, id: UploadId) -> Result<Progress> {
    let mut tx = portal.db.read().await?;
    let mut row = find::find(&mut tx, portal, actor, id).await?;
    let pieces = store::upload::pieces(&mut tx, id).await?;
    drop(tx);
    // While somebody writes, what is recorded is what there is.
    if let (None, Ok(_turn)) = (row.finished_at, portal.files.writers.turn(id)) {
        finish::cut_back(portal, &mut row, &pieces).await?;
        if row.received == row.length {
            finish::finish(portal, actor, &mut row).await?;
        }
    }
    Ok(Progress::of(&row))
}
