//! Messages to people; the demo world shows them on a page.

#[cfg(feature = "ssr")]
mod demo_page;

#[cfg(feature = "ssr")]
pub use demo_page::DemoInboxPage;
