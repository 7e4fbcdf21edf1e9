//! The lines to live pages, counted: each holds a place at the door for as long as its page is open.

use super::limits::LiveLimits;
use shared::error::{ApiError, ErrorCode};
use shared::id::SessionId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// When whoever was refused may try again.
pub(super) const RETRY_SECONDS: u32 = 30;

/// The lines that are open.
#[derive(Debug, Clone, Default)]
pub struct Lines(Arc<Mutex<Open>>);

#[derive(Debug, Default)]
struct Open {
    all: usize,
    /// By whose they are; nobody's are under `None`.
    by_session: HashMap<Option<SessionId>, usize>,
}

/// One line; it is free again when this goes.
#[derive(Debug)]
pub(super) struct Line {
    lines: Lines,
    session: Option<SessionId>,
}

impl Lines {
    /// Takes a line. The newest is refused: the browser whose older one were cut would come back at
    /// once and cut the next.
    pub(super) fn take(
        &self,
        session: Option<SessionId>,
        limits: &LiveLimits,
    ) -> Result<Line, ApiError> {
        let limit = if session.is_some() { limits.of_session } else { limits.of_nobody };
        self.with(|open| {
            if open.all >= limits.all {
                return Err(ErrorCode::Offline.into());
            }
            let own = open.by_session.entry(session).or_default();
            if *own >= limit {
                let seconds = [("seconds".to_owned(), RETRY_SECONDS.to_string())];
                let refused = ApiError::new(ErrorCode::TooManyRequests);
                return Err(ApiError { params: seconds.into(), ..refused });
            }
            *own += 1;
            open.all += 1;
            Ok(Line { lines: self.clone(), session })
        })
    }

    fn with<T>(&self, look: impl FnOnce(&mut Open) -> T) -> T {
        // Nothing between a count and the other can panic.
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.lines.with(|open| {
            open.all -= 1;
            if let Some(own) = open.by_session.get_mut(&self.session) {
                *own -= 1;
                if *own == 0 {
                    open.by_session.remove(&self.session);
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use uuid::Uuid;

    const LIMITS: LiveLimits =
        LiveLimits { all: 4, of_nobody: 1, of_session: 2, asked_again: Duration::from_mins(1) };

    fn session(number: u128) -> SessionId {
        SessionId(Uuid::from_u128(number))
    }

    fn refusal(answer: Result<Line, ApiError>) -> ErrorCode {
        answer.expect_err("it is full").code
    }

    #[test]
    fn a_session_and_nobody_have_so_many_lines_and_all_together() {
        let lines = Lines::default();
        let first = lines.take(Some(session(1)), &LIMITS).unwrap();
        let _second = lines.take(Some(session(1)), &LIMITS).unwrap();
        let _nobodys = lines.take(None, &LIMITS).unwrap();

        assert_eq!(refusal(lines.take(Some(session(1)), &LIMITS)), ErrorCode::TooManyRequests);
        assert_eq!(refusal(lines.take(None, &LIMITS)), ErrorCode::TooManyRequests);
        let _fourth = lines.take(Some(session(2)), &LIMITS).unwrap();
        assert_eq!(refusal(lines.take(Some(session(3)), &LIMITS)), ErrorCode::Offline);

        drop(first);
        let _again = lines.take(Some(session(1)), &LIMITS).unwrap();
    }

    #[test]
    fn who_has_hung_up_leaves_nothing_behind() {
        let lines = Lines::default();

        drop(lines.take(Some(session(1)), &LIMITS).unwrap());

        assert!(lines.with(|open| open.all == 0 && open.by_session.is_empty()));
    }
}
