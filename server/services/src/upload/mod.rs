//! Files on their way: created, appended to piece by piece, finished, given up.
//!
//! Knows nothing of tus: lengths, offsets and checksums are what every resumable protocol has.

mod append;
mod bind;
mod create;
mod find;
mod finish;
mod look;
mod progress;
mod receive;
mod sweep;
mod terminate;
mod writers;

pub use append::{CHECKED_PART_BYTES_MAX, Checksum, Part, append};
pub use bind::bind;
pub use create::{NewUpload, Target, create};
pub use progress::{Progress, progress};
pub use receive::receive;
pub use sweep::{Swept, sweep};
pub use terminate::terminate;

pub(crate) use writers::Writers;

use chrono::TimeDelta;

/// How long an upload waits for its next piece.
const LIFETIME: TimeDelta = TimeDelta::hours(24);
/// How long an upload that says nothing keeps its room in the dossier.
const ACTIVE: TimeDelta = TimeDelta::minutes(15);
