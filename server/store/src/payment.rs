//! What is owed, and what became of it.

use crate::error::Result;
use crate::{Tx, on};
use shared::id::{DossierId, ObligationId};
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

/// Writes what became of it.
pub async fn update_obligation(tx: &mut Tx, row: &ObligationRow) -> Result<()> {
    let sql = "UPDATE obligation SET state = $2, settled_at = $3 WHERE id = $1";
    on!(tx, conn => {
        sqlx::query(sql).bind(row.id.0).bind(&row.state).bind(row.settled_at)
            .execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// A posting of the ledger whose lines do not sum to nothing, if there is one.
pub async fn first_unbalanced(tx: &mut Tx) -> Result<Option<(Uuid, i64)>> {
    let sql = "SELECT posting_id, CAST(SUM(amount) AS BIGINT) FROM ledger_entry \
               GROUP BY posting_id HAVING SUM(amount) <> 0 ORDER BY posting_id LIMIT 1";
    Ok(on!(tx, conn => sqlx::query_as(sql).fetch_optional(conn).await?))
}
