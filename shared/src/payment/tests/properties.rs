//! The invariants of protocols.md §4.5. Number 1 (no browser input leads to paid) is a matter of
//! types: a return makes no [`Fact`]. Number 12 (answer after commit) is tested in `services`.

use super::world::{FEE, World, attempt, start};
use crate::error::ErrorCode;
use crate::flow::Flow;
use crate::id::StaffId;
use crate::identity::Role;
use crate::money::Dong;
use crate::payment::*;
use chrono::TimeDelta;
use proptest::prelude::*;
use uuid::Uuid;

const OUTCOMES: [Outcome; 9] = [
    Outcome::Paid,
    Outcome::Pending,
    Outcome::Failed(FailureCode::CancelledByPayer),
    Outcome::Suspicious,
    Outcome::Reversed,
    Outcome::UnknownThere,
    Outcome::RefundProcessing,
    Outcome::RefundSent,
    Outcome::RefundRejected,
];
const AMOUNTS: [Option<Dong>; 4] = [Some(FEE), Some(Dong(140_000)), Some(Dong(200_000)), None];

fn fact(name: &str, outcome: Outcome, amount: Option<Dong>, source: Source) -> Fact {
    Fact {
        gateway: GatewayId::Vnpay,
        txn_ref: TxnRef(name.to_owned()),
        gateway_txn_id: Some(format!("G{name}")),
        amount,
        outcome,
        at: None,
        source,
    }
}

#[test]
fn the_machines_are_well_formed() {
    use {AttemptState as A, ObligationState as O, RefundState as R};
    let ends = [A::Paid, A::PaidLate, A::Failed, A::Expired, A::PartiallyRefunded, A::Refunded];
    ATTEMPT.check_shape(A::Created, &ends).unwrap();
    OBLIGATION.check_shape(O::Open, &[O::Settled, O::Cancelled, O::Refunded]).unwrap();
    REFUND.check_shape(R::Requested, &[R::Completed, R::Rejected]).unwrap();
}

#[test]
fn the_drawing_in_the_docs_is_current() {
    fn named<S, A>(name: &str, flow: &Flow<S, A, Role>) -> String
    where
        S: Copy + PartialEq + std::fmt::Debug,
        A: Copy + PartialEq + std::fmt::Debug,
    {
        format!("\n## {name}\n\n{}", flow.drawing())
    }
    let drawn = [
        "# Payment: what is owed, one try to pay it, one sum going back\n".to_owned(),
        named("Obligation", &OBLIGATION),
        named("Attempt", &ATTEMPT),
        named("Refund", &REFUND),
    ]
    .concat();

    assert_eq!(include_str!("../../../../docs/states/payment.md"), drawn, "write this:\n{drawn}");
}

/// Every state, obligation, outcome, source and amount: the table is total, and its corners hold.
#[test]
fn nothing_that_can_be_said_breaks_the_rules() {
    for state in AttemptState::ALL.iter().copied() {
        for owed in ObligationState::ALL.iter().copied() {
            for outcome in OUTCOMES {
                for source in Source::ALL.iter().copied() {
                    for amount in AMOUNTS {
                        check_one(state, owed, &fact("T1", outcome, amount, source));
                    }
                }
            }
        }
    }
}

fn check_one(state: AttemptState, owed: ObligationState, said: &Fact) {
    let mut tried = attempt(1, GatewayId::Vnpay, "T1");
    tried.state = state;
    if !state.is_open() && !matches!(state, AttemptState::Failed | AttemptState::Expired) {
        tried.received = FEE;
    }
    let obligation = Obligation { state: owed, ..World::new(owed, Vec::new()).obligation };
    let before_expiry = start() + TimeDelta::seconds(10);
    let case = format!("{state:?} {owed:?} {said:?}");

    let decision = decide(&obligation, &[tried.clone()], said, before_expiry);

    let to = decision.attempt.as_ref().and_then(|c| c.step).map_or(state, |step| step.to());
    let total: Dong = decision.ledger.iter().map(|entry| entry.amount).sum();
    assert!(total.is_zero(), "{case}");
    // 2: paid needs a verified fact of the equal amount (or a bank's credit that covers it).
    if to.settles() && to != state {
        let by_bank = matches!(said.source, Source::BankNotice | Source::Statement);
        assert_eq!(said.outcome, Outcome::Paid, "{case}");
        assert!(said.amount == Some(FEE) || by_bank && said.amount > Some(FEE), "{case}");
    }
    // 5: nothing is settled that is not open, and receipts go with settling.
    assert_eq!(decision.obligation.is_some(), decision.issue_receipt, "{case}");
    assert!(decision.obligation.is_none() || owed == ObligationState::Open, "{case}");
    // 7: nothing expires before its time.
    assert!(to != AttemptState::Expired || state == AttemptState::Expired, "{case}");
    // 8: no machine turns paid into unpaid.
    assert!(!state.settles() || to == state, "{case}");
    // A notice of another amount changes no open attempt and is answered as such.
    if said.source == Source::Notice && said.amount != Some(FEE) {
        assert_eq!(decision.verdict, Verdict::WrongAmount, "{case}");
        assert!(decision.alerts.contains(&Alert::WrongAmount), "{case}");
        assert!(!state.is_open() || to == state, "{case}");
    }
}

