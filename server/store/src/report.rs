//! Counters, moved in the transaction of the event that moves them.

use crate::error::Result;
use crate::{Tx, on};
use chrono::NaiveDate;

/// What a counter counts by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RollupKey<'a> {
    /// The business day.
    pub day: NaiveDate,
    /// Who decides.
    pub agency_id: &'a str,
    /// The field of the procedure.
    pub sector: &'a str,
    /// The procedure.
    pub procedure_id: &'a str,
    /// How it was filed.
    pub channel: &'a str,
    /// What is counted, such as `received`.
    pub measure: &'a str,
}

/// Adds `n`, which may be negative.
pub async fn bump(tx: &mut Tx, key: &RollupKey<'_>, n: i64) -> Result<()> {
    let sql = "INSERT INTO rollup (measure, day, agency_id, sector, procedure_id, channel, n) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) \
               ON CONFLICT (measure, day, agency_id, sector, procedure_id, channel) \
               DO UPDATE SET n = rollup.n + excluded.n";
    on!(tx, conn => {
        sqlx::query(sql).bind(key.measure).bind(key.day).bind(key.agency_id).bind(key.sector)
            .bind(key.procedure_id).bind(key.channel).bind(n).execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// A counter.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "the fields are those of RollupKey")]
pub struct RollupRow {
    pub day: NaiveDate,
    pub agency_id: String,
    pub sector: String,
    pub procedure_id: String,
    pub channel: String,
    pub measure: String,
    pub n: i64,
}

/// Every counter, to be compared with a recount.
pub async fn all(tx: &mut Tx) -> Result<Vec<RollupRow>> {
    let sql = "SELECT day, agency_id, sector, procedure_id, channel, measure, n FROM rollup \
               ORDER BY measure, day, agency_id, sector, procedure_id, channel";
    Ok(on!(tx, conn => sqlx::query_as(sql).fetch_all(conn).await?))
}
