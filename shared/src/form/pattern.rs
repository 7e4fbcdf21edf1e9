//! Patterns of the definitions. They are rewritten until every engine reads them alike: `\p{…}`
//! becomes ranges, signs become numbers, and what only one engine knows is refused.

use crate::host::{Engine, NUMBERED};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt::Write as _;
use std::sync::OnceLock;

/// Beyond the scripts in use here (Han included) no letters are looked for.
const LETTER_MAX: u32 = 0xffff;
/// Upper and lower case only matter in alphabets, which stand below.
const CASE_MAX: u32 = 0x1fff;

const MARKS: &[(u32, u32)] = &[
    (0x300, 0x36f),
    (0x483, 0x489),
    (0x591, 0x5bd),
    (0x64b, 0x65f),
    (0x900, 0x903),
    (0x93a, 0x94f),
    (0xe31, 0xe31),
    (0xe34, 0xe3a),
    (0xe47, 0xe4e),
    (0xeb1, 0xeb1),
    (0xeb4, 0xebc),
    (0xec8, 0xece),
    (0x1ab0, 0x1aff),
    (0x1dc0, 0x1dff),
    (0x20d0, 0x20ff),
    (0xaa29, 0xaa36),
    (0xaab0, 0xaab0),
    (0xaab2, 0xaab4),
    (0xaab7, 0xaab8),
    (0xaabe, 0xaabf),
    (0xfe20, 0xfe2f),
];

const PUNCTUATION: &[(u32, u32)] = &[
    (0x21, 0x23),
    (0x25, 0x2a),
    (0x2c, 0x2f),
    (0x3a, 0x3b),
    (0x3f, 0x40),
    (0x5b, 0x5d),
    (0x5f, 0x5f),
    (0x7b, 0x7b),
    (0x7d, 0x7d),
    (0xa1, 0xa1),
    (0xa7, 0xa7),
    (0xab, 0xab),
    (0xb6, 0xb7),
    (0xbb, 0xbb),
    (0xbf, 0xbf),
    (0x2010, 0x2027),
    (0x2030, 0x2043),
    (0x2045, 0x2051),
    (0x2053, 0x205e),
    (0x3001, 0x3003),
    (0x3008, 0x3011),
];

const SEPARATORS: &[(u32, u32)] = &[
    (0x20, 0x20),
    (0xa0, 0xa0),
    (0x1680, 0x1680),
    (0x2000, 0x200a),
    (0x2028, 0x2029),
    (0x202f, 0x202f),
    (0x205f, 0x205f),
    (0x3000, 0x3000),
];

/// A pattern of a definition: searched for as written, so anchored where it has `^` and `$`.
#[derive(Clone)]
pub struct Pattern {
    source: String,
    compiled: OnceLock<Result<Engine, String>>,
}

impl Pattern {
    /// A pattern as it stands in a definition; compiled at first use, and once.
    pub fn new(source: impl Into<String>) -> Self {
        Self { source: source.into(), compiled: OnceLock::new() }
    }

    /// The text of the definition.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether `text` fits. A pattern that cannot be compiled (a fault of the definition, see
    /// `Form::check_definition`) lets everything through rather than nobody.
    pub fn matches(&self, text: &str) -> bool {
        self.compiled().as_ref().map_or(true, |regex| regex.is_match(text))
    }

    /// Why it cannot be compiled.
    pub fn fault(&self) -> Option<&str> {
        self.compiled().as_ref().err().map(String::as_str)
    }

    /// A text that fits, to show as an example: the first way through the pattern.
    pub fn example(&self) -> Option<String> {
        let regex = self.compiled().as_ref().ok()?;
        let examples = Example { rest: self.source.chars().peekable() }.alternatives();
        let mut fitting: Vec<String> =
            examples.into_iter().filter(|text| !text.is_empty() && regex.is_match(text)).collect();
        fitting.dedup();
        fitting.truncate(3);
        (!fitting.is_empty()).then(|| fitting.join("; "))
    }

    /// Whether it is about letters of any language, as the patterns of names are.
    pub fn is_of_letters(&self) -> bool {
        self.source.contains("\\p{L")
    }

    fn compiled(&self) -> &Result<Engine, String> {
        self.compiled.get_or_init(|| Engine::new(&expand(&self.source)?))
    }
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pattern({:?})", self.source)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Pattern {}

impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.source)
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(Self::new)
    }
}

type Rest<'a> = std::iter::Peekable<std::str::Chars<'a>>;

/// Writes a pattern as every engine reads it.
fn expand(source: &str) -> Result<String, String> {
    let mut out = String::with_capacity(source.len());
    let mut rest = source.chars().peekable();
    let mut in_class = false;
    while let Some(c) = rest.next() {
        match c {
            '\\' => escaped(&mut rest, in_class, &mut out)?,
            '[' if in_class => numbered(c, &mut out),
            '.' if !in_class => out.push_str("[^\n]"),
            '(' if !in_class && rest.peek() == Some(&'?') => {
                rest.next();
                rest.next_if_eq(&':').ok_or("the only group with `(?` is `(?:`")?;
                out.push_str("(?:");
            }
            _ => {
                in_class = if in_class { c != ']' } else { c == '[' };
                out.push(c);
            }
        }
    }
    Ok(out)
}

