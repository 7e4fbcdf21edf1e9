//! Codes that people copy by hand: the reference of a submission and the code that resumes a
//! draft. Crockford's base 32, read as people write it.

use crate::text::fold;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Ten digits and the letters but I, L, O and U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const REFERENCE_CHARS: usize = 9;
const RESUME_CHARS: usize = 10;
/// What stands before a reference in a bank transfer's memo (protocols.md §2.3).
const MEMO_PREFIX: &str = "DVC";
/// What stands before a reference on a page.
const SHOWN_PREFIX: &str = "HS";
/// What is typed longer than this is no code.
const TYPED_CHARS_MAX: usize = 64;

/// What a submission is called from the moment it is handed in: eight random characters and a
/// check character. It goes into payment memos and tracking addresses.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference(String);

/// What continues a draft on another device: ten random characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ResumeCode(String);

/// It is not a code, or a character of it is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a code, or a character of it is wrong")]
pub struct Misread;

impl Reference {
    /// The reference of the low forty bits.
    pub fn from_random(random: u64) -> Self {
        let data = encode(random, REFERENCE_CHARS - 1);
        let check = check_char(data.as_bytes()).expect("the letters were just taken from there");
        Self(format!("{data}{check}"))
    }

    /// Reads a reference as people type it: either case, spaces, dashes, `HS-` before it, O for
    /// zero, I or L for one.
    pub fn parse(typed: &str) -> Result<Self, Misread> {
        let letters = letters_of(typed)?;
        let bare = match letters.strip_prefix(SHOWN_PREFIX) {
            Some(rest) if letters.len() == SHOWN_PREFIX.len() + REFERENCE_CHARS => rest,
            _ => &letters,
        };
        checked(bare.as_bytes()).ok_or(Misread)
    }

    /// As stored: nine characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As printed in a bank transfer: `DVC7K3M9QX2D`.
    pub fn memo(&self) -> String {
        format!("{MEMO_PREFIX}{}", self.0)
    }

    /// The different references that a transfer's memo names, in order. One is a match; none or
    /// several are for a person to decide.
    pub fn in_memo(memo: &str) -> Vec<Self> {
        let letters: String = fold(memo)
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let mut found = Vec::new();
        for (at, prefix) in letters.match_indices(MEMO_PREFIX) {
            let from = at + prefix.len();
            let candidate = letters.as_bytes().get(from..from + REFERENCE_CHARS);
            if let Some(reference) = candidate.and_then(checked)
                && !found.contains(&reference)
            {
                found.push(reference);
            }
        }
        found
    }
}

impl ResumeCode {
    /// The code of the low fifty bits.
    pub fn from_random(random: u64) -> Self {
        Self(encode(random, RESUME_CHARS))
    }

    /// Reads a code as people type it, with the same patience as [`Reference::parse`].
    pub fn parse(typed: &str) -> Result<Self, Misread> {
        let letters = letters_of(typed)?;
        let code: Option<String> = letters.bytes().map(canonical).collect();
        match code {
            Some(code) if code.len() == RESUME_CHARS => Ok(Self(code)),
            _ => Err(Misread),
        }
    }

    /// As stored (hashed, by the store): ten characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    /// `HS-7K3M-9QX2D`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SHOWN_PREFIX}-{}-{}", &self.0[..4], &self.0[4..])
    }
}

impl fmt::Display for ResumeCode {
    /// `7K3M9-QX2D4`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", &self.0[..5], &self.0[5..])
    }
}

macro_rules! kept_as_text {
    ($($name:ident),*) => {$(
        impl TryFrom<String> for $name {
            type Error = Misread;
            fn try_from(text: String) -> Result<Self, Misread> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.0
            }
        }
    )*};
}
kept_as_text!(Reference, ResumeCode);

fn encode(random: u64, chars: usize) -> String {
    let letter = |at: usize| {
        let five_bits = (random >> (5 * at)).to_le_bytes()[0] & 31;
        char::from(ALPHABET[usize::from(five_bits)])
    };
    (0..chars).rev().map(letter).collect()
}

fn letters_of(typed: &str) -> Result<String, Misread> {
    if typed.chars().count() > TYPED_CHARS_MAX {
        return Err(Misread);
    }
    Ok(typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect())
}

/// The letter meant: O is a zero, I and L are ones; U never occurs.
fn canonical(letter: u8) -> Option<char> {
    let meant = match letter {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    };
    ALPHABET.contains(&meant).then(|| char::from(meant))
}

