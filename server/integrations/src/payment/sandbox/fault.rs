//! How the gateway misbehaves.

use serde::{Deserialize, Serialize};

/// What goes wrong, for one order or for all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Faults {
    /// What is wrong with the notice.
    pub notice: NoticeFaultKind,
    /// How many milliseconds the notice waits.
    pub delay_ms: u64,
    /// How many copies of the notice are sent at once.
    pub copies: usize,
    /// The payer comes back before the notice is sent.
    pub return_first: bool,
    /// Says this `vnp_ResponseCode` instead of what the payer chose.
    pub response_code: Option<String>,
    /// Says this `vnp_TransactionStatus` instead.
    pub transaction_status: Option<String>,
    /// What is wrong with answers to questions.
    pub query: AnswerFaults,
    /// What is wrong with answers to refunds.
    pub refund: AnswerFaults,
}

impl Default for Faults {
    fn default() -> Self {
        Self {
            notice: NoticeFaultKind::None,
            delay_ms: 0,
            copies: 1,
            return_first: false,
            response_code: None,
            transaction_status: None,
            query: AnswerFaults::default(),
            refund: AnswerFaults::default(),
        }
    }
}

/// What is wrong with a notice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeFaultKind {
    /// Nothing.
    #[default]
    None,
    /// It is never sent.
    Lost,
    /// Signed, with another amount.
    WrongAmount,
    /// The signature is altered.
    WrongHash,
    /// Signed, about an order that nobody made.
    UnknownOrder,
}

/// What is wrong with an answer to the merchant's question or order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AnswerFaults {
    /// Says this `vnp_ResponseCode`.
    pub code: Option<String>,
    /// Says this `vnp_TransactionStatus`.
    pub status: Option<String>,
    /// Is silent for so many milliseconds first.
    pub silence_ms: u64,
    /// Fails with this HTTP status.
    pub http_status: Option<u16>,
    /// The signature is altered.
    pub forged: bool,
    /// The signature is missing.
    pub unsigned: bool,
}
