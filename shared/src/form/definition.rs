//! What is wrong with a definition that can be read: rules that name what is not there, that
//! cannot be fulfilled, or that do not go with their field.

use super::answer::{Answer, ROWS_MAX};
use super::condition::{Condition, Op};
use super::date::{DateBase, DateExpr};
use super::field_rules::type_of;
use super::schema::{Bound, Field, FieldKind, Form};
use super::table_rules::period_columns;
use crate::i18n::{Key, Lang, msg};
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const SCHEMA_VERSION: &str = "1.0";
const PREFILL_SOURCES: [&str; 4] = ["profile.", "org.", "system.", "external."];

/// One thing to mend in a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionFault {
    /// Where, such as `applicant.full_name.validation.pattern`.
    pub path: String,
    /// The stable code.
    pub code: &'static str,
    /// What the sentence needs.
    pub params: BTreeMap<&'static str, String>,
}

impl DefinitionFault {
    /// What is expected there.
    pub fn sentence(&self, lang: Lang) -> String {
        let values: Vec<(&str, &str)> =
            self.params.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.key().with(lang, &values)
    }

    fn key(&self) -> Key {
        use msg::form_definition as text;
        match self.code {
            "schema_version" => text::SCHEMA_VERSION,
            "nothing_asked" => text::NOTHING_ASKED,
            "key_shape" => text::KEY_SHAPE,
            "key_twice" => text::KEY_TWICE,
            "options_missing" => text::OPTIONS_MISSING,
            "option_twice" => text::OPTION_TWICE,
            "columns_missing" => text::COLUMNS_MISSING,
            "column_kind" => text::COLUMN_KIND,
            "misplaced" => text::MISPLACED,
            "field_missing" => text::FIELD_MISSING,
            "field_kind" => text::FIELD_KIND,
            "option_missing" => text::OPTION_MISSING,
            "truthy_only" => text::TRUTHY_ONLY,
            "cycle" => text::CYCLE,
            "pattern" => text::PATTERN,
            "date_expression" => text::DATE_EXPRESSION,
            "min_above_max" => text::MIN_ABOVE_MAX,
            "too_many_rows" => text::TOO_MANY_ROWS,
            "periods_missing" => text::PERIODS_MISSING,
            "accept" => text::ACCEPT,
            "prefill" => text::PREFILL,
            _ => text::DEFAULT_UNFIT,
        }
    }
}

impl Form {
    /// Everything that is wrong with the definition; empty for a sound one.
    pub fn check_definition(&self) -> Vec<DefinitionFault> {
        let mut check = Check { form: self, faults: Vec::new() };
        check.form();
        check.faults
    }
}

struct Check<'a> {
    form: &'a Form,
    faults: Vec<DefinitionFault>,
}

/// Where a key is looked for: among the columns of the table first.
#[derive(Clone, Copy)]
struct Place<'a> {
    columns: Option<&'a [Field]>,
    form: &'a Form,
}

impl<'a> Place<'a> {
    fn find(self, key: &str) -> Option<&'a Field> {
        let column = self.columns.and_then(|columns| columns.iter().find(|c| c.key == key));
        column.or_else(|| self.form.field(key).map(|(_, field)| field))
    }
}

