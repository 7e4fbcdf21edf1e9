//! Asks the gateway about attempts that nobody told us of: soon after the payer's return, when the
//! time to pay is over, and then ever less often. Expiry asks before it acts.

use super::settle::{raise, settle};
use crate::Portal;
use crate::error::Result;
use chrono::TimeDelta;
use futures::future::join_all;
use integrations::payment::QueryOrder;
use shared::payment::{Alert, Fact, Silence, Source, TxnRef, after_silence};
use store::payment::{AttemptRow, NoticeRow};
use uuid::Uuid;

/// So many questions are asked at the same time.
const QUESTIONS_MAX: i64 = 16;
/// How long one node has a question to itself: longer than a gateway takes to answer.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// Asks what is due and writes what was answered; says how many questions were asked. Several nodes
/// may do this at once.
pub async fn query_due(portal: &Portal) -> Result<usize> {
    let due = take_due(portal).await?;
    let asked = join_all(due.iter().map(|row| ask(portal, row))).await;
    for (row, done) in due.iter().zip(asked) {
        if let Err(e) = done {
            tracing::error!(txn_ref = row.txn_ref, error = %e, "a question about a payment failed");
        }
    }
    Ok(due.len())
}

/// Looks before it takes the writer's turn: mostly nothing is due.
async fn take_due(portal: &Portal) -> Result<Vec<AttemptRow>> {
    let now = portal.now();
    {
        let mut tx = portal.db.read().await?;
        if !store::payment::is_any_question_due(&mut tx, now).await? {
            return Ok(Vec::new());
        }
    }
    let mut tx = portal.db.write().await?;
    let due = store::payment::lease_due_attempts(&mut tx, now, now + LEASE, QUESTIONS_MAX).await?;
    tx.commit().await?;
    Ok(due)
}

async fn ask(portal: &Portal, row: &AttemptRow) -> Result<()> {
    let order = QueryOrder {
        request_id: portal.fresh::<Uuid>().simple().to_string(),
        txn_ref: TxnRef(row.txn_ref.clone()),
        created_at: row.created_at,
        now: portal.now(),
    };
    match portal.gateway.query(&order).await {
        Ok(fact) => {
            let answer = keep(portal, &fact).await?;
            settle(portal, &fact, answer).await.map(|_| ())
        }
        Err(e) => {
            tracing::warn!(txn_ref = row.txn_ref, error = %e, "the gateway gave no answer");
            stay(portal, row).await
        }
    }
}

/// The answer in our own words; the gateway could be asked again.
async fn keep(portal: &Portal, fact: &Fact) -> Result<Uuid> {
    let row = NoticeRow {
        id: portal.fresh(),
        gateway: fact.gateway,
        source: Source::Query,
        received_at: portal.now(),
        raw: format!("{fact:?}").into_bytes(),
        verdict: None,
    };
    let mut tx = portal.db.write().await?;
    store::payment::add_notice(&mut tx, &row).await?;
    tx.commit().await?;
    Ok(row.id)
}

/// No answer that can be believed: nothing changes, and we ask again, or tell a person.
async fn stay(portal: &Portal, row: &AttemptRow) -> Result<()> {
    let attempt = row.attempt()?;
    let mut tx = portal.db.write().await?;
    match after_silence(&attempt, portal.now()) {
        Silence::AskAgain(at) => store::payment::plan_query(&mut tx, row, Some(at)).await?,
        Silence::TellPerson => {
            store::payment::plan_query(&mut tx, row, None).await?;
            raise(portal, &mut tx, (Some(row.id), None), &[Alert::GatewaySilent]).await?;
        }
    }
    Ok(tx.commit().await?)
}
