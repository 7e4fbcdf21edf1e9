//! A dossier's life: handed in, taken in, handled, decided, handed back.

mod act;
mod applicant;
mod change;
mod code;
mod correction;
mod effect;
mod history;
mod list;
mod notify;
mod paid;
mod queue;
mod read;
mod result;
mod sealed;
mod submit;
mod supplement;
mod track;
mod tracking_qr;
mod view;

pub use act::act;
pub(crate) use applicant::applicant_name;
pub(crate) use change::counted;
pub use correction::{ASKED_SECTION, Correction, correct, correction};
pub use list::list_mine;
pub(crate) use paid::{Paid, mark_paid};
pub(crate) use queue::{PAGE_LINES, line, listed, page_of, read_after};
pub use queue::{QueuePage, QueueQuery, next_in_queue, queue};
pub use read::may_read;
pub(crate) use read::{find_shown, find_typed, subject};
pub use submit::submit;
pub use supplement::supplement;
pub(crate) use track::read_pass;
pub use track::{track, tracked};
pub(crate) use view::shown_reference;
pub use view::view;
