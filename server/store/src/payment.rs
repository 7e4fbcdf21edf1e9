//! What is owed, and what became of it.

use crate::error::{Error, Result, contradiction};
use crate::{Tx, on};
use shared::flow::Transition;
use shared::id::{AttemptId, DossierId, ObligationId};
use shared::money::Dong;
use shared::payment::{
    Alert, Attempt, AttemptAction, AttemptChange, AttemptState, Entry, FailureCode, GatewayId,
    Obligation, ObligationAction, ObligationState, RefundDue, RefundState, Source, TxnRef, Verdict,
};
use shared::time::Instant;
use uuid::Uuid;

/// What is owed for a dossier.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ObligationRow {
    /// Its id.
    #[sqlx(try_from = "Uuid")]
    pub id: ObligationId,
    /// The dossier.
    pub dossier_id: Uuid,
    /// In đồng.
    pub amount: i64,
    /// Name and amount of each line: JSON.
    pub lines: String,
    /// `open`, `settled`, `cancelled` or `refunded`.
    pub state: String,
    /// Since when.
    pub created_at: Instant,
    /// When it was paid.
    pub settled_at: Option<Instant>,
}

impl ObligationRow {
    /// Where it stands.
    pub fn state(&self) -> Result<ObligationState> {
        ObligationState::parse(&self.state)
            .ok_or_else(|| contradiction("obligation", self.id, format!("state {}", self.state)))
    }

    /// As the decision sees it.
    pub fn obligation(&self) -> Result<Obligation> {
        Ok(Obligation { id: self.id, amount: Dong(self.amount), state: self.state()? })
    }
}

/// What is owed for a dossier, if anything ever was.
pub async fn find_obligation(tx: &mut Tx, dossier: DossierId) -> Result<Option<ObligationRow>> {
    let sql = "SELECT id, dossier_id, amount, lines, state, created_at, settled_at \
               FROM obligation WHERE dossier_id = $1";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(dossier.0).fetch_optional(conn).await?))
}

/// Begins to owe.
pub async fn add_obligation(tx: &mut Tx, row: &ObligationRow) -> Result<()> {
    let sql = "INSERT INTO obligation (id, dossier_id, amount, lines, state, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    on!(tx, conn => {
        sqlx::query(sql).bind(row.id.0).bind(row.dossier_id).bind(row.amount).bind(&row.lines)
            .bind(&row.state).bind(row.created_at).execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// Has an obligation to oneself until the transaction ends: whoever decides about its money comes
/// here first. Writing nothing new is the one lock that both engines know.
pub async fn lock_obligation(tx: &mut Tx, id: ObligationId) -> Result<ObligationRow> {
    let sql = "UPDATE obligation SET state = state WHERE id = $1 \
               RETURNING id, dossier_id, amount, lines, state, created_at, settled_at";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(id.0).fetch_one(conn).await?))
}

/// Takes a step of an obligation that was paid.
pub async fn settle_obligation(
    tx: &mut Tx,
    id: ObligationId,
    step: Transition<ObligationState, ObligationAction>,
    at: Instant,
) -> Result<()> {
    let sql = "UPDATE obligation SET state = $3, settled_at = $4 WHERE id = $1 AND state = $2";
    let touched = on!(tx, conn => {
        sqlx::query(sql).bind(id.0).bind(step.from().as_str()).bind(step.to().as_str()).bind(at)
            .execute(conn).await?.rows_affected()
    });
    if touched == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// Writes what became of it.
pub async fn update_obligation(tx: &mut Tx, row: &ObligationRow) -> Result<()> {
    let sql = "UPDATE obligation SET state = $2, settled_at = $3 WHERE id = $1";
    on!(tx, conn => {
        sqlx::query(sql).bind(row.id.0).bind(&row.state).bind(row.settled_at)
            .execute(conn).await?.rows_affected()
    });
    Ok(())
}

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

/// A posting of the ledger whose lines do not sum to nothing, if there is one.
pub async fn first_unbalanced(tx: &mut Tx) -> Result<Option<(Uuid, i64)>> {
    let sql = "SELECT posting_id, CAST(SUM(amount) AS BIGINT) FROM ledger_entry \
               GROUP BY posting_id HAVING SUM(amount) <> 0 ORDER BY posting_id LIMIT 1";
    Ok(on!(tx, conn => sqlx::query_as(sql).fetch_optional(conn).await?))
}
