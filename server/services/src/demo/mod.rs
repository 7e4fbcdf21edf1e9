//! The demo world: its staff, and dossiers in every state. Outside of it none of this exists.

mod accounts;
mod filing;
mod names;
mod plan;
mod world;

pub use accounts::{PASSWORD, accounts, authenticator_secret, seed};
pub use names::{FIRST_PHONE, Names};
pub use world::fill;
