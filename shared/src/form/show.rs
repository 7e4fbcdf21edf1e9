//! Answers in words, as the page to check them, the officer's page and print show them.

use super::address::AddressBook;
use super::answer::{Answer, Row};
use super::date::{self, PartialDate};
use super::schema::{Field, FieldKind};
use super::scope::{chosen, is_ticked, read_number};
use crate::i18n::{Lang, msg};

/// One answer in words; empty where nothing was entered. What is no date or number is shown as
/// typed, an address as it is understood. A table is put into one line; where there is room,
/// `Form::lay_out` shows it cell by cell.
pub fn show(lang: Lang, field: &Field, answer: &Answer, book: Option<&AddressBook>) -> String {
    match (field.kind, answer) {
        (FieldKind::Checkbox, _) if is_single_box(field) => {
            let key = if is_ticked(answer) { msg::form::YES } else { msg::form::NO };
            key.text(lang).to_owned()
        }
        (FieldKind::Checkbox | FieldKind::Select | FieldKind::Radio, _) => {
            let values = chosen(answer).unwrap_or_default();
            let name =
                |value: &str| field.option(value).map_or(value, |o| o.label(lang)).to_owned();
            values.into_iter().map(name).collect::<Vec<_>>().join("; ")
        }
        (FieldKind::Date, Answer::Date(parts)) => {
            let read = date::read_parts(parts, field.precision()).ok().flatten();
            let typed = [&parts.day, &parts.month, &parts.year].map(|part| part.trim());
            let given: Vec<&str> = typed.into_iter().filter(|part| !part.is_empty()).collect();
            read.map_or_else(|| given.join("/"), PartialDate::show)
        }
        (FieldKind::Date, Answer::Text(text)) => {
            let read = PartialDate::parse(text)
                .or_else(|| date::read_text(text, field.precision()).ok().flatten());
            read.map_or_else(|| text.clone(), PartialDate::show)
        }
        (FieldKind::Number | FieldKind::Money, Answer::Text(text)) => {
            let read = read_number(field, answer);
            match read {
                Some(number) if field.kind == FieldKind::Money => {
                    let currency = field.validation.currency.as_deref().unwrap_or("VND");
                    let unit = if currency == "VND" { "₫" } else { currency };
                    format!("{}\u{a0}{unit}", number.show())
                }
                Some(number) => number.show(),
                None => text.clone(),
            }
        }
        (_, Answer::Address(address)) => match book {
            Some(book) => book.show(lang, &book.read(address).unwrap_or_else(|| address.clone())),
            None => AddressBook::default().show(lang, address),
        },
        (FieldKind::Table, Answer::Rows(rows)) => {
            let lines = rows.iter().map(|row| show_row(lang, field, row, book));
            lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
        }
        (_, Answer::Text(text)) => text.clone(),
        (_, Answer::List(list)) => list.join("; "),
        (_, Answer::Flag(_) | Answer::Date(_) | Answer::Rows(_)) => String::new(),
    }
}

/// Whether it is one box to tick, where "no" is an answer too.
pub(super) fn is_single_box(field: &Field) -> bool {
    field.kind == FieldKind::Checkbox && !field.is_multiple()
}

/// One row of a table in one line.
fn show_row(lang: Lang, table: &Field, row: &Row, book: Option<&AddressBook>) -> String {
    let cell = |column: &Field| {
        let text = show(lang, column, row.get(&column.key)?, book);
        (!text.is_empty()).then(|| format!("{}: {text}", column.label(lang)))
    };
    table.columns.iter().filter_map(cell).collect::<Vec<_>>().join(", ")
}
