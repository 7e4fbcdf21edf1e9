//! The use cases, on both engines, with a clock set by hand.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod act;
mod citizen;
mod demo;
mod draft;
mod filing;
mod identity;
mod message;
mod payment;
mod queue;
mod report;
mod staff;
mod tracking;
mod world;
