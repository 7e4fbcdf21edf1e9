//! SQL and migrations for both engines. The only place that knows `sqlx`. Knows no rule.
//!
//! Every function takes a [`Tx`], reads or writes one thing, and holds the text it runs.
#![warn(missing_docs)]

mod db;
mod error;
mod lite;
mod tx;

pub mod account;
pub mod catalogue;
#[cfg(test)]
mod db_tests;
pub mod dossier;
pub mod draft;
pub mod event;
pub mod file;
pub mod message;
pub mod one_time_code;
pub mod payment;
pub mod report;
pub mod session;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod throttle;
pub mod upload;

pub use db::{Db, Notice};
pub use error::{Error, Result};
pub use tx::Tx;

pub(crate) use tx::on;