/// What stands after a backslash.
fn escaped(rest: &mut Rest<'_>, in_class: bool, out: &mut String) -> Result<(), String> {
    match rest.next() {
        Some(sign @ ('p' | 'P')) => {
            let name = property_name(rest)?;
            let ranges = ranges_of(&name, sign == 'P')?;
            let _ = if in_class { write!(out, "{ranges}") } else { write!(out, "[{ranges}]") };
        }
        Some(sign @ ('d' | 'D' | 'w' | 'W' | 'n' | 'r' | 't')) => out.extend(['\\', sign]),
        Some(sign) if sign.is_ascii_punctuation() => numbered(sign, out),
        Some(sign) => return Err(format!("\\{sign} is not supported")),
        None => return Err("a backslash stands without its sign".to_owned()),
    }
    Ok(())
}

/// One character by its number, which means nothing but itself.
fn numbered(c: char, out: &mut String) {
    let _ = write!(out, "{NUMBERED}{{{:X}}}", u32::from(c));
}

fn property_name(rest: &mut Rest<'_>) -> Result<String, String> {
    match rest.next() {
        Some('{') => {
            let name: String = rest.by_ref().take_while(|c| *c != '}').collect();
            Ok(name)
        }
        Some(short) => Ok(short.to_string()),
        None => Err("\\p stands without its property".to_owned()),
    }
}

/// The ranges of a property, written for the inside of a bracket.
fn ranges_of(name: &str, is_negated: bool) -> Result<String, String> {
    let ranges = match name {
        "L" | "Letter" => letters().to_vec(),
        "Lu" | "Uppercase_Letter" => ranges_where(CASE_MAX, char::is_uppercase),
        "Ll" | "Lowercase_Letter" => ranges_where(CASE_MAX, char::is_lowercase),
        "N" | "Number" => ranges_where(LETTER_MAX, char::is_numeric),
        "Nd" => vec![(0x30, 0x39)],
        "M" | "Mn" | "Mark" => MARKS.to_vec(),
        "P" | "Punctuation" => PUNCTUATION.to_vec(),
        "Z" | "Zs" | "Separator" => SEPARATORS.to_vec(),
        other => return Err(format!("\\p{{{other}}} is not supported")),
    };
    let ranges = if is_negated { complement(&ranges) } else { ranges };
    let mut out = String::with_capacity(ranges.len() * 16);
    for (from, to) in ranges {
        let _ = write!(out, "{NUMBERED}{{{from:X}}}-{NUMBERED}{{{to:X}}}");
    }
    Ok(out)
}

/// Asked for by every name on every form, so looked up once.
fn letters() -> &'static [(u32, u32)] {
    static LETTERS: OnceLock<Vec<(u32, u32)>> = OnceLock::new();
    LETTERS.get_or_init(|| ranges_where(LETTER_MAX, |c| c.is_alphabetic() && !is_mark(c)))
}

fn is_mark(c: char) -> bool {
    MARKS.iter().any(|(from, to)| (*from..=*to).contains(&u32::from(c)))
}

fn ranges_where(last: u32, fits: impl Fn(char) -> bool) -> Vec<(u32, u32)> {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for code in 0..=last {
        if !char::from_u32(code).is_some_and(&fits) {
            continue;
        }
        match ranges.last_mut() {
            Some((_, to)) if *to + 1 == code => *to = code,
            _ => ranges.push((code, code)),
        }
    }
    ranges
}

/// Everything else, around the surrogates, which are no characters.
fn complement(ranges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut out = Vec::new();
    let mut next = 0;
    for (from, to) in ranges.iter().chain(&[(0xd800, 0xdfff), (0x11_0000, 0x11_0000)]) {
        if *from > next {
            out.push((next, from - 1));
        }
        next = next.max(to + 1);
    }
    out
}

/// Walks the first way through a pattern. Knows what the definitions use; what it does not know
/// yields a text that does not fit, and is not shown.
struct Example<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
}

