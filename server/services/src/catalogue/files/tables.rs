//! Reads the CSV files: addresses and the days that differ from their weekday.

use super::fault::Faults;
use super::read::read_text;
use chrono::NaiveDate;
use shared::calendar::{CalendarDay, DayKind};
use shared::form::{AddressBook, AddressFault, AddressRows};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const HOLIDAYS: &str = "holidays.csv";
const HOLIDAY_COLUMNS: [&str; 4] = ["date", "name", "kind", "certain"];
const ADDRESS: &str = "address";

type Row = BTreeMap<String, String>;

/// The days of `holidays.csv`.
pub(super) fn read_days(folder: &Path, faults: &mut Faults) -> Vec<CalendarDay> {
    let rows = read_rows(folder, HOLIDAYS, &HOLIDAY_COLUMNS, faults);
    let mut seen = BTreeSet::new();
    let mut days = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let record = format!("row {}", at + 1);
        match read_day(row) {
            Ok(day) if !seen.insert(day.date) => {
                let expected = format!("each date once; {} stands twice", day.date);
                faults.add(HOLIDAYS, &record, "date", expected);
            }
            Ok(day) => days.push(day),
            Err((field, expected)) => faults.add(HOLIDAYS, &record, field, expected),
        }
    }
    days
}

fn read_day(row: &Row) -> Result<CalendarDay, (&'static str, String)> {
    let cell = |name: &str| row.get(name).map(|cell| cell.trim()).unwrap_or_default();
    let day = |name: &'static str| {
        cell(name)
            .parse::<NaiveDate>()
            .map_err(|_| (name, format!("a date such as 2026-02-17, not `{}`", cell(name))))
    };
    let kind = DayKind::parse(cell("kind")).ok_or_else(|| {
        let known = DayKind::ALL.map(DayKind::as_str).join(", ");
        ("kind", format!("one of {known}, not `{}`", cell("kind")))
    })?;
    let certain = cell("certain")
        .parse()
        .map_err(|_| ("certain", format!("true or false, not `{}`", cell("certain"))))?;
    if cell("name").is_empty() {
        return Err(("name", "the name of the day".to_owned()));
    }
    if !cell("pair_date").is_empty() {
        day("pair_date")?;
    }
    Ok(CalendarDay { date: day("date")?, name: cell("name").to_owned(), kind, certain })
}

/// The units of `address/*.csv`.
pub(super) fn read_book(folder: &Path, faults: &mut Faults) -> Option<AddressBook> {
    let before = faults.0.len();
    let mut rows = |name: &str| read_rows(folder, &format!("{ADDRESS}/{name}"), &[], faults);
    let rows = AddressRows {
        provinces_2023: rows("provinces_2023.csv"),
        districts_2023: rows("bac_kan_districts_2023.csv"),
        communes_2023: rows("bac_kan_communes_2023.csv"),
        communes_2023_to_2025: rows("bac_kan_communes_2023_to_2025.csv"),
        provinces_2025: rows("provinces_2025.csv"),
        communes_2025: rows("thai_nguyen_communes_2025.csv"),
    };
    if faults.0.len() > before {
        return None;
    }
    match AddressBook::new(&rows) {
        Ok(book) => Some(book),
        Err(fault) => {
            add_address_fault(&fault, faults);
            None
        }
    }
}

fn add_address_fault(fault: &AddressFault, faults: &mut Faults) {
    match fault {
        AddressFault::Column { file, row, column } => {
            let expected = "a value; the column is missing or empty".to_owned();
            faults.add(&format!("{ADDRESS}/{file}"), &format!("row {row}"), column, expected);
        }
        AddressFault::Twice { era, level, code } => {
            let record = format!("{level} {code} of {era}");
            faults.add(ADDRESS, &record, "code", "each code once; it stands twice".to_owned());
        }
        AddressFault::Dangling { era, level, code, other } => {
            let record = format!("{level} {code} of {era}");
            faults.add(ADDRESS, &record, "code", format!("a unit {other}, which does not exist"));
        }
    }
}

/// The rows of a file by the names of its columns.
fn read_rows(folder: &Path, file: &str, needed: &[&str], faults: &mut Faults) -> Vec<Row> {
    let Some(text) = read_text(folder, file, faults) else {
        return Vec::new();
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let columns: Vec<String> = match reader.headers() {
        Ok(headers) => headers.iter().map(str::to_owned).collect(),
        Err(e) => {
            faults.add(file, "", "", format!("a first row with the names of the columns ({e})"));
            return Vec::new();
        }
    };
    if let Some(name) = needed.iter().find(|name| !columns.iter().any(|column| column == *name)) {
        faults.add(file, "first row", name, "a column of that name".to_owned());
        return Vec::new();
    }
    let mut rows = Vec::new();
    for (at, row) in reader.deserialize::<Row>().enumerate() {
        match row {
            Ok(row) => rows.push(row),
            Err(e) => {
                let expected = format!("{} values ({e})", columns.len());
                faults.add(file, &format!("row {}", at + 1), "", expected);
            }
        }
    }
    rows
}
