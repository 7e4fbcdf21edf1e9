//! Drains the outbox. Whoever works on a message holds its lease; a provider that is away is tried
//! again, later each time; what nobody will ever take is set aside, where it can be seen.
//!
//! A crash between the provider's yes and our note of it makes a second try with the same id, which
//! the provider counts as the first (protocols.md §5.6): none lost, none doubled.

use super::template::Template;
use super::wanted::read_params;
use crate::Portal;
use crate::error::{Error, Result};
use chrono::TimeDelta;
use futures::future::join_all;
use integrations::message::{MessageGateway, MessageOrder, SendError};
use shared::i18n::Lang;
use shared::identity::one_time_code::CODE_MINUTES;
use shared::time::Instant;
use std::time::Duration;
use store::message::{DeadMessage, DueMessage};

/// How many are handed over at once.
const BATCH_MAX: i64 = 16;
/// A provider that says nothing for so long is away.
const SEND_TIMEOUT: Duration = Duration::from_secs(20);
/// Longer than a batch can take, so that nobody else begins before it is given up.
const LEASE_SECONDS: i64 = 60;
/// The pause after the first failure; each further one is twice as long.
const PAUSE_SECONDS: i64 = 15;
const PAUSE_SECONDS_MAX: i64 = 3_600;
/// With those pauses, most of a day.
const ATTEMPTS_MAX: i64 = 24;
const DEAD_SHOWN_MAX: i64 = 100;

/// What became of the messages that were due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivered {
    /// The provider has them.
    pub sent: u64,
    /// Will be tried again.
    pub postponed: u64,
    /// Set aside.
    pub dead: u64,
}

/// How the outbox stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// State, how many, and when the oldest was wanted.
    pub states: Vec<(String, i64, Instant)>,
    /// What was set aside, newest first.
    pub dead: Vec<DeadMessage>,
}

enum Outcome {
    Sent,
    Later(String),
    Never(String),
}

/// Hands over everything that is due. Where no provider is set, messages wait.
pub async fn deliver_due(portal: &Portal) -> Result<Delivered> {
    let mut all = Delivered::default();
    let Some(gateway) = portal.messages.clone() else {
        return Ok(all);
    };
    loop {
        let batch = lease(portal).await?;
        if batch.is_empty() {
            return Ok(all);
        }
        let tries = batch.iter().map(|message| hand_over(portal, gateway.as_ref(), message));
        let outcomes = join_all(tries).await;
        let mut tx = portal.db.write().await?;
        for (message, outcome) in batch.iter().zip(outcomes) {
            note(&mut tx, message, outcome, portal.now(), &mut all).await?;
        }
        tx.commit().await?;
    }
}

/// How the outbox stands, for those who run the system.
pub async fn standing(portal: &Portal) -> Result<Standing> {
    let mut tx = portal.db.read().await?;
    let states = store::message::count_by_state(&mut tx).await?;
    let dead = store::message::list_dead(&mut tx, DEAD_SHOWN_MAX).await?;
    Ok(Standing { states, dead })
}

async fn lease(portal: &Portal) -> Result<Vec<DueMessage>> {
    let now = portal.now();
    // Most of the time nothing is due: looking costs no turn at the writer.
    let mut tx = portal.db.read().await?;
    if !store::message::is_any_due(&mut tx, now).await? {
        return Ok(Vec::new());
    }
    drop(tx);
    let mut tx = portal.db.write().await?;
    let until = now + TimeDelta::seconds(LEASE_SECONDS);
    let batch = store::message::lease_due(&mut tx, now, until, BATCH_MAX).await?;
    tx.commit().await?;
    Ok(batch)
}

async fn hand_over(portal: &Portal, gateway: &dyn MessageGateway, row: &DueMessage) -> Outcome {
    let order = match order_of(portal, row) {
        Ok(order) => order,
        Err(e) => return Outcome::Never(e.to_string()),
    };
    if is_too_late(row, portal.now()) {
        return Outcome::Never("the code had expired before it could be sent".to_owned());
    }
    match tokio::time::timeout(SEND_TIMEOUT, gateway.send(&order)).await {
        Ok(Ok(())) => Outcome::Sent,
        Ok(Err(SendError::NotNow(why))) => Outcome::Later(why),
        Ok(Err(SendError::Never(why))) => Outcome::Never(why),
        Err(_) => Outcome::Later("no answer in time".to_owned()),
    }
}

fn order_of(portal: &Portal, row: &DueMessage) -> Result<MessageOrder> {
    let template = Template::parse(&row.template)
        .ok_or_else(|| Error::failed(format!("no template {}", row.template)))?;
    let lang = Lang::parse(&row.lang).unwrap_or_default();
    let params = read_params(portal, row.id, template, &row.params)?;
    let values: Vec<(&str, &str)> =
        params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let text = template
        .text(lang, &portal.public_url, &values)
        .map_err(|name| Error::failed(format!("no value for {name}")))?;
    let (channel, recipient) = (row.channel.clone(), row.recipient.clone());
    Ok(MessageOrder { id: row.id, channel, recipient, text })
}

/// A code that can no longer be used would only confuse.
fn is_too_late(row: &DueMessage, now: Instant) -> bool {
    row.template == Template::OneTimeCode.as_str()
        && now >= row.created_at + TimeDelta::minutes(CODE_MINUTES)
}

async fn note(
    tx: &mut store::Tx,
    row: &DueMessage,
    outcome: Outcome,
    now: Instant,
    all: &mut Delivered,
) -> Result<()> {
    match outcome {
        Outcome::Sent => {
            store::message::mark_sent(tx, row.id, now).await?;
            all.sent += 1;
        }
        Outcome::Later(why) if row.attempts < ATTEMPTS_MAX => {
            tracing::warn!(message = %row.id, attempts = row.attempts, why, "message postponed");
            store::message::postpone(tx, row.id, now + pause(row.attempts), &why).await?;
            all.postponed += 1;
        }
        Outcome::Later(why) | Outcome::Never(why) => {
            tracing::error!(message = %row.id, template = row.template, why, "message given up");
            store::message::give_up(tx, row.id, &why).await?;
            all.dead += 1;
        }
    }
    Ok(())
}

fn pause(attempts: i64) -> TimeDelta {
    let doublings = u32::try_from((attempts - 1).clamp(0, 16)).unwrap_or_default();
    TimeDelta::seconds((PAUSE_SECONDS << doublings).min(PAUSE_SECONDS_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_may_be_away_for_most_of_a_day() {
        let waits: Vec<i64> = (1..ATTEMPTS_MAX).map(|n| pause(n).num_seconds()).collect();

        assert_eq!(waits[..4], [15, 30, 60, 120]);
        assert!(waits.iter().sum::<i64>() > 15 * 3600, "{waits:?}");
    }
}
