//! `/can-bo`: what waits for the officer, the most urgent on top; pages, filters and search as
//! plain links and forms.

use super::filters::{QUEUE, address, is_narrowed, read};
use super::keys::QueueKeys;
use super::rows::Rows;
use super::words::state_key;
use crate::backend;
use crate::i18n::{t, use_lang};
use crate::live::LiveRegion;
use crate::load::load;
use crate::ui::{
    Button, ButtonKind, Empty, Field, Glyph, Icon, Page, Room, Select, Tab, Tabs, TextField, Width,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use services::catalogue::Published;
use services::dossier::{QueuePage as Found, QueueQuery};
use shared::dossier::DossierState;
use shared::i18n::msg;
use shared::procedure::Channel;
use std::sync::Arc;

/// What the page shows.
#[derive(Clone)]
struct Shown {
    query: QueueQuery,
    found: Found,
    published: Arc<Published>,
}

/// The queue.
#[component]
pub fn QueuePage() -> impl IntoView {
    let query = read(&use_query_map().get_untracked());
    let shown = async move {
        let (portal, caller) = backend::current()?;
        let found = services::dossier::queue(&portal, &caller.actor, &query).await?;
        Ok(Shown { query, found, published: portal.published() })
    };
    load(shown, |shown| view! { <Queue shown/> })
}

#[component]
fn Queue(shown: Shown) -> impl IntoView {
    let query = shown.query.clone();
    view! {
        <Page title=t(msg::queue::TITLE) width=Width::Wide room=Room::Desk>
            <div class="stack">
                <h1 tabindex="-1">{t(msg::queue::TITLE)}</h1>
                <Filters shown=shown.clone()/>
                <QueueKeys/>
                <LiveRegion topic="queue".to_owned() id="queue-lines".to_owned()>
                    <Views query=query.clone() mine_count=shown.found.mine_count/>
                    <Lines query found=shown.found/>
                </LiveRegion>
            </div>
        </Page>
    }
}

#[component]
fn Views(query: QueueQuery, mine_count: i64) -> impl IntoView {
    let view_of = |mine: bool| address(&QueueQuery { mine, after: None, ..query.clone() });
    let tabs = vec![
        Tab {
            href: view_of(true),
            text: t(msg::queue::VIEW_MINE).to_owned(),
            count: Some(mine_count),
            is_current: query.mine,
        },
        Tab {
            href: view_of(false),
            text: t(msg::queue::VIEW_UNIT).to_owned(),
            count: None,
            is_current: !query.mine,
        },
    ];
    view! { <Tabs label=t(msg::queue::VIEWS) tabs/> }
}

#[component]
fn Lines(query: QueueQuery, found: Found) -> impl IntoView {
    if found.lines.is_empty() {
        return view! { <Nothing query/> }.into_any();
    }
    let first =
        query.after.is_some().then(|| address(&QueueQuery { after: None, ..query.clone() }));
    let next = found.next.map(|mark| address(&QueueQuery { after: Some(mark), ..query }));
    view! {
        <Rows id="queue" caption=t(msg::queue::TITLE) lines=found.lines can_open=true/>
        <Onward first next/>
    }
    .into_any()
}

/// From page to page of a list that is read by marks.
#[component]
pub fn Onward(first: Option<String>, next: Option<String>) -> impl IntoView {
    (first.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="pagination" aria-label=t(msg::ui::PAGES)>
                {first
                    .map(|href| {
                        view! {
                            <a href=href>
                                <Glyph icon=Icon::ArrowUp/>
                                {t(msg::queue::FIRST_PAGE)}
                            </a>
                        }
                    })}
                {next
                    .map(|href| {
                        view! {
                            <a href=href rel="next">
                                {t(msg::ui::NEXT_PAGE)}
                                <Glyph icon=Icon::ArrowRight/>
                            </a>
                        }
                    })}
            </nav>
        }
    })
}

