//! Searches the whole catalogue in the browser, while one types: the same index as the server's.

use super::api::list_procedures;
use super::procedure_line::ProcedureLine;
use crate::i18n::{t, tf};
use crate::ui::Glyph;
use crate::ui::icon::Icon;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::i18n::msg;
use shared::procedure::search::{Filters, Index};
use shared::procedure::{LifeEvent, Summary};
use std::sync::Arc;

/// So many results are drawn; the rest is a narrower search away.
pub const RESULTS_MAX: usize = 60;

/// What an address such as `?q=…&co-quan=STP&dip=family&truc-tuyen=1` asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueQuery {
    /// What was typed.
    pub q: String,
    /// Only this agency.
    pub agency: Option<String>,
    /// Only this occasion.
    pub occasion: Option<LifeEvent>,
    /// Only what can be filed online.
    pub online_only: bool,
}

impl CatalogueQuery {
    /// As the index wants it.
    pub fn filters(&self) -> Filters {
        Filters {
            agency: self.agency.clone(),
            life_event: self.occasion,
            online_only: self.online_only,
            ..Filters::default()
        }
    }
}

/// Wraps the search form and the server's results (`children`); from the first keystroke on the
/// results are its own.
#[island(lazy)]
pub fn SearchWhileTyping(query: CatalogueQuery, children: Children) -> impl IntoView {
    let typed = RwSignal::new(query.q.clone());
    let is_touched = RwSignal::new(false);
    let catalogue = RwSignal::new(None::<Arc<(Index, Vec<Summary>)>>);
    let fetch = move || {
        leptos::task::spawn_local(async move {
            if let Ok(summaries) = list_procedures().await {
                catalogue.set(Some(Arc::new((Index::build(&summaries), summaries))));
            }
        });
    };
    let on_input = move |event: leptos::ev::Event| {
        if !is_touched.get_untracked() {
            fetch();
        }
        is_touched.set(true);
        typed.set(event_target_value(&event));
    };
    let filters = query.filters();
    let found = Memo::new(move |_| {
        let known = catalogue.get().filter(|_| is_touched.get())?;
        let (index, summaries) = &*known;
        let hits = index.search(&typed.read(), &filters, summaries.len());
        let shown = hits.iter().take(RESULTS_MAX).map(|hit| summaries[hit.position].clone());
        Some((hits.len(), shown.collect::<Vec<_>>()))
    });
    view! {
        <form class="search_box" role="search" action="/thu-tuc" method="get" data-large="true">
            <label for="q" class="visually-hidden">{t(msg::home::SEARCH_LABEL)}</label>
            <div class="row">
                <Glyph icon=Icon::Search/>
                <input
                    type="search"
                    id="q"
                    name="q"
                    value=query.q.clone()
                    autocomplete="off"
                    spellcheck="false"
                    enterkeyhint="search"
                    on:input=on_input
                />
                <button class="button">{t(msg::ui::SEARCH)}</button>
            </div>
        </form>
        <div hidden=move || found.read().is_some()>{children()}</div>
        {move || found.get().map(|(count, shown)| view! { <Results count shown/> })}
    }
}

/// How many were found, and the first of them.
#[component]
pub fn Results(count: usize, shown: Vec<Summary>) -> impl IntoView {
    view! {
        <p class="muted" role="status">
            {if count == 0 {
                t(msg::catalogue::NOTHING_FOUND).to_owned()
            } else {
                tf(msg::catalogue::FOUND, &[("n", &count.to_string())])
            }}
        </p>
        <ul class="procedures">
            {shown
                .into_iter()
                .map(|summary| view! { <ProcedureLine summary/> })
                .collect::<Vec<_>>()}
        </ul>
    }
}
