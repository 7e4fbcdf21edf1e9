//! Something to mend on a page of questions.

use crate::i18n::use_lang;
use shared::error::FieldError;
use shared::form::{FieldKind, Form};

/// Something to mend on a page: which question, which control to go to, what to do.
pub(super) struct Wrong {
    pub(super) path: String,
    pub(super) control: String,
    pub(super) text: String,
}

impl Wrong {
    /// An error of a form in words; nothing for a file, which has a page of its own.
    pub(super) fn of(form: &Form, error: &FieldError) -> Option<Self> {
        let (field, _) = form.field_at(&error.field)?;
        (field.kind != FieldKind::File).then(|| Self {
            path: error.field.clone(),
            control: field.first_control(&error.field),
            text: form.sentence(use_lang(), error),
        })
    }
}
