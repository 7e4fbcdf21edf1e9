//! Dates as people write them, whole or in part, and the expressions that bound them.

use super::answer::DateParts;
use crate::time::show_day;
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;

/// Nobody alive was born before.
pub(super) const YEAR_MIN: i32 = 1900;
/// Nothing asked for lies beyond.
pub(super) const YEAR_MAX: i32 = 2100;
const OFFSET_MAX: u32 = 10_000;

/// How exactly a date is asked for. Coarser answers are refused, finer ones taken.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// A year is enough (many elders know no more).
    Year,
    /// Month and year; a day is dropped.
    Month,
    /// Day, month and year.
    #[default]
    Day,
}

impl Precision {
    /// The name in the definition.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
        }
    }
}

/// A date of which the day, or day and month, may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    first: NaiveDate,
    precision: Precision,
}

impl PartialDate {
    /// A whole date.
    pub fn whole(day: NaiveDate) -> Self {
        Self { first: day, precision: Precision::Day }
    }

    /// How much of it is known.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// The first day it can be.
    pub fn earliest(self) -> NaiveDate {
        self.first
    }

    /// The last day it can be.
    pub fn latest(self) -> NaiveDate {
        let next = match self.precision {
            Precision::Day => return self.first,
            Precision::Month => self.first.checked_add_months(Months::new(1)),
            Precision::Year => self.first.checked_add_months(Months::new(12)),
        };
        next.and_then(|day| day.pred_opt()).unwrap_or(self.first)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.first.year()
    }

    /// `27/03/1990`, `03/1990` or `1990`.
    pub fn show(self) -> String {
        let whole = show_day(self.first);
        let rest = match self.precision {
            Precision::Day => 0,
            Precision::Month => "dd/".len(),
            Precision::Year => "dd/mm/".len(),
        };
        whole[rest..].to_owned()
    }

    /// Reads the canonical form: `1990-03-27`, `1990-03` or `1990`.
    pub fn parse(text: &str) -> Option<Self> {
        let numbers: Vec<&str> = text.split('-').collect();
        match numbers[..] {
            [year, month, day] => Self::of(Some(day), Some(month), year),
            [year, month] => Self::of(None, Some(month), year),
            [year] => Self::of(None, None, year),
            _ => None,
        }
    }

    /// Certainly before, certainly after, or not to be told apart. Two months are compared as
    /// months; a year and a day overlap where the day lies in the year.
    pub(super) fn compare(self, other: Self) -> Option<Ordering> {
        if self.precision == other.precision {
            return Some(self.first.cmp(&other.first));
        }
        if self.latest() < other.earliest() {
            return Some(Ordering::Less);
        }
        (self.earliest() > other.latest()).then_some(Ordering::Greater)
    }

    pub(super) fn cut_to(self, precision: Precision) -> Self {
        let first = match precision.min(self.precision) {
            Precision::Day => Some(self.first),
            Precision::Month => self.first.with_day(1),
            Precision::Year => NaiveDate::from_ymd_opt(self.first.year(), 1, 1),
        };
        Self { first: first.unwrap_or(self.first), precision: precision.min(self.precision) }
    }

    fn of(day: Option<&str>, month: Option<&str>, year: &str) -> Option<Self> {
        let year = number(year).filter(|_| year.len() == 4)?;
        let precision = match (day, month) {
            (Some(_), Some(_)) => Precision::Day,
            (None, Some(_)) => Precision::Month,
            (None, None) => Precision::Year,
            (Some(_), None) => return None,
        };
        let month = month.map_or(Some(1), short)?;
        let day = day.map_or(Some(1), short)?;
        let first = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        Some(Self { first, precision })
    }
}

impl fmt::Display for PartialDate {
    /// The canonical form, `1990-03-27`, `1990-03` or `1990`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.first.to_string();
        let length = match self.precision {
            Precision::Day => whole.len(),
            Precision::Month => whole.len() - 3,
            Precision::Year => whole.len() - 6,
        };
        f.write_str(&whole[..length])
    }
}

