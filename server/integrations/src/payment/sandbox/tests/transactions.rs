//! querydr and refund over HTTP, with every code.

use super::merchant::{FEE, Rig, start_of_test};
use crate::payment::{GatewayError, PaymentGateway, QueryOrder, RefundOrder};
use chrono::TimeDelta;
use serde_json::json;
use shared::money::Dong;
use shared::payment::Outcome;

fn refund(rig: &Rig, number: u32, amount: Dong) -> RefundOrder {
    RefundOrder {
        request_id: format!("R20260106-{number:06}"),
        txn_ref: rig.order().txn_ref,
        gateway_txn_id: None,
        amount,
        whole: amount == FEE,
        created_at: start_of_test(),
        by: "ketoan01".to_owned(),
        now: rig.merchant.clock.now(),
    }
}

#[tokio::test]
async fn one_order_is_answered_once_in_five_minutes() {
    let rig = Rig::new().await;
    rig.pay("success", "none").await;

    let fact = rig.merchant.gateway.query(&rig.question(1)).await.unwrap();
    assert_eq!((fact.outcome, fact.amount), (Outcome::Paid, Some(FEE)));
    assert!(fact.gateway_txn_id.is_some());
    assert_eq!(fact.at, Some(start_of_test()));
    rig.merchant.clock.advance(TimeDelta::seconds(299));
    let soon = rig.merchant.gateway.query(&rig.question(2)).await;
    assert!(matches!(&soon, Err(GatewayError::Refused(code)) if code == "94"), "{soon:?}");
    rig.merchant.clock.advance(TimeDelta::seconds(1));
    assert!(rig.merchant.gateway.query(&rig.question(3)).await.is_ok());
}

#[tokio::test]
async fn a_question_with_another_day_finds_nothing() {
    let rig = Rig::new().await;
    rig.pay("success", "none").await;
    let created_at = start_of_test() + TimeDelta::seconds(1);
    let question = QueryOrder { created_at, ..rig.question(1) };

    let fact = rig.merchant.gateway.query(&question).await.unwrap();

    assert_eq!(fact.outcome, Outcome::UnknownThere);
}

#[tokio::test]
async fn what_is_no_answer_is_no_fact() {
    let rig = Rig::new().await;
    rig.pay("success", "none").await;
    let ask = async |faults| {
        rig.misbehave(json!({ "query": faults })).await;
        rig.merchant.gateway.query(&rig.question(1)).await
    };

    for code in ["02", "03", "94", "97", "99"] {
        let said = ask(json!({ "code": code })).await;
        assert!(matches!(&said, Err(GatewayError::Refused(c)) if c == code), "{said:?}");
    }
    assert!(matches!(ask(json!({ "forged": true })).await, Err(GatewayError::Forged)));
    assert!(matches!(ask(json!({ "unsigned": true })).await, Err(GatewayError::Forged)));
    assert!(matches!(ask(json!({ "http_status": 500 })).await, Err(GatewayError::Unreadable(_))));
    let unknown = ask(json!({ "code": "91" })).await.unwrap();
    assert_eq!((unknown.outcome, unknown.amount), (Outcome::UnknownThere, None));
}

#[tokio::test]
async fn a_gateway_that_is_away_is_unreachable() {
    let rig = Rig::new().await;
    let gateway = crate::payment::vnpay::Vnpay::new(crate::payment::vnpay::VnpaySettings {
        tmn_code: super::merchant::TMN.to_owned(),
        secrets: crate::payment::vnpay::Secrets { active: "x".into(), former: None },
        pay_url: String::new(),
        transaction_url: "http://127.0.0.1:1/".to_owned(),
        server_ip: "10.0.0.5".parse().unwrap(),
    })
    .unwrap();

    let said = gateway.query(&rig.question(1)).await;

    assert!(matches!(said, Err(GatewayError::Unreachable(_))), "{said:?}");
}

#[tokio::test]
async fn every_status_of_a_payment_has_its_meaning() {
    let rig = Rig::new().await;
    rig.pay("success", "none").await;

    for (status, outcome) in [
        ("00", Outcome::Paid),
        ("01", Outcome::Pending),
        ("04", Outcome::Reversed),
        ("05", Outcome::RefundProcessing),
        ("06", Outcome::RefundSent),
        ("07", Outcome::Suspicious),
        ("09", Outcome::RefundRejected),
        ("10", Outcome::Pending),
        ("20", Outcome::Pending),
    ] {
        rig.merchant.clock.advance(TimeDelta::minutes(5));
        rig.misbehave(json!({ "query": { "status": status } })).await;
        let fact = rig.merchant.gateway.query(&rig.question(1)).await.unwrap();
        assert_eq!(fact.outcome, outcome, "{status}");
    }
}

#[tokio::test]
async fn money_goes_back_in_full_and_its_end_is_told_by_a_question() {
    let rig = Rig::new().await;
    rig.pay("success", "none").await;

    let said = rig.merchant.gateway.refund(&refund(&rig, 1, FEE)).await.unwrap();
    assert_eq!((said.outcome, said.amount), (Outcome::RefundProcessing, Some(FEE)));
    let again = rig.merchant.gateway.refund(&refund(&rig, 1, FEE)).await;
    assert!(matches!(again, Err(GatewayError::AlreadyAsked)), "{again:?}");
    rig.merchant.clock.advance(TimeDelta::minutes(5));

    let told = rig.merchant.gateway.query(&rig.question(1)).await.unwrap();
    assert_eq!(told.outcome, Outcome::RefundSent);
}

#[tokio::test]
async fn the_gateway_gives_back_no_more_than_came_and_nothing_unpaid() {
    let rig = Rig::new().await;
    let ask = async |number, amount| {
        rig.merchant.gateway.refund(&refund(&rig, number, Dong(amount))).await.unwrap().outcome
    };

    assert_eq!(ask(1, FEE.0).await, Outcome::RefundRejected);
    rig.pay("success", "none").await;
    assert_eq!(ask(2, 100_000).await, Outcome::RefundProcessing);
    assert_eq!(ask(3, 60_000).await, Outcome::RefundRejected);
    assert_eq!(ask(4, FEE.0).await, Outcome::RefundRejected);
    assert_eq!(ask(5, 50_000).await, Outcome::RefundProcessing);
}

#[tokio::test]
async fn every_code_of_a_refund_has_its_meaning() {
    let rig = Rig::new().await;
    rig.pay("success", "none").await;
    let ask = async |code: &str| {
        rig.misbehave(json!({ "refund": { "code": code } })).await;
        rig.merchant.gateway.refund(&refund(&rig, 1, FEE)).await
    };

    for code in ["02", "04", "13", "16", "91", "93", "95"] {
        assert_eq!(ask(code).await.unwrap().outcome, Outcome::RefundRejected, "{code}");
    }
    for code in ["03", "97", "98", "99", "42"] {
        let said = ask(code).await;
        assert!(matches!(&said, Err(GatewayError::Refused(c)) if c == code), "{said:?}");
    }
    assert!(matches!(ask("94").await, Err(GatewayError::AlreadyAsked)));
    rig.misbehave(json!({ "refund": { "status": "09" } })).await;
    let rejected = rig.merchant.gateway.refund(&refund(&rig, 2, FEE)).await.unwrap();
    assert_eq!(rejected.outcome, Outcome::RefundRejected);
}
