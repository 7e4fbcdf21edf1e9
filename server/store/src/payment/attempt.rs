//! Tries to pay, and when to ask a gateway about them.

use crate::error::{Error, Result, contradiction};
use crate::{Tx, on};
use shared::flow::Transition;
use shared::id::{AttemptId, ObligationId};
use shared::money::Dong;
use shared::payment::{
    Attempt, AttemptAction, AttemptChange, AttemptState, FailureCode, GatewayId, TxnRef,
};
use shared::time::Instant;
use uuid::Uuid;

/// One try to pay, as stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AttemptRow {
    /// Its id.
    #[sqlx(try_from = "Uuid")]
    pub id: AttemptId,
    /// What it pays.
    #[sqlx(try_from = "Uuid")]
    pub obligation_id: ObligationId,
    gateway: String,
    /// Our number of it at the gateway.
    pub txn_ref: String,
    /// What was asked for, in đồng.
    pub amount: i64,
    state: String,
    /// The gateway's number of the money.
    pub gateway_txn_id: Option<String>,
    /// When it was made.
    pub created_at: Instant,
    /// Until when the gateway takes money for it.
    pub expires_at: Instant,
    next_query_at: Option<Instant>,
    queries: i64,
    version: i64,
    received: i64,
    failure: Option<String>,
    /// When the money moved, as the gateway says.
    pub paid_at: Option<Instant>,
    /// The signed address that the payer was sent to.
    pub pay_url: String,
    /// When the payer's browser came back.
    pub returned_at: Option<Instant>,
    queried_at: Option<Instant>,
}

/// The columns of [`AttemptRow`].
macro_rules! attempt_columns {
    () => {
        "id, obligation_id, gateway, txn_ref, amount, state, gateway_txn_id, created_at, \
         expires_at, next_query_at, queries, version, received, failure, paid_at, pay_url, \
         returned_at, queried_at"
    };
}

impl AttemptRow {
    /// Where it stands.
    pub fn state(&self) -> Result<AttemptState> {
        AttemptState::parse(&self.state).ok_or_else(|| self.odd("state", &self.state))
    }

    /// At whom.
    pub fn gateway(&self) -> Result<GatewayId> {
        GatewayId::parse(&self.gateway).ok_or_else(|| self.odd("gateway", &self.gateway))
    }

    /// Why it failed, if it did.
    pub fn failure(&self) -> Result<Option<FailureCode>> {
        let Some(name) = &self.failure else { return Ok(None) };
        FailureCode::parse(name).map(Some).ok_or_else(|| self.odd("failure", name))
    }

    /// As the decision sees it.
    pub fn attempt(&self) -> Result<Attempt> {
        Ok(Attempt {
            id: self.id,
            gateway: self.gateway()?,
            txn_ref: TxnRef(self.txn_ref.clone()),
            amount: Dong(self.amount),
            state: self.state()?,
            expires_at: self.expires_at,
            received: Dong(self.received),
            gateway_txn_id: self.gateway_txn_id.clone(),
            queries: u32::try_from(self.queries).map_err(|_| self.odd("queries", self.queries))?,
            queried_at: self.queried_at,
            query_at: self.next_query_at,
        })
    }

    fn odd(&self, column: &str, value: impl std::fmt::Display) -> Error {
        contradiction("payment_attempt", self.id, format!("{column} {value}"))
    }
}

/// An attempt that is being made.
#[derive(Debug, Clone)]
pub struct NewAttempt {
    /// Its id.
    pub id: AttemptId,
    /// What it pays.
    pub obligation_id: ObligationId,
    /// At whom.
    pub gateway: GatewayId,
    /// Our number of it, never used before.
    pub txn_ref: TxnRef,
    /// How much.
    pub amount: Dong,
    /// The state in which the payer is sent off.
    pub sent: Transition<AttemptState, AttemptAction>,
    /// When it is made.
    pub created_at: Instant,
    /// Until when it can be paid.
    pub expires_at: Instant,
    /// When to ask about it.
    pub query_at: Instant,
    /// Where the payer is sent to.
    pub pay_url: String,
}

