//! Taking a file in one go, as a plain form sends it: how long it is shows at its end only.

use super::create::{assign, fresh_row, hold};
use super::terminate::forget;
use super::{Target, append, finish};
use crate::Portal;
use crate::error::{Error, Result};
use bytes::Bytes;
use futures::Stream;
use shared::error::ErrorCode;
use shared::file::FileFault;
use shared::identity::Actor;
use store::upload::UploadRow;

/// Takes a whole file and attaches it. Nothing of it stays when it is refused or breaks off:
/// whoever has no script cannot go on with it.
pub async fn receive<S, E>(
    portal: &Portal,
    actor: &Actor,
    target: &Target,
    name: &str,
    body: S,
) -> Result<()>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    let (mut row, too_long) = begin(portal, actor, target, name).await?;
    let taken = match append::take_streamed(portal, &mut row, body).await {
        Ok(()) => end(portal, actor, &mut row).await,
        Err(error) if error.code() == ErrorCode::UploadPastEnd => Err(too_long.into()),
        Err(error) => Err(error),
    };
    if taken.is_err() {
        forget(portal, row.id).await?;
    }
    taken
}

/// Takes the room that is left, and says what is wrong with a file that needs more.
async fn begin(
    portal: &Portal,
    actor: &Actor,
    target: &Target,
    name: &str,
) -> Result<(UploadRow, FileFault)> {
    let mut tx = portal.db.write().await?;
    let (place, coming) = hold(&mut tx, portal, actor, target).await?;
    let (most, too_long) = place.room_left(&mut tx, portal, coming).await?;
    let mut row = fresh_row(portal, name, most);
    assign(&mut row, place);
    store::upload::begin(&mut tx, &row).await?;
    tx.commit().await?;
    Ok((row, too_long))
}

/// What has come is the whole file.
async fn end(portal: &Portal, actor: &Actor, row: &mut UploadRow) -> Result<()> {
    let mut tx = portal.db.write().await?;
    store::upload::end(&mut tx, row.id).await.map_err(swept)?;
    tx.commit().await?;
    row.length = row.received;
    finish::finish(portal, actor, row).await
}

/// It took so long that the sweep has come by.
fn swept(error: store::Error) -> Error {
    match error {
        store::Error::Stale => ErrorCode::UploadBroken.into(),
        other => other.into(),
    }
}
