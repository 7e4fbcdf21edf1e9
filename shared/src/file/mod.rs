//! What may be attached to a dossier: the one table of kinds, sizes and counts for both sides.
//!
//! The browser asks it before it sends, the server before it keeps. Content is judged by its own
//! bytes, never by the name or the type that came with it. Deliberately no reading or storing.

mod damage;
mod fault;
mod hash;
mod holder;
mod image;
mod kind;
mod name;
mod rule;
#[cfg(test)]
mod samples;
mod sniff;

pub use fault::FileFault;
pub use hash::FileHash;
pub use holder::{Holder, RESULT_PAPER};
pub use image::{Dimensions, dimensions};
pub use kind::FileKind;
pub use name::{NAME_BYTES_MAX, clean_name};
pub use rule::{Content, FileLimits, MB, PaperRule, Room, megabytes};
pub use sniff::{Ends, HEAD_BYTES, TAIL_BYTES, is_locked, sniff};