/// What a typed date lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateTextFault {
    /// One of the boxes is empty: `day`, `month` or `year`.
    Incomplete(&'static str),
    /// There is no such day, or it is not written in numbers.
    NotADate,
}

type Typed = Result<Option<PartialDate>, DateTextFault>;

/// Reads the three boxes. A whole date pasted into one of them counts.
pub(super) fn read_parts(parts: &DateParts, asked: Precision) -> Typed {
    let [day, month, year] = [&parts.day, &parts.month, &parts.year].map(|part| part.trim());
    let filled: Vec<&str> =
        [day, month, year].into_iter().filter(|part| !part.is_empty()).collect();
    match filled[..] {
        [] => return Ok(None),
        [one] if number(one).is_none() => return read_text(one, asked),
        _ => {}
    }
    if year.is_empty() {
        return Err(DateTextFault::Incomplete("year"));
    }
    if month.is_empty() && (asked > Precision::Year || !day.is_empty()) {
        return Err(DateTextFault::Incomplete("month"));
    }
    if day.is_empty() && asked == Precision::Day {
        return Err(DateTextFault::Incomplete("day"));
    }
    let day = Some(day).filter(|part| !part.is_empty());
    let month = Some(month).filter(|part| !part.is_empty());
    finish(PartialDate::of(day, month, year), asked)
}

/// Reads a date written in one: `27/3/1990`, `27-3-1990`, `27 3 1990`, `1990-03-27`,
/// `ngày 27 tháng 3 năm 1990`, and without the day or month where that is enough.
pub(super) fn read_text(text: &str, asked: Precision) -> Typed {
    let plain = crate::text::fold(text);
    let words: Vec<&str> = plain
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '-' | '.' | ','))
        .filter(|word| !word.is_empty() && !matches!(*word, "ngay" | "thang" | "nam"))
        .collect();
    let read = match words[..] {
        [] if plain.trim().is_empty() => return Ok(None),
        [year, month, day] if year.len() == 4 => PartialDate::of(Some(day), Some(month), year),
        [day, month, year] => PartialDate::of(Some(day), Some(month), year),
        [year, month] if year.len() == 4 => PartialDate::of(None, Some(month), year),
        [month, year] if year.len() == 4 => PartialDate::of(None, Some(month), year),
        [_, _] => return Err(DateTextFault::Incomplete("year")),
        [year] => PartialDate::of(None, None, year),
        _ => None,
    };
    if let Some(date) = read {
        match (date.precision(), asked) {
            (Precision::Year, Precision::Month | Precision::Day) => {
                return Err(DateTextFault::Incomplete("month"));
            }
            (Precision::Month, Precision::Day) => return Err(DateTextFault::Incomplete("day")),
            _ => {}
        }
    }
    finish(read, asked)
}

fn finish(read: Option<PartialDate>, asked: Precision) -> Typed {
    // A field that asks for a month keeps the month; one that is content with a year keeps all.
    let kept = if asked == Precision::Month { Precision::Month } else { Precision::Day };
    read.map(|date| Some(date.cut_to(kept))).ok_or(DateTextFault::NotADate)
}

fn number(text: &str) -> Option<u32> {
    let is_digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    is_digits.then(|| text.parse().ok()).flatten()
}

fn short(text: &str) -> Option<u32> {
    number(text).filter(|_| text.len() <= 2)
}

/// A day, written as a date or counted from one: `2023-01-31`, `today - 18 years`,
/// `date_of_birth + 14 years`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DateExpr(String);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReadExpr<'a> {
    pub(super) base: DateBase<'a>,
    offsets: Vec<(bool, u32, Unit)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateBase<'a> {
    Today,
    Day(NaiveDate),
    Field(&'a str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Days,
    Months,
    Years,
}

