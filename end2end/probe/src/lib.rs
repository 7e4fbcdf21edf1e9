//! The rules of `shared` as a wasm module for tests and measurements: what a browser would compute,
//! asked from outside. Built by `cargo xtask probe`; no part of the product.
//!
//! Everything crosses as JSON text, so that nothing but the rules is compiled in.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;
use shared::form::{AddressBook, AddressRows, Answers, CheckContext, Form, Papers, Pattern};
use shared::procedure::Summary;
use shared::procedure::search::{Filters, Index};
use std::collections::BTreeMap;
use wasm_bindgen::prelude::wasm_bindgen;

type Rows = Vec<BTreeMap<String, String>>;

/// The tables of `data/address`, by the names of the fields of [`AddressRows`].
#[derive(Deserialize)]
struct Tables {
    provinces_2023: Rows,
    districts_2023: Rows,
    communes_2023: Rows,
    communes_2023_to_2025: Rows,
    provinces_2025: Rows,
    communes_2025: Rows,
}

/// Answers on a day, with the files that came with them: one page of the form, or all of it.
#[derive(Deserialize)]
struct Case {
    section: Option<String>,
    answers: Answers,
    papers: Papers,
    today: NaiveDate,
}

/// Checks answers to forms, with one address book.
#[wasm_bindgen]
pub struct Checker {
    book: AddressBook,
}

#[wasm_bindgen]
impl Checker {
    /// Takes the address tables.
    #[wasm_bindgen(constructor)]
    pub fn new(tables: &str) -> Result<Self, String> {
        let tables: Tables = serde_json::from_str(tables).map_err(|e| e.to_string())?;
        let rows = AddressRows {
            provinces_2023: tables.provinces_2023,
            districts_2023: tables.districts_2023,
            communes_2023: tables.communes_2023,
            communes_2023_to_2025: tables.communes_2023_to_2025,
            provinces_2025: tables.provinces_2025,
            communes_2025: tables.communes_2025,
        };
        Ok(Self { book: AddressBook::new(&rows).map_err(|e| e.to_string())? })
    }

    /// What has to be mended in a [`Case`] of a form, as `[{"field": …, "code": …}]`.
    pub fn check(&self, form: &str, case: &str) -> Result<String, String> {
        let form = Form::parse(form).map_err(|e| e.to_string())?;
        let case: Case = serde_json::from_str(case).map_err(|e| e.to_string())?;
        let ctx = CheckContext { today: case.today, papers: &case.papers, book: Some(&self.book) };
        let errors = match &case.section {
            Some(key) => form.check_section(key, &case.answers, &ctx),
            None => form.check(&case.answers, &ctx).err().unwrap_or_default(),
        };
        let named = errors.iter().map(|error| json!({"field": error.field, "code": error.code}));
        Ok(named.collect::<serde_json::Value>().to_string())
    }
}

/// Whether a text fits a pattern of a definition; what is wrong with the pattern, where that is so.
#[wasm_bindgen]
pub fn fits(pattern: &str, text: &str) -> Result<bool, String> {
    let pattern = Pattern::new(pattern);
    match pattern.fault() {
        Some(fault) => Err(fault.to_owned()),
        None => Ok(pattern.matches(text)),
    }
}

/// The search over a catalogue.
#[wasm_bindgen]
pub struct Search {
    index: Index,
}

#[wasm_bindgen]
impl Search {
    /// Takes the summaries of all procedures.
    #[wasm_bindgen(constructor)]
    pub fn new(summaries: &str) -> Result<Self, String> {
        let summaries: Vec<Summary> = serde_json::from_str(summaries).map_err(|e| e.to_string())?;
        Ok(Self { index: Index::build(&summaries) })
    }

    /// How many procedures a question finds, of the first `limit`.
    pub fn find(&self, question: &str, limit: usize) -> usize {
        self.index.search(question, &Filters::default(), limit).len()
    }
}
