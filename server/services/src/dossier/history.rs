//! What each link of the chain changed, from what to what, told again from the links alone.

use super::sealed::open_declaration;
use crate::Portal;
use crate::error::Result;
use serde_json::Value;
use shared::dossier::{Change, DOSSIER, DossierAction, DossierState, ResultOutcome};
use shared::form::{Declaration, Form, show};
use shared::i18n::Lang;
use shared::id::StaffId;
use shared::time::Instant;
use std::collections::HashMap;
use store::Tx;
use store::dossier::DossierRow;
use store::event::EventRow;

/// What is known after a link.
struct Known {
    state: DossierState,
    due: Option<Instant>,
    assignee: String,
    outcome: Option<ResultOutcome>,
    answers: Option<Declaration>,
}

/// The changes of each link, oldest first.
pub(super) async fn history(
    portal: &Portal,
    tx: &mut Tx,
    row: &DossierRow,
    form: &Form,
) -> Result<Vec<Vec<Change>>> {
    let events = store::event::list(tx, row.id).await?;
    let names = names(tx, &events).await?;
    let mut known = Known {
        state: DossierState::Submitted,
        due: None,
        assignee: String::new(),
        outcome: None,
        answers: None,
    };
    let mut all = Vec::with_capacity(events.len());
    for event in &events {
        let payload = serde_json::from_str(&event.payload).unwrap_or(Value::Null);
        let mut changes = known.step(&event.kind);
        changes.extend(known.take(&payload, &names));
        if let Some(sealed) = &event.sealed {
            let answers = open_declaration(portal, row.id, sealed)?;
            changes.extend(corrected(portal, form, known.answers.as_ref(), &answers));
            known.answers = Some(answers);
        }
        all.push(changes);
    }
    Ok(all)
}

impl Known {
    /// The step that the table has for what happened.
    fn step(&mut self, kind: &str) -> Vec<Change> {
        let action = DossierAction::parse(kind);
        let step = DOSSIER
            .0
            .iter()
            .find(|step| step.from == self.state && Some(step.action) == action)
            .filter(|step| step.from != step.to);
        let Some(step) = step else { return Vec::new() };
        let from = std::mem::replace(&mut self.state, step.to);
        vec![Change::State { from, to: step.to }]
    }

    /// What the payload says beside the step.
    fn take(&mut self, payload: &Value, names: &HashMap<StaffId, String>) -> Vec<Change> {
        let text = |name: &str| payload.get(name).and_then(Value::as_str);
        let mut changes = Vec::new();
        if let Some(code) = text("code") {
            changes.push(Change::Code(code.to_owned()));
        }
        if let Some(to) = staff_of(payload).and_then(|id| names.get(&id)) {
            let from = std::mem::replace(&mut self.assignee, to.clone());
            changes.push(Change::Assignee { from, to: to.clone() });
        }
        if let Some(to) = text("due").and_then(|due| due.parse::<Instant>().ok()) {
            let from = self.due.replace(to);
            if from != Some(to) {
                changes.push(Change::Due { from, to });
            }
        }
        if let Some(to) = text("outcome").and_then(ResultOutcome::parse) {
            changes.push(Change::Outcome { from: self.outcome.replace(to), to });
        }
        if let Some(ground) = text("legal_ground").filter(|ground| !ground.is_empty()) {
            changes.push(Change::LegalGround(ground.to_owned()));
        }
        let items = payload.get("items").cloned().unwrap_or(Value::Null);
        if let Ok(items) = serde_json::from_value(items) {
            changes.push(Change::Asked(items));
        }
        changes
    }
}

fn staff_of(payload: &Value) -> Option<StaffId> {
    payload.get("to").and_then(Value::as_str).and_then(|id| id.parse().ok())
}

/// The names of those who were given the case.
async fn names(tx: &mut Tx, events: &[EventRow]) -> Result<HashMap<StaffId, String>> {
    let mut names = HashMap::new();
    for event in events {
        let payload = serde_json::from_str(&event.payload).unwrap_or(Value::Null);
        let Some(id) = staff_of(&payload).filter(|id| !names.contains_key(id)) else { continue };
        if let Some(staff) = store::account::find_staff(tx, id).await? {
            names.insert(id, staff.full_name);
        }
    }
    Ok(names)
}

/// The answers that are not what they were.
fn corrected(
    portal: &Portal,
    form: &Form,
    before: Option<&Declaration>,
    after: &Declaration,
) -> Vec<Change> {
    let Some(before) = before else { return Vec::new() };
    let published = portal.published();
    let book = Some(&published.book);
    let fields = form.sections.iter().flat_map(|section| &section.fields);
    fields
        .filter(|field| before.values().get(&field.key) != after.values().get(&field.key))
        .map(|field| {
            let shown = |declaration: &Declaration| {
                let said = |lang| match declaration.values().get(&field.key) {
                    Some(answer) => show(lang, field, answer, book),
                    None => String::new(),
                };
                (said(Lang::Vi), said(Lang::En))
            };
            Change::Answer {
                label: (field.label_vi.clone(), field.label_en.clone()),
                from: shown(before),
                to: shown(after),
            }
        })
        .collect()
}
