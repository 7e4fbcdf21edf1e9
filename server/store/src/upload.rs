//! Uploads on their way: how much of them counts, and in which pieces it lies.

use crate::error::{Error, Result};
use crate::file::Holder;
use crate::{Tx, on};
use shared::id::{SessionId, UploadId};
use shared::time::Instant;
use uuid::Uuid;

/// An upload.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct UploadRow {
    /// Its id, which is also that of the file it becomes.
    #[sqlx(try_from = "Uuid")]
    pub id: UploadId,
    /// The draft it is for.
    pub draft_id: Option<Uuid>,
    /// Or the dossier.
    pub dossier_id: Option<Uuid>,
    /// The paper it is for; empty while only the session knows of it.
    pub paper: Option<String>,
    /// Who sends it, while it is for nothing yet.
    pub session_id: Option<Uuid>,
    /// How long it shall be.
    pub length: i64,
    /// How much of it counts.
    pub received: i64,
    /// The file's name, cleaned.
    pub name: String,
    /// What the client said about it, word for word.
    pub metadata: String,
    /// When it was begun.
    pub created_at: Instant,
    /// When it is given up.
    pub expires_at: Instant,
    /// When it was whole and taken.
    pub finished_at: Option<Instant>,
}

/// A piece that counts.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PieceRow {
    /// Where it begins.
    pub at: i64,
    /// How long it is; never 0.
    pub length: i64,
    /// Its name in the spool.
    pub name: String,
}

/// The upload with that id.
pub async fn find(tx: &mut Tx, id: UploadId) -> Result<Option<UploadRow>> {
    let sql = "SELECT id, draft_id, dossier_id, paper, session_id, length, received, name, \
               metadata, created_at, expires_at, finished_at FROM upload WHERE id = $1";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(id.0).fetch_optional(conn).await?))
}