impl DateExpr {
    /// An expression as it stands in a definition.
    pub fn new(source: impl Into<String>) -> Self {
        Self(source.into())
    }

    /// The text of the definition.
    pub fn source(&self) -> &str {
        &self.0
    }

    /// The parts, or `None` where it is no expression.
    pub(super) fn read(&self) -> Option<ReadExpr<'_>> {
        let mut words = self.0.split_whitespace();
        let base = match words.next()? {
            "today" => DateBase::Today,
            word if word.as_bytes()[0].is_ascii_digit() => DateBase::Day(
                PartialDate::parse(word).filter(|d| d.precision == Precision::Day)?.first,
            ),
            word => DateBase::Field(word).filter_name()?,
        };
        let mut offsets = Vec::new();
        while let Some(sign) = words.next() {
            let is_back = match sign {
                "+" => false,
                "-" => true,
                _ => return None,
            };
            let count = words.next()?.parse().ok().filter(|n| *n <= OFFSET_MAX)?;
            let unit = match words.next()? {
                "day" | "days" => Unit::Days,
                "month" | "months" => Unit::Months,
                "year" | "years" => Unit::Years,
                _ => return None,
            };
            offsets.push((is_back, count, unit));
        }
        Some(ReadExpr { base, offsets })
    }
}

impl DateBase<'_> {
    fn filter_name(self) -> Option<Self> {
        match self {
            Self::Field(name) => {
                let fits = |c: char| c.is_ascii_alphanumeric() || c == '_';
                name.chars().all(fits).then_some(self)
            }
            other => Some(other),
        }
    }
}

