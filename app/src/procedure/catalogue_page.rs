//! `/thu-tuc?q=…`: the catalogue, searched by the server as a plain form, and by the browser while
//! one types.

use super::search_island::{CatalogueQuery, RESULTS_MAX, Results, SearchWhileTyping};
use crate::backend;
use crate::i18n::{t, tf, use_lang};
use crate::load::load;
use crate::ui::{Page, Width};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use services::catalogue::Published;
use shared::i18n::msg;
use shared::procedure::{LifeEvent, Summary};
use std::sync::Arc;

/// A longer search is cut.
const QUERY_CHARS_MAX: usize = 200;

/// The catalogue.
#[component]
pub fn CataloguePage() -> impl IntoView {
    let query = read_query();
    let published = async { Ok(backend::current()?.0.published()) };
    load(published, move |published| view! { <Catalogue published query/> })
}

fn read_query() -> CatalogueQuery {
    let map = use_query_map().get_untracked();
    let text = |name: &str| map.get(name).filter(|text| !text.is_empty());
    CatalogueQuery {
        q: text("q").unwrap_or_default().chars().take(QUERY_CHARS_MAX).collect(),
        agency: text("co-quan"),
        occasion: text("dip").and_then(|name| LifeEvent::parse(&name)),
        online_only: text("truc-tuyen").is_some(),
    }
}

/// The address of the same list with another choice.
fn address(query: &CatalogueQuery) -> String {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    if !query.q.is_empty() {
        pairs.push(("q", query.q.clone()));
    }
    if let Some(agency) = &query.agency {
        pairs.push(("co-quan", agency.clone()));
    }
    if let Some(occasion) = query.occasion {
        pairs.push(("dip", occasion.as_str().to_owned()));
    }
    if query.online_only {
        pairs.push(("truc-tuyen", "1".to_owned()));
    }
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    if query.is_empty() { "/thu-tuc".to_owned() } else { format!("/thu-tuc?{query}") }
}

#[component]
fn Catalogue(published: Arc<Published>, query: CatalogueQuery) -> impl IntoView {
    let summaries = &published.summaries;
    let hits = published.index.search(&query.q, &query.filters(), summaries.len());
    let count = hits.len();
    let shown: Vec<Summary> =
        hits.iter().take(RESULTS_MAX).map(|hit| summaries[hit.position].clone()).collect();
    let hidden = count - shown.len();
    view! {
        <Page title=t(msg::catalogue::TITLE) width=Width::Wide>
            <h1 tabindex="-1">{t(msg::catalogue::TITLE)}</h1>
            <div class="catalogue">
                <FilterList published=published.clone() query=query.clone()/>
                <section class="stack">
                    <h2 class="visually-hidden">{t(msg::catalogue::RESULTS)}</h2>
                    <SearchWhileTyping query>
                        <Results count shown/>
                    </SearchWhileTyping>
                    {(hidden > 0)
                        .then(|| {
                            let text = tf(msg::catalogue::MORE, &[("n", &hidden.to_string())]);
                            view! { <p class="muted">{text}</p> }
                        })}
                </section>
            </div>
        </Page>
    }
}

#[component]
fn FilterList(published: Arc<Published>, query: CatalogueQuery) -> impl IntoView {
    let lang = use_lang();
    // What a choice would show, with all that was typed and chosen beside it.
    let count = |query: &CatalogueQuery| {
        published.index.search(&query.q, &query.filters(), published.summaries.len()).len()
    };
    let occasions: Vec<_> = LifeEvent::ALL
        .iter()
        .map(|event| {
            let next = CatalogueQuery { occasion: Some(*event), ..query.clone() };
            let is_current = query.occasion == Some(*event);
            {
                let count = count(&next);
                (next, event.text(lang).to_owned(), count, is_current)
            }
        })
        .filter(|(_, _, count, is_current)| *count > 0 || *is_current)
        .collect();
    let agencies: Vec<_> = published
        .agencies
        .iter()
        .map(|agency| {
            let next = CatalogueQuery { agency: Some(agency.id.clone()), ..query.clone() };
            let is_current = query.agency.as_ref() == Some(&agency.id);
            let (name, count) = (agency.name(lang).to_owned(), count(&next));
            (next, name, count, is_current)
        })
        .filter(|(_, _, count, is_current)| *count > 0 || *is_current)
        .collect();
    let online = CatalogueQuery { online_only: !query.online_only, ..query.clone() };
    let online_count = count(&CatalogueQuery { online_only: true, ..query.clone() });
    let any_occasion = CatalogueQuery { occasion: None, ..query.clone() };
    let any_agency = CatalogueQuery { agency: None, ..query.clone() };
    let (all_occasions, all_agencies) = (count(&any_occasion), count(&any_agency));
    let (no_occasion, no_agency) = (query.occasion.is_none(), query.agency.is_none());
    let is_narrowed = query.online_only || !no_occasion || !no_agency;
    view! {
        <details class="filters" open=is_narrowed>
            <summary>{t(msg::catalogue::FILTERS)}</summary>
            <ul>
                <Choice
                    query=online
                    name=t(msg::catalogue::ONLINE_ONLY)
                    count=online_count
                    is_current=query.online_only
                />
            </ul>
            <h2>{t(msg::catalogue::OCCASIONS)}</h2>
            <ul>
                <Choice query=any_occasion name=t(msg::catalogue::ALL) count=all_occasions is_current=no_occasion/>
                {choices(occasions)}
            </ul>
            <h2>{t(msg::catalogue::AGENCIES)}</h2>
            <ul>
                <Choice query=any_agency name=t(msg::catalogue::ALL) count=all_agencies is_current=no_agency/>
                {choices(agencies)}
            </ul>
        </details>
    }
}

fn choices(all: Vec<(CatalogueQuery, String, usize, bool)>) -> Vec<impl IntoView> {
    all.into_iter()
        .map(|(query, name, count, is_current)| view! { <Choice query name count is_current/> })
        .collect()
}

#[component]
fn Choice(
    query: CatalogueQuery,
    #[prop(into)] name: String,
    count: usize,
    is_current: bool,
) -> impl IntoView {
    view! {
        <li>
            <a href=address(&query) aria-current=is_current.then_some("true")>
                <span>{name}</span>
                <data value=count>{count}</data>
            </a>
        </li>
    }
}
