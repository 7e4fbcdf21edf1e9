//! The payer's browser comes back from the gateway. It brings a hint, never the truth.

use crate::Portal;
use crate::error::{Error, Result};
use integrations::payment::ReturnHint;
use shared::error::ErrorCode;
use shared::id::DossierId;
use shared::payment::after_return;

/// Reads the raw query of the way back and asks the gateway soon; says to which reference's page the
/// payer goes. What that page shows is what we hold.
pub async fn come_back(portal: &Portal, query: &[u8]) -> Result<String> {
    let ReturnHint::Verified(txn_ref) = portal.gateway.read_return(query) else {
        tracing::warn!("a payer came back with a signature that is not the gateway's");
        return Err(ErrorCode::PaymentForged.into());
    };
    let mut tx = portal.db.write().await?;
    let found = store::payment::find_attempt(&mut tx, portal.gateway.id(), &txn_ref).await?;
    let found = found.ok_or(ErrorCode::PaymentNotFound)?;
    let owed = store::payment::lock_obligation(&mut tx, found.obligation_id).await?;
    // Read again: a notice may have been faster.
    let row = store::payment::find_attempt(&mut tx, portal.gateway.id(), &txn_ref).await?;
    let row = row.ok_or(store::Error::Stale)?;
    let now = portal.now();
    store::payment::mark_returned(&mut tx, row.id, now, after_return(&row.attempt()?, now)).await?;
    let dossier = store::dossier::find(&mut tx, DossierId(owed.dossier_id)).await?;
    let dossier = dossier.ok_or_else(|| Error::failed("an obligation without a dossier"))?;
    tx.tell(format!("dossier:{}", dossier.id));
    tx.commit().await?;
    Ok(dossier.reference)
}
