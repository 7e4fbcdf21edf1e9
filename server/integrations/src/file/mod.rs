//! Where bytes live: finished files by their content, unfinished uploads piece by piece, and the
//! scanner that looks at them in between. Who may read what is decided elsewhere.

mod error;
mod open;
mod scan;
mod spool;
mod store;
#[cfg(test)]
mod tests;

pub use error::{FileError, Result};
pub use open::{FileSettings, S3Settings, open};
pub use scan::{ScanSettings, Scanner, Verdict};
pub use spool::Spool;
pub use store::{Bytestream, FileStore, PART_BYTES};
