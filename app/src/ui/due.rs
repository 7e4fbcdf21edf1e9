//! A date with its distance in working days: "24/11/2026, còn 3 ngày làm việc".

use super::icon::Glyph;
use super::tag::Tone;
use crate::i18n::{t, tf};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::i18n::msg;
use shared::time::show_day;

/// From so many working days on, a date is near.
const SOON_DAYS: i64 = 2;

/// How near a due date is.
pub fn due_tone(days_left: i64) -> Tone {
    match days_left {
        ..0 => Tone::Late,
        0..=SOON_DAYS => Tone::Soon,
        _ => Tone::Plain,
    }
}

/// The due date; `days_left` are working days, negative when it has passed.
#[component]
pub fn Due(day: NaiveDate, days_left: i64) -> impl IntoView {
    let tone = due_tone(days_left);
    let days = days_left.abs().to_string();
    let distance = match days_left {
        0 => t(msg::ui::DUE_TODAY).to_owned(),
        1.. => tf(msg::ui::DUE_LEFT, &[("days", &days)]),
        _ => tf(msg::ui::DUE_LATE, &[("days", &days)]),
    };
    view! {
        <span class="due" data-tone=tone.as_str()>
            <time datetime=day.to_string()>{show_day(day)}</time>
            " "
            <span class="distance">
                {(tone != Tone::Plain).then(|| view! { <Glyph icon=tone.icon()/> })}
                {distance}
            </span>
        </span>
    }
}

/// A date that no longer waits for anything.
#[component]
pub fn Day(day: NaiveDate) -> impl IntoView {
    view! { <time datetime=day.to_string()>{show_day(day)}</time> }
}
