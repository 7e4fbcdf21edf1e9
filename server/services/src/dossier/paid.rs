//! The fee of a dossier was paid: a note in its chain, and a word to the citizen.

use super::change::{Happening, write_note};
use super::view::shown_code;
use crate::Portal;
use crate::error::{Error, Result};
use crate::message::{Template, wanted};
use serde_json::json;
use shared::id::DossierId;
use shared::identity::{Actor, Who};
use shared::money::Dong;
use shared::payment::{Fact, ObligationState};
use store::Tx;

/// What was paid, and who says so.
pub(crate) struct Paid<'a> {
    pub(crate) amount: Dong,
    pub(crate) state: ObligationState,
    pub(crate) fact: &'a Fact,
}

/// Writes that the fee is paid, in the transaction that settles it.
pub(crate) async fn mark_paid(
    portal: &Portal,
    tx: &mut Tx,
    id: DossierId,
    paid: &Paid<'_>,
) -> Result<()> {
    let before = store::dossier::find(tx, id)
        .await?
        .ok_or_else(|| Error::failed(format!("dossier {id} of an obligation is unknown")))?;
    let mut row = before.clone();
    paid.state.as_str().clone_into(&mut row.payment_state);
    let happening = Happening {
        kind: "payment_settled",
        payload: json!({
            "amount": paid.amount,
            "gateway": paid.fact.gateway,
            "txn_ref": paid.fact.txn_ref,
            "gateway_txn_id": paid.fact.gateway_txn_id,
            "source": paid.fact.source,
        }),
        sealed: None,
    };
    let gateway = Actor::machine(Who::Gateway);
    write_note(tx, (&gateway, portal.now()), (&before, &mut row), happening).await?;
    let values = [("code", shown_code(&row)), ("amount", paid.amount.to_string())];
    let event_key = format!("dossier:{}:{}", row.id, row.event_count);
    wanted(portal, tx, &event_key, (row.person_id, Template::PaymentReceived), &values).await
}
