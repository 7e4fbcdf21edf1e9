//! Files of papers: chosen, sent piece by piece, seen to have arrived, taken off again.
//!
//! [`PaperSlots`] is what pages use: the papers of a draft (`/ban-nhap/{id}/giay-to`), of a supplement,
//! of a result. Without a script each paper is a plain form (`server/src/http/attach.rs`); with one the
//! island [`UploadSlot`] speaks tus to `/api/tep` and goes on after a broken line or a reload.

pub mod api;
#[cfg(feature = "ssr")]
mod paper_slots;
#[cfg(feature = "ssr")]
mod papers_page;
mod piece;
mod remembered;
mod send;
mod sending;
mod slot;
mod tus;
mod upload_slot;

#[cfg(feature = "ssr")]
pub use paper_slots::{PaperSlots, refused_files, result_slot};
#[cfg(feature = "ssr")]
pub use papers_page::PapersPage;
pub use slot::{RefusedFile, Slot, SlotFile, size_text};
pub use upload_slot::UploadSlot;