#[test]
fn a_fact_about_nobody_is_told_to_people() {
    let world = World::new(ObligationState::Open, vec![attempt(1, GatewayId::Vnpay, "T1")]);
    let said = fact("T9", Outcome::Paid, Some(FEE), Source::Notice);

    let decision = decide(&world.obligation, &world.attempts, &said, start());

    assert_eq!(decision.verdict, Verdict::UnknownOrder);
    assert_eq!(decision.alerts, [Alert::UnknownOrder]);
    assert_eq!((decision.attempt, decision.obligation), (None, None));
}

#[test]
fn money_for_another_amount_than_is_owed_now_goes_back() {
    let mut world = World::new(ObligationState::Open, vec![attempt(1, GatewayId::Vnpay, "T1")]);
    world.obligation.amount = Dong(200_000);

    world.hear(&fact("T1", Outcome::Paid, Some(FEE), Source::Notice), start());

    assert_eq!(world.attempts[0].state, AttemptState::PaidSurplus);
    assert_eq!((world.obligation.state, world.receipts), (ObligationState::Open, 0));
    assert_eq!(world.due[0].amount, FEE);
}

#[test]
fn a_doubt_is_resolved_by_asking_and_not_by_another_notice() {
    let mut world = World::new(ObligationState::Open, vec![attempt(1, GatewayId::Vnpay, "T1")]);
    let failed = Outcome::Failed(FailureCode::Other);
    world.hear(&fact("T1", failed, Some(FEE), Source::Notice), start());
    let paid = fact("T1", Outcome::Paid, Some(FEE), Source::Notice);

    for _ in 0..2 {
        assert_eq!(world.hear(&paid, start()).verdict, Verdict::AlreadyKnown);
        assert_eq!(world.attempts[0].state, AttemptState::NeedsReview);
        assert!(world.attempts[0].query_at.is_some());
    }
    world.hear(&Fact { source: Source::Query, ..paid }, start());

    assert_eq!(world.attempts[0].state, AttemptState::PaidLate);
    assert_eq!((world.obligation.state, world.receipts), (ObligationState::Settled, 1));
}

#[test]
fn a_credit_under_review_is_counted_once() {
    let mut world = World::new(ObligationState::Open, vec![attempt(1, GatewayId::Vnpay, "T1")]);
    let short = fact("T1", Outcome::Paid, Some(Dong(100_000)), Source::BankNotice);

    for _ in 0..2 {
        world.hear(&short, start());
        assert_eq!(world.of(Account::Unmatched), Dong(-100_000));
    }
    let rest = Fact { gateway_txn_id: Some("B2".to_owned()), amount: Some(Dong(50_000)), ..short };
    world.hear(&rest, start());

    assert_eq!(world.of(Account::Unmatched), Dong(-150_000));
    assert_eq!(world.attempts[0].state, AttemptState::NeedsReview);
}

#[test]
fn an_attempt_expires_only_when_the_gateway_knows_nothing_after_its_time() {
    let unknown = fact("T1", Outcome::UnknownThere, None, Source::Query);
    let state_after = |seconds| {
        let mut world = World::new(ObligationState::Open, vec![attempt(1, GatewayId::Vnpay, "T1")]);
        world.hear(&unknown, start() + TimeDelta::seconds(seconds));
        (world.attempts[0].state, world.attempts[0].query_at)
    };

    let expires = start() + TimeDelta::seconds(900);
    assert_eq!(state_after(899), (AttemptState::Pending, Some(first_query(expires))));
    assert_eq!(state_after(900), (AttemptState::Expired, None));
}

#[test]
fn the_ladder_is_five_ten_twenty_forty_then_hourly_for_a_day_then_a_person() {
    let minutes: Vec<i64> = (1..=6).map(|n| ladder_pause(n).unwrap().num_minutes()).collect();
    assert_eq!(minutes, [5, 10, 20, 40, 60, 60]);
    assert_eq!(ladder_pause(LADDER_STEPS).unwrap().num_minutes(), 60);
    assert_eq!(ladder_pause(LADDER_STEPS + 1), None);
    let whole: TimeDelta = (5..=LADDER_STEPS).map(|n| ladder_pause(n).unwrap()).sum();
    assert_eq!(whole.num_hours(), 24);

    let mut silent = attempt(1, GatewayId::Vnpay, "T1");
    silent.queries = LADDER_STEPS + 1;
    assert_eq!(after_silence(&silent, start()), Silence::TellPerson);
    let mut world = World::new(ObligationState::Open, vec![silent]);
    world.hear(&fact("T1", Outcome::Pending, Some(FEE), Source::Query), start());
    assert_eq!(world.alerts, [Alert::GatewaySilent]);
}

