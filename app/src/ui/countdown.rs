//! Seconds that run down.

use leptos::prelude::*;
use shared::i18n::fill;
use std::time::Duration;

/// Says `before` until a script counts: then `running`, whose `{n}` are the seconds left, and at the
/// end `after`.
#[island]
pub fn Countdown(seconds: i64, before: String, running: String, after: String) -> impl IntoView {
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
        None => before.clone(),
        Some(0) => after.clone(),
        Some(n) => fill(&running, &[("n", &n.to_string())]),
    };
    view! { <p class="muted">{words}</p> }
}
