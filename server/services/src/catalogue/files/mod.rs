//! A catalogue as files, laid out as `data/README.md` says: read and checked whole, before anything
//! is written anywhere.

mod check;
mod fault;
mod read;
mod tables;

pub use fault::{Fault, Faults};
pub use read::read;
