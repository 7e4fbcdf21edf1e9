//! A small world that writes down what is decided, as a service would, and checks what must hold
//! after every step.

use crate::id::{AttemptId, ObligationId};
use crate::money::Dong;
use crate::payment::*;
use crate::time::Instant;
use chrono::TimeDelta;
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) const FEE: Dong = Dong(150_000);

pub(super) fn start() -> Instant {
    "2026-01-05T03:30:00Z".parse().unwrap()
}

pub(super) struct World {
    pub(super) obligation: Obligation,
    pub(super) attempts: Vec<Attempt>,
    pub(super) balance: BTreeMap<Account, Dong>,
    pub(super) receipts: usize,
    pub(super) settled: usize,
    pub(super) alerts: Vec<Alert>,
    pub(super) due: Vec<RefundDue>,
}

pub(super) fn attempt(number: u128, gateway: GatewayId, txn_ref: &str) -> Attempt {
    let life = if gateway == GatewayId::Vietqr { 86_400 } else { 900 };
    let expires_at = start() + TimeDelta::seconds(life);
    Attempt {
        id: AttemptId(Uuid::from_u128(number)),
        gateway,
        txn_ref: TxnRef(txn_ref.to_owned()),
        amount: FEE,
        state: AttemptState::Pending,
        expires_at,
        received: Dong::ZERO,
        gateway_txn_id: None,
        queries: 0,
        queried_at: None,
        query_at: Some(first_query(expires_at)),
    }
}

impl World {
    pub(super) fn new(state: ObligationState, attempts: Vec<Attempt>) -> Self {
        Self {
            obligation: Obligation { id: ObligationId(Uuid::from_u128(1)), amount: FEE, state },
            attempts,
            balance: BTreeMap::new(),
            receipts: 0,
            settled: 0,
            alerts: Vec::new(),
            due: Vec::new(),
        }
    }

    pub(super) fn hear(&mut self, fact: &Fact, now: Instant) -> Decision {
        if fact.source == Source::Query {
            self.asked(&fact.txn_ref, now);
        }
        let decision = decide(&self.obligation, &self.attempts, fact, now);
        self.book(&decision.ledger);
        if let Some(change) = &decision.attempt {
            let attempt = self.attempts.iter_mut().find(|a| a.id == change.id).unwrap();
            if let Some(step) = change.step {
                assert_eq!(step.from(), attempt.state);
                attempt.state = step.to();
            }
            attempt.received = change.received;
            attempt.gateway_txn_id.clone_from(&change.gateway_txn_id);
            attempt.query_at = change.query_at;
        }
        if let Some(step) = decision.obligation {
            assert_eq!(step.from(), self.obligation.state);
            self.obligation.state = step.to();
            self.settled += usize::from(step.to() == ObligationState::Settled);
        }
        self.receipts += usize::from(decision.issue_receipt);
        self.alerts.extend(&decision.alerts);
        self.due.extend(decision.refund_due.clone());
        self.check();
        decision
    }

    pub(super) fn asked(&mut self, txn_ref: &TxnRef, now: Instant) {
        if let Some(attempt) = self.attempts.iter_mut().find(|a| a.txn_ref == *txn_ref) {
            attempt.queries += 1;
            attempt.queried_at = Some(now);
        }
    }

    pub(super) fn book(&mut self, posting: &[Entry]) {
        assert!(posting.iter().map(|e| e.amount).sum::<Dong>().is_zero(), "{posting:?}");
        for entry in posting {
            let account = self.balance.entry(entry.account).or_default();
            *account = *account + entry.amount;
        }
    }

    pub(super) fn of(&self, account: Account) -> Dong {
        self.balance.get(&account).copied().unwrap_or_default()
    }

    /// Invariants 4, 5 and 6.
    fn check(&self) {
        assert!(self.receipts <= 1 && self.settled <= 1);
        assert!(self.attempts.iter().filter(|a| a.state.settles()).count() <= 1);
        assert!(self.balance.values().copied().sum::<Dong>().is_zero());
        for owner in [Account::Fee, Account::Surplus, Account::Unmatched, Account::Refund] {
            assert!(self.of(owner) <= Dong::ZERO, "{owner:?} owes money");
        }
        assert!(self.of(Account::Fee) >= -self.obligation.amount, "a fee was taken twice");
    }
}
