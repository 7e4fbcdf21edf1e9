//! The official code of a dossier: `<agency>-YYMMDD-XXXX` (Thông tư 01/2018/TT-VPCP, art. 19).
//!
//! The serial is allocated by the database, unique by agency and day; the date is that of
//! acceptance. Before acceptance there is only a [`Reference`](super::Reference).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What is typed longer than this is no code.
const CODE_CHARS_MAX: usize = 40;
const AGENCY_CHARS: std::ops::RangeInclusive<usize> = 3..=20;
const SERIAL_CHARS: std::ops::RangeInclusive<usize> = 4..=7;
/// Seven digits, as the ministries' systems use.
const SERIAL_MAX: u32 = 9_999_999;

/// A code in any of the forms of domain.md §3.2; ours has two digits of the year and four of the
/// serial.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DossierCode {
    text: String,
    agency_chars: usize,
    day: NaiveDate,
    serial: u32,
}

/// It is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a dossier code such as 000.00.12.H03-230615-0007")]
pub struct NotACode;

impl DossierCode {
    /// The code of the `serial`th dossier that `agency` accepts on `day`. A serial beyond 9999
    /// widens the code and never wraps.
    ///
    /// # Errors
    /// The agency's code is malformed, the year has no two-digit form, or the serial has more
    /// than seven digits.
    pub fn new(agency: &str, day: NaiveDate, serial: u32) -> Result<Self, NotACode> {
        if serial > SERIAL_MAX {
            return Err(NotACode);
        }
        let code = Self::parse(&format!("{agency}-{}-{serial:04}", day.format("%y%m%d")))?;
        if code.agency() == agency && code.day == day { Ok(code) } else { Err(NotACode) }
    }

    /// Reads a code as people type it: in either case, with spaces, with any dash.
    pub fn parse(typed: &str) -> Result<Self, NotACode> {
        if typed.chars().count() > CODE_CHARS_MAX {
            return Err(NotACode);
        }
        let text: String = typed
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| if is_dash(c) { '-' } else { c.to_ascii_uppercase() })
            .collect();
        let mut parts = text.split('-');
        let (Some(agency), Some(day), Some(serial), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NotACode);
        };
        let agency_fits = AGENCY_CHARS.contains(&agency.len())
            && agency.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '.');
        let serial_fits = SERIAL_CHARS.contains(&serial.len()) && is_digits(serial);
        if !agency_fits || !serial_fits {
            return Err(NotACode);
        }
        let agency_chars = agency.len();
        let day = read_day(day).ok_or(NotACode)?;
        let serial = serial.parse().map_err(|_| NotACode)?;
        Ok(Self { text, agency_chars, day, serial })
    }

    /// The agency that accepted, by its identification code.
    pub fn agency(&self) -> &str {
        &self.text[..self.agency_chars]
    }

    /// The day of acceptance.
    pub fn day(&self) -> NaiveDate {
        self.day
    }

    /// The number within that day and agency.
    pub fn serial(&self) -> u32 {
        self.serial
    }

    /// As printed and stored.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

fn is_dash(c: char) -> bool {
    c == '-' || ('\u{2010}'..='\u{2015}').contains(&c) || c == '\u{2212}'
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// `YYMMDD` of this century, or `YYYYMMDD`.
fn read_day(digits: &str) -> Option<NaiveDate> {
    if !is_digits(digits) {
        return None;
    }
    let (year, rest) = match digits.len() {
        6 => (2000 + digits[..2].parse::<i32>().ok()?, &digits[2..]),
        8 => (digits[..4].parse().ok()?, &digits[4..]),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year, rest[..2].parse().ok()?, rest[2..].parse().ok()?)
}

impl fmt::Display for DossierCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for DossierCode {
    type Err = NotACode;
    fn from_str(text: &str) -> Result<Self, NotACode> {
        Self::parse(text)
    }
}

impl TryFrom<String> for DossierCode {
    type Error = NotACode;
    fn try_from(text: String) -> Result<Self, NotACode> {
        Self::parse(&text)
    }
}

impl From<DossierCode> for String {
    fn from(code: DossierCode) -> Self {
        code.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_form_that_occurs_is_read() {
        let cases = [
            ("000.00.12.H03-230615-0007", "000.00.12.H03", "2023-06-15", 7),
            ("H15.50.05.13-261008-0975", "H15.50.05.13", "2026-10-08", 975),
            ("000.00.09.H03-261008-0912345", "000.00.09.H03", "2026-10-08", 912_345),
            ("H03-261008-091234", "H03", "2026-10-08", 91_234),
            ("G09.20-20260609-0092637", "G09.20", "2026-06-09", 92_637),
        ];
        for (text, agency, on, serial) in cases {
            let code = DossierCode::parse(text).unwrap();
            assert_eq!((code.agency(), code.day(), code.serial()), (agency, day(on), serial));
            assert_eq!(code.as_str(), text);
        }
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let expected = DossierCode::parse("000.00.12.H03-230615-0007").unwrap();
        for typed in [
            " 000.00.12.h03-230615-0007\n",
            "000.00.12.H03 – 230615 – 0007",
            "000.00.12.H03—230615—0007",
        ] {
            assert_eq!(DossierCode::parse(typed).as_ref(), Ok(&expected), "{typed}");
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for typed in [
            "",
            "H03",
            "H03-230615",
            "H03-230615-007",
            "H03-230615-00000007",
            "H03-231315-0007",
            "H03-230230-0007",
            "H03-2306151-0007",
            "H0-230615-0007",
            "HÀ3-230615-0007",
            "H03-23061x-0007",
            "H03-230615-0007-1",
            "000.00.12.H03.000.00.12-230615-0007",
            &"9".repeat(5_000),
        ] {
            assert_eq!(DossierCode::parse(typed), Err(NotACode), "{typed}");
        }
    }

    #[test]
    fn a_busy_day_widens_the_serial_and_never_wraps() {
        let code = |serial| DossierCode::new("000.00.17.G24", day("2023-06-15"), serial);

        assert_eq!(code(1).unwrap().as_str(), "000.00.17.G24-230615-0001");
        assert_eq!(code(9_999).unwrap().as_str(), "000.00.17.G24-230615-9999");
        assert_eq!(code(10_000).unwrap().as_str(), "000.00.17.G24-230615-10000");
        assert_eq!(code(10_000_000), Err(NotACode));
        assert_eq!(DossierCode::new("h03", day("2023-06-15"), 1), Err(NotACode));
        assert_eq!(DossierCode::new("H03", day("1999-06-15"), 1), Err(NotACode));
    }

    proptest! {
        #[test]
        fn what_was_made_is_read_back(
            days in 0i64..36_000, serial in 0u32..=SERIAL_MAX, unit in 0u8..100
        ) {
            let on = day("2000-01-01") + chrono::TimeDelta::days(days);
            let agency = format!("000.00.{unit:02}.H03");
            let code = DossierCode::new(&agency, on, serial).unwrap();
            let json = serde_json::to_string(&code).unwrap();

            prop_assert_eq!(serde_json::from_str::<DossierCode>(&json).unwrap(), code.clone());
            prop_assert_eq!((code.agency(), code.day(), code.serial()), (&*agency, on, serial));
        }

        #[test]
        fn nothing_typed_makes_a_panic(typed in "[0-9A-Zh.\\-–é ]{0,45}|\\PC{0,45}") {
            if let Ok(code) = DossierCode::parse(&typed) {
                prop_assert_eq!(DossierCode::parse(code.as_str()), Ok(code.clone()));
            }
        }
    }
}
