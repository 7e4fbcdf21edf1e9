//! What is owed for a dossier: from its submission until it is paid or no longer due.

use crate::Portal;
use crate::error::{Error, Result};
use shared::id::DossierId;
use shared::money::Dong;
use shared::payment::ObligationState;
use shared::payment::fee::FeeQuote;
use store::Tx;
use store::dossier::DossierRow;
use store::payment::ObligationRow;

/// Begins to owe what was quoted.
pub(crate) async fn owe(
    portal: &Portal,
    tx: &mut Tx,
    dossier: DossierId,
    fee: &FeeQuote,
) -> Result<()> {
    let lines: Vec<(&str, Dong)> =
        fee.lines.iter().map(|line| (line.name.as_str(), line.amount)).collect();
    let row = ObligationRow {
        id: portal.fresh(),
        dossier_id: dossier.0,
        amount: fee.total.0,
        lines: serde_json::to_string(&lines).expect("plain JSON"),
        state: ObligationState::Open.as_str().to_owned(),
        created_at: portal.now(),
        settled_at: None,
    };
    Ok(store::payment::add_obligation(tx, &row).await?)
}

/// The lines of a fee as they were quoted: name and amount.
pub(crate) fn lines(stored: &str) -> Result<Vec<(String, Dong)>> {
    serde_json::from_str(stored).map_err(|e| Error::caused("the lines of a fee", e))
}

/// Nothing is owed for a dossier that has ended unpaid.
pub(crate) async fn cancel_open(tx: &mut Tx, row: &mut DossierRow) -> Result<()> {
    if row.payment_state != ObligationState::Open.as_str() {
        return Ok(());
    }
    if let Some(mut owed) = store::payment::find_obligation(tx, row.id).await? {
        ObligationState::Cancelled.as_str().clone_into(&mut owed.state);
        store::payment::update_obligation(tx, &owed).await?;
    }
    ObligationState::Cancelled.as_str().clone_into(&mut row.payment_state);
    Ok(())
}
