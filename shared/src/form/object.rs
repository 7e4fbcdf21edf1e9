//! Reads the objects of a definition, key by key. What serde derives for them is several times as
//! much code, and every page of questions would have to fetch it.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// An object of which some keys have been read, and the first thing wrong with it. Faults are kept
/// rather than returned: thirty early ways out of a function are most of its size.
pub(super) struct Object {
    unread: Map<String, Value>,
    fault: Option<String>,
}

impl Object {
    pub(super) fn from<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match Value::deserialize(from)? {
            Value::Object(unread) => Ok(Self { unread, fault: None }),
            other => Err(D::Error::custom(format!("an object, not {other}"))),
        }
    }

    /// The value of a key that must be there.
    pub(super) fn needed<T: DeserializeOwned + Default>(&mut self, key: &str) -> T {
        if !self.unread.contains_key(key) {
            self.note(format!("missing field `{key}`"));
        }
        self.optional(key)
    }

    /// The value of a key that may be left out.
    pub(super) fn optional<T: DeserializeOwned + Default>(&mut self, key: &str) -> T {
        let read = self.unread.remove(key).map(serde_json::from_value).transpose();
        read.unwrap_or_else(|fault| {
            self.note(fault.to_string());
            None
        })
        .unwrap_or_default()
    }

    /// Everything was as it should be, and nothing is left that nobody asked for.
    pub(super) fn end(mut self, known: &[&str]) -> Result<(), String> {
        if let Some(key) = self.unread.keys().next() {
            let known = known.join("`, `");
            self.note(format!("unknown field `{key}`, expected one of `{known}`"));
        }
        self.fault.map_or(Ok(()), Err)
    }

    fn note(&mut self, fault: String) {
        self.fault.get_or_insert(fault);
    }
}

/// `read!(Type { key: needed, other: optional, "type" = kind: needed })`: the keys that the type
/// is read from, and whether each must be there.
macro_rules! read {
    ($type:ident { $($($key:literal =)? $field:ident: $how:ident),+ $(,)? }) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                fn read(mut object: $crate::form::object::Object) -> Result<$type, String> {
                    let it = $type {
                        $($field: object.$how(read!(@key $field $($key)?)),)+
                    };
                    object.end(&[$(read!(@key $field $($key)?)),+]).map(|()| it)
                }
                let object = $crate::form::object::Object::from(from)?;
                read(object).map_err(serde::de::Error::custom)
            }
        }
    };
    (@key $field:ident $key:literal) => { $key };
    (@key $field:ident) => { stringify!($field) };
}

pub(super) use read;
