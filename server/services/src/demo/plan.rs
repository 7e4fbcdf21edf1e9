//! What happens in the demo world, and when: people file, officers work, some are late. Counted back from
//! now, so that the dashboard always shows the last weeks.

use super::names::Dice;
use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};
use shared::calendar::Calendar;
use shared::dossier::deadline::{DayCountPolicy, TimeLimit, due};
use shared::time::{Instant, from_local, local_day};

/// How many dossiers there are.
const FILINGS: u64 = 72;
/// Those of them that were handed in today.
const TODAY: u64 = 7;
/// Over how many days the others are spread.
const DAYS: u64 = 45;
const PEOPLE: u64 = 40;
/// Every so many-th is the first citizen's, whom everybody signs in as.
const FIRST_CITIZEN_EVERY: u64 = 12;

/// The procedures that are filed for, and how often: by the generic form, but for the first.
#[rustfmt::skip] // a table is read by columns
const MIX: [(&str, f64); 26] = [
    (LLTP, 13.0),                ("bhxh-mot-lan", 9.0),     ("bhxh-om-dau", 8.0),
    ("bhxh-thai-san", 7.0),      ("bhxh-chuyen-huong", 4.0), ("stp-lltp-co-quan", 5.0),
    ("stp-trich-luc", 7.0),      ("sgtvt-doi-gplx-nn", 6.0), ("sgtvt-phu-hieu", 8.0),
    ("sgtvt-gpkdvt", 3.0),       ("ca-mat-ho-chieu", 3.0),  ("ca-con-dau", 3.0),
    ("skhdt-tam-ngung", 5.0),    ("stnmt-cap-doi-gcn", 5.0), ("stnmt-the-chap", 5.0),
    ("stnmt-xoa-the-chap", 4.0), ("sld-hoc-nghe", 4.0),     ("sld-chuyen-tctn", 3.0),
    ("sct-tb-khuyen-mai", 3.0),  ("syt-my-pham", 2.0),      ("sgd-ban-sao", 5.0),
    ("snn-cchn-thu-y", 2.0),     ("snn-kiem-dich", 3.0),    ("stc-mssn", 1.0),
    ("stttt-phat-hanh", 1.0),    ("snv-luu-tru", 1.0),
];
/// Cấp Phiếu lý lịch tư pháp, by its own form.
pub(super) const LLTP: &str = "stp-lltp-ca-nhan";

/// One dossier to be.
#[derive(Debug, Clone)]
pub(super) struct Filing {
    pub(super) person: u64,
    pub(super) procedure: &'static str,
    pub(super) course: Course,
    pub(super) submitted_at: Instant,
}

/// How it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Course {
    /// As it should; so many hundredths of its time are used.
    Straight(i32),
    /// Something is missing at intake.
    Incomplete,
    /// Something is missing later.
    Questioned,
    /// Not taken in.
    Refused,
    /// Taken back.
    Withdrawn,
    /// Nobody works on it.
    Stuck,
    /// The fee is never paid.
    Unpaid,
}

/// What happens to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Happening {
    Submit,
    Pay,
    Accept,
    AskAtIntake,
    AskLater,
    Answer,
    Refuse,
    Withdraw,
    Claim,
    Propose,
    Approve,
    Issue,
    Return,
}

/// The dossiers of the last weeks.
pub(super) fn filings(calendar: &Calendar, now: Instant, dice: &Dice) -> Vec<Filing> {
    (0..FILINGS)
        .map(|number| {
            let (procedure, _) = *dice.weighted(&MIX, |(_, weight)| *weight);
            let is_first = number % FIRST_CITIZEN_EVERY == 0;
            Filing {
                person: if is_first { 0 } else { 1 + dice.below(PEOPLE - 1) },
                procedure,
                course: course(procedure, dice.below(100)),
                submitted_at: submitted_at(calendar, number, now, dice),
            }
        })
        .collect()
}

fn course(procedure: &str, percent: u64) -> Course {
    let hundredths = i32::try_from(percent % 45).unwrap_or_default();
    match percent {
        // The form with its own fields is asked nothing more.
        60..84 if procedure == LLTP => Course::Straight(30 + hundredths),
        0..60 => Course::Straight(30 + hundredths),
        60..68 => Course::Straight(112 + hundredths),
        68..76 => Course::Incomplete,
        76..84 => Course::Questioned,
        84..88 => Course::Refused,
        88..91 => Course::Withdrawn,
        91..97 => Course::Stuck,
        _ => Course::Unpaid,
    }
}

