//! Following a dossier without an account: its code and four digits, then its progress.

pub mod api;
#[cfg(feature = "ssr")]
mod ask_page;
#[cfg(feature = "ssr")]
mod progress_page;

#[cfg(feature = "ssr")]
pub use ask_page::TrackingPage;
#[cfg(feature = "ssr")]
pub use progress_page::ProgressPage;
