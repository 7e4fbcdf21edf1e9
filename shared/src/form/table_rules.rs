//! The rules of tables: their rows, and what holds across rows.

use super::answer::{Answer, ROWS_MAX, Row};
use super::check::{Fault, checked_fields, push};
use super::date::{PartialDate, Precision};
use super::field_rules::required;
use super::number::Decimal;
use super::schema::{Field, FieldKind};
use super::scope::Scope;
use crate::error::FieldError;
use chrono::{Days, Months, NaiveDate};

/// The canonical rows. Rows with nothing in them do not count; a cell's path keeps the number of
/// its row as it was typed.
pub(super) fn check(
    scope: Scope<'_>,
    table: &Field,
    path: &str,
    errors: &mut Vec<FieldError>,
) -> Option<Answer> {
    let answer = scope.find(&table.key).and_then(|found| scope.answer(found));
    let typed = match answer.as_deref() {
        Some(Answer::Text(text)) if text.trim().is_empty() => &[],
        Some(answer) => {
            let Some(rows) = answer.as_rows() else {
                push(errors, path, Fault::new("unreadable"));
                return None;
            };
            rows
        }
        None => &[],
    };
    let filled = |row: &&Row| !row.values().all(Answer::is_blank);
    let count = typed.iter().filter(filled).count();
    if let Some(fault) = count_fault(table, count) {
        push(errors, path, fault);
        return None;
    }
    let before = errors.len();
    let mut rows = Vec::with_capacity(count);
    for (at, row) in typed.iter().enumerate().filter(|(_, row)| filled(row)) {
        let prefix = format!("{path}.{at}.");
        rows.push(checked_fields(
            scope.in_row(&table.columns, row),
            &table.columns,
            &prefix,
            errors,
        ));
    }
    if errors.len() > before || rows.is_empty() {
        return None;
    }
    let faults = [one_true(table, &rows), sum(scope, table, &rows), gap(scope, table, &rows)];
    faults.into_iter().flatten().for_each(|fault| push(errors, path, fault));
    Some(Answer::Rows(rows))
}

fn count_fault(table: &Field, count: usize) -> Option<Fault> {
    let most = table.max_rows.unwrap_or(ROWS_MAX).min(ROWS_MAX);
    let least = table.min_rows.unwrap_or(0);
    match count {
        0 if table.required => Some(required(table)),
        0 => None,
        _ if count > most => Some(Fault::new("rows_too_many").with("max", &most)),
        _ if count < least => Some(Fault::new("rows_too_few").with("min", &least)),
        _ => None,
    }
}

fn one_true(table: &Field, rows: &[Row]) -> Option<Fault> {
    let key = table.validation.exactly_one_true.as_deref()?;
    let column = table.columns.iter().find(|column| column.key == key)?;
    let ticked = rows.iter().filter(|row| row.get(key) == Some(&Answer::Flag(true))).count();
    (ticked != 1).then(|| Fault::new("exactly_one_true").with_labels("other", &[column]))
}

fn sum(scope: Scope<'_>, table: &Field, rows: &[Row]) -> Option<Fault> {
    let rule = table.validation.sum_equals.as_ref()?;
    let total = scope.find(&rule.field)?;
    let expected = scope.number_in(total)?;
    let cells =
        rows.iter().filter_map(|row| Decimal::read(row.get(&rule.column)?.as_text()?, false).ok());
    let mut cells = cells;
    let sum = cells.try_fold(Decimal::ZERO, Decimal::plus);
    (sum != Some(expected)).then(|| {
        Fault::new("sum_differs")
            .with("sum", &sum.map(Decimal::show).unwrap_or_default())
            .with("expected", &expected.show())
            .with_labels("other", &[total.field])
    })
}

/// The periods of the first two date columns follow each other without a gap, from
/// `continuous_from` to `continuous_to`. They may overlap.
fn gap(scope: Scope<'_>, table: &Field, rows: &[Row]) -> Option<Fault> {
    let rules = &table.validation;
    if rules.continuous_from.is_none() && rules.continuous_to.is_none() {
        return None;
    }
    let (from, to) = period_columns(table)?;
    let date = |row: &Row, column: &Field| PartialDate::parse(row.get(&column.key)?.as_text()?);
    // Put in where it belongs: a table is short, and a sort is a lot of code for a browser to fetch.
    let mut periods: Vec<(PartialDate, PartialDate)> = Vec::new();
    for (from, to) in rows.iter().filter_map(|row| Some((date(row, from)?, date(row, to)?))) {
        let at = periods.partition_point(|(other, _)| other.earliest() <= from.earliest());
        periods.insert(at, (from, to));
    }
    // Where the birthday is known by year only, the latest possible day is demanded.
    let start = rules.continuous_from.as_ref().and_then(|expr| scope.day_of(expr)).map(|day| day.1);
    let end = rules.continuous_to.as_ref().and_then(|expr| scope.day_of(expr)).map(|day| day.0);
    let bounds_fit = start.zip(end).is_none_or(|(start, end)| start <= end);

    let (first, mut reached) = *periods.first()?;
    if let Some(start) = start.filter(|start| bounds_fit && *start < first.earliest()) {
        return Some(between(PartialDate::whole(start).cut_to(first.precision()), first));
    }
    for (from, to) in &periods[1..] {
        if next_after(reached)? < from.earliest() {
            return Some(between(reached, *from));
        }
        if to.latest() > reached.latest() {
            reached = *to;
        }
    }
    let end = end.filter(|end| bounds_fit && reached.latest() < *end)?;
    Some(between(reached, PartialDate::whole(end).cut_to(reached.precision())))
}

/// The first two date columns: from when, until when.
pub(super) fn period_columns(table: &Field) -> Option<(&Field, &Field)> {
    let mut dates = table.columns.iter().filter(|column| column.kind == FieldKind::Date);
    Some((dates.next()?, dates.next()?))
}

/// The first day that leaves no gap: the day, month or year after.
fn next_after(reached: PartialDate) -> Option<NaiveDate> {
    let first = reached.earliest();
    match reached.precision() {
        Precision::Day => first.checked_add_days(Days::new(1)),
        Precision::Month => first.checked_add_months(Months::new(1)),
        Precision::Year => first.checked_add_months(Months::new(12)),
    }
}

fn between(from: PartialDate, to: PartialDate) -> Fault {
    Fault::new("not_continuous").with("from", &from.show()).with("to", &to.show())
}