#[test]
fn the_gateway_is_never_asked_twice_in_five_minutes() {
    let mut asked = attempt(1, GatewayId::Vnpay, "T1");
    let now = start() + TimeDelta::seconds(60);

    assert_eq!(after_return(&asked, now), Some(now + TimeDelta::seconds(3)));
    asked.queried_at = Some(now);
    let floor = now + TimeDelta::minutes(QUERY_FLOOR_MINUTES);
    assert_eq!(after_return(&asked, now + TimeDelta::seconds(30)), Some(floor));
    asked.state = AttemptState::Paid;
    asked.query_at = None;
    assert_eq!(after_return(&asked, now), None);
}

/// 10 and 11.
#[test]
fn one_starts_to_pay_only_what_is_owed() {
    let now = start();
    let under_way = attempt(1, GatewayId::Vnpay, "T1");
    let start_with = |state, attempts: &[Attempt], another| {
        let world = World::new(state, Vec::new());
        may_start_attempt(&world.obligation, attempts, another, now)
    };
    let open = ObligationState::Open;

    assert_eq!(start_with(open, &[], false), Ok(StartAttempt::New));
    let resumed = StartAttempt::Continue(under_way.id);
    assert_eq!(start_with(open, std::slice::from_ref(&under_way), false), Ok(resumed));
    assert_eq!(start_with(open, std::slice::from_ref(&under_way), true), Ok(StartAttempt::New));
    let over = Attempt { expires_at: now, ..under_way.clone() };
    assert_eq!(start_with(open, &[over], false), Ok(StartAttempt::New));
    for (state, code) in [
        (ObligationState::Settled, ErrorCode::PaymentSettled),
        (ObligationState::Cancelled, ErrorCode::PaymentNotOpen),
        (ObligationState::Refunded, ErrorCode::PaymentNotOpen),
    ] {
        assert_eq!(start_with(state, &[], true), Err(code));
        assert_eq!(code.status(), 409);
    }
    let free = Obligation { amount: Dong::ZERO, ..World::new(open, Vec::new()).obligation };
    assert!(may_start_attempt(&free, &[], true, now).is_err());
    assert_eq!(settle_nothing_due(&free).unwrap().to(), ObligationState::Settled);
    assert_eq!(settle_nothing_due(&World::new(open, Vec::new()).obligation), None);
}

