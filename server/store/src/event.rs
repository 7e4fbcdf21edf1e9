//! The hash chain of each dossier, append-only.

use crate::error::Result;
use crate::{Tx, on};
use shared::id::DossierId;
use shared::time::Instant;

/// One link.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct EventRow {
    /// 1, 2, 3 … without holes.
    pub seq: i64,
    /// When it happened.
    pub at: Instant,
    /// Who did it: canonical JSON.
    pub actor: String,
    /// What happened, such as `accepted`.
    pub kind: String,
    /// The details: canonical JSON, without personal values.
    pub payload: String,
    /// Personal values, sealed.
    pub sealed: Option<Vec<u8>>,
    /// SHA-256 over the previous hash and all of the above.
    pub hash: Vec<u8>,
}

/// Appends a link. A number that is taken is refused by the primary key.
pub async fn append(tx: &mut Tx, dossier: DossierId, row: &EventRow) -> Result<()> {
    let sql = "INSERT INTO event (dossier_id, seq, at, actor, kind, payload, sealed, hash) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    on!(tx, conn => {
        sqlx::query(sql).bind(dossier.0).bind(row.seq).bind(row.at).bind(&row.actor)
            .bind(&row.kind).bind(&row.payload).bind(&row.sealed).bind(&row.hash)
            .execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// The whole chain, oldest first.
pub async fn list(tx: &mut Tx, dossier: DossierId) -> Result<Vec<EventRow>> {
    let sql = "SELECT seq, at, actor, kind, payload, sealed, hash FROM event \
               WHERE dossier_id = $1 ORDER BY seq";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(dossier.0).fetch_all(conn).await?))
}
