//! The double-entry ledger, and money that goes back.

use crate::error::{Result, contradiction};
use crate::{Tx, on};
use shared::id::{AttemptId, ObligationId};
use shared::payment::{Entry, RefundDue, RefundState};
use shared::time::Instant;
use uuid::Uuid;

/// Books a posting. Its entries sum to nothing.
pub async fn post(
    tx: &mut Tx,
    posting: Uuid,
    (attempt, at): (AttemptId, Instant),
    entries: &[Entry],
) -> Result<()> {
    let sql = "INSERT INTO ledger_entry (posting_id, line, at, account, amount, attempt_id) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    for (line, entry) in (1_i64..).zip(entries) {
        on!(tx, conn => {
            sqlx::query(sql).bind(posting).bind(line).bind(at).bind(entry.account.as_str())
                .bind(entry.amount.0).bind(attempt.0).execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

/// What stands in each account of the ledger, by its name.
pub async fn balances(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    let sql = "SELECT account, CAST(SUM(amount) AS BIGINT) FROM ledger_entry \
               GROUP BY account ORDER BY account";
    Ok(on!(tx, conn => sqlx::query_as(sql).fetch_all(conn).await?))
}

/// Money that goes back.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct RefundRow {
    /// Our number of the payment it came by.
    pub txn_ref: String,
    /// How much, in đồng.
    pub amount: i64,
    state: String,
}

impl RefundRow {
    /// Where it stands.
    pub fn state(&self) -> Result<RefundState> {
        RefundState::parse(&self.state)
            .ok_or_else(|| contradiction("refund", &self.txn_ref, format!("state {}", self.state)))
    }
}

/// Asks for a surplus to go back; a person agrees later.
pub async fn request_surplus_refund(
    tx: &mut Tx,
    id: Uuid,
    due: &RefundDue,
    at: Instant,
) -> Result<()> {
    let sql = "INSERT INTO refund (id, attempt_id, amount, state, reason, requested_at, account, \
               gateway_txn_id) VALUES ($1, $2, $3, $4, 'surplus', $5, 'surplus', $6)";
    on!(tx, conn => {
        sqlx::query(sql).bind(id).bind(due.attempt.0).bind(due.amount.0)
            .bind(RefundState::Requested.as_str()).bind(at).bind(&due.gateway_txn_id)
            .execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// What goes back of the money for an obligation, oldest first.
pub async fn list_refunds(tx: &mut Tx, obligation: ObligationId) -> Result<Vec<RefundRow>> {
    let sql = "SELECT a.txn_ref, r.amount, r.state FROM refund r \
               JOIN payment_attempt a ON a.id = r.attempt_id \
               WHERE a.obligation_id = $1 ORDER BY r.requested_at, r.id";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(obligation.0).fetch_all(conn).await?))
}

/// A posting of the ledger whose lines do not sum to nothing, if there is one.
pub async fn first_unbalanced(tx: &mut Tx) -> Result<Option<(Uuid, i64)>> {
    let sql = "SELECT posting_id, CAST(SUM(amount) AS BIGINT) FROM ledger_entry \
               GROUP BY posting_id HAVING SUM(amount) <> 0 ORDER BY posting_id LIMIT 1";
    Ok(on!(tx, conn => sqlx::query_as(sql).fetch_optional(conn).await?))
}
