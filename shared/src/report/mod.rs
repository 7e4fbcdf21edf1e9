//! What is counted, and how the counters of a dossier follow from the dossier.

mod measure;

pub use measure::{Counted, Measure, STANDING_DAY, moved};
