//! The server: settings, routes, background work, sub-commands. A library too, so that tests run the
//! router in their own process.

pub mod cli;
pub mod http;
pub mod jobs;
pub mod metrics;
pub mod settings;
pub mod wire;

mod backup;
mod catalogue;
mod demo;
mod door;
mod gateway;
mod serve;
