//! The large numbers, each with what it is held against and where it leads.

use super::address;
use super::words::{number, percent};
use crate::i18n::{t, tf};
use crate::ui::{Comparison, Room, Tile, Tiles, Tone};
use leptos::prelude::*;
use shared::i18n::{Key, msg};
use shared::report::{DashboardView, DayFigures, Drill, Measure};

/// The same weekday of last week.
const WEEK_DAYS: usize = 7;
/// How many days a trend shows.
const TREND_DAYS: usize = 14;
/// Below this share of work done in time somebody has to look, in tenths of a percent.
const ON_TIME_GOAL: i64 = 950;

/// The tiles.
#[component]
pub(super) fn Numbers(view: DashboardView) -> impl IntoView {
    view! {
        <section>
            <h2 class="visually-hidden">{t(msg::report::NUMBERS)}</h2>
            <Tiles>
                <Standing view=view.clone()/>
                <Flow view=view.clone()/>
                <Shares view/>
            </Tiles>
        </section>
    }
}

/// Where the dossiers behind a number are listed; nowhere from a wall.
fn list(view: &DashboardView, drill: Drill) -> Option<String> {
    let agency = view.agency.as_ref().map(|(id, _)| id.clone());
    leads_on().then(|| address::of(&Drill { agency, ..drill }))
}

/// Whether the numbers are links where they are drawn.
pub(super) fn leads_on() -> bool {
    use_context::<Room>() != Some(Room::Wall)
}

/// What is so now.
#[component]
fn Standing(view: DashboardView) -> impl IntoView {
    let (total, today) = (view.total, view.today);
    let late_share = shared::report::share(total.overdue, total.in_hand);
    let tomorrow = view.coming.get(1).map(|(_, n)| number(*n)).unwrap_or_default();
    let overdue_tone = if total.overdue > 0 { Tone::Late } else { Tone::Done };
    let due_tone = if total.due_today > 0 { Tone::Soon } else { Tone::Plain };
    let waiting_share = shared::report::share(total.waiting, total.in_hand);
    view! {
        <Figure
            label=msg::report::OVERDUE
            value=number(total.overdue)
            tone=overdue_tone
            href=list(&view, Drill::all(Measure::OnClock).before(today))
            said=Some(tf(msg::report::OF_IN_HAND, &[("share", &percent(late_share))]))
        />
        <Figure
            label=msg::report::DUE_TODAY
            value=number(total.due_today)
            tone=due_tone
            href=list(&view, Drill::all(Measure::OnClock).on(today))
            said=Some(tf(msg::report::TOMORROW, &[("n", &tomorrow)]))
        />
        <Figure
            label=msg::report::IN_HAND
            value=number(total.in_hand)
            href=list(&view, Drill::all(Measure::InHand))
            said=Some(tf(msg::report::FINISHED_OF_MONTH, &[("n", &number(total.finished_month))]))
        />
        <Figure
            label=msg::report::WAITING
            value=number(total.waiting)
            href=list(&view, Drill::all(Measure::WaitingForCitizen))
            said=Some(tf(msg::report::OF_IN_HAND, &[("share", &percent(waiting_share))]))
        />
    }
}

/// What comes and goes today.
#[component]
fn Flow(view: DashboardView) -> impl IntoView {
    let (total, today) = (view.total, view.today);
    view! {
        <Figure
            label=msg::report::RECEIVED_TODAY
            value=number(total.received_today)
            href=list(&view, Drill::all(Measure::Received).on(today))
            said=against(&view, |day| day.received)
            trend=trend(&view, |day| day.received)
        />
        <Figure
            label=msg::report::FINISHED_TODAY
            value=number(total.finished_today)
            href=list(&view, Drill::all(Measure::Finished).on(today))
            said=against(&view, |day| day.finished)
            trend=trend(&view, |day| day.finished)
        />
    }
}

/// How well it goes, this month.
#[component]
fn Shares(view: DashboardView) -> impl IntoView {
    let total = view.total;
    let month = |measure| Drill::all(measure).between(view.month_start, view.today);
    let late = list(&view, month(Measure::Late));
    let came_online = Drill { channel: Some("online".to_owned()), ..month(Measure::Received) };
    let online = list(&view, came_online);
    let is_on_time = total.on_time_share().is_none_or(|share| share >= ON_TIME_GOAL);
    let tone = if is_on_time { Tone::Plain } else { Tone::Late };
    let of = [("n", number(total.online_month)), ("of", number(total.received_month))];
    view! {
        <Figure
            label=msg::report::ON_TIME
            value=percent(total.on_time_share())
            tone
            href=late
            said=Some(tf(msg::report::LATE_THIS_MONTH, &[("n", &number(total.late_month))]))
        />
        <Figure
            label=msg::report::ONLINE
            value=percent(total.online_share())
            href=online
            said=Some(tf(msg::report::ONLINE_OF, &[(of[0].0, &of[0].1), (of[1].0, &of[1].1)]))
        />
    }
}

#[component]
fn Figure(
    label: Key,
    value: String,
    #[prop(optional)] tone: Tone,
    href: Option<String>,
    said: Option<String>,
    #[prop(optional)] trend: Vec<i64>,
) -> impl IntoView {
    let comparison = said.map(|text| Comparison { text, tone: Tone::Plain });
    let told: Vec<String> = trend.iter().map(|n| number(*n)).collect();
    let trend_label = tf(msg::report::TREND, &[("days", &told.join(", "))]);
    view! {
        <Tile
            label=t(label)
            value
            tone
            href
            comparison
            trend=drawn(&trend)
            trend_label
        />
    }
}

#[expect(clippy::cast_precision_loss, reason = "the height of a point, drawn to one decimal")]
fn drawn(values: &[i64]) -> Vec<f64> {
    values.iter().map(|n| *n as f64).collect()
}

fn trend(view: &DashboardView, of: impl Fn(&DayFigures) -> i64) -> Vec<i64> {
    let from = view.days.len().saturating_sub(TREND_DAYS);
    view.days[from..].iter().map(of).collect()
}

/// "hôm qua 12, cùng thứ tuần trước 9".
fn against(view: &DashboardView, of: impl Fn(&DayFigures) -> i64) -> Option<String> {
    let (yesterday, week) = (view.days_ago(1)?, view.days_ago(WEEK_DAYS)?);
    let said = [("yesterday", number(of(&yesterday))), ("week", number(of(&week)))];
    Some(tf(msg::report::AGAINST, &[(said[0].0, &said[0].1), (said[1].0, &said[1].1)]))
}
