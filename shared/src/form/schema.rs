//! The definition of a form, as `data/README.md` documents it. An unknown key, type or op is an
//! error, so that a slip in a file is not a rule that silently never applies.

use super::address::AddressLevel;
use super::answer::Answer;
use super::condition::Condition;
use super::date::{DateExpr, Precision};
use super::number::Decimal;
use super::object::read;
use super::pattern::Pattern;
use crate::i18n::Lang;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use thiserror::Error;

/// One version of a form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Form {
    /// Version of the schema; only `1.0` so far.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub schema_version: String,
    /// Its key, such as `stp-lltp-03-2013`.
    pub form_id: String,
    /// Its version, such as `2023-12`.
    pub version: String,
    /// Title in Vietnamese.
    pub title_vi: String,
    /// Title in English.
    pub title_en: String,
    /// The paper form it stands for.
    pub template_name: String,
    /// The documents that prescribe it.
    pub legal_basis: Vec<String>,
    /// The procedures that use it.
    pub procedure_ids: Vec<String>,
    /// How sure its author is of it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub certainty: String,
    /// The pages.
    pub sections: Vec<Section>,
    /// What the applicant affirms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declaration_vi: Option<String>,
    /// How it is signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
    /// For those who maintain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
}

read!(Form {
    schema_version: optional,
    form_id: needed,
    version: needed,
    title_vi: needed,
    title_en: optional,
    template_name: optional,
    legal_basis: optional,
    procedure_ids: optional,
    certainty: optional,
    sections: needed,
    declaration_vi: optional,
    signature: optional,
    notes: optional,
});

/// How a form is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// Whether it must be.
    pub required: bool,
    /// `digital_signature`, `handwritten_at_counter`, `confirm_with_otp`.
    pub kinds: Vec<String>,
    /// Who signs.
    pub signer: String,
}

read!(Signature { required: needed, kinds: optional, signer: optional });

/// One page of a form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// Its key, unique in the form.
    pub key: String,
    /// Title in Vietnamese.
    pub title_vi: String,
    /// Title in English.
    pub title_en: String,
    /// What is asked.
    pub fields: Vec<Field>,
    /// When it is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visible_when: Option<Condition>,
}

read!(Section {
    key: needed,
    title_vi: needed,
    title_en: optional,
    fields: needed,
    visible_when: optional,
});

/// The kinds of field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are those of the documented schema")]
pub enum FieldKind {
    #[default]
    Text,
    Textarea,
    Date,
    Number,
    Money,
    Select,
    Radio,
    Checkbox,
    Cccd,
    Phone,
    Email,
    Address,
    Table,
    File,
}

impl FieldKind {
    /// The name in the definition.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Textarea => "textarea",
            Self::Date => "date",
            Self::Number => "number",
            Self::Money => "money",
            Self::Select => "select",
            Self::Radio => "radio",
            Self::Checkbox => "checkbox",
            Self::Cccd => "cccd",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Address => "address",
            Self::Table => "table",
            Self::File => "file",
        }
    }
}

/// One question, or one column of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    /// Its key, unique in the form (a column: in the table).
    pub key: String,
    /// Label in Vietnamese.
    pub label_vi: String,
    /// Label in English.
    pub label_en: String,
    /// Its kind; `type` in the file.
    #[serde(rename = "type")]
    pub kind: FieldKind,
    /// Whether it must be answered when it is asked.
    pub required: bool,
    /// A hint in Vietnamese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help_vi: Option<String>,
    /// A hint in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help_en: Option<String>,
    /// What can be chosen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<FieldOption>,
    /// What the answer must fulfil.
    #[serde(skip_serializing_if = "Validation::is_empty")]
    pub validation: Validation,
    /// When it is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visible_when: Option<Condition>,
    /// Where its first answer comes from: `profile.*`, `org.*`, `system.*`, `external.*`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefill: Option<String>,
    /// The columns of a table.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Field>,
    /// A table has at least so many rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_rows: Option<usize>,
    /// A table has at most so many rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_rows: Option<usize>,
    /// The media types that a file may have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accept: Vec<String>,
    /// What counts as answered until it is touched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Answer>,
    /// The number of the item on the paper form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper_ref: Option<String>,
}

