//! When a dossier is due, how much time is left, and whether it came late.
//!
//! Lateness is computed, never stored as a state; the clock's pauses are the dossier's events and
//! not known here.

mod lateness;
mod limit;

#[cfg(test)]
mod tests;

pub use lateness::{
    DUE_SOON_WORKING_DAYS, Lateness, Standing, lateness, left_text, working_days_left,
};
pub use limit::{
    ACKNOWLEDGE_WORKING_HOURS, DayCountPolicy, TimeLimit, TimeUnit, acknowledge_by, due,
};
