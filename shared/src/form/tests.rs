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

/// A default is for what is asked for, or for how a page is laid out, never for what somebody
/// declares under their signature: "no convictions" has to be said by whoever has none.
/// Nationality decides which questions are asked, and stands on the page to be changed.
#[test]
fn no_shipped_form_declares_a_fact_for_anybody() {
    const CHOICES: [&str; 18] = [
        "accounting_form",
        "chip",
        "confirm_prohibition",
        "copies",
        "fee_category",
        "fiscal_year",
        "id_type",
        "invoice_kind",
        "nationality",
        "owner_id_type",
        "owner_nationality",
        "payment_place",
        "receiving_agency",
        "return_method",
        "same_address",
        "show_foreign",
        "si_period",
        "tax_address_same",
    ];

    for form_id in SHIPPED {
        let form = shipped(form_id);
        let fields = form.sections.iter().flat_map(|section| &section.fields);
        for field in fields.flat_map(|field| std::iter::once(field).chain(&field.columns)) {
            let is_preset = field.default.is_some();
            assert!(!is_preset || CHOICES.contains(&&*field.key), "{form_id}: {}", field.key);
        }
    }
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

/// Said without blocking; they have a test of their own.
const WARNINGS: [&str; 2] = ["cccd_birth_year_differs", "cccd_gender_differs"];

/// `data/vectors/form.json`; its head documents the format.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vectors {
    #[serde(rename = "about")]
    _documented: String,
    forms: BTreeMap<String, Form>,
    bases: BTreeMap<String, Base>,
    #[serde(rename = "vectors")]
    all: Vec<Vector>,
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
        assert!(vectors.all.len() >= 200);
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
    for vector in &vectors.all {
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
    let unseen: Vec<&str> = super::sentence::codes()
        .filter(|code| !seen.contains(*code) && !WARNINGS.contains(code))
        .collect();
    assert_eq!(unseen, Vec::<&str>::new(), "every code has a vector");
    let unknown: Vec<&String> =
        seen.iter().filter(|seen| super::sentence::codes().all(|code| code != *seen)).collect();
    assert_eq!(unknown, Vec::<&String>::new(), "every code has a sentence");
}

#[test]
fn a_page_posted_without_script_gives_the_same_codes() {
    let (vectors, book) = (Vectors::read(), book());
    for vector in &vectors.all {
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

pub(super) fn form_of_vectors(form_id: &str) -> Form {
    Vectors::read().forms.remove(form_id).unwrap()
}

#[test]
fn the_forms_of_the_vectors_are_sound() {
    assert_eq!(form_of_vectors("every-feature").check_definition(), []);
}

#[test]
fn a_declaration_holds_canonical_values() {
    let (vectors, book) = (Vectors::read(), book());
    let base = |name: &str| &vectors.bases[name];
    let declared = |name: &str| {
        let base = base(name);
        let today = "2023-06-15".parse().unwrap();
        let ctx = CheckContext { today, papers: &base.papers, book: Some(&book) };
        vectors.forms[&base.form].check(&base.answers, &ctx).unwrap()
    };

    let person = declared("stp");
    assert_eq!(person.form_id(), "stp-lltp-03-2013");
    assert_eq!(person.text("phone"), Some("0912345678"));
    assert_eq!(person.text("date_of_birth"), Some("1990-03-27"));
    assert_eq!(person.date("father_dob").unwrap().show(), "1960");
    assert_eq!(person.number("copies").unwrap().whole(), 1, "the default");
    assert_eq!(person.text("nationality"), Some("Việt Nam"), "the default");
    assert_eq!(person.text("record_detail"), None, "hidden");
    let rows = person.values().get("residence_history").unwrap().as_rows().unwrap();
    assert_eq!(rows[1]["from"], Answer::text("2012-09"));

    let company = declared("dntn");
    assert_eq!(company.number("capital_vnd").unwrap().whole(), 1_000_000_000);
    assert_eq!(company.text("office_phone"), Some("02093123456"));
    assert!(company.is_ticked("tax_address_same"));
    assert!(!company.is_ticked("is_social"));
    let json = serde_json::to_string(&company).unwrap();
    assert_eq!(serde_json::from_str::<Declaration>(&json).unwrap(), company);
}

#[test]
fn answers_are_shown_in_words() {
    let (form, book) = (shipped("skhdt-dntn-pl-i-1"), book());
    let shown = |key: &str, answer: Answer| {
        show(Lang::Vi, form.field(key).unwrap().1, &answer, Some(&book)).replace('\u{a0}', " ")
    };

    assert_eq!(shown("capital_vnd", Answer::text("1000000")), "1.000.000 ₫");
    assert_eq!(shown("capital_vnd", Answer::text("500.000 đồng")), "500.000 ₫");
    assert_eq!(shown("employees", Answer::text("nhiều")), "nhiều");
    assert_eq!(shown("owner_dob", Answer::text("1990-03-27")), "27/03/1990");
    assert_eq!(shown("owner_gender", Answer::text("female")), "Nữ");
    assert_eq!(shown("is_social", Answer::Flag(true)), "Có");
    let address = |era, province: &str, district: Option<&str>| {
        Answer::Address(Address {
            era,
            province: province.to_owned(),
            district: district.map(str::to_owned),
            commune: "01864".to_owned(),
            detail: "Thôn 1".to_owned(),
        })
    };
    assert_eq!(
        shown("office_address", address(Era::Old, "06", Some("060"))),
        "Thôn 1, xã Bộc Bố, huyện Pác Nặm, tỉnh Bắc Kạn (nay là xã Bằng Thành, tỉnh Thái Nguyên)"
    );
    assert_eq!(
        shown("office_address", address(Era::New, "19", None)),
        "Thôn 1, xã Bằng Thành, tỉnh Thái Nguyên"
    );
}

#[test]
fn a_number_that_speaks_of_another_birth_warns_and_does_not_block() {
    let vectors = Vectors::read();
    let base = &vectors.bases["stp"];
    let form = &vectors.forms[&base.form];
    let today = "2023-06-15".parse().unwrap();
    let ctx = CheckContext { today, papers: &base.papers, book: None };
    let ids: serde_json::Value = serde_json::from_str(&data("ids.json")).unwrap();
    for case in ids["cccd"]["cross_checks"].as_array().unwrap() {
        let mut answers = base.answers.clone();
        answers.set("id_cccd", Answer::text(case["number"].as_str().unwrap()));
        answers.set("gender", Answer::text(case["declared_gender"].as_str().unwrap()));
        answers.set("date_of_birth", Answer::text(format!("1/1/{}", case["declared_birth_year"])));

        let found = warnings(form, &answers, &ctx);

        assert_eq!(found.is_empty(), case["ok"].as_bool().unwrap(), "{case}");
        assert!(form.check_section("applicant", &answers, &ctx).is_empty());
        assert!(found.iter().all(|w| !form.sentence(Lang::Vi, w).contains('{')));
    }
}

#[test]
fn errors_say_what_to_do_and_name_the_row() {
    let form = shipped("stp-lltp-03-2013");
    let error = |field: &str, code: &str, params: &[(&str, &str)]| FieldError {
        field: field.to_owned(),
        code: code.to_owned(),
        params: params.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
    };

    let row = error("residence_history.1.from", "required", &[("kind", "month")]);
    assert_eq!(form.sentence(Lang::Vi, &row), "Dòng 2: Nhập «Từ tháng, năm», ví dụ 3 1990.");
    let part = error("place_of_birth", "address_level", &[("part", "commune")]);
    assert_eq!(form.sentence(Lang::Vi, &part), "Nhập xã, phường cho «Nơi sinh».");
    assert_eq!(form.sentence(Lang::En, &part), "Enter the commune for «Place of birth».");
    let of =
        [("others", "8. Nơi thường trú; 9. Nơi tạm trú"), ("others_en", "Permanent; Temporary")];
    let others = error("permanent_address", "at_least_one_of", &of);
    assert!(form.sentence(Lang::En, &others).ends_with("Permanent; Temporary."));
    assert!(form.sentence(Lang::Vi, &others).ends_with("9. Nơi tạm trú."));
    let place = FieldError {
        field: "place_of_birth".to_owned(),
        code: "required".to_owned(),
        params: BTreeMap::from([("kind".to_owned(), "place".to_owned())]),
    };
    let said = form.sentence(Lang::Vi, &place);
    assert_eq!(said, "Nhập «Nơi sinh»: chọn tỉnh, rồi ghi xã, phường.", "no house number is asked");
    let (_, asked) = form.field("place_of_birth").unwrap();
    assert!(asked.validation.without_detail);
}

#[test]
fn old_units_lead_to_new_ones_and_back() {
    let book = book();
    let old = book.find(Era::Old, AddressLevel::Commune, "01864").unwrap();
    let new = book.successor(old).unwrap();

    assert_eq!((old.full_name(), new.full_name()), ("xã Bộc Bố".into(), "xã Bằng Thành".into()));
    let before: Vec<&str> = book.predecessors(new).map(|unit| unit.name.as_str()).collect();
    assert_eq!(before, ["Bằng Thành", "Nhạn Môn", "Bộc Bố", "Giáo Hiệu"]);
    assert_eq!(book.provinces(Era::Old).count(), 63);
    assert_eq!(book.provinces(Era::New).count(), 34);
    assert_eq!(book.districts("06").count(), 8);
    assert_eq!(
        book.districts("06").map(|d| book.communes(Era::Old, &d.code).count()).sum::<usize>(),
        108
    );
    assert_eq!(book.communes(Era::New, "19").count(), 92);
    let json = serde_json::to_string(&book).unwrap();
    assert_eq!(serde_json::from_str::<AddressBook>(&json).unwrap(), book);
}

#[test]
fn address_rows_that_do_not_fit_are_refused_by_name() {
    let row = |cells: &[(&str, &str)]| -> BTreeMap<String, String> {
        cells.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    };
    let province = row(&[("code", "19"), ("name", "Thái Nguyên"), ("kind", "tỉnh")]);
    let commune =
        row(&[("commune_code", "1"), ("commune", "A"), ("kind", "xã"), ("province_code", "06")]);

    let twice = AddressRows { provinces_2025: vec![province.clone(); 2], ..Default::default() };
    let dangling = AddressRows {
        provinces_2025: vec![province.clone()],
        communes_2025: vec![commune],
        ..Default::default()
    };
    let old = AddressRows { provinces_2023: vec![province], ..Default::default() };

    assert!(matches!(AddressBook::new(&twice), Err(AddressFault::Twice { .. })));
    assert!(matches!(AddressBook::new(&dangling), Err(AddressFault::Dangling { .. })));
    assert_eq!(
        AddressBook::new(&old).unwrap_err().to_string(),
        "provinces_2023.csv, row 1: column `province_code_2025` is missing or empty"
    );
}

#[test]
fn a_posted_page_leaves_alone_what_it_did_not_show() {
    let form = shipped("skhdt-dntn-pl-i-1");
    let papers = Papers::new();
    let ctx = CheckContext { today: "2023-06-15".parse().unwrap(), papers: &papers, book: None };
    let mut before = Answers::new();
    before.set("accounting_form", Answer::text("dependent"));
    before.set("consolidated", Answer::Flag(true));

    let pairs = [("accounting_form", "dependent"), ("employees", " 5 "), ("_action", "next")];
    let after = before.with_posted(&form, "tax", pairs, &ctx).unwrap();

    assert_eq!(after.get("consolidated"), Some(&Answer::Flag(true)), "was hidden");
    assert_eq!(after.get("tax_address_same"), Some(&Answer::Flag(false)), "was shown, not ticked");
    assert_eq!(after.get("employees"), Some(&Answer::text(" 5 ")), "as typed");
    assert_eq!(after.get("_action"), None);
}

#[test]
fn limits_hold_for_posted_pages() {
    let form = shipped("stp-lltp-03-2013");
    let long = [("full_name", "x".repeat(ANSWER_BYTES_MAX + 1))];
    let rows = (0..=ROWS_MAX).map(|n| (format!("residence_history.{n}.occupation"), "x"));
    let large = (0..30).map(|n| (format!("unknown{n}"), "x".repeat(ANSWER_BYTES_MAX)));

    let fault = Answers::from_pairs(&form, "applicant", long);
    assert_eq!(fault, Err(AnswersFault::AnswerTooLong));
    assert_eq!(Answers::from_pairs(&form, "residence", rows), Err(AnswersFault::TooManyRows));
    assert_eq!(Answers::from_pairs(&form, "residence", large), Err(AnswersFault::TooLarge));
}
