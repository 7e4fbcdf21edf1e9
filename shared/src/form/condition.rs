//! When a section or field is asked for: `{field, op, value}`, `{all: […]}`, `{any: […]}`.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

/// How an answer is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    /// Is the value (of several choices: is among them).
    Eq,
    /// Is not the value; also holds while nothing is answered.
    Neq,
    /// Is one of the values.
    In,
    /// Is answered, ticked, not zero.
    Truthy,
}

/// What must hold for something to be asked. A condition on a question that is itself not asked
/// never holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Condition {
    /// All of them.
    All {
        /// The conditions.
        all: Vec<Condition>,
    },
    /// At least one of them.
    Any {
        /// The conditions.
        any: Vec<Condition>,
    },
    /// One answer.
    Test {
        /// The key of the field; inside a table, of a column first.
        field: String,
        /// The comparison.
        op: Op,
        /// What to compare with; `null` for `truthy`.
        #[serde(skip_serializing_if = "Value::is_null")]
        value: Value,
    },
}

impl Condition {
    /// The fields it looks at, with what each is compared with.
    pub(super) fn tests(&self) -> Vec<(&str, Op, &Value)> {
        match self {
            Self::All { all: parts } | Self::Any { any: parts } => {
                parts.iter().flat_map(Self::tests).collect()
            }
            Self::Test { field, op, value } => vec![(field, *op, value)],
        }
    }

    fn read(map: &Map<String, Value>) -> Result<Self, String> {
        let is_only = |keys: &[&str]| map.keys().all(|key| keys.contains(&key.as_str()));
        let parts = |value: &Value| match value {
            Value::Array(items) if !items.is_empty() => {
                items.iter().map(|item| Self::from_value(item.clone())).collect()
            }
            _ => Err("`all` and `any` hold a list of conditions".to_owned()),
        };
        if let Some(all) = map.get("all").filter(|_| is_only(&["all"])) {
            return Ok(Self::All { all: parts(all)? });
        }
        if let Some(any) = map.get("any").filter(|_| is_only(&["any"])) {
            return Ok(Self::Any { any: parts(any)? });
        }
        if !is_only(&["field", "op", "value"]) {
            return Err("a condition is {field, op, value}, {all: […]} or {any: […]}".to_owned());
        }
        let field = map.get("field").and_then(Value::as_str).ok_or("a condition names a field")?;
        let op = map.get("op").cloned().unwrap_or_default();
        let op: Op = serde_json::from_value(op.clone())
            .map_err(|_| format!("op is eq, neq, in or truthy, not {op}"))?;
        let value = map.get("value").cloned().unwrap_or_default();
        let fits = match op {
            Op::Eq | Op::Neq => value.is_string() || value.is_boolean() || value.is_number(),
            Op::In => value.as_array().is_some_and(|items| !items.is_empty()),
            Op::Truthy => value.is_null() || value == Value::Bool(true),
        };
        if !fits {
            return Err(format!("the value {value} does not go with that op"));
        }
        Ok(Self::Test { field: field.to_owned(), op, value })
    }

    fn from_value(value: Value) -> Result<Self, String> {
        match value {
            Value::Object(map) => Self::read(&map),
            other => Err(format!("a condition is an object, not {other}")),
        }
    }
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::from_value(Value::deserialize(from)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_nest_and_are_written_back_as_they_were() {
        let json = r#"{"any":[{"field":"a","op":"eq","value":true},{"all":[{"field":"b","op":"in","value":["x"]},{"field":"c","op":"truthy"}]}]}"#;

        let condition: Condition = serde_json::from_str(json).unwrap();

        assert_eq!(serde_json::to_string(&condition).unwrap(), json);
        let fields: Vec<&str> = condition.tests().iter().map(|test| test.0).collect();
        assert_eq!(fields, ["a", "b", "c"]);
    }

    #[test]
    fn a_wrong_condition_says_what_is_expected() {
        let fault = |json| serde_json::from_str::<Condition>(json).unwrap_err().to_string();

        assert!(fault(r#"{"field":"a","op":"gt","value":1}"#).contains("eq, neq, in or truthy"));
        assert!(fault(r#"{"field":"a","op":"in","value":"x"}"#).contains("does not go with"));
        assert!(fault(r#"{"field":"a","op":"eq"}"#).contains("does not go with"));
        assert!(fault(r#"{"all":[]}"#).contains("list of conditions"));
        assert!(fault(r#"{"none":[]}"#).contains("{all: […]}"));
        assert!(fault(r#"{"all":[{"field":"a","op":"truthy"}],"field":"a"}"#).contains("{all"));
    }
}