#[component]
fn Nothing(query: QueueQuery) -> impl IntoView {
    let all = QueueQuery { mine: query.mine, ..QueueQuery::default() };
    let unit = QueueQuery { mine: false, ..QueueQuery::default() };
    if is_narrowed(&query) {
        return view! {
            <Empty title=t(msg::queue::NOTHING_FOUND) icon=Icon::Search>
                <a href=address(&all)>{t(msg::queue::SHOW_ALL)}</a>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty title=t(msg::queue::NOTHING_WAITS) icon=Icon::ListChecks>
            {query.mine.then(|| view! { <a href=address(&unit)>{t(msg::queue::SHOW_UNIT)}</a> })}
        </Empty>
    }
    .into_any()
}

#[component]
fn Filters(shown: Shown) -> impl IntoView {
    let Shown { query, found, published } = shown;
    let is_open = is_narrowed(&QueueQuery { search: String::new(), ..query.clone() });
    let found_text = is_narrowed(&query).then(|| {
        view! { <a href=address(&QueueQuery { mine: query.mine, ..QueueQuery::default() })>{t(msg::queue::SHOW_ALL)}</a> }
    });
    view! {
        <form class="queue_search" method="get" action=QUEUE role="search">
            {(!query.mine).then(|| view! { <input type="hidden" name="xem" value="don-vi"/> })}
            <div class="queue_head">
                <TextField
                    name="q"
                    id="q"
                    label=t(msg::queue::SEARCH)
                    hint={None::<String>}
                    error=None
                    value=query.search.clone()
                />
                <Button kind=ButtonKind::Secondary icon=Icon::Search>{t(msg::ui::SEARCH)}</Button>
                {found_text}
            </div>
            <details class="queue_more" open=is_open>
                <summary>
                    <Glyph icon=Icon::Funnel/>
                    {t(msg::queue::FILTERS)}
                </summary>
                <Choices query agencies=found.agencies published/>
            </details>
        </form>
    }
}

#[component]
fn Choices(
    query: QueueQuery,
    agencies: Option<Vec<String>>,
    published: Arc<Published>,
) -> impl IntoView {
    let lang = use_lang();
    let is_theirs = |id: &String| agencies.as_ref().is_none_or(|all| all.contains(id));
    let agency_options: Vec<_> = published
        .agencies
        .iter()
        .filter(|agency| is_theirs(&agency.id))
        .map(|agency| (agency.id.clone(), agency.name(lang).to_owned()))
        .collect();
    let procedure_options = published
        .procedures
        .iter()
        .map(|published| &published.procedure)
        .filter(|procedure| is_theirs(&procedure.agency))
        .map(|p| (p.id.clone(), lang.pick(&p.name, &p.name_en).to_owned()))
        .collect();
    let states = DossierState::ALL
        .into_iter()
        .filter(|state| !state.is_ended())
        .map(|state| (state.as_str().to_owned(), t(state_key(state)).to_owned()))
        .collect();
    let channels = Channel::ALL
        .iter()
        .map(|channel| (channel.as_str().to_owned(), channel.text(lang).to_owned()))
        .collect();
    let any = t(msg::queue::ANY);
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    view! {
        <div class="queue_filters">
            {(agency_options.len() > 1)
                .then(|| {
                    view! {
                        <Select name="co-quan" id="co-quan" label=t(msg::queue::FILTER_AGENCY) hint={None::<String>}
                            error=None value=query.agency.clone().unwrap_or_default() prompt=any options=agency_options/>
                    }
                })}
            <Select name="trang-thai" id="trang-thai" label=t(msg::queue::FILTER_STATE) hint={None::<String>}
                error=None value=query.state.map(DossierState::as_str).unwrap_or_default() prompt=any options=states/>
            <Select name="kenh" id="kenh" label=t(msg::queue::FILTER_CHANNEL) hint={None::<String>}
                error=None value=query.channel.clone().unwrap_or_default() prompt=any options=channels/>
            <Select name="thu-tuc" id="thu-tuc" label=t(msg::queue::FILTER_PROCEDURE) hint={None::<String>}
                error=None value=query.procedure.clone().unwrap_or_default() prompt=any options=procedure_options/>
            <DayField name="tu" label=t(msg::queue::FILTER_DUE_FROM) value=day(query.due.0)/>
            <DayField name="den" label=t(msg::queue::FILTER_DUE_TO) value=day(query.due.1)/>
            <Button kind=ButtonKind::Secondary>{t(msg::queue::APPLY_FILTERS)}</Button>
        </div>
    }
}

/// Officers choose days near today: the browser's own calendar serves them.
#[component]
fn DayField(name: &'static str, #[prop(into)] label: String, value: String) -> impl IntoView {
    view! {
        <Field id=name label=label hint={None::<String>} error=None>
            <input type="date" id=name name=name value=value/>
        </Field>
    }
}
