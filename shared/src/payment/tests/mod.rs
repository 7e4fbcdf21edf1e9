//! The scenarios and invariants of protocols.md §4.

mod properties;
mod scenarios;
mod world;
