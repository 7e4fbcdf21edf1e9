//! Each fault of a definition, and the errors of files that cannot be read.

use super::tests::shipped;
use super::*;
use crate::i18n::Lang;
use serde_json::{Value, json};

/// A sound form of one section; `fields` is what is tried.
fn form(fields: &Value) -> Value {
    json!({
        "form_id": "f", "version": "1", "title_vi": "F", "title_en": "F",
        "sections": [{"key": "s", "title_vi": "S", "title_en": "S", "fields": fields}]
    })
}

fn field(key: &str, kind: &str, more: &Value) -> Value {
    let mut field =
        json!({"key": key, "label_vi": key, "label_en": key, "type": kind, "required": false});
    let more = more.as_object().unwrap().clone();
    field.as_object_mut().unwrap().extend(more);
    field
}

fn faults(fields: &[Value]) -> Vec<(String, &'static str)> {
    let form = Form::parse(&form(&json!(fields)).to_string()).unwrap();
    let faults = form.check_definition();
    for fault in &faults {
        for lang in [Lang::Vi, Lang::En] {
            let sentence = fault.sentence(lang);
            assert!(!sentence.contains(['{', '}']), "{sentence}");
        }
    }
    faults.into_iter().map(|fault| (fault.path, fault.code)).collect()
}

fn one(fields: &[Value], path: &str, code: &str) {
    assert_eq!(faults(fields), [(path.to_owned(), code)].map(|(p, c)| (p, leak(c))));
}

fn leak(code: &str) -> &'static str {
    Box::leak(code.to_owned().into_boxed_str())
}

fn choice(key: &str) -> Value {
    let options = json!([{"value": "x", "label_vi": "X", "label_en": "X"}]);
    field(key, "select", &json!({ "options": options }))
}

fn checked(key: &str, kind: &str, validation: &Value) -> Value {
    field(key, kind, &json!({ "validation": validation }))
}

fn shown(key: &str, condition: &Value) -> Value {
    field(key, "text", &json!({ "visible_when": condition }))
}

#[test]
fn keys_are_unique_and_plain() {
    let text = |key| field(key, "text", &json!({}));

    one(&[text("a"), text("a")], "fields", "key_twice");
    one(&[text("a.b")], "fields", "key_shape");
    one(&[text("")], "fields", "key_shape");
    one(&[], "s", "nothing_asked");
}

#[test]
fn choices_have_options_and_nothing_else_has() {
    let options = json!([{"value": "x", "label_vi": "X", "label_en": "X"}]);
    let twice = json!([options[0], options[0]]);

    one(&[field("a", "radio", &json!({}))], "s.a.options", "options_missing");
    one(&[checked("a", "checkbox", &json!({"multiple": true}))], "s.a.options", "options_missing");
    one(&[field("a", "text", &json!({"options": options}))], "s.a.options", "misplaced");
    one(&[field("a", "radio", &json!({"options": twice}))], "s.a.options", "option_twice");
}

#[test]
fn conditions_name_what_is_there() {
    let nowhere = json!({"field": "b", "op": "truthy"});
    let unknown = json!({"any": [{"field": "b", "op": "in", "value": ["x", "y"]}]});
    let whole = json!({"field": "b", "op": "eq", "value": "06"});

    one(&[shown("a", &nowhere)], "s.a.visible_when", "field_missing");
    one(&[shown("a", &unknown), choice("b")], "s.a.visible_when", "option_missing");
    let address = field("b", "address", &json!({}));
    one(&[shown("a", &whole), address], "s.a.visible_when", "truthy_only");
}

#[test]
fn a_question_does_not_decide_about_itself() {
    let on = |field: &str| json!({"field": field, "op": "truthy"});

    one(&[shown("a", &on("a"))], "a", "cycle");
    let ring = faults(&[shown("a", &on("b")), shown("b", &on("c")), shown("c", &on("a"))]);
    assert_eq!(ring.iter().map(|fault| fault.1).collect::<Vec<_>>(), ["cycle"; 3]);
    assert_eq!(faults(&[shown("a", &on("b")), shown("b", &on("c")), choice("c")]), []);
}

