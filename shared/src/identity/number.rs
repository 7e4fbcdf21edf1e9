//! Numbers that name people and organisations: personal identity number, tax code, telephone,
//! e-mail. What is malformed is refused with the reason; nothing is looked up (domain.md §11.3).

use chrono::{Datelike, NaiveDate};

/// The 63 codes of provinces of birth registration, which outlive mergers (NĐ 137/2015, art. 13).
const PROVINCES: [u8; 63] = [
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37,
    38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77,
    79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
];

const CCCD_DIGITS: usize = 12;
const CMND_DIGITS: usize = 9;
const TAX_DIGITS: usize = 10;
const TAX_BRANCH_DIGITS: usize = 3;
const TAX_WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];
const EMAIL_BYTES_MAX: usize = 254;
const EMAIL_LOCAL_BYTES_MAX: usize = 64;

/// Why a number is not one, by stable name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberFault {
    /// Too few or too many digits.
    Length,
    /// Something that is not a digit.
    Charset,
    /// Digits in the wrong arrangement, such as spaces between them.
    Format,
    /// No province has this code.
    Province,
    /// The century digit names a century that has not begun.
    Century,
    /// The year of birth lies ahead.
    FutureBirthYear,
    /// A nine-digit CMND, which expired as a document on 1 January 2025.
    LegacyCmnd,
    /// The check digit does not fit.
    CheckDigit,
    /// The sum leaves no check digit, so the number was never issued.
    RemainderZero,
    /// A branch number that is not used.
    Branch,
}

impl NumberFault {
    /// The stable name, as in `data/ids.json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Charset => "charset",
            Self::Format => "format",
            Self::Province => "province",
            Self::Century => "century",
            Self::FutureBirthYear => "future_birth_year",
            Self::LegacyCmnd => "legacy_cmnd",
            Self::CheckDigit => "check_digit",
            Self::RemainderZero => "remainder_zero",
            Self::Branch => "branch",
        }
    }
}

/// A personal identity number (số định danh cá nhân, số CCCD) and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cccd {
    number: String,
    birth_year: i32,
    is_female: bool,
}

impl Cccd {
    /// Reads twelve digits, as they stand on `today`. There is no check digit.
    pub fn parse(number: &str, today: NaiveDate) -> Result<Self, NumberFault> {
        if number.contains(is_separator) {
            return Err(NumberFault::Format);
        }
        let digits = digits_of(number).ok_or(NumberFault::Charset)?;
        match digits.len() {
            CCCD_DIGITS => {}
            CMND_DIGITS => return Err(NumberFault::LegacyCmnd),
            _ => return Err(NumberFault::Length),
        }
        let province = digits[0] * 100 + digits[1] * 10 + digits[2];
        if !PROVINCES.iter().any(|known| u32::from(*known) == province) {
            return Err(NumberFault::Province);
        }
        let century = 1900 + 100 * (digits[3] / 2).cast_signed();
        let birth_year = century + (digits[4] * 10 + digits[5]).cast_signed();
        if century > today.year() {
            return Err(NumberFault::Century);
        }
        if birth_year > today.year() {
            return Err(NumberFault::FutureBirthYear);
        }
        let is_female = digits[3] % 2 == 1;
        Ok(Self { number: number.to_owned(), birth_year, is_female })
    }

    /// The twelve digits.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The three digits of the province where the birth was registered.
    pub fn province_code(&self) -> &str {
        &self.number[..3]
    }

    /// The year of birth it encodes.
    pub fn birth_year(&self) -> i32 {
        self.birth_year
    }

    /// The sex it encodes.
    pub fn is_female(&self) -> bool {
        self.is_female
    }
}

/// Takes out what people put between digits: spaces, dots, hyphens, brackets.
pub fn without_separators(text: &str) -> String {
    text.chars().filter(|c| !is_separator(*c)).collect()
}

