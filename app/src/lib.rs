//! The interface: pages rendered on the server, islands where something moves.
//!
//! Every page is plain HTML that works without JavaScript; `#[island]`s add what a script can
//! add, and only they are compiled into the browser's bundle.
#![expect(unreachable_pub, reason = "what the macros of leptos make of components trips it")]

#[cfg(feature = "ssr")]
pub mod backend;
pub mod dossier;
pub mod draft;
pub mod file;
pub mod home;
pub mod i18n;
pub mod identity;
pub mod live;
#[cfg(feature = "ssr")]
pub mod load;
pub mod message;
pub mod own_path;
pub mod payment;
pub mod posted;
pub mod procedure;
pub mod queue;
pub mod refusal;
pub mod report;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod tracking;
pub mod ui;

#[cfg(feature = "ssr")]
pub use routes::App;

/// Wakes the islands.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
