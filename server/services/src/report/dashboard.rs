//! The dashboard: a few sums over counters, the same cost at any size.

use crate::Portal;
use crate::dossier::listed;
use crate::error::Result;
use chrono::{Datelike, Days as Span, NaiveDate};
use shared::identity::Actor;
use shared::policy;
use shared::report::{DashboardView, DayFigures, Figures, Measure, PlaceFigures};
use shared::time::local_day;
use std::collections::BTreeMap;
use store::report::{DayRow, Days, PlaceRow, Scope};

/// How far back the days go: the same weekday is seen twice more.
const DAYS_BACK: u64 = 20;
/// How far ahead due days are shown.
const DAYS_AHEAD: u64 = 6;

/// The numbers of what the actor answers for; of one agency, if one is asked for.
pub async fn dashboard(
    portal: &Portal,
    actor: &Actor,
    agency: Option<&str>,
) -> Result<DashboardView> {
    let agencies = listed(policy::dashboard_agencies(actor)?.as_deref());
    let now = portal.now();
    let today = local_day(now);
    let month_start = today.with_day(1).unwrap_or(today);
    let scope = Scope { agencies: &agencies, agency, ..Scope::default() };
    let mut tx = portal.db.read().await?;
    let places =
        store::report::by_place(&mut tx, &scope, Days { today, since: month_start }).await?;
    let since = today - Span::new(DAYS_BACK);
    let until = today + Span::new(DAYS_AHEAD);
    let days = store::report::by_day(&mut tx, &scope, Days { today, since }, until).await?;
    let names = |key: &str| portal.published().agency_name(key);
    Ok(DashboardView {
        at: now,
        today,
        month_start,
        agency: agency.map(|id| (id.to_owned(), names(id))),
        total: total(&places),
        agencies: by(&places, |row| &row.agency_id, names),
        fields: by(&places, |row| &row.sector, |key| (key.to_owned(), String::new())),
        days: span(since, today)
            .map(|day| DayFigures {
                day,
                received: on(&days, Measure::Received, day),
                finished: on(&days, Measure::Finished, day),
            })
            .collect(),
        coming: span(today, until).map(|day| (day, on(&days, Measure::OnClock, day))).collect(),
    })
}

fn span(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    from.iter_days().take_while(move |day| *day <= to)
}

fn on(rows: &[DayRow], measure: Measure, day: NaiveDate) -> i64 {
    rows.iter()
        .filter(|row| row.measure == measure.as_str() && row.day == day)
        .map(|row| row.n)
        .sum()
}

fn total(rows: &[PlaceRow]) -> Figures {
    let mut sum = Figures::default();
    for row in rows {
        sum += figures(row);
    }
    sum
}

/// What a row adds to the numbers of its place.
fn figures(row: &PlaceRow) -> Figures {
    let mut add = Figures::default();
    match Measure::parse(&row.measure) {
        Some(Measure::Received) => {
            add.received_today = row.today;
            add.received_month = row.total;
            if row.channel == "online" {
                add.online_month = row.total;
            }
        }
        Some(Measure::InHand) => add.in_hand = row.total,
        Some(Measure::WaitingForCitizen) => add.waiting = row.total,
        Some(Measure::OnClock) => {
            add.due_today = row.today;
            add.overdue = row.total - row.today;
        }
        Some(Measure::Finished) => {
            add.finished_today = row.today;
            add.finished_month = row.total;
        }
        Some(Measure::OnTime) => add.on_time_month = row.total,
        Some(Measure::Late) => add.late_month = row.total,
        Some(Measure::Accepted) | None => {}
    }
    add
}

/// The rows put together by `key`; the most troubled place comes first.
fn by<'a>(
    rows: &'a [PlaceRow],
    key: impl Fn(&'a PlaceRow) -> &'a str,
    names: impl Fn(&str) -> (String, String),
) -> Vec<PlaceFigures> {
    let mut places: BTreeMap<&str, Figures> = BTreeMap::new();
    for row in rows {
        *places.entry(key(row)).or_default() += figures(row);
    }
    let mut all: Vec<PlaceFigures> = places
        .into_iter()
        .map(|(key, figures)| PlaceFigures { key: key.to_owned(), name: names(key), figures })
        .collect();
    all.sort_by_key(|place| {
        let figures = place.figures;
        std::cmp::Reverse((figures.overdue, figures.due_today, figures.in_hand))
    });
    all
}
