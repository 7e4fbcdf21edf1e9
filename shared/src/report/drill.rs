//! What stands behind a number: the same choice picks the counters that make it and the dossiers
//! that are listed for it.

use super::{Measure, STANDING_DAY};
use crate::identity::AgencyId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The earliest day that anything is counted under.
const FIRST_DAY: NaiveDate = STANDING_DAY;
/// No due day lies beyond it, and the day after it still has four digits: SQLite compares texts.
const LAST_DAY: NaiveDate =
    NaiveDate::from_ymd_opt(9999, 12, 30).expect("the year 9999 has a December");

/// A number's choice of dossiers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drill {
    /// What is counted.
    pub measure: Measure,
    /// From this day on; nothing is from the beginning.
    pub from: Option<NaiveDate>,
    /// Up to this day, included; nothing is to the end.
    pub to: Option<NaiveDate>,
    /// Only one agency.
    pub agency: Option<AgencyId>,
    /// Only one field.
    pub sector: Option<String>,
    /// Only one channel.
    pub channel: Option<String>,
}

impl Drill {
    /// All of what that measure counts.
    pub fn all(measure: Measure) -> Self {
        Self { measure, from: None, to: None, agency: None, sector: None, channel: None }
    }

    /// The same, on one day.
    pub fn on(self, day: NaiveDate) -> Self {
        self.between(day, day)
    }

    /// The same, on these days, both included.
    pub fn between(self, from: NaiveDate, to: NaiveDate) -> Self {
        Self { from: Some(from), to: Some(to), ..self }
    }

    /// The same, before a day.
    pub fn before(self, day: NaiveDate) -> Self {
        Self { from: None, to: day.pred_opt(), ..self }
    }

    /// Whether it asks for what was due until a day and is still on the clock.
    pub fn is_overdue(&self) -> bool {
        self.measure == Measure::OnClock && self.from.is_none() && self.to.is_some()
    }

    /// The days under which the counters stand that make the number.
    pub fn counter_days(&self) -> (NaiveDate, NaiveDate) {
        if self.measure.is_standing() {
            return (STANDING_DAY, STANDING_DAY);
        }
        (self.from.unwrap_or(FIRST_DAY), self.to.unwrap_or(LAST_DAY))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_so_now_stands_under_one_day_whatever_the_address_says() {
        let day: NaiveDate = "2026-01-05".parse().unwrap();

        let standing = Drill::all(Measure::InHand).on(day);
        let late = Drill::all(Measure::OnClock).before(day);

        assert!(late.is_overdue());
        assert!(!standing.is_overdue());
        assert!(!Drill::all(Measure::OnClock).on(day).is_overdue());
        assert_eq!(standing.counter_days(), (STANDING_DAY, STANDING_DAY));
        assert_eq!(late.counter_days(), (FIRST_DAY, "2026-01-04".parse().unwrap()));
    }
}
