//! The rules of single fields, by kind. Each gives the canonical value, nothing, or a fault.

use super::address;
use super::answer::Answer;
use super::check::Fault;
use super::date::{self, DateTextFault, PartialDate, YEAR_MAX, YEAR_MIN};
use super::number::{DECIMALS_MAX, Decimal, NumberTextFault, WHOLE_DIGITS_MAX};
use super::schema::{Bound, Field, FieldKind, NumberCheck};
use super::scope::{Scope, chosen, is_ticked, without_unit};
use crate::identity::number::{Cccd, NumberFault, Phone, email, tax_code, without_separators};
use crate::text::{tidy, tidy_lines};
use crate::time::show_day;
use chrono::Datelike;
use std::cmp::Ordering;

/// A line of text, where the definition sets no other limit.
const TEXT_CHARS_MAX: usize = 500;
/// A longer text, likewise.
const TEXTAREA_CHARS_MAX: usize = 4000;
/// Files of one field, where several are allowed without a number.
const FILES_MAX: usize = 10;
const BYTES_PER_MB: u64 = 1024 * 1024;

type Checked = Result<Option<Answer>, Fault>;

/// The canonical value of any field but tables and files.
pub(super) fn value(scope: Scope<'_>, field: &Field) -> Checked {
    let answer = scope.find(&field.key).and_then(|found| scope.answer(found));
    let Some(answer) = answer.as_deref().filter(|answer| !answer.is_blank()) else {
        return if field.required { Err(required(field)) } else { Ok(unanswered(field)) };
    };
    match field.kind {
        FieldKind::Date => date(scope, field, answer),
        FieldKind::Number | FieldKind::Money => number(scope, field, answer),
        FieldKind::Checkbox | FieldKind::Select if field.is_multiple() => choices(field, answer),
        FieldKind::Checkbox => tick(field, answer),
        FieldKind::Address => match answer {
            Answer::Address(typed) => {
                let checked = address::check(typed, &field.validation, scope.ctx.book)?;
                Ok(Some(Answer::Address(checked)))
            }
            _ => Err(Fault::new("unreadable")),
        },
        FieldKind::Table | FieldKind::File => Ok(None),
        _ => written(scope, field, answer.as_text().ok_or_else(|| Fault::new("unreadable"))?),
    }
}

/// What stands in one line: text, a choice, a number that names somebody.
fn written(scope: Scope<'_>, field: &Field, typed: &str) -> Checked {
    let text = if field.kind == FieldKind::Textarea { tidy_lines(typed) } else { tidy(typed) };
    if text.is_empty() {
        return if field.required { Err(required(field)) } else { Ok(unanswered(field)) };
    }
    let value = match field.kind {
        FieldKind::Select | FieldKind::Radio => {
            let option = field.option(&text).ok_or_else(|| Fault::new("option_unknown"))?;
            return Ok(Some(Answer::Text(option.value.clone())));
        }
        FieldKind::Cccd => {
            let cccd = Cccd::parse(&without_separators(&text), scope.ctx.today);
            cccd.map_err(cccd_fault)?.number().to_owned()
        }
        FieldKind::Phone => {
            Phone::parse(&text).ok_or_else(|| Fault::new("phone"))?.number().to_owned()
        }
        FieldKind::Email => email(&text).ok_or_else(|| Fault::new("email"))?,
        _ => text,
    };
    checked_text(field, value).map(|value| Some(Answer::Text(value)))
}

