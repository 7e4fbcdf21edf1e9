//! The counters that one dossier moves: the difference between what it counted for before and
//! after a change. Summed over all dossiers they can be recomputed at any time.

use crate::dossier::DossierState;
use crate::time::{Instant, local_day};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The day under which counters of the present are kept.
pub const STANDING_DAY: NaiveDate =
    NaiveDate::from_ymd_opt(1970, 1, 1).expect("the first day of 1970 exists");

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Handed in on that day.
    Received,
    /// Accepted on that day.
    Accepted,
    /// Neither finished nor ended; of the present.
    InHand,
    /// The clock runs and the due day is that day.
    OnClock,
    /// The result was ready on that day.
    Finished,
    /// Of those finished: with a statutory clock, within time.
    OnTime,
    /// Of those finished: with a statutory clock, late.
    Late,
    /// Waits for the citizen; of the present.
    WaitingForCitizen,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Self; 8] = [
        Self::Received,
        Self::Accepted,
        Self::InHand,
        Self::OnClock,
        Self::Finished,
        Self::OnTime,
        Self::Late,
        Self::WaitingForCitizen,
    ];

    /// The stable name, as stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Accepted => "accepted",
            Self::InHand => "in_hand",
            Self::OnClock => "on_clock",
            Self::Finished => "finished",
            Self::OnTime => "on_time",
            Self::Late => "late",
            Self::WaitingForCitizen => "waiting_for_citizen",
        }
    }

    /// The measure of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.as_str() == name)
    }

    /// Whether it counts what is so now, under no day.
    pub fn is_standing(self) -> bool {
        matches!(self, Self::InHand | Self::WaitingForCitizen)
    }
}

/// What decides for which counters a dossier counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Where it stands.
    pub state: DossierState,
    /// When it was handed in.
    pub submitted_at: Instant,
    /// When the clock started.
    pub accepted_at: Option<Instant>,
    /// The due day now.
    pub due_on: Option<NaiveDate>,
    /// When the result was ready.
    pub finished_at: Option<Instant>,
    /// When nothing more was expected.
    pub ended_at: Option<Instant>,
}

impl Counted {
    /// The counters it counts for, each by one.
    pub fn measures(&self) -> Vec<(Measure, NaiveDate)> {
        let mut all = vec![(Measure::Received, local_day(self.submitted_at))];
        if let Some(at) = self.accepted_at {
            all.push((Measure::Accepted, local_day(at)));
        }
        if self.finished_at.is_none() && self.ended_at.is_none() {
            all.push((Measure::InHand, STANDING_DAY));
        }
        if let (true, Some(day)) = (self.state.is_on_the_clock(), self.due_on) {
            all.push((Measure::OnClock, day));
        }
        if matches!(self.state, DossierState::IntakeSupplement | DossierState::SupplementRequested)
        {
            all.push((Measure::WaitingForCitizen, STANDING_DAY));
        }
        if let Some(at) = self.finished_at {
            let day = local_day(at);
            all.push((Measure::Finished, day));
            // On time is decided by the day (domain.md §4.5).
            if let Some(due) = self.due_on {
                let measure = if day <= due { Measure::OnTime } else { Measure::Late };
                all.push((measure, day));
            }
        }
        all
    }
}

/// What a change moves: the counters of `after` less those of `before`.
pub fn moved(before: Option<&Counted>, after: &Counted) -> Vec<(Measure, NaiveDate, i64)> {
    let mut delta: Vec<(Measure, NaiveDate, i64)> = Vec::new();
    let mut add = |(measure, day): (Measure, NaiveDate), n: i64| match delta
        .iter_mut()
        .find(|(m, d, _)| *m == measure && *d == day)
    {
        Some((_, _, sum)) => *sum += n,
        None => delta.push((measure, day, n)),
    };
    for key in before.map(Counted::measures).unwrap_or_default() {
        add(key, -1);
    }
    for key in after.measures() {
        add(key, 1);
    }
    delta.retain(|(_, _, n)| *n != 0);
    delta.sort_unstable();
    delta
}

#[cfg(test)]
mod tests {
    use super::*;

    fn submitted() -> Counted {
        Counted {
            state: DossierState::Submitted,
            submitted_at: "2023-06-12T03:00:00Z".parse().unwrap(),
            accepted_at: None,
            due_on: None,
            finished_at: None,
            ended_at: None,
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_new_dossier_is_received_and_in_hand() {
        let delta = moved(None, &submitted());

        assert_eq!(
            delta,
            [(Measure::Received, day("2023-06-12"), 1), (Measure::InHand, STANDING_DAY, 1),]
        );
    }

    #[test]
    fn a_supplement_takes_it_off_the_clock_and_finishing_late_is_late() {
        let accepted = Counted {
            state: DossierState::Assigned,
            accepted_at: Some("2023-06-12T03:00:00Z".parse().unwrap()),
            due_on: Some(day("2023-06-14")),
            ..submitted()
        };
        let waiting = Counted { state: DossierState::SupplementRequested, ..accepted };
        let finished = Counted {
            state: DossierState::ResultReady,
            finished_at: Some("2023-06-15T03:00:00Z".parse().unwrap()),
            ..accepted
        };

        assert_eq!(
            moved(Some(&accepted), &waiting),
            [
                (Measure::OnClock, day("2023-06-14"), -1),
                (Measure::WaitingForCitizen, STANDING_DAY, 1),
            ]
        );
        let late = moved(Some(&accepted), &finished);
        assert!(late.contains(&(Measure::Late, day("2023-06-15"), 1)));
        assert!(late.contains(&(Measure::InHand, STANDING_DAY, -1)));
        assert!(!late.iter().any(|(measure, _, _)| *measure == Measure::OnTime));
    }

    #[test]
    fn nothing_moves_when_nothing_changes() {
        assert!(moved(Some(&submitted()), &submitted()).is_empty());
    }
}
