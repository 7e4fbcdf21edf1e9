//! What looks odd but does not block: a personal number that speaks of another birth or sex.

use super::answer::Answers;
use super::check::{CheckContext, Fault, push};
use super::schema::{Field, FieldKind, Form};
use super::scope::{Found, Scope};
use crate::error::FieldError;
use crate::identity::number::{Cccd, without_separators};

const NUMBER_SOURCE: &str = "profile.cccd_number";
const BIRTH_SOURCE: &str = "profile.date_of_birth";
const SEX_SOURCE: &str = "profile.gender";

/// Compares the applicant's personal number with the declared birth year and sex (domain.md
/// §11.3: warn, not block). Which fields are the applicant's is told by where they are filled
/// in from.
pub fn warnings(form: &Form, answers: &Answers, ctx: &CheckContext<'_>) -> Vec<FieldError> {
    let scope = Scope::new(form, answers, ctx);
    let mut found = Vec::new();
    for field in from(form, NUMBER_SOURCE) {
        let text = scope
            .find(&field.key)
            .filter(|f| scope.is_answered(*f))
            .and_then(|f| scope.answer(f)?.as_text().map(without_separators));
        let Some(cccd) = text.and_then(|text| Cccd::parse(&text, ctx.today).ok()) else { continue };
        let year = of(form, scope, BIRTH_SOURCE).and_then(|f| Some(scope.date_in(f)?.year()));
        if let Some(year) = year.filter(|year| *year != cccd.birth_year()) {
            let fault = Fault::new("cccd_birth_year_differs")
                .with("number", &cccd.birth_year())
                .with("declared", &year);
            push(&mut found, &field.key, fault);
        }
        let sex =
            of(form, scope, SEX_SOURCE).and_then(|f| scope.answer(f)?.as_text().map(str::to_owned));
        let says = if cccd.is_female() { "female" } else { "male" };
        if sex.is_some_and(|sex| matches!(sex.as_str(), "male" | "female") && sex != says) {
            push(&mut found, &field.key, Fault::new("cccd_gender_differs"));
        }
    }
    found
}

fn from<'a>(form: &'a Form, source: &'a str) -> impl Iterator<Item = &'a Field> {
    form.sections
        .iter()
        .flat_map(|section| &section.fields)
        .filter(move |field| field.prefill.as_deref() == Some(source))
        .filter(|field| field.kind != FieldKind::Table)
}

fn of<'a>(form: &'a Form, scope: Scope<'a>, source: &'a str) -> Option<Found<'a>> {
    from(form, source)
        .filter_map(|field| scope.find(&field.key))
        .find(|found| scope.is_answered(*found))
}
