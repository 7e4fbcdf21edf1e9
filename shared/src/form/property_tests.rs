//! What holds for any answers at all.

use super::tests::{SHIPPED, book, form_of_vectors, shipped};
use super::*;
use crate::i18n::Lang;
use chrono::NaiveDate;
use proptest::prelude::*;
use std::sync::OnceLock;

fn forms() -> &'static [Form] {
    static FORMS: OnceLock<Vec<Form>> = OnceLock::new();
    FORMS.get_or_init(|| {
        let mut forms: Vec<Form> = SHIPPED.into_iter().map(shipped).collect();
        forms.push(form_of_vectors("every-feature"));
        forms.push(generic_form("Thủ tục", true, true));
        forms
    })
}

fn units() -> &'static AddressBook {
    static BOOK: OnceLock<AddressBook> = OnceLock::new();
    BOOK.get_or_init(book)
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 6, 15).unwrap()
}

/// Texts that are near to being right more often than chance would have it.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,12}",
        "[0-9]{1,4}[/. -][0-9]{1,2}[/. -][0-9]{2,4}",
        "[0-9., -]{0,14}",
        Just("006190990001".to_owned()),
        Just("Hoàng Thị Mai".to_owned()),
        Just("yes".to_owned()),
        Just("other".to_owned()),
        Just("06".to_owned()),
    ]
}

fn simple() -> impl Strategy<Value = Answer> {
    let parts = (text(), text(), text());
    let address = (any::<bool>(), text(), proptest::option::of(text()), text(), text());
    prop_oneof![
        4 => text().prop_map(Answer::Text),
        1 => any::<bool>().prop_map(Answer::Flag),
        1 => proptest::collection::vec(text(), 0..3).prop_map(Answer::List),
        1 => parts.prop_map(|(day, month, year)| Answer::Date(DateParts { day, month, year })),
        1 => address.prop_map(|(old, province, district, commune, detail)| {
            let era = if old { Era::Old } else { Era::New };
            Answer::Address(Address { era, province, district, commune, detail })
        }),
    ]
}

/// Answers of any shape to any field: an index into the forms, and a seed for each field.
fn filled() -> impl Strategy<Value = (usize, Answers)> {
    (0..forms().len()).prop_flat_map(|at| {
        let form = &forms()[at];
        let fields: Vec<&Field> = form.sections.iter().flat_map(|s| &s.fields).collect();
        let each: Vec<_> = fields
            .into_iter()
            .map(|field| {
                let cells: Vec<String> = field.columns.iter().map(|c| c.key.clone()).collect();
                let row = proptest::collection::vec(proptest::option::of(simple()), cells.len());
                let rows = proptest::collection::vec(row, 0..4).prop_map(move |rows| {
                    let row = |row: Vec<Option<Answer>>| -> Row {
                        let pairs = cells.iter().cloned().zip(row);
                        pairs.filter_map(|(key, cell)| Some((key, cell?))).collect()
                    };
                    Answer::Rows(rows.into_iter().map(row).collect())
                });
                let options: Vec<String> = field.options.iter().map(|o| o.value.clone()).collect();
                let option = proptest::sample::select(if options.is_empty() {
                    vec![String::new()]
                } else {
                    options
                });
                let answer = match field.kind {
                    FieldKind::Table => rows.boxed(),
                    FieldKind::Select | FieldKind::Radio => {
                        prop_oneof![5 => option.prop_map(Answer::Text), 1 => simple()].boxed()
                    }
                    FieldKind::Checkbox => {
                        prop_oneof![any::<bool>().prop_map(Answer::Flag), simple()].boxed()
                    }
                    _ => simple().boxed(),
                };
                let key = field.key.clone();
                proptest::option::of(answer).prop_map(move |answer| (key.clone(), answer))
            })
            .collect();
        each.prop_map(move |answers| {
            let given = answers.into_iter().filter_map(|(key, answer)| Some((key, answer?)));
            (at, given.collect())
        })
    })
}