read!(Field {
    key: needed,
    label_vi: needed,
    label_en: optional,
    "type" = kind: needed,
    required: needed,
    help_vi: optional,
    help_en: optional,
    options: optional,
    validation: optional,
    visible_when: optional,
    prefill: optional,
    columns: optional,
    min_rows: optional,
    max_rows: optional,
    accept: optional,
    default: optional,
    paper_ref: optional,
});

impl Field {
    /// The label in that language.
    pub fn label(&self, lang: Lang) -> &str {
        lang.pick(&self.label_vi, &self.label_en)
    }

    /// The hint in that language.
    pub fn help(&self, lang: Lang) -> Option<&str> {
        let vi = self.help_vi.as_deref()?;
        Some(lang.pick(vi, self.help_en.as_deref().unwrap_or_default()))
    }

    /// Whether several options can be chosen.
    pub fn is_multiple(&self) -> bool {
        match self.kind {
            FieldKind::Checkbox => !self.options.is_empty(),
            FieldKind::Select => self.validation.multiple,
            _ => false,
        }
    }

    /// The precision a date is asked for.
    pub fn precision(&self) -> Precision {
        self.validation.precision.unwrap_or_default()
    }

    /// Whether a number has no decimals: counts, and amounts in đồng.
    pub fn is_whole(&self) -> bool {
        let is_dong = self.validation.currency.as_deref().is_none_or(|currency| currency == "VND");
        self.validation.integer || (self.kind == FieldKind::Money && is_dong)
    }

    /// The option of that value.
    pub fn option(&self, value: &str) -> Option<&FieldOption> {
        self.options.iter().find(|option| option.value == value)
    }
}

/// One thing that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldOption {
    /// What is kept.
    pub value: String,
    /// Label in Vietnamese.
    pub label_vi: String,
    /// Label in English.
    pub label_en: String,
}

read!(FieldOption { value: needed, label_vi: needed, label_en: optional });

impl FieldOption {
    /// The label in that language.
    pub fn label(&self, lang: Lang) -> &str {
        lang.pick(&self.label_vi, &self.label_en)
    }
}

/// What an answer must fulfil. Which keys go with which kind is told by
/// `Form::check_definition`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the documented schema")]
pub struct Validation {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Pattern>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Bound>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Bound>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_min: Option<DateExpr>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_max: Option<DateExpr>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<Precision>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gte_field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gt_field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lte_field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lt_field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<AddressLevel>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub without_detail: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub province_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<NumberCheck>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exactly_one_true: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sum_equals: Option<SumEquals>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub continuous_from: Option<DateExpr>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub continuous_to: Option<DateExpr>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at_least_one_of: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_size_mb: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_files: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_width_px: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_height_px: Option<u32>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub multiple: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_selected: Option<usize>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub integer: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

read!(Validation {
    pattern: optional,
    min: optional,
    max: optional,
    min_length: optional,
    max_length: optional,
    date_min: optional,
    date_max: optional,
    precision: optional,
    gte_field: optional,
    gt_field: optional,
    lte_field: optional,
    lt_field: optional,
    level: optional,
    without_detail: optional,
    province_code: optional,
    check: optional,
    exactly_one_true: optional,
    sum_equals: optional,
    continuous_from: optional,
    continuous_to: optional,
    at_least_one_of: optional,
    max_size_mb: optional,
    max_files: optional,
    min_width_px: optional,
    min_height_px: optional,
    multiple: optional,
    min_selected: optional,
    integer: optional,
    currency: optional,
});

impl Validation {
    /// Whether nothing is demanded.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A number that must have its check digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NumberCheck {
    /// Mã số thuế.
    Mst,
}

/// The cells of a column add up to the answer of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SumEquals {
    /// The column of the table.
    pub column: String,
    /// The field of the form.
    pub field: String,
}

