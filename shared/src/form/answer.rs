//! What people answered, kept as they typed it, right or wrong.

use super::address::Address;
use super::object::read;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// One answer is no longer than this (4,000 letters with all their accents).
pub const ANSWER_BYTES_MAX: usize = 16 * 1024;
/// A table has no more rows than this, whatever its definition says.
pub const ROWS_MAX: usize = 200;
/// All answers of a draft together.
pub const ANSWERS_BYTES_MAX: usize = 256 * 1024;

/// One row of a table: column key → answer.
pub type Row = BTreeMap<String, Answer>;

/// What was typed into one field.
///
/// In JSON: a text, `true`, `["a", "b"]`, `{"day": "27", "month": "3", "year": "1990"}`,
/// `{"era": "2023", "province": "06", …}`, or a list of rows. A number is read as its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// A single checkbox.
    Flag(bool),
    /// Everything that is typed or chosen in one control.
    Text(String),
    /// The checkboxes that are ticked.
    List(Vec<String>),
    /// The three boxes of a date.
    Date(DateParts),
    /// The parts of an address.
    Address(Address),
    /// A table.
    Rows(Vec<Row>),
}

/// The three boxes of a date, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DateParts {
    /// Ngày.
    pub day: String,
    /// Tháng.
    pub month: String,
    /// Năm.
    pub year: String,
}

read!(DateParts { day: optional, month: optional, year: optional });

impl Answer {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The rows of a table; none for an empty list.
    pub fn as_rows(&self) -> Option<&[Row]> {
        match self {
            Self::Rows(rows) => Some(rows),
            Self::List(list) if list.is_empty() => Some(&[]),
            _ => None,
        }
    }

    /// Whether nothing was entered: no text, no tick, no row with anything in it.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Flag(flag) => !flag,
            Self::Text(text) => text.trim().is_empty(),
            Self::List(list) => list.iter().all(|item| item.trim().is_empty()),
            Self::Date(parts) => {
                [&parts.day, &parts.month, &parts.year].iter().all(|part| part.trim().is_empty())
            }
            Self::Address(address) => address.is_blank(),
            Self::Rows(rows) => rows.iter().all(|row| row.values().all(Self::is_blank)),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Flag(_) => 1,
            Self::Text(text) => text.len(),
            Self::List(list) => list.iter().map(|item| item.len() + 1).sum(),
            Self::Date(parts) => parts.day.len() + parts.month.len() + parts.year.len(),
            Self::Address(address) => address.bytes(),
            Self::Rows(rows) => rows.iter().map(bytes_of).sum(),
        }
    }

    fn has_long_text(&self) -> bool {
        match self {
            Self::Rows(rows) => rows.iter().any(|row| row.values().any(Self::has_long_text)),
            other => other.bytes() > ANSWER_BYTES_MAX,
        }
    }

    fn from_json(value: Value) -> Result<Self, String> {
        match value {
            Value::Bool(flag) => Ok(Self::Flag(flag)),
            Value::String(text) => Ok(Self::Text(text)),
            Value::Number(number) => Ok(Self::Text(number.to_string())),
            Value::Array(items) if items.iter().any(Value::is_object) => {
                items.into_iter().map(row_from_json).collect::<Result<_, _>>().map(Self::Rows)
            }
            Value::Array(items) => {
                items.into_iter().map(text_from_json).collect::<Result<_, _>>().map(Self::List)
            }
            Value::Object(map) if ["day", "month", "year"].iter().any(|k| map.contains_key(*k)) => {
                serde_json::from_value(Value::Object(map))
                    .map(Self::Date)
                    .map_err(|e| e.to_string())
            }
            Value::Object(map) => serde_json::from_value(Value::Object(map))
                .map(Self::Address)
                .map_err(|e| e.to_string()),
            Value::Null => Err("an answer that is not given is left out, not null".to_owned()),
        }
    }
}

fn text_from_json(value: Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err("a list holds texts, or rows".to_owned()),
    }
}

fn row_from_json(value: Value) -> Result<Row, String> {
    let Value::Object(map) = value else { return Err("a table holds rows".to_owned()) };
    // One by one: `collect` sorts first, which is a lot of code for a browser to fetch.
    let mut row = Row::new();
    for (key, cell) in map.into_iter().filter(|(_, cell)| !cell.is_null()) {
        row.insert(key, Answer::from_json(cell)?);
    }
    Ok(row)
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::from_json(Value::deserialize(from)?).map_err(D::Error::custom)
    }
}

/// All answers of a draft, by field key. A key that is absent was never touched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, Answer>);

