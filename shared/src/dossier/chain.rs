//! The hash chain of a dossier: each link covers the one before, so that nothing can be changed,
//! left out or put in between without breaking all that follows.

use crate::id::DossierId;
use crate::time::Instant;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Names the rule by which links are hashed.
const RULE: &str = "motcua.event.1";

/// What a link covers, beside the link before it.
#[derive(Debug, Clone, Copy)]
pub struct Link<'a> {
    /// Whose chain.
    pub dossier: DossierId,
    /// 1, 2, 3 …
    pub seq: i64,
    /// When it happened.
    pub at: Instant,
    /// Who did it: canonical JSON.
    pub actor: &'a str,
    /// What happened.
    pub kind: &'a str,
    /// The details: canonical JSON.
    pub payload: &'a str,
    /// Sealed personal values; covered by their own hash, so that erasing them leaves the chain.
    pub sealed: Option<&'a [u8]>,
}

impl Link<'_> {
    /// SHA-256 over the link and the hash of the one before (empty for the first).
    pub fn hash(&self, before: &[u8]) -> [u8; 32] {
        let sealed =
            self.sealed.map_or_else(|| "-".to_owned(), |bytes| hex(&Sha256::digest(bytes)));
        let text = format!(
            "{RULE}\n{}\n{}\n{}\n{}\n{}\n{}\n{sealed}\n{}",
            self.dossier,
            self.seq,
            self.at.timestamp_micros(),
            self.actor,
            self.kind,
            self.payload,
            hex(before),
        );
        Sha256::digest(text.as_bytes()).into()
    }
}

/// JSON with sorted keys and no spaces: the same value is always the same text.
pub fn canonical(value: &Value) -> String {
    let mut out = String::new();
    push_canonical(&mut out, value);
    out
}

fn push_canonical(out: &mut String, value: &Value) {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|(key, _)| key.as_str());
            out.push('{');
            for (at, (key, inner)) in entries.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                push_canonical(out, inner);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (at, inner) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                push_canonical(out, inner);
            }
            out.push(']');
        }
        plain => out.push_str(&plain.to_string()),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        write!(out, "{byte:02x}").expect("a string grows");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use uuid::Uuid;

    fn link(payload: &str) -> Link<'_> {
        Link {
            dossier: DossierId(Uuid::from_u128(1)),
            seq: 1,
            at: "2023-06-14T01:00:00Z".parse().unwrap(),
            actor: "{}",
            kind: "submitted",
            payload,
            sealed: None,
        }
    }

    #[test]
    fn every_part_is_covered() {
        let base = link("{}").hash(b"");
        let changed = [
            link("{\"a\":1}").hash(b""),
            link("{}").hash(b"x"),
            Link { seq: 2, ..link("{}") }.hash(b""),
            Link { kind: "accepted", ..link("{}") }.hash(b""),
            Link { actor: "[]", ..link("{}") }.hash(b""),
            Link { sealed: Some(b""), ..link("{}") }.hash(b""),
            Link { dossier: DossierId(Uuid::from_u128(2)), ..link("{}") }.hash(b""),
            Link { at: "2023-06-14T01:00:01Z".parse().unwrap(), ..link("{}") }.hash(b""),
        ];

        for other in changed {
            assert_ne!(base, other);
        }
        assert_eq!(base, link("{}").hash(b""));
    }

    #[test]
    fn canonical_json_sorts_keys_at_every_depth() {
        let value = json!({"b": [1, {"z": null, "a": "Đ\"n"}], "a": true});

        assert_eq!(canonical(&value), r#"{"a":true,"b":[1,{"a":"Đ\"n","z":null}]}"#);
    }
}