/// The reference of nine letters whose check character holds.
fn checked(letters: &[u8]) -> Option<Reference> {
    let code: String = letters.iter().copied().map(canonical).collect::<Option<_>>()?;
    let (data, check) = code.split_at_checked(REFERENCE_CHARS - 1)?;
    let holds = check.len() == 1 && check.chars().next() == check_char(data.as_bytes());
    holds.then(|| Reference(code.clone()))
}

/// Luhn modulo 32: from the right with factors 2, 1, 2, 1 …, the digits of each product added.
fn check_char(data: &[u8]) -> Option<char> {
    let mut sum = 0;
    for (at, letter) in data.iter().rev().enumerate() {
        let value = ALPHABET.iter().position(|known| known == letter)?;
        let product = if at % 2 == 0 { value * 2 } else { value };
        sum += product / 32 + product % 32;
    }
    Some(char::from(ALPHABET[(32 - sum % 32) % 32]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn vectors() -> Value {
        let text = include_str!("../../../data/vectors/transfer_memo.json");
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn check_characters_are_those_of_the_vectors() {
        for row in vectors()["codes"].as_array().unwrap() {
            let data = row["data"].as_str().unwrap();
            let code = row["code"].as_str().unwrap();

            assert_eq!(check_char(data.as_bytes()), row["check"].as_str().unwrap().chars().next());
            let reference = Reference::parse(&code[MEMO_PREFIX.len()..]).unwrap();
            assert_eq!(reference.memo(), code);
        }
    }

    #[test]
    fn references_are_found_in_memos_as_the_vectors_say() {
        for row in vectors()["extract"].as_array().unwrap() {
            let found: Vec<String> = Reference::in_memo(row["memo"].as_str().unwrap())
                .iter()
                .map(Reference::memo)
                .collect();

            assert_eq!(serde_json::json!(found), row["found"], "{}", row["note"]);
        }
    }

    #[test]
    fn codes_are_shown_in_groups_and_read_with_patience() {
        let reference = Reference::parse("7K3M9QX2D").unwrap();
        assert_eq!(reference.to_string(), "HS-7K3M-9QX2D");
        for typed in ["hs-7k3m-9qx2d", "HS 7K3M 9QX2D", " 7k3m9qx2d ", "HS7K3M9QX2D"] {
            assert_eq!(Reference::parse(typed).as_ref(), Ok(&reference), "{typed}");
        }
        assert_eq!(Reference::parse("OOOOooooO").unwrap().as_str(), "000000000");

        let resume = ResumeCode::parse("l23i5-0abcd").unwrap();
        assert_eq!(resume.as_str(), "123150ABCD");
        assert_eq!(resume.to_string(), "12315-0ABCD");
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for typed in ["", "HS", "7K3M9QX2", "7K3M9QX2DD", "7K3M9QX2E", "UUUUUUUUU", "é"] {
            assert_eq!(Reference::parse(typed), Err(Misread), "{typed}");
        }
        for typed in ["", "123456789", "12345678901", "123456789U"] {
            assert_eq!(ResumeCode::parse(typed), Err(Misread), "{typed}");
        }
        assert_eq!(Reference::parse(&"7K3M9QX2D ".repeat(1_000)), Err(Misread));
    }

    proptest! {
        #[test]
        fn what_was_made_is_read_back(random: u64) {
            let reference = Reference::from_random(random);
            let resume = ResumeCode::from_random(random);

            prop_assert_eq!(Reference::parse(&reference.to_string()), Ok(reference.clone()));
            prop_assert_eq!(Reference::in_memo(&reference.memo()), vec![reference]);
            prop_assert_eq!(ResumeCode::parse(&resume.to_string()), Ok(resume));
        }

        #[test]
        fn different_numbers_make_different_codes(a in 0u64..1 << 40, b in 0u64..1 << 40) {
            prop_assert_eq!(a == b, Reference::from_random(a) == Reference::from_random(b));
            prop_assert_eq!(a == b, ResumeCode::from_random(a) == ResumeCode::from_random(b));
        }

        #[test]
        fn one_wrong_character_is_always_found(random: u64, at in 0usize..9, other in 0usize..32) {
            let reference = Reference::from_random(random);
            let mut typed = reference.as_str().as_bytes().to_vec();
            prop_assume!(typed[at] != ALPHABET[other]);
            typed[at] = ALPHABET[other];

            let typed = String::from_utf8(typed).unwrap();
            prop_assert_eq!(Reference::parse(&typed), Err(Misread));
        }

        #[test]
        fn nothing_typed_makes_a_panic(typed in "\\PC{0,70}") {
            let _ = (Reference::parse(&typed), ResumeCode::parse(&typed));
            let _ = Reference::in_memo(&typed);
        }
    }
}
