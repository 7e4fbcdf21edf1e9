//! The calendar against the notices of domain.md §6.2.

use super::*;
use crate::time::from_local;
use chrono::{NaiveTime, Weekday};
use proptest::prelude::*;

/// The calendar that is shipped.
pub(crate) fn shipped() -> Calendar {
    let text = include_str!("../../../data/holidays.csv");
    let days = text.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.splitn(5, ',').collect();
        CalendarDay {
            date: cells[0].parse().unwrap(),
            name: cells[1].to_owned(),
            kind: DayKind::parse(cells[2]).unwrap(),
            certain: cells[3] == "true",
        }
    });
    Calendar::new(days, WorkWeek::default())
}

/// The instant of a wall clock such as `2023-06-12 10:00`.
pub(crate) fn wall(text: &str) -> Instant {
    from_local(NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap())
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Year, weekdays off, weekend days worked.
const NOTICES: &[(i32, &str, &str)] = &[
    (2022, "01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02", ""),
    (2023, "01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04", ""),
    (2024, "01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03", "05-04"),
    (2025, "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02", "04-26"),
    (
        2026,
        "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
        "01-10 08-22",
    ),
];

#[test]
fn days_off_and_days_worked_are_those_of_the_notices() {
    let calendar = shipped();
    for (year, off, worked) in NOTICES {
        let mut day = NaiveDate::from_ymd_opt(*year, 1, 1).unwrap();
        while day.year() == *year {
            let name = day.format("%m-%d").to_string();
            let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
            let expected = if weekend { worked.contains(&name) } else { !off.contains(&name) };

            assert_eq!(calendar.is_working_day(day), expected, "{day}");
            day = day.succ_opt().unwrap();
        }
    }
}

#[test]
fn a_day_without_a_notice_counts_and_is_marked_as_uncertain() {
    let calendar = shipped();

    assert!(calendar.is_working_day(date("2026-08-22")));
    assert!(!calendar.day(date("2026-08-22")).unwrap().certain);
    assert!(calendar.day(date("2024-05-04")).unwrap().certain);
    assert_eq!(calendar.day(date("2024-05-06")), None);
}

#[test]
fn outside_hours_work_begins_at_the_next_opening() {
    let calendar = shipped();
    let cases = [
        ("2023-06-14 06:59", "2023-06-14 07:00"),
        ("2023-06-14 07:00", "2023-06-14 07:00"),
        ("2023-06-14 11:29", "2023-06-14 11:29"),
        ("2023-06-14 11:30", "2023-06-14 13:30"),
        ("2023-06-14 12:00", "2023-06-14 13:30"),
        ("2023-06-14 16:59", "2023-06-14 16:59"),
        ("2023-06-14 17:00", "2023-06-15 07:00"),
        ("2023-06-16 17:30", "2023-06-19 07:00"),
        ("2023-04-28 17:01", "2023-05-04 07:00"),
        ("2024-05-03 18:00", "2024-05-04 07:00"),
        ("2024-05-04 12:30", "2024-05-04 13:30"),
        ("2023-01-19 23:00", "2023-01-27 07:00"),
    ];
    for (at, expected) in cases {
        assert_eq!(calendar.next_working_moment(wall(at)), wall(expected), "{at}");
        assert_eq!(calendar.is_working_moment(wall(at)), at == expected, "{at}");
    }
}

#[test]
fn working_days_between_count_the_last_and_not_the_first() {
    let calendar = shipped();
    let between = |a, b| calendar.working_days_between(date(a), date(b));

    assert_eq!(between("2023-06-12", "2023-06-12"), 0);
    assert_eq!(between("2023-06-12", "2023-06-14"), 2);
    assert_eq!(between("2023-04-28", "2023-05-08"), 3);
    assert_eq!(between("2024-04-25", "2024-05-04"), 4);
    assert_eq!(between("2023-06-14", "2023-06-12"), 0);
}

#[test]
fn a_week_without_work_cannot_be_made() {
    let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    let session = |opens, closes| WorkSession { opens: at(opens), closes: at(closes) };
    let week = |days: &[Weekday], sessions: &[WorkSession]| {
        WorkWeek::new(days.to_vec(), sessions.to_vec(), at(15))
    };

    assert!(week(&[Weekday::Sat], &[session(7, 11)]).is_some());
    assert!(week(&[], &[session(7, 11)]).is_none());
    assert!(week(&[Weekday::Mon], &[]).is_none());
    assert!(week(&[Weekday::Mon], &[session(11, 11)]).is_none());
    assert!(week(&[Weekday::Mon], &[session(7, 12), session(11, 17)]).is_none());
}

#[test]
fn other_hours_are_data() {
    let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    let session = WorkSession { opens: at(8), closes: at(12) };
    let week = WorkWeek::new(vec![Weekday::Sat], vec![session], at(10)).unwrap();
    let calendar = Calendar::new([], week);

    let done = calendar.add_working_hours(wall("2023-06-16 09:00"), 6);

    assert_eq!(done, wall("2023-06-24 10:00"), "four hours on the 17th, two on the 24th");
}

proptest! {
    #[test]
    fn eight_working_hours_are_one_working_day(minutes in 0i64..2_000_000) {
        let calendar = shipped();
        let from = wall("2022-01-04 07:00") + TimeDelta::minutes(minutes);
        let start = calendar.next_working_moment(from);

        let by_hours = calendar.add_working_hours(from, WORKING_DAY_HOURS);
        let next_day = calendar.add_working_days(local_day(start), 1);

        let by_days = from_local(next_day.and_time(local(start).time()));
        prop_assert_eq!(calendar.next_working_moment(by_hours), by_days);
    }
}
