//! Numbers as people type them: `1.000.000`, `1 000 000`, `33,3`. Exact, never a float.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Digits kept after the comma.
pub(super) const DECIMALS_MAX: usize = 3;
/// Digits accepted before the comma: more than any amount in đồng that a form asks for.
pub(super) const WHOLE_DIGITS_MAX: usize = 15;
const UNIT: i64 = 1000;

/// A number with up to three decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(i64);

/// Why a text is not a number we take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberTextFault {
    NotANumber,
    TooManyDigits,
    TooManyDecimals,
}

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// A whole number; `None` where it has more than fifteen digits.
    pub fn from_whole(whole: i64) -> Option<Self> {
        (whole.unsigned_abs() < 10_u64.pow(15)).then(|| Self(whole * UNIT))
    }

    /// Whether nothing stands after the comma.
    pub fn is_whole(self) -> bool {
        self.0 % UNIT == 0
    }

    /// The whole part, towards zero.
    pub fn whole(self) -> i64 {
        self.0 / UNIT
    }

    /// The value in thousandths.
    pub fn thousandths(self) -> i64 {
        self.0
    }

    /// The sum, or `None` where it cannot be held.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// `1.000.000` or `33,3`, as written in Vietnam.
    pub fn show(self) -> String {
        let (whole, decimals) = self.parts();
        let mut out = String::from(if self.0 < 0 { "-" } else { "" });
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                out.push('.');
            }
            out.push(digit);
        }
        if !decimals.is_empty() {
            out.push(',');
            out.push_str(&decimals);
        }
        out
    }

    /// Reads what was typed. In an amount or a whole number `1,000` is a thousand; elsewhere the
    /// comma is the decimal one, as in Vietnam. A point that does not group by thousands is
    /// taken for a comma.
    pub(super) fn read(text: &str, is_whole: bool) -> Result<Self, NumberTextFault> {
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let (is_negative, bare) = match bare.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, bare.as_str()),
        };
        let (whole, decimals) = split(bare, is_whole).ok_or(NumberTextFault::NotANumber)?;
        Self::put_together(is_negative, &whole, &decimals)
    }

    fn put_together(negative: bool, whole: &str, decimals: &str) -> Result<Self, NumberTextFault> {
        let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !is_digits(whole) || !is_digits(decimals) {
            return Err(NumberTextFault::NotANumber);
        }
        let whole = whole.trim_start_matches('0');
        let decimals = decimals.trim_end_matches('0');
        if whole.len() > WHOLE_DIGITS_MAX {
            return Err(NumberTextFault::TooManyDigits);
        }
        if decimals.len() > DECIMALS_MAX {
            return Err(NumberTextFault::TooManyDecimals);
        }
        let padded = format!("{whole}{decimals:0<DECIMALS_MAX$}");
        let value: i64 = padded.parse().map_err(|_| NumberTextFault::NotANumber)?;
        Ok(Self(if negative { -value } else { value }))
    }

    fn written(self, point: char) -> String {
        let (whole, decimals) = self.parts();
        let sign = if self.0 < 0 { "-" } else { "" };
        if decimals.is_empty() {
            return format!("{sign}{whole}");
        }
        format!("{sign}{whole}{point}{decimals}")
    }

    fn parts(self) -> (String, String) {
        let value = self.0.unsigned_abs();
        let unit = UNIT.unsigned_abs();
        let decimals = format!("{:0DECIMALS_MAX$}", value % unit);
        ((value / unit).to_string(), decimals.trim_end_matches('0').to_owned())
    }
}

/// Whole digits and decimals, once grouping is understood.
fn split(text: &str, is_whole: bool) -> Option<(String, String)> {
    let points = text.matches('.').count();
    let commas = text.matches(',').count();
    let is_english = match (points, commas) {
        (0, 0) => return Some((text.to_owned(), String::new())),
        (_, 0) => points == 1 && !is_grouped(text, '.'),
        (0, 1) => is_whole && is_grouped(text, ','),
        (0, _) => true,
        // Both stand: the last of them is the decimal one.
        _ => text.rfind('.') > text.rfind(','),
    };
    let (group, decimal) = if is_english { (',', '.') } else { ('.', ',') };
    let (whole, decimals) = text.split_once(decimal).unwrap_or((text, ""));
    let is_sound = !whole.contains(group) || is_grouped(whole, group);
    is_sound.then(|| (whole.replace(group, ""), decimals.to_owned()))
}

