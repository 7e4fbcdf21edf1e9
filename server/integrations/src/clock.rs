//! What time it is: the only place that asks the machine.

use chrono::TimeDelta;
use shared::time::{Instant, to_micros};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The clock of the machine, or one that a test sets by hand. Copies of a hand-set clock move
/// together.
#[derive(Debug, Clone)]
pub struct Clock(Kind);

#[derive(Debug, Clone)]
enum Kind {
    System,
    /// Microseconds since 1970, as both databases keep them.
    Hand(Arc<AtomicI64>),
}

impl Clock {
    /// The clock of the machine.
    pub fn system() -> Self {
        Self(Kind::System)
    }

    /// A clock that stands at `at` until somebody moves it.
    pub fn fixed(at: Instant) -> Self {
        Self(Kind::Hand(Arc::new(AtomicI64::new(at.timestamp_micros()))))
    }

    /// The moment, in whole microseconds.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that may")]
    pub fn now(&self) -> Instant {
        match &self.0 {
            Kind::System => to_micros(chrono::Utc::now()),
            Kind::Hand(micros) => Instant::from_timestamp_micros(micros.load(Ordering::SeqCst))
                .expect("was made from an instant"),
        }
    }

    /// Puts a hand-set clock to `at`.
    ///
    /// # Panics
    /// On the clock of the machine: only tests set clocks.
    pub fn set(&self, at: Instant) {
        self.hand().store(at.timestamp_micros(), Ordering::SeqCst);
    }

    /// Moves a hand-set clock on (or back).
    ///
    /// # Panics
    /// On the clock of the machine: only tests set clocks.
    pub fn advance(&self, by: TimeDelta) {
        let micros = by.num_microseconds().expect("a test moves by less than 292,000 years");
        self.hand().fetch_add(micros, Ordering::SeqCst);
    }

    fn hand(&self) -> &AtomicI64 {
        match &self.0 {
            Kind::Hand(micros) => micros,
            Kind::System => panic!("the clock of the machine cannot be set"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hand_set_clock_stands_still_and_its_copies_move_with_it() {
        let noon: Instant = "2026-01-05T05:00:00.123456Z".parse().unwrap();
        let clock = Clock::fixed(noon);
        let copy = clock.clone();

        assert_eq!(clock.now(), noon);
        copy.advance(TimeDelta::minutes(15));
        assert_eq!(clock.now(), noon + TimeDelta::minutes(15));
        clock.set(noon);
        assert_eq!(copy.now(), noon);
    }

    #[test]
    fn the_machine_gives_whole_microseconds() {
        let now = Clock::system().now();

        assert_eq!(now, to_micros(now));
        assert!(now > "2026-01-01T00:00:00Z".parse::<Instant>().unwrap());
    }
}
