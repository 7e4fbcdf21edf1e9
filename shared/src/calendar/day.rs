//! A day on which the ordinary week does not hold.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Why a day is not what its weekday says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// A day off by law (Bộ luật Lao động 45/2019, art. 112).
    Holiday,
    /// A weekday off, in lieu of a holiday on a rest day (art. 111.3) or by a swap.
    Compensatory,
    /// A Saturday or Sunday worked, by a swap.
    SwappedWorkingDay,
}

impl DayKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Holiday, Self::Compensatory, Self::SwappedWorkingDay];

    /// The stable name, as in `holidays.csv` and as stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Holiday => "holiday",
            Self::Compensatory => "compensatory",
            Self::SwappedWorkingDay => "swapped_working_day",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// One row of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarDay {
    /// The day.
    pub date: NaiveDate,
    /// Its name, for people.
    pub name: String,
    /// What it is.
    pub kind: DayKind,
    /// False while no official notice has been found. It counts all the same, and is shown so.
    pub certain: bool,
}
