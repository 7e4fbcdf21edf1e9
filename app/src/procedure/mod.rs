//! The catalogue: found, and read before one begins.

pub mod api;
#[cfg(feature = "ssr")]
mod catalogue_page;
#[cfg(feature = "ssr")]
mod fee_words;
mod procedure_line;
#[cfg(feature = "ssr")]
mod procedure_page;
mod search_island;

#[cfg(feature = "ssr")]
pub use catalogue_page::CataloguePage;
#[cfg(feature = "ssr")]
pub(crate) use fee_words::fee_in_short;
#[cfg(feature = "ssr")]
pub use procedure_page::ProcedurePage;
