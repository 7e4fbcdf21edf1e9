//! The head of every page: whose house it is, where to go, in which language, as whom.

use super::brocade::Brocade;
use super::icon::{Glyph, Icon};
use super::visit::Visit;
use crate::i18n::t;
use crate::identity::{SIGN_IN, SIGN_IN_CODE, STAFF_SIGN_IN};
use crate::own_path::then;
use leptos::prelude::*;
use shared::i18n::{Key, Lang, msg};
use shared::identity::Who;
use shared::policy;

/// Where the form of the sign-out button is sent.
const SIGN_OUT: &str = "/fn/identity/sign_out";

/// The head. What it offers follows from who is here; what is not offered the server refuses as well.
#[component]
pub fn Header(visit: Visit) -> impl IntoView {
    let name = visit.centre.name(visit.lang).to_owned();
    let links = links(&visit);
    view! {
        <header class="header">
            <div class="column">
                <a class="house" href="/">
                    <Emblem/>
                    <span>
                        <strong>{t(msg::shell::NAME)}</strong>
                        <span class="centre">{name}</span>
                    </span>
                </a>
                <nav aria-label=t(msg::shell::NAVIGATION)>
                    <details>
                        <summary>
                            <Glyph icon=Icon::Menu/>
                            {t(msg::shell::MENU)}
                        </summary>
                        <NavLinks links=links.clone() path=visit.path.clone()/>
                    </details>
                    <NavLinks links=links path=visit.path.clone()/>
                </nav>
                <div class="who">
                    <Languages visit=visit.clone()/>
                    <WhoIsHere visit=visit/>
                </div>
            </div>
            <Brocade/>
        </header>
    }
}

fn links(visit: &Visit) -> Vec<(&'static str, Key)> {
    let mut links = Vec::new();
    if policy::work_queue(&visit.actor).is_ok() {
        links.push(("/can-bo", msg::shell::QUEUE));
    }
    if policy::watch_dashboard(&visit.actor).is_ok() {
        links.push(("/dieu-hanh", msg::shell::DASHBOARD));
    }
    links.push(("/thu-tuc", msg::shell::CATALOGUE));
    links.push(("/tra-cuu", msg::shell::TRACKING));
    if !visit.is_staff() {
        links.push(("/ho-so", msg::shell::MY_DOSSIERS));
    }
    links
}

#[component]
fn NavLinks(links: Vec<(&'static str, Key)>, path: String) -> impl IntoView {
    let items = links
        .into_iter()
        .map(|(href, name)| {
            let inside =
                path == href || path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'));
            view! { <li><a href=href aria-current=inside.then_some("page")>{t(name)}</a></li> }
        })
        .collect_view();
    view! { <ul>{items}</ul> }
}

#[component]
fn Languages(visit: Visit) -> impl IntoView {
    let (other, name) = match visit.lang {
        Lang::Vi => (Lang::En, "English"),
        Lang::En => (Lang::Vi, "Tiếng Việt"),
    };
    view! {
        <a
            class="language"
            href=visit.with_preference("lang", other.tag())
            lang=other.tag()
            hreflang=other.tag()
        >
            <Glyph icon=Icon::Globe/>
            {name}
        </a>
    }
}

#[component]
fn WhoIsHere(visit: Visit) -> impl IntoView {
    if visit.actor.who == Who::Nobody {
        let here = if visit.path.ends_with("/dang-nhap") || visit.path == SIGN_IN_CODE {
            String::new()
        } else {
            visit.here()
        };
        let is_staff_room =
            ["/can-bo", "/dieu-hanh"].iter().any(|room| visit.path.starts_with(room));
        let way_in = if is_staff_room { STAFF_SIGN_IN } else { SIGN_IN };
        return view! {
            <a class="sign_in" href=then(way_in, &here)>
                <Glyph icon=Icon::User/>
                {t(msg::shell::SIGN_IN)}
            </a>
        }
        .into_any();
    }
    // A citizen's name is known from the first dossier on.
    let name = if visit.actor.name.is_empty() {
        t(msg::identity::ROLE_CITIZEN).to_owned()
    } else {
        visit.actor.name
    };
    view! {
        <form class="signed_in" method="post" action=SIGN_OUT>
            <span class="name"><Glyph icon=Icon::User/> {name}</span>
            <button>{t(msg::shell::SIGN_OUT)}</button>
        </form>
    }
    .into_any()
}

/// The mark of the product: a house with one door, woven. Not the emblem of the state.
#[component]
pub fn Emblem() -> impl IntoView {
    view! {
        <svg class="emblem" viewBox="0 0 40 40" aria-hidden="true">
            <path d="M20 2 38 17v3h-4v18H24V25h-8v13H6V20H2v-3z"/>
            <path class="weft" d="M20 9l5 5-5 5-5-5z"/>
        </svg>
    }
}
