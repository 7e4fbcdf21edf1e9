//! Finding what somebody has to pay.

use crate::dossier::{find_typed, subject};
use crate::error::Result;
use shared::error::ErrorCode;
use shared::identity::{Actor, Who};
use shared::policy;
use store::Tx;
use store::dossier::DossierRow;
use store::payment::ObligationRow;

/// The dossier of what was typed and what is owed for it, for the one who owes. Nobody learns of a
/// dossier that is not theirs.
pub(super) async fn find_owed(
    tx: &mut Tx,
    actor: &Actor,
    typed: &str,
) -> Result<(DossierRow, ObligationRow)> {
    if actor.who == Who::Nobody {
        return Err(ErrorCode::SignInNeeded.into());
    }
    let row = find_typed(tx, typed).await?.ok_or(ErrorCode::PaymentNotFound)?;
    policy::pay_fee(actor, &subject(&row)?)?;
    match store::payment::find_obligation(tx, row.id).await? {
        Some(owed) => Ok((row, owed)),
        None if row.payment_state == "unknown" => Err(ErrorCode::FeeUnknown.into()),
        None => Err(ErrorCode::PaymentNotFound.into()),
    }
}
