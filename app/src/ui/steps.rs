//! How far one has come on a road of known length: "Bước 2 trên 4".

use crate::i18n::tf;
use leptos::prelude::*;
use shared::i18n::msg;

/// The steps by name; `current` counts from 1. On a phone only the current one is named.
#[component]
pub fn Steps(names: Vec<String>, current: usize) -> impl IntoView {
    let (at, of) = (current.to_string(), names.len().to_string());
    let items = names
        .into_iter()
        .enumerate()
        .map(|(index, name)| {
            let state = match (index + 1).cmp(&current) {
                std::cmp::Ordering::Less => "done",
                std::cmp::Ordering::Equal => "now",
                std::cmp::Ordering::Greater => "next",
            };
            let now = (state == "now").then_some("step");
            view! { <li data-state=state aria-current=now><span>{name}</span></li> }
        })
        .collect_view();
    view! {
        <div class="steps">
            <p>{tf(msg::ui::STEP_OF, &[("at", &at), ("of", &of)])}</p>
            <ol>{items}</ol>
        </div>
    }
}
