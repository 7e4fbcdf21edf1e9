//! After wrong tries one has to wait; longer each time, never for ever.

use chrono::TimeDelta;

/// So many wrong tries are simply mistakes.
const FREE_TRIES: i64 = 3;
/// The longest pause: whoever owns the account always gets in.
const PAUSE_SECONDS_MAX: i64 = 300;

/// How long to wait after that many wrong tries in a row: 0, 0, 0, then 2, 4, 8 seconds …
pub fn pause_after(failures: i64) -> TimeDelta {
    let doublings = u32::try_from((failures - FREE_TRIES).clamp(0, 16)).unwrap_or_default();
    let seconds = if doublings == 0 { 0 } else { 1_i64 << doublings };
    TimeDelta::seconds(seconds.min(PAUSE_SECONDS_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_grows_and_has_an_end() {
        let seconds = |failures| pause_after(failures).num_seconds();

        assert_eq!([0, 1, 2, 3].map(seconds), [0; 4]);
        assert_eq!([4, 5, 6, 7].map(seconds), [2, 4, 8, 16]);
        assert_eq!([12, 13, 1_000_000, i64::MAX].map(seconds), [300; 4]);
        assert!((0..50).all(|n| seconds(n) <= seconds(n + 1)));
    }
}