fn checked_text(field: &Field, text: String) -> Result<String, Fault> {
    let rules = &field.validation;
    let chars = text.chars().count();
    let most = match field.kind {
        FieldKind::Textarea => TEXTAREA_CHARS_MAX,
        _ => TEXT_CHARS_MAX,
    };
    let most = rules.max_length.unwrap_or(most);
    if chars > most {
        return Err(Fault::new("too_long").with("max", &most));
    }
    if let Some(least) = rules.min_length.filter(|least| chars < *least) {
        return Err(Fault::new("too_short").with("min", &least));
    }
    if rules.check == Some(NumberCheck::Mst) {
        return tax_code(&text.replace(' ', "")).map_err(mst_fault);
    }
    let Some(pattern) = rules.pattern.as_ref().filter(|pattern| !pattern.matches(&text)) else {
        return Ok(text);
    };
    // Numbers are often typed in groups.
    let dense = text.replace(' ', "");
    if pattern.matches(&dense) {
        return Ok(dense);
    }
    let fault = Fault::new("pattern");
    Err(match pattern.example() {
        _ if pattern.is_of_letters() => fault.with("kind", "letters"),
        Some(example) => fault.with("kind", "example").with("example", &example),
        None => fault,
    })
}

fn date(scope: Scope<'_>, field: &Field, answer: &Answer) -> Checked {
    let read = match answer {
        Answer::Text(text) => date::read_text(text, field.precision()),
        Answer::Date(parts) => date::read_parts(parts, field.precision()),
        _ => return Err(Fault::new("unreadable")),
    };
    let precision = field.precision().as_str();
    let date = match read {
        Ok(Some(date)) => date,
        Ok(None) => {
            return if field.required { Err(required(field)) } else { Ok(unanswered(field)) };
        }
        Err(DateTextFault::Incomplete(part)) => {
            return Err(Fault::new("date_incomplete").with("part", part).with("kind", precision));
        }
        Err(DateTextFault::NotADate) => {
            return Err(Fault::new("not_a_date").with("kind", precision));
        }
    };
    if date.year() < YEAR_MIN {
        return Err(Fault::new("date_too_early").with("min", &format!("01/01/{YEAR_MIN}")));
    }
    if date.year() > YEAR_MAX {
        return Err(Fault::new("date_too_late").with("max", &format!("31/12/{YEAR_MAX}")));
    }
    bounded_date(scope, field, date)?;
    related(scope, field, |other| date.compare(scope.date_in(other)?))?;
    Ok(Some(Answer::Text(date.to_string())))
}

fn bounded_date(scope: Scope<'_>, field: &Field, date: PartialDate) -> Result<(), Fault> {
    let bound = |expr: &Option<_>| expr.as_ref().and_then(|expr| scope.day_of(expr));
    if let Some((min, _)) = bound(&field.validation.date_min)
        && date.latest() < min
    {
        return Err(Fault::new("date_too_early").with("min", &show_day(min)));
    }
    if let Some((_, max)) = bound(&field.validation.date_max)
        && date.earliest() > max
    {
        return Err(Fault::new("date_too_late").with("max", &show_day(max)));
    }
    Ok(())
}

fn number(scope: Scope<'_>, field: &Field, answer: &Answer) -> Checked {
    let rules = &field.validation;
    let text = without_unit(answer.as_text().ok_or_else(|| Fault::new("unreadable"))?);
    let must_be_whole = field.is_whole();
    let number = Decimal::read(&text, must_be_whole).map_err(|fault| match fault {
        NumberTextFault::NotANumber => Fault::new("not_a_number").with("kind", field.kind.as_str()),
        NumberTextFault::TooManyDigits => {
            let most = Decimal::from_whole(10_i64.pow(15) - 1).unwrap_or(Decimal::ZERO);
            debug_assert_eq!(most.to_string().len(), WHOLE_DIGITS_MAX);
            Fault::new("too_large").with("max", &most.show())
        }
        NumberTextFault::TooManyDecimals if must_be_whole => Fault::new("not_integer"),
        NumberTextFault::TooManyDecimals => {
            Fault::new("too_many_decimals").with("max", &DECIMALS_MAX)
        }
    })?;
    if must_be_whole && !number.is_whole() {
        return Err(Fault::new("not_integer"));
    }
    let bound = |bound: Bound| match bound {
        Bound::Number(number) => Some(number),
        Bound::CurrentYear => Decimal::from_whole(scope.ctx.today.year().into()),
    };
    let no_debt = (field.kind == FieldKind::Money).then_some(Decimal::ZERO);
    if let Some(min) = rules.min.and_then(bound).or(no_debt).filter(|min| number < *min) {
        return Err(Fault::new("too_small").with("min", &min.show()));
    }
    if let Some(max) = rules.max.and_then(bound).filter(|max| number > *max) {
        return Err(Fault::new("too_large").with("max", &max.show()));
    }
    related(scope, field, |other| Some(number.cmp(&scope.number_in(other)?)))?;
    Ok(Some(Answer::Text(number.to_string())))
}

