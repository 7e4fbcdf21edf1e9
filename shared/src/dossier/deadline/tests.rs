//! Worked cases of 2023–2026. The expected values come from a second implementation that walks
//! minute by minute over the notices of domain.md §6.2; the first eight are those of §15.

use super::*;
use crate::calendar::tests::{shipped, wall};
use crate::i18n::Lang;
use crate::time::{Instant, local, local_day};
use TimeUnit::{CalendarDays, Hours, Months, WorkingDays};
use chrono::TimeDelta;
use proptest::prelude::*;

#[rustfmt::skip] // a table is read by columns
const WORKED: &[(&str, u16, TimeUnit, &str)] = &[
    ("2023-06-12 10:00", 2, WorkingDays, "2023-06-14 10:00"),
    ("2023-04-28 10:00", 3, WorkingDays, "2023-05-08 10:00"),
    ("2024-04-25 14:00", 3, WorkingDays, "2024-05-03 14:00"),
    ("2024-04-25 14:00", 4, WorkingDays, "2024-05-04 14:00"),
    ("2026-08-20 09:00", 2, WorkingDays, "2026-08-22 09:00"),
    ("2026-11-23 09:00", 1, WorkingDays, "2026-11-25 09:00"),
    ("2023-06-16 17:30", 1, WorkingDays, "2023-06-20 07:00"),
    ("2023-06-14 12:00", 4, Hours, "2023-06-15 07:30"),
    ("2023-01-03 08:00", 1, WorkingDays, "2023-01-04 08:00"),
    ("2023-01-18 15:30", 2, WorkingDays, "2023-01-27 15:30"),
    ("2023-01-19 10:15", 1, WorkingDays, "2023-01-27 10:15"),
    ("2023-01-19 10:15", 5, WorkingDays, "2023-02-02 10:15"),
    ("2023-01-20 09:00", 3, WorkingDays, "2023-02-01 07:00"),
    ("2023-01-13 16:59", 8, WorkingDays, "2023-02-01 16:59"),
    ("2023-04-27 07:00", 2, WorkingDays, "2023-05-04 07:00"),
    ("2023-04-29 09:00", 1, WorkingDays, "2023-05-05 07:00"),
    ("2023-05-03 11:00", 5, WorkingDays, "2023-05-11 07:00"),
    ("2023-08-30 13:30", 2, WorkingDays, "2023-09-05 13:30"),
    ("2023-08-31 16:00", 3, WorkingDays, "2023-09-07 16:00"),
    ("2023-09-01 08:00", 1, WorkingDays, "2023-09-06 07:00"),
    ("2023-12-29 14:45", 1, WorkingDays, "2024-01-02 14:45"),
    ("2023-12-15 09:30", 15, WorkingDays, "2024-01-08 09:30"),
    ("2023-06-05 09:20", 20, WorkingDays, "2023-07-03 09:20"),
    ("2023-06-14 12:30", 3, WorkingDays, "2023-06-19 13:30"),
    ("2023-06-14 06:00", 3, WorkingDays, "2023-06-19 07:00"),
    ("2024-02-07 10:00", 1, WorkingDays, "2024-02-15 10:00"),
    ("2024-02-06 09:00", 5, WorkingDays, "2024-02-20 09:00"),
    ("2024-04-17 10:00", 1, WorkingDays, "2024-04-19 10:00"),
    ("2024-04-26 16:00", 2, WorkingDays, "2024-05-03 16:00"),
    ("2024-04-26 16:00", 3, WorkingDays, "2024-05-04 16:00"),
    ("2024-05-03 17:05", 1, WorkingDays, "2024-05-06 07:00"),
    ("2024-05-04 08:00", 1, WorkingDays, "2024-05-06 08:00"),
    ("2024-05-02 14:00", 2, WorkingDays, "2024-05-04 14:00"),
    ("2024-08-30 09:00", 3, WorkingDays, "2024-09-06 09:00"),
    ("2024-12-31 10:00", 1, WorkingDays, "2025-01-02 10:00"),
    ("2025-01-24 10:00", 2, WorkingDays, "2025-02-04 10:00"),
    ("2025-01-20 15:00", 7, WorkingDays, "2025-02-05 15:00"),
    ("2025-04-04 11:00", 1, WorkingDays, "2025-04-08 11:00"),
    ("2025-04-25 10:00", 1, WorkingDays, "2025-04-26 10:00"),
    ("2025-04-25 10:00", 4, WorkingDays, "2025-05-05 10:00"),
    ("2025-04-29 10:00", 3, WorkingDays, "2025-05-07 10:00"),
    ("2025-08-29 16:30", 1, WorkingDays, "2025-09-03 16:30"),
    ("2025-12-31 09:00", 1, WorkingDays, "2026-01-05 09:00"),
    ("2026-01-09 10:00", 1, WorkingDays, "2026-01-10 10:00"),
    ("2026-01-09 17:00", 1, WorkingDays, "2026-01-12 07:00"),
    ("2026-02-13 10:00", 1, WorkingDays, "2026-02-23 10:00"),
    ("2026-02-12 08:00", 6, WorkingDays, "2026-02-27 08:00"),
    ("2026-04-24 10:00", 2, WorkingDays, "2026-04-29 10:00"),
    ("2026-04-29 10:00", 1, WorkingDays, "2026-05-04 10:00"),
    ("2026-08-21 13:00", 2, WorkingDays, "2026-08-24 13:30"),
    ("2026-08-28 09:00", 2, WorkingDays, "2026-09-04 09:00"),
    ("2026-11-20 09:00", 3, WorkingDays, "2026-11-26 09:00"),
    ("2023-06-15 10:00", 10, CalendarDays, "2023-06-26 10:00"),
    ("2023-06-16 10:00", 10, CalendarDays, "2023-06-26 10:00"),
    ("2023-06-14 14:00", 10, CalendarDays, "2023-06-26 14:00"),
    ("2023-06-17 09:00", 5, CalendarDays, "2023-06-26 07:00"),
    ("2023-04-24 09:00", 5, CalendarDays, "2023-05-04 09:00"),
    ("2023-01-10 08:30", 10, CalendarDays, "2023-01-27 08:30"),
    ("2024-04-24 10:00", 10, CalendarDays, "2024-05-04 10:00"),
    ("2024-04-19 10:00", 10, CalendarDays, "2024-05-02 10:00"),
    ("2026-08-07 10:00", 15, CalendarDays, "2026-08-22 10:00"),
    ("2023-10-02 09:00", 60, CalendarDays, "2023-12-01 09:00"),
    ("2025-03-28 09:00", 30, CalendarDays, "2025-04-28 09:00"),
    ("2023-03-02 09:00", 2, Months, "2023-05-04 09:00"),
    ("2023-12-31 10:00", 2, Months, "2024-03-04 07:00"),
    ("2024-01-31 10:00", 1, Months, "2024-02-29 10:00"),
    ("2023-01-31 10:00", 1, Months, "2023-02-28 10:00"),
    ("2025-11-28 16:00", 3, Months, "2026-03-02 16:00"),
    ("2026-06-30 10:00", 2, Months, "2026-09-03 10:00"),
    ("2023-06-12 10:00", 8, Hours, "2023-06-12 17:00"),
    ("2023-06-12 15:00", 8, Hours, "2023-06-12 17:00"),
    ("2023-06-12 15:01", 8, Hours, "2023-06-13 17:00"),
    ("2023-06-16 15:30", 8, Hours, "2023-06-19 17:00"),
    ("2023-04-28 16:00", 8, Hours, "2023-05-04 17:00"),
    ("2024-05-03 15:10", 8, Hours, "2024-05-04 17:00"),
    ("2023-06-11 20:00", 8, Hours, "2023-06-12 17:00"),
    ("2023-06-12 12:00", 8, Hours, "2023-06-12 17:00"),
    ("2023-06-12 10:00", 24, Hours, "2023-06-15 10:00"),
    ("2023-06-16 16:00", 24, Hours, "2023-06-21 16:00"),
    ("2023-06-12 07:00", 4, Hours, "2023-06-12 11:00"),
    ("2023-06-12 10:00", 3, Hours, "2023-06-12 15:00"),
    ("2023-06-16 16:30", 1, Hours, "2023-06-19 07:30"),
    ("2024-04-26 16:00", 2, Hours, "2024-05-02 08:00"),
    ("2026-08-21 16:00", 9, Hours, "2026-08-22 17:00"),
];

