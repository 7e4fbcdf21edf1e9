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
        let text = |key: &str| declaration.text(key);
        let first_number = || {
            form.sections
                .iter()
                .flat_map(|section| &section.fields)
                .filter(|field| field.kind == FieldKind::Cccd)
                .find_map(|field| declaration.text(&field.key))
                .map(str::to_owned)
        };
        Self {
            name: Some(applicant_name(form, text))
                .filter(|name| !name.is_empty())
                .unwrap_or_else(|| phone.to_owned()),
            personal_id: prefilled(form, text, "profile.cccd_number")
                .or_else(first_number)
                .unwrap_or_default(),
        }
    }
}

/// The name of whoever applies, as far as it is known; `text` is what a field says.
pub(crate) fn applicant_name<'a>(
    form: &Form,
    text: impl Fn(&str) -> Option<&'a str> + Copy,
) -> String {
    let two_parts = || {
        let family = prefilled(form, text, "profile.family_name")?;
        let given = prefilled(form, text, "profile.middle_given_name")?;
        Some(format!("{family} {given}"))
    };
    prefilled(form, text, "profile.full_name")
        .or_else(two_parts)
        .or_else(|| prefilled(form, text, "org.name"))
        .unwrap_or_default()
}

fn prefilled<'a>(
    form: &Form,
    text: impl Fn(&str) -> Option<&'a str>,
    path: &str,
) -> Option<String> {
    form.sections
        .iter()
        .flat_map(|section| &section.fields)
        .filter(|field| field.prefill.as_deref() == Some(path))
        .find_map(|field| text(&field.key))
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}
