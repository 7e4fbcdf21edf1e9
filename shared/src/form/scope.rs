//! What is asked for and what counts as its answer, seen from a form or from a row of a table.

use super::answer::{Answer, Answers, Row};
use super::check::CheckContext;
use super::condition::{Condition, Op};
use super::date::{self, DateBase, DateExpr, PartialDate};
use super::number::{self, Decimal};
use super::schema::{Field, FieldKind, Form, Section};
use crate::host::lower;
use crate::text::tidy;
use chrono::NaiveDate;
use serde_json::Value;
use std::borrow::Cow;

/// Conditions that lead back to themselves (a fault of the definition) end here.
const DEPTH_MAX: u8 = 24;

/// Where a rule looks for fields by key: the row first, then the form.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) form: &'a Form,
    pub(super) answers: &'a Answers,
    pub(super) ctx: &'a CheckContext<'a>,
    row: Option<(&'a [Field], &'a Row)>,
}

/// A field found by its key. A column has no section.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) field: &'a Field,
    section: Option<&'a Section>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(form: &'a Form, answers: &'a Answers, ctx: &'a CheckContext<'a>) -> Self {
        Self { form, answers, ctx, row: None }
    }

    pub(super) fn in_row(self, columns: &'a [Field], row: &'a Row) -> Self {
        Self { row: Some((columns, row)), ..self }
    }

    pub(super) fn find(self, key: &str) -> Option<Found<'a>> {
        let column = self
            .row
            .and_then(|(columns, _)| columns.iter().find(|column| column.key == key))
            .map(|field| Found { field, section: None });
        column.or_else(|| {
            let (section, field) = self.form.field(key)?;
            Some(Found { field, section: Some(section) })
        })
    }

    pub(super) fn shows_section(self, section: &Section) -> bool {
        self.holds_if(section.visible_when.as_ref(), DEPTH_MAX)
    }

    /// Whether a field of a section that is shown, or a column, is asked for.
    pub(super) fn shows_field(self, field: &Field) -> bool {
        self.holds_if(field.visible_when.as_ref(), DEPTH_MAX)
    }

    /// What counts as the answer: what was typed, or the default while nothing was touched.
    pub(super) fn answer(self, found: Found<'a>) -> Option<Cow<'a, Answer>> {
        let key = found.field.key.as_str();
        let given = match (found.section, self.row) {
            (None, Some((_, row))) => row.get(key),
            _ => self.answers.get(key),
        };
        given.map(Cow::Borrowed).or_else(|| found.field.default_on(self.ctx.today))
    }

    /// Whether it is asked for and something was entered.
    pub(super) fn is_answered(self, found: Found<'a>) -> bool {
        if !self.shows(found, DEPTH_MAX) {
            return false;
        }
        if found.field.kind == FieldKind::File {
            return self.ctx.papers.get(&found.field.key).is_some_and(|papers| !papers.is_empty());
        }
        self.answer(found).is_some_and(|answer| !answer.is_blank())
    }

    /// The date in a field that is asked for, if it is one.
    pub(super) fn date_in(self, found: Found<'a>) -> Option<PartialDate> {
        let answer = self.answer(found).filter(|_| self.shows(found, DEPTH_MAX))?;
        read_date(found.field, &answer)
    }

    /// The number in a field that is asked for, if it is one.
    pub(super) fn number_in(self, found: Found<'a>) -> Option<Decimal> {
        let answer = self.answer(found).filter(|_| self.shows(found, DEPTH_MAX))?;
        read_number(found.field, &answer)
    }

    /// The first and last day that an expression can mean.
    pub(super) fn day_of(self, expr: &DateExpr) -> Option<(NaiveDate, NaiveDate)> {
        let read = expr.read()?;
        let base = match read.base {
            DateBase::Today => PartialDate::whole(self.ctx.today),
            DateBase::Day(day) => PartialDate::whole(day),
            DateBase::Field(key) => self.date_in(self.find(key)?)?,
        };
        Some((read.counted_from(base.earliest())?, read.counted_from(base.latest())?))
    }

    fn shows(self, found: Found<'a>, depth: u8) -> bool {
        let section = found.section.and_then(|section| section.visible_when.as_ref());
        self.holds_if(section, depth) && self.holds_if(found.field.visible_when.as_ref(), depth)
    }

    fn holds_if(self, condition: Option<&Condition>, depth: u8) -> bool {
        condition.is_none_or(|condition| depth > 0 && self.holds(condition, depth - 1))
    }

    fn holds(self, condition: &Condition, depth: u8) -> bool {
        match condition {
            Condition::All { all } => all.iter().all(|part| self.holds(part, depth)),
            Condition::Any { any } => any.iter().any(|part| self.holds(part, depth)),
            Condition::Test { field, op, value } => {
                let found = self.find(field).filter(|found| self.shows(*found, depth));
                found.is_some_and(|found| self.test(found, *op, value))
            }
        }
    }

    fn test(self, found: Found<'a>, op: Op, value: &Value) -> bool {
        let answer = self.answer(found);
        let is = |value: &Value| equals(found.field, answer.as_deref(), value);
        match op {
            Op::Eq => is(value),
            Op::Neq => !is(value),
            Op::In => value.as_array().is_some_and(|values| values.iter().any(is)),
            Op::Truthy => self.is_answered(found) && !is(&Value::from(0)),
        }
    }
}

