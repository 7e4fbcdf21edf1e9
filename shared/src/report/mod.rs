//! What is counted, how the counters of a dossier follow from the dossier, and what a dashboard
//! shows of them.

mod drill;
mod measure;
mod view;

pub use drill::Drill;
pub use measure::{Counted, Measure, STANDING_DAY, moved};
pub use view::{DashboardView, DayFigures, DrillView, Figures, PlaceFigures, share};