impl<'a> Check<'a> {
    fn say(&mut self, path: &str, code: &'static str, params: &[(&'static str, &str)]) {
        let params = params.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        self.faults.push(DefinitionFault { path: path.to_owned(), code, params });
    }

    fn form(&mut self) {
        let form = self.form;
        if !matches!(form.schema_version.as_str(), "" | SCHEMA_VERSION) {
            self.say("schema_version", "schema_version", &[("expected", SCHEMA_VERSION)]);
        }
        for (path, text) in [("form_id", &form.form_id), ("version", &form.version)] {
            let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
            if text.is_empty() || !text.chars().all(fits) {
                self.say(path, "key_shape", &[("key", text)]);
            }
        }
        if form.sections.is_empty() {
            self.say("sections", "nothing_asked", &[]);
        }
        self.keys("sections", form.sections.iter().map(|section| section.key.as_str()));
        let keys = form.sections.iter().flat_map(|section| &section.fields);
        self.keys("fields", keys.map(|field| field.key.as_str()));
        let place = Place { columns: None, form };
        for section in &form.sections {
            if section.fields.is_empty() {
                self.say(&section.key, "nothing_asked", &[]);
            }
            if let Some(condition) = &section.visible_when {
                self.condition(&format!("{}.visible_when", section.key), condition, place);
            }
            for field in &section.fields {
                self.field(&format!("{}.{}", section.key, field.key), field, place);
            }
        }
        self.cycles();
    }

    fn keys<'k>(&mut self, path: &str, keys: impl Iterator<Item = &'k str>) {
        let mut seen = BTreeSet::new();
        for key in keys {
            let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
            if key.is_empty() || !key.chars().all(fits) {
                self.say(path, "key_shape", &[("key", key)]);
            }
            if !seen.insert(key) {
                self.say(path, "key_twice", &[("key", key)]);
            }
        }
    }

    fn field(&mut self, path: &str, field: &'a Field, place: Place<'a>) {
        self.options(path, field);
        self.table(path, field, place);
        self.validation(path, field, place);
        if let Some(condition) = &field.visible_when {
            self.condition(&format!("{path}.visible_when"), condition, place);
        }
        if !field.accept.is_empty() && field.kind != FieldKind::File {
            self.misplaced(path, "accept", field.kind);
        }
        for accept in &field.accept {
            let is_known = accept.strip_prefix('.').map_or(accept.contains('/'), |extension| {
                type_of(&extension.to_ascii_lowercase()).is_some()
            });
            if !is_known {
                self.say(&format!("{path}.accept"), "accept", &[("value", accept)]);
            }
        }
        if let Some(prefill) = &field.prefill
            && !PREFILL_SOURCES
                .iter()
                .any(|source| prefill.strip_prefix(source).is_some_and(|rest| !rest.is_empty()))
        {
            self.say(&format!("{path}.prefill"), "prefill", &[("value", prefill)]);
        }
        if let Some(default) = &field.default
            && !default_fits(field, default)
        {
            self.say(&format!("{path}.default"), "default_unfit", &[("kind", field.kind.as_str())]);
        }
    }

    fn options(&mut self, path: &str, field: &Field) {
        use FieldKind::{Checkbox, Radio, Select};
        let path = format!("{path}.options");
        let wants = matches!(field.kind, Select | Radio)
            || (field.kind == Checkbox && field.validation.multiple);
        if wants && field.options.is_empty() {
            self.say(&path, "options_missing", &[("kind", field.kind.as_str())]);
        }
        if !field.options.is_empty() && !matches!(field.kind, Select | Radio | Checkbox) {
            self.misplaced(&path, "options", field.kind);
        }
        let mut seen = BTreeSet::new();
        for option in &field.options {
            if option.value.is_empty() || !seen.insert(&option.value) {
                self.say(&path, "option_twice", &[("value", &option.value)]);
            }
        }
    }

    fn table(&mut self, path: &str, field: &'a Field, place: Place<'a>) {
        if field.kind != FieldKind::Table {
            let rows = field.min_rows.or(field.max_rows).map(|_| "min_rows, max_rows");
            let columns = (!field.columns.is_empty()).then_some("columns");
            for key in [rows, columns].into_iter().flatten() {
                self.misplaced(path, key, field.kind);
            }
            return;
        }
        if field.columns.is_empty() {
            self.say(path, "columns_missing", &[]);
        }
        if field.min_rows > field.max_rows.or(field.min_rows) {
            self.say(path, "min_above_max", &[("min", "min_rows"), ("max", "max_rows")]);
        }
        if field.max_rows.or(field.min_rows).is_some_and(|rows| rows > ROWS_MAX) {
            self.say(path, "too_many_rows", &[("max", &ROWS_MAX.to_string())]);
        }
        self.keys(path, field.columns.iter().map(|column| column.key.as_str()));
        let place = Place { columns: Some(&field.columns), ..place };
        for column in &field.columns {
            let path = format!("{path}.{}", column.key);
            if matches!(column.kind, FieldKind::Table | FieldKind::File) {
                self.say(&path, "column_kind", &[("kind", column.kind.as_str())]);
            }
            self.field(&path, column, place);
        }
    }

    fn validation(&mut self, path: &str, field: &'a Field, place: Place<'a>) {
        let rules = &field.validation;
        let path = &format!("{path}.validation");
        let given = serde_json::to_value(rules).unwrap_or_default();
        for key in given.as_object().into_iter().flat_map(|map| map.keys()) {
            if !goes_with(key, field) {
                self.misplaced(path, key, field.kind);
            }
        }
        if let Some(fault) = rules.pattern.as_ref().and_then(|pattern| pattern.fault()) {
            let fault = fault.to_owned();
            self.say(&format!("{path}.pattern"), "pattern", &[("fault", &fault)]);
        }
        let dates = [
            ("date_min", &rules.date_min),
            ("date_max", &rules.date_max),
            ("continuous_from", &rules.continuous_from),
            ("continuous_to", &rules.continuous_to),
        ];
        for (key, expr) in dates {
            if let Some(expr) = expr {
                self.date_expression(&format!("{path}.{key}"), expr, place);
            }
        }
        self.limits(path, field);
        self.relations(path, field, place);
        self.across_rows(path, field, place);
    }

    fn date_expression(&mut self, path: &str, expr: &DateExpr, place: Place<'a>) {
        match expr.read().map(|read| read.base) {
            None => self.say(path, "date_expression", &[("value", expr.source())]),
            Some(DateBase::Field(key)) => self.names(path, key, place, &[FieldKind::Date]),
            Some(_) => {}
        }
    }

    fn limits(&mut self, path: &str, field: &Field) {
        let rules = &field.validation;
        let sample = NaiveDate::from_ymd_opt(2000, 7, 1).expect("a day of the calendar");
        let day = |expr: &Option<DateExpr>| {
            let read = expr.as_ref()?.read()?;
            match read.base {
                DateBase::Today => read.counted_from(sample),
                DateBase::Day(_) | DateBase::Field(_) => None,
            }
        };
        let is_above = |min: Option<Bound>, max: Option<Bound>| match (min, max) {
            (Some(Bound::Number(min)), Some(Bound::Number(max))) => min > max,
            _ => false,
        };
        let dates = day(&rules.date_min).zip(day(&rules.date_max));
        let lengths = rules.min_length.zip(rules.max_length);
        let wrong = [
            (is_above(rules.min, rules.max), "min", "max"),
            (lengths.is_some_and(|(min, max)| min > max), "min_length", "max_length"),
            (dates.is_some_and(|(min, max)| min > max), "date_min", "date_max"),
            (
                field.is_multiple()
                    && rules.min_selected.is_some_and(|least| least > field.options.len()),
                "min_selected",
                "options",
            ),
        ];
        for (is_wrong, min, max) in wrong {
            if is_wrong {
                self.say(path, "min_above_max", &[("min", min), ("max", max)]);
            }
        }
    }

    fn relations(&mut self, path: &str, field: &Field, place: Place<'a>) {
        use FieldKind::{Date, Money, Number};
        let rules = &field.validation;
        let kinds: &[FieldKind] = if field.kind == Date { &[Date] } else { &[Number, Money] };
        let relations = [
            ("gte_field", &rules.gte_field),
            ("gt_field", &rules.gt_field),
            ("lte_field", &rules.lte_field),
            ("lt_field", &rules.lt_field),
        ];
        for (key, other) in relations {
            if let Some(other) = other {
                self.names(&format!("{path}.{key}"), other, place, kinds);
            }
        }
        for other in &rules.at_least_one_of {
            self.names(&format!("{path}.at_least_one_of"), other, place, &[]);
        }
    }

    fn across_rows(&mut self, path: &str, field: &'a Field, place: Place<'a>) {
        use FieldKind::{Checkbox, Money, Number};
        let rules = &field.validation;
        let columns = Place { columns: Some(&field.columns), ..place };
        if let Some(key) = &rules.exactly_one_true {
            self.names(&format!("{path}.exactly_one_true"), key, columns, &[Checkbox]);
        }
        if let Some(sum) = &rules.sum_equals {
            let path = format!("{path}.sum_equals");
            self.names(&path, &sum.column, columns, &[Number, Money]);
            self.names(&path, &sum.field, place, &[Number, Money]);
        }
        let wants_periods = rules.continuous_from.is_some() || rules.continuous_to.is_some();
        if wants_periods && field.kind == FieldKind::Table && period_columns(field).is_none() {
            self.say(path, "periods_missing", &[]);
        }
    }

    /// A rule names a field, which must be there and of one of these kinds (any, if none).
    fn names(&mut self, path: &str, key: &str, place: Place<'a>, kinds: &[FieldKind]) {
        match place.find(key) {
            None => self.say(path, "field_missing", &[("field", key)]),
            Some(field) if !kinds.is_empty() && !kinds.contains(&field.kind) => {
                let names: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
                let expected = names.join(", ");
                self.say(path, "field_kind", &[("field", key), ("expected", &expected)]);
            }
            Some(_) => {}
        }
    }

    fn condition(&mut self, path: &str, condition: &Condition, place: Place<'a>) {
        for (key, op, value) in condition.tests() {
            let Some(field) = place.find(key) else {
                self.say(path, "field_missing", &[("field", key)]);
                continue;
            };
            let is_whole =
                matches!(field.kind, FieldKind::File | FieldKind::Table | FieldKind::Address);
            if is_whole && op != Op::Truthy {
                self.say(path, "truthy_only", &[("field", key)]);
            }
            let wanted = match value {
                Value::Array(values) => values.as_slice(),
                Value::Null => &[],
                one => std::slice::from_ref(one),
            };
            for value in wanted.iter().filter(|_| !field.options.is_empty()) {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                if field.option(&text).is_none() {
                    self.say(path, "option_missing", &[("field", key), ("value", &text)]);
                }
            }
        }
    }

    /// A question may not decide whether it is itself asked, not even by way of others.
    fn cycles(&mut self) {
        let mut graph: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for section in &self.form.sections {
            let tests = |c: &'a Option<Condition>| c.iter().flat_map(Condition::tests);
            for field in &section.fields {
                let named = tests(&section.visible_when).chain(tests(&field.visible_when));
                graph.entry(&field.key).or_default().extend(named.map(|test| test.0));
                let columns: BTreeMap<&str, Vec<&str>> = field
                    .columns
                    .iter()
                    .map(|c| (c.key.as_str(), tests(&c.visible_when).map(|test| test.0).collect()))
                    .collect();
                self.cycles_in(&columns, &format!("{}.", field.key));
            }
        }
        self.cycles_in(&graph, "");
    }

    fn cycles_in(&mut self, graph: &BTreeMap<&str, Vec<&str>>, prefix: &str) {
        for start in graph.keys() {
            let mut seen = BTreeSet::new();
            let mut open = graph[start].clone();
            while let Some(key) = open.pop() {
                if key == *start {
                    self.say(&format!("{prefix}{start}"), "cycle", &[("field", start)]);
                    break;
                }
                if seen.insert(key) {
                    open.extend(graph.get(key).into_iter().flatten());
                }
            }
        }
    }

    fn misplaced(&mut self, path: &str, key: &str, kind: FieldKind) {
        self.say(path, "misplaced", &[("key", key), ("kind", kind.as_str())]);
    }
}

