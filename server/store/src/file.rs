//! Files attached to papers, and the contents behind them. The bytes live elsewhere.

use crate::error::{Result, contradiction};
use crate::{Tx, on};
use shared::file::{FileHash, FileKind};
use shared::id::{DossierId, DraftId, FileId};
use shared::time::Instant;
use uuid::Uuid;

/// Whose files are meant: those of a draft, or those of a dossier with the draft it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// The draft.
    pub draft: Option<DraftId>,
    /// The dossier.
    pub dossier: Option<DossierId>,
}

impl Holder {
    pub(crate) fn keys(self) -> (Option<Uuid>, Option<Uuid>) {
        (self.draft.map(|id| id.0), self.dossier.map(|id| id.0))
    }
}

/// A file attached to a paper.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FileRow {
    /// Its id.
    #[sqlx(try_from = "Uuid")]
    pub id: FileId,
    /// The draft it was attached to.
    pub draft_id: Option<Uuid>,
    /// Or the dossier.
    pub dossier_id: Option<Uuid>,
    /// The key of the paper.
    pub paper: String,
    /// Its name, cleaned.
    pub name: String,
    /// [`FileKind::as_str`].
    pub kind: String,
    /// How long it is.
    pub bytes: i64,
    /// SHA-256.
    pub hash: Vec<u8>,
    /// Of an image.
    pub width_px: Option<i64>,
    /// Of an image.
    pub height_px: Option<i64>,
    /// When a scanner found nothing in it.
    pub scanned_at: Option<Instant>,
    /// When it was attached.
    pub created_at: Instant,
}

impl FileRow {
    /// What it is.
    pub fn kind(&self) -> Result<FileKind> {
        FileKind::parse(&self.kind).ok_or_else(|| contradiction("file", self.id, &self.kind))
    }

    /// Where its bytes are.
    pub fn hash(&self) -> Result<FileHash> {
        let bytes = self.hash.as_slice().try_into();
        bytes.map(FileHash).map_err(|_| contradiction("file", self.id, "the hash is no SHA-256"))
    }
}

/// What is taken up by files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Taken {
    /// Of the whole draft or dossier.
    pub bytes: i64,
    /// Of one paper.
    pub paper_files: i64,
}

/// The file with that id.
pub async fn find(tx: &mut Tx, id: FileId) -> Result<Option<FileRow>> {
    let sql = "SELECT id, draft_id, dossier_id, paper, name, kind, bytes, hash, width_px, \
               height_px, scanned_at, created_at FROM file WHERE id = $1";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(id.0).fetch_optional(conn).await?))
}

/// All files of a draft or dossier, paper by paper, oldest first.
pub async fn list(tx: &mut Tx, holder: Holder) -> Result<Vec<FileRow>> {
    let sql = "SELECT id, draft_id, dossier_id, paper, name, kind, bytes, hash, width_px, \
               height_px, scanned_at, created_at FROM file \
               WHERE draft_id = $1 OR dossier_id = $2 ORDER BY paper, created_at, id";
    let (draft, dossier) = holder.keys();
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(draft).bind(dossier).fetch_all(conn).await?))
}

/// What attached files take up.
pub async fn taken(tx: &mut Tx, holder: Holder, paper: &str) -> Result<Taken> {
    let sql = "SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) AS bytes, \
               CAST(COALESCE(SUM(CASE WHEN paper = $3 THEN 1 ELSE 0 END), 0) AS BIGINT) \
               AS paper_files FROM file WHERE draft_id = $1 OR dossier_id = $2";
    let (draft, dossier) = holder.keys();
    Ok(on!(tx, conn => {
        sqlx::query_as(sql).bind(draft).bind(dossier).bind(paper).fetch_one(conn).await?
    }))
}

/// Attaches a file.
pub async fn add(tx: &mut Tx, row: &FileRow) -> Result<()> {
    let sql = "INSERT INTO file (id, draft_id, dossier_id, paper, name, kind, bytes, hash, \
               width_px, height_px, scanned_at, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    on!(tx, conn => {
        sqlx::query(sql).bind(row.id.0).bind(row.draft_id).bind(row.dossier_id).bind(&row.paper)
            .bind(&row.name).bind(&row.kind).bind(row.bytes).bind(&row.hash).bind(row.width_px)
            .bind(row.height_px).bind(row.scanned_at).bind(row.created_at)
            .execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// Takes a file off its paper; its content goes with the sweep if nothing else refers to it.
pub async fn remove(tx: &mut Tx, id: FileId) -> Result<()> {
    let sql = "DELETE FROM file WHERE id = $1";
    on!(tx, conn => sqlx::query(sql).bind(id.0).execute(conn).await?.rows_affected());
    Ok(())
}

/// Says that a content is about to be stored, so that no sweep takes it away meanwhile.
pub async fn touch_content(tx: &mut Tx, hash: FileHash, bytes: i64, at: Instant) -> Result<()> {
    let sql = "INSERT INTO file_content (hash, bytes, touched_at) VALUES ($1, $2, $3) \
               ON CONFLICT (hash) DO UPDATE SET touched_at = excluded.touched_at";
    on!(tx, conn => {
        sqlx::query(sql).bind(hash.0.as_slice()).bind(bytes).bind(at)
            .execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// Contents that nothing has referred to since `before`, oldest first.
pub async fn abandoned(tx: &mut Tx, before: Instant, limit: i64) -> Result<Vec<FileHash>> {
    let sql = "SELECT hash FROM file_content WHERE touched_at < $1 AND NOT EXISTS \
               (SELECT 1 FROM file WHERE file.hash = file_content.hash) \
               ORDER BY touched_at, hash LIMIT $2";
    let hashes: Vec<Vec<u8>> = on!(tx, conn => {
        sqlx::query_scalar(sql).bind(before).bind(limit).fetch_all(conn).await?
    });
    hashes
        .into_iter()
        .map(|hash| {
            let length = hash.len();
            let bytes = hash.try_into().map(FileHash);
            bytes.map_err(|_| contradiction("file_content", length, "the hash is no SHA-256"))
        })
        .collect()
}

/// Forgets a content that nothing refers to; `false` when something does again. Remove the bytes
/// before the commit: until then whoever wants to store the same content waits.
pub async fn forget_content(tx: &mut Tx, hash: FileHash, before: Instant) -> Result<bool> {
    let sql = "DELETE FROM file_content WHERE hash = $1 AND touched_at < $2 AND NOT EXISTS \
               (SELECT 1 FROM file WHERE file.hash = file_content.hash)";
    let forgotten = on!(tx, conn => {
        sqlx::query(sql).bind(hash.0.as_slice()).bind(before).execute(conn).await?.rows_affected()
    });
    Ok(forgotten == 1)
}
