//! A citizen's dossiers: handed in, followed, completed, withdrawn, their results.

pub mod api;
#[cfg(feature = "ssr")]
mod dossier_page;
#[cfg(feature = "ssr")]
mod fee;
#[cfg(feature = "ssr")]
mod history;
#[cfg(feature = "ssr")]
mod list_page;
#[cfg(feature = "ssr")]
mod opened;
mod posted;
mod print;
#[cfg(feature = "ssr")]
mod received_page;
#[cfg(feature = "ssr")]
mod slip_page;
#[cfg(feature = "ssr")]
mod standing;
#[cfg(feature = "ssr")]
mod supplement_page;
#[cfg(feature = "ssr")]
mod withdraw_page;

#[cfg(feature = "ssr")]
pub use dossier_page::DossierPage;
#[cfg(feature = "ssr")]
pub use history::History;
#[cfg(feature = "ssr")]
pub use list_page::MyDossiersPage;
#[cfg(feature = "ssr")]
pub use received_page::ReceivedPage;
#[cfg(feature = "ssr")]
pub use slip_page::SlipPage;
#[cfg(feature = "ssr")]
pub use standing::{By, Standing};
#[cfg(feature = "ssr")]
pub use supplement_page::SupplementPage;
#[cfg(feature = "ssr")]
pub use withdraw_page::WithdrawPage;
