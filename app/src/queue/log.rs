//! The full log: each link of the chain, by whom, from what to what.

use super::matter::item_name;
use super::words::{event_words, outcome_key, state_key};
use crate::i18n::{t, tf, use_lang};
use leptos::prelude::*;
use shared::dossier::{Change, DossierView, TimelineEntry};
use shared::i18n::msg;
use shared::time::show_instant;

/// The log, newest first.
#[component]
pub(super) fn Log(view: DossierView) -> impl IntoView {
    let entries = view
        .timeline
        .iter()
        .rev()
        .map(|entry| {
            let changes = entry.changes.iter().map(|change| said(&view, change)).collect();
            view! { <Entry entry=entry.clone() changes/> }
        })
        .collect_view();
    view! {
        <ol class="log">{entries}</ol>
        <p class="muted chain">
            {t(msg::queue::CHAIN)} " " <code>{view.head_hash.clone()}</code>
        </p>
    }
}

#[component]
fn Entry(entry: TimelineEntry, changes: Vec<(String, String)>) -> impl IntoView {
    let who = Some(entry.who).filter(|who| !who.is_empty());
    let changes: Vec<_> = changes
        .into_iter()
        .map(|(what, how)| view! { <li><span class="muted">{what} ": "</span> {how}</li> })
        .collect();
    view! {
        <li>
            <time datetime=entry.at.to_rfc3339()>{show_instant(entry.at)}</time>
            <div>
                <p>
                    <strong>{event_words(&entry.kind)}</strong>
                    {who.map(|who| view! { <span class="who">{who}</span> })}
                </p>
                {(!entry.note.is_empty()).then(|| view! { <p class="said">{entry.note}</p> })}
                {(!changes.is_empty()).then(|| view! { <ul class="changes">{changes}</ul> })}
            </div>
        </li>
    }
}

/// What changed, and how.
fn said(view: &DossierView, change: &Change) -> (String, String) {
    let lang = use_lang();
    let pick = |pair: &(String, String)| lang.pick(&pair.0, &pair.1).to_owned();
    let (what, from, to) = match change {
        Change::State { from, to } => (
            t(msg::queue::COLUMN_STATE).to_owned(),
            t(state_key(*from)).to_owned(),
            t(state_key(*to)).to_owned(),
        ),
        Change::Code(code) => (t(msg::queue::COLUMN_CODE).to_owned(), String::new(), code.clone()),
        Change::Assignee { from, to } => {
            (t(msg::queue::COLUMN_ASSIGNEE).to_owned(), from.clone(), to.clone())
        }
        Change::Due { from, to } => (
            t(msg::queue::COLUMN_DUE).to_owned(),
            from.map(show_instant).unwrap_or_default(),
            show_instant(*to),
        ),
        Change::Asked(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| format!("{} – {}", item_name(view, &item.key), item.reason))
                .collect();
            (t(msg::queue::ASKED_FOR).to_owned(), String::new(), items.join("; "))
        }
        Change::Answer { label, from, to } => (pick(label), pick(from), pick(to)),
        Change::Outcome { from, to } => (
            t(msg::queue::OUTCOME).to_owned(),
            from.map(|from| t(outcome_key(from)).to_owned()).unwrap_or_default(),
            t(outcome_key(*to)).to_owned(),
        ),
        Change::LegalGround(ground) => {
            (t(msg::queue::LEGAL_GROUND).to_owned(), String::new(), ground.clone())
        }
    };
    let how =
        if from.is_empty() { to } else { tf(msg::queue::FROM_TO, &[("from", &from), ("to", &to)]) };
    (what, how)
}
