//! What a person has to look at.

use crate::error::Result;
use crate::{Tx, on};
use shared::id::AttemptId;
use shared::payment::Alert;
use shared::time::Instant;
use uuid::Uuid;

/// Something that a person has to look at.
#[derive(Debug, Clone, Copy)]
pub struct NewAlert {
    /// Its id.
    pub id: Uuid,
    /// About which attempt, where there is one.
    pub attempt: Option<AttemptId>,
    /// Because of which notice, where there is one.
    pub notice: Option<Uuid>,
    /// What it is.
    pub kind: Alert,
    /// Since when.
    pub at: Instant,
}

/// Raises an alert, once for each attempt and kind.
pub async fn raise(tx: &mut Tx, alert: &NewAlert) -> Result<()> {
    let sql = "INSERT INTO payment_alert (id, attempt_id, notice_id, kind, raised_at) \
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT (attempt_id, kind) DO NOTHING";
    on!(tx, conn => {
        sqlx::query(sql).bind(alert.id).bind(alert.attempt.map(|id| id.0)).bind(alert.notice)
            .bind(alert.kind.as_str()).bind(alert.at).execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// What people have to look at, newest first: what it is, the attempt's number, since when.
pub async fn alerts(tx: &mut Tx, limit: i64) -> Result<Vec<(String, Option<String>, Instant)>> {
    let sql = "SELECT p.kind, a.txn_ref, p.raised_at FROM payment_alert p \
               LEFT JOIN payment_attempt a ON a.id = p.attempt_id \
               ORDER BY p.raised_at DESC, p.id LIMIT $1";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(limit).fetch_all(conn).await?))
}
