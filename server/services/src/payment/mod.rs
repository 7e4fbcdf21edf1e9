//! Fees: what is owed, how it is tried, what a gateway's word changes.
//!
//! Only [`notice`] and [`query_due`] can mark anything paid: what comes through the payer's
//! browser is a hint.

mod come_back;
mod demo;
mod find;
mod notice;
mod owe;
mod query;
mod settle;
mod start;
mod sweep;
mod view;

pub use come_back::come_back;
pub(crate) use demo::pay_in_demo;
pub use notice::notice;
pub(crate) use owe::{cancel_open, lines, owe};
pub use query::query_due;
pub use start::{StartPayment, start};
pub use sweep::sweep;
pub use view::view;
