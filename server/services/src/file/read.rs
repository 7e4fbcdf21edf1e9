//! Reading a file: by whoever may change its draft, or read its dossier.

use crate::error::{Error, Result};
use crate::{Portal, dossier};
use integrations::file::Bytestream;
use shared::error::ErrorCode;
use shared::file::{FileHash, FileKind};
use shared::id::{DossierId, DraftId, FileId};
use shared::identity::Actor;
use shared::policy;
use std::ops::Range;
use store::Tx;
use store::file::FileRow;

/// A file that may be read.
#[derive(Debug, Clone)]
pub struct FoundFile {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// How long it is.
    pub bytes: u64,
    /// Its content's name; two files with the same one are the same.
    pub hash: FileHash,
}

/// The file with that id, if `actor` may read it.
pub async fn find(portal: &Portal, actor: &Actor, id: FileId) -> Result<FoundFile> {
    let mut tx = portal.db.read().await?;
    let row = store::file::find(&mut tx, id).await?.ok_or(ErrorCode::UploadNotFound)?;
    may_read(&mut tx, actor, &row).await.map_err(unseen)?;
    let bytes = row.bytes.unsigned_abs();
    Ok(FoundFile { kind: row.kind()?, bytes, hash: row.hash()?, name: row.name })
}

/// Its bytes, or a part of them. What was stored and is gone is our failure, not a wrong address.
pub async fn read(
    portal: &Portal,
    file: &FoundFile,
    range: Option<Range<u64>>,
) -> Result<Bytestream> {
    Ok(portal.files.store.read(file.hash, range).await?)
}

async fn may_read(tx: &mut Tx, actor: &Actor, row: &FileRow) -> Result<()> {
    let dossier = match (row.draft_id, row.dossier_id) {
        (Some(draft), _) => {
            let draft = DraftId(draft);
            let found = store::draft::find(tx, draft).await?.ok_or(ErrorCode::UploadNotFound)?;
            if policy::edit_draft(actor, found.person(), found.session()).is_ok() {
                return Ok(());
            }
            store::dossier::find_by_draft(tx, draft).await?
        }
        (None, Some(dossier)) => store::dossier::find(tx, DossierId(dossier)).await?,
        (None, None) => None,
    };
    let dossier = dossier.ok_or(ErrorCode::UploadNotFound)?;
    Ok(policy::read_dossier_file(actor, &dossier::subject(&dossier)?, &row.paper)?)
}

/// "Not yours" answers as "not found".
fn unseen(error: Error) -> Error {
    match error {
        Error::Refused(_) => ErrorCode::UploadNotFound.into(),
        other => other,
    }
}
