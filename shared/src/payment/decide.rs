//! What a fact changes: the table of protocols.md §4.4, as one pure function.
//!
//! The service stores what came, locks, asks this, writes everything it says in one transaction,
//! commits, and only then answers the gateway.

use super::fact::{Fact, FailureCode, GatewayId, Outcome, Source, TxnRef, Verdict};
use super::ledger::{Account, Entry, receive, release};
use super::state::{
    ATTEMPT, AttemptAction, AttemptState, OBLIGATION, ObligationAction, ObligationState, named,
};
use super::timer::{ask_soon, first_query, ladder_pause};
use crate::flow::Transition;
use crate::id::{AttemptId, ObligationId};
use crate::identity::Role;
use crate::money::Dong;
use crate::time::Instant;

/// What is owed, as the decision sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligation {
    /// Its id.
    pub id: ObligationId,
    /// How much.
    pub amount: Dong,
    /// Where it stands.
    pub state: ObligationState,
}

/// One try to pay it, as the decision sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Its id.
    pub id: AttemptId,
    /// At whom.
    pub gateway: GatewayId,
    /// Our number of it there.
    pub txn_ref: TxnRef,
    /// What we asked for.
    pub amount: Dong,
    /// Where it stands.
    pub state: AttemptState,
    /// When it can no longer be paid in the ordinary way.
    pub expires_at: Instant,
    /// All money booked for it so far, in whichever account.
    pub received: Dong,
    /// The gateway's number of the first money.
    pub gateway_txn_id: Option<String>,
    /// How often we have asked about it.
    pub queries: u32,
    /// When we last asked.
    pub queried_at: Option<Instant>,
    /// When we mean to ask next.
    pub query_at: Option<Instant>,
}

/// What an attempt's row becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptChange {
    /// Which attempt.
    pub id: AttemptId,
    /// The step it takes; `None` where only the figures change.
    pub step: Option<Transition<AttemptState, AttemptAction>>,
    /// The new total received.
    pub received: Dong,
    /// The gateway's number of the first money.
    pub gateway_txn_id: Option<String>,
    /// Why it failed, if it did.
    pub failure: Option<FailureCode>,
    /// When to ask the gateway next; `None` is never.
    pub query_at: Option<Instant>,
}

/// Money that has to go back: a refund that the system asks for and a person approves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundDue {
    /// The attempt it came by.
    pub attempt: AttemptId,
    /// The gateway's or bank's number of the money, where known.
    pub gateway_txn_id: Option<String>,
    /// How much.
    pub amount: Dong,
}

named! {
    /// What a person should look at.
    Alert {
        /// A verified fact about no attempt of ours.
        UnknownOrder = "unknown_order",
        /// A verified amount that is not the one we asked for.
        WrongAmount = "wrong_amount",
        /// Success for an attempt that was reported failed.
        SuccessAfterFailure = "success_after_failure",
        /// Success after the time to pay.
        Late = "late",
        /// The gateway suspects fraud, or took the money back.
        Suspicious = "suspicious",
        /// The gateway contradicts a payment that we hold: never undone by a machine.
        Contradiction = "contradiction",
        /// A settlement file knew of money before we did.
        FoundBySettlement = "found_by_settlement",
        /// A settlement file lacks money that we hold.
        MissingInSettlement = "missing_in_settlement",
        /// A day of questions brought no final answer.
        GatewaySilent = "gateway_silent",
        /// The gateway refused to give money back.
        RefundRejected = "refund_rejected",
    }
}

/// All that follows from one fact. Written in one transaction or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What the gateway is answered, once committed.
    pub verdict: Verdict,
    /// The attempt as it must be written, if anything about it changes.
    pub attempt: Option<AttemptChange>,
    /// The obligation's step, if it takes one.
    pub obligation: Option<Transition<ObligationState, ObligationAction>>,
    /// Money that has to go back.
    pub refund_due: Option<RefundDue>,
    /// Whether receipts are issued: once an obligation.
    pub issue_receipt: bool,
    /// What people should look at.
    pub alerts: Vec<Alert>,
    /// The posting; sums to zero.
    pub ledger: Vec<Entry>,
}

