//! When to ask the gateway (protocols.md §4.6). Expiry asks before it acts.

use super::decide::Attempt;
use crate::time::Instant;
use chrono::TimeDelta;

/// How long a payer may take at a redirecting gateway.
pub const REDIRECT_MINUTES: i64 = 15;
/// VNPAY answers one question an attempt in five minutes (code 94).
pub const QUERY_FLOOR_MINUTES: i64 = 5;
/// How long after the expiry we ask: a notice sent in the last second is let in first.
pub const EXPIRY_GRACE_SECONDS: i64 = 60;
/// How long after the payer's return we ask.
const RETURN_PAUSE_SECONDS: i64 = 3;
/// Pauses after the first silent answers; hourly for a day after these.
const LADDER_MINUTES: [i64; 4] = [5, 10, 20, 40];
const LADDER_HOURS: u32 = 24;
/// How many times we ask again before a person is told.
pub const LADDER_STEPS: u32 = 4 + LADDER_HOURS;

/// The first question about an attempt that nobody told us of.
pub fn first_query(expires_at: Instant) -> Instant {
    expires_at + TimeDelta::seconds(EXPIRY_GRACE_SECONDS)
}

/// The pause before asking again, after `asked` questions without a final answer; `None` when
/// asking is over.
pub fn ladder_pause(asked: u32) -> Option<TimeDelta> {
    let step = asked.saturating_sub(1);
    match usize::try_from(step).ok().and_then(|at| LADDER_MINUTES.get(at)) {
        Some(minutes) => Some(TimeDelta::minutes(*minutes)),
        None if step < LADDER_STEPS => Some(TimeDelta::hours(1)),
        None => None,
    }
}

/// The payer's browser came back with a valid signature: ask soon, change nothing.
pub fn after_return(attempt: &Attempt, now: Instant) -> Option<Instant> {
    if attempt.state.is_open() { Some(ask_soon(attempt, now)) } else { attempt.query_at }
}

/// What follows when a question got no answer that can be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// Stay, and ask again then.
    AskAgain(Instant),
    /// Stay, and tell a person.
    TellPerson,
}

/// No answer (or a forged one) to question number `attempt.queries`.
pub fn after_silence(attempt: &Attempt, now: Instant) -> Silence {
    ladder_pause(attempt.queries).map_or(Silence::TellPerson, |p| Silence::AskAgain(now + p))
}

/// As soon as the gateway's floor allows.
pub(super) fn ask_soon(attempt: &Attempt, now: Instant) -> Instant {
    let soon = now + TimeDelta::seconds(RETURN_PAUSE_SECONDS);
    attempt.queried_at.map_or(soon, |last| soon.max(last + TimeDelta::minutes(QUERY_FLOOR_MINUTES)))
}
