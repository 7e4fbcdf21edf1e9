//! Money that goes back: asked for by one, agreed to by another, never more than came.

use super::decide::{Alert, Attempt, Obligation};
use super::fact::Outcome;
use super::ledger::{Account, Entry, hand_over, release};
use super::state::{
    ATTEMPT, AttemptAction, AttemptState, OBLIGATION, ObligationAction, ObligationState, REFUND,
    RefundAction, RefundState,
};
use super::timer::ladder_pause;
use crate::error::ErrorCode;
use crate::flow::Transition;
use crate::id::StaffId;
use crate::identity::Role;
use crate::money::Dong;
use crate::time::Instant;

/// One sum that goes back to one payer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// How much.
    pub amount: Dong,
    /// Whose money it was: the fee's or the surplus'.
    pub from: Account,
    /// Where it stands.
    pub state: RefundState,
    /// Who asked for it; `None` is the system, for a surplus.
    pub asked_by: Option<StaffId>,
    /// How often we have asked the gateway about it.
    pub queries: u32,
}

/// All that a step of a refund changes. Written in one transaction or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RefundDecision {
    /// The refund's step.
    pub refund: Option<Transition<RefundState, RefundAction>>,
    /// The attempt's step.
    pub attempt: Option<Transition<AttemptState, AttemptAction>>,
    /// The obligation's step.
    pub obligation: Option<Transition<ObligationState, ObligationAction>>,
    /// The posting; sums to zero.
    pub ledger: Vec<Entry>,
    /// When to ask the gateway how it went.
    pub query_at: Option<Instant>,
    /// What people should look at.
    pub alerts: Vec<Alert>,
}

/// A refund in its surroundings.
#[derive(Debug, Clone, Copy)]
pub struct RefundCase<'a> {
    /// What was paid.
    pub obligation: &'a Obligation,
    /// By which attempt.
    pub attempt: &'a Attempt,
    /// The refund in question.
    pub refund: &'a Refund,
    /// The other refunds of the same attempt.
    pub others: &'a [Refund],
}

/// What may still be asked back of an attempt.
pub fn available(attempt: &Attempt, refunds: &[Refund]) -> Dong {
    let bound = refunds.iter().filter(|refund| refund.state != RefundState::Rejected);
    attempt.received - bound.map(|refund| refund.amount).sum()
}

/// Asks for a refund. `seen` is what the asker believed to be available.
pub fn request_refund(
    attempt: &Attempt,
    refunds: &[Refund],
    amount: Dong,
    seen: Dong,
    by: StaffId,
) -> Result<Refund, ErrorCode> {
    let left = available(attempt, refunds);
    if seen != left {
        return Err(ErrorCode::RefundStale);
    }
    let decided = attempt.state != AttemptState::NeedsReview;
    if amount <= Dong::ZERO || amount > left || !decided {
        return Err(ErrorCode::RefundTooMuch);
    }
    let surplus = attempt.state == AttemptState::PaidSurplus;
    Ok(Refund {
        amount,
        from: if surplus { Account::Surplus } else { Account::Fee },
        state: RefundState::Requested,
        asked_by: Some(by),
        queries: 0,
    })
}

impl RefundCase<'_> {
    /// Agrees to a refund that somebody else asked for.
    pub fn approve(&self, by: StaffId) -> Result<RefundDecision, ErrorCode> {
        if self.refund.asked_by == Some(by) {
            return Err(ErrorCode::RefundSelfApproved);
        }
        let step = REFUND
            .step(self.refund.state, RefundAction::Approve, &[Role::Accountant])
            .map_err(|_| ErrorCode::PaymentNotOpen)?;
        Ok(RefundDecision {
            refund: Some(step),
            attempt: self.attempt_step(AttemptAction::AskRefund, Role::Accountant),
            ledger: hand_over(self.refund.from, Account::Refund, self.refund.amount),
            ..RefundDecision::default()
        })
    }

    /// What the gateway's word changes. `None` is silence, or a word that cannot be believed: the
    /// refund stays as it is and we ask; a second one is never sent meanwhile.
    pub fn decide(&self, word: Option<Outcome>, now: Instant) -> RefundDecision {
        let action = match word {
            Some(Outcome::RefundProcessing) => Some(RefundAction::Process),
            Some(Outcome::RefundSent) => Some(RefundAction::SendToBank),
            Some(Outcome::RefundRejected) => Some(RefundAction::Reject),
            _ => None,
        };
        let step = action.and_then(|a| REFUND.step(self.refund.state, a, &[Role::Gateway]).ok());
        match step.map(|step| (step, step.to())) {
            Some((step, RefundState::SentToBank)) => self.sent(step),
            Some((step, RefundState::Rejected)) => RefundDecision {
                refund: Some(step),
                ledger: hand_over(Account::Refund, self.refund.from, self.refund.amount),
                alerts: vec![Alert::RefundRejected],
                ..RefundDecision::default()
            },
            _ => self.ask_later(step, now),
        }
    }

    fn sent(&self, step: Transition<RefundState, RefundAction>) -> RefundDecision {
        let all_back = self.gone_back(|_| true) == self.attempt.received;
        let fee_back = self.gone_back(|from| from == Account::Fee) == self.obligation.amount;
        RefundDecision {
            refund: Some(step),
            attempt: self.attempt_step(
                if all_back { AttemptAction::RefundAll } else { AttemptAction::RefundPart },
                Role::Gateway,
            ),
            obligation: fee_back
                .then(|| {
                    let state = self.obligation.state;
                    OBLIGATION.step(state, ObligationAction::Refund, &[Role::Gateway]).ok()
                })
                .flatten(),
            ledger: release(Account::Refund, self.refund.amount),
            ..RefundDecision::default()
        }
    }

    fn ask_later(
        &self,
        step: Option<Transition<RefundState, RefundAction>>,
        now: Instant,
    ) -> RefundDecision {
        let state = step.map_or(self.refund.state, |step| step.to());
        if !matches!(state, RefundState::Submitted | RefundState::Processing) {
            return RefundDecision::default();
        }
        let query_at = ladder_pause(self.refund.queries).map(|pause| now + pause);
        let alerts = if query_at.is_none() { vec![Alert::GatewaySilent] } else { Vec::new() };
        RefundDecision { refund: step, query_at, alerts, ..RefundDecision::default() }
    }

    /// What has gone back, this refund included, counting the accounts that `counts`.
    fn gone_back(&self, counts: impl Fn(Account) -> bool) -> Dong {
        let gone =
            |r: &&Refund| matches!(r.state, RefundState::SentToBank | RefundState::Completed);
        self.others
            .iter()
            .filter(gone)
            .chain([self.refund])
            .filter(|refund| counts(refund.from))
            .map(|refund| refund.amount)
            .sum()
    }

    /// An attempt that settles shows only the fee's way back, not that of a second transfer.
    fn attempt_step(
        &self,
        action: AttemptAction,
        by: Role,
    ) -> Option<Transition<AttemptState, AttemptAction>> {
        if self.attempt.state.settles() && self.refund.from == Account::Surplus {
            return None;
        }
        ATTEMPT.step(self.attempt.state, action, &[by]).ok()
    }
}
