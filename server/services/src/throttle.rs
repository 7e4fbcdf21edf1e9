//! Slows guessing down: by what is guessed at and by who guesses, never by address.

use crate::Portal;
use crate::error::{Error, Result};
use chrono::TimeDelta;
use shared::error::ErrorCode;
use shared::identity::Actor;
use store::Tx;

/// So many wrong tries are free.
const FREE_FAILURES: i64 = 5;
/// The wait after the next one; it doubles with each more.
const FIRST_WAIT_SECONDS: i64 = 30;
/// It never grows beyond this.
const LONGEST_WAIT_SECONDS: i64 = 3600;
/// After this long without a wrong try all is forgotten.
const FORGOTTEN_AFTER: TimeDelta = TimeDelta::hours(24);

/// What is guarded, for the words of the refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guarded {
    /// Tracking without an account.
    Tracking,
    /// A resume code.
    ResumeCode,
}

impl Guarded {
    fn code(self) -> ErrorCode {
        match self {
            Self::Tracking => ErrorCode::TrackingWait,
            Self::ResumeCode => ErrorCode::TooManyRequests,
        }
    }
}

/// The bucket of a guesser. Whoever has no session has none: they share nothing with others, and
/// what they guess at has a bucket of its own or is too long to guess.
pub(crate) fn bucket(what: &str, actor: &Actor) -> Option<String> {
    actor.session.map(|session| format!("{what}:session:{session}"))
}

/// Holds the buckets until the transaction ends, and refuses while one of them has to wait. Whoever
/// holds them judges alone: a hundred tries at once are a hundred, one after the other.
///
/// Whoever comes with several buckets names them in the same order as everybody, or two would wait
/// for each other.
pub(crate) async fn hold(
    portal: &Portal,
    tx: &mut Tx,
    buckets: &[String],
    guarded: Guarded,
) -> Result<()> {
    let now = portal.now();
    for bucket in buckets {
        store::throttle::hold(tx, bucket, now).await?;
        let Some(seen) = store::throttle::find(tx, bucket).await? else { continue };
        let left = (seen.last_at + wait_after(seen.failures) - now).num_seconds();
        if left > 0 {
            return Err(Error::refused(guarded.code(), [("seconds", left.to_string())]));
        }
    }
    Ok(())
}

/// Counts a wrong try in each bucket, which ends the holding. A right one leaves no trace.
pub(crate) async fn fail(portal: &Portal, mut tx: Tx, buckets: &[String]) -> Result<()> {
    let now = portal.now();
    for bucket in buckets {
        store::throttle::fail(&mut tx, bucket, now, now - FORGOTTEN_AFTER).await?;
    }
    Ok(tx.commit().await?)
}

/// How long to wait after so many wrong tries in a row.
fn wait_after(failures: i64) -> TimeDelta {
    let beyond = failures - FREE_FAILURES;
    if beyond < 0 {
        return TimeDelta::zero();
    }
    let doubled = FIRST_WAIT_SECONDS.saturating_mul(1 << beyond.min(10));
    TimeDelta::seconds(doubled.min(LONGEST_WAIT_SECONDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_starts_at_the_fifth_wrong_try_and_doubles_up_to_an_hour() {
        let waits: Vec<i64> = [1, 4, 5, 6, 7, 40].map(|n| wait_after(n).num_seconds()).to_vec();

        assert_eq!(waits, [0, 0, 30, 60, 120, 3600]);
    }
}
