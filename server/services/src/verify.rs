//! Checks what is stored against itself: every chain, every projection, every counter, the
//! ledger. Names the first thing that is broken.

use crate::Portal;
use crate::dossier::counted;
use crate::error::{Error, Result};
use shared::dossier::chain::Link;
use shared::dossier::{DossierAction, DossierState};
use shared::report::moved;
use std::collections::BTreeMap;
use store::Tx;
use store::dossier::DossierRow;
use store::event::EventRow;

/// So many dossiers are read at a time.
const PAGE_DOSSIERS: i64 = 500;

/// What was checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verified {
    /// Dossiers whose chain and projection agree.
    pub dossiers: usize,
    /// Links of all chains.
    pub events: usize,
    /// Counters that equal a recount.
    pub counters: usize,
}

/// day, agency, sector, procedure, channel, measure.
type Key = (String, String, String, String, String, String);

/// Checks everything.
///
/// # Errors
/// Says what is broken first: which dossier and which event, or which counter.
pub async fn verify(portal: &Portal) -> Result<Verified> {
    let mut tx = portal.db.read().await?;
    let mut done = Verified::default();
    let mut recount: BTreeMap<Key, i64> = BTreeMap::new();
    let mut after = None;
    loop {
        let page = store::dossier::list_all(&mut tx, after, PAGE_DOSSIERS).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for row in &page {
            done.events += check_dossier(&mut tx, row).await?;
            done.dossiers += 1;
            add(&mut recount, row)?;
        }
    }
    done.counters = check_counters(&mut tx, recount).await?;
    check_ledger(&mut tx).await?;
    Ok(done)
}

async fn check_dossier(tx: &mut Tx, row: &DossierRow) -> Result<usize> {
    let events = store::event::list(tx, row.id).await?;
    let mut before: Vec<u8> = Vec::new();
    for (at, event) in events.iter().enumerate() {
        let is_next = usize::try_from(event.seq).is_ok_and(|seq| seq == at + 1);
        if !is_next || link(row, event).hash(&before) != event.hash.as_slice() {
            return Err(broken(row, &format!("event {} does not fit its chain", event.seq)));
        }
        before.clone_from(&event.hash);
    }
    if before != row.head_hash || i64::try_from(events.len()) != Ok(row.event_count) {
        return Err(broken(row, "its chain does not end where the row says"));
    }
    let replayed = replay(&events).ok_or_else(|| broken(row, "an event that no table allows"))?;
    if replayed != row.state()? {
        let told = format!("its events lead to {replayed:?}, not to {:?}", row.state()?);
        return Err(broken(row, &told));
    }
    Ok(events.len())
}

fn link<'a>(row: &DossierRow, event: &'a EventRow) -> Link<'a> {
    Link {
        dossier: row.id,
        seq: event.seq,
        at: event.at,
        actor: &event.actor,
        kind: &event.kind,
        payload: &event.payload,
        sealed: event.sealed.as_deref(),
    }
}

/// The state that the events lead to; events that are no action leave it as it is.
fn replay(events: &[EventRow]) -> Option<DossierState> {
    events.iter().try_fold(DossierState::Submitted, |state, event| {
        match DossierAction::parse(&event.kind) {
            None => Some(state),
            Some(action) => shared::dossier::DOSSIER
                .0
                .iter()
                .find(|step| step.from == state && step.action == action)
                .map(|step| step.to),
        }
    })
}

fn add(recount: &mut BTreeMap<Key, i64>, row: &DossierRow) -> Result<()> {
    for (measure, day, n) in moved(None, &counted(row)?) {
        let key = (
            day.to_string(),
            row.agency_id.clone(),
            row.sector.clone(),
            row.procedure_id.clone(),
            row.channel.clone(),
            measure.as_str().to_owned(),
        );
        *recount.entry(key).or_default() += n;
    }
    Ok(())
}

async fn check_counters(tx: &mut Tx, mut recount: BTreeMap<Key, i64>) -> Result<usize> {
    let stored = store::report::all(tx).await?;
    let count = stored.len();
    for row in stored {
        let key = (
            row.day.to_string(),
            row.agency_id,
            row.sector,
            row.procedure_id,
            row.channel,
            row.measure,
        );
        let want = recount.remove(&key).unwrap_or_default();
        if row.n != want {
            return Err(Error::failed(format!("counter {key:?} is {}, recounted {want}", row.n)));
        }
    }
    match recount.into_iter().find(|(_, n)| *n != 0) {
        Some((key, want)) => {
            Err(Error::failed(format!("counter {key:?} is missing, recounted {want}")))
        }
        None => Ok(count),
    }
}

async fn check_ledger(tx: &mut Tx) -> Result<()> {
    match store::payment::first_unbalanced(tx).await? {
        Some((posting, sum)) => {
            Err(Error::failed(format!("ledger posting {posting} sums to {sum}, not to 0")))
        }
        None => Ok(()),
    }
}

fn broken(row: &DossierRow, what: &str) -> Error {
    Error::failed(format!("dossier {} ({}): {what}", row.reference, row.id))
}
