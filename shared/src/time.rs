//! Instants are UTC with microseconds; people count days in `Asia/Ho_Chi_Minh`.

use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, SubsecRound, TimeZone, Utc,
};
use std::ops::RangeInclusive;

/// A moment, in UTC.
pub type Instant = DateTime<Utc>;

/// Vietnam has been UTC+7 without daylight saving since 1975 (protocols.md §0).
pub const LOCAL_OFFSET_SECONDS: i32 = 7 * 3600;

fn local_zone() -> FixedOffset {
    FixedOffset::east_opt(LOCAL_OFFSET_SECONDS).expect("seven hours are within a day")
}

/// The clock on the wall in Bắc Kạn at `at`.
pub fn local(at: Instant) -> NaiveDateTime {
    at.with_timezone(&local_zone()).naive_local()
}

/// The business day of `at` in Bắc Kạn.
pub fn local_day(at: Instant) -> NaiveDate {
    local(at).date()
}

/// The instant at which the wall clock in Bắc Kạn shows `wall`.
pub fn from_local(wall: NaiveDateTime) -> Instant {
    local_zone()
        .from_local_datetime(&wall)
        .single()
        .expect("a fixed offset maps every wall time once")
        .with_timezone(&Utc)
}

/// The days that anybody can mean, from the oldest papers to the last deadline, both included. Both
/// databases keep them and their neighbours; far beyond, PostgreSQL refuses and clocks overflow.
const DAYS: RangeInclusive<NaiveDate> = year_begins(1900)..=year_begins(2200);

const fn year_begins(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).expect("every year begins")
}

/// Reads `2026-11-22`, as addresses name a day; none outside of the days that anybody can mean.
pub fn read_day(text: &str) -> Option<NaiveDate> {
    text.parse().ok().filter(|day| DAYS.contains(day))
}

/// Reads microseconds since 1970, as marks of pages name an instant, within the same days.
pub fn read_micros(text: &str) -> Option<Instant> {
    let at = DateTime::from_timestamp_micros(text.parse().ok()?)?;
    DAYS.contains(&at.date_naive()).then_some(at)
}

/// What both databases keep: microseconds.
pub fn to_micros(at: Instant) -> Instant {
    at.trunc_subsecs(6)
}

/// `15:04 22/11/2026`, local.
pub fn show_instant(at: Instant) -> String {
    local(at).format("%H:%M %d/%m/%Y").to_string()
}

/// `22/11/2026`. Without chrono's formats, which bring the names of months and days to the browser.
pub fn show_day(day: NaiveDate) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_business_day_begins_at_local_midnight() {
        let late: Instant = "2023-06-14T17:00:00Z".parse().unwrap();
        let early: Instant = "2023-06-14T16:59:59Z".parse().unwrap();

        assert_eq!(local_day(late).to_string(), "2023-06-15");
        assert_eq!(local_day(early).to_string(), "2023-06-14");
        assert_eq!(from_local(local(late)), late);
    }

    #[test]
    fn no_day_is_read_that_nobody_can_mean() {
        for text in ["1900-01-01", "2026-11-22", "2200-01-01"] {
            assert_eq!(read_day(text).unwrap().to_string(), text);
        }
        let far = ["-262143-01-01", "+262142-12-31", "0001-01-01", "1899-12-31", "2200-01-02"];
        for text in far.into_iter().chain(["", "2026-02-30", "22/11/2026"]) {
            assert_eq!(read_day(text), None, "{text}");
        }
        assert_eq!(
            read_micros("1767582000000000").unwrap().to_rfc3339(),
            "2026-01-05T03:00:00+00:00"
        );
        for text in ["", "-8334601228800000000", "8210266876799999999", "99999999999999999999"] {
            assert_eq!(read_micros(text), None, "{text}");
        }
    }
}
