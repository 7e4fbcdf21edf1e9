//! The ordinary week: which weekdays are worked, and between which hours.

use chrono::{NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

/// A stretch of work within a day, from `opens` to just before `closes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkSession {
    /// The first moment of work.
    pub opens: NaiveTime,
    /// The moment at which work ends.
    pub closes: NaiveTime,
}

/// The hours that the province sets. Its fields are private: a week without a working hour would
/// make every deadline endless.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkWeek {
    weekdays: Vec<Weekday>,
    sessions: Vec<WorkSession>,
    same_day_cutoff: NaiveTime,
}

impl WorkWeek {
    /// A week of these days and hours; `None` unless there is a day and a session, and the
    /// sessions follow each other. What is due on the same day moves to the next working day if
    /// accepted after `same_day_cutoff`.
    pub fn new(
        weekdays: Vec<Weekday>,
        sessions: Vec<WorkSession>,
        same_day_cutoff: NaiveTime,
    ) -> Option<Self> {
        let each_has_time = sessions.iter().all(|session| session.opens < session.closes);
        let in_order = sessions.windows(2).all(|pair| pair[0].closes <= pair[1].opens);
        let fits = !weekdays.is_empty() && !sessions.is_empty() && each_has_time && in_order;
        fits.then_some(Self { weekdays, sessions, same_day_cutoff })
    }

    /// Whether this weekday is worked in an ordinary week.
    pub fn has(&self, weekday: Weekday) -> bool {
        self.weekdays.contains(&weekday)
    }

    /// The sessions of a working day, in order.
    pub fn sessions(&self) -> &[WorkSession] {
        &self.sessions
    }

    /// When the day begins.
    pub fn opens(&self) -> NaiveTime {
        self.sessions[0].opens
    }

    /// When the day ends.
    pub fn closes(&self) -> NaiveTime {
        self.sessions[self.sessions.len() - 1].closes
    }

    /// The last moment at which a same-day procedure is still due the same day.
    pub fn same_day_cutoff(&self) -> NaiveTime {
        self.same_day_cutoff
    }

    /// `time` if work is going on, else the next opening of the same day, if there is one.
    pub(super) fn open_from(&self, time: NaiveTime) -> Option<NaiveTime> {
        self.sessions
            .iter()
            .find(|session| time < session.closes)
            .map(|session| session.opens.max(time))
    }

    /// The closing of the session that `time` lies in.
    pub(super) fn closing_after(&self, time: NaiveTime) -> NaiveTime {
        self.sessions
            .iter()
            .find(|session| time < session.closes)
            .map_or_else(|| self.closes(), |session| session.closes)
    }
}

impl Default for WorkWeek {
    /// Monday to Friday, 7:00–11:30 and 13:30–17:00, same-day until 15:00 (domain.md §6.1, §4.3).
    fn default() -> Self {
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).expect("a time of day");
        Self {
            weekdays: vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri],
            sessions: vec![
                WorkSession { opens: at(7, 0), closes: at(11, 30) },
                WorkSession { opens: at(13, 30), closes: at(17, 0) },
            ],
            same_day_cutoff: at(15, 0),
        }
    }
}