/// Whether a key of `validation` means something for a field of that kind.
fn goes_with(key: &str, field: &Field) -> bool {
    use FieldKind::{
        Address, Cccd, Checkbox, Date, Email, File, Money, Number, Phone, Select, Table, Text,
        Textarea,
    };
    let kinds: &[FieldKind] = match key {
        "pattern" | "min_length" | "max_length" => &[Text, Textarea, Cccd, Phone, Email],
        "min" | "max" | "integer" | "currency" => &[Number, Money],
        "date_min" | "date_max" | "precision" => &[Date],
        "gte_field" | "gt_field" | "lte_field" | "lt_field" => &[Date, Number, Money],
        "level" | "province_code" | "without_detail" => &[Address],
        "check" => &[Text],
        "exactly_one_true" | "sum_equals" | "continuous_from" | "continuous_to" => &[Table],
        "max_size_mb" | "max_files" | "min_width_px" | "min_height_px" => &[File],
        "multiple" => &[Checkbox, Select, File],
        "min_selected" => return field.is_multiple(),
        _ => return true,
    };
    kinds.contains(&field.kind)
}

fn default_fits(field: &Field, default: &Answer) -> bool {
    match (field.kind, default) {
        (FieldKind::Checkbox | FieldKind::Select, Answer::List(values)) if field.is_multiple() => {
            values.iter().all(|value| field.option(value).is_some())
        }
        (FieldKind::Checkbox, default) => {
            !field.is_multiple() && matches!(default, Answer::Flag(_))
        }
        (FieldKind::Select | FieldKind::Radio, Answer::Text(value)) => {
            field.option(value).is_some()
        }
        (FieldKind::Date, Answer::Text(text)) => {
            let is_counted =
                || DateExpr::new(text).read().is_some_and(|r| r.base == DateBase::Today);
            super::PartialDate::parse(text).is_some() || is_counted()
        }
        (FieldKind::Number | FieldKind::Money, Answer::Text(_)) => {
            super::scope::read_number(field, default).is_some()
        }
        (FieldKind::Address, Answer::Address(_)) => true,
        (FieldKind::Table, default) => default.as_rows().is_some(),
        (FieldKind::File | FieldKind::Address, _) => false,
        (_, default) => default.as_text().is_some(),
    }
}
