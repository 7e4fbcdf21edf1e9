//! Checks answers against their form: a `Declaration`, or what has to be mended.

use super::address::AddressBook;
use super::answer::{Answer, Answers, Row};
use super::date::PartialDate;
use super::number::Decimal;
use super::schema::{Field, FieldKind, Form, Section};
use super::scope::Scope;
use super::{field_rules, table_rules};
use crate::error::FieldError;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One uploaded file, as far as a rule looks at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Its size.
    pub bytes: u64,
    /// Its media type, judged by content.
    pub media_type: String,
    /// Its width, if it is an image that could be measured.
    #[serde(default)]
    pub width_px: Option<u32>,
    /// Its height, likewise.
    #[serde(default)]
    pub height_px: Option<u32>,
}

/// The uploaded files, by the key of their field.
pub type Papers = BTreeMap<String, Vec<Paper>>;

/// What is known besides the answers.
#[derive(Debug, Clone, Copy)]
pub struct CheckContext<'a> {
    /// The business day on which it is checked.
    pub today: NaiveDate,
    /// The uploaded files.
    pub papers: &'a Papers,
    /// The units of addresses; without it only their presence is checked.
    pub book: Option<&'a AddressBook>,
}

/// A form whose answers were checked: canonical values of what was asked for, nothing else.
///
/// Dates are `1990-03-27` (or `1990-03`, `1990`), numbers `1000000` or `33,3`, phones `0912345678`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    form_id: String,
    version: String,
    values: Answers,
}

impl Declaration {
    /// The form that was filled in.
    pub fn form_id(&self) -> &str {
        &self.form_id
    }

    /// The version of that form.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The canonical values, by field key.
    pub fn values(&self) -> &Answers {
        &self.values
    }

    /// A text, the value of a choice, a telephone number.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.values.get(key)?.as_text()
    }

    /// Whether a box is ticked.
    pub fn is_ticked(&self, key: &str) -> bool {
        matches!(self.values.get(key), Some(Answer::Flag(true)))
    }

    /// A number or amount.
    pub fn number(&self, key: &str) -> Option<Decimal> {
        Decimal::read(self.text(key)?, false).ok()
    }

    /// A date.
    pub fn date(&self, key: &str) -> Option<PartialDate> {
        PartialDate::parse(self.text(key)?)
    }
}

/// What is wrong with one answer, before it is known where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    code: &'static str,
    params: BTreeMap<String, String>,
}

impl Fault {
    pub(super) fn new(code: &'static str) -> Self {
        Self { code, params: BTreeMap::new() }
    }

    pub(super) fn with(mut self, name: &str, value: &(impl ToString + ?Sized)) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// Names another field in both languages: `name` and `name_en`.
    pub(super) fn with_labels(self, name: &str, fields: &[&Field]) -> Self {
        let joined = |label: fn(&Field) -> &str| {
            fields.iter().map(|field| label(field)).collect::<Vec<_>>().join("; ")
        };
        let english = joined(|field| field.label(crate::i18n::Lang::En));
        self.with(name, &joined(|field| &field.label_vi)).with(&format!("{name}_en"), &english)
    }

    fn at(self, path: String) -> FieldError {
        FieldError { field: path, code: self.code.to_owned(), params: self.params }
    }
}

impl Form {
    /// Checks everything that is asked for. Hidden fields are neither required nor kept.
    pub fn check(
        &self,
        answers: &Answers,
        ctx: &CheckContext<'_>,
    ) -> Result<Declaration, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut values = Row::new();
        for section in self.visible_sections(answers, ctx) {
            let scope = Scope::new(self, answers, ctx);
            values.append(&mut checked_fields(scope, &section.fields, "", &mut errors));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Declaration {
            form_id: self.form_id.clone(),
            version: self.version.clone(),
            values: values.into_iter().collect(),
        })
    }

    /// What has to be mended on one page; nothing where the page is not asked for.
    pub fn check_section(
        &self,
        key: &str,
        answers: &Answers,
        ctx: &CheckContext<'_>,
    ) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let scope = Scope::new(self, answers, ctx);
        if let Some(section) = self.section(key).filter(|section| scope.shows_section(section)) {
            checked_fields(scope, &section.fields, "", &mut errors);
        }
        errors
    }

    /// The pages that are asked for: those whose condition holds and that ask for something.
    pub fn visible_sections(&self, answers: &Answers, ctx: &CheckContext<'_>) -> Vec<&Section> {
        let scope = Scope::new(self, answers, ctx);
        let asks = |section: &&Section| {
            scope.shows_section(section)
                && section.fields.iter().any(|field| scope.shows_field(field))
        };
        self.sections.iter().filter(asks).collect()
    }

    /// The questions of a page that are asked.
    pub fn visible_fields<'f>(
        &'f self,
        section: &'f Section,
        answers: &Answers,
        ctx: &CheckContext<'_>,
    ) -> Vec<&'f Field> {
        let scope = Scope::new(self, answers, ctx);
        section.fields.iter().filter(|field| scope.shows_field(field)).collect()
    }

    /// The columns that are asked for in one row of a table.
    pub fn visible_columns<'f>(
        &'f self,
        table: &'f Field,
        row: &Row,
        answers: &Answers,
        ctx: &CheckContext<'_>,
    ) -> Vec<&'f Field> {
        let scope = Scope::new(self, answers, ctx).in_row(&table.columns, row);
        table.columns.iter().filter(|column| scope.shows_field(column)).collect()
    }
}

/// Checks the fields of a page, or the columns of a row (`prefix` is then `table.0.`).
pub(super) fn checked_fields(
    scope: Scope<'_>,
    fields: &[Field],
    prefix: &str,
    errors: &mut Vec<FieldError>,
) -> Row {
    let mut values = Row::new();
    for field in fields.iter().filter(|field| scope.shows_field(field)) {
        let path = format!("{prefix}{}", field.key);
        let before = errors.len();
        let value = match field.kind {
            FieldKind::Table => table_rules::check(scope, field, &path, errors),
            FieldKind::File => {
                errors.extend(field_rules::file_fault(scope, field).map(|f| f.at(path.clone())));
                None
            }
            _ => field_rules::value(scope, field).unwrap_or_else(|fault| {
                errors.push(fault.at(path.clone()));
                None
            }),
        };
        if errors.len() == before {
            let fault = field_rules::at_least_one_fault(scope, field);
            errors.extend(fault.map(|fault| fault.at(path)));
        }
        values.extend(value.map(|value| (field.key.clone(), value)));
    }
    values
}

pub(super) fn push(errors: &mut Vec<FieldError>, path: &str, fault: Fault) {
    errors.push(fault.at(path.to_owned()));
}