impl Example<'_> {
    /// One text for each alternative, up to the closing bracket.
    fn alternatives(&mut self) -> Vec<String> {
        let mut all = vec![vec![String::new()]];
        while let Some(c) = self.rest.next() {
            match c {
                ')' => break,
                '|' => all.push(vec![String::new()]),
                _ => {
                    let atoms = self.atom(c);
                    let (least, most) = self.count();
                    let times = least.max(1).min(most);
                    let branch = all.last_mut().expect("there is always a branch");
                    *branch = branch
                        .iter()
                        .flat_map(|before| {
                            atoms.iter().map(move |atom| before.clone() + &repeated(atom, times))
                        })
                        .take(6)
                        .collect();
                }
            }
        }
        all.concat()
    }

    fn atom(&mut self, first: char) -> Vec<String> {
        match first {
            '^' | '$' => vec![String::new()],
            '(' => {
                if self.rest.next_if_eq(&'?').is_some() {
                    self.rest.next_if_eq(&':');
                }
                self.alternatives()
            }
            '[' => vec![self.class()],
            '.' => vec!["A".to_owned()],
            '\\' => vec![match self.rest.next() {
                Some('d') => "0".to_owned(),
                Some('w') => "A".to_owned(),
                Some('s') => " ".to_owned(),
                Some(other) => other.to_string(),
                None => String::new(),
            }],
            other => vec![other.to_string()],
        }
    }

    fn class(&mut self) -> String {
        let first = self.rest.next();
        let mut last = first;
        for c in self.rest.by_ref() {
            if c == ']' && last != Some('\\') {
                break;
            }
            last = Some(c);
        }
        first.map(String::from).unwrap_or_default()
    }

    /// How often the atom before may stand: at least, at most.
    fn count(&mut self) -> (usize, usize) {
        match self.rest.peek() {
            Some('?' | '*') => {
                self.rest.next();
                (0, 0)
            }
            Some('+') => {
                self.rest.next();
                (1, 1)
            }
            Some('{') => {
                self.rest.next();
                let text: String = self.rest.by_ref().take_while(|c| *c != '}').collect();
                let least = text.split(',').next().and_then(|n| n.parse().ok()).unwrap_or(1);
                (least, least.min(40))
            }
            _ => (1, 1),
        }
    }
}

/// Digits count up, so that an example looks like a number; the rest is repeated.
fn repeated(atom: &str, times: usize) -> String {
    let is_digit = atom.len() == 1 && atom.as_bytes()[0].is_ascii_digit();
    if is_digit && times > 1 {
        return (0..times)
            .map(|at| char::from(b'0' + u8::try_from(at % 10).unwrap_or(0)))
            .collect();
    }
    atom.repeat(times)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same are asked of the browser's engine in `end2end/probe`.
    fn vectors() -> serde_json::Value {
        serde_json::from_str(include_str!("../../../data/vectors/pattern.json")).unwrap()
    }

    fn texts(list: &serde_json::Value) -> impl Iterator<Item = &str> {
        list.as_array().unwrap().iter().map(|text| text.as_str().unwrap())
    }

    #[test]
    fn a_pattern_takes_what_fits_and_refuses_the_rest() {
        for vector in vectors()["patterns"].as_array().unwrap() {
            let pattern = Pattern::new(vector["pattern"].as_str().unwrap());
            assert_eq!(pattern.fault(), None, "{pattern:?}");
            for text in texts(&vector["fits"]) {
                assert!(pattern.matches(text), "{pattern:?} should take {text:?}");
            }
            for text in texts(&vector["refuses"]) {
                assert!(!pattern.matches(text), "{pattern:?} should refuse {text:?}");
            }
        }
    }

    #[test]
    fn a_bad_pattern_has_a_fault_and_stops_nobody() {
        for bad in texts(&vectors()["faulty"]) {
            let pattern = Pattern::new(bad);
            assert!(pattern.fault().is_some(), "{bad}");
            assert!(pattern.matches("x"));
        }
    }

    #[test]
    fn examples_fit_their_patterns() {
        let example = |source| Pattern::new(source).example();
        assert_eq!(example("^[0-9]{10}$").as_deref(), Some("0123456789"));
        assert_eq!(
            example("^([0-9]{9}|[0-9]{12}|[A-Z][0-9]{7})$").as_deref(),
            Some("012345678; 012345678901; A0123456")
        );
        assert_eq!(
            example("^[0-9]{12}$|^[A-Z]{1,2}[0-9]{6,7}$").as_deref(),
            Some("012345678901; A012345")
        );
        assert_eq!(example("^(a)$(").as_deref(), None);
    }

    #[test]
    fn the_patterns_of_the_test_numbers_work() {
        let ids: serde_json::Value =
            serde_json::from_str(include_str!("../../../data/ids.json")).unwrap();
        for group in ["social_insurance_number", "passport", "dossier_number"] {
            let group = &ids[group];
            let pattern = Pattern::new(group["regex"].as_str().unwrap());
            for good in group["valid"].as_array().unwrap() {
                assert!(pattern.matches(good.as_str().unwrap()), "{good}");
            }
            for bad in group["invalid"].as_array().unwrap() {
                assert!(!pattern.matches(bad.as_str().unwrap()), "{bad}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_pattern_makes_it_panic(source in "[\\[\\]\\\\pPLMN{}()|^$*+?a0-9,.-]{0,16}") {
            let pattern = Pattern::new(source);
            let _ = (pattern.fault().is_some(), pattern.matches("a1"), pattern.example());
        }
    }
}
