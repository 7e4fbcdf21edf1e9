//! What is owed for a dossier, and what became of it.

use crate::error::{Error, Result, contradiction};
use crate::{Tx, on};
use shared::flow::Transition;
use shared::id::{DossierId, ObligationId};
use shared::money::Dong;
use shared::payment::{Obligation, ObligationAction, ObligationState};
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
