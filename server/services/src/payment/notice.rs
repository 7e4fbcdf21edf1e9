//! A gateway calls: what came is kept first and acted on second, and the gateway is answered in
//! its own words only after that is committed.

use super::settle::settle;
use crate::Portal;
use crate::error::Result;
use chrono::TimeDelta;
use shared::payment::{Source, Verdict};
use store::payment::NoticeRow;
use uuid::Uuid;

/// So many notices an hour that nobody can have signed are kept; more are only counted in the log.
const UNBELIEVED_PER_HOUR_MAX: i64 = 500;

/// Takes the raw query of a notice; says what to answer.
pub async fn notice(portal: &Portal, query: &[u8]) -> String {
    let verdict = judge(portal, query).await.unwrap_or_else(|e| {
        tracing::error!(error = %e, "a notice could not be taken; the gateway will send it again");
        Verdict::TryAgain
    });
    portal.gateway.answer(verdict)
}

async fn judge(portal: &Portal, query: &[u8]) -> Result<Verdict> {
    let row = NoticeRow {
        id: portal.fresh(),
        gateway: portal.gateway.id(),
        source: Source::Notice,
        received_at: portal.now(),
        raw: query.to_vec(),
        verdict: None,
    };
    match portal.gateway.read_notice(query) {
        Ok(fact) => {
            let notice: Uuid = row.id;
            keep(portal, &row).await?;
            settle(portal, &fact, notice).await
        }
        Err(fault) => {
            let verdict = fault.verdict();
            keep_unbelieved(portal, &NoticeRow { verdict: Some(verdict), ..row }).await?;
            Ok(verdict)
        }
    }
}

async fn keep(portal: &Portal, row: &NoticeRow) -> Result<()> {
    let mut tx = portal.db.write().await?;
    store::payment::add_notice(&mut tx, row).await?;
    Ok(tx.commit().await?)
}

/// Anybody can send what nobody signed: it must not fill the disk.
async fn keep_unbelieved(portal: &Portal, row: &NoticeRow) -> Result<()> {
    let since = row.received_at - TimeDelta::hours(1);
    let seen = {
        let mut tx = portal.db.read().await?;
        store::payment::count_unbelieved(&mut tx, since).await?
    };
    tracing::warn!(verdict = row.verdict.map(Verdict::as_str), seen, "a notice was not believed");
    if seen >= UNBELIEVED_PER_HOUR_MAX {
        return Ok(());
    }
    keep(portal, row).await
}