read!(SumEquals { column: needed, field: needed });

/// A limit of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// This number.
    Number(Decimal),
    /// The year in which the form is filled in.
    CurrentYear,
}

const CURRENT_YEAR: &str = "current_year";

impl Serialize for Bound {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => number.serialize(out),
            Self::CurrentYear => out.serialize_str(CURRENT_YEAR),
        }
    }
}

impl<'de> Deserialize<'de> for Bound {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match Value::deserialize(from)? {
            Value::String(text) if text == CURRENT_YEAR => Ok(Self::CurrentYear),
            number @ Value::Number(_) => {
                serde_json::from_value(number).map(Self::Number).map_err(D::Error::custom)
            }
            other => Err(D::Error::custom(format!("a number or \"current_year\", not {other}"))),
        }
    }
}

/// Why a file is not a form: where, and what was expected.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{path}: {expected}")]
pub struct FormFault {
    /// Such as `sections[2].fields[5] (permanent_address)`, or a line of the file.
    pub path: String,
    /// What was expected there.
    pub expected: String,
}

impl Form {
    /// Reads a definition. Says where it goes wrong, by section and field.
    pub fn parse(text: &str) -> Result<Self, FormFault> {
        let value: Value = serde_json::from_str(text).map_err(|fault| FormFault {
            path: format!("line {}, column {}", fault.line(), fault.column()),
            expected: fault.to_string(),
        })?;
        Self::deserialize(&value).map_err(|fault| locate(&value, &fault.to_string()))
    }

    /// The section of that key.
    pub fn section(&self, key: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.key == key)
    }

    /// The field of that key, with its section.
    pub fn field(&self, key: &str) -> Option<(&Section, &Field)> {
        self.sections.iter().find_map(|section| {
            section.fields.iter().find(|field| field.key == key).map(|field| (section, field))
        })
    }

    /// The field or column that a path such as `residence_history.0.from` leads to, with the
    /// number of the row (from 1).
    pub fn field_at(&self, path: &str) -> Option<(&Field, Option<usize>)> {
        let mut parts = path.split('.');
        let (_, field) = self.field(parts.next()?)?;
        let Some(row) = parts.next() else { return Some((field, None)) };
        let row: usize = row.parse().ok()?;
        let key = parts.next()?;
        let column = field.columns.iter().find(|column| column.key == key)?;
        Some((column, row.checked_add(1)))
    }

    /// The title in that language.
    pub fn title(&self, lang: Lang) -> &str {
        lang.pick(&self.title_vi, &self.title_en)
    }
}

impl Section {
    /// The title in that language.
    pub fn title(&self, lang: Lang) -> &str {
        lang.pick(&self.title_vi, &self.title_en)
    }
}

/// Finds the smallest part of the file that cannot be read.
fn locate(form: &Value, fault: &str) -> FormFault {
    let list = |value: &Value, key| value.get(key).and_then(Value::as_array).cloned();
    for (at, section) in list(form, "sections").unwrap_or_default().iter().enumerate() {
        let place = named(&format!("sections[{at}]"), section);
        for (at, field) in list(section, "fields").unwrap_or_default().iter().enumerate() {
            let place = format!("{place}.{}", named(&format!("fields[{at}]"), field));
            for (at, column) in list(field, "columns").unwrap_or_default().iter().enumerate() {
                let place = format!("{place}.{}", named(&format!("columns[{at}]"), column));
                if let Err(fault) = Field::deserialize(column) {
                    return FormFault { path: place, expected: fault.to_string() };
                }
            }
            if let Err(fault) = Field::deserialize(field) {
                return FormFault { path: place, expected: fault.to_string() };
            }
        }
        if let Err(fault) = Section::deserialize(section) {
            return FormFault { path: place, expected: fault.to_string() };
        }
    }
    FormFault { path: "form".to_owned(), expected: fault.to_owned() }
}

fn named(place: &str, value: &Value) -> String {
    match value.get("key").and_then(Value::as_str) {
        Some(key) => format!("{place} ({key})"),
        None => place.to_owned(),
    }
}
