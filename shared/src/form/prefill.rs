//! Answers that are known already. Never overwrites what was touched.

use super::answer::{Answer, Answers};
use super::schema::{Field, FieldKind, Form};
use std::collections::BTreeMap;

/// What is known, by path: `profile.full_name`, `org.name`, `system.receiving_agency`.
pub type Profile = BTreeMap<String, Answer>;

/// Answers after filling in, and which came from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefilled {
    /// All answers.
    pub answers: Answers,
    /// The keys that were filled in, with the path each came from.
    pub sources: BTreeMap<String, String>,
}

/// Fills in every field that was never touched and whose source is known and fits.
pub fn prefill(form: &Form, answers: &Answers, profile: &Profile) -> Prefilled {
    let mut filled = Prefilled { answers: answers.clone(), sources: BTreeMap::new() };
    for field in form.sections.iter().flat_map(|section| &section.fields) {
        if answers.get(&field.key).is_some() {
            continue;
        }
        let Some(source) = &field.prefill else { continue };
        let known = profile.get(source).filter(|known| !known.is_blank() && fits(field, known));
        if let Some(known) = known {
            filled.answers.set(field.key.clone(), known.clone());
            filled.sources.insert(field.key.clone(), source.clone());
        }
    }
    filled
}

fn fits(field: &Field, known: &Answer) -> bool {
    match (field.kind, known) {
        (FieldKind::Select | FieldKind::Radio, Answer::Text(value)) => {
            field.option(value).is_some()
        }
        (FieldKind::Date, Answer::Text(_) | Answer::Date(_))
        | (FieldKind::Address, Answer::Address(_))
        | (FieldKind::Table, Answer::Rows(_))
        | (FieldKind::Checkbox, Answer::Flag(_)) => true,
        (FieldKind::Checkbox, Answer::List(values)) => {
            values.iter().all(|value| field.option(value).is_some())
        }
        (
            FieldKind::Date
            | FieldKind::Address
            | FieldKind::Table
            | FieldKind::Checkbox
            | FieldKind::File,
            _,
        ) => false,
        (_, known) => known.as_text().is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::tests::shipped;

    #[test]
    fn only_untouched_fields_are_filled_in_and_the_source_is_named() {
        let form = shipped("stp-lltp-03-2013");
        let mut answers = Answers::new();
        answers.set("full_name", Answer::text(""));
        answers.set("ethnicity", Answer::text("Tày"));
        let profile = Profile::from([
            ("profile.full_name".to_owned(), Answer::text("HOÀNG THỊ MAI")),
            ("profile.ethnicity".to_owned(), Answer::text("Kinh")),
            ("profile.gender".to_owned(), Answer::text("female")),
            ("profile.phone".to_owned(), Answer::text("0912345678")),
        ]);

        let filled = prefill(&form, &answers, &profile);

        assert_eq!(filled.answers.get("full_name"), Some(&Answer::text("")), "emptied by hand");
        assert_eq!(filled.answers.get("ethnicity"), Some(&Answer::text("Tày")));
        assert_eq!(filled.answers.get("gender"), Some(&Answer::text("female")));
        assert_eq!(filled.sources.keys().collect::<Vec<_>>(), ["gender", "phone"]);
        assert_eq!(filled.sources["phone"], "profile.phone");
        assert_eq!(prefill(&form, &filled.answers, &profile).sources, BTreeMap::new());
    }

    #[test]
    fn what_does_not_fit_the_field_is_not_filled_in() {
        let form = shipped("stp-lltp-03-2013");
        let profile = Profile::from([
            ("profile.gender".to_owned(), Answer::text("x")),
            ("profile.permanent_address".to_owned(), Answer::text("Bắc Kạn")),
            ("profile.date_of_birth".to_owned(), Answer::Flag(true)),
            ("profile.phone".to_owned(), Answer::text(" ")),
        ]);

        assert_eq!(prefill(&form, &Answers::new(), &profile).answers, Answers::new());
    }
}
