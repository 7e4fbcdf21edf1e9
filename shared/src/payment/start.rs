//! Whether one may begin to pay.

use super::decide::{Attempt, Obligation};
use super::state::{AttemptState, OBLIGATION, ObligationAction, ObligationState};
use crate::error::ErrorCode;
use crate::flow::Transition;
use crate::id::AttemptId;
use crate::identity::Role;
use crate::time::Instant;

/// How a payer who wants to pay goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartAttempt {
    /// Make an attempt.
    New,
    /// One is under way or being looked into: offer to continue it.
    Continue(AttemptId),
}

/// Whether an attempt may be made. `another` is the payer's own word that they want one beside
/// the one under way; two successes stay possible and end in a refund.
pub fn may_start_attempt(
    obligation: &Obligation,
    attempts: &[Attempt],
    another: bool,
    now: Instant,
) -> Result<StartAttempt, ErrorCode> {
    match obligation.state {
        ObligationState::Open if !obligation.amount.is_zero() => {}
        ObligationState::Open | ObligationState::Settled => return Err(ErrorCode::PaymentSettled),
        ObligationState::Cancelled | ObligationState::Refunded => {
            return Err(ErrorCode::PaymentNotOpen);
        }
    }
    let under_way = attempts.iter().rev().find(|attempt| match attempt.state {
        AttemptState::NeedsReview => true,
        state => state.is_open() && now < attempt.expires_at,
    });
    Ok(match under_way {
        Some(attempt) if !another => StartAttempt::Continue(attempt.id),
        _ => StartAttempt::New,
    })
}

/// A fee of nothing is settled by rule, without an attempt.
pub fn settle_nothing_due(
    obligation: &Obligation,
) -> Option<Transition<ObligationState, ObligationAction>> {
    if !obligation.amount.is_zero() {
        return None;
    }
    OBLIGATION.step(obligation.state, ObligationAction::Settle, &[Role::Clock]).ok()
}
