//! Numbers and choices in words.

use crate::i18n::{t, tf};
use chrono::{Datelike, NaiveDate};
use shared::i18n::{Key, msg};
use shared::report::{Drill, Measure};
use shared::time::show_day;

/// `1.204`.
pub(super) fn number(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::from(if n < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// Tenths of a percent as `97,4%`; a dash where there is nothing to share.
pub(super) fn percent(tenths: Option<i64>) -> String {
    match tenths {
        Some(1000) => "100%".to_owned(),
        Some(tenths) => format!("{},{}%", tenths / 10, tenths % 10),
        None => "–".to_owned(),
    }
}

/// "Thứ Hai".
pub(super) fn weekday(day: NaiveDate) -> &'static str {
    const NAMES: [Key; 7] = [
        msg::report::MONDAY,
        msg::report::TUESDAY,
        msg::report::WEDNESDAY,
        msg::report::THURSDAY,
        msg::report::FRIDAY,
        msg::report::SATURDAY,
        msg::report::SUNDAY,
    ];
    t(NAMES[day.weekday().num_days_from_monday() as usize])
}

/// What a list holds: "Nộp trong ngày 28/11/2026".
pub(super) fn title(drill: &Drill) -> String {
    let what = t(match drill.measure {
        Measure::Received => msg::report::LIST_RECEIVED,
        Measure::Accepted => msg::report::LIST_ACCEPTED,
        Measure::InHand => msg::report::LIST_IN_HAND,
        Measure::OnClock if drill.is_overdue() => msg::report::LIST_OVERDUE,
        Measure::OnClock => msg::report::LIST_ON_CLOCK,
        Measure::Finished => msg::report::LIST_FINISHED,
        Measure::OnTime => msg::report::LIST_ON_TIME,
        Measure::Late => msg::report::LIST_LATE,
        Measure::WaitingForCitizen => msg::report::LIST_WAITING,
    });
    let days = match (drill.from, drill.to) {
        _ if drill.measure.is_standing() => String::new(),
        (Some(from), Some(to)) if from == to => {
            tf(msg::report::ON_DAY, &[("day", &show_day(from))])
        }
        (Some(from), Some(to)) => {
            tf(msg::report::BETWEEN_DAYS, &[("from", &show_day(from)), ("to", &show_day(to))])
        }
        (None, Some(to)) => tf(msg::report::UNTIL_DAY, &[("to", &show_day(to))]),
        (Some(from), None) => tf(msg::report::SINCE_DAY, &[("from", &show_day(from))]),
        (None, None) => String::new(),
    };
    format!("{what} {days}").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_shares_have_one_decimal() {
        assert_eq!(number(0), "0");
        assert_eq!(number(1204), "1.204");
        assert_eq!(number(-1_234_567), "-1.234.567");
        assert_eq!(percent(Some(974)), "97,4%");
        assert_eq!(percent(Some(1000)), "100%");
        assert_eq!(percent(Some(5)), "0,5%");
        assert_eq!(percent(None), "–");
    }
}
