//! What is left of the time, and whether it was kept.

use crate::calendar::Calendar;
use crate::i18n::{Lang, msg};
use crate::time::{Instant, local_day};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// From this many working days before the due day on, a dossier is shown as due soon.
pub const DUE_SOON_WORKING_DAYS: i64 = 1;

/// Working days until the due day: 3 is *three days left*, 0 *due today*, -2 *two days overdue*.
/// After the due day it is never 0, not even on the Saturday after a Friday.
pub fn working_days_left(calendar: &Calendar, now: Instant, due: Instant) -> i64 {
    let (today, last) = (local_day(now), local_day(due));
    if today <= last {
        calendar.working_days_between(today, last)
    } else {
        -calendar.working_days_between(last, today).max(1)
    }
}

/// `còn 3 ngày làm việc`, `đến hạn hôm nay`, `quá hạn 2 ngày làm việc`.
pub fn left_text(lang: Lang, working_days_left: i64) -> String {
    let days = working_days_left.unsigned_abs().to_string();
    match working_days_left {
        0 => msg::deadline::DUE_TODAY.text(lang).to_owned(),
        1.. => msg::deadline::DAYS_LEFT.with(lang, &[("n", &days)]),
        _ => msg::deadline::DAYS_OVERDUE.with(lang, &[("n", &days)]),
    }
}

/// Where an open dossier stands towards its due day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// There is time.
    WithinDue,
    /// Today or within [`DUE_SOON_WORKING_DAYS`].
    DueSoon,
    /// The due day has passed.
    Overdue,
}

impl Standing {
    /// The standing that so many working days left mean.
    pub fn of(working_days_left: i64) -> Self {
        match working_days_left {
            ..0 => Self::Overdue,
            0..=DUE_SOON_WORKING_DAYS => Self::DueSoon,
            _ => Self::WithinDue,
        }
    }

    /// The stable name, for styles and queries.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WithinDue => "within_due",
            Self::DueSoon => "due_soon",
            Self::Overdue => "overdue",
        }
    }
}

/// How a finished dossier met its due day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lateness {
    /// Trước hạn: on an earlier day.
    Early,
    /// Đúng hạn: on the due day, at whatever hour (domain.md §4.5).
    OnTime,
    /// Quá hạn: on a later day.
    Late,
}

impl Lateness {
    /// The stable name, as stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Early => "early",
            Self::OnTime => "on_time",
            Self::Late => "late",
        }
    }

    /// `trước hạn`, `đúng hạn`, `quá hạn`.
    pub fn text(self, lang: Lang) -> &'static str {
        match self {
            Self::Early => msg::deadline::EARLY,
            Self::OnTime => msg::deadline::ON_TIME,
            Self::Late => msg::deadline::LATE,
        }
        .text(lang)
    }
}

/// Compares by business day: comparing to the second would make *on time* almost impossible.
pub fn lateness(finished_at: Instant, due: Instant) -> Lateness {
    match local_day(finished_at).cmp(&local_day(due)) {
        Ordering::Less => Lateness::Early,
        Ordering::Equal => Lateness::OnTime,
        Ordering::Greater => Lateness::Late,
    }
}
