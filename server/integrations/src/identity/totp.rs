//! Time-based one-time codes (RFC 6238): SHA-1, six digits, thirty seconds, one step either way.

use crate::seal::equal;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use shared::time::Instant;
use std::fmt::Write as _;

/// Length of a secret.
pub const SECRET_BYTES: usize = 20;
/// How long one code is shown.
pub const STEP_SECONDS: i64 = 30;
/// How many steps a clock may be off, either way.
const STEPS_OFF_MAX: i64 = 1;

/// The code that an authenticator shows at `at`.
pub fn code_at(secret: &[u8], at: Instant) -> String {
    code(secret, step_of(at))
}

/// Checks a typed code. The answer is the step it belongs to: keep the greatest one used by each
/// account, and pass it as `used`, so that no code works twice.
pub fn verify(secret: &[u8], typed: &str, at: Instant, used: Option<i64>) -> Option<i64> {
    let now = step_of(at);
    let mut found = None;
    // Every step is computed, so that the time does not tell which one matched.
    for step in now - STEPS_OFF_MAX..=now + STEPS_OFF_MAX {
        if equal(code(secret, step).as_bytes(), typed.as_bytes()) {
            found = Some(step);
        }
    }
    found.filter(|step| used.is_none_or(|used| *step > used))
}

/// The address that authenticators read from a QR code.
pub fn otpauth_url(issuer: &str, account: &str, secret: &[u8]) -> String {
    let (issuer, account) = (escape(issuer), escape(account));
    let secret = base32(secret);
    format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}")
}

/// The secret as people type it into an authenticator: base 32 without padding (RFC 4648).
pub fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: Vec<u8> =
        bytes.iter().flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1)).collect();
    bits.chunks(5)
        .map(|five| {
            let value = (0..5).fold(0, |sum, at| sum << 1 | five.get(at).copied().unwrap_or(0));
            char::from(ALPHABET[usize::from(value)])
        })
        .collect()
}

fn step_of(at: Instant) -> i64 {
    at.timestamp().div_euclid(STEP_SECONDS)
}

/// RFC 4226 §5.3.
fn code(secret: &[u8], step: i64) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("any length is a key");
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let at = usize::from(digest[digest.len() - 1] & 0x0f);
    let four = [digest[at], digest[at + 1], digest[at + 2], digest[at + 3]];
    format!("{:06}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000)
}

/// Percent-encoding of everything but RFC 3986's unreserved characters; authenticators do not
/// read `+` as a space.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("a string grows");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    const RFC_SECRET: &[u8] = b"12345678901234567890";

    fn at(unix: i64) -> Instant {
        Instant::from_timestamp(unix, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        let file = include_str!("../../../../data/vectors/identity.json");
        let vectors: serde_json::Value = serde_json::from_str(file).unwrap();

        for case in vectors["totp"].as_array().unwrap() {
            let shown = code_at(RFC_SECRET, at(case["unix_time"].as_i64().unwrap()));
            assert_eq!(shown, case["sha1_6"].as_str().unwrap());
        }
    }

    #[test]
    fn a_clock_may_be_one_step_off_and_no_more() {
        let now = at(1_234_567_890);
        let typed = code_at(RFC_SECRET, now);

        for (steps, right) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let there = now + TimeDelta::seconds(steps * STEP_SECONDS);
            assert_eq!(verify(RFC_SECRET, &typed, there, None).is_some(), right, "{steps}");
        }
        assert_eq!(verify(RFC_SECRET, "", now, None), None);
        assert_eq!(verify(RFC_SECRET, &typed[..5], now, None), None);
    }

    #[test]
    fn a_code_works_once() {
        let now = at(1_234_567_890);
        let typed = code_at(RFC_SECRET, now);

        let step = verify(RFC_SECRET, &typed, now, None).unwrap();

        assert_eq!(verify(RFC_SECRET, &typed, now, Some(step)), None);
        assert_eq!(verify(RFC_SECRET, &typed, now, Some(step - 1)), Some(step));
    }

    #[test]
    fn the_address_is_what_authenticators_read() {
        assert_eq!(base32(b"foobar"), "MZXW6YTBOI");
        assert_eq!(
            otpauth_url("Một Cửa", "hoa.nt", b"foobar"),
            "otpauth://totp/M%E1%BB%99t%20C%E1%BB%ADa:hoa.nt?secret=MZXW6YTBOI&issuer=M%E1%BB%99t%20C%E1%BB%ADa"
        );
    }
}
