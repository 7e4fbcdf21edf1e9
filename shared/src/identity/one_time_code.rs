//! One-time codes by phone: how long they live and how many may be sent (protocols.md §6.5).
//!
//! By phone and by session, never by address: a service hall is forty people behind one address.

use crate::time::Instant;
use chrono::TimeDelta;

/// How long a code can be used.
pub const CODE_MINUTES: i64 = 5;
/// How often a code may be tried.
pub const CODE_TRIES_MAX: i64 = 5;
/// Between two codes to the same phone.
pub const PHONE_PAUSE_SECONDS: i64 = 60;
/// Codes to one phone in an hour.
pub const PHONE_PER_HOUR_MAX: usize = 5;
/// Codes to one phone in a day.
pub const PHONE_PER_DAY_MAX: usize = 10;
/// Codes that one session may ask for in a day.
pub const SESSION_PER_DAY_MAX: usize = 10;

/// Why no code is sent now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// One was sent a moment ago.
    TooSoon {
        /// Until the next may be asked for.
        seconds: i64,
    },
    /// The hour's or the day's number is reached.
    TooMany {
        /// Until the next may be asked for.
        minutes: i64,
    },
}

/// Whether a code may be sent at `now`. Both lists hold when codes were sent during the last day,
/// newest first: to this phone, and for this session.
pub fn may_send(now: Instant, to_phone: &[Instant], for_session: &[Instant]) -> Result<(), Wait> {
    if let Some(end) = full_until(to_phone, 1, TimeDelta::seconds(PHONE_PAUSE_SECONDS), now) {
        return Err(Wait::TooSoon { seconds: whole(end - now, 1) });
    }
    let (hour, day) = (TimeDelta::hours(1), TimeDelta::days(1));
    let full = [
        full_until(to_phone, PHONE_PER_HOUR_MAX, hour, now),
        full_until(to_phone, PHONE_PER_DAY_MAX, day, now),
        full_until(for_session, SESSION_PER_DAY_MAX, day, now),
    ];
    match full.into_iter().flatten().max() {
        Some(end) => Err(Wait::TooMany { minutes: whole(end - now, 60) }),
        None => Ok(()),
    }
}

/// Until when `max` codes within `window` are reached.
fn full_until(sent: &[Instant], max: usize, window: TimeDelta, now: Instant) -> Option<Instant> {
    sent.get(max - 1).map(|oldest| *oldest + window).filter(|end| *end > now)
}

/// `left` in units of `unit` seconds, rounded up.
fn whole(left: TimeDelta, unit: i64) -> i64 {
    (left.num_milliseconds() + unit * 1000 - 1) / (unit * 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Instant {
        "2026-01-05T05:00:00Z".parse().unwrap()
    }

    /// Codes sent that many seconds ago.
    fn ago(seconds: impl IntoIterator<Item = i64>) -> Vec<Instant> {
        seconds.into_iter().map(|s| now() - TimeDelta::seconds(s)).collect()
    }

    #[test]
    fn one_a_minute_to_a_phone() {
        assert_eq!(may_send(now(), &[], &[]), Ok(()));
        assert_eq!(may_send(now(), &ago([59]), &[]), Err(Wait::TooSoon { seconds: 1 }));
        assert_eq!(may_send(now(), &ago([0]), &[]), Err(Wait::TooSoon { seconds: 60 }));
        assert_eq!(may_send(now(), &ago([60]), &[]), Ok(()));
    }

    #[test]
    fn five_an_hour_and_ten_a_day_to_a_phone() {
        let five = ago([100, 700, 1400, 2100, 3000]);
        assert_eq!(may_send(now(), &five[..4], &[]), Ok(()));
        assert_eq!(may_send(now(), &five, &[]), Err(Wait::TooMany { minutes: 10 }));

        let ten = ago((1..=10).map(|n| n * 3600));
        assert_eq!(may_send(now(), &ten[..9], &[]), Ok(()));
        assert_eq!(may_send(now(), &ten, &[]), Err(Wait::TooMany { minutes: 14 * 60 }));
    }

    #[test]
    fn ten_a_day_for_a_session_however_fast() {
        let ten = ago([5; 10]);

        assert_eq!(may_send(now(), &[], &ten[..9]), Ok(()));
        assert_eq!(may_send(now(), &[], &ten), Err(Wait::TooMany { minutes: 24 * 60 }));
    }
}
