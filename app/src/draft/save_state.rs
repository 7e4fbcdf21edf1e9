//! How far what was typed has come, in words.

use crate::i18n::{t, tf};
use chrono::Timelike;
use shared::i18n::msg;
use shared::time::{Instant, local};

/// How far what was typed has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SaveState {
    /// The server has everything, since then.
    Saved(Instant),
    /// Something is typed, or on its way.
    Sending,
    /// The server cannot be reached; the device keeps it.
    Waiting,
    /// The session has ended; the device keeps it.
    SignedOut,
    /// The server refuses it.
    Refused(String),
}

impl SaveState {
    /// For the sheet.
    pub(super) fn as_str(&self) -> &'static str {
        match self {
            Self::Saved(_) => "saved",
            Self::Sending => "sending",
            Self::Waiting | Self::SignedOut => "waiting",
            Self::Refused(_) => "failed",
        }
    }

    /// For people.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Saved(at) => tf(msg::draft::SAVED_AT, &[("when", &clock(*at))]),
            Self::Sending => t(msg::draft::SENDING).to_owned(),
            Self::Waiting => t(msg::draft::WAITING).to_owned(),
            Self::SignedOut => t(msg::draft::SIGNED_OUT).to_owned(),
            Self::Refused(sentence) => sentence.clone(),
        }
    }
}

/// `10:32`, local.
fn clock(at: Instant) -> String {
    let time = local(at).time();
    format!("{:02}:{:02}", time.hour(), time.minute())
}
