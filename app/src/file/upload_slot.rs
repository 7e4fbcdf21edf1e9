//! One paper: its files, and the way to add one. Plain forms without a script; with one, files are sent
//! as soon as they are chosen, and go on after a break.

use super::sending::{Act, Desk, Sending};
use super::slot::{Slot, SlotFile, size_text};
use crate::i18n::{t, tf};
use crate::ui::{Button, ButtonKind, FileItem, FileSlot, FileState, Icon};
use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use shared::file::{FileKind, PaperRule, megabytes};
use shared::i18n::msg;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// The slot of a paper.
#[island(lazy)]
pub fn UploadSlot(paper: Slot) -> impl IntoView {
    let desk = Desk::new(&paper);
    let is_awake = RwSignal::new(false);
    let input = paper.key.clone();
    Effect::new(move |_| {
        is_awake.set(true);
        desk.show_left();
        // Whoever was faster than the script has chosen already.
        if let Some(input) = document().get_element_by_id(&input) {
            choose(desk, input.dyn_into().ok());
        }
    });
    let form = format!("{}-form", paper.key);
    let files_max = paper.rule.files_max;
    let full = Signal::derive(move || {
        let is_full =
            desk.files.with(|files| u32::try_from(files.len()).is_ok_and(|n| n >= files_max));
        is_full.then(|| tf(msg::file::FULL, &[("max", &files_max.to_string())]))
    });
    let send = view! {
        <Button
            kind=ButtonKind::Secondary
            icon=Icon::Upload
            attr:form=form.clone()
            attr:hidden=move || is_awake.get()
        >
            {t(msg::file::SEND)}
        </Button>
    };
    let back = paper.back.clone();
    view! {
        <form id=form.clone() method="post" enctype="multipart/form-data" action=paper.action()></form>
        <FileSlot
            id=paper.key.clone()
            name="tep"
            title=paper.name.clone()
            hint=Some(paper.hint.clone()).filter(|hint| !hint.is_empty())
            error=desk.error
            optional=!paper.required
            form=form
            accept=FileKind::accept_attribute(&paper.rule.kinds)
            takes=takes(&paper.rule)
            single=files_max == 1
            full=full
            send=send.into_any()
            on:change=move |event| choose(desk, chosen_in(&event))
        >
            <For each=move || desk.files.get() key=|file| file.id let:file>
                <KeptFile desk file back=back.clone()/>
            </For>
            <For each=move || desk.sendings.get() key=|sending| sending.number let:sending>
                <SentFile desk sending is_awake/>
            </For>
        </FileSlot>
    }
}

fn chosen_in(event: &Event) -> Option<HtmlInputElement> {
    event.target().and_then(|target| target.dyn_into().ok())
}

/// Takes the chosen files; the input is free again, so that the same one can be chosen once more.
fn choose(desk: Desk, input: Option<HtmlInputElement>) {
    let Some(input) = input else { return };
    let Some(files) = input.files().filter(|files| files.length() > 0) else { return };
    for file in (0..files.length()).filter_map(|at| files.get(at)) {
        desk.choose(file);
    }
    input.set_value("");
}

/// A file that is there, with the way to take it off again.
#[component]
fn KeptFile(desk: Desk, file: SlotFile, back: String) -> impl IntoView {
    let name = file.name.clone();
    let removed = file.clone();
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        desk.remove(removed.clone());
    };
    let state = if file.is_fixed { FileState::Earlier } else { FileState::Kept };
    let remove = (!file.is_fixed).then(|| {
        view! {
            <form method="post" action="/fn/file/remove" on:submit=on_submit>
                <input type="hidden" name="id" value=file.id.to_string()/>
                <input type="hidden" name="back" value=back/>
                <Button kind=ButtonKind::Quiet icon=Icon::Trash>
                    {t(msg::file::REMOVE)} " " <span class="visually-hidden">{name}</span>
                </Button>
            </form>
        }
    });
    view! {
        <FileItem
            name=file.name.clone()
            size=size_text(file.bytes)
            state=state
            href=format!("/tep/{}", file.id)
        >
            {remove}
        </FileItem>
    }
}

/// A file that is not there yet: on its way, stopped, or refused.
#[component]
fn SentFile(desk: Desk, sending: Sending, is_awake: RwSignal<bool>) -> impl IntoView {
    let this = StoredValue::new(sending.clone());
    let act = Memo::new(move |_| this.with_value(Sending::act));
    let press = move |_| {
        if let Some(act) = act.get_untracked() {
            desk.act(&this.get_value(), act);
        }
    };
    let words = move || match act.get() {
        Some(Act::Pause) => t(msg::file::PAUSE),
        Some(Act::GoOn) => t(msg::file::GO_ON),
        Some(Act::Again) | None => t(msg::file::AGAIN),
    };
    let (name, dropped) = (sending.name.clone(), sending.name.clone());
    view! {
        <FileItem
            name=sending.name.clone()
            size=sending.bytes.map(size_text).unwrap_or_default()
            state=sending.state
        >
            <Button
                kind=ButtonKind::Quiet
                attr:r#type="button"
                attr:hidden=move || act.get().is_none()
                on:click=press
            >
                {words} " " <span class="visually-hidden">{name}</span>
            </Button>
            <Button
                kind=ButtonKind::Quiet
                attr:r#type="button"
                attr:hidden=move || !is_awake.get()
                on:click=move |_| desk.drop(&this.get_value())
            >
                {t(msg::file::DROP)} " " <span class="visually-hidden">{dropped}</span>
            </Button>
        </FileItem>
    }
}

/// Kinds, size and number, in words.
fn takes(rule: &PaperRule) -> String {
    let key = if rule.files_max == 1 { msg::file::TAKES_ONE } else { msg::file::TAKES_MANY };
    let (size, max) = (megabytes(rule.file_bytes_max), rule.files_max.to_string());
    tf(key, &[("kinds", &FileKind::labels(&rule.kinds)), ("size", &size), ("max", &max)])
}