/// Checks a tax code, `NNNNNNNNNN` or `NNNNNNNNNN-NNN`, and gives it back trimmed.
pub fn tax_code(text: &str) -> Result<String, NumberFault> {
    let text = text.trim();
    let (base, branch) = match text.split_once('-') {
        Some((base, branch)) => (base, Some(branch)),
        None => (text, None),
    };
    let digits = digits_of(base).ok_or(NumberFault::Charset)?;
    if digits.len() != TAX_DIGITS {
        return Err(NumberFault::Length);
    }
    if let Some(branch) = branch {
        let part = digits_of(branch).ok_or(NumberFault::Charset)?;
        if part.len() != TAX_BRANCH_DIGITS {
            return Err(NumberFault::Format);
        }
        if part.iter().all(|digit| *digit == 0) {
            return Err(NumberFault::Branch);
        }
    }
    let sum: u32 = TAX_WEIGHTS.iter().zip(&digits).map(|(weight, digit)| weight * digit).sum();
    match 10 - sum % 11 {
        10 => Err(NumberFault::RemainderZero),
        check if check == digits[9] => Ok(text.to_owned()),
        _ => Err(NumberFault::CheckDigit),
    }
}

/// What kind of line a telephone number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneKind {
    /// Di động: takes messages.
    Mobile,
    /// Cố định, area code 02x.
    Landline,
    /// Tổng đài 1800/1900.
    Hotline,
}

/// A Vietnamese telephone number, digits only, beginning with 0 (or 18, 19).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    number: String,
    kind: PhoneKind,
}

impl Phone {
    /// Reads a number as people write it: spaces, dots, hyphens, brackets, +84, 0084, 84.
    pub fn parse(text: &str) -> Option<Self> {
        let bare = without_separators(text);
        let national = ["+84", "0084"].iter().find_map(|code| bare.strip_prefix(code));
        let number = match national.or_else(|| bare.strip_prefix("84").filter(|r| r.len() >= 9)) {
            Some(rest) => format!("0{}", rest.strip_prefix('0').unwrap_or(rest)),
            None => bare,
        };
        let kind = Self::kind_of(&number)?;
        Some(Self { number, kind })
    }

    fn kind_of(number: &str) -> Option<PhoneKind> {
        digits_of(number)?;
        let digits = number.as_bytes();
        match (digits.len(), digits.first()?) {
            (10, b'0') if is_mobile_prefix(digits[1], digits[2]) => Some(PhoneKind::Mobile),
            (11, b'0') if digits[1] == b'2' => Some(PhoneKind::Landline),
            (8..=10, b'1') if matches!(&digits[..4], b"1800" | b"1900") => Some(PhoneKind::Hotline),
            _ => None,
        }
    }

    /// The normalised number, such as `0912345678`.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The kind of line.
    pub fn kind(&self) -> PhoneKind {
        self.kind
    }
}

/// The prefixes in use since the numbering plan of 2018.
fn is_mobile_prefix(second: u8, third: u8) -> bool {
    match second {
        b'3' => third >= b'2',
        b'5' => matches!(third, b'2' | b'5' | b'6' | b'8' | b'9'),
        b'7' => matches!(third, b'0' | b'6'..=b'9'),
        b'8' => third >= b'1',
        b'9' => true,
        _ => false,
    }
}

/// Checks an e-mail address lightly and gives it back with its domain in lower case.
pub fn email(text: &str) -> Option<String> {
    let text = text.trim();
    let (local, domain) = text.rsplit_once('@')?;
    let local_fits = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c);
    let is_local = !local.is_empty()
        && local.len() <= EMAIL_LOCAL_BYTES_MAX
        && local.chars().all(local_fits)
        && local.split('.').all(|part| !part.is_empty());
    let label_fits = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let (_, top) = domain.rsplit_once('.')?;
    let is_domain = domain.split('.').all(label_fits)
        && top.len() >= 2
        && top.chars().any(|c| c.is_ascii_alphabetic());
    let fits = is_local && is_domain && text.len() <= EMAIL_BYTES_MAX;
    fits.then(|| format!("{local}@{}", domain.to_ascii_lowercase()))
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '-' | '(' | ')' | '\u{2010}'..='\u{2013}')
}

