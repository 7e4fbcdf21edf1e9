//! Wrong tries, counted by target and never by address: a service hall is forty people behind one.

use crate::error::Result;
use crate::{Tx, on};
use shared::time::Instant;

/// How often something has failed in a row, and when last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Failures {
    /// In a row.
    pub failures: i64,
    /// The last one.
    pub last_at: Instant,
}

/// The failures of a bucket, such as `tracking:<reference>`.
pub async fn find(tx: &mut Tx, bucket: &str) -> Result<Option<Failures>> {
    let sql = "SELECT failures, last_at FROM throttle WHERE bucket = $1";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(bucket).fetch_optional(conn).await?))
}

/// Counts one more. Failures older than `forgotten_before` no longer count.
pub async fn fail(
    tx: &mut Tx,
    bucket: &str,
    now: Instant,
    forgotten_before: Instant,
) -> Result<i64> {
    let sql = "INSERT INTO throttle (bucket, failures, last_at) VALUES ($1, 1, $2) \
               ON CONFLICT (bucket) DO UPDATE SET last_at = $2, failures = \
               CASE WHEN throttle.last_at < $3 THEN 1 ELSE throttle.failures + 1 END \
               RETURNING failures";
    Ok(on!(tx, conn => {
        sqlx::query_scalar(sql).bind(bucket).bind(now).bind(forgotten_before)
            .fetch_one(conn).await?
    }))
}

/// Forgets the failures of a bucket.
pub async fn clear(tx: &mut Tx, bucket: &str) -> Result<()> {
    let sql = "DELETE FROM throttle WHERE bucket = $1";
    on!(tx, conn => sqlx::query(sql).bind(bucket).execute(conn).await?.rows_affected());
    Ok(())
}

/// Holds a bucket until the transaction ends, so that what is counted under its name is counted by one
/// at a time. Changes nothing. SQLite has one writer anyway; PostgreSQL locks the row.
pub async fn hold(tx: &mut Tx, bucket: &str, now: Instant) -> Result<()> {
    let sql = "INSERT INTO throttle (bucket, failures, last_at) VALUES ($1, 0, $2) \
               ON CONFLICT (bucket) DO UPDATE SET failures = throttle.failures";
    on!(tx, conn => sqlx::query(sql).bind(bucket).bind(now).execute(conn).await?.rows_affected());
    Ok(())
}

/// Forgets buckets that nobody has touched since `before`.
pub async fn sweep(tx: &mut Tx, before: Instant) -> Result<u64> {
    let sql = "DELETE FROM throttle WHERE last_at < $1";
    Ok(on!(tx, conn => sqlx::query(sql).bind(before).execute(conn).await?.rows_affected()))
}