fn limit(value: u16, unit: TimeUnit) -> TimeLimit {
    TimeLimit { value, unit }
}

#[test]
fn worked_cases_are_due_when_the_law_says() {
    let calendar = shipped();
    assert!(WORKED.len() >= 60);
    for (accepted, value, unit, expected) in WORKED {
        let given = limit(*value, *unit);
        let due = due(&calendar, wall(accepted), given, DayCountPolicy::HourRoll);
        assert_eq!(due, wall(expected), "{accepted} + {value} {unit:?}");
    }
}

#[test]
fn at_the_end_of_the_day_a_limit_in_days_ends_when_offices_close() {
    let calendar = shipped();
    for (accepted, value, unit, expected) in WORKED {
        let given = limit(*value, *unit);
        let due = due(&calendar, wall(accepted), given, DayCountPolicy::EndOfDay);
        if *unit == Hours {
            assert_eq!(due, wall(expected));
        } else {
            assert_eq!(due, wall(&format!("{} 17:00", &expected[..10])), "{accepted} + {value}");
        }
    }
}

#[test]
fn an_online_submission_is_acknowledged_within_eight_working_hours() {
    let calendar = shipped();
    let cases = [
        ("2023-06-11 20:00", "2023-06-12 17:00"),
        ("2023-06-12 10:00", "2023-06-13 10:00"),
        ("2023-06-16 16:00", "2023-06-19 16:00"),
        ("2023-04-28 16:30", "2023-05-04 16:30"),
        ("2024-05-03 20:00", "2024-05-04 17:00"),
        ("2023-06-14 12:10", "2023-06-15 11:30"),
    ];
    for (received, expected) in cases {
        assert_eq!(acknowledge_by(&calendar, wall(received)), wall(expected), "{received}");
    }
}

