//! What must hold between the records of a catalogue, and inside each of them beyond its shape.

use super::fault::Faults;
use super::read::{AGENCIES, Found};
use shared::agency::AgencyFile;
use shared::form::Form;
use shared::procedure::{FeeItem, Procedure};
use std::collections::BTreeMap;

/// No fee of a province comes near it; one that does is a slip of the keyboard.
const AMOUNT_VND_MAX: i64 = 100_000_000_000;

/// Notes everything that does not fit.
pub(super) fn check(
    agencies: &AgencyFile,
    procedures: &[Found],
    forms: &[(String, Form)],
    faults: &mut Faults,
) {
    check_agencies(agencies, faults);
    let mut ids = BTreeMap::new();
    let mut codes = BTreeMap::new();
    for found in procedures {
        let mut at = At { found, faults };
        let procedure = &found.procedure;
        at.check_record();
        if let Some(first) = ids.insert(procedure.id.as_str(), found) {
            at.say("id", format!("an id of its own; {} of {} has it", first.record, first.file));
        }
        if let Some(code) = &procedure.code
            && let Some(first) = codes.insert((code.as_str(), procedure.agency.as_str()), found)
        {
            let who = format!("{} of {} has it", first.record, first.file);
            at.say("code", format!("a code that is unique within its agency; {who}"));
        }
        if !agencies.agencies.iter().any(|agency| agency.id == procedure.agency) {
            at.say("agency", format!("an agency of {AGENCIES}; there is no {}", procedure.agency));
        }
        if let Some(file) = &procedure.form_file
            && !forms.iter().any(|(path, _)| path == file)
        {
            at.say("form_file", format!("a file of the catalogue; there is no {file}"));
        }
    }
    check_forms(forms, &ids, faults);
}

fn check_agencies(file: &AgencyFile, faults: &mut Faults) {
    let mut seen = BTreeMap::new();
    for (at, agency) in file.agencies.iter().enumerate() {
        let record = format!("record {} ({})", at + 1, agency.id);
        let mut say =
            |field: &str, expected: String| faults.add(AGENCIES, &record, field, expected);
        if !is_key(&agency.id) {
            say("id", key_shape(&agency.id));
        }
        if let Some(first) = seen.insert(&agency.id, at + 1) {
            say("id", format!("an id of its own; record {first} has it"));
        }
        for (field, text) in [("name_vi", &agency.name_vi), ("code", &agency.code)] {
            if text.trim().is_empty() {
                say(field, "some text".to_owned());
            }
        }
    }
}

fn check_forms(forms: &[(String, Form)], ids: &BTreeMap<&str, &Found>, faults: &mut Faults) {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    let mut users: BTreeMap<&str, &str> = BTreeMap::new();
    for (file, form) in forms {
        let record = format!("form {}", form.form_id);
        let mut say = |field: &str, expected: String| faults.add(file, &record, field, expected);
        if let Some(first) = seen.insert(&form.form_id, file) {
            say("form_id", format!("a form_id of its own; {first} has it"));
        }
        for (at, id) in form.procedure_ids.iter().enumerate() {
            let field = format!("procedure_ids[{at}]");
            let Some(found) = ids.get(id.as_str()) else {
                say(&field, format!("a procedure of the catalogue; there is no {id}"));
                continue;
            };
            if found.procedure.form_file.is_some() {
                continue;
            }
            if let Some(first) = users.insert(id, file) {
                say(&field, format!("one form for a procedure; {first} names {id} too"));
            }
        }
    }
}

struct At<'a, 'f> {
    found: &'a Found,
    faults: &'f mut Faults,
}

impl At<'_, '_> {
    fn say(&mut self, field: &str, expected: String) {
        self.faults.add(&self.found.file, &self.found.record, field, expected);
    }

    fn check_record(&mut self) {
        let procedure: &Procedure = &self.found.procedure;
        if !is_key(&procedure.id) {
            self.say("id", key_shape(&procedure.id));
        }
        if procedure.code.as_ref().is_some_and(|code| !is_key(code)) {
            self.say("code", "letters, digits, `.`, `-`, `_`, or null".to_owned());
        }
        let texts = [
            ("name", &procedure.name),
            ("field", &procedure.field),
            ("result_name", &procedure.result_name),
        ];
        for (field, text) in texts {
            if text.trim().is_empty() {
                self.say(field, "some text".to_owned());
            }
        }
        if procedure.audience.is_empty() {
            self.say("audience", "at least one of individual, organisation".to_owned());
        }
        if procedure.channels.is_empty() {
            self.say("channels", "at least one of online, counter, postal".to_owned());
        }
        self.check_time();
        for (at, fee) in procedure.fees.iter().enumerate() {
            self.check_fee(&format!("fees[{at}]"), fee);
        }
        for (at, document) in procedure.documents.iter().enumerate() {
            if document.name.trim().is_empty() {
                self.say(&format!("documents[{at}].name"), "some text".to_owned());
            }
        }
    }

    fn check_time(&mut self) {
        let procedure: &Procedure = &self.found.procedure;
        let cases = procedure.time_limit.cases.iter().enumerate();
        let cases = cases.map(|(at, case)| (format!("time_limit.cases[{at}].value"), case.value));
        let ordinary = ("time_limit.value".to_owned(), procedure.time_limit.value);
        let reduced = procedure.reduced_time_limit.as_ref();
        let reduced = reduced.map(|time| ("reduced_time_limit.value".to_owned(), time.value));
        for (field, value) in std::iter::once(ordinary).chain(reduced).chain(cases) {
            if value == 0 {
                self.say(&field, "a number above 0".to_owned());
            }
        }
    }

    fn check_fee(&mut self, path: &str, fee: &FeeItem) {
        if fee.name.trim().is_empty() {
            self.say(&format!("{path}.name"), "some text".to_owned());
        }
        let mut amounts = vec![
            (format!("{path}.amount_vnd"), fee.amount_vnd),
            (format!("{path}.online_amount_vnd"), fee.online_amount_vnd),
        ];
        for (at, period) in fee.periods.iter().enumerate() {
            let path = format!("{path}.periods[{at}]");
            amounts.push((format!("{path}.amount_vnd"), period.amount_vnd));
            amounts.push((format!("{path}.online_amount_vnd"), period.online_amount_vnd));
            if period.to.is_some_and(|to| to < period.from) {
                self.say(&format!("{path}.to"), format!("a day from {} on", period.from));
            }
            let starts_inside = |other: &&shared::procedure::FeePeriod| other.has(period.from);
            if fee.periods[..at].iter().find(starts_inside).is_some() {
                let expected = format!("a day outside the other periods, not {}", period.from);
                self.say(&format!("{path}.from"), expected);
            }
        }
        for (field, amount) in amounts {
            if amount.is_some_and(|amount| !(0..=AMOUNT_VND_MAX).contains(&amount)) {
                self.say(&field, format!("an amount in đồng from 0 to {AMOUNT_VND_MAX}, or null"));
            }
        }
    }
}

/// What can stand in an address and in a file's name.
fn is_key(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    !text.is_empty() && text.chars().all(fits)
}

fn key_shape(text: &str) -> String {
    format!("letters, digits, `-`, `_`, `.`, not `{text}`")
}
