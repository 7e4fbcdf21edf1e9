//! A gateway's word, in our own words.

use super::state::named;
use crate::i18n::{Key, msg};
use crate::money::Dong;
use crate::time::Instant;
use serde::{Deserialize, Serialize};
use std::fmt;

named! {
    /// Who takes money for us.
    GatewayId {
        /// VNPAY, by redirecting the payer (protocols.md §1).
        Vnpay = "vnpay",
        /// A transfer by QR code, announced by the bank (§2).
        Vietqr = "vietqr",
        /// Cash at the counter, by a clerk with an open till.
        Till = "till",
    }
}

named! {
    /// How a fact came to us.
    Source {
        /// The gateway called us.
        Notice = "notice",
        /// We asked the gateway.
        Query = "query",
        /// A settlement file of the gateway.
        Settlement = "settlement",
        /// The bank, or an aggregator, announced a credit.
        BankNotice = "bank_notice",
        /// A statement of the bank.
        Statement = "statement",
        /// A clerk's receipt.
        Till = "till",
    }
}

named! {
    /// Why no money came.
    FailureCode {
        /// The payer changed their mind.
        CancelledByPayer = "cancelled_by_payer",
        /// The account holds too little.
        NotEnoughMoney = "not_enough_money",
        /// The account's limit for the day is used up.
        DailyLimit = "daily_limit",
        /// The time to pay was over.
        Expired = "expired",
        /// The one-time code was wrong.
        WrongCode = "wrong_code",
        /// The payment password was wrong too often.
        WrongPassword = "wrong_password",
        /// The identity check failed three times.
        IdentityCheckFailed = "identity_check_failed",
        /// The card is locked.
        CardLocked = "card_locked",
        /// The card is not registered for payments on the internet.
        NotRegistered = "not_registered",
        /// The bank is under maintenance.
        BankMaintenance = "bank_maintenance",
        /// Anything else.
        Other = "other",
    }
}

impl FailureCode {
    /// The sentence for the payer: what happened and what to do.
    pub fn key(self) -> Key {
        match self {
            Self::CancelledByPayer => msg::payment::FAILURE_CANCELLED_BY_PAYER,
            Self::NotEnoughMoney => msg::payment::FAILURE_NOT_ENOUGH_MONEY,
            Self::DailyLimit => msg::payment::FAILURE_DAILY_LIMIT,
            Self::Expired => msg::payment::FAILURE_EXPIRED,
            Self::WrongCode => msg::payment::FAILURE_WRONG_CODE,
            Self::WrongPassword => msg::payment::FAILURE_WRONG_PASSWORD,
            Self::IdentityCheckFailed => msg::payment::FAILURE_IDENTITY_CHECK_FAILED,
            Self::CardLocked => msg::payment::FAILURE_CARD_LOCKED,
            Self::NotRegistered => msg::payment::FAILURE_NOT_REGISTERED,
            Self::BankMaintenance => msg::payment::FAILURE_BANK_MAINTENANCE,
            Self::Other => msg::payment::FAILURE_OTHER,
        }
    }
}

/// Our number of an attempt, as the gateway knows it. Never used twice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TxnRef(pub String);

impl fmt::Display for TxnRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a gateway says of an attempt. A code that we do not know is never success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The money is there.
    Paid,
    /// Not finished, or not known.
    Pending,
    /// No money was taken.
    Failed(FailureCode),
    /// The payer was debited; the gateway suspects fraud.
    Suspicious,
    /// The payer was debited; the gateway has not got it.
    Reversed,
    /// The gateway knows of no such attempt.
    UnknownThere,
    /// Money is going back.
    RefundProcessing,
    /// Money was handed to the payer's bank.
    RefundSent,
    /// Money will not go back.
    RefundRejected,
}

/// A verified statement. Only an adapter that has checked a signature, a query of ours, a bank's
/// feed or a clerk's till makes one; nothing that came through the payer's browser does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Who says it.
    pub gateway: GatewayId,
    /// Which attempt it is about.
    pub txn_ref: TxnRef,
    /// The gateway's or bank's own number of the money.
    pub gateway_txn_id: Option<String>,
    /// The amount stated; `None` where it is missing or not whole đồng, which is never right.
    pub amount: Option<Dong>,
    /// What is said.
    pub outcome: Outcome,
    /// When the money moved, if stated.
    pub at: Option<Instant>,
    /// How it came to us.
    pub source: Source,
}

named! {
    /// What a notice is answered with; each gateway has its own words for it.
    Verdict {
        /// Understood and committed, success or failure alike.
        Applied = "applied",
        /// We knew: nothing was left to change.
        AlreadyKnown = "already_known",
        /// Not our terminal, or no such attempt.
        UnknownOrder = "unknown_order",
        /// Not the amount that we asked for.
        WrongAmount = "wrong_amount",
        /// The signature is wrong, missing, or covers something ambiguous.
        BadSignature = "bad_signature",
        /// Nothing was sent.
        Empty = "empty",
        /// We could not store it: send it again.
        TryAgain = "try_again",
    }
}
