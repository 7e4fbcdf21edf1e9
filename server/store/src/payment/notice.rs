//! What came from outside: kept before it is acted on.

use crate::error::Result;
use crate::{Tx, on};
use shared::payment::{GatewayId, Source, TxnRef, Verdict};
use shared::time::Instant;
use uuid::Uuid;

/// What came from outside, as it came.
#[derive(Debug, Clone)]
pub struct NoticeRow {
    /// Its id.
    pub id: Uuid,
    /// From whom.
    pub gateway: GatewayId,
    /// How it came.
    pub source: Source,
    /// When.
    pub received_at: Instant,
    /// The bytes.
    pub raw: Vec<u8>,
    /// What it was found to be, where that needs no database.
    pub verdict: Option<Verdict>,
}

/// Keeps what came, before it is acted on.
pub async fn add_notice(tx: &mut Tx, row: &NoticeRow) -> Result<()> {
    let sql = "INSERT INTO payment_notice (id, gateway, source, received_at, raw, verdict) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    on!(tx, conn => {
        sqlx::query(sql).bind(row.id).bind(row.gateway.as_str()).bind(row.source.as_str())
            .bind(row.received_at).bind(&row.raw).bind(row.verdict.map(Verdict::as_str))
            .execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// Writes what a notice was about and what followed.
pub async fn judge_notice(tx: &mut Tx, id: Uuid, txn_ref: &TxnRef, verdict: Verdict) -> Result<()> {
    let sql = "UPDATE payment_notice SET txn_ref = $2, verdict = $3 WHERE id = $1";
    on!(tx, conn => {
        sqlx::query(sql).bind(id).bind(&txn_ref.0).bind(verdict.as_str())
            .execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// How many notices since then were not believed.
pub async fn count_unbelieved(tx: &mut Tx, since: Instant) -> Result<i64> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM payment_notice \
               WHERE verdict IN ('bad_signature', 'empty') AND received_at >= $1";
    Ok(on!(tx, conn => sqlx::query_scalar(sql).bind(since).fetch_one(conn).await?))
}

/// Forgets the notices before then that were not believed; says how many there were.
pub async fn forget_unbelieved(tx: &mut Tx, before: Instant) -> Result<u64> {
    let sql = "DELETE FROM payment_notice \
               WHERE verdict IN ('bad_signature', 'empty') AND received_at < $1";
    Ok(on!(tx, conn => sqlx::query(sql).bind(before).execute(conn).await?.rows_affected()))
}
