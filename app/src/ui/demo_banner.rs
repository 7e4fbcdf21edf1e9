//! The banner of the demo world: nothing here is real.

use crate::i18n::t;
use leptos::prelude::*;
use shared::i18n::msg;

/// Said on every page of the demo world, with the way to its messages.
#[component]
pub fn DemoBanner() -> impl IntoView {
    view! {
        <aside class="demo_banner" aria-label=t(msg::shell::DEMO)>
            <p class="column">
                <strong>{t(msg::shell::DEMO)}</strong>
                " "
                <span>{t(msg::shell::DEMO_WHAT)}</span>
                " "
                <a href="/demo/tin-nhan">{t(msg::shell::DEMO_MESSAGES)}</a>
            </p>
        </aside>
    }
}