/// `gte_field` and its like. `compare` tells how this value stands to another, if that is known.
fn related<'a>(
    scope: Scope<'a>,
    field: &Field,
    compare: impl Fn(super::scope::Found<'a>) -> Option<Ordering>,
) -> Result<(), Fault> {
    let rules = &field.validation;
    let relations: [(&'static str, &Option<String>, &[Ordering]); 4] = [
        ("gte_field", &rules.gte_field, &[Ordering::Less]),
        ("gt_field", &rules.gt_field, &[Ordering::Less, Ordering::Equal]),
        ("lte_field", &rules.lte_field, &[Ordering::Greater]),
        ("lt_field", &rules.lt_field, &[Ordering::Greater, Ordering::Equal]),
    ];
    for (code, key, wrong) in relations {
        let Some(other) = key.as_deref().and_then(|key| scope.find(key)) else { continue };
        if compare(other).is_some_and(|order| wrong.contains(&order)) {
            let kind = if field.kind == FieldKind::Date { "date" } else { "number" };
            return Err(Fault::new(code).with("kind", kind).with_labels("other", &[other.field]));
        }
    }
    Ok(())
}

fn choices(field: &Field, answer: &Answer) -> Checked {
    let mut values = chosen(answer).ok_or_else(|| Fault::new("unreadable"))?;
    values.retain(|value| !value.is_empty());
    if values.iter().any(|value| field.option(value).is_none()) {
        return Err(Fault::new("option_unknown"));
    }
    let in_order = field.options.iter().filter(|option| values.contains(&option.value.as_str()));
    let kept: Vec<String> = in_order.map(|option| option.value.clone()).collect();
    if let Some(least) = field.validation.min_selected.filter(|least| kept.len() < *least) {
        return Err(Fault::new("too_few_selected").with("min", &least));
    }
    Ok(Some(Answer::List(kept)))
}

fn tick(field: &Field, answer: &Answer) -> Checked {
    match answer {
        Answer::Flag(_) | Answer::Text(_) if is_ticked(answer) => Ok(Some(Answer::Flag(true))),
        Answer::Flag(_) | Answer::Text(_) if field.required => Err(required(field)),
        Answer::Flag(_) | Answer::Text(_) => Ok(unanswered(field)),
        _ => Err(Fault::new("unreadable")),
    }
}

/// A box that is not ticked says no; what was emptied does not fall back to its default;
/// everything else that is not answered says nothing.
fn unanswered(field: &Field) -> Option<Answer> {
    if field.kind == FieldKind::Checkbox && !field.is_multiple() {
        return Some(Answer::Flag(false));
    }
    field.default.as_ref().map(|_| Answer::text(""))
}

/// Nothing was answered. `kind` says how to put it.
pub(super) fn required(field: &Field) -> Fault {
    let kind = match field.kind {
        FieldKind::Date => field.precision().as_str(),
        FieldKind::Select | FieldKind::Radio => "choice",
        FieldKind::Checkbox if field.is_multiple() => "choice",
        FieldKind::Checkbox => "tick",
        FieldKind::Text | FieldKind::Textarea => "text",
        FieldKind::Address if field.validation.without_detail => "place",
        other => other.as_str(),
    };
    Fault::new("required").with("kind", kind)
}

fn cccd_fault(fault: NumberFault) -> Fault {
    Fault::new(match fault {
        NumberFault::Charset | NumberFault::Format => "cccd_charset",
        NumberFault::Province => "cccd_province",
        NumberFault::Century => "cccd_century",
        NumberFault::FutureBirthYear => "cccd_future_birth_year",
        NumberFault::LegacyCmnd => "cccd_legacy_cmnd",
        _ => "cccd_length",
    })
}

fn mst_fault(fault: NumberFault) -> Fault {
    Fault::new(match fault {
        NumberFault::Charset => "mst_charset",
        NumberFault::Length | NumberFault::Format => "mst_length",
        NumberFault::Branch => "mst_branch",
        _ => "mst_check_digit",
    })
}

/// At least one of the listed fields is answered; said once, at the field that demands it.
pub(super) fn at_least_one_fault(scope: Scope<'_>, field: &Field) -> Option<Fault> {
    let keys = &field.validation.at_least_one_of;
    let found: Vec<_> = keys.iter().filter_map(|key| scope.find(key)).collect();
    if found.is_empty() || found.iter().any(|found| scope.is_answered(*found)) {
        return None;
    }
    let fields: Vec<&Field> = found.iter().map(|found| found.field).collect();
    Some(Fault::new("at_least_one_of").with_labels("others", &fields))
}

/// What is wrong with the files of a field.
pub(super) fn file_fault(scope: Scope<'_>, field: &Field) -> Option<Fault> {
    let rules = &field.validation;
    let papers = scope.ctx.papers.get(&field.key).map(Vec::as_slice).unwrap_or_default();
    if papers.is_empty() {
        return field.required.then(|| Fault::new("file_missing"));
    }
    let most = rules.max_files.unwrap_or(if rules.multiple { FILES_MAX } else { 1 });
    if papers.len() > most {
        return Some(Fault::new("file_too_many").with("max", &most));
    }
    if let Some(mb) = rules.max_size_mb {
        let bytes_max = mb.thousandths().unsigned_abs() * BYTES_PER_MB / 1000;
        if papers.iter().any(|paper| paper.bytes > bytes_max) {
            return Some(Fault::new("file_too_large").with("max", &mb.show()));
        }
    }
    if !papers.iter().all(|paper| accepts(&field.accept, &paper.media_type)) {
        let names: Vec<String> = field.accept.iter().map(|kind| type_name(kind)).collect();
        return Some(Fault::new("file_wrong_type").with("types", &names.join(", ")));
    }
    let (width, height) = (rules.min_width_px.unwrap_or(0), rules.min_height_px.unwrap_or(0));
    let is_small = |have: Option<u32>, least| have.is_some_and(|have| have < least);
    papers
        .iter()
        .any(|paper| is_small(paper.width_px, width) || is_small(paper.height_px, height))
        .then(|| Fault::new("image_too_small").with("width", &width).with("height", &height))
}

/// `accept` as HTML has it: `application/pdf`, `image/*`, `.pdf`. Empty takes everything.
fn accepts(accept: &[String], media_type: &str) -> bool {
    let one = |wanted: &String| {
        let wanted = wanted.trim().to_ascii_lowercase();
        let of_extension = wanted.strip_prefix('.').map(|extension| type_of(extension));
        match (of_extension, wanted.strip_suffix("/*")) {
            (Some(known), _) => known == Some(media_type),
            (None, Some(family)) => {
                media_type.strip_prefix(family).is_some_and(|rest| rest.starts_with('/'))
            }
            (None, None) => wanted == media_type,
        }
    };
    accept.is_empty() || accept.iter().any(one)
}

/// The media type behind an extension.
pub(super) fn type_of(extension: &str) -> Option<&'static str> {
    Some(match extension {
        "pdf" => "application/pdf",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "heic" => "image/heic",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => return None,
    })
}

/// What people call a media type: `PDF`, `JPEG`, `DOCX`.
fn type_name(accept: &str) -> String {
    let docx = type_of("docx").unwrap_or_default();
    let name = match accept {
        known if known == docx => "docx",
        other => other.rsplit(['/', '.']).next().unwrap_or(other),
    };
    name.to_ascii_uppercase()
}