impl Field {
    /// The answer that counts while the field is untouched; `today` and its like become dates.
    pub fn default_on(&self, today: NaiveDate) -> Option<Cow<'_, Answer>> {
        let default = self.default.as_ref()?;
        let expr = default.as_text().filter(|_| self.kind == FieldKind::Date).map(DateExpr::new);
        let day = expr.and_then(|expr| {
            let read = expr.read().filter(|read| read.base == DateBase::Today)?;
            read.counted_from(today)
        });
        Some(match day {
            Some(day) => Cow::Owned(Answer::Text(day.to_string())),
            None => Cow::Borrowed(default),
        })
    }
}

/// Whether a checkbox is ticked: `true`, or what a plain form posts.
pub(super) fn is_ticked(answer: &Answer) -> bool {
    match answer {
        Answer::Flag(flag) => *flag,
        Answer::Text(text) => matches!(text.trim(), "on" | "true" | "1" | "yes"),
        _ => false,
    }
}

/// The values chosen among several.
pub(super) fn chosen(answer: &Answer) -> Option<Vec<&str>> {
    match answer {
        Answer::List(list) => Some(list.iter().map(|item| item.trim()).collect()),
        Answer::Text(text) => Some(vec![text.trim()]),
        _ => None,
    }
}

fn read_date(field: &Field, answer: &Answer) -> Option<PartialDate> {
    let read = match answer {
        Answer::Text(text) => date::read_text(text, field.precision()),
        Answer::Date(parts) => date::read_parts(parts, field.precision()),
        _ => return None,
    };
    read.ok().flatten()
}

pub(super) fn read_number(field: &Field, answer: &Answer) -> Option<Decimal> {
    Decimal::read(&without_unit(answer.as_text()?), field.is_whole()).ok()
}

/// `1.000.000 đồng`, `50 %` → the number alone.
pub(super) fn without_unit(text: &str) -> String {
    let text = lower(&tidy(text));
    let units = ["vnđ", "vnd", "đồng", "đ", "₫", "%"];
    let bare = units.iter().find_map(|unit| text.strip_suffix(unit));
    bare.unwrap_or(&text).trim().to_owned()
}

fn equals(field: &Field, answer: Option<&Answer>, value: &Value) -> bool {
    let Some(answer) = answer else { return *value == Value::Bool(false) && is_tick(field) };
    match value {
        Value::Bool(flag) => is_ticked(answer) == *flag,
        Value::Number(wanted) => {
            let wanted = wanted.to_string();
            let is_same = |number| number::read_json(&wanted) == Some(number);
            read_number(field, answer).map_or_else(|| is_text(field, answer, &wanted), is_same)
        }
        Value::String(wanted) => is_text(field, answer, wanted),
        _ => false,
    }
}

fn is_tick(field: &Field) -> bool {
    field.kind == FieldKind::Checkbox && !field.is_multiple()
}

fn is_text(field: &Field, answer: &Answer, wanted: &str) -> bool {
    match field.kind {
        FieldKind::Date => read_date(field, answer).is_some_and(|date| date.to_string() == wanted),
        FieldKind::Number | FieldKind::Money => {
            read_number(field, answer).is_some_and(|n| Decimal::read(wanted, false) == Ok(n))
        }
        FieldKind::Text | FieldKind::Textarea => {
            answer.as_text().is_some_and(|text| lower(&tidy(text)) == lower(&tidy(wanted)))
        }
        FieldKind::Checkbox if !field.is_multiple() => is_ticked(answer).to_string() == wanted,
        _ => chosen(answer).is_some_and(|values| values.contains(&wanted)),
    }
}