fn post(form: &Form, answers: &Answers) -> Answers {
    let mut posted = Answers::new();
    for section in &form.sections {
        let pairs = answers.to_pairs(form, &section.key);
        posted.merge(Answers::from_pairs(form, &section.key, pairs).unwrap());
    }
    posted
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn checking_never_panics_and_only_speaks_of_what_is_shown((at, answers) in filled()) {
        let form = &forms()[at];
        let papers = Papers::new();
        let ctx = CheckContext { today: today(), papers: &papers, book: Some(units()) };
        let shown: Vec<&str> = form
            .visible_sections(&answers, &ctx)
            .into_iter()
            .flat_map(|section| form.visible_fields(section, &answers, &ctx))
            .map(|field| field.key.as_str())
            .collect();

        let keys: Vec<String> = match form.check(&answers, &ctx) {
            Ok(declaration) => declaration.values().iter().map(|(key, _)| key.to_owned()).collect(),
            Err(errors) => {
                for error in &errors {
                    prop_assert!(!form.sentence(Lang::Vi, error).is_empty());
                }
                let key = |error: &crate::error::FieldError| {
                    error.field.split('.').next().unwrap_or_default().to_owned()
                };
                errors.iter().map(key).collect()
            }
        };

        for key in keys {
            prop_assert!(shown.contains(&key.as_str()), "{} is not asked for", key);
        }
        let _ = warnings(form, &answers, &ctx);
        for (key, answer) in answers.iter() {
            let _ = show(Lang::Vi, form.field(key).unwrap().1, answer, Some(units()));
        }
    }

    #[test]
    fn a_page_is_checked_as_the_whole_is((at, answers) in filled()) {
        let form = &forms()[at];
        let papers = Papers::new();
        let ctx = CheckContext { today: today(), papers: &papers, book: Some(units()) };

        let whole = form.check(&answers, &ctx).err().unwrap_or_default();
        let pages = form.sections.iter().flat_map(|s| form.check_section(&s.key, &answers, &ctx));

        prop_assert_eq!(pages.collect::<Vec<_>>(), whole);
    }

    #[test]
    fn what_was_posted_is_posted_again_the_same((at, answers) in filled()) {
        let form = &forms()[at];
        let papers = Papers::new();
        let ctx = CheckContext { today: today(), papers: &papers, book: Some(units()) };
        // A date that came whole (from an import) stands in its boxes from the second page on.
        let first = post(form, &answers);
        let second = post(form, &first);

        prop_assert_eq!(form.check(&second, &ctx), form.check(&first, &ctx));
        prop_assert_eq!(post(form, &second), second);
    }

    #[test]
    fn answers_survive_json((_, answers) in filled()) {
        let json = serde_json::to_string(&answers).unwrap();
        let again: Answers = serde_json::from_str(&json).unwrap();

        prop_assert_eq!(serde_json::to_string(&again).unwrap(), json);
    }

    #[test]
    fn any_posted_names_are_read(
        at in 0..8usize,
        pairs in proptest::collection::vec(("[a-z_.0-9]{0,20}", "\\PC{0,10}"), 0..20),
    ) {
        let form = &forms()[at];
        for section in &form.sections {
            let read = Answers::from_pairs(form, &section.key, pairs.clone()).unwrap();
            prop_assert!(read.iter().all(|(key, _)| form.field(key).is_some()));
        }
    }

    #[test]
    fn what_was_declared_can_be_declared_again((at, answers) in filled()) {
        let form = &forms()[at];
        let papers = Papers::new();
        let ctx = CheckContext { today: today(), papers: &papers, book: Some(units()) };
        let mut answers = answers;
        // Random answers are never all right: what is refused is taken out, page by page.
        for _ in 0..4 {
            let errors = form.check(&answers, &ctx).err().unwrap_or_default();
            for error in errors {
                answers.remove(error.field.split('.').next().unwrap_or_default());
            }
        }
        let mut relaxed = form.clone();
        for field in relaxed.sections.iter_mut().flat_map(|s| &mut s.fields) {
            field.required = false;
            field.validation.at_least_one_of.clear();
        }

        if let Ok(declaration) = relaxed.check(&answers, &ctx) {
            let again = relaxed.check(declaration.values(), &ctx);
            prop_assert_eq!(again, Ok(declaration));
        }
    }
}

#[test]
fn hidden_fields_are_neither_required_nor_kept() {
    let form = shipped("stp-lltp-03-2013");
    let papers = Papers::new();
    let ctx = CheckContext { today: today(), papers: &papers, book: None };
    let answers: Answers =
        [("has_record", "no"), ("record_detail", "từng bị phạt"), ("full_name", "A")]
            .into_iter()
            .map(|(key, text)| (key.to_owned(), Answer::text(text)))
            .collect();
    let relaxed = {
        let mut form = form.clone();
        form.sections.retain(|section| section.key == "record");
        form
    };

    assert_eq!(form.check_section("record", &answers, &ctx), []);
    let declared = relaxed.check(&answers, &ctx).unwrap();
    assert_eq!(declared.text("has_record"), Some("no"));
    assert_eq!(declared.text("record_detail"), None);
    assert_eq!(declared.text("full_name"), None, "not a field of this form");
    assert_eq!(declared.values().iter().count(), 1);
}
