//! `/dieu-hanh`: a few large numbers, each with its comparison, then where the trouble is. With
//! `?man-hinh=tuong` it is the screen on the wall: the same numbers, read from five metres.

use super::numbers::Numbers;
use super::places::{Charts, Places};
use crate::backend;
use crate::i18n::{t, tf, use_lang};
use crate::live::LiveRegion;
use crate::load::load;
use crate::ui::{ButtonKind, ButtonLink, Emblem, Icon, Page, Room, Visit, Width};
use leptos::prelude::*;
use leptos_meta::Meta;
use leptos_router::hooks::use_query_map;
use shared::i18n::msg;
use shared::report::DashboardView;
use shared::time::{local, show_day};

/// The word for the wall in the address.
const WALL: &str = "tuong";
/// The wall reads itself again this often even if nothing happens: days pass, and servers restart.
const WALL_REFRESH_SECONDS: &str = "300";

/// The dashboard.
#[component]
pub fn DashboardPage() -> impl IntoView {
    let map = use_query_map().get_untracked();
    let agency = map.get("co-quan").filter(|id| !id.is_empty());
    let is_wall = map.get("man-hinh").as_deref() == Some(WALL);
    let view = async move {
        let (portal, caller) = backend::current()?;
        Ok(services::report::dashboard(&portal, &caller.actor, agency.as_deref()).await?)
    };
    load(view, move |view| {
        if is_wall {
            view! { <Wall view/> }.into_any()
        } else {
            view! { <Dashboard view/> }.into_any()
        }
    })
}

#[component]
fn Dashboard(view: DashboardView) -> impl IntoView {
    view! {
        <Page title=t(msg::report::TITLE) width=Width::Wide room=Room::Desk>
            <LiveRegion topic="dashboard".to_owned() id="dashboard".to_owned()>
                <div class="dashboard">
                    <Head view=view.clone()/>
                    <Numbers view=view.clone()/>
                    <Charts view=view.clone()/>
                    <Places view/>
                </div>
            </LiveRegion>
        </Page>
    }
}

#[component]
fn Wall(view: DashboardView) -> impl IntoView {
    view! {
        <Meta http_equiv="refresh" content=WALL_REFRESH_SECONDS/>
        <Page title=t(msg::report::TITLE) width=Width::Wide room=Room::Wall>
            <LiveRegion topic="dashboard".to_owned() id="dashboard".to_owned()>
                <div class="dashboard">
                    <WallHead view=view.clone()/>
                    <Numbers view=view.clone()/>
                    <Charts view/>
                </div>
            </LiveRegion>
        </Page>
    }
}

/// `Số liệu lúc 10:32:05 ngày 28/11/2026`.
fn as_of(view: &DashboardView) -> String {
    let clock = local(view.at).format("%H:%M:%S").to_string();
    tf(msg::report::AS_OF, &[("time", &clock), ("day", &show_day(view.today))])
}

/// The wall says whose house it is, since it has no frame to say it.
#[component]
fn WallHead(view: DashboardView) -> impl IntoView {
    let visit = expect_context::<Visit>();
    let at = as_of(&view);
    let demo = visit.demo.then(|| format!("{} – ", t(msg::shell::DEMO)));
    view! {
        <div class="wall_head">
            <Emblem/>
            <div>
                <h1 tabindex="-1">{t(msg::report::TITLE)}</h1>
                <p>{visit.centre.name(visit.lang).to_owned()}</p>
            </div>
            <p>{demo} {at}</p>
        </div>
    }
}

/// Whose numbers, and of when.
#[component]
fn Head(view: DashboardView) -> impl IntoView {
    let lang = use_lang();
    let whose = view.agency.as_ref().map(|(_, name)| lang.pick(&name.0, &name.1).to_owned());
    let is_narrowed = whose.is_some();
    let at = as_of(&view);
    let wall = match &view.agency {
        Some((id, _)) => format!("/dieu-hanh?man-hinh={WALL}&co-quan={id}"),
        None => format!("/dieu-hanh?man-hinh={WALL}"),
    };
    view! {
        <div class="dashboard_head">
            <div>
                <h1 tabindex="-1">{t(msg::report::TITLE)}</h1>
                {whose.map(|whose| view! { <p class="lead">{whose}</p> })}
            </div>
            <p class="muted">{at} " · " <a href=wall>{t(msg::report::WALL)}</a></p>
            {is_narrowed
                .then(|| {
                    view! {
                        <ButtonLink href="/dieu-hanh" kind=ButtonKind::Quiet icon=Icon::ArrowLeft>
                            {t(msg::report::ALL_AGENCIES)}
                        </ButtonLink>
                    }
                })}
        </div>
    }
}
