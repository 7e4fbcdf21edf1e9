//! How much comes, how much is done and how late it is: from counters alone, right at any instant.

mod dashboard;
mod drill;

pub use dashboard::dashboard;
pub use drill::drill;
