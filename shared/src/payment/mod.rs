//! Money owed for a dossier: what is owed, how it is tried, what a gateway's word changes.
//!
//! An *obligation* is what is owed; an *attempt* is one try to pay it at one gateway; a *fact* is
//! a verified statement by a gateway, bank or till. [`decide`] says what a fact changes.

mod decide;
mod fact;
pub mod fee;
mod ledger;
mod refund;
mod situation;
mod start;
mod state;
mod timer;
mod view;

#[cfg(test)]
mod tests;

pub use decide::{
    Alert, Attempt, AttemptChange, Decision, Obligation, RefundDue, decide, settlement_lacks,
};
pub use fact::{Fact, FailureCode, GatewayId, Outcome, Source, TxnRef, Verdict};
pub use ledger::{Account, Entry};
pub use refund::{Refund, RefundCase, RefundDecision, available, request_refund};
pub use situation::{Situation, Try};
pub use start::{StartAttempt, may_start_attempt, settle_nothing_due};
pub use state::{
    ATTEMPT, AttemptAction, AttemptState, OBLIGATION, ObligationAction, ObligationState,
    PayerStatus, REFUND, RefundAction, RefundState,
};
pub use timer::{
    EXPIRY_GRACE_SECONDS, LADDER_STEPS, QUERY_FLOOR_MINUTES, REDIRECT_MINUTES, Silence,
    after_return, after_silence, first_query, ladder_pause,
};
pub use view::{PaymentView, ReceiptView, SurplusView};