/// Online people file on every day, and in the evening.
fn submitted_at(calendar: &Calendar, number: u64, now: Instant, dice: &Dice) -> Instant {
    let minutes = i64::try_from(dice.below(14 * 60)).unwrap_or_default();
    let latest = now - TimeDelta::minutes(4 + i64::try_from(dice.below(150)).unwrap_or_default());
    if number + TODAY >= FILINGS {
        return latest;
    }
    let back = 1 + DAYS - number * DAYS / (FILINGS - TODAY);
    let day = local_day(now).checked_sub_days(Days::new(back)).unwrap_or_default();
    let day = if back.is_multiple_of(7) { day } else { calendar.working_day_from(day) };
    at_minute(day, minutes).min(latest)
}

fn at_minute(day: NaiveDate, minutes_after_seven: i64) -> Instant {
    let seven = NaiveTime::from_hms_opt(7, 0, 0).expect("there is a seventh hour");
    from_local(day.and_time(seven) + TimeDelta::minutes(minutes_after_seven))
}

/// What happens to a dossier, in order, until now.
pub(super) fn happenings(
    filing: &Filing,
    limit: TimeLimit,
    calendar: &Calendar,
    now: Instant,
    dice: &Dice,
) -> Vec<(Instant, Happening)> {
    let mut road = Road { calendar, dice, at: filing.submitted_at, taken: Vec::new() };
    road.taken.push((road.at, Happening::Submit));
    if filing.course != Course::Unpaid {
        road.at += TimeDelta::minutes(2);
        road.taken.push((road.at, Happening::Pay));
    }
    match filing.course {
        Course::Unpaid => {}
        Course::Refused => road.take(5, Happening::Refuse),
        Course::Withdrawn => road.take(3, Happening::Withdraw),
        Course::Incomplete => {
            road.take(3, Happening::AskAtIntake);
            if road.is_answered() {
                road.take(14, Happening::Answer);
                road.handle(limit, 60);
            }
        }
        Course::Straight(hundredths) => road.handle(limit, hundredths),
        Course::Stuck => {
            road.take(4, Happening::Accept);
            road.take(6, Happening::Claim);
        }
        Course::Questioned => {
            road.take(3, Happening::Accept);
            road.take(4, Happening::Claim);
            road.take(5, Happening::AskLater);
            if road.is_answered() {
                road.take(24, Happening::Answer);
                road.finish(limit, 50);
            }
        }
    }
    road.taken.retain(|(at, _)| *at < now);
    road.taken
}

struct Road<'a> {
    calendar: &'a Calendar,
    dice: &'a Dice,
    at: Instant,
    taken: Vec<(Instant, Happening)>,
}

impl Road<'_> {
    /// Some working hours later, `hours` at most.
    fn take(&mut self, hours: u64, what: Happening) {
        let hours = u16::try_from(1 + self.dice.below(hours)).unwrap_or(1);
        let minutes = i64::try_from(self.dice.below(50)).unwrap_or_default();
        let later = self.calendar.add_working_hours(self.at, hours) - TimeDelta::minutes(minutes);
        self.at = later.max(self.at + TimeDelta::minutes(7));
        self.taken.push((self.at, what));
    }

    /// Half of those who were asked have not answered yet.
    fn is_answered(&self) -> bool {
        self.dice.below(2) == 0
    }

    fn handle(&mut self, limit: TimeLimit, hundredths: i32) {
        self.take(5, Happening::Accept);
        self.take(5, Happening::Claim);
        self.finish(limit, hundredths);
    }

    /// The result comes after so many hundredths of the time that the law gives.
    fn finish(&mut self, limit: TimeLimit, hundredths: i32) {
        let whole = due(self.calendar, self.at, limit, DayCountPolicy::default()) - self.at;
        self.at = self.calendar.next_working_moment(self.at + whole * hundredths / 100);
        self.take(2, Happening::Propose);
        self.take(4, Happening::Approve);
        self.take(2, Happening::Issue);
        self.take(20, Happening::Return);
    }
}
