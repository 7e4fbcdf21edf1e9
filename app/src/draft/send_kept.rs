//! What a device still keeps of a draft is sent from any of its pages: who lost the line on one page
//! and comes back to another finds everything there.

use super::api::keep_answers;
use super::device;
use leptos::prelude::*;
use shared::draft::SaveDraft;
use shared::id::DraftId;

/// Sends what is kept, and reads the page again.
#[island(lazy)]
pub fn SendKept(id: DraftId) -> impl IntoView {
    Effect::new(move |_| {
        let answers = device::unsent(id);
        if answers.is_empty() {
            return;
        }
        leptos::task::spawn_local(async move {
            if keep_answers(SaveDraft { id, answers }).await.is_ok() {
                device::keep(id, &shared::form::Answers::new());
                let _ = window().location().reload();
            }
        });
    });
}
