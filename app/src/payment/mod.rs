//! Paying a fee: before one goes to the gateway, and after.

pub mod api;
#[cfg(feature = "ssr")]
mod bill;
#[cfg(feature = "ssr")]
mod pay_page;
#[cfg(feature = "ssr")]
mod state;
#[cfg(feature = "ssr")]
mod unbelieved_page;

#[cfg(feature = "ssr")]
pub use pay_page::PayPage;
#[cfg(feature = "ssr")]
pub use unbelieved_page::UnbelievedPage;
