//! Answers as the names and values of a plain HTML form, and back. One codec for posts without
//! script and for the island, so that both mean the same.
//!
//! `full_name`, `date_of_birth.day`, `permanent_address.commune`, `residence_history.0.from.year`.
//! A ticked box posts `on`. A date may also come whole, as `date_of_birth`.

use super::address::{Address, Era};
use super::answer::{ANSWERS_BYTES_MAX, Answer, Answers, AnswersFault, DateParts, ROWS_MAX, Row};
use super::check::CheckContext;
use super::date::{self, Precision};
use super::schema::{Field, FieldKind, Form};
use super::scope::is_ticked;
use std::collections::{BTreeMap, BTreeSet};

/// Posted values by name, in the order in which they came.
type Posted = BTreeMap<String, Vec<String>>;

impl Answers {
    /// Reads one posted page, keeping what was typed. Names that are not fields of the page are
    /// ignored; boxes and rows that are absent were unticked and removed.
    pub fn from_pairs<N: Into<String>, V: Into<String>>(
        form: &Form,
        section_key: &str,
        pairs: impl IntoIterator<Item = (N, V)>,
    ) -> Result<Self, AnswersFault> {
        let Some(section) = form.section(section_key) else { return Ok(Self::new()) };
        read(&section.fields, pairs, |_| true)
    }

    /// As [`Answers::from_pairs`], on top of these answers: what the page did not show, because
    /// its condition did not hold, is left as it was.
    pub fn with_posted<N: Into<String>, V: Into<String>>(
        &self,
        form: &Form,
        section_key: &str,
        pairs: impl IntoIterator<Item = (N, V)>,
        ctx: &CheckContext<'_>,
    ) -> Result<Self, AnswersFault> {
        let mut all = self.clone();
        if let Some(section) = form.section(section_key) {
            let shown = form.visible_fields(section, self, ctx);
            let is_shown = |field: &Field| shown.iter().any(|known| known.key == field.key);
            all.merge(read(&section.fields, pairs, is_shown)?);
        }
        all.check_limits()?;
        Ok(all)
    }

    /// The pairs that a page with these answers would post.
    pub fn to_pairs(&self, form: &Form, section_key: &str) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for field in form.section(section_key).iter().flat_map(|section| &section.fields) {
            if let Some(answer) = self.get(&field.key) {
                write(field, &field.key, answer, &mut pairs);
            }
        }
        pairs
    }
}

impl Field {
    /// The name of the first control of this field at `path`: where an error leads to.
    pub fn first_control(&self, path: &str) -> String {
        match self.kind {
            FieldKind::Date if self.precision() == Precision::Month => format!("{path}.month"),
            FieldKind::Date => format!("{path}.day"),
            FieldKind::Address => format!("{path}.province"),
            _ => path.to_owned(),
        }
    }

    /// What stands in the three boxes of a date.
    pub fn date_boxes(&self, answer: &Answer) -> DateParts {
        match answer {
            Answer::Date(parts) => parts.clone(),
            Answer::Text(text) => boxes(self, text),
            _ => DateParts::default(),
        }
    }
}

fn read<N: Into<String>, V: Into<String>>(
    fields: &[Field],
    pairs: impl IntoIterator<Item = (N, V)>,
    is_shown: impl Fn(&Field) -> bool,
) -> Result<Answers, AnswersFault> {
    let mut posted = Posted::new();
    let mut bytes = 0;
    for (name, value) in pairs {
        let (name, value) = (name.into(), value.into());
        bytes += name.len() + value.len();
        if bytes > ANSWERS_BYTES_MAX {
            return Err(AnswersFault::TooLarge);
        }
        posted.entry(name).or_default().push(value);
    }
    let mut answers = Answers::new();
    for field in fields {
        let answer = match field.kind {
            FieldKind::Table => Some(Answer::Rows(rows(field, &posted)?)),
            _ => cell(field, &field.key, &posted),
        };
        let is_absent = answer.as_ref().is_some_and(Answer::is_blank)
            && !is_named(&field.key, &posted)
            && !is_shown(field);
        if let Some(answer) = answer.filter(|_| !is_absent) {
            answers.set(field.key.clone(), answer);
        }
    }
    answers.check_limits()?;
    Ok(answers)
}

/// Whether anything was posted under the name or below it.
fn is_named(name: &str, posted: &Posted) -> bool {
    let below = format!("{name}.");
    posted.contains_key(name)
        || posted.range(below.clone()..).next().is_some_and(|(key, _)| key.starts_with(&below))
}

/// One field that is no table. Nothing was posted: `None`, but a box is then not ticked.
fn cell(field: &Field, name: &str, posted: &Posted) -> Option<Answer> {
    let values = posted.get(name);
    let last = || values.and_then(|values| values.last()).cloned();
    match field.kind {
        FieldKind::File | FieldKind::Table => None,
        FieldKind::Checkbox | FieldKind::Select if field.is_multiple() => {
            let ticked = values.into_iter().flatten().filter(|value| !value.is_empty());
            Some(Answer::List(ticked.cloned().collect()))
        }
        FieldKind::Checkbox => {
            let ticked = values.into_iter().flatten().any(|v| is_ticked(&Answer::text(v.as_str())));
            Some(Answer::Flag(ticked))
        }
        FieldKind::Date => match last() {
            Some(whole) => Some(Answer::Text(whole)),
            None => date_parts(name, posted),
        },
        FieldKind::Address => address(name, posted),
        _ => last().map(Answer::Text),
    }
}

