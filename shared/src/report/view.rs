//! What a dashboard shows.

use super::Drill;
use crate::dossier::QueueLine;
use crate::time::Instant;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::ops::AddAssign;

/// The numbers of one place: an agency, a field, or all together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Handed in today.
    pub received_today: i64,
    /// Handed in this month.
    pub received_month: i64,
    /// Of those, online.
    pub online_month: i64,
    /// Neither finished nor ended.
    pub in_hand: i64,
    /// Of those, waiting for the citizen.
    pub waiting: i64,
    /// On the clock, due today.
    pub due_today: i64,
    /// On the clock, due before today.
    pub overdue: i64,
    /// Result ready today.
    pub finished_today: i64,
    /// Result ready this month.
    pub finished_month: i64,
    /// Of those with a time limit, within it.
    pub on_time_month: i64,
    /// Of those with a time limit, late.
    pub late_month: i64,
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.received_today += other.received_today;
        self.received_month += other.received_month;
        self.online_month += other.online_month;
        self.in_hand += other.in_hand;
        self.waiting += other.waiting;
        self.due_today += other.due_today;
        self.overdue += other.overdue;
        self.finished_today += other.finished_today;
        self.finished_month += other.finished_month;
        self.on_time_month += other.on_time_month;
        self.late_month += other.late_month;
    }
}

impl Figures {
    /// Of what was finished this month under a time limit, the share within it, in tenths of a
    /// percent.
    pub fn on_time_share(&self) -> Option<i64> {
        share(self.on_time_month, self.on_time_month + self.late_month)
    }

    /// Of what was handed in this month, the share that came online, in tenths of a percent.
    pub fn online_share(&self) -> Option<i64> {
        share(self.online_month, self.received_month)
    }
}

/// `part` of `whole` in tenths of a percent, rounded half up; nothing of nothing.
pub fn share(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| (part * 2000 + whole) / (2 * whole))
}

/// The numbers of an agency or a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceFigures {
    /// The agency's key, or the field itself.
    pub key: String,
    /// Its name in both languages.
    pub name: (String, String),
    /// Its numbers.
    pub figures: Figures,
}

/// The numbers of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayFigures {
    /// The day.
    pub day: NaiveDate,
    /// Handed in.
    pub received: i64,
    /// Result ready.
    pub finished: i64,
}

/// The dashboard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DashboardView {
    /// When it was read.
    pub at: Instant,
    /// The business day.
    pub today: NaiveDate,
    /// The first day of the month.
    pub month_start: NaiveDate,
    /// The agency it is narrowed to, with its name; none where all that may be seen is counted.
    pub agency: Option<(String, (String, String))>,
    /// Everything together.
    pub total: Figures,
    /// By agency, the most troubled first; only those that have anything to show.
    pub agencies: Vec<PlaceFigures>,
    /// By field, likewise.
    pub fields: Vec<PlaceFigures>,
    /// The last three weeks, oldest first, today last.
    pub days: Vec<DayFigures>,
    /// How many are due on each of the coming days, today first.
    pub coming: Vec<(NaiveDate, i64)>,
}

impl DashboardView {
    /// The numbers of `back` days ago.
    pub fn days_ago(&self, back: usize) -> Option<DayFigures> {
        self.days.len().checked_sub(back + 1).map(|at| self.days[at])
    }
}

/// The dossiers behind a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrillView {
    /// What was chosen.
    pub drill: Drill,
    /// The name of the agency, if it was narrowed to one.
    pub agency_name: Option<(String, String)>,
    /// The number itself, from the counters.
    pub count: i64,
    /// A page of the dossiers; without names where the reader has no right to them.
    pub lines: Vec<QueueLine>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_half_up_and_nothing_of_nothing() {
        assert_eq!(share(1, 3), Some(333));
        assert_eq!(share(2, 3), Some(667));
        assert_eq!(share(1, 16), Some(63));
        assert_eq!(share(5, 5), Some(1000));
        assert_eq!(share(0, 0), None);
    }
}
