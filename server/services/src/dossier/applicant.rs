//! Who applies, as the declaration says.

use shared::form::{Declaration, FieldKind, Form};

/// The applicant's name and identity number; the number is empty where the form asks for none.
pub(crate) struct Applicant {
    pub(crate) name: String,
    pub(crate) personal_id: String,
}

impl Applicant {
    /// Reads them from the fields that are filled in from a person's profile.
    pub(crate) fn of(form: &Form, declaration: &Declaration, phone: &str) -> Self {
        let prefilled = |path: &str| {
            form.sections
                .iter()
                .flat_map(|section| &section.fields)
                .filter(|field| field.prefill.as_deref() == Some(path))
                .find_map(|field| declaration.text(&field.key))
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
        };
        let two_parts = || {
            let family = prefilled("profile.family_name")?;
            let given = prefilled("profile.middle_given_name")?;
            Some(format!("{family} {given}"))
        };
        let first_number = || {
            form.sections
                .iter()
                .flat_map(|section| &section.fields)
                .filter(|field| field.kind == FieldKind::Cccd)
                .find_map(|field| declaration.text(&field.key))
                .map(str::to_owned)
        };
        Self {
            name: prefilled("profile.full_name")
                .or_else(two_parts)
                .or_else(|| prefilled("org.name"))
                .unwrap_or_else(|| phone.to_owned()),
            personal_id: prefilled("profile.cccd_number").or_else(first_number).unwrap_or_default(),
        }
    }
}