#[test]
fn rules_go_with_their_kind_and_can_be_fulfilled() {
    let at = "s.a.validation";

    one(&[checked("a", "date", &json!({"pattern": "x"}))], at, "misplaced");
    one(&[checked("a", "text", &json!({"min_selected": 1}))], at, "misplaced");
    one(&[checked("a", "text", &json!({"pattern": "("}))], "s.a.validation.pattern", "pattern");
    one(&[checked("a", "text", &json!({"min_length": 3, "max_length": 2}))], at, "min_above_max");
    one(&[checked("a", "number", &json!({"min": 3, "max": 2.5}))], at, "min_above_max");
    let dates = json!({"date_min": "today", "date_max": "today - 1 day"});
    one(&[checked("a", "date", &dates)], at, "min_above_max");
    let odd = json!({"date_min": "yesterday evening"});
    one(&[checked("a", "date", &odd)], "s.a.validation.date_min", "date_expression");
    let nowhere = json!({"date_min": "born + 14 years"});
    one(&[checked("a", "date", &nowhere)], "s.a.validation.date_min", "field_missing");
    one(
        &[checked("a", "date", &json!({"gte_field": "b"})), choice("b")],
        "s.a.validation.gte_field",
        "field_kind",
    );
    one(
        &[checked("a", "text", &json!({"at_least_one_of": ["a", "b"]}))],
        "s.a.validation.at_least_one_of",
        "field_missing",
    );
}

#[test]
fn tables_have_columns_that_their_rules_know() {
    let table = |more: &Value| field("a", "table", more);
    let columns = |columns: &[Value]| json!({ "columns": columns });
    let with = |columns: &[Value], validation: Value| {
        table(&json!({"columns": columns, "validation": validation}))
    };
    let text = field("t", "text", &json!({}));

    one(&[table(&json!({}))], "s.a", "columns_missing");
    one(&[field("a", "text", &json!({"columns": [text]}))], "s.a", "misplaced");
    one(&[table(&columns(&[field("f", "file", &json!({}))]))], "s.a.f", "column_kind");
    one(
        &[table(&json!({"columns": [text], "min_rows": 3, "max_rows": 2}))],
        "s.a",
        "min_above_max",
    );
    one(&[table(&json!({"columns": [text], "max_rows": 1000}))], "s.a", "too_many_rows");
    one(
        &[with(std::slice::from_ref(&text), json!({"exactly_one_true": "t"}))],
        "s.a.validation.exactly_one_true",
        "field_kind",
    );
    one(
        &[with(std::slice::from_ref(&text), json!({"continuous_to": "today"}))],
        "s.a.validation",
        "periods_missing",
    );
    let sum = json!({"sum_equals": {"column": "n", "field": "nowhere"}});
    let number = field("n", "number", &json!({}));
    one(&[with(&[number], sum)], "s.a.validation.sum_equals", "field_missing");
}

#[test]
fn files_prefills_and_defaults_are_sound() {
    let accept = |value: &str| field("a", "file", &json!({ "accept": [value] }));

    one(&[accept("pdf")], "s.a.accept", "accept");
    one(&[accept(".exe")], "s.a.accept", "accept");
    assert_eq!(faults(&[accept("image/*")]), []);
    one(&[field("a", "text", &json!({"prefill": "nowhere.x"}))], "s.a.prefill", "prefill");
    one(&[field("a", "checkbox", &json!({"default": "x"}))], "s.a.default", "default_unfit");
    one(&[field("a", "date", &json!({"default": "x"}))], "s.a.default", "default_unfit");
    let mut other = choice("a");
    other["default"] = json!("y");
    one(&[other], "s.a.default", "default_unfit");
}

#[test]
fn a_file_that_cannot_be_read_says_where_and_what_is_expected() {
    let fault = |fields: &[Value]| Form::parse(&form(&json!(fields)).to_string()).unwrap_err();

    let kind = fault(&[choice("b"), field("a", "colour", &json!({}))]);
    assert_eq!(kind.path, "sections[0] (s).fields[1] (a)");
    assert!(kind.expected.contains("expected one of `text`"), "{}", kind.expected);

    let key = fault(&[checked("a", "text", &json!({"maxlength": 3}))]);
    assert!(key.expected.contains("unknown field `maxlength`"), "{}", key.expected);

    let column = field("c", "text", &json!({"visible_when": {"field": "a", "op": "like"}}));
    let op = fault(&[field("t", "table", &json!({ "columns": [column] }))]);
    assert_eq!(op.path, "sections[0] (s).fields[0] (t).columns[0] (c)");
    assert!(op.expected.contains("op is eq, neq, in or truthy"), "{}", op.expected);

    let bound = fault(&[checked("a", "number", &json!({"max": "next_year"}))]);
    assert!(bound.expected.contains("current_year"), "{}", bound.expected);
    assert_eq!(Form::parse("{").unwrap_err().path, "line 1, column 1");
    assert!(Form::parse("{}").unwrap_err().expected.contains("form_id"));
}

#[test]
fn a_version_of_the_schema_that_is_not_known_is_refused() {
    let mut form = shipped("stp-lltp-03-2013");
    form.schema_version = "2.0".to_owned();

    assert_eq!(form.check_definition()[0].code, "schema_version");
}
