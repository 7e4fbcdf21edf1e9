//! Helpers of the tests, and the tests that span the whole of `form`.

use super::*;
use crate::error::FieldError;
use crate::i18n::Lang;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const SHIPPED: [&str; 6] = [
    "bhxh-tk1-ts",
    "ca-ho-chieu-tk01",
    "sgtvt-gplx-phu-luc-19",
    "skhdt-dntn-pl-i-1",
    "sld-tctn-mau-03",
    "stp-lltp-03-2013",
];

fn data(path: &str) -> String {
    let path = format!("{}/../data/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

pub(super) fn shipped(form_id: &str) -> Form {
    Form::parse(&data(&format!("forms/{form_id}.json"))).unwrap()
}

pub(super) fn book() -> AddressBook {
    let rows = |file: &str| -> Vec<BTreeMap<String, String>> {
        let text = data(&format!("address/{file}.csv"));
        csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
    };
    AddressBook::new(&AddressRows {
        provinces_2023: rows("provinces_2023"),
        districts_2023: rows("bac_kan_districts_2023"),
        communes_2023: rows("bac_kan_communes_2023"),
        communes_2023_to_2025: rows("bac_kan_communes_2023_to_2025"),
        provinces_2025: rows("provinces_2025"),
        communes_2025: rows("thai_nguyen_communes_2025"),
    })
    .unwrap()
}

#[test]
fn the_shipped_forms_are_sound_and_are_written_back_as_they_were() {
    for form_id in SHIPPED {
        let form = shipped(form_id);

        assert_eq!(form.form_id, form_id);
        assert_eq!(form.check_definition(), []);
        let written = serde_json::to_value(&form).unwrap();
        let mut original: serde_json::Value =
            serde_json::from_str(&data(&format!("forms/{form_id}.json"))).unwrap();
        drop_optional(&mut original);
        assert_eq!(Form::parse(&written.to_string()).unwrap(), form);
        let mut written = written;
        drop_optional(&mut written);
        assert_eq!(written, original);
    }
}

/// `copies` has the number 1 for a default, which is kept as the text `1`.
fn drop_optional(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            if let Some(default) = map.get_mut("default").filter(|default| default.is_number()) {
                *default = default.to_string().into();
            }
            map.values_mut().for_each(drop_optional);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(drop_optional),
        _ => {}
    }
}

/// `data/vectors/form.json`; its head documents the format.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vectors {
    #[serde(rename = "about")]
    _about: String,
    forms: BTreeMap<String, Form>,
    bases: BTreeMap<String, Base>,
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Base {
    form: String,
    answers: Answers,
    papers: Papers,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    name: String,
    form: String,
    base: String,
    section: Option<String>,
    today: NaiveDate,
    answers: BTreeMap<String, Option<Answer>>,
    #[serde(default)]
    papers: Papers,
    expect: Vec<Expected>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Expected {
    field: String,
    code: String,
}

impl Vectors {
    fn read() -> Self {
        let mut vectors: Self = serde_json::from_str(&data("vectors/form.json")).unwrap();
        assert!(vectors.vectors.len() >= 200);
        vectors.forms.extend(SHIPPED.map(|form_id| (form_id.to_owned(), shipped(form_id))));
        vectors
    }

    /// Its form, its answers and its files.
    fn read_vector(&self, vector: &Vector) -> (&Form, Answers, Papers) {
        let base = &self.bases[&vector.base];
        assert_eq!(base.form, vector.form, "{}", vector.name);
        let mut answers = base.answers.clone();
        for (key, answer) in &vector.answers {
            match answer {
                Some(answer) => answers.set(key.clone(), answer.clone()),
                None => drop(answers.remove(key)),
            }
        }
        let mut papers = base.papers.clone();
        papers.extend(vector.papers.clone());
        (&self.forms[&vector.form], answers, papers)
    }
}

fn errors(
    form: &Form,
    section: Option<&str>,
    answers: &Answers,
    ctx: &CheckContext<'_>,
) -> Vec<FieldError> {
    match section {
        Some(section) => form.check_section(section, answers, ctx),
        None => form.check(answers, ctx).err().unwrap_or_default(),
    }
}

fn codes(errors: &[FieldError]) -> Vec<Expected> {
    let expected = |e: &FieldError| Expected { field: e.field.clone(), code: e.code.clone() };
    errors.iter().map(expected).collect()
}

#[test]
fn the_vectors_give_the_codes_they_name() {
    let (vectors, book) = (Vectors::read(), book());
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for vector in &vectors.vectors {
        let (form, answers, papers) = vectors.read_vector(vector);
        let ctx = CheckContext { today: vector.today, papers: &papers, book: Some(&book) };

        let errors = errors(form, vector.section.as_deref(), &answers, &ctx);

        if codes(&errors) != vector.expect {
            wrong.push(format!("{}: {:?}, not {:?}", vector.name, codes(&errors), vector.expect));
        }
        for error in errors {
            for lang in [Lang::Vi, Lang::En] {
                let sentence = form.sentence(lang, &error);
                assert!(!sentence.contains(['{', '}']), "{}: {sentence}", vector.name);
            }
            seen.insert(error.code);
        }
    }

    assert_eq!(wrong, Vec::<String>::new());
    // Warnings have their own test.
    let unseen: Vec<&str> = super::sentence::codes()
        .filter(|code| !seen.contains(*code) && !(code.starts_with("cccd_") && code.ends_with("_differs")))
        .collect();
    assert_eq!(unseen, Vec::<&str>::new(), "every code has a vector");
    let unknown: Vec<&String> =
        seen.iter().filter(|seen| super::sentence::codes().all(|code| code != *seen)).collect();
    assert_eq!(unknown, Vec::<&String>::new(), "every code has a sentence");
}

#[test]
fn a_page_posted_without_script_gives_the_same_codes() {
    let (vectors, book) = (Vectors::read(), book());
    for vector in &vectors.vectors {
        let (form, answers, papers) = vectors.read_vector(vector);
        // What has another shape than its field cannot be posted; a row with nothing in it
        // posts nothing, so the rows after it move up.
        let cannot_be_posted = vector.expect.iter().any(|e| e.code == "unreadable")
            || vector.name.contains("number of the row");
        if cannot_be_posted {
            continue;
        }
        let ctx = CheckContext { today: vector.today, papers: &papers, book: Some(&book) };

        let mut posted = answers.clone();
        for section in &form.sections {
            let pairs = answers.to_pairs(form, &section.key);
            let page = Answers::from_pairs(form, &section.key, pairs).unwrap();
            for (key, answer) in page.iter().filter(|(key, _)| answers.get(key).is_some()) {
                posted.set(key, answer.clone());
            }
        }
        let errors = errors(form, vector.section.as_deref(), &posted, &ctx);

        assert_eq!(codes(&errors), vector.expect, "{}", vector.name);
    }
}
