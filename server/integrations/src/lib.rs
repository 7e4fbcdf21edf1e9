//! The world outside, each part behind what we need of it: clock, randomness, keys, identity,
//! payment. Nothing here knows the database.
#![warn(missing_docs)]

pub mod clock;
pub mod entropy;
pub mod file;
pub mod identity;
pub mod message;
pub mod payment;
pub mod seal;
