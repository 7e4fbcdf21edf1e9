//! The use cases, on both engines, with a clock set by hand.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod identity;
mod message;
mod staff;
mod world;
