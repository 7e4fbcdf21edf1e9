//! The three machines of money: what is owed, one try to pay it, one sum going back
//! (protocols.md §4.4).

use crate::flow::{Flow, Step};
use crate::i18n::{Key, msg};
use crate::identity::Role::{self, Accountant, Citizen, Clock, Gateway, IntakeOfficer};

/// An enum whose stable names are stored and sent.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant,)* }

        impl $name {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable name, as stored.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The one of that name.
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == name)
            }
        }
    };
}
pub(super) use named;

named! {
    /// Where an obligation stands.
    ObligationState {
        /// Owed.
        Open = "open",
        /// Paid, once.
        Settled = "settled",
        /// No longer owed: the dossier was withdrawn or refused.
        Cancelled = "cancelled",
        /// Paid, and all of it given back.
        Refunded = "refunded",
    }
}

named! {
    /// What can happen to an obligation.
    ObligationAction {
        /// Money for it has come, or nothing was due.
        Settle = "settle",
        /// It is no longer owed.
        Cancel = "cancel",
        /// All of it went back.
        Refund = "refund",
    }
}

named! {
    /// Where an attempt stands.
    AttemptState {
        /// Written down; the payer has not been sent off yet.
        Created = "created",
        /// The payer is at the gateway, or has the code to pay by.
        Pending = "pending",
        /// The money came in time and settled the obligation.
        Paid = "paid",
        /// The gateway says that no money came.
        Failed = "failed",
        /// Nobody paid in time, and the gateway knows of nothing.
        Expired = "expired",
        /// The money came late and settled the obligation all the same.
        PaidLate = "paid_late",
        /// The money came for something no longer owed: it goes back.
        PaidSurplus = "paid_surplus",
        /// What we know contradicts itself: a person looks, or the gateway is asked again.
        NeedsReview = "needs_review",
        /// Money is on its way back.
        RefundPending = "refund_pending",
        /// Part of the money went back.
        PartiallyRefunded = "partially_refunded",
        /// All of the money went back.
        Refunded = "refunded",
    }
}

named! {
    /// What can happen to an attempt.
    AttemptAction {
        /// The payer is sent off.
        Send = "send",
        /// The right amount came for an open obligation.
        Confirm = "confirm",
        /// So it did, but late or after doubts.
        ConfirmLate = "confirm_late",
        /// It came for something no longer owed.
        ConfirmSurplus = "confirm_surplus",
        /// No money came.
        Fail = "fail",
        /// Nobody paid in time.
        Expire = "expire",
        /// A contradiction that a query or a person resolves.
        Review = "review",
        /// Give money back.
        AskRefund = "ask_refund",
        /// Part of it has gone back.
        RefundPart = "refund_part",
        /// All of it has gone back.
        RefundAll = "refund_all",
    }
}

named! {
    /// Where one refund stands.
    RefundState {
        /// Asked for by one person, or by the system for a surplus.
        Requested = "requested",
        /// Agreed to by another person.
        Approved = "approved",
        /// Sent to the gateway; whether it arrived may be unknown.
        Submitted = "submitted",
        /// The gateway works on it.
        Processing = "processing",
        /// The gateway has handed it to the bank.
        SentToBank = "sent_to_bank",
        /// The payer has it.
        Completed = "completed",
        /// Refused: back on the work list.
        Rejected = "rejected",
    }
}

named! {
    /// What can happen to a refund.
    RefundAction {
        /// Another person agrees.
        Approve = "approve",
        /// It is sent to the gateway.
        Submit = "submit",
        /// The gateway has begun.
        Process = "process",
        /// The gateway has handed it to the bank.
        SendToBank = "send_to_bank",
        /// It has arrived.
        Complete = "complete",
        /// It will not be done.
        Reject = "reject",
    }
}

named! {
    /// What the payer is told of an attempt.
    PayerStatus {
        /// We wait for the gateway's word.
        Confirming = "confirming",
        /// It is paid.
        Paid = "paid",
        /// No money was taken; one may try again.
        Failed = "failed",
        /// The time to pay is over; one may try again.
        Expired = "expired",
        /// We look into it; do not pay again.
        Checking = "checking",
        /// It was already paid: this money goes back.
        GoingBack = "going_back",
        /// The money has gone back.
        Back = "back",
    }
}

/// The life of an obligation.
#[rustfmt::skip] // a table is read by columns
pub const OBLIGATION: Flow<ObligationState, ObligationAction, Role> = {
    use {ObligationAction as A, ObligationState as S};
    Flow(&[
        Step { from: S::Open,    action: A::Settle, by: &[Gateway, Clock],         to: S::Settled },
        Step { from: S::Open,    action: A::Cancel, by: &[Citizen, IntakeOfficer], to: S::Cancelled },
        Step { from: S::Settled, action: A::Refund, by: &[Gateway],                to: S::Refunded },
    ])
};

