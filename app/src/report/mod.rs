//! The managers' view: how much comes, how much is done, how late it is, and which dossiers those
//! are.

#[cfg(feature = "ssr")]
mod address;
#[cfg(feature = "ssr")]
mod dashboard_page;
#[cfg(feature = "ssr")]
mod drill_page;
#[cfg(feature = "ssr")]
mod numbers;
#[cfg(feature = "ssr")]
mod places;
#[cfg(feature = "ssr")]
mod words;

#[cfg(feature = "ssr")]
pub use dashboard_page::DashboardPage;
#[cfg(feature = "ssr")]
pub use drill_page::DrillPage;
