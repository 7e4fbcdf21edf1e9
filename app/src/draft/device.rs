//! What was typed and has not reached the server yet, kept on the device: it outlives the tab, a
//! dead battery and an ended session. What the server has is not kept here.

use gloo_storage::{LocalStorage, Storage};
use shared::form::Answers;
use shared::id::DraftId;

fn place(draft: DraftId) -> String {
    format!("draft:{draft}")
}

/// The answers of that draft that the server does not have.
pub(super) fn unsent(draft: DraftId) -> Answers {
    LocalStorage::get(place(draft)).unwrap_or_default()
}

/// Keeps exactly these. A device that keeps nothing (private browsing, a full store) goes on
/// without.
pub(super) fn keep(draft: DraftId, answers: &Answers) {
    if answers.is_empty() {
        LocalStorage::delete(place(draft));
    } else if let Err(fault) = LocalStorage::set(place(draft), answers) {
        leptos::logging::warn!("nothing is kept on this device: {fault}");
    }
}