/// Why answers are not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswersFault {
    /// One answer is longer than [`ANSWER_BYTES_MAX`].
    #[error("an answer is longer than {ANSWER_BYTES_MAX} bytes")]
    AnswerTooLong,
    /// A table has more rows than [`ROWS_MAX`].
    #[error("a table has more than {ROWS_MAX} rows")]
    TooManyRows,
    /// All together is more than [`ANSWERS_BYTES_MAX`].
    #[error("the answers are longer than {ANSWERS_BYTES_MAX} bytes")]
    TooLarge,
}

impl Answers {
    /// Nothing answered yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The answer to `key`, if that field was touched.
    pub fn get(&self, key: &str) -> Option<&Answer> {
        self.0.get(key)
    }

    /// Answers `key`.
    pub fn set(&mut self, key: impl Into<String>, answer: Answer) {
        self.0.insert(key.into(), answer);
    }

    /// Makes `key` untouched again.
    pub fn remove(&mut self, key: &str) -> Option<Answer> {
        self.0.remove(key)
    }

    /// Takes over what `newer` answers.
    pub fn merge(&mut self, newer: Self) {
        self.0.extend(newer.0);
    }

    /// Whether nothing was touched.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every answer, by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.0.iter().map(|(key, answer)| (key.as_str(), answer))
    }

    /// Refuses what is too much to keep.
    pub fn check_limits(&self) -> Result<(), AnswersFault> {
        if self.0.values().any(Answer::has_long_text) {
            return Err(AnswersFault::AnswerTooLong);
        }
        if self.0.values().filter_map(Answer::as_rows).any(|rows| rows.len() > ROWS_MAX) {
            return Err(AnswersFault::TooManyRows);
        }
        if bytes_of(&self.0) > ANSWERS_BYTES_MAX {
            return Err(AnswersFault::TooLarge);
        }
        Ok(())
    }
}

fn bytes_of(answers: &BTreeMap<String, Answer>) -> usize {
    answers.iter().map(|(key, answer)| key.len() + answer.bytes() + 4).sum()
}

impl FromIterator<(String, Answer)> for Answers {
    fn from_iter<I: IntoIterator<Item = (String, Answer)>>(pairs: I) -> Self {
        let mut answers = Self::new();
        answers.0.extend(pairs);
        answers
    }
}

impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        row_from_json(Value::deserialize(from)?).map(Self).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_answer_is_read_from_json_and_written_back() {
        let json = r#"{"a":"x","b":true,"c":["p","q"],"d":{"day":"27","month":"3","year":"1990"},
            "e":{"era":"2023","province":"06","district":"060","commune":"01864","detail":"Nà Lẹng"},
            "f":[{"x":"1","y":{"day":"","month":"3","year":"2020"},"z":false}]}"#;

        let answers: Answers = serde_json::from_str(json).unwrap();
        let again: Answers =
            serde_json::from_str(&serde_json::to_string(&answers).unwrap()).unwrap();

        assert_eq!(again, answers);
        assert!(matches!(answers.get("a"), Some(Answer::Text(_))));
        assert!(matches!(answers.get("b"), Some(Answer::Flag(true))));
        assert!(matches!(answers.get("c"), Some(Answer::List(_))));
        assert!(matches!(answers.get("d"), Some(Answer::Date(_))));
        assert!(matches!(answers.get("e"), Some(Answer::Address(_))));
        assert_eq!(answers.get("f").unwrap().as_rows().unwrap().len(), 1);
    }

    #[test]
    fn numbers_are_texts_and_null_is_untouched() {
        let answers: Answers = serde_json::from_str(r#"{"a":2,"b":null,"c":[]}"#).unwrap();

        assert_eq!(answers.get("a"), Some(&Answer::text("2")));
        assert_eq!(answers.get("b"), None);
        assert_eq!(answers.get("c").unwrap().as_rows(), Some(&[][..]));
        assert!(serde_json::from_str::<Answers>(r#"{"a":{"nonsense":1}}"#).is_err());
        assert!(serde_json::from_str::<Answers>("[1]").is_err());
    }

    #[test]
    fn limits_have_names() {
        let mut long = Answers::new();
        long.set("a", Answer::text("x".repeat(ANSWER_BYTES_MAX + 1)));
        let mut rows = Answers::new();
        rows.set("t", Answer::Rows(vec![Row::new(); ROWS_MAX + 1]));
        let large: Answers =
            (0..20).map(|n| (n.to_string(), Answer::text("x".repeat(ANSWER_BYTES_MAX)))).collect();

        assert_eq!(long.check_limits(), Err(AnswersFault::AnswerTooLong));
        assert_eq!(rows.check_limits(), Err(AnswersFault::TooManyRows));
        assert_eq!(large.check_limits(), Err(AnswersFault::TooLarge));
        assert_eq!(Answers::new().check_limits(), Ok(()));
    }
}
