//! The rules of the house: types, state machines, deadlines, fees, forms, search, error codes.
//!
//! No I/O, no clock, no randomness: what follows from what, given `now`.
//! The same code runs in the browser to help and on the server to decide.
#![warn(missing_docs)]

pub mod agency;
pub mod calendar;
pub mod dossier;
pub mod draft;
pub mod error;
pub mod file;
pub mod flow;
pub mod form;
mod host;
pub mod i18n;
pub mod id;
pub mod identity;
pub mod money;
pub mod payment;
pub mod policy;
pub mod procedure;
pub mod report;
pub mod text;
pub mod time;