/// The life of an attempt.
#[rustfmt::skip] // a table is read by columns
pub const ATTEMPT: Flow<AttemptState, AttemptAction, Role> = {
    use {AttemptAction as A, AttemptState as S};
    Flow(&[
        Step { from: S::Created,           action: A::Send,           by: &[Citizen],    to: S::Pending },
        Step { from: S::Created,           action: A::Confirm,        by: &[Gateway],    to: S::Paid },
        Step { from: S::Created,           action: A::ConfirmLate,    by: &[Gateway],    to: S::PaidLate },
        Step { from: S::Created,           action: A::ConfirmSurplus, by: &[Gateway],    to: S::PaidSurplus },
        Step { from: S::Created,           action: A::Fail,           by: &[Gateway],    to: S::Failed },
        Step { from: S::Created,           action: A::Expire,         by: &[Gateway],    to: S::Expired },
        Step { from: S::Created,           action: A::Review,         by: &[Gateway],    to: S::NeedsReview },
        Step { from: S::Pending,           action: A::Confirm,        by: &[Gateway],    to: S::Paid },
        Step { from: S::Pending,           action: A::ConfirmLate,    by: &[Gateway],    to: S::PaidLate },
        Step { from: S::Pending,           action: A::ConfirmSurplus, by: &[Gateway],    to: S::PaidSurplus },
        Step { from: S::Pending,           action: A::Fail,           by: &[Gateway],    to: S::Failed },
        Step { from: S::Pending,           action: A::Expire,         by: &[Gateway],    to: S::Expired },
        Step { from: S::Pending,           action: A::Review,         by: &[Gateway],    to: S::NeedsReview },
        Step { from: S::Failed,            action: A::Review,         by: &[Gateway],    to: S::NeedsReview },
        Step { from: S::Expired,           action: A::ConfirmLate,    by: &[Gateway],    to: S::PaidLate },
        Step { from: S::Expired,           action: A::ConfirmSurplus, by: &[Gateway],    to: S::PaidSurplus },
        Step { from: S::Expired,           action: A::Review,         by: &[Gateway],    to: S::NeedsReview },
        Step { from: S::NeedsReview,       action: A::ConfirmLate,    by: &[Gateway],    to: S::PaidLate },
        Step { from: S::NeedsReview,       action: A::ConfirmSurplus, by: &[Gateway],    to: S::PaidSurplus },
        Step { from: S::NeedsReview,       action: A::Fail,           by: &[Gateway],    to: S::Failed },
        Step { from: S::Paid,              action: A::AskRefund,      by: &[Accountant], to: S::RefundPending },
        Step { from: S::PaidLate,          action: A::AskRefund,      by: &[Accountant], to: S::RefundPending },
        Step { from: S::PaidSurplus,       action: A::AskRefund,      by: &[Accountant], to: S::RefundPending },
        Step { from: S::PartiallyRefunded, action: A::AskRefund,      by: &[Accountant], to: S::RefundPending },
        Step { from: S::RefundPending,     action: A::RefundPart,     by: &[Gateway],    to: S::PartiallyRefunded },
        Step { from: S::RefundPending,     action: A::RefundAll,      by: &[Gateway],    to: S::Refunded },
    ])
};

/// The life of a refund.
#[rustfmt::skip] // a table is read by columns
pub const REFUND: Flow<RefundState, RefundAction, Role> = {
    use {RefundAction as A, RefundState as S};
    Flow(&[
        Step { from: S::Requested,  action: A::Approve,    by: &[Accountant], to: S::Approved },
        Step { from: S::Requested,  action: A::Reject,     by: &[Accountant], to: S::Rejected },
        Step { from: S::Approved,   action: A::Submit,     by: &[Clock],      to: S::Submitted },
        Step { from: S::Submitted,  action: A::Process,    by: &[Gateway],    to: S::Processing },
        Step { from: S::Submitted,  action: A::SendToBank, by: &[Gateway],    to: S::SentToBank },
        Step { from: S::Submitted,  action: A::Reject,     by: &[Gateway],    to: S::Rejected },
        Step { from: S::Processing, action: A::SendToBank, by: &[Gateway],    to: S::SentToBank },
        Step { from: S::Processing, action: A::Reject,     by: &[Gateway],    to: S::Rejected },
        Step { from: S::SentToBank, action: A::Complete,   by: &[Accountant], to: S::Completed },
    ])
};

impl AttemptState {
    /// Whether the gateway may still take money for it in the ordinary way.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Created | Self::Pending)
    }

    /// Whether this attempt is the one that settled its obligation. The database allows one such
    /// attempt an obligation.
    pub fn settles(self) -> bool {
        matches!(self, Self::Paid | Self::PaidLate)
    }

    /// What the payer is told.
    pub fn for_payer(self) -> PayerStatus {
        match self {
            Self::Created | Self::Pending => PayerStatus::Confirming,
            Self::Paid | Self::PaidLate => PayerStatus::Paid,
            Self::Failed => PayerStatus::Failed,
            Self::Expired => PayerStatus::Expired,
            Self::NeedsReview => PayerStatus::Checking,
            Self::PaidSurplus | Self::RefundPending | Self::PartiallyRefunded => {
                PayerStatus::GoingBack
            }
            Self::Refunded => PayerStatus::Back,
        }
    }
}

impl PayerStatus {
    /// The sentence for the payer.
    pub fn key(self) -> Key {
        match self {
            Self::Confirming => msg::payment::STATUS_CONFIRMING,
            Self::Paid => msg::payment::STATUS_PAID,
            Self::Failed => msg::payment::STATUS_FAILED,
            Self::Expired => msg::payment::STATUS_EXPIRED,
            Self::Checking => msg::payment::STATUS_CHECKING,
            Self::GoingBack => msg::payment::STATUS_GOING_BACK,
            Self::Back => msg::payment::STATUS_BACK,
        }
    }
}