/// Decides what `fact` changes. `attempts` are all attempts of the obligation.
pub fn decide(
    obligation: &Obligation,
    attempts: &[Attempt],
    fact: &Fact,
    now: Instant,
) -> Decision {
    let ours = |a: &&Attempt| a.gateway == fact.gateway && a.txn_ref == fact.txn_ref;
    let Some(attempt) = attempts.iter().find(ours) else {
        return Decision::nothing(Verdict::UnknownOrder).with_alert(Alert::UnknownOrder);
    };
    let case = Case { obligation, attempt, fact, now };
    let mut decision = match attempt.state {
        AttemptState::Created | AttemptState::Pending => case.while_open(),
        AttemptState::Failed => case.after_failure(),
        AttemptState::Expired => case.after_expiry(),
        AttemptState::NeedsReview => case.under_review(),
        AttemptState::Paid
        | AttemptState::PaidLate
        | AttemptState::PaidSurplus
        | AttemptState::RefundPending
        | AttemptState::PartiallyRefunded
        | AttemptState::Refunded => case.with_money(),
    };
    if fact.source == Source::Notice && !case.amount_is_right() {
        decision.verdict = Verdict::WrongAmount;
        if !decision.alerts.contains(&Alert::WrongAmount) {
            decision.alerts.push(Alert::WrongAmount);
        }
    }
    decision
}

/// A settlement file that should name this attempt and does not.
pub fn settlement_lacks(attempt: &Attempt) -> Option<Alert> {
    (attempt.received > Dong::ZERO).then_some(Alert::MissingInSettlement)
}

impl Decision {
    fn nothing(verdict: Verdict) -> Self {
        Self {
            verdict,
            attempt: None,
            obligation: None,
            refund_due: None,
            issue_receipt: false,
            alerts: Vec::new(),
            ledger: Vec::new(),
        }
    }

    fn with_alert(mut self, alert: Alert) -> Self {
        self.alerts.push(alert);
        self
    }

    fn with_verdict(mut self, verdict: Verdict) -> Self {
        self.verdict = verdict;
        self
    }
}

struct Case<'a> {
    obligation: &'a Obligation,
    attempt: &'a Attempt,
    fact: &'a Fact,
    now: Instant,
}

