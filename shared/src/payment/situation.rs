//! What the payer is told: one answer for all that was tried.

use super::fact::FailureCode;
use super::state::{AttemptState, ObligationState};
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// One try to pay, as the payer's page sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Try {
    /// Where it stands.
    pub state: AttemptState,
    /// Until when the gateway takes money for it.
    pub expires_at: Instant,
    /// Whether the payer's browser has come back from the gateway.
    pub is_back: bool,
    /// Why it failed, if it did.
    pub failure: Option<FailureCode>,
}

/// Where the payer stands, and with it what there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Situation {
    /// Nothing has been tried.
    ToPay,
    /// Sent off and not yet back: it can be continued.
    UnderWay {
        /// Until then.
        until: Instant,
    },
    /// Back from the gateway, whose word is still to come.
    Confirming {
        /// Whether the gateway takes no more money for it, so that another try is sensible.
        is_over: bool,
    },
    /// No money was taken; try again.
    Failed(FailureCode),
    /// The time to pay is over; try again.
    Expired,
    /// We look into it; do not pay again.
    Checking,
    /// It is paid.
    Paid,
    /// No longer owed.
    NotOwed,
    /// It was paid, and has gone back.
    Refunded,
}

impl Situation {
    /// Of an obligation and its tries, oldest first.
    pub fn of(obligation: ObligationState, tries: &[Try], now: Instant) -> Self {
        match obligation {
            ObligationState::Settled => return Self::Paid,
            ObligationState::Cancelled => return Self::NotOwed,
            ObligationState::Refunded => return Self::Refunded,
            ObligationState::Open => {}
        }
        if tries.iter().any(|one| one.state == AttemptState::NeedsReview) {
            return Self::Checking;
        }
        let is_running = |one: &&Try| one.state.is_open() && now < one.expires_at;
        if let Some(running) = tries.iter().rev().find(is_running) {
            return if running.is_back {
                Self::Confirming { is_over: false }
            } else {
                Self::UnderWay { until: running.expires_at }
            };
        }
        if tries.iter().any(|one| one.state.is_open() && one.is_back) {
            return Self::Confirming { is_over: true };
        }
        let Some(last) = tries.last() else { return Self::ToPay };
        match last.state {
            AttemptState::Created | AttemptState::Pending | AttemptState::Expired => Self::Expired,
            AttemptState::Failed => Self::Failed(last.failure.unwrap_or(FailureCode::Other)),
            // Money that settled nothing while the fee is owed: a person has to look.
            AttemptState::Paid
            | AttemptState::PaidLate
            | AttemptState::PaidSurplus
            | AttemptState::NeedsReview
            | AttemptState::RefundPending
            | AttemptState::PartiallyRefunded
            | AttemptState::Refunded => Self::Checking,
        }
    }

    /// Whether the payer may begin to pay, or continue.
    pub fn can_pay(self) -> bool {
        match self {
            Self::ToPay | Self::UnderWay { .. } | Self::Failed(_) | Self::Expired => true,
            Self::Confirming { is_over } => is_over,
            Self::Checking | Self::Paid | Self::NotOwed | Self::Refunded => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn now() -> Instant {
        "2026-01-05T03:30:00Z".parse().unwrap()
    }

    fn one(state: AttemptState, minutes_left: i64, is_back: bool) -> Try {
        Try { state, expires_at: now() + TimeDelta::minutes(minutes_left), is_back, failure: None }
    }

    fn open(tries: &[Try]) -> Situation {
        Situation::of(ObligationState::Open, tries, now())
    }

    #[test]
    fn the_payer_is_never_asked_to_pay_what_may_be_paid() {
        use AttemptState as S;

        assert_eq!(open(&[]), Situation::ToPay);
        let until = now() + TimeDelta::minutes(5);
        assert_eq!(open(&[one(S::Pending, 5, false)]), Situation::UnderWay { until });
        let back = one(S::Pending, 5, true);
        assert_eq!(open(std::slice::from_ref(&back)), Situation::Confirming { is_over: false });
        // A later failure in another tab does not hide the try that is still open.
        assert_eq!(
            open(&[back, one(S::Failed, 7, true)]),
            Situation::Confirming { is_over: false }
        );
        let silent = [one(S::Pending, -1, true)];
        assert_eq!(open(&silent), Situation::Confirming { is_over: true });
        let doubt = [one(S::NeedsReview, -9, true), one(S::Failed, 3, true)];
        assert_eq!(open(&doubt), Situation::Checking);
        assert!(!open(&doubt).can_pay());
    }

    #[test]
    fn whoever_failed_or_was_late_may_try_again() {
        use AttemptState as S;
        let mut failed = one(S::Failed, 3, true);
        failed.failure = Some(FailureCode::NotEnoughMoney);

        assert_eq!(open(&[failed]), Situation::Failed(FailureCode::NotEnoughMoney));
        assert_eq!(open(&[one(S::Expired, -3, false)]), Situation::Expired);
        assert_eq!(open(&[one(S::Pending, -3, false)]), Situation::Expired);
        assert!(open(&[one(S::Expired, -3, false)]).can_pay());
    }

    #[test]
    fn what_is_no_longer_owed_cannot_be_paid() {
        let pending = [one(AttemptState::Pending, 5, false)];
        for (state, said) in [
            (ObligationState::Settled, Situation::Paid),
            (ObligationState::Cancelled, Situation::NotOwed),
            (ObligationState::Refunded, Situation::Refunded),
        ] {
            assert_eq!(Situation::of(state, &pending, now()), said);
            assert!(!said.can_pay());
        }
    }
}
