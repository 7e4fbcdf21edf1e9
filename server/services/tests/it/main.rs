//! The use cases, on both engines, with a clock set by hand.

mod identity;
mod message;
mod staff;
mod world;
