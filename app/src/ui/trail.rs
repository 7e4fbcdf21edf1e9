//! The way back: a link on top for the citizen, a trail for who goes deeper.

use super::icon::{Glyph, Icon};
use crate::i18n::t;
use leptos::prelude::*;
use shared::i18n::msg;

/// "Quay lại", on top of a page that is part of a road.
#[component]
pub fn BackLink(#[prop(into)] href: String) -> impl IntoView {
    view! {
        <a class="back_link" href=href>
            <Glyph icon=Icon::ArrowLeft/>
            {t(msg::ui::BACK)}
        </a>
    }
}

/// Where one is: (address, name) from the top down, without the page itself.
#[component]
pub fn Breadcrumbs(trail: Vec<(String, String)>) -> impl IntoView {
    let items = trail
        .into_iter()
        .map(|(href, name)| view! { <li><a href=href>{name}</a></li> })
        .collect_view();
    view! {
        <nav class="breadcrumbs" aria-label=t(msg::ui::YOU_ARE_HERE)>
            <ol>{items}</ol>
        </nav>
    }
}
