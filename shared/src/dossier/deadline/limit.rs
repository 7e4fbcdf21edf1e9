//! What the law gives, and when that time has run out.

use crate::calendar::{Calendar, WORKING_DAY_HOURS};
use crate::i18n::{Lang, msg};
use crate::time::{Instant, from_local, local, local_day};
use serde::{Deserialize, Serialize};

/// An online submission is acknowledged within eight working hours (NĐ 45/2020).
pub const ACKNOWLEDGE_WORKING_HOURS: u16 = 8;

/// What a time limit counts (domain.md §4.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    /// Ngày làm việc.
    WorkingDays,
    /// Ngày: every day counts; what ends on a day off ends on the next working day.
    CalendarDays,
    /// Giờ làm việc. Eight of them mean *within the working day*.
    Hours,
    /// Tháng.
    Months,
}

/// How long the law gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TimeLimit {
    /// How many.
    pub value: u16,
    /// Of what.
    pub unit: TimeUnit,
}

impl TimeLimit {
    /// Due within the working day; accepted after the cutoff (15:00), within the next one.
    pub fn is_same_day(self) -> bool {
        self.unit == TimeUnit::Hours && self.value == WORKING_DAY_HOURS
    }

    /// `10 ngày làm việc`, `trong ngày làm việc`, `2 tháng`.
    pub fn text(self, lang: Lang) -> String {
        if self.is_same_day() {
            return msg::deadline::SAME_DAY.text(lang).to_owned();
        }
        let key = match self.unit {
            TimeUnit::WorkingDays => msg::deadline::WORKING_DAYS,
            TimeUnit::CalendarDays => msg::deadline::CALENDAR_DAYS,
            TimeUnit::Hours => msg::deadline::WORKING_HOURS,
            TimeUnit::Months => msg::deadline::MONTHS,
        };
        key.with(lang, &[("n", &self.value.to_string())])
    }
}

/// At which hour of its last day a limit in days or months ends; hours end to the minute.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayCountPolicy {
    /// At the hour of acceptance: the practice of the one-stop counters.
    #[default]
    HourRoll,
    /// When offices close (Bộ luật Dân sự 2015, art. 148).
    EndOfDay,
}

/// When what was accepted at `accepted_at` is due. Counting starts at that moment, or at the next
/// opening if offices were closed; the first day is not counted.
pub fn due(
    calendar: &Calendar,
    accepted_at: Instant,
    limit: TimeLimit,
    policy: DayCountPolicy,
) -> Instant {
    let start = calendar.next_working_moment(accepted_at);
    let first = local_day(start);
    let last = match limit.unit {
        TimeUnit::Hours if limit.is_same_day() => return due_same_day(calendar, start),
        TimeUnit::Hours => return calendar.add_working_hours(start, limit.value),
        TimeUnit::WorkingDays => calendar.add_working_days(first, limit.value),
        TimeUnit::CalendarDays => calendar.add_calendar_days(first, limit.value),
        TimeUnit::Months => calendar.add_months(first, limit.value),
    };
    match policy {
        DayCountPolicy::HourRoll => from_local(last.and_time(local(start).time())),
        DayCountPolicy::EndOfDay => calendar.closing_of(last),
    }
}

fn due_same_day(calendar: &Calendar, start: Instant) -> Instant {
    let late = local(start).time() > calendar.week().same_day_cutoff();
    calendar.closing_of(calendar.add_working_days(local_day(start), u16::from(late)))
}

/// By when an online submission that arrived at `received_at` has to be accepted or answered.
pub fn acknowledge_by(calendar: &Calendar, received_at: Instant) -> Instant {
    calendar.add_working_hours(received_at, ACKNOWLEDGE_WORKING_HOURS)
}
