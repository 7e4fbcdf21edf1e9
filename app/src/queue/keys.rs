//! The queue by keyboard: `j` and `k` go down and up, Enter opens, as on any link.

use crate::i18n::t;
use gloo_events::EventListener;
use leptos::prelude::*;
use shared::i18n::msg;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Elements in which letters are typed.
const TYPING: &str = "input, textarea, select";

/// Listens for the keys, and says that it does.
#[island]
pub fn QueueKeys() -> impl IntoView {
    let (awake, set_awake) = signal(false);
    Effect::new(move |_| {
        EventListener::new(&document(), "keydown", |event| {
            if let Some(pressed) = event.dyn_ref::<KeyboardEvent>() {
                step(pressed);
            }
        })
        .forget();
        set_awake.set(true);
    });
    view! {
        {move || awake.get().then(|| view! { <p class="queue_keys">{t(msg::queue::KEYS)}</p> })}
    }
}

fn step(pressed: &KeyboardEvent) {
    if pressed.ctrl_key() || pressed.alt_key() || pressed.meta_key() {
        return;
    }
    let is_down = match pressed.key().as_str() {
        "j" => true,
        "k" => false,
        _ => return,
    };
    let focused = document().active_element();
    if focused.as_ref().is_some_and(|element| element.matches(TYPING).unwrap_or(false)) {
        return;
    }
    let row = focused.and_then(|element| element.closest("#queue tbody tr").ok().flatten());
    let next = match (row, is_down) {
        (Some(row), true) => row.next_element_sibling(),
        (Some(row), false) => row.previous_element_sibling(),
        (None, _) => document().query_selector("#queue tbody tr").ok().flatten(),
    };
    if let Some(link) = next.as_ref().and_then(link_of) {
        // A link that cannot take the focus leaves it where it is.
        let _left = link.focus();
    }
}

fn link_of(row: &Element) -> Option<HtmlElement> {
    row.query_selector("th a").ok().flatten()?.dyn_into().ok()
}