proptest! {
    /// 2, 4, 5, 6 and 8 along any road: `World` checks them after each step.
    #[test]
    fn money_is_never_lost_or_taken_twice(
        said in prop::collection::vec((1..=3_u8, 0..9_usize, 0..6_usize, 0..4_usize, 0..2_000_i64), 1..25),
    ) {
        let attempts = (1..=3).map(|n| attempt(n, GatewayId::Vnpay, &format!("T{n}")));
        let mut world = World::new(ObligationState::Open, attempts.collect());
        for (who, outcome, source, amount, at) in said {
            let settled = world.attempts.iter().position(|a| a.state.settles());
            let source = Source::ALL[source];
            let mut said = fact(&format!("T{who}"), OUTCOMES[outcome], AMOUNTS[amount], source);
            if matches!(source, Source::BankNotice | Source::Statement) {
                said.gateway_txn_id = Some(format!("B{at}"));
            }
            world.hear(&said, start() + TimeDelta::seconds(at));
            prop_assert!(settled.is_none_or(|at| world.attempts[at].state.settles()));
            let received: Dong = world.attempts.iter().map(|a| a.received).sum();
            prop_assert_eq!(world.of(Account::Received), received);
        }
        let owed_back: Dong = world.due.iter().map(|due| due.amount).sum();
        prop_assert_eq!(-world.of(Account::Surplus), owed_back);
    }

    /// 3: whatever order the gateway's words come in, and however often, once our questions are
    /// answered the money stands the same.
    #[test]
    fn order_and_repetition_do_not_change_where_the_money_ends(
        truth in prop::collection::vec(any::<bool>(), 1..4),
        told in prop::collection::vec((0..3_usize, 0..3_usize), 0..12),
        late in any::<bool>(),
    ) {
        let play = |told: &[(usize, usize)]| {
            let named = truth.iter().zip(1..);
            let attempts = named.map(|(_, n)| attempt(n, GatewayId::Vnpay, &format!("T{n}")));
            let mut world = World::new(ObligationState::Open, attempts.collect());
            let mut now = start() + TimeDelta::seconds(if late { 1_000 } else { 10 });
            let answer = |at: usize, source| {
                let paid = Outcome::Paid;
                let failed = Outcome::Failed(FailureCode::Other);
                let outcome = if truth[at] { paid } else { failed };
                fact(&format!("T{}", at + 1), outcome, Some(FEE), source)
            };
            for (at, what) in told {
                let at = at % truth.len();
                let said = match what {
                    0 => answer(at, Source::Notice),
                    // Before the payer finishes, the gateway says "pending".
                    1 => Fact { outcome: Outcome::Pending, ..answer(at, Source::Notice) },
                    // A first try with a wrong code, then perhaps a right one.
                    _ => Fact {
                        outcome: Outcome::Failed(FailureCode::WrongCode),
                        ..answer(at, Source::Notice)
                    },
                };
                world.hear(&said, now);
            }
            for at in 0..truth.len() {
                while world.attempts[at].query_at.is_some() {
                    now += TimeDelta::hours(1);
                    world.hear(&answer(at, Source::Query), now);
                }
                // The gateway repeats an unanswered notice until it is understood.
                world.hear(&answer(at, Source::Notice), now);
                while world.attempts[at].query_at.is_some() {
                    now += TimeDelta::hours(1);
                    world.hear(&answer(at, Source::Query), now);
                }
            }
            (world.obligation.state, world.balance.clone(), world.receipts)
        };
        let mut backwards = told.clone();
        backwards.reverse();
        let twice: Vec<_> = told.iter().flat_map(|one| [*one, *one]).collect();

        let (state, mut balance, receipts) = play(&told);
        balance.retain(|_, amount| !amount.is_zero());
        for other in [backwards, twice, Vec::new()] {
            let (other_state, mut other_balance, other_receipts) = play(&other);
            other_balance.retain(|_, amount| !amount.is_zero());
            prop_assert_eq!(other_state, state);
            prop_assert_eq!(&other_balance, &balance);
            prop_assert_eq!(other_receipts, receipts);
        }
        let paid = truth.iter().filter(|paid| **paid).count();
        prop_assert_eq!(receipts, paid.min(1));
        let received = FEE.times(i64::try_from(paid).unwrap()).unwrap();
        prop_assert_eq!(balance.get(&Account::Received).copied().unwrap_or_default(), received);
    }

    /// 9: never more back than came, and never by one person alone.
    #[test]
    fn refunds_stay_within_what_was_received(
        asked in prop::collection::vec((1..200_000_i64, 0..3_u128, 0..3_u128, 0..3_u8), 1..12),
    ) {
        let mut world = World::new(ObligationState::Open, vec![attempt(1, GatewayId::Vnpay, "T1")]);
        world.hear(&fact("T1", Outcome::Paid, Some(FEE), Source::Notice), start());
        let person = |n: u128| StaffId(Uuid::from_u128(n));
        let mut refunds: Vec<Refund> = Vec::new();
        for (amount, asker, approver, answer) in asked {
            let paid = world.attempts[0].clone();
            let left = available(&paid, &refunds);
            let Ok(mut refund) = request_refund(&paid, &refunds, Dong(amount), left, person(asker))
            else {
                prop_assert!(Dong(amount) > left);
                continue;
            };
            for step in 0..3_u8 {
                let case = RefundCase {
                    obligation: &world.obligation,
                    attempt: &world.attempts[0],
                    refund: &refund,
                    others: &refunds,
                };
                let decision = match step {
                    0 => match case.approve(person(approver)) {
                        Ok(decision) => decision,
                        Err(code) => {
                            prop_assert_eq!((asker == approver, code), (true, ErrorCode::RefundSelfApproved));
                            break;
                        }
                    },
                    1 => {
                        refund.state =
                            REFUND.step(refund.state, RefundAction::Submit, &[Role::Clock]).unwrap().to();
                        continue;
                    }
                    _ => case.decide(
                        [None, Some(Outcome::RefundSent), Some(Outcome::RefundRejected)][usize::from(answer)],
                        start(),
                    ),
                };
                prop_assert!(step > 0 || asker != approver);
                if let Some(step) = decision.refund {
                    refund.state = step.to();
                }
                if let Some(step) = decision.attempt {
                    world.attempts[0].state = step.to();
                }
                if let Some(step) = decision.obligation {
                    world.obligation.state = step.to();
                }
                world.book(&decision.ledger);
            }
            refunds.push(refund);
            let gone: Dong = refunds
                .iter()
                .filter(|refund| refund.state == RefundState::SentToBank)
                .map(|refund| refund.amount)
                .sum();
            prop_assert!(gone <= FEE);
            prop_assert_eq!(world.of(Account::Received), FEE - gone);
            prop_assert_eq!(world.obligation.state == ObligationState::Refunded, gone == FEE);
            prop_assert_eq!(world.attempts[0].state == AttemptState::Refunded, gone == FEE);
        }
    }
}
