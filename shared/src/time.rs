//! Instants are UTC with microseconds; people count days in `Asia/Ho_Chi_Minh`.

use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, SubsecRound, TimeZone, Utc,
};

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
}