/// Begins an upload.
pub async fn begin(tx: &mut Tx, row: &UploadRow) -> Result<()> {
    let sql = "INSERT INTO upload (id, draft_id, dossier_id, paper, session_id, length, \
               received, name, metadata, created_at, expires_at, finished_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    on!(tx, conn => {
        sqlx::query(sql).bind(row.id.0).bind(row.draft_id).bind(row.dossier_id)
            .bind(&row.paper).bind(row.session_id).bind(row.length).bind(row.received)
            .bind(&row.name).bind(&row.metadata).bind(row.created_at).bind(row.expires_at)
            .bind(row.finished_at).execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// The bytes of uploads on their way to a draft or dossier of which something was heard lately:
/// those that expire after `expire_after`.
pub async fn on_the_way(tx: &mut Tx, holder: Holder, expire_after: Instant) -> Result<i64> {
    let sql = "SELECT CAST(COALESCE(SUM(length), 0) AS BIGINT) FROM upload \
               WHERE (draft_id = $1 OR dossier_id = $2) \
               AND finished_at IS NULL AND expires_at > $3";
    let (draft, dossier) = holder.keys();
    Ok(on!(tx, conn => {
        sqlx::query_scalar(sql).bind(draft).bind(dossier).bind(expire_after)
            .fetch_one(conn).await?
    }))
}

/// What the uploads of a session that are for nothing yet take up.
pub async fn taken_by_session(tx: &mut Tx, session: SessionId, now: Instant) -> Result<i64> {
    let sql = "SELECT CAST(COALESCE(SUM(length), 0) AS BIGINT) FROM upload \
               WHERE session_id = $1 AND paper IS NULL AND expires_at > $2";
    Ok(on!(tx, conn => sqlx::query_scalar(sql).bind(session.0).bind(now).fetch_one(conn).await?))
}

/// Makes everybody else who wants to add a file to the same draft or dossier wait, so that two
/// cannot both find the last room. SQLite has one writer anyway.
pub async fn hold(tx: &mut Tx, holder: Holder) -> Result<()> {
    let (draft, dossier) = holder.keys();
    let sql = "UPDATE draft SET revision = revision WHERE id = $1";
    on!(tx, conn => sqlx::query(sql).bind(draft).execute(conn).await?.rows_affected());
    let sql = "UPDATE dossier SET version = version WHERE id = $1";
    on!(tx, conn => sqlx::query(sql).bind(dossier).execute(conn).await?.rows_affected());
    Ok(())
}

/// Makes a piece count that follows what counts already; [`Error::Stale`] when it does not.
pub async fn record(
    tx: &mut Tx,
    id: UploadId,
    piece: &PieceRow,
    expires_at: Instant,
) -> Result<()> {
    let sql = "UPDATE upload SET received = received + $3, expires_at = $4 \
               WHERE id = $1 AND received = $2 AND finished_at IS NULL";
    let follows = on!(tx, conn => {
        sqlx::query(sql).bind(id.0).bind(piece.at).bind(piece.length).bind(expires_at)
            .execute(conn).await?.rows_affected()
    });
    if follows == 0 {
        return Err(Error::Stale);
    }
    let sql = "INSERT INTO upload_piece (upload_id, at, length, name) VALUES ($1, $2, $3, $4)";
    on!(tx, conn => {
        sqlx::query(sql).bind(id.0).bind(piece.at).bind(piece.length).bind(&piece.name)
            .execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// The pieces that count, in their order.
pub async fn pieces(tx: &mut Tx, id: UploadId) -> Result<Vec<PieceRow>> {
    let sql = "SELECT at, length, name FROM upload_piece WHERE upload_id = $1 ORDER BY at";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(id.0).fetch_all(conn).await?))
}

/// How many pieces count.
pub async fn count_pieces(tx: &mut Tx, id: UploadId) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM upload_piece WHERE upload_id = $1";
    Ok(on!(tx, conn => sqlx::query_scalar(sql).bind(id.0).fetch_one(conn).await?))
}

/// Lets nothing from `at` on count any more: a disk has lost it.
pub async fn cut(tx: &mut Tx, id: UploadId, at: i64) -> Result<()> {
    let sql = "DELETE FROM upload_piece WHERE upload_id = $1 AND at >= $2";
    on!(tx, conn => sqlx::query(sql).bind(id.0).bind(at).execute(conn).await?.rows_affected());
    let sql = "UPDATE upload SET received = $2 WHERE id = $1 AND received > $2";
    on!(tx, conn => sqlx::query(sql).bind(id.0).bind(at).execute(conn).await?.rows_affected());
    Ok(())
}

/// Says where an upload shall go that was for nothing yet; `false` when it is for something.
pub async fn bind(tx: &mut Tx, row: &UploadRow) -> Result<bool> {
    let sql = "UPDATE upload SET draft_id = $2, dossier_id = $3, paper = $4, finished_at = NULL \
               WHERE id = $1 AND paper IS NULL";
    let bound = on!(tx, conn => {
        sqlx::query(sql).bind(row.id.0).bind(row.draft_id).bind(row.dossier_id).bind(&row.paper)
            .execute(conn).await?.rows_affected()
    });
    Ok(bound == 1)
}

/// Says that what has come is all; [`Error::Stale`] when the upload is gone.
pub async fn end(tx: &mut Tx, id: UploadId) -> Result<()> {
    let sql = "UPDATE upload SET length = received WHERE id = $1 AND finished_at IS NULL";
    let ended = on!(tx, conn => sqlx::query(sql).bind(id.0).execute(conn).await?.rows_affected());
    if ended == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// Marks an upload as whole and taken; `false` when it already was.
pub async fn finish(tx: &mut Tx, id: UploadId, at: Instant) -> Result<bool> {
    let sql = "UPDATE upload SET finished_at = $2 \
               WHERE id = $1 AND finished_at IS NULL AND received = length";
    let finished = on!(tx, conn => {
        sqlx::query(sql).bind(id.0).bind(at).execute(conn).await?.rows_affected()
    });
    Ok(finished == 1)
}

/// Forgets an upload and its pieces.
pub async fn remove(tx: &mut Tx, id: UploadId) -> Result<()> {
    let sql = "DELETE FROM upload WHERE id = $1";
    on!(tx, conn => sqlx::query(sql).bind(id.0).execute(conn).await?.rows_affected());
    Ok(())
}

/// Uploads that have expired, oldest first.
pub async fn expired(tx: &mut Tx, now: Instant, limit: i64) -> Result<Vec<UploadId>> {
    let sql = "SELECT id FROM upload WHERE expires_at <= $1 ORDER BY expires_at, id LIMIT $2";
    let ids: Vec<Uuid> =
        on!(tx, conn => sqlx::query_scalar(sql).bind(now).bind(limit).fetch_all(conn).await?);
    Ok(ids.into_iter().map(UploadId).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file;
    use crate::on_both_engines;
    use crate::testing::TestDb;
    use chrono::TimeDelta;
    use shared::file::FileHash;

    fn at(minute: i64) -> Instant {
        let midnight: Instant = "2026-11-22T00:00:00Z".parse().unwrap();
        midnight + TimeDelta::minutes(minute)
    }

    fn upload(session: SessionId, length: i64) -> UploadRow {
        UploadRow {
            id: UploadId(Uuid::new_v4()),
            draft_id: None,
            dossier_id: None,
            paper: None,
            session_id: Some(session.0),
            length,
            received: 0,
            name: "Giấy khai sinh.pdf".to_owned(),
            metadata: "filename R2k=".to_owned(),
            created_at: at(0),
            expires_at: at(60),
            finished_at: None,
        }
    }

    fn piece(at: i64, length: i64) -> PieceRow {
        PieceRow { at, length, name: format!("{at}-x") }
    }

    on_both_engines!(a_piece_counts_only_where_the_last_one_ended, |test: TestDb| async move {
        let row = upload(SessionId(Uuid::new_v4()), 11);
        let mut tx = test.db.write().await.unwrap();
        begin(&mut tx, &row).await.unwrap();

        record(&mut tx, row.id, &piece(0, 5), at(70)).await.unwrap();
        let again = record(&mut tx, row.id, &piece(0, 5), at(70)).await;
        assert!(matches!(again, Err(Error::Stale)));
        assert!(!finish(&mut tx, row.id, at(1)).await.unwrap());
        record(&mut tx, row.id, &piece(5, 6), at(80)).await.unwrap();

        let seen = find(&mut tx, row.id).await.unwrap().unwrap();
        assert_eq!((seen.received, seen.expires_at), (11, at(80)));
        assert_eq!(pieces(&mut tx, row.id).await.unwrap(), [piece(0, 5), piece(5, 6)]);
        cut(&mut tx, row.id, 5).await.unwrap();
        assert_eq!(pieces(&mut tx, row.id).await.unwrap(), [piece(0, 5)]);
        record(&mut tx, row.id, &piece(5, 6), at(80)).await.unwrap();
        assert!(finish(&mut tx, row.id, at(1)).await.unwrap());
        assert!(!finish(&mut tx, row.id, at(2)).await.unwrap());
    });

    on_both_engines!(nothing_is_received_past_the_end, |test: TestDb| async move {
        let row = upload(SessionId(Uuid::new_v4()), 3);
        let mut tx = test.db.write().await.unwrap();
        begin(&mut tx, &row).await.unwrap();

        assert!(record(&mut tx, row.id, &piece(0, 4), at(70)).await.is_err());
    });

    on_both_engines!(what_expires_is_found_and_takes_no_room, |test: TestDb| async move {
        let session = SessionId(Uuid::new_v4());
        let (old, new) = (upload(session, 3), upload(session, 4));
        let mut tx = test.db.write().await.unwrap();
        begin(&mut tx, &old).await.unwrap();
        begin(&mut tx, &UploadRow { expires_at: at(90), ..new.clone() }).await.unwrap();

        assert_eq!(taken_by_session(&mut tx, session, at(0)).await.unwrap(), 7);
        assert_eq!(taken_by_session(&mut tx, session, at(60)).await.unwrap(), 4);
        assert_eq!(expired(&mut tx, at(59), 10).await.unwrap(), []);
        assert_eq!(expired(&mut tx, at(60), 10).await.unwrap(), [old.id]);
        remove(&mut tx, old.id).await.unwrap();
        assert_eq!(find(&mut tx, old.id).await.unwrap(), None);
    });

    on_both_engines!(a_content_is_forgotten_only_after_its_grace, |test: TestDb| async move {
        let hash = FileHash([7; 32]);
        let mut tx = test.db.write().await.unwrap();
        file::touch_content(&mut tx, hash, 5, at(0)).await.unwrap();

        assert_eq!(file::abandoned(&mut tx, at(1), 10).await.unwrap(), [hash]);
        file::touch_content(&mut tx, hash, 5, at(2)).await.unwrap();
        assert_eq!(file::abandoned(&mut tx, at(1), 10).await.unwrap(), []);
        assert!(!file::forget_content(&mut tx, hash, at(1)).await.unwrap());
        assert!(file::forget_content(&mut tx, hash, at(3)).await.unwrap());
        assert!(!file::forget_content(&mut tx, hash, at(3)).await.unwrap());
    });
}
