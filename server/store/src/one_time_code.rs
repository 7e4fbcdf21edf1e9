//! One-time codes by phone. Limits look at what was sent, so they hold on every node.

use crate::error::Result;
use crate::{Tx, on};
use shared::id::SessionId;
use shared::time::Instant;
use uuid::Uuid;

/// A code that was sent.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct CodeRow {
    /// Its id.
    pub id: Uuid,
    /// To whom.
    pub phone: String,
    /// The session that asked, the only one that may use it.
    #[sqlx(try_from = "Uuid")]
    pub session_id: SessionId,
    /// Keyed hash of purpose, phone and code.
    pub code_hash: Vec<u8>,
    /// When it was sent.
    pub sent_at: Instant,
    /// When it ends by itself.
    pub expires_at: Instant,
    /// How often it was tried.
    pub tries: i64,
    /// When it was used, or a newer one took its place.
    pub used_at: Option<Instant>,
}

/// Keeps a code.
pub async fn add(tx: &mut Tx, row: &CodeRow) -> Result<()> {
    let sql = "INSERT INTO one_time_code (id, phone, session_id, code_hash, sent_at, expires_at, \
               tries) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    on!(tx, conn => {
        sqlx::query(sql).bind(row.id).bind(&row.phone).bind(row.session_id.0)
            .bind(&row.code_hash).bind(row.sent_at).bind(row.expires_at).bind(row.tries)
            .execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// Ends all open codes of a phone.
pub async fn void_all(tx: &mut Tx, phone: &str, at: Instant) -> Result<()> {
    let sql = "UPDATE one_time_code SET used_at = $2 WHERE phone = $1 AND used_at IS NULL";
    on!(tx, conn => sqlx::query(sql).bind(phone).bind(at).execute(conn).await?.rows_affected());
    Ok(())
}

/// When codes were sent to a phone after `since`, newest first.
pub async fn sent_to_phone(
    tx: &mut Tx,
    phone: &str,
    since: Instant,
    limit: i64,
) -> Result<Vec<Instant>> {
    let sql = "SELECT sent_at FROM one_time_code WHERE phone = $1 AND sent_at > $2 \
               ORDER BY sent_at DESC LIMIT $3";
    Ok(on!(tx, conn => {
        sqlx::query_scalar(sql).bind(phone).bind(since).bind(limit).fetch_all(conn).await?
    }))
}

/// When codes were sent for a session after `since`, newest first.
pub async fn sent_for_session(
    tx: &mut Tx,
    session: SessionId,
    since: Instant,
    limit: i64,
) -> Result<Vec<Instant>> {
    let sql = "SELECT sent_at FROM one_time_code WHERE session_id = $1 AND sent_at > $2 \
               ORDER BY sent_at DESC LIMIT $3";
    Ok(on!(tx, conn => {
        sqlx::query_scalar(sql).bind(session.0).bind(since).bind(limit).fetch_all(conn).await?
    }))
}

/// The code that a session asked for last.
pub async fn find_newest(tx: &mut Tx, session: SessionId) -> Result<Option<CodeRow>> {
    let sql = "SELECT id, phone, session_id, code_hash, sent_at, expires_at, tries, used_at \
               FROM one_time_code WHERE session_id = $1 ORDER BY sent_at DESC, id DESC LIMIT 1";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(session.0).fetch_optional(conn).await?))
}

/// Takes one of the tries at the open code of that phone and session, before anything is compared.
/// Nothing where there is no open code or its tries are used up.
pub async fn take_try(
    tx: &mut Tx,
    (phone, session): (&str, SessionId),
    now: Instant,
    tries_max: i64,
) -> Result<Option<CodeRow>> {
    let sql = "UPDATE one_time_code SET tries = tries + 1 WHERE phone = $1 AND session_id = $2 \
               AND used_at IS NULL AND expires_at > $3 AND tries < $4 \
               RETURNING id, phone, session_id, code_hash, sent_at, expires_at, tries, used_at";
    Ok(on!(tx, conn => {
        sqlx::query_as(sql).bind(phone).bind(session.0).bind(now).bind(tries_max)
            .fetch_optional(conn).await?
    }))
}

/// Uses a code up; `false` when it was used before.
pub async fn use_up(tx: &mut Tx, id: Uuid, at: Instant) -> Result<bool> {
    let sql = "UPDATE one_time_code SET used_at = $2 WHERE id = $1 AND used_at IS NULL";
    let used =
        on!(tx, conn => sqlx::query(sql).bind(id).bind(at).execute(conn).await?.rows_affected());
    Ok(used == 1)
}

/// Forgets codes that no limit looks back to.
pub async fn sweep(tx: &mut Tx, before: Instant) -> Result<u64> {
    let sql = "DELETE FROM one_time_code WHERE sent_at < $1";
    Ok(on!(tx, conn => sqlx::query(sql).bind(before).execute(conn).await?.rows_affected()))
}
