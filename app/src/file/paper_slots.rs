//! **For pages that take files:** `<PaperSlots holder slots back/>`.
//!
//! | argument | meaning |
//! | --- | --- |
//! | `holder` | `Holder::Draft(id)` or `Holder::Dossier(id)`: what the files belong to |
//! | `slots` | `Vec<SlotView>`: of a draft `DraftView::slots`; of a supplement those papers of `DossierView::papers` that its items name; of a result one made by [`result_slot`] |
//! | `back` | the path of the page itself, without a query: where plain forms return to |
//! | `fixed_before?` | an `Instant`: files that were there before it stay (of a supplement `SupplementView::requested_at`) |
//!
//! Draw it outside a `LiveRegion`, under an `h2` (each slot has an `h3`). When a plain form was refused,
//! [`refused_files`] has the lines for the page's `ErrorSummary`; the slots show them too. To see a file:
//! `/tep/{id}` is the download, `/tep/{id}?xem=1` shows PDF, JPEG and PNG in an `<iframe>` or `<img>`.

use super::slot::{RefusedFile, Slot, SlotFile};
use super::upload_slot::UploadSlot;
use crate::i18n::use_lang;
use crate::refusal::{Refused, use_refused};
use crate::ui::WrongField;
use leptos::prelude::*;
use shared::draft::{FileView, SlotView};
use shared::error::{ApiError, ErrorCode, FieldError};
use shared::file::{FileLimits, Holder, PaperRule, RESULT_PAPER};
use shared::i18n::Lang;
use shared::time::Instant;

/// Where files are sent to and taken off, as the cookie of a refusal names them.
const FORMS: [&str; 2] = ["/tep/", "/fn/file/remove"];

/// The papers, one slot each.
#[component]
pub fn PaperSlots(
    holder: Holder,
    slots: Vec<SlotView>,
    #[prop(into)] back: String,
    #[prop(optional, into)] fixed_before: Option<Instant>,
) -> impl IntoView {
    let refused = use_refused_files();
    let lang = use_lang();
    slots
        .into_iter()
        .map(|view| {
            let refused = refused_of(refused.as_ref(), &view, lang);
            let slot = Slot {
                holder,
                files: view.files.iter().map(|file| slot_file(file, fixed_before)).collect(),
                key: view.key,
                name: view.name,
                hint: view.hint,
                required: view.required,
                rule: view.rule,
                refused,
                back: back.clone(),
            };
            view! { <UploadSlot paper=slot/> }
        })
        .collect_view()
}

/// The slot in which officers put the documents of a result.
pub fn result_slot(name: String, limits: &FileLimits, files: Vec<FileView>) -> SlotView {
    SlotView {
        key: RESULT_PAPER.to_owned(),
        name,
        hint: String::new(),
        required: true,
        rule: PaperRule::general(limits),
        files,
    }
}

/// What a plain form with files was refused for, for the summary on top of the page.
pub fn refused_files() -> Vec<WrongField> {
    let lang = use_lang();
    let Some(refused) = use_refused_files() else { return Vec::new() };
    let of_fields = refused.error.fields.iter().map(|field| {
        let RefusedFile { name, words } = of_field(field, lang);
        let text = if name.is_empty() { words } else { format!("{name}: {words}") };
        WrongField { id: field.field.clone(), text }
    });
    let lines: Vec<WrongField> = of_fields.collect();
    if lines.is_empty() {
        return vec![WrongField { id: "main".to_owned(), text: refused.error.sentence(lang) }];
    }
    lines
}

fn use_refused_files() -> Option<Refused> {
    use_refused().filter(|refused| FORMS.iter().any(|form| refused.form.starts_with(form)))
}

fn slot_file(file: &FileView, fixed_before: Option<Instant>) -> SlotFile {
    SlotFile {
        id: file.id,
        name: file.name.clone(),
        bytes: file.bytes,
        is_fixed: fixed_before.is_some_and(|moment| file.attached_at <= moment),
    }
}

fn refused_of(refused: Option<&Refused>, slot: &SlotView, lang: Lang) -> Vec<RefusedFile> {
    let fields = refused.into_iter().flat_map(|refused| &refused.error.fields);
    fields.filter(|field| field.field == slot.key).map(|field| of_field(field, lang)).collect()
}

/// A refusal as the edge wrote it down (`server/src/http/attach.rs`).
fn of_field(field: &FieldError, lang: Lang) -> RefusedFile {
    let known = ErrorCode::ALL.iter().find(|code| code.as_str() == field.code);
    let code = known.copied().unwrap_or(ErrorCode::Internal);
    let error = ApiError { params: field.params.clone(), ..ApiError::new(code) };
    let name = field.params.get("file").cloned().unwrap_or_default();
    RefusedFile { name, words: error.sentence(lang) }
}
