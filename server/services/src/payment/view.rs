//! The fee on its page.

use super::find::find_owed;
use super::lines;
use crate::Portal;
use crate::dossier::shown_reference;
use crate::error::Result;
use shared::identity::Actor;
use shared::money::Dong;
use shared::payment::{PaymentView, ReceiptView, RefundState, Situation, SurplusView, Try};
use store::payment::{AttemptRow, ObligationRow, RefundRow};

/// What is owed for the dossier of that reference, and where the payer stands.
pub async fn view(portal: &Portal, actor: &Actor, reference: &str) -> Result<PaymentView> {
    let mut tx = portal.db.read().await?;
    let (dossier, owed) = find_owed(&mut tx, actor, reference).await?;
    let attempts = store::payment::list_attempts(&mut tx, owed.id).await?;
    let refunds = store::payment::list_refunds(&mut tx, owed.id).await?;
    let version = portal.versions.procedure(&mut tx, dossier.procedure_version_id).await?;
    let procedure = &version.procedure;
    let tries = attempts.iter().map(one_try).collect::<Result<Vec<Try>>>()?;
    Ok(PaymentView {
        dossier: dossier.id,
        reference: shown_reference(&dossier),
        procedure_name: (procedure.name.clone(), procedure.name_en.clone()),
        agency_name: portal.published().agency_name(&dossier.agency_id),
        amount: Dong(owed.amount),
        lines: lines(&owed.lines)?,
        situation: Situation::of(owed.state()?, &tries, portal.now()),
        receipt: receipt(&owed, &attempts)?,
        surplus: refunds.iter().map(surplus).collect::<Result<_>>()?,
    })
}

fn one_try(row: &AttemptRow) -> Result<Try> {
    Ok(Try {
        state: row.state()?,
        expires_at: row.expires_at,
        is_back: row.returned_at.is_some(),
        failure: row.failure()?,
    })
}

fn receipt(owed: &ObligationRow, attempts: &[AttemptRow]) -> Result<Option<ReceiptView>> {
    for row in attempts {
        if row.state()?.settles() {
            let learned_at = owed.settled_at.unwrap_or(row.created_at);
            return Ok(Some(ReceiptView {
                paid_at: row.paid_at.unwrap_or(learned_at),
                txn_ref: row.txn_ref.clone(),
                gateway_txn_id: row.gateway_txn_id.clone(),
            }));
        }
    }
    Ok(None)
}

fn surplus(row: &RefundRow) -> Result<SurplusView> {
    let is_back = matches!(row.state()?, RefundState::SentToBank | RefundState::Completed);
    Ok(SurplusView { amount: Dong(row.amount), txn_ref: row.txn_ref.clone(), is_back })
}
