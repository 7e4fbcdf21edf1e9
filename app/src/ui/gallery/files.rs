//! The place of a paper: empty, full, wrong; and a file in every state.

use crate::i18n::{t, use_lang};
use crate::ui::{Button, ButtonKind, FileItem, FileSlot, FileState, Icon};
use leptos::prelude::*;
use shared::error::ErrorCode;
use shared::i18n::msg;

/// Slots and files.
#[component]
pub(super) fn Files() -> impl IntoView {
    let why = ErrorCode::UploadDamaged.key().text(use_lang()).to_owned();
    let states = [
        FileState::Waiting,
        FileState::Sending(42),
        FileState::Paused(42),
        FileState::Checking,
        FileState::Kept,
        FileState::Failed(why.clone()),
    ];
    let items: Vec<_> = states
        .into_iter()
        .map(|state| {
            view! {
                <FileItem name="giay-khai-sinh-ban-sao-co-chung-thuc.pdf" size="1,2 MB" state>
                    <Button kind=ButtonKind::Quiet icon=Icon::Trash attr:r#type="button">
                        {t(msg::file::REMOVE)}
                    </Button>
                </FileItem>
            }
        })
        .collect();
    view! {
        <FileSlot
            id="slot"
            name="slot"
            title=t(msg::dossier_page::PAPERS)
            hint=t(msg::identity::DEMO_PHONE_HINT).to_owned()
            error={None::<String>}
            optional=true
        />
        <FileSlot
            id="slot-wrong"
            name="slot-wrong"
            title=t(msg::dossier_page::SLIP_PAPERS)
            hint={None::<String>}
            error=Some(why)
        >
            {items}
        </FileSlot>
    }
}
