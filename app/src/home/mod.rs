//! The start page: one question, and the ways in.

#[cfg(feature = "ssr")]
mod home_page;

#[cfg(feature = "ssr")]
pub use home_page::HomePage;
