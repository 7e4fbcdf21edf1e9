//! What the edge lets through, as parameters, so that tests need no patience.

use std::time::Duration;

/// What the edge lets through.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Nobody waits longer for a page.
    pub answer_time: Duration,
    /// How fast a form or the call of a server function has to come.
    pub form: Pace,
    /// How fast a file has to come: slower than any line on which it could ever arrive.
    pub upload: Pace,
    /// Live pages.
    pub live: LiveLimits,
}

/// How fast a body has to come.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// So many bytes at least, or the end of it,
    pub bytes_min: u64,
    /// in so much time in which we wait for them.
    pub within: Duration,
}

/// How many live pages there may be, and for how long.
#[derive(Debug, Clone, Copy)]
pub struct LiveLimits {
    /// Together: half of the places at the door, so that pages can always be read.
    pub all: usize,
    /// Of those who have no session.
    pub of_nobody: usize,
    /// Of one session: that many windows.
    pub of_session: usize,
    /// After so long it is asked again who is listening, and whether they still may.
    pub asked_again: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            answer_time: Duration::from_mins(1),
            form: Pace { bytes_min: 1, within: Duration::from_secs(15) },
            upload: Pace { bytes_min: 1024, within: Duration::from_secs(30) },
            live: LiveLimits {
                all: crate::door::CONNECTIONS_MAX / 2,
                of_nobody: crate::door::CONNECTIONS_MAX / 4,
                of_session: 12,
                asked_again: Duration::from_mins(2),
            },
        }
    }
}