impl Case<'_> {
    fn while_open(&self) -> Decision {
        if self.fact.source == Source::Notice && !self.amount_is_right() {
            return Decision::nothing(Verdict::WrongAmount);
        }
        match self.fact.outcome {
            Outcome::Paid if self.amount_is_right() => self.settle_in_time(),
            Outcome::Paid if self.is_too_much_by_bank() => self.settle_in_time(),
            Outcome::Paid => self.hold().with_alert(Alert::WrongAmount),
            Outcome::Failed(code) => self.fail(code),
            Outcome::Pending => self.wait(),
            Outcome::Suspicious | Outcome::Reversed => {
                self.step(AttemptAction::Review).with_alert(Alert::Suspicious)
            }
            Outcome::UnknownThere if self.now >= self.attempt.expires_at => {
                self.step(AttemptAction::Expire)
            }
            Outcome::UnknownThere => self.plan(Some(first_query(self.attempt.expires_at))),
            Outcome::RefundProcessing | Outcome::RefundSent | Outcome::RefundRejected => {
                self.keep().with_alert(Alert::Contradiction)
            }
        }
    }

    fn after_failure(&self) -> Decision {
        match self.fact.outcome {
            // A signed success: never lost, but the gateway has to repeat it when asked.
            Outcome::Paid if self.amount_is_right() => {
                let mut decision = self.step(AttemptAction::Review);
                if let Some(change) = &mut decision.attempt {
                    change.query_at = Some(ask_soon(self.attempt, self.now));
                }
                decision.with_verdict(Verdict::AlreadyKnown).with_alert(Alert::SuccessAfterFailure)
            }
            Outcome::Paid => self.hold().with_alert(Alert::WrongAmount),
            Outcome::Suspicious | Outcome::Reversed => self
                .step(AttemptAction::Review)
                .with_verdict(Verdict::AlreadyKnown)
                .with_alert(Alert::Suspicious),
            _ => self.keep(),
        }
    }

    fn after_expiry(&self) -> Decision {
        match self.fact.outcome {
            Outcome::Paid if self.amount_is_right() => {
                self.settle(AttemptAction::ConfirmLate).with_alert(Alert::Late)
            }
            Outcome::Paid => self.hold().with_alert(Alert::WrongAmount),
            Outcome::Suspicious | Outcome::Reversed => self
                .step(AttemptAction::Review)
                .with_verdict(Verdict::AlreadyKnown)
                .with_alert(Alert::Suspicious),
            _ => self.keep(),
        }
    }

    /// Only what the gateway says when asked (or a bank, a file, a till) resolves a doubt.
    fn under_review(&self) -> Decision {
        if self.fact.source == Source::Notice {
            return self.keep();
        }
        match self.fact.outcome {
            Outcome::Paid if self.is_known_credit() => self.keep(),
            Outcome::Paid if self.amount_is_right() => self.settle(AttemptAction::ConfirmLate),
            Outcome::Paid => self.hold(),
            Outcome::Failed(code) => self.fail(code),
            _ => self.plan(self.next_on_ladder()),
        }
    }

    /// Paid, surplus, or on its way back: nothing undoes that by machine.
    fn with_money(&self) -> Decision {
        let settled = self.attempt.state.settles();
        match self.fact.outcome {
            Outcome::Paid if self.is_second_credit() => self.second_credit(),
            Outcome::Paid if !self.amount_is_right() => self.keep().with_alert(Alert::WrongAmount),
            Outcome::Paid if self.is_other_money() => self.keep().with_alert(Alert::Contradiction),
            Outcome::Suspicious | Outcome::Reversed => self.keep().with_alert(Alert::Suspicious),
            Outcome::Failed(_) | Outcome::UnknownThere
                if settled || self.attempt.state == AttemptState::PaidSurplus =>
            {
                self.keep().with_alert(Alert::Contradiction)
            }
            _ => self.keep(),
        }
    }

    fn settle_in_time(&self) -> Decision {
        if self.fact.source == Source::Settlement {
            return self.settle(AttemptAction::ConfirmLate).with_alert(Alert::FoundBySettlement);
        }
        self.settle(AttemptAction::Confirm)
    }

    /// The money came. What is still owed is paid by it; what is not owed goes back.
    fn settle(&self, when_owed: AttemptAction) -> Decision {
        let stated = self.stated();
        let owed = match self.obligation.state {
            ObligationState::Open if self.obligation.amount == self.attempt.amount => {
                self.attempt.amount
            }
            _ => Dong::ZERO,
        };
        let settles = !owed.is_zero();
        let surplus = stated - owed;
        let mut decision =
            self.step(if settles { when_owed } else { AttemptAction::ConfirmSurplus });
        decision.ledger = [
            release(Account::Unmatched, self.attempt.received),
            receive(Account::Fee, owed),
            receive(Account::Surplus, surplus),
        ]
        .concat();
        decision.set_received(stated);
        decision.refund_due = self.refund_due(surplus);
        decision.issue_receipt = settles;
        decision.obligation = settles.then(|| {
            OBLIGATION
                .step(self.obligation.state, ObligationAction::Settle, &[Role::Gateway])
                .expect("an open obligation can be settled")
        });
        decision
    }

    /// Money of the wrong amount: somebody's, until a person decides whose. A notice alone is
    /// not booked; the answer to our question is.
    fn hold(&self) -> Decision {
        let before = self.attempt.received;
        let total = match self.fact.source {
            Source::Notice => before,
            _ if self.is_by_bank() => before + self.stated(),
            _ => self.stated(),
        };
        let mut decision = match self.attempt.state {
            AttemptState::NeedsReview => self.plan(None),
            _ => self.step(AttemptAction::Review),
        };
        if let (Source::Notice, Some(change)) = (self.fact.source, &mut decision.attempt) {
            change.query_at = Some(ask_soon(self.attempt, self.now));
        }
        decision.ledger = receive(Account::Unmatched, total - before);
        decision.set_received(total);
        decision
    }

    fn fail(&self, code: FailureCode) -> Decision {
        let mut decision = self.step(AttemptAction::Fail);
        decision.ledger = release(Account::Unmatched, self.attempt.received);
        decision.set_received(Dong::ZERO);
        if let Some(change) = &mut decision.attempt {
            change.failure = Some(code);
        }
        decision
    }

    fn second_credit(&self) -> Decision {
        let mut decision = self.plan(self.attempt.query_at);
        decision.ledger = receive(Account::Surplus, self.stated());
        decision.set_received(self.attempt.received + self.stated());
        decision.refund_due = self.refund_due(self.stated());
        decision
    }

    fn wait(&self) -> Decision {
        if self.fact.source != Source::Query {
            return self.plan(Some(ask_soon(self.attempt, self.now)));
        }
        let next = self.next_on_ladder();
        let decision = self.plan(next);
        if next.is_none() { decision.with_alert(Alert::GatewaySilent) } else { decision }
    }

    fn next_on_ladder(&self) -> Option<Instant> {
        ladder_pause(self.attempt.queries).map(|pause| self.now + pause)
    }

    fn refund_due(&self, amount: Dong) -> Option<RefundDue> {
        (amount > Dong::ZERO).then(|| RefundDue {
            attempt: self.attempt.id,
            gateway_txn_id: self.fact.gateway_txn_id.clone(),
            amount,
        })
    }

    fn keep(&self) -> Decision {
        let open = self.attempt.state.is_open();
        Decision::nothing(if open { Verdict::Applied } else { Verdict::AlreadyKnown })
    }

    fn plan(&self, query_at: Option<Instant>) -> Decision {
        let mut decision = Decision::nothing(Verdict::Applied);
        decision.attempt = Some(AttemptChange {
            id: self.attempt.id,
            step: None,
            received: self.attempt.received,
            gateway_txn_id: self.attempt.gateway_txn_id.clone(),
            failure: None,
            query_at,
        });
        decision
    }

    fn step(&self, action: AttemptAction) -> Decision {
        let step = ATTEMPT
            .step(self.attempt.state, action, &[Role::Gateway])
            .expect("decide takes only steps of the table; a test tries every state and fact");
        let mut decision = self.plan(None);
        if let Some(change) = &mut decision.attempt {
            change.step = Some(step);
            if change.gateway_txn_id.is_none() {
                change.gateway_txn_id.clone_from(&self.fact.gateway_txn_id);
            }
        }
        decision
    }

    fn stated(&self) -> Dong {
        self.fact.amount.unwrap_or_default()
    }

    fn amount_is_right(&self) -> bool {
        self.fact.amount == Some(self.attempt.amount)
    }

    fn is_by_bank(&self) -> bool {
        matches!(self.fact.source, Source::BankNotice | Source::Statement)
    }

    fn is_too_much_by_bank(&self) -> bool {
        self.is_by_bank() && self.fact.amount > Some(self.attempt.amount)
    }

    fn is_other_money(&self) -> bool {
        let (known, said) = (&self.attempt.gateway_txn_id, &self.fact.gateway_txn_id);
        known.is_some() && said.is_some() && known != said
    }

    fn is_second_credit(&self) -> bool {
        self.is_by_bank() && self.is_other_money()
    }

    fn is_known_credit(&self) -> bool {
        self.is_by_bank() && self.attempt.gateway_txn_id == self.fact.gateway_txn_id
    }
}

impl Decision {
    fn set_received(&mut self, received: Dong) {
        if let Some(change) = &mut self.attempt {
            change.received = received;
        }
    }
}
