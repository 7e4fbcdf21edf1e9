//! Drafts: begun by anybody, kept with every keystroke, continued on any device.

mod begin;
mod check;
mod fee;
mod page;
mod problems;
mod remove;
mod resume;
mod save;
mod start;
mod sweep;
mod view;
mod work;

pub use begin::{Begun, begin, list};
pub use check::check;
pub(crate) use fee::fee;
pub use page::save_page;
pub(crate) use problems::{Problems, files_of, papers_of, problems};
pub use remove::remove;
pub use resume::resume;
pub use save::{choose_fee, save};
pub use start::start;
pub use sweep::sweep;
pub use view::view;
pub(crate) use work::DraftWork;
