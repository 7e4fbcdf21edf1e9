//! The officer's desk: the queue, and the dossier on it.

#[cfg(feature = "ssr")]
mod act;
#[cfg(feature = "ssr")]
mod act_forms;
#[cfg(feature = "ssr")]
mod acts;
pub mod api;
mod changed_since;
#[cfg(feature = "ssr")]
mod dossier_page;
#[cfg(feature = "ssr")]
mod filters;
mod keys;
#[cfg(feature = "ssr")]
mod log;
#[cfg(feature = "ssr")]
mod matter;
#[cfg(feature = "ssr")]
mod queue_page;
#[cfg(feature = "ssr")]
mod rows;
#[cfg(feature = "ssr")]
mod words;

pub use changed_since::{ChangedSince, STATUS_ID};
#[cfg(feature = "ssr")]
pub use dossier_page::DeskPage;
pub use keys::QueueKeys;
#[cfg(feature = "ssr")]
pub use queue_page::{Onward, QueuePage};
#[cfg(feature = "ssr")]
pub use rows::Rows;
