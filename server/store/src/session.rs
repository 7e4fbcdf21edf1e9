//! Sessions: who holds which cookie.

use crate::error::Result;
use crate::{Tx, on};
use shared::id::{PersonId, SessionId, StaffId};
use shared::time::Instant;
use uuid::Uuid;

/// A session that has not ended.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SessionRow {
    /// The session's id; the secret in the cookie is another thing.
    #[sqlx(try_from = "Uuid")]
    pub id: SessionId,
    /// The citizen who signed in.
    pub person_id: Option<Uuid>,
    /// The member of staff who signed in.
    pub staff_id: Option<Uuid>,
    /// When it began.
    pub created_at: Instant,
    /// When it ends by itself.
    pub expires_at: Instant,
}

impl SessionRow {
    /// The citizen who signed in.
    pub fn person(&self) -> Option<PersonId> {
        self.person_id.map(PersonId)
    }

    /// The member of staff who signed in.
    pub fn staff(&self) -> Option<StaffId> {
        self.staff_id.map(StaffId)
    }
}

/// The live session of that cookie.
pub async fn find(tx: &mut Tx, secret_hash: &[u8], now: Instant) -> Result<Option<SessionRow>> {
    let sql = "SELECT id, person_id, staff_id, created_at, expires_at FROM session \
               WHERE secret_hash = $1 AND expires_at > $2 AND ended_at IS NULL";
    Ok(on!(tx, conn => {
        sqlx::query_as(sql).bind(secret_hash).bind(now).fetch_optional(conn).await?
    }))
}

/// Begins a session.
pub async fn begin(tx: &mut Tx, row: &SessionRow, secret_hash: &[u8]) -> Result<()> {
    let sql = "INSERT INTO session (id, secret_hash, person_id, staff_id, created_at, expires_at) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    on!(tx, conn => {
        sqlx::query(sql).bind(row.id.0).bind(secret_hash).bind(row.person_id)
            .bind(row.staff_id).bind(row.created_at).bind(row.expires_at).execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// Lets a live session last until `until`; whether it was live.
pub async fn extend(tx: &mut Tx, id: SessionId, now: Instant, until: Instant) -> Result<bool> {
    let sql = "UPDATE session SET expires_at = $3 \
               WHERE id = $1 AND expires_at > $2 AND ended_at IS NULL";
    let touched = on!(tx, conn => {
        sqlx::query(sql).bind(id.0).bind(now).bind(until).execute(conn).await?.rows_affected()
    });
    Ok(touched == 1)
}

/// Ends a session.
pub async fn end(tx: &mut Tx, id: SessionId, at: Instant) -> Result<()> {
    let sql = "UPDATE session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    on!(tx, conn => sqlx::query(sql).bind(id.0).bind(at).execute(conn).await?.rows_affected());
    Ok(())
}

/// Forgets sessions that ended by themselves before `before`.
pub async fn sweep(tx: &mut Tx, before: Instant) -> Result<u64> {
    let sql = "DELETE FROM session WHERE expires_at < $1";
    Ok(on!(tx, conn => sqlx::query(sql).bind(before).execute(conn).await?.rows_affected()))
}
