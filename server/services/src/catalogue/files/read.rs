//! Reads the JSON files: agencies, procedures, forms.

use super::check::check;
use super::fault::Faults;
use super::tables::{read_book, read_days};
use crate::catalogue::Catalogue;
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared::agency::{Agency, AgencyFile};
use shared::form::Form;
use shared::i18n::Lang;
use shared::procedure::{Procedure, ProcedureFile};
use std::fs;
use std::path::Path;

const SCHEMA_VERSION: &str = "1.0";
pub(super) const AGENCIES: &str = "agencies.json";
/// The main file; more of the same shape may lie in the folder `procedures/`.
const PROCEDURES: &str = "procedures.json";
const MORE_PROCEDURES: &str = "procedures";
const FORMS: &str = "forms";

/// A procedure, and where it was found.
pub(super) struct Found {
    pub(super) file: String,
    pub(super) record: String,
    pub(super) procedure: Procedure,
}

/// Reads the catalogue in `folder` and checks everything in it.
pub fn read(folder: &Path) -> Result<Catalogue, Faults> {
    let mut faults = Faults::default();
    let agencies = read_agencies(folder, &mut faults);
    let mut found = read_procedures(folder, PROCEDURES, &mut faults);
    for file in list(folder, MORE_PROCEDURES) {
        found.extend(read_procedures(folder, &file, &mut faults));
    }
    let forms: Vec<(String, Form)> = list(folder, FORMS)
        .into_iter()
        .filter_map(|file| Some((file.clone(), read_form(folder, &file, &mut faults)?)))
        .collect();
    let days = read_days(folder, &mut faults);
    let book = read_book(folder, &mut faults);
    // What could not be read would only be missed again.
    if let (true, Some(agencies), Some(book)) = (faults.0.is_empty(), agencies, book) {
        check(&agencies, &found, &forms, &mut faults);
        if faults.0.is_empty() {
            let procedures = found.into_iter().map(|found| found.procedure).collect();
            return Ok(Catalogue { agencies, procedures, forms, days, book });
        }
    }
    Err(faults)
}

/// The text of a file.
pub(super) fn read_text(folder: &Path, file: &str, faults: &mut Faults) -> Option<String> {
    match fs::read_to_string(folder.join(file)) {
        Ok(text) => Some(text),
        Err(e) => {
            faults.add(file, "", "", format!("a file of UTF-8 text that can be read ({e})"));
            None
        }
    }
}

/// The JSON files of a folder, in a stable order; the folder may be missing.
fn list(folder: &Path, below: &str) -> Vec<String> {
    let entries = fs::read_dir(folder.join(below)).into_iter().flatten().flatten();
    let mut files: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| Path::new(name).extension().is_some_and(|x| x == "json"))
        .map(|name| format!("{below}/{name}"))
        .collect();
    files.sort();
    files
}

fn read_agencies(folder: &Path, faults: &mut Faults) -> Option<AgencyFile> {
    let (mut file, records) =
        read_file::<AgencyFile>(folder, AGENCIES, ("agencies", "id"), faults)?;
    check_version(AGENCIES, &file.schema_version, faults);
    for (record, value) in records {
        file.agencies.extend(read_record::<Agency>(AGENCIES, &record, value, faults));
    }
    Some(file)
}

fn read_procedures(folder: &Path, file: &str, faults: &mut Faults) -> Vec<Found> {
    let list = ("procedures", "id");
    let Some((head, records)) = read_file::<ProcedureFile>(folder, file, list, faults) else {
        return Vec::new();
    };
    check_version(file, &head.schema_version, faults);
    records
        .into_iter()
        .filter_map(|(record, value)| {
            let procedure = read_record::<Procedure>(file, &record, value, faults)?;
            Some(Found { file: file.to_owned(), record, procedure })
        })
        .collect()
}

fn read_form(folder: &Path, file: &str, faults: &mut Faults) -> Option<Form> {
    let text = read_text(folder, file, faults)?;
    let form = match Form::parse(&text) {
        Ok(form) => form,
        Err(fault) => {
            faults.add(file, "", &fault.path, fault.expected);
            return None;
        }
    };
    let record = format!("form {}", form.form_id);
    for fault in form.check_definition() {
        faults.add(file, &record, &fault.path, fault.sentence(Lang::En));
    }
    Some(form)
}

fn check_version(file: &str, version: &str, faults: &mut Faults) {
    if version != SCHEMA_VERSION {
        faults.add(file, "", "schema_version", format!("{SCHEMA_VERSION}, not {version}"));
    }
}

/// The head of a file, and its records one by one: a fault in one of them must name it.
fn read_file<T: DeserializeOwned>(
    folder: &Path,
    file: &str,
    (list, key): (&str, &str),
    faults: &mut Faults,
) -> Option<(T, Vec<(String, Value)>)> {
    let text = read_text(folder, file, faults)?;
    let mut head: Value = match serde_json::from_str(&text) {
        Ok(value) => value,
        Err(e) => {
            let place = format!("line {}, column {}", e.line(), e.column());
            faults.add(file, &place, "", format!("JSON ({e})"));
            return None;
        }
    };
    let Some(Value::Array(records)) = head.get_mut(list).map(Value::take) else {
        faults.add(file, "", list, "a list of records".to_owned());
        return None;
    };
    head[list] = Value::Array(Vec::new());
    let head = read_record::<T>(file, "", head, faults)?;
    let named = records.into_iter().enumerate().map(|(at, value)| {
        let name = value.get(key).and_then(Value::as_str).unwrap_or("?");
        (format!("record {} ({name})", at + 1), value)
    });
    Some((head, named.collect()))
}

fn read_record<T: DeserializeOwned>(
    file: &str,
    record: &str,
    value: Value,
    faults: &mut Faults,
) -> Option<T> {
    match serde_path_to_error::deserialize(value) {
        Ok(read) => Some(read),
        Err(e) => {
            let path = e.path().to_string();
            let field = if path == "." { "" } else { &path };
            faults.add(file, record, field, e.inner().to_string());
            None
        }
    }
}
