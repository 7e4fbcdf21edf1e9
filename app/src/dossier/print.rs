//! The button that prints.

use crate::i18n::t;
use crate::ui::{Button, ButtonKind, Icon};
use leptos::prelude::*;
use shared::i18n::msg;

/// Opens the browser's print dialogue; without a script it stays away and the browser's menu does it.
#[island]
pub fn PrintButton() -> impl IntoView {
    let is_awake = RwSignal::new(false);
    Effect::new(move |_| is_awake.set(true));
    let print = move |_| {
        // A browser that cannot print has nothing to say either.
        let _refused = window().print();
    };
    view! {
        <span hidden=move || !is_awake.get()>
            <Button
                kind=ButtonKind::Secondary
                icon=Icon::Printer
                attr:r#type="button"
                on:click=print
            >
                {t(msg::dossier_page::PRINT)}
            </Button>
        </span>
    }
}