fn digits_of(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    const IDS: &str = include_str!("../../../data/ids.json");

    fn ids(path: &str) -> Vec<Value> {
        let all: Value = serde_json::from_str(IDS).unwrap();
        all.pointer(path).unwrap().as_array().unwrap().clone()
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2023, 6, 15).unwrap()
    }

    #[test]
    fn personal_numbers_say_what_the_register_says() {
        for case in ids("/cccd/valid") {
            let cccd = Cccd::parse(case["number"].as_str().unwrap(), today()).unwrap();

            assert_eq!(cccd.province_code(), case["province_code"]);
            assert_eq!(i64::from(cccd.birth_year()), case["birth_year"].as_i64().unwrap());
            assert_eq!(cccd.is_female(), case["gender"] == "female");
            assert_eq!(cccd.number(), case["number"]);
        }
        for case in ids("/cccd/invalid") {
            let fault = Cccd::parse(case["input"].as_str().unwrap(), today()).unwrap_err();
            assert_eq!(fault.as_str(), case["reason_code"], "{}", case["input"]);
        }
    }

    #[test]
    fn spaces_between_digits_are_taken_out_first() {
        assert_eq!(without_separators(" 006 190.990-001 "), "006190990001");
    }

    #[test]
    fn tax_codes_carry_their_check_digit() {
        for case in ids("/tax_code/valid") {
            let number = case["number"].as_str().unwrap();
            assert_eq!(tax_code(number).as_deref(), Ok(number));
        }
        for case in ids("/tax_code/invalid") {
            let fault = tax_code(case["input"].as_str().unwrap()).unwrap_err();
            assert_eq!(fault.as_str(), case["reason_code"], "{}", case["input"]);
        }
        for real in ["0100109106", "0100686174", "0300588569", "0100109106-001"] {
            assert_eq!(tax_code(real).as_deref(), Ok(real));
        }
    }

    #[test]
    fn telephone_numbers_are_normalised() {
        for case in ids("/phone/valid") {
            let phone = Phone::parse(case["input"].as_str().unwrap()).unwrap();
            assert_eq!(phone.number(), case["normalised"]);
            let kind = match case["kind"].as_str().unwrap() {
                kind if kind.starts_with("mobile") => PhoneKind::Mobile,
                kind if kind.starts_with("landline") => PhoneKind::Landline,
                _ => PhoneKind::Hotline,
            };
            assert_eq!(phone.kind(), kind);
        }
        for case in ids("/phone/invalid") {
            assert_eq!(Phone::parse(case["input"].as_str().unwrap()), None, "{}", case["input"]);
        }
        assert_eq!(Phone::parse("84 912 345 678").unwrap().number(), "0912345678");
    }

    #[test]
    fn mail_addresses_are_checked_lightly() {
        assert_eq!(email(" Mai.Hoang@Example.VN ").as_deref(), Some("Mai.Hoang@example.vn"));
        for bad in
            ["", "a", "a@b", "a@@b.vn", "a b@c.vn", "a..b@c.vn", "a@-c.vn", "a@c.v", "ă@c.vn"]
        {
            assert_eq!(email(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_a_reader_panic(text in "\\PC{0,20}") {
            let _ = Cccd::parse(&text, today());
            let _ = tax_code(&text);
            let _ = email(&text);
            if let Some(phone) = Phone::parse(&text) {
                prop_assert_eq!(Phone::parse(phone.number()), Some(phone));
            }
        }

        #[test]
        fn one_wrong_digit_in_a_tax_code_is_noticed(at in 0usize..10, by in 1u8..10) {
            let mut digits = *b"0100109106";
            digits[at] = (digits[at] - b'0' + by) % 10 + b'0';
            let text = String::from_utf8(digits.to_vec()).unwrap();
            prop_assert!(tax_code(&text).is_err());
        }
    }
}
