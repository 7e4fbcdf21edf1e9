//! `/bo-thanh-phan`: every component in all its states, to be looked at in both themes, large, printed.

mod actions;
mod fields;
mod figures;
mod files;
mod page;
mod status;

pub use page::GalleryPage;