impl ReadExpr<'_> {
    /// The day it means, counted from `from`.
    pub(super) fn counted_from(&self, from: NaiveDate) -> Option<NaiveDate> {
        self.offsets.iter().try_fold(from, |day, (is_back, count, unit)| {
            let months = match unit {
                Unit::Days if *is_back => return day.checked_sub_days(Days::new((*count).into())),
                Unit::Days => return day.checked_add_days(Days::new((*count).into())),
                Unit::Months => Months::new(*count),
                Unit::Years => Months::new(*count * 12),
            };
            if *is_back { day.checked_sub_months(months) } else { day.checked_add_months(months) }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn parts(day: &str, month: &str, year: &str) -> DateParts {
        DateParts { day: day.to_owned(), month: month.to_owned(), year: year.to_owned() }
    }

    fn shown(typed: Typed) -> String {
        match typed {
            Ok(Some(date)) => date.to_string(),
            Ok(None) => "none".to_owned(),
            Err(fault) => format!("{fault:?}"),
        }
    }

    #[test]
    fn a_date_is_read_in_every_way_people_write_it() {
        for text in [
            "27/03/1990",
            "27-3-1990",
            "27 3 1990",
            "1990-03-27",
            "27.3.1990",
            " ngày 27 tháng 3 năm 1990 ",
        ] {
            assert_eq!(shown(read_text(text, Precision::Day)), "1990-03-27", "{text}");
        }
        assert_eq!(shown(read_parts(&parts("27", "3", "1990"), Precision::Day)), "1990-03-27");
        assert_eq!(shown(read_parts(&parts("27/3/1990", "", ""), Precision::Day)), "1990-03-27");
        assert_eq!(shown(read_parts(&parts(" ", "", ""), Precision::Day)), "none");
    }

    #[test]
    fn what_is_no_date_says_what_is_missing() {
        for text in ["31/02/1990", "27/13/1990", "27/3/90", "a/b/1990", "1/2/3/4", "27031990"] {
            assert_eq!(shown(read_text(text, Precision::Day)), "NotADate", "{text}");
        }
        let missing = |d, m, y| shown(read_parts(&parts(d, m, y), Precision::Day));
        assert_eq!(missing("", "3", "1990"), "Incomplete(\"day\")");
        assert_eq!(missing("27", "", "1990"), "Incomplete(\"month\")");
        assert_eq!(missing("27", "3", ""), "Incomplete(\"year\")");
        assert_eq!(shown(read_text("1990", Precision::Day)), "Incomplete(\"month\")");
        assert_eq!(shown(read_text("3/1990", Precision::Day)), "Incomplete(\"day\")");
    }

    #[test]
    fn precision_says_how_much_is_enough() {
        assert_eq!(shown(read_parts(&parts("", "3", "1990"), Precision::Month)), "1990-03");
        assert_eq!(shown(read_text("27/3/1990", Precision::Month)), "1990-03");
        assert_eq!(shown(read_text("3/1990", Precision::Month)), "1990-03");
        assert_eq!(shown(read_text("1990", Precision::Month)), "Incomplete(\"month\")");
        assert_eq!(shown(read_text("1990", Precision::Year)), "1990");
        assert_eq!(shown(read_parts(&parts("", "", "1990"), Precision::Year)), "1990");
        assert_eq!(shown(read_parts(&parts("", "4", "1990"), Precision::Year)), "1990-04");
        assert_eq!(shown(read_text("27/3/1990", Precision::Year)), "1990-03-27");
        let odd = read_parts(&parts("27", "", "1990"), Precision::Year);
        assert_eq!(shown(odd), "Incomplete(\"month\")");
    }

    #[test]
    fn expressions_count_years_months_and_days() {
        let count = |text: &str, from| {
            let expr = DateExpr::new(text);
            expr.read().and_then(|read| read.counted_from(from))
        };
        assert_eq!(count("today - 18 years", day(2024, 2, 29)), Some(day(2006, 2, 28)));
        assert_eq!(count("today - 6 months", day(2023, 8, 31)), Some(day(2023, 2, 28)));
        assert_eq!(count("today + 30 days", day(2023, 12, 15)), Some(day(2024, 1, 14)));
        assert_eq!(count("dob + 14 years - 1 day", day(1990, 3, 27)), Some(day(2004, 3, 26)));
        assert_eq!(
            DateExpr::new("2023-01-31").read().unwrap().base,
            DateBase::Day(day(2023, 1, 31))
        );
        for bad in
            ["", "today -", "today - x years", "today 3", "2023-13-01", "today - 3 weeks", "a.b"]
        {
            assert_eq!(DateExpr::new(bad).read(), None, "{bad}");
        }
    }

    #[test]
    fn partial_dates_are_compared_as_far_as_they_are_known() {
        let date = |text| PartialDate::parse(text).unwrap();
        assert_eq!(date("1990-03").compare(date("1990-03")), Some(Ordering::Equal));
        assert_eq!(date("1990").compare(date("1990-03-27")), None);
        assert_eq!(date("1989").compare(date("1990-03-27")), Some(Ordering::Less));
        assert_eq!(date("1991-01").compare(date("1990")), Some(Ordering::Greater));
        assert_eq!(date("1990-02").latest(), day(1990, 2, 28));
        assert_eq!(date("1990").show(), "1990");
        assert_eq!(date("1990-03").show(), "03/1990");
        assert_eq!(date("1990-03-27").show(), "27/03/1990");
    }

    proptest! {
        #[test]
        fn the_canonical_form_is_read_back(y in 1900i32..2100, m in 1u32..=12, d in 1u32..=28) {
            let whole = PartialDate::whole(day(y, m, d));
            for precision in [Precision::Year, Precision::Month, Precision::Day] {
                let cut = whole.cut_to(precision);
                prop_assert_eq!(PartialDate::parse(&cut.to_string()), Some(cut));
                prop_assert_eq!(read_text(&cut.show(), precision), Ok(Some(cut)));
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,24}") {
            let _ = (PartialDate::parse(&text), read_text(&text, Precision::Day));
            let _ = DateExpr::new(text).read().and_then(|r| r.counted_from(day(2023, 1, 31)));
        }
    }
}
