//! A paper as the applicant is asked for it.

use super::{CopyType, Procedure};
use crate::form::Form;
use serde::{Deserialize, Serialize};

/// One paper of a procedure's version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// `p1`, `p2` … by position: stable, since a published version never changes.
    pub key: String,
    /// Its name.
    pub name: String,
    /// How many of it, on paper.
    pub copies: u16,
    /// What kind of copy.
    pub copy_type: CopyType,
    /// A form that the answers given here stand for; nobody has to upload it.
    pub is_form: bool,
    /// The printed template; empty where there is none.
    pub template_name: String,
    /// Whether it may be taken from an earlier dossier.
    pub reusable: bool,
    /// Whether it is obligatory: always, or in the case of `when`.
    pub required: bool,
    /// The case in which it is needed at all; empty means always.
    pub when: String,
    /// For the applicant; may be empty.
    pub note: String,
    /// The field of the form that asks for it; empty where the papers' page does.
    pub form_field: String,
}

impl Paper {
    /// Whether nothing can be handed in without it.
    pub fn must_be_uploaded(&self) -> bool {
        self.required && self.when.is_empty() && !self.is_form
    }

    /// Whether it has a slot of its own beside `form`.
    pub fn is_asked_beside(&self, form: &Form) -> bool {
        !self.is_form && form.field(&self.form_field).is_none()
    }
}

impl Procedure {
    /// The papers, in the order of the record.
    pub fn papers(&self) -> Vec<Paper> {
        let papers = self.documents.iter().enumerate().map(|(at, document)| Paper {
            key: format!("p{}", at + 1),
            name: document.name.clone(),
            copies: document.copies,
            copy_type: document.copy_type,
            is_form: document.e_form,
            template_name: document.template_name.clone().unwrap_or_default(),
            reusable: document.reusable,
            required: document.required,
            when: document.when.clone().unwrap_or_default(),
            note: document.note.clone().unwrap_or_default(),
            form_field: document.form_field.clone().unwrap_or_default(),
        });
        papers.collect()
    }

    /// The paper of that key.
    pub fn paper(&self, key: &str) -> Option<Paper> {
        self.papers().into_iter().find(|paper| paper.key == key)
    }
}
