//! Beginning an upload: everything that can be refused before a byte is sent is refused here.

use super::{ACTIVE, LIFETIME, Progress, finish};
use crate::Portal;
use crate::error::Result;
use crate::file::Place;
use shared::error::ErrorCode;
use shared::file::{FileFault, Holder, clean_name};
use shared::id::UploadId;
use shared::identity::Actor;
use store::Tx;
use store::upload::UploadRow;

/// The paper a file is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Whose paper.
    pub holder: Holder,
    /// Its key.
    pub paper: String,
}

/// What is known before the first byte.
#[derive(Debug, Clone)]
pub struct NewUpload {
    /// How long the file is.
    pub length: u64,
    /// What it is called.
    pub name: String,
    /// What the client said about it, to be said back.
    pub metadata: String,
    /// Where it shall go. `None`: the session keeps it until [`super::bind`] says.
    pub target: Option<Target>,
}

/// Begins an upload. Its id cannot be guessed.
pub async fn create(portal: &Portal, actor: &Actor, new: NewUpload) -> Result<Progress> {
    let mut row = fresh_row(portal, &new.name, new.length);
    row.metadata = new.metadata;
    let mut tx = portal.db.write().await?;
    match &new.target {
        Some(target) => reserve(&mut tx, portal, actor, target, &mut row).await?,
        None => keep_for_session(&mut tx, portal, actor, &mut row).await?,
    }
    store::upload::begin(&mut tx, &row).await?;
    tx.commit().await?;
    if row.length == 0 {
        finish::finish(portal, actor, &mut row).await?;
    }
    Ok(Progress::of(&row))
}

/// An upload that is nobody's yet.
pub(super) fn fresh_row(portal: &Portal, name: &str, length: u64) -> UploadRow {
    let now = portal.now();
    UploadRow {
        id: UploadId(uuid::Builder::from_random_bytes(portal.entropy.bytes()).into_uuid()),
        draft_id: None,
        dossier_id: None,
        paper: None,
        session_id: None,
        length: length.try_into().unwrap_or(i64::MAX),
        received: 0,
        name: clean_name(name),
        metadata: String::new(),
        created_at: now,
        expires_at: now + LIFETIME,
        finished_at: None,
    }
}

/// Checks that the file can go where it shall, and writes that down in `row`.
pub(super) async fn reserve(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    target: &Target,
    row: &mut UploadRow,
) -> Result<()> {
    let (place, coming) = hold(tx, portal, actor, target).await?;
    let length = row.length.unsigned_abs();
    place.rule.check_size(length)?;
    place.check_room(tx, portal, coming, length).await?;
    assign(row, place);
    Ok(())
}

/// The paper, with everybody waiting who wants to add to the same dossier, and the bytes that
/// are on their way to it.
pub(super) async fn hold(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    target: &Target,
) -> Result<(Place, i64)> {
    let place = Place::open(tx, portal, actor, target.holder, &target.paper).await?;
    store::upload::hold(tx, place.whose).await?;
    let expire_after = portal.now() + LIFETIME - ACTIVE;
    let coming = store::upload::on_the_way(tx, place.whose, expire_after).await?;
    Ok((place, coming))
}

pub(super) fn assign(row: &mut UploadRow, place: Place) {
    match place.holder {
        Holder::Draft(id) => row.draft_id = Some(id.0),
        Holder::Dossier(id) => row.dossier_id = Some(id.0),
    }
    row.paper = Some(place.paper);
}

/// For a file whose draft is not yet known here; each session has room for one dossier.
async fn keep_for_session(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    row: &mut UploadRow,
) -> Result<()> {
    let session = actor.session.ok_or(ErrorCode::SignInNeeded)?;
    let limits = portal.limits.files;
    let length = row.length.unsigned_abs();
    if length > limits.file_bytes_max {
        return Err(FileFault::TooLarge { bytes_max: limits.file_bytes_max }.into());
    }
    let taken = store::upload::taken_by_session(tx, session, portal.now()).await?.unsigned_abs();
    if taken.saturating_add(length) > limits.dossier_bytes_max {
        return Err(FileFault::DossierFull { bytes_max: limits.dossier_bytes_max }.into());
    }
    row.session_id = Some(session.0);
    Ok(())
}