/// Whether `group` stands before every three digits and nowhere else.
fn is_grouped(text: &str, group: char) -> bool {
    let mut parts = text.split(group);
    let first = parts.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && first != "0" && parts.all(|part| part.len() == 3)
}

impl fmt::Display for Decimal {
    /// The canonical form, `-1000000,5`: read as typed, it is the same number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written(','))
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let number: serde_json::Number =
            self.written('.').parse().map_err(serde::ser::Error::custom)?;
        number.serialize(out)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let number = serde_json::Number::deserialize(from)?;
        read_json(&number.to_string())
            .ok_or_else(|| D::Error::custom(format!("`{number}` has too many digits")))
    }
}

/// Reads a number of JSON, where a point is always the decimal one.
pub(super) fn read_json(text: &str) -> Option<Decimal> {
    let (is_negative, bare) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, decimals) = bare.split_once('.').unwrap_or((bare, ""));
    Decimal::put_together(is_negative, whole, decimals).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(text: &str, is_whole: bool) -> Option<String> {
        Decimal::read(text, is_whole).ok().map(|number| number.to_string())
    }

    #[test]
    fn thousands_are_grouped_by_points_spaces_or_commas() {
        for text in ["1000000", "1.000.000", "1 000 000", "1\u{a0}000\u{a0}000", "1,000,000"] {
            assert_eq!(typed(text, true).as_deref(), Some("1000000"), "{text}");
        }
        assert_eq!(typed("1,000", true).as_deref(), Some("1000"));
        assert_eq!(typed("1,000", false).as_deref(), Some("1"));
        assert_eq!(typed("1.000", false).as_deref(), Some("1000"));
        assert_eq!(typed("0.125", false).as_deref(), Some("0,125"));
    }

    #[test]
    fn decimals_follow_the_comma_and_the_point_that_does_not_group() {
        for text in ["1234,5", "1.234,5", "1234.5", "1,234.5"] {
            assert_eq!(typed(text, false).as_deref(), Some("1234,5"), "{text}");
        }
        assert_eq!(typed("-0,50", false).as_deref(), Some("-0,5"));
        assert_eq!(typed("33,3", true).as_deref(), Some("33,3"));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "-", "abc", "1.00.000", "1,2,3", "1..2", "1e5", "٣", "1.000,5.0", ",5"] {
            assert_eq!(Decimal::read(text, false), Err(NumberTextFault::NotANumber), "{text}");
        }
        assert_eq!(Decimal::read(&"9".repeat(16), true), Err(NumberTextFault::TooManyDigits));
        assert_eq!(Decimal::read("0,1234", false), Err(NumberTextFault::TooManyDecimals));
    }

    #[test]
    fn numbers_are_shown_as_in_vietnam() {
        assert_eq!(Decimal::read("1234567.5", false).unwrap().show(), "1.234.567,5");
        assert_eq!(Decimal::ZERO.show(), "0");
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed(value in -999_999_999_999_999_999i64..=999_999_999_999_999_999) {
            let number = Decimal(value);
            // JSON has floats, which hold fifteen digits.
            let short = Decimal(value / 1000);
            let json = serde_json::to_string(&short).unwrap();
            prop_assert_eq!(serde_json::from_str::<Decimal>(&json).unwrap(), short);
            prop_assert_eq!(Decimal::read(&number.to_string(), false), Ok(number));
            prop_assert_eq!(Decimal::read(&number.show(), false), Ok(number));
        }

        #[test]
        fn no_text_makes_it_panic(text in "[-0-9., a]{0,24}") {
            let _ = (Decimal::read(&text, true), Decimal::read(&text, false));
        }
    }
}
