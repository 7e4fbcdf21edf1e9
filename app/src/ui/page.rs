//! The frame of a page: skip link, head, one `main` with the page's job, foot, live region.

use super::demo_banner::DemoBanner;
use super::footer::Footer;
use super::header::Header;
use super::visit::Visit;
use crate::i18n::t;
use leptos::prelude::*;
use leptos_meta::Title;
use shared::i18n::msg;

/// The id of the region in which islands announce what changed (`role="status"`).
pub const LIVE_REGION_ID: &str = "live";

/// For which room a page is made: decides size and density of type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Room {
    /// A kitchen table with a cheap phone: 18 px, one column.
    #[default]
    Home,
    /// An officer's desk: 16 px, dense, wide.
    Desk,
    /// A director's wall: read from five metres.
    Wall,
}

/// How wide the main column is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Width {
    /// A column to read and to fill in.
    #[default]
    Narrow,
    /// Lists, tables, home.
    Wide,
    /// To the edges: the page brings its own `.column`s (home's hero).
    Full,
}

/// The frame, which also says to its children for which [`Room`] they are drawn. `title` becomes the window's title; the page writes its own `<h1 tabindex="-1">`.
/// With `has_errors` the title begins with "Lỗi:".
#[component]
pub fn Page(
    #[prop(into)] title: String,
    #[prop(optional)] width: Width,
    #[prop(optional)] room: Room,
    #[prop(optional)] has_errors: bool,
    children: Children,
) -> impl IntoView {
    let visit = expect_context::<Visit>();
    provide_context(room);
    // Nobody walks up to a wall to press something: it has no ways out, and names nobody.
    let has_frame = room != Room::Wall;
    let prefix = if has_errors { t(msg::ui::ERROR_PREFIX) } else { "" };
    let full_title = format!("{prefix} {title} – {}", t(msg::shell::NAME)).trim().to_owned();
    let room = match room {
        Room::Home => "home",
        Room::Desk => "desk",
        Room::Wall => "wall",
    };
    let (width_word, column) = match width {
        Width::Narrow => ("narrow", Some("column")),
        Width::Wide => ("wide", Some("column")),
        Width::Full => ("full", None),
    };
    view! {
        <Title text=full_title/>
        <div class="page" data-room=room>
            {has_frame.then(|| view! { <a class="skip-link" href="#main">{t(msg::ui::SKIP)}</a> })}
            {(has_frame && visit.demo).then(|| view! { <DemoBanner/> })}
            {has_frame.then(|| view! { <Header visit=visit.clone()/> })}
            <main id="main" tabindex="-1" data-width=width_word>
                <div class=column>{children()}</div>
            </main>
            <div id=LIVE_REGION_ID class="visually-hidden" role="status" aria-live="polite"></div>
            {has_frame.then(|| view! { <Footer visit/> })}
        </div>
    }
}
