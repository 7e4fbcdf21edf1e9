//! Pages that change by themselves while they are open.
//!
//! The server says "read again" (`server/src/http/live.rs`), the page reads itself again. There is no
//! second way in which a live part is drawn: what a notice brings is what a reload would have brought.

mod page;
mod region;

pub(crate) use page::read_again;
pub use region::{LiveRegion, SWAPPED};
