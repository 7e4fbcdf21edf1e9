//! Fees: what is owed, and what becomes of it.

mod owe;

pub(crate) use owe::{cancel_open, owe};