fn part(name: &str, part: &str, posted: &Posted) -> Option<String> {
    posted.get(&format!("{name}.{part}"))?.last().cloned()
}

fn date_parts(name: &str, posted: &Posted) -> Option<Answer> {
    let parts = ["day", "month", "year"].map(|key| part(name, key, posted));
    if parts.iter().all(Option::is_none) {
        return None;
    }
    let [day, month, year] = parts.map(Option::unwrap_or_default);
    Some(Answer::Date(DateParts { day, month, year }))
}

fn address(name: &str, posted: &Posted) -> Option<Answer> {
    let district = part(name, "district", posted);
    let rest = ["province", "commune", "detail"].map(|key| part(name, key, posted));
    if district.is_none() && rest.iter().all(Option::is_none) {
        return None;
    }
    let [province, commune, detail] = rest.map(Option::unwrap_or_default);
    // A page without the choice of era has a district only for the old one.
    let guess = if district.is_some() { Era::Old } else { Era::New };
    let era = part(name, "era", posted).and_then(|era| Era::parse(&era)).unwrap_or(guess);
    Some(Answer::Address(Address { era, province, district, commune, detail }))
}

/// The rows in the order of their numbers, which may have gaps.
fn rows(table: &Field, posted: &Posted) -> Result<Vec<Row>, AnswersFault> {
    let prefix = format!("{}.", table.key);
    let mut numbers: BTreeSet<usize> = BTreeSet::new();
    numbers.extend(
        posted
            .range(prefix.clone()..)
            .take_while(|(name, _)| name.starts_with(&prefix))
            .filter_map(|(name, _)| name[prefix.len()..].split('.').next()?.parse::<usize>().ok()),
    );
    if numbers.len() > ROWS_MAX {
        return Err(AnswersFault::TooManyRows);
    }
    let row = |number: usize| -> Row {
        let mut row = Row::new();
        for column in &table.columns {
            let name = format!("{prefix}{number}.{}", column.key);
            row.extend(cell(column, &name, posted).map(|answer| (column.key.clone(), answer)));
        }
        row
    };
    Ok(numbers.into_iter().map(row).filter(|row| !row.is_empty()).collect())
}

fn write(field: &Field, name: &str, answer: &Answer, pairs: &mut Vec<(String, String)>) {
    let mut push = |part: &str, value: &str| {
        let name = if part.is_empty() { name.to_owned() } else { format!("{name}.{part}") };
        pairs.push((name, value.to_owned()));
    };
    match answer {
        // An empty value says that the box was there and was not ticked.
        Answer::Flag(flag) => push("", if *flag { "on" } else { "" }),
        Answer::List(list) if list.is_empty() && field.is_multiple() => push("", ""),
        // What is no date stays whole, so that it is read again as it was typed.
        Answer::Text(text) if field.kind == FieldKind::Date && is_date(field, text) => {
            let parts = boxes(field, text);
            push("day", &parts.day);
            push("month", &parts.month);
            push("year", &parts.year);
        }
        Answer::Text(text) if field.kind == FieldKind::Checkbox && !field.is_multiple() => {
            push("", if is_ticked(answer) { text } else { "" });
        }
        Answer::Text(text) => push("", text),
        Answer::List(list) => list.iter().for_each(|value| push("", value)),
        Answer::Date(parts) => {
            push("day", &parts.day);
            push("month", &parts.month);
            push("year", &parts.year);
        }
        Answer::Address(address) => {
            push("era", address.era.as_str());
            push("province", &address.province);
            if let Some(district) = &address.district {
                push("district", district);
            }
            push("commune", &address.commune);
            push("detail", &address.detail);
        }
        Answer::Rows(rows) => {
            for (number, row) in rows.iter().enumerate() {
                for column in &field.columns {
                    if let Some(cell) = row.get(&column.key) {
                        write(column, &format!("{name}.{number}.{}", column.key), cell, pairs);
                    }
                }
            }
        }
    }
}

fn is_date(field: &Field, text: &str) -> bool {
    matches!(date::read_text(text, field.precision()), Ok(Some(_)))
}

/// A date that came whole, in its three boxes; what is no date stands in the first.
fn boxes(field: &Field, text: &str) -> DateParts {
    let Ok(Some(date)) = date::read_text(text, field.precision()) else {
        return DateParts { day: text.to_owned(), ..DateParts::default() };
    };
    let shown = date.show();
    let mut parts = shown.rsplit('/').map(|part| part.trim_start_matches('0').to_owned());
    let year = parts.next().unwrap_or_default();
    let month = parts.next().unwrap_or_default();
    DateParts { day: parts.next().unwrap_or_default(), month, year }
}
