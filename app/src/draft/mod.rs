//! A filing before it is handed in: begun, filled in page by page, checked, submitted.
//!
//! Every page is a plain form that the server draws and reads; the island around a page of
//! questions keeps what is typed, shows what became visible, and says what is wrong.

mod address_dom;
#[cfg(feature = "ssr")]
mod address_view;
pub mod api;
#[cfg(feature = "ssr")]
mod check_page;
mod device;
mod fee_form;
#[cfg(feature = "ssr")]
mod fee_page;
#[cfg(feature = "ssr")]
mod fee_view;
mod keeper;
mod kept_form;
#[cfg(feature = "ssr")]
mod list_page;
#[cfg(feature = "ssr")]
mod opened;
mod page_dom;
mod posted;
#[cfg(feature = "ssr")]
mod posted_from;
#[cfg(feature = "ssr")]
mod question_view;
#[cfg(feature = "ssr")]
mod remove_page;
#[cfg(feature = "ssr")]
mod resume_page;
mod save_state;
#[cfg(feature = "ssr")]
mod section_page;
mod send_kept;
mod sign_in_again;
#[cfg(feature = "ssr")]
mod start_page;
#[cfg(feature = "ssr")]
mod task_page;
mod wrong;

#[cfg(feature = "ssr")]
pub(crate) use opened::{FROM_CHECK, Opened, asks_for, with_draft};
#[cfg(feature = "ssr")]
pub(crate) use question_view::Questions;

#[cfg(feature = "ssr")]
pub use check_page::CheckPage;
#[cfg(feature = "ssr")]
pub use fee_page::FeePage;
#[cfg(feature = "ssr")]
pub use list_page::DraftsPage;
#[cfg(feature = "ssr")]
pub use remove_page::RemovePage;
#[cfg(feature = "ssr")]
pub use resume_page::ResumePage;
#[cfg(feature = "ssr")]
pub use section_page::SectionPage;
#[cfg(feature = "ssr")]
pub use start_page::StartPage;
#[cfg(feature = "ssr")]
pub use task_page::TaskPage;
