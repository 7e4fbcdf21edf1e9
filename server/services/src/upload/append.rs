//! Adding the next bytes: they count once they are durable, whatever happens to the connection.

use super::{LIFETIME, Progress, find, finish};
use crate::Portal;
use crate::error::{Error, Result};
use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use shared::error::ErrorCode;
use shared::id::UploadId;
use shared::identity::Actor;
use std::time::Duration;
use store::upload::{PieceRow, UploadRow};
use tokio::time::timeout;

/// The largest part that is held back until its checksum is known.
pub const CHECKED_PART_BYTES_MAX: usize = 1024 * 1024;
/// What is written at once.
const PIECE_BYTES: usize = 1024 * 1024;
/// Whoever sends byte by byte is stopped: each piece costs two writes to the disk.
const PIECES_MAX: i64 = 2000;
/// A connection that is silent for so long is broken.
const SILENCE_MAX: Duration = Duration::from_secs(20);

/// What the bytes of a part must add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checksum {
    /// SHA-1.
    Sha1(Vec<u8>),
    /// SHA-256.
    Sha256(Vec<u8>),
}

/// The next bytes of an upload.
#[derive(Debug)]
pub struct Part<S> {
    /// Where they begin.
    pub at: u64,
    /// How many they are, where the client says so.
    pub length: Option<u64>,
    /// What they must add up to; a part with a checksum counts whole or not at all.
    pub checksum: Option<Checksum>,
    /// The bytes, as they come.
    pub body: S,
}

/// Adds a part. When the connection breaks, what had arrived counts (unless there is a
/// checksum). The part that completes the file answers for the whole of it.
pub async fn append<S, E>(
    portal: &Portal,
    actor: &Actor,
    id: UploadId,
    part: Part<S>,
) -> Result<Progress>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    let _turn = portal.files.writers.turn(id)?;
    let mut tx = portal.db.read().await?;
    let mut row = find::find(&mut tx, portal, actor, id).await?;
    let pieces = store::upload::count_pieces(&mut tx, id).await?;
    drop(tx);
    if row.received.unsigned_abs() != part.at {
        return Err(ErrorCode::UploadOffset.into());
    }
    if part.length.is_some_and(|length| length > left(&row)) {
        return Err(ErrorCode::UploadPastEnd.into());
    }
    if pieces >= PIECES_MAX {
        let wait = LIFETIME.num_seconds().to_string();
        return Err(Error::refused(ErrorCode::TooManyRequests, [("seconds", wait)]));
    }
    match part.checksum {
        Some(checksum) => take_checked(portal, &mut row, part.body, &checksum).await?,
        None => take_streamed(portal, &mut row, part.body).await?,
    }
    if row.received == row.length && row.finished_at.is_none() {
        finish::finish(portal, actor, &mut row).await?;
    }
    Ok(Progress::of(&row))
}

fn left(row: &UploadRow) -> u64 {
    (row.length - row.received).unsigned_abs()
}

/// Holds the bytes back until all of them are there and add up.
async fn take_checked<S, E>(
    portal: &Portal,
    row: &mut UploadRow,
    mut body: S,
    checksum: &Checksum,
) -> Result<()>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    let mut held = BytesMut::new();
    while let Some(bytes) = next(&mut body).await? {
        held.extend_from_slice(&bytes);
        if held.len() > CHECKED_PART_BYTES_MAX || held.len() as u64 > left(row) {
            return Err(ErrorCode::UploadPastEnd.into());
        }
    }
    let adds_up = match checksum {
        Checksum::Sha1(sum) => Sha1::digest(&held).as_slice() == sum,
        Checksum::Sha256(sum) => Sha256::digest(&held).as_slice() == sum,
    };
    if !adds_up {
        return Err(ErrorCode::UploadChecksum.into());
    }
    keep(portal, row, held.freeze()).await
}

/// Keeps the bytes piece by piece as they come.
pub(super) async fn take_streamed<S, E>(
    portal: &Portal,
    row: &mut UploadRow,
    mut body: S,
) -> Result<()>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    let mut held = BytesMut::new();
    loop {
        match next(&mut body).await {
            Ok(Some(bytes)) => {
                if (held.len() + bytes.len()) as u64 > left(row) {
                    return Err(ErrorCode::UploadPastEnd.into());
                }
                held.extend_from_slice(&bytes);
                while held.len() >= PIECE_BYTES {
                    keep(portal, row, held.split_to(PIECE_BYTES).freeze()).await?;
                }
            }
            Ok(None) => return keep(portal, row, held.freeze()).await,
            Err(broken) => {
                keep(portal, row, held.freeze()).await?;
                return Err(broken);
            }
        }
    }
}

async fn next<S, E>(body: &mut S) -> Result<Option<Bytes>>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    match timeout(SILENCE_MAX, body.next()).await {
        Ok(next) => next.transpose().map_err(|_| ErrorCode::UploadBroken.into()),
        Err(_) => Err(ErrorCode::UploadBroken.into()),
    }
}

/// Writes a piece, then makes it count.
async fn keep(portal: &Portal, row: &mut UploadRow, bytes: Bytes) -> Result<()> {
    if bytes.is_empty() {
        return Ok(());
    }
    let piece = PieceRow {
        at: row.received,
        length: bytes.len().try_into().unwrap_or(i64::MAX),
        name: format!("{:010}-{}", row.received, hex::encode(portal.entropy.bytes::<8>())),
    };
    portal.files.spool.write(row.id, &piece.name, bytes).await?;
    let expires_at = portal.now() + LIFETIME;
    let mut tx = portal.db.write().await?;
    store::upload::record(&mut tx, row.id, &piece, expires_at).await.map_err(overtaken)?;
    tx.commit().await?;
    row.received += piece.length;
    row.expires_at = expires_at;
    Ok(())
}

/// Another node was faster: its piece counts, ours is a stray.
fn overtaken(error: store::Error) -> Error {
    match error {
        store::Error::Stale => ErrorCode::UploadOffset.into(),
        other => other.into(),
    }
}
