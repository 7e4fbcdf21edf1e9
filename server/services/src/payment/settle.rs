//! Writes what follows from a gateway's word: all of it in one transaction, once.

use crate::Portal;
use crate::dossier::{self, Paid};
use crate::error::{Error, Result};
use shared::id::{AttemptId, DossierId};
use shared::payment::{
    Alert, Attempt, Decision, Fact, Outcome, Source, Verdict, decide, ladder_pause,
};
use store::Tx;
use store::payment::{AttemptRow, NewAlert, ObligationRow};
use uuid::Uuid;

/// An officer may change the dossier in the same moment: so often we read again.
const TRIES_MAX: usize = 8;

/// Decides what `fact` changes, writes it, and says what the gateway is answered. `notice` is the
/// row in which the fact was kept.
pub(super) async fn settle(portal: &Portal, fact: &Fact, notice: Uuid) -> Result<Verdict> {
    for _ in 1..TRIES_MAX {
        match settle_once(portal, fact, notice).await {
            Err(Error::Stale { .. }) => {}
            done => return done,
        }
    }
    settle_once(portal, fact, notice).await
}

async fn settle_once(portal: &Portal, fact: &Fact, notice: Uuid) -> Result<Verdict> {
    let mut tx = portal.db.write().await?;
    let found = store::payment::find_attempt(&mut tx, fact.gateway, &fact.txn_ref).await?;
    let Some(found) = found else { return answer_unknown(portal, tx, fact, notice).await };
    let owed = store::payment::lock_obligation(&mut tx, found.obligation_id).await?;
    let rows = store::payment::list_attempts(&mut tx, owed.id).await?;
    let attempts = rows.iter().map(AttemptRow::attempt).collect::<Result<Vec<Attempt>, _>>()?;
    let decision = decide(&owed.obligation()?, &attempts, fact, portal.now());
    let row = rows.iter().find(|row| row.id == found.id).ok_or(store::Error::Stale)?;
    write(portal, &mut tx, (&owed, row), fact, &decision).await?;
    raise(portal, &mut tx, (Some(row.id), Some(notice)), &decision.alerts).await?;
    store::payment::judge_notice(&mut tx, notice, &fact.txn_ref, decision.verdict).await?;
    tx.tell(format!("dossier:{}", owed.dossier_id));
    tx.commit().await?;
    Ok(decision.verdict)
}

async fn write(
    portal: &Portal,
    tx: &mut Tx,
    (owed, row): (&ObligationRow, &AttemptRow),
    fact: &Fact,
    decision: &Decision,
) -> Result<()> {
    let now = portal.now();
    match &decision.attempt {
        Some(change) => {
            let paid_at = fact.at.filter(|_| fact.outcome == Outcome::Paid);
            store::payment::record_attempt(tx, row, change, paid_at).await?;
        }
        None if fact.source == Source::Query => {
            let attempt = row.attempt()?;
            let pause = attempt.state.is_open().then(|| ladder_pause(attempt.queries)).flatten();
            store::payment::plan_query(tx, row, pause.map(|pause| now + pause)).await?;
        }
        None => {}
    }
    if !decision.ledger.is_empty() {
        store::payment::post(tx, portal.fresh(), (row.id, now), &decision.ledger).await?;
    }
    if let Some(due) = &decision.refund_due {
        store::payment::request_surplus_refund(tx, portal.fresh(), due, now).await?;
    }
    if let Some(step) = decision.obligation {
        store::payment::settle_obligation(tx, owed.id, step, now).await?;
        let paid = Paid { amount: owed.obligation()?.amount, state: step.to(), fact };
        dossier::mark_paid(portal, tx, DossierId(owed.dossier_id), &paid).await?;
    }
    Ok(())
}

/// Signed, and about no order of ours: nothing changes, and somebody should know.
async fn answer_unknown(portal: &Portal, mut tx: Tx, fact: &Fact, notice: Uuid) -> Result<Verdict> {
    let verdict = Verdict::UnknownOrder;
    raise(portal, &mut tx, (None, Some(notice)), &[Alert::UnknownOrder]).await?;
    store::payment::judge_notice(&mut tx, notice, &fact.txn_ref, verdict).await?;
    tx.commit().await?;
    Ok(verdict)
}

/// Tells people, in the table and in the log.
pub(super) async fn raise(
    portal: &Portal,
    tx: &mut Tx,
    (attempt, notice): (Option<AttemptId>, Option<Uuid>),
    alerts: &[Alert],
) -> Result<()> {
    for kind in alerts {
        tracing::warn!(alert = kind.as_str(), attempt = ?attempt, "a payment needs a person");
        let alert = NewAlert { id: portal.fresh(), attempt, notice, kind: *kind, at: portal.now() };
        store::payment::raise(tx, &alert).await?;
    }
    Ok(())
}
