//! What happened, what is going on, what comes next.

use super::By;
use crate::i18n::{t, tf};
use crate::ui::{Moment, MomentState, Timeline};
use leptos::prelude::*;
use shared::dossier::{CitizenStatus, DossierState, TimelineEntry, event_key};
use shared::i18n::msg;
use shared::time::{local_day, show_day, show_instant};

/// The line, oldest first.
#[component]
pub fn History(
    entries: Vec<TimelineEntry>,
    state: DossierState,
    is_fee_due: bool,
    by: By,
) -> impl IntoView {
    let past = entries.into_iter().filter_map(moment).collect::<Vec<_>>();
    view! {
        <Timeline>
            {past}
            {(!state.is_ended()).then(|| view! { <Onward state is_fee_due by/> })}
        </Timeline>
    }
}

fn moment(entry: TimelineEntry) -> Option<impl IntoView> {
    let title = t(event_key(&entry.kind)?);
    let who = Some(entry.who).filter(|who| !who.is_empty());
    let note = Some(entry.note).filter(|note| !note.is_empty());
    Some(view! {
        <Moment state=MomentState::Past title when=show_instant(entry.at) who>
            {note.map(|note| view! { <p>{note}</p> })}
        </Moment>
    })
}

/// Where the dossier stands now, and the next thing that is expected.
#[component]
fn Onward(state: DossierState, is_fee_due: bool, by: By) -> impl IntoView {
    let words = state.words_with_fee(is_fee_due);
    let waits = is_fee_due || state.for_citizen() == CitizenStatus::ActionNeeded;
    let now = if waits { MomentState::Stopped } else { MomentState::Now };
    let when = match by {
        By::Result(at, _) => tf(msg::dossier_page::EXPECTED, &[("day", &show_day(local_day(at)))]),
        By::Answer(at) => tf(msg::dossier_page::EXPECTED, &[("day", &show_instant(at))]),
        By::Nothing => String::new(),
    };
    view! {
        <Moment state=now title=t(words.now) when="" who={None::<String>}/>
        <Moment state=MomentState::Next title=t(words.next) when who={None::<String>}/>
    }
}
