//! The working calendar of the civil service: which days are worked, and at what hours.
//!
//! Holidays and swapped days are data (the yearly notices), never computed: a lunar date is a
//! proposal until the notice confirms it (domain.md §6.3).

mod day;
mod week;

#[cfg(test)]
pub(crate) mod tests;

pub use day::{CalendarDay, DayKind};
pub use week::{WorkSession, WorkWeek};

use crate::time::{Instant, from_local, local, local_day};
use chrono::{Datelike, Months, NaiveDate, NaiveDateTime, TimeDelta};
use std::collections::BTreeMap;

/// One working day is eight working hours (domain.md §4.3).
pub const WORKING_DAY_HOURS: u16 = 8;

/// The days that differ from an ordinary week, and the week itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    days: BTreeMap<NaiveDate, CalendarDay>,
    week: WorkWeek,
}

impl Calendar {
    /// The calendar of these days. Of two rows for one date the later one counts; the import
    /// refuses such a file.
    pub fn new(days: impl IntoIterator<Item = CalendarDay>, week: WorkWeek) -> Self {
        Self { days: days.into_iter().map(|day| (day.date, day)).collect(), week }
    }

    /// The hours of work.
    pub fn week(&self) -> &WorkWeek {
        &self.week
    }

    /// What the notices say of this date, if anything.
    pub fn day(&self, date: NaiveDate) -> Option<&CalendarDay> {
        self.days.get(&date)
    }

    /// Whether offices are open. A swapped Saturday is a working day like any other.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        match self.days.get(&date) {
            Some(day) => day.kind == DayKind::SwappedWorkingDay,
            None => self.week.has(date.weekday()),
        }
    }

    /// `date`, or the first working day after it.
    pub fn working_day_from(&self, date: NaiveDate) -> NaiveDate {
        let mut day = date;
        while !self.is_working_day(day) {
            day = next(day);
        }
        day
    }

    /// The `count`th working day after `date`; `date` itself is not counted.
    pub fn add_working_days(&self, date: NaiveDate, count: u16) -> NaiveDate {
        (0..count).fold(date, |day, _| self.working_day_from(next(day)))
    }

    /// How many working days lie after `after`, up to and including `until`.
    pub fn working_days_between(&self, after: NaiveDate, until: NaiveDate) -> i64 {
        let mut count = 0;
        let mut day = after;
        while day < until {
            day = next(day);
            count += i64::from(self.is_working_day(day));
        }
        count
    }

    /// `at` while offices are open; otherwise the next opening: lunch ends after noon, an evening
    /// or a day off at the next working morning.
    pub fn next_working_moment(&self, at: Instant) -> Instant {
        from_local(self.open_from(local(at)))
    }

    /// The moment at which `hours` of work have passed since `at`; the clock stands still while
    /// offices are closed. What ends with a session ends at its closing, not at the next opening.
    pub fn add_working_hours(&self, at: Instant, hours: u16) -> Instant {
        let mut wall = self.open_from(local(at));
        let mut left = TimeDelta::hours(i64::from(hours));
        loop {
            let room = self.week.closing_after(wall.time()) - wall.time();
            if left <= room {
                return from_local(wall + left);
            }
            left -= room;
            wall = self.open_from(wall + room);
        }
    }

    /// `count` days of the calendar after `date`, moved off days off.
    pub fn add_calendar_days(&self, date: NaiveDate, count: u16) -> NaiveDate {
        self.working_day_from(date + TimeDelta::days(i64::from(count)))
    }

    /// The same day `count` months later (the month's last where there is no such day), moved
    /// off days off (Bộ luật Dân sự 2015, art. 147–148).
    pub fn add_months(&self, date: NaiveDate, count: u16) -> NaiveDate {
        self.working_day_from(date + Months::new(u32::from(count)))
    }

    /// When offices close on the business day of `at`.
    pub fn closing_of(&self, date: NaiveDate) -> Instant {
        from_local(date.and_time(self.week.closes()))
    }

    /// Whether the business day of `at` is worked.
    pub fn is_working_moment(&self, at: Instant) -> bool {
        self.is_working_day(local_day(at)) && self.open_from(local(at)) == local(at)
    }

    fn open_from(&self, wall: NaiveDateTime) -> NaiveDateTime {
        if self.is_working_day(wall.date())
            && let Some(time) = self.week.open_from(wall.time())
        {
            return wall.date().and_time(time);
        }
        self.working_day_from(next(wall.date())).and_time(self.week.opens())
    }
}

fn next(day: NaiveDate) -> NaiveDate {
    day.succ_opt().expect("the years that anybody enters are far from the last one chrono knows")
}
