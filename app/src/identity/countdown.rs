//! Seconds that run down.

use crate::i18n::{t, tf};
use leptos::prelude::*;
use shared::i18n::msg;
use std::time::Duration;

/// Says from when another code can be asked for; with a script, in how many seconds.
#[island]
pub fn AgainIn(seconds: i64, at: String) -> impl IntoView {
    let left = RwSignal::new(None::<i64>);
    Effect::new(move |_| {
        left.set(Some(seconds));
        let tick = set_interval_with_handle(
            move || left.update(|left| *left = left.map(|n| (n - 1).max(0))),
            Duration::from_secs(1),
        );
        on_cleanup(move || {
            if let Ok(tick) = tick {
                tick.clear();
            }
        });
    });
    let words = move || match left.get() {
        None => tf(msg::identity::AGAIN_FROM, &[("time", &at)]),
        Some(0) => t(msg::identity::AGAIN_NOW).to_owned(),
        Some(n) => tf(msg::identity::AGAIN_IN, &[("n", &n.to_string())]),
    };
    view! { <p class="muted">{words}</p> }
}
