//! What is owed, how it was tried, what gateways said, and the double-entry ledger.

mod alert;
mod attempt;
mod ledger;
mod notice;
mod obligation;

pub use alert::{NewAlert, alerts, raise};
pub use attempt::{
    AttemptRow, NewAttempt, add_attempt, find_attempt, is_any_question_due, lease_due_attempts,
    list_attempts, mark_returned, plan_query, record_attempt,
};
pub use ledger::{
    RefundRow, balances, first_unbalanced, list_refunds, post, request_surplus_refund,
};
pub use notice::{NoticeRow, add_notice, count_unbelieved, forget_unbelieved, judge_notice};
pub use obligation::{
    ObligationRow, add_obligation, find_obligation, lock_obligation, settle_obligation,
    update_obligation,
};
