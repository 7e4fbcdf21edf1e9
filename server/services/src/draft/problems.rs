//! What still keeps a draft from being handed in: answers, papers.

use super::DraftWork;
use crate::Portal;
use crate::error::{Error, Result};
use shared::draft::{FileView, SlotView};
use shared::error::FieldError;
use shared::file::{FileKind, FileLimits, PaperRule};
use shared::form::{CheckContext, Declaration, Field, FieldKind, Paper, Papers};
use shared::time::local_day;
use std::collections::BTreeMap;
use store::Tx;
use store::file::{FileRow, Holder};

/// A draft, checked.
pub(crate) struct Problems {
    /// The checked answers, if nothing is wrong with them.
    pub(crate) declaration: Option<Declaration>,
    /// What has to be mended; the field of a paper is its key.
    pub(crate) errors: Vec<FieldError>,
    /// Every paper with its files.
    pub(crate) slots: Vec<SlotView>,
}

/// Checks everything, as handing in does.
pub(crate) async fn problems(portal: &Portal, tx: &mut Tx, work: &DraftWork) -> Result<Problems> {
    let holder = Holder { draft: Some(work.row.id), dossier: None };
    let files = store::file::list(tx, holder).await?;
    let papers = papers_of(&files)?;
    let published = portal.published();
    let ctx = CheckContext {
        today: local_day(portal.now()),
        papers: &papers,
        book: Some(&published.book),
    };
    let (declaration, mut errors) = match work.form.check(&work.answers, &ctx) {
        Ok(declaration) => (Some(declaration), Vec::new()),
        Err(errors) => (None, errors),
    };
    let slots = slots(work, &ctx, &files, &portal.limits.files)?;
    errors.extend(slots.iter().filter(|slot| is_missing(slot) && is_paper(&slot.key)).map(missing));
    Ok(Problems { declaration, errors, slots })
}

/// The files, as the rules of a form look at them.
pub(crate) fn papers_of(files: &[FileRow]) -> Result<Papers> {
    let mut papers: Papers = BTreeMap::new();
    for file in files {
        papers.entry(file.paper.clone()).or_default().push(Paper {
            bytes: u64::try_from(file.bytes).unwrap_or_default(),
            media_type: kind_of(file)?.media_type().to_owned(),
            width_px: file.width_px.and_then(|px| u32::try_from(px).ok()),
            height_px: file.height_px.and_then(|px| u32::try_from(px).ok()),
        });
    }
    Ok(papers)
}

/// The files of one paper, as pages show them.
pub(crate) fn files_of(files: &[FileRow], paper: &str) -> Result<Vec<FileView>> {
    files
        .iter()
        .filter(|file| file.paper == paper)
        .map(|file| {
            Ok(FileView {
                id: file.id,
                name: file.name.clone(),
                media_type: kind_of(file)?.media_type().to_owned(),
                bytes: u64::try_from(file.bytes).unwrap_or_default(),
                attached_at: file.created_at,
            })
        })
        .collect()
}

fn kind_of(file: &FileRow) -> Result<FileKind> {
    FileKind::parse(&file.kind)
        .ok_or_else(|| Error::failed(format!("file {} is of kind {}", file.id, file.kind)))
}

/// The papers of the procedure, then the files that visible fields of the form ask for.
fn slots(
    work: &DraftWork,
    ctx: &CheckContext<'_>,
    files: &[FileRow],
    limits: &FileLimits,
) -> Result<Vec<SlotView>> {
    let mut slots = Vec::new();
    for paper in work.procedure.procedure.papers() {
        if !paper.is_asked_beside(&work.form) {
            continue;
        }
        let hint = [paper.when.as_str(), paper.note.as_str()];
        slots.push(SlotView {
            required: paper.must_be_uploaded(),
            hint: hint
                .iter()
                .filter(|part| !part.is_empty())
                .copied()
                .collect::<Vec<_>>()
                .join(". "),
            files: files_of(files, &paper.key)?,
            rule: PaperRule::general(limits),
            name: paper.name,
            key: paper.key,
        });
    }
    for section in work.form.visible_sections(&work.answers, ctx) {
        for field in work.form.visible_fields(section, &work.answers, ctx) {
            if field.kind == FieldKind::File {
                slots.push(slot_of_field(field, files, limits)?);
            }
        }
    }
    Ok(slots)
}

fn slot_of_field(field: &Field, files: &[FileRow], limits: &FileLimits) -> Result<SlotView> {
    Ok(SlotView {
        key: field.key.clone(),
        name: field.label_vi.clone(),
        hint: field.help_vi.clone().unwrap_or_default(),
        required: field.required,
        rule: PaperRule::of_field(limits, field),
        files: files_of(files, &field.key)?,
    })
}

fn is_missing(slot: &SlotView) -> bool {
    slot.required && slot.files.is_empty()
}

/// A paper of the procedure, and not a field of the form (whose own rules speak for it).
fn is_paper(key: &str) -> bool {
    key.strip_prefix('p').is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()))
}

fn missing(slot: &SlotView) -> FieldError {
    FieldError {
        field: slot.key.clone(),
        code: "file_missing".to_owned(),
        params: BTreeMap::from([("label".to_owned(), slot.name.clone())]),
    }
}