#[test]
fn what_is_left_is_counted_in_working_days() {
    let calendar = shipped();
    let cases = [
        ("2023-06-12 10:00", "2023-06-15 10:00", 3, Standing::WithinDue),
        ("2023-06-14 23:00", "2023-06-15 10:00", 1, Standing::DueSoon),
        ("2023-06-15 06:00", "2023-06-15 10:00", 0, Standing::DueSoon),
        ("2023-06-15 16:00", "2023-06-15 10:00", 0, Standing::DueSoon),
        ("2023-06-16 07:00", "2023-06-15 10:00", -1, Standing::Overdue),
        ("2023-06-17 07:00", "2023-06-16 10:00", -1, Standing::Overdue),
        ("2023-06-19 07:00", "2023-06-16 10:00", -1, Standing::Overdue),
        ("2023-06-20 07:00", "2023-06-16 10:00", -2, Standing::Overdue),
        ("2023-04-28 10:00", "2023-05-08 10:00", 3, Standing::WithinDue),
        ("2023-04-30 10:00", "2023-05-04 10:00", 1, Standing::DueSoon),
        ("2024-05-03 10:00", "2024-05-06 10:00", 2, Standing::WithinDue),
        ("2024-05-06 10:00", "2024-05-03 10:00", -2, Standing::Overdue),
    ];
    for (now, due, expected, standing) in cases {
        let left = working_days_left(&calendar, wall(now), wall(due));
        assert_eq!(left, expected, "{now} towards {due}");
        assert_eq!(Standing::of(left), standing, "{now} towards {due}");
    }
}

#[test]
fn lateness_is_a_matter_of_days() {
    let due = wall("2023-06-14 10:00");
    let cases = [
        ("2023-06-13 23:59", Lateness::Early),
        ("2023-06-14 00:00", Lateness::OnTime),
        ("2023-06-14 10:00", Lateness::OnTime),
        ("2023-06-14 23:59", Lateness::OnTime),
        ("2023-06-15 00:00", Lateness::Late),
    ];
    for (finished, expected) in cases {
        assert_eq!(lateness(wall(finished), due), expected, "{finished}");
    }
}

