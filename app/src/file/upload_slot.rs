//! One paper: its files, and the way to add one. Plain forms without a script.

use super::slot::{RefusedFile, Slot, SlotFile, size_text};
use crate::i18n::{t, tf};
use crate::ui::{Button, ButtonKind, FileItem, FileSlot, FileState, Icon};
use leptos::prelude::*;
use shared::file::{FileKind, PaperRule, megabytes};
use shared::i18n::msg;

/// The slot of a paper.
#[island]
pub fn UploadSlot(paper: Slot) -> impl IntoView {
    let form = format!("{}-form", paper.key);
    let full = (paper.files.len() >= files_max(&paper.rule))
        .then(|| tf(msg::file::FULL, &[("max", &paper.rule.files_max.to_string())]));
    let about_all = paper.refused.iter().find(|refused| refused.name.is_empty());
    let error = about_all.map(|refused| refused.words.clone());
    let back = paper.back.clone();
    let files: Vec<_> = paper
        .files
        .iter()
        .map(|file| view! { <KeptFile file=file.clone() back=back.clone()/> })
        .collect();
    let refused: Vec<_> = paper
        .refused
        .iter()
        .filter(|refused| !refused.name.is_empty())
        .map(|refused| view! { <Refused refused=refused.clone()/> })
        .collect();
    let send = view! {
        <Button kind=ButtonKind::Secondary icon=Icon::Upload attr:form=form.clone()>
            {t(msg::file::SEND)}
        </Button>
    };
    view! {
        <form id=form.clone() method="post" enctype="multipart/form-data" action=paper.action()></form>
        <FileSlot
            id=paper.key.clone()
            name="tep"
            title=paper.name.clone()
            hint=Some(paper.hint.clone()).filter(|hint| !hint.is_empty())
            error=Signal::stored(error)
            optional=!paper.required
            form=form
            accept=FileKind::accept_attribute(&paper.rule.kinds)
            takes=takes(&paper.rule)
            single=paper.rule.files_max == 1
            full=Signal::stored(full)
            send=send.into_any()
        >
            {files}
            {refused}
        </FileSlot>
    }
}

/// A file that is there, with the way to take it off again.
#[component]
fn KeptFile(file: SlotFile, back: String) -> impl IntoView {
    let name = file.name.clone();
    let remove = (!file.is_fixed).then(|| {
        view! {
            <form method="post" action="/fn/file/remove">
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
            state=FileState::Kept
            href=format!("/tep/{}", file.id)
        >
            {remove}
        </FileItem>
    }
}

#[component]
fn Refused(refused: RefusedFile) -> impl IntoView {
    view! { <FileItem name=refused.name size="" state=FileState::Failed(refused.words)/> }
}

fn files_max(rule: &PaperRule) -> usize {
    rule.files_max.try_into().unwrap_or(usize::MAX)
}

/// Kinds, size and number, in words.
fn takes(rule: &PaperRule) -> String {
    let key = if rule.files_max == 1 { msg::file::TAKES_ONE } else { msg::file::TAKES_MANY };
    let (size, max) = (megabytes(rule.file_bytes_max), rule.files_max.to_string());
    tf(key, &[("kinds", &FileKind::labels(&rule.kinds)), ("size", &size), ("max", &max)])
}
