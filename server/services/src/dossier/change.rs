//! The one road of every change: row, link of the chain, counters, in one transaction.

use crate::error::{Error, Result};
use serde_json::{Value, json};
use shared::dossier::chain::{Link, canonical};
use shared::dossier::{DossierAction, DossierState};
use shared::flow::Transition;
use shared::identity::{Actor, Who};
use shared::report::{Counted, moved};
use shared::time::Instant;
use store::Tx;
use store::dossier::DossierRow;
use store::event::EventRow;
use store::report::RollupKey;

/// What happened, for the chain.
pub(crate) struct Happening {
    /// Such as `accept`.
    pub(crate) kind: &'static str,
    /// Without personal values.
    pub(crate) payload: Value,
    /// Personal values, sealed.
    pub(crate) sealed: Option<Vec<u8>>,
}

/// Writes a dossier that was just handed in. `false` when its draft already became one.
pub(crate) async fn write_new(
    tx: &mut Tx,
    actor: &Actor,
    row: &mut DossierRow,
    happening: Happening,
) -> Result<bool> {
    let link = next_link(row, actor, row.submitted_at, happening);
    row.event_count = link.seq;
    row.head_hash.clone_from(&link.hash);
    if !store::dossier::add(tx, row).await? {
        return Ok(false);
    }
    store::event::append(tx, row.id, &link).await?;
    count(tx, None, row).await?;
    tell(tx, row);
    Ok(true)
}

/// Takes a step. `before` is the row as it was read, `row` as it shall be.
pub(crate) async fn write_step(
    tx: &mut Tx,
    who: (&Actor, Instant),
    (before, row): (&DossierRow, &mut DossierRow),
    step: Transition<DossierState, DossierAction>,
    happening: Happening,
) -> Result<()> {
    let (actor, now) = who;
    let link = next_link(row, actor, now, happening);
    row.event_count = link.seq;
    row.head_hash.clone_from(&link.hash);
    store::dossier::record(tx, row, step).await?;
    finish(tx, before, row, &link).await
}

/// Writes a change that is no step, such as a payment that was settled.
pub(crate) async fn write_note(
    tx: &mut Tx,
    who: (&Actor, Instant),
    (before, row): (&DossierRow, &mut DossierRow),
    happening: Happening,
) -> Result<()> {
    let (actor, now) = who;
    let link = next_link(row, actor, now, happening);
    row.event_count = link.seq;
    row.head_hash.clone_from(&link.hash);
    store::dossier::update(tx, row).await?;
    finish(tx, before, row, &link).await
}

async fn finish(tx: &mut Tx, before: &DossierRow, row: &DossierRow, link: &EventRow) -> Result<()> {
    store::event::append(tx, row.id, link).await?;
    count(tx, Some(before), row).await?;
    tell(tx, row);
    Ok(())
}

fn next_link(row: &DossierRow, actor: &Actor, at: Instant, happening: Happening) -> EventRow {
    let actor = canonical(&actor_json(actor));
    let payload = canonical(&happening.payload);
    let seq = row.event_count + 1;
    let link = Link {
        dossier: row.id,
        seq,
        at,
        actor: &actor,
        kind: happening.kind,
        payload: &payload,
        sealed: happening.sealed.as_deref(),
    };
    let hash = link.hash(&row.head_hash).to_vec();
    EventRow {
        seq,
        at,
        actor,
        kind: happening.kind.to_owned(),
        payload,
        sealed: happening.sealed,
        hash,
    }
}

/// Staff are named, for citizens and leaders to see; citizens are an id.
fn actor_json(actor: &Actor) -> Value {
    match &actor.who {
        Who::Nobody => json!({"who": "nobody"}),
        Who::Citizen(id) => json!({"who": "citizen", "id": id}),
        Who::Staff(id) => json!({"who": "staff", "id": id, "name": actor.name}),
        Who::Gateway => json!({"who": "gateway"}),
        Who::Clock => json!({"who": "clock"}),
    }
}

async fn count(tx: &mut Tx, before: Option<&DossierRow>, row: &DossierRow) -> Result<()> {
    let before = before.map(counted).transpose()?;
    for (measure, day, n) in moved(before.as_ref(), &counted(row)?) {
        let key = RollupKey {
            day,
            agency_id: &row.agency_id,
            sector: &row.sector,
            procedure_id: &row.procedure_id,
            channel: &row.channel,
            measure: measure.as_str(),
        };
        store::report::bump(tx, &key, n).await?;
    }
    Ok(())
}

/// What decides for which counters a dossier counts.
pub(crate) fn counted(row: &DossierRow) -> Result<Counted> {
    Ok(Counted {
        state: row.state()?,
        submitted_at: row.submitted_at,
        accepted_at: row.accepted_at,
        due_on: row.due_on,
        finished_at: row.finished_at,
        ended_at: row.ended_at,
    })
}

/// The topics whose viewers read again.
fn tell(tx: &mut Tx, row: &DossierRow) {
    tx.tell(format!("dossier:{}", row.id));
    tx.tell(format!("person:{}", row.person_id));
    tx.tell(format!("agency:{}", row.agency_id));
    tx.tell("dashboard");
}

/// Who was faster, by name, for the one who came second.
pub(crate) async fn stale(tx: &mut Tx, row: &DossierRow) -> Error {
    let who = match store::event::list(tx, row.id).await {
        Ok(events) => events.last().map(|event| actor_name(&event.actor)).unwrap_or_default(),
        Err(e) => return e.into(),
    };
    Error::Stale { who }
}

/// The name in an event's actor; empty for citizens and machines.
pub(crate) fn actor_name(actor: &str) -> String {
    serde_json::from_str::<Value>(actor)
        .ok()
        .and_then(|value| value.get("name").and_then(Value::as_str).map(str::to_owned))
        .unwrap_or_default()
}
