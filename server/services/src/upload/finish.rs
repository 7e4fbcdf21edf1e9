//! A whole upload becomes a file of its paper, or is refused and gone.

use super::find::holder;
use super::look::Look;
use super::{ACTIVE, LIFETIME};
use crate::Portal;
use crate::error::{Error, Result};
use crate::file::Place;
use integrations::file::{Bytestream, FileError, Verdict};
use shared::error::ErrorCode;
use shared::file::{Content, FileFault, Holder};
use shared::id::FileId;
use shared::identity::Actor;
use store::file::FileRow;
use store::upload::{PieceRow, UploadRow};

/// Judges the content, stores it and attaches it. Whoever asks again gets the same answer; a
/// file that is refused for what it is leaves nothing behind. An upload that is for nothing yet
/// waits in the spool.
pub(super) async fn finish(portal: &Portal, actor: &Actor, row: &mut UploadRow) -> Result<()> {
    let (Some(holder), Some(paper)) = (holder(row), row.paper.clone()) else {
        return mark(portal, row).await;
    };
    let _place_in_queue = portal.files.finishing.acquire().await;
    let mut tx = portal.db.read().await?;
    let place = Place::open(&mut tx, portal, actor, holder, &paper).await?;
    let pieces = store::upload::pieces(&mut tx, row.id).await?;
    drop(tx);
    match judge(portal, &place, row, &pieces).await {
        Ok(file) => attach(portal, actor, &place, row, file).await,
        Err(Judged::Refused(fault)) => {
            super::terminate::forget(portal, row.id).await?;
            Err(fault.into())
        }
        Err(Judged::Lost) => {
            if !cut_back(portal, row, &pieces).await? {
                cut(portal, row, 0).await?;
            }
            Err(ErrorCode::UploadOffset.into())
        }
        Err(Judged::NotYet(error)) => Err(error),
    }
}

/// Why a whole upload is no file.
enum Judged {
    /// For what it is.
    Refused(FileFault),
    /// The spool has lost a piece.
    Lost,
    /// For something that may be better later.
    NotYet(Error),
}

impl From<FileError> for Judged {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Missing | FileError::Changed => Self::Lost,
            FileError::Scanner(what) => {
                tracing::error!(what, "a file was not scanned");
                Self::NotYet(ErrorCode::UploadScanFailed.into())
            }
            other => Self::NotYet(other.into()),
        }
    }
}

impl From<Error> for Judged {
    fn from(error: Error) -> Self {
        Self::NotYet(error)
    }
}

fn bytes(portal: &Portal, row: &UploadRow, pieces: &[PieceRow]) -> Bytestream {
    let names = pieces.iter().map(|piece| piece.name.clone()).collect();
    portal.files.spool.read(row.id, names)
}

/// Looks at the content, has it scanned, and stores it.
async fn judge(
    portal: &Portal,
    place: &Place,
    row: &UploadRow,
    pieces: &[PieceRow],
) -> Result<FileRow, Judged> {
    let look = Look::at(bytes(portal, row, pieces)).await?;
    if look.ends().length != row.length.unsigned_abs() {
        return Err(Judged::Lost);
    }
    let content = place.rule.check_content(&look.ends()).map_err(Judged::Refused)?;
    let verdict = if portal.files.scanner.is_on() {
        portal.files.scanner.scan(bytes(portal, row, pieces)).await?
    } else {
        Verdict::Unscanned
    };
    if let Verdict::Infected(name) = &verdict {
        tracing::warn!(upload = %row.id, name, "the scanner found something");
        return Err(Judged::Refused(FileFault::Infected));
    }
    let mut tx = portal.db.write().await.map_err(Error::from)?;
    let touched = store::file::touch_content(&mut tx, look.hash, row.length, portal.now()).await;
    touched.map_err(Error::from)?;
    tx.commit().await.map_err(Error::from)?;
    portal.files.store.put(look.hash, bytes(portal, row, pieces)).await?;
    Ok(file_row(portal, place, row, (content, look.hash.0.to_vec(), verdict)))
}

fn file_row(
    portal: &Portal,
    place: &Place,
    row: &UploadRow,
    (content, hash, verdict): (Content, Vec<u8>, Verdict),
) -> FileRow {
    let now = portal.now();
    let (draft_id, dossier_id) = match place.holder {
        Holder::Draft(id) => (Some(id.0), None),
        Holder::Dossier(id) => (None, Some(id.0)),
    };
    FileRow {
        id: FileId(row.id.0),
        draft_id,
        dossier_id,
        paper: place.paper.clone(),
        name: row.name.clone(),
        kind: content.kind.as_str().to_owned(),
        bytes: row.length,
        hash,
        width_px: content.dimensions.map(|size| size.width_px.into()),
        height_px: content.dimensions.map(|size| size.height_px.into()),
        scanned_at: (verdict == Verdict::Clean).then_some(now),
        created_at: now,
    }
}

/// Attaches the file if there is still room and the paper can still be changed.
async fn attach(
    portal: &Portal,
    actor: &Actor,
    place: &Place,
    row: &mut UploadRow,
    file: FileRow,
) -> Result<()> {
    let now = portal.now();
    let mut tx = portal.db.write().await?;
    store::upload::hold(&mut tx, place.whose).await?;
    let place = Place::open(&mut tx, portal, actor, place.holder, &place.paper).await?;
    let expire_after = now + LIFETIME - ACTIVE;
    let coming = store::upload::on_the_way(&mut tx, place.whose, expire_after).await?;
    let own = if row.expires_at > expire_after { row.length } else { 0 };
    place.check_room(&mut tx, portal, coming - own, row.length.unsigned_abs()).await?;
    if store::upload::finish(&mut tx, row.id, now).await? {
        store::file::add(&mut tx, &file).await?;
        tell(&mut tx, place.holder);
    }
    tx.commit().await?;
    row.finished_at = Some(now);
    portal.files.spool.remove(row.id).await?;
    Ok(())
}

/// Whoever watches the dossier reads again; nobody watches a draft but its owner.
fn tell(tx: &mut store::Tx, holder: Holder) {
    if let Holder::Dossier(id) = holder {
        tx.tell(format!("dossier:{id}"));
    }
}

/// Marks what is for nothing yet as whole; its pieces stay.
async fn mark(portal: &Portal, row: &mut UploadRow) -> Result<()> {
    let now = portal.now();
    let mut tx = portal.db.write().await?;
    store::upload::finish(&mut tx, row.id, now).await?;
    tx.commit().await?;
    row.finished_at = Some(now);
    Ok(())
}

/// Lets only the pieces count that the spool still has; `false` when it has all of them.
pub(super) async fn cut_back(
    portal: &Portal,
    row: &mut UploadRow,
    pieces: &[PieceRow],
) -> Result<bool> {
    let there = portal.files.spool.sizes(row.id).await?;
    let lost = pieces.iter().find(|piece| {
        there.get(&piece.name).is_none_or(|size| *size != piece.length.unsigned_abs())
    });
    if let Some(piece) = lost {
        cut(portal, row, piece.at).await?;
    }
    Ok(lost.is_some())
}

async fn cut(portal: &Portal, row: &mut UploadRow, at: i64) -> Result<()> {
    tracing::warn!(upload = %row.id, at, "the spool has lost a piece");
    let mut tx = portal.db.write().await?;
    store::upload::cut(&mut tx, row.id, at).await?;
    tx.commit().await?;
    row.received = at;
    Ok(())
}