#[test]
fn limits_and_what_is_left_are_said_plainly() {
    let said = |value, unit| limit(value, unit).text(Lang::Vi);

    assert_eq!(said(10, WorkingDays), "10 ngày làm việc");
    assert_eq!(said(10, CalendarDays), "10 ngày");
    assert_eq!(said(8, Hours), "trong ngày làm việc");
    assert_eq!(said(24, Hours), "24 giờ làm việc");
    assert_eq!(said(2, Months), "2 tháng");
    assert_eq!(limit(1, WorkingDays).text(Lang::En), "1 working day");
    assert_eq!(left_text(Lang::Vi, 3), "còn 3 ngày làm việc");
    assert_eq!(left_text(Lang::Vi, 0), "đến hạn hôm nay");
    assert_eq!(left_text(Lang::Vi, -2), "quá hạn 2 ngày làm việc");
    assert_eq!(left_text(Lang::En, -1), "1 working day overdue");
}

fn any_unit() -> impl Strategy<Value = TimeUnit> {
    prop_oneof![Just(WorkingDays), Just(CalendarDays), Just(Hours), Just(Months)]
}

fn any_policy() -> impl Strategy<Value = DayCountPolicy> {
    prop_oneof![Just(DayCountPolicy::HourRoll), Just(DayCountPolicy::EndOfDay)]
}

fn at(minutes: i64) -> Instant {
    wall("2022-01-01 00:00") + TimeDelta::minutes(minutes)
}

/// Five years.
const MINUTES: std::ops::Range<i64> = 0..2_628_000;

proptest! {
    #[test]
    fn nothing_is_due_on_a_day_off_or_outside_hours(
        start in MINUTES, value in 1u16..120, unit in any_unit(), policy in any_policy()
    ) {
        let calendar = shipped();
        let due = due(&calendar, at(start), limit(value, unit), policy);

        prop_assert!(calendar.is_working_day(local_day(due)));
        let time = local(due).time();
        let sessions = calendar.week().sessions();
        prop_assert!(sessions.iter().any(|s| s.opens <= time && time <= s.closes), "{}", due);
        prop_assert!(due > at(start));
    }

    /// By the day for all units, by the minute for those that count working time. Days of the
    /// calendar keep the hour when they move off a day off, so that two dossiers which then fall
    /// on the same Monday are due at the hours at which they were accepted.
    #[test]
    fn who_comes_later_is_not_due_earlier(
        start in MINUTES, gap in 0i64..20_000, value in 1u16..120,
        unit in any_unit(), policy in any_policy()
    ) {
        let calendar = shipped();
        let given = limit(value, unit);
        let first = due(&calendar, at(start), given, policy);
        let second = due(&calendar, at(start + gap), given, policy);

        prop_assert!(local_day(first) <= local_day(second));
        if matches!(unit, WorkingDays | Hours) || policy == DayCountPolicy::EndOfDay {
            prop_assert!(first <= second);
        }
    }

    /// But for eight hours, which mean *within the working day*.
    #[test]
    fn a_longer_limit_is_not_due_earlier(
        start in MINUTES, value in 1u16..120, more in 1u16..30,
        unit in any_unit(), policy in any_policy()
    ) {
        let calendar = shipped();
        let shorter = limit(value, unit);
        let longer = limit(value + more, unit);
        prop_assume!(!shorter.is_same_day() && !longer.is_same_day());

        let first = due(&calendar, at(start), shorter, policy);
        let second = due(&calendar, at(start), longer, policy);

        prop_assert!(first <= second);
        if unit == WorkingDays {
            let between = calendar.working_days_between(local_day(first), local_day(second));
            prop_assert_eq!(between, i64::from(more));
        }
    }

    #[test]
    fn what_is_left_falls_to_zero_on_the_due_day_and_below_after_it(
        now in MINUTES, due in MINUTES
    ) {
        let calendar = shipped();
        let due = calendar.next_working_moment(at(due));
        let left = working_days_left(&calendar, at(now), due);

        prop_assert_eq!(left.signum(), match lateness(at(now), due) {
            Lateness::Early => 1,
            Lateness::OnTime => 0,
            Lateness::Late => -1,
        });
    }
}
