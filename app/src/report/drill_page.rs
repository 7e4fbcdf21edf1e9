//! `/dieu-hanh/danh-sach?so-lieu=…`: the dossiers behind a number, as many as it says.

use super::address;
use super::words::{number, title};
use crate::backend;
use crate::i18n::{t, tf, use_lang};
use crate::load::load;
use crate::queue::{Onward, Rows};
use crate::ui::{Breadcrumbs, Empty, Icon, Page, Room, Width};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::i18n::msg;
use shared::policy;
use shared::report::DrillView;

/// The list.
#[component]
pub fn DrillPage() -> impl IntoView {
    let map = use_query_map().get_untracked();
    let mark = map.get("sau").filter(|mark| !mark.is_empty());
    let is_further = mark.is_some();
    let view = async move {
        let drill = address::read(&map)?;
        let (portal, caller) = backend::current()?;
        let view = services::report::drill(&portal, &caller.actor, drill, mark.as_deref()).await?;
        Ok((view, policy::work_queue(&caller.actor).is_ok()))
    };
    load(view, move |(view, can_open)| view! { <List view is_further can_open/> })
}

#[component]
fn List(view: DrillView, is_further: bool, can_open: bool) -> impl IntoView {
    let lang = use_lang();
    let heading = title(&view.drill);
    let trail = vec![("/dieu-hanh".to_owned(), t(msg::report::TITLE).to_owned())];
    let agency = view.agency_name.as_ref().map(|name| lang.pick(&name.0, &name.1).to_owned());
    let narrowed: Vec<String> = [agency, view.drill.sector.clone()].into_iter().flatten().collect();
    let count = tf(msg::report::DOSSIERS, &[("n", &number(view.count))]);
    let first = is_further.then(|| address::of(&view.drill));
    let next = view.next.clone().map(|mark| address::with_mark(&view.drill, Some(mark)));
    let lines = if view.lines.is_empty() {
        view! { <Empty title=t(msg::report::LIST_EMPTY) icon=Icon::ListChecks/> }.into_any()
    } else {
        view! { <Rows id="behind" caption=heading.clone() lines=view.lines can_open/> }.into_any()
    };
    view! {
        <Page title=heading.clone() width=Width::Wide room=Room::Desk>
            <div class="stack">
                <Breadcrumbs trail/>
                <h1 tabindex="-1">{heading}</h1>
                <p class="lead">
                    <strong data-count=view.count>{count}</strong>
                    {(!narrowed.is_empty()).then(|| format!(" – {}", narrowed.join(", ")))}
                </p>
                {lines}
                <Onward first next/>
            </div>
        </Page>
    }
}
