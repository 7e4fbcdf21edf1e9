//! How VNPAY writes amounts, times and texts. Nothing outside knows of ×100.

use chrono::NaiveDateTime;
use shared::money::Dong;
use shared::time::{Instant, from_local, local};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The greatest amount whose ×100 has twelve digits.
pub(super) const AMOUNT_MAX: Dong = Dong(9_999_999_999);
const TEXT_CHARS_MAX: usize = 255;
const TIME: &str = "%Y%m%d%H%M%S";

/// Đồng × 100, or `None` outside what VNPAY takes.
pub(super) fn amount(amount: Dong) -> Option<String> {
    (Dong::ZERO < amount && amount <= AMOUNT_MAX).then(|| (amount.0 * 100).to_string())
}

/// Back to đồng; `None` for anything but whole đồng in plain digits.
pub(crate) fn read_amount(text: &str) -> Option<Dong> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let hundredths: i64 = text.parse().ok()?;
    (hundredths % 100 == 0).then_some(Dong(hundredths / 100))
}

/// `yyyyMMddHHmmss`, always in GMT+7.
pub(crate) fn time(at: Instant) -> String {
    local(at).format(TIME).to_string()
}

/// Back to an instant.
pub(crate) fn read_time(text: &str) -> Option<Instant> {
    NaiveDateTime::parse_from_str(text, TIME).ok().map(from_local)
}

/// Vietnamese without diacritics, and only characters that every published encoder treats alike.
pub fn plain_text(text: &str) -> String {
    let bare: String = text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| match c {
            'đ' => 'd',
            'Đ' => 'D',
            c if c.is_ascii_alphanumeric() || ".,:_-".contains(c) => c,
            _ => ' ',
        })
        .collect();
    let words: Vec<&str> = bare.split_whitespace().collect();
    let mut out = words.join(" ");
    out.truncate(TEXT_CHARS_MAX);
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_becomes_plain_letters() {
        assert_eq!(
            plain_text("  Thanh toán lệ phí: Đăng ký – Phường Đông Kinh (đợt 1) ~*'! "),
            "Thanh toan le phi: Dang ky Phuong Dong Kinh dot 1"
        );
        assert_eq!(plain_text("Ho\u{31b}\u{300} so\u{31b}"), "Ho so");
        assert_eq!(plain_text("<script>&\u{1F600}"), "script");
        assert_eq!(plain_text(&"ă ".repeat(300)).len(), 255);
    }

    #[test]
    fn amounts_are_hundredfold_there_and_whole_here() {
        assert_eq!(amount(Dong(150_000)).as_deref(), Some("15000000"));
        assert_eq!(amount(AMOUNT_MAX).as_deref(), Some("999999999900"));
        assert_eq!(amount(Dong(10_000_000_000)), None);
        assert_eq!((amount(Dong(0)), amount(Dong(-1))), (None, None));
        for wrong in ["", "15000000.00", "-100", "+100", "150", "1e7", "99999999999999999999"] {
            assert_eq!(read_amount(wrong), None, "{wrong}");
        }
        assert_eq!(read_amount("15000000"), Some(Dong(150_000)));
    }

    #[test]
    fn times_are_of_the_24_hour_clock_in_vietnam() {
        let at: Instant = "2026-01-05T10:04:05Z".parse().unwrap();

        assert_eq!(time(at), "20260105170405");
        assert_eq!(read_time("20260105170405"), Some(at));
        assert_eq!(read_time("20260105"), None);
    }
}