/// Writes an attempt down, before the payer is sent off.
pub async fn add_attempt(tx: &mut Tx, new: &NewAttempt) -> Result<()> {
    let sql = "INSERT INTO payment_attempt (id, obligation_id, gateway, txn_ref, amount, state, \
               created_at, expires_at, next_query_at, queries, version, pay_url) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, $10)";
    on!(tx, conn => {
        sqlx::query(sql).bind(new.id.0).bind(new.obligation_id.0).bind(new.gateway.as_str())
            .bind(&new.txn_ref.0).bind(new.amount.0).bind(new.sent.to().as_str())
            .bind(new.created_at).bind(new.expires_at).bind(new.query_at).bind(&new.pay_url)
            .execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// Every attempt to pay an obligation, oldest first.
pub async fn list_attempts(tx: &mut Tx, obligation: ObligationId) -> Result<Vec<AttemptRow>> {
    let sql = concat!(
        "SELECT ",
        attempt_columns!(),
        " FROM payment_attempt WHERE obligation_id = $1 ORDER BY created_at, id"
    );
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(obligation.0).fetch_all(conn).await?))
}

/// The attempt that a gateway knows by that number.
pub async fn find_attempt(
    tx: &mut Tx,
    gateway: GatewayId,
    txn_ref: &TxnRef,
) -> Result<Option<AttemptRow>> {
    let sql = concat!(
        "SELECT ",
        attempt_columns!(),
        " FROM payment_attempt WHERE gateway = $1 AND txn_ref = $2"
    );
    Ok(on!(tx, conn => {
        sqlx::query_as(sql).bind(gateway.as_str()).bind(&txn_ref.0).fetch_optional(conn).await?
    }))
}

/// Writes what was decided of an attempt that was read as `seen`.
pub async fn record_attempt(
    tx: &mut Tx,
    seen: &AttemptRow,
    change: &AttemptChange,
    paid_at: Option<Instant>,
) -> Result<()> {
    let sql = "UPDATE payment_attempt SET state = $3, received = $4, gateway_txn_id = $5, \
               failure = COALESCE($6, failure), next_query_at = $7, \
               paid_at = COALESCE($8, paid_at), version = version + 1 \
               WHERE id = $1 AND version = $2";
    let state = change.step.map_or(seen.state.as_str(), |step| step.to().as_str());
    let touched = on!(tx, conn => {
        sqlx::query(sql).bind(seen.id.0).bind(seen.version).bind(state).bind(change.received.0)
            .bind(&change.gateway_txn_id).bind(change.failure.map(FailureCode::as_str))
            .bind(change.query_at).bind(paid_at).execute(conn).await?.rows_affected()
    });
    if touched == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// The payer's browser has come back: a hint, and a reason to ask soon.
pub async fn mark_returned(
    tx: &mut Tx,
    id: AttemptId,
    at: Instant,
    query_at: Option<Instant>,
) -> Result<()> {
    let sql = "UPDATE payment_attempt SET returned_at = COALESCE(returned_at, $2), \
               next_query_at = $3 WHERE id = $1";
    on!(tx, conn => {
        sqlx::query(sql).bind(id.0).bind(at).bind(query_at).execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// Whether an attempt is to be asked about now.
pub async fn is_any_question_due(tx: &mut Tx, now: Instant) -> Result<bool> {
    let sql = "SELECT id FROM payment_attempt WHERE next_query_at <= $1 \
               AND (leased_until IS NULL OR leased_until <= $1) LIMIT 1";
    let found: Option<Uuid> =
        on!(tx, conn => sqlx::query_scalar(sql).bind(now).fetch_optional(conn).await?);
    Ok(found.is_some())
}

/// Takes attempts that are to be asked about, and nobody else's before `until`. They are counted
/// as asked: whoever takes them asks at once.
pub async fn lease_due_attempts(
    tx: &mut Tx,
    now: Instant,
    until: Instant,
    limit: i64,
) -> Result<Vec<AttemptRow>> {
    // The conditions stand twice, as in `message::lease_due`.
    let sql = concat!(
        "UPDATE payment_attempt SET leased_until = $2, queries = queries + 1, queried_at = $1 ",
        "WHERE id IN (SELECT id FROM payment_attempt WHERE next_query_at <= $1 ",
        "AND (leased_until IS NULL OR leased_until <= $1) ORDER BY next_query_at, id LIMIT $3) ",
        "AND next_query_at <= $1 AND (leased_until IS NULL OR leased_until <= $1) RETURNING ",
        attempt_columns!()
    );
    Ok(on!(tx, conn => {
        sqlx::query_as(sql).bind(now).bind(until).bind(limit).fetch_all(conn).await?
    }))
}

/// Asks again then, or never; unless something was decided since the attempt was read.
pub async fn plan_query(tx: &mut Tx, seen: &AttemptRow, at: Option<Instant>) -> Result<()> {
    let sql = "UPDATE payment_attempt SET next_query_at = $3 WHERE id = $1 AND version = $2";
    on!(tx, conn => {
        sqlx::query(sql).bind(seen.id.0).bind(seen.version).bind(at)
            .execute(conn).await?.rows_affected()
    });
    Ok(())
}
