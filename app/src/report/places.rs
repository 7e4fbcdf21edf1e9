//! Where the trouble is: by agency and by field.

use super::address;
use super::numbers::leads_on;
use super::words::{number, percent, weekday};
use crate::i18n::{t, tf, use_lang};
use crate::ui::{Bar, BarChart, Column, DataTable, Tone};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::i18n::msg;
use shared::report::{DashboardView, Drill, Measure, PlaceFigures};
use shared::time::show_day;

/// So many bars fit beside the numbers.
const BARS_MAX: usize = 8;
/// So many fit under them on a wall, which nobody scrolls.
const WALL_BARS_MAX: usize = 7;

/// What is late and what is coming.
#[component]
pub(super) fn Charts(view: DashboardView) -> impl IntoView {
    let in_hand = agency_bars(&view);
    let coming = day_bars(&view);
    view! {
        <div class="dashboard_charts">
            {(!in_hand.is_empty())
                .then(|| {
                    view! {
                        <BarChart
                            caption=t(msg::report::IN_HAND_BY_AGENCY)
                            label_title=t(msg::report::AGENCY)
                            value_title=t(msg::report::LATE_AND_IN_HAND)
                            bars=in_hand
                        />
                    }
                })}
            <BarChart
                caption=t(msg::report::COMING)
                label_title=t(msg::report::DAY)
                value_title=t(msg::report::DUE)
                bars=coming
            />
        </div>
    }
}

fn agency_bars(view: &DashboardView) -> Vec<Bar> {
    let lang = use_lang();
    let bars_max = if leads_on() { BARS_MAX } else { WALL_BARS_MAX };
    let busy = view.agencies.iter().filter(|place| place.figures.in_hand > 0);
    busy.take(bars_max)
        .map(|place| {
            let figures = place.figures;
            let rest = figures.in_hand - figures.overdue - figures.due_today;
            Bar {
                label: lang.pick(&place.name.0, &place.name.1).to_owned(),
                href: leads_on().then(|| format!("/dieu-hanh?co-quan={}", place.key)),
                shown: tf(
                    msg::report::LATE_OF,
                    &[("late", &number(figures.overdue)), ("n", &number(figures.in_hand))],
                ),
                parts: vec![
                    (Tone::Late, figures.overdue),
                    (Tone::Soon, figures.due_today),
                    (Tone::Note, rest.max(0)),
                ],
            }
        })
        .collect()
}

fn day_bars(view: &DashboardView) -> Vec<Bar> {
    let due = |day| Drill {
        agency: view.agency.as_ref().map(|(id, _)| id.clone()),
        ..Drill::all(Measure::OnClock).on(day)
    };
    view.coming
        .iter()
        .map(|(day, n)| Bar {
            label: format!("{} {}", weekday(*day), show_day(*day)),
            href: leads_on().then(|| address::of(&due(*day))),
            shown: number(*n),
            parts: vec![(if *day == view.today { Tone::Soon } else { Tone::Note }, *n)],
        })
        .collect()
}

/// Every agency and every field with its numbers; each leads to its dossiers.
#[component]
pub(super) fn Places(view: DashboardView) -> impl IntoView {
    let days = (view.month_start, view.today);
    let agency = view.agency.as_ref().map(|(id, _)| id.clone());
    let of_agency = |place: &PlaceFigures| (Some(place.key.clone()), None);
    let of_field = |place: &PlaceFigures| (agency.clone(), Some(place.key.clone()));
    let agencies: Vec<_> =
        view.agencies.iter().map(|place| place_row(place, of_agency(place), days)).collect();
    let fields: Vec<_> =
        view.fields.iter().map(|place| place_row(place, of_field(place), days)).collect();
    view! {
        <DataTable
            id="by-agency"
            caption=t(msg::report::BY_AGENCY)
            columns=columns(t(msg::report::AGENCY))
            stacked=true
        >
            {agencies}
        </DataTable>
        <DataTable
            id="by-field"
            caption=t(msg::report::BY_FIELD)
            columns=columns(t(msg::report::FIELD))
            stacked=true
        >
            {fields}
        </DataTable>
    }
}

fn columns(first: &str) -> Vec<Column> {
    let figures = [
        msg::report::OVERDUE,
        msg::report::DUE_TODAY,
        msg::report::IN_HAND,
        msg::report::WAITING,
        msg::report::RECEIVED_TODAY,
        msg::report::FINISHED_MONTH,
        msg::report::ON_TIME,
        msg::report::ONLINE,
    ];
    let figures = figures.map(|key| Column::figures(t(key)));
    std::iter::once(Column::words(first)).chain(figures).collect()
}

fn place_row(
    place: &PlaceFigures,
    (agency, sector): (Option<String>, Option<String>),
    (month_start, today): (NaiveDate, NaiveDate),
) -> impl IntoView + use<> {
    let figures = place.figures;
    let lang = use_lang();
    let list = |drill: Drill| {
        address::of(&Drill { agency: agency.clone(), sector: sector.clone(), ..drill })
    };
    let month = |measure| Drill::all(measure).between(month_start, today);
    let cells = [
        (
            msg::report::OVERDUE,
            number(figures.overdue),
            list(Drill::all(Measure::OnClock).before(today)),
        ),
        (
            msg::report::DUE_TODAY,
            number(figures.due_today),
            list(Drill::all(Measure::OnClock).on(today)),
        ),
        (msg::report::IN_HAND, number(figures.in_hand), list(Drill::all(Measure::InHand))),
        (
            msg::report::WAITING,
            number(figures.waiting),
            list(Drill::all(Measure::WaitingForCitizen)),
        ),
        (
            msg::report::RECEIVED_TODAY,
            number(figures.received_today),
            list(Drill::all(Measure::Received).on(today)),
        ),
        (
            msg::report::FINISHED_MONTH,
            number(figures.finished_month),
            list(month(Measure::Finished)),
        ),
        (msg::report::ON_TIME, percent(figures.on_time_share()), list(month(Measure::Late))),
        (
            msg::report::ONLINE,
            percent(figures.online_share()),
            list(Drill { channel: Some("online".to_owned()), ..month(Measure::Received) }),
        ),
    ];
    let name = lang.pick(&place.name.0, &place.name.1).to_owned();
    let is_late = figures.overdue > 0;
    view! {
        <tr data-tone=is_late.then_some("late")>
            <th scope="row">{name}</th>
            {cells
                .into_iter()
                .map(|(label, text, href)| {
                    // What is nothing leads nowhere, and does not catch the eye.
                    let cell = if text == "0" {
                        view! { <span class="muted">{text}</span> }.into_any()
                    } else {
                        view! { <a href=href>{text}</a> }.into_any()
                    };
                    view! { <td class="number" data-label=t(label)>{cell}</td> }
                })
                .collect::<Vec<_>>()}
        </tr>
    }
}
