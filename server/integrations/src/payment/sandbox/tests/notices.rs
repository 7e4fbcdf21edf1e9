//! How payments end, and every way in which the notice goes wrong.

use super::merchant::Rig;
use crate::payment::{PaymentGateway, ReturnHint};
use chrono::TimeDelta;
use serde_json::json;
use shared::payment::{Alert, AttemptState, ObligationState, Outcome};

const PAID: (AttemptState, ObligationState, usize) =
    (AttemptState::Paid, ObligationState::Settled, 1);
const PENDING: (AttemptState, ObligationState, usize) =
    (AttemptState::Pending, ObligationState::Open, 0);

#[tokio::test]
async fn a_payment_is_told_before_the_payer_is_back() {
    let rig = Rig::new().await;

    let back = rig.pay("success", "none").await;

    assert_eq!(rig.state(), PAID);
    assert_eq!(rig.answers(1).await, ["00"]);
    let hint = rig.merchant.gateway.read_return(back.as_bytes());
    assert_eq!(hint, ReturnHint::Verified(rig.order().txn_ref));
    let altered = back.replace("vnp_Amount=15000000", "vnp_Amount=1500000");
    assert_eq!(rig.merchant.gateway.read_return(altered.as_bytes()), ReturnHint::Forged);
}

#[tokio::test]
async fn a_cancelled_and_a_failed_payment_are_understood_and_not_paid() {
    for button in ["cancel", "no_money"] {
        let rig = Rig::new().await;

        rig.pay(button, "none").await;

        assert_eq!(rig.state(), (AttemptState::Failed, ObligationState::Open, 0), "{button}");
        assert_eq!(rig.answers(1).await, ["00"], "{button}");
    }
}

#[tokio::test]
async fn whoever_walks_away_is_pending_until_the_time_is_over() {
    let rig = Rig::new().await;

    assert_eq!(rig.ask(1).await, Outcome::UnknownThere);
    assert_eq!(rig.state(), PENDING);
    let page = rig.open_order().await;
    assert_eq!(rig.press(&page, "close", "none").await, None);
    assert_eq!(rig.ask(2).await, Outcome::Pending);
    assert_eq!(rig.state(), PENDING);

    rig.merchant.clock.advance(TimeDelta::minutes(16));
    assert!(matches!(rig.ask(3).await, Outcome::Failed(_)));
    assert_eq!(rig.state().0, AttemptState::Failed);
}

#[tokio::test]
async fn an_attempt_that_nobody_opened_expires_when_asked_about_after_its_time() {
    let rig = Rig::new().await;
    rig.merchant.clock.advance(TimeDelta::minutes(16));

    assert_eq!(rig.ask(1).await, Outcome::UnknownThere);

    assert_eq!(rig.state().0, AttemptState::Expired);
}

#[tokio::test]
async fn a_late_notice_settles_after_the_payer_is_back() {
    let rig = Rig::new().await;
    rig.misbehave(json!({ "delay_ms": 300 })).await;

    rig.pay("success", "none").await;
    assert_eq!(rig.state(), PENDING);
    rig.heard(1).await;

    assert_eq!(rig.state(), PAID);
}

#[tokio::test]
async fn a_notice_after_our_expiry_still_counts() {
    let rig = Rig::new().await;
    rig.misbehave(json!({ "notice": "lost" })).await;
    rig.pay("success", "none").await;
    rig.merchant.books.lock().unwrap().attempt.state = AttemptState::Expired;

    assert_eq!(rig.ask(1).await, Outcome::Paid);

    assert_eq!(rig.state(), (AttemptState::PaidLate, ObligationState::Settled, 1));
}

#[tokio::test]
async fn two_hundred_equal_notices_at_once_are_counted_once() {
    let rig = Rig::new().await;
    rig.misbehave(json!({ "copies": 200 })).await;

    rig.pay("success", "none").await;
    let answers = rig.answers(200).await;

    assert_eq!(answers.iter().filter(|code| *code == "00").count(), 1);
    assert_eq!(answers.iter().filter(|code| *code == "02").count(), 199);
    assert_eq!(rig.state(), PAID);
}

#[tokio::test]
async fn a_forged_notice_changes_nothing_and_is_tried_ten_times() {
    let rig = Rig::new().await;

    rig.pay("success", "wrong_hash").await;

    assert_eq!(rig.answers(10).await, ["97"; 10]);
    assert_eq!(rig.state(), PENDING);
    assert_eq!(rig.ask(1).await, Outcome::Paid);
    assert_eq!(rig.state(), PAID);
}

#[tokio::test]
async fn a_notice_of_another_amount_changes_nothing_and_alerts() {
    let rig = Rig::new().await;

    rig.pay("success", "wrong_amount").await;

    assert_eq!(rig.answers(10).await, ["04"; 10]);
    assert_eq!(rig.state(), PENDING);
    assert_eq!(rig.merchant.books.lock().unwrap().alerts[0], Alert::WrongAmount);
}

#[tokio::test]
async fn a_notice_about_nobody_is_answered_as_such() {
    let rig = Rig::new().await;
    rig.misbehave(json!({ "notice": "unknown_order" })).await;

    rig.pay("success", "none").await;

    assert_eq!(rig.answers(10).await, ["01"; 10]);
    assert_eq!(rig.state(), PENDING);
}

#[tokio::test]
async fn a_lost_notice_is_found_by_asking() {
    let rig = Rig::new().await;

    rig.pay("success", "lost").await;
    assert_eq!(rig.state(), PENDING);

    assert_eq!(rig.ask(1).await, Outcome::Paid);
    assert_eq!(rig.state(), PAID);
}

#[tokio::test]
async fn a_merchant_that_is_away_is_told_again_until_it_understands() {
    let rig = Rig::new().await;
    rig.merchant.books.lock().unwrap().away = 2;

    rig.pay("success", "none").await;

    assert_eq!(rig.answers(3).await, ["99", "99", "00"]);
    assert_eq!(rig.state(), PAID);
}

#[tokio::test]
async fn suspicion_and_half_truths_never_pay() {
    for (response, status, state) in [
        ("07", "07", AttemptState::NeedsReview),
        ("00", "01", AttemptState::Pending),
        ("00", "04", AttemptState::NeedsReview),
        ("24", "00", AttemptState::Pending),
        ("42", "02", AttemptState::Failed),
    ] {
        let rig = Rig::new().await;
        let faults = json!({ "response_code": response, "transaction_status": status });
        rig.misbehave(faults).await;

        rig.pay("success", "none").await;

        assert_eq!(rig.state(), (state, ObligationState::Open, 0), "{response} {status}");
        assert_eq!(rig.answers(1).await, ["00"], "{response} {status}");
    }
}
