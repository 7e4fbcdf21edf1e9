//! The vectors of `data/vectors/vnpay_*.json`.

use super::*;
use chrono::TimeDelta;
use secrecy::SecretString;
use serde_json::Value;
use shared::id::{AttemptId, ObligationId};
use shared::money::Dong;
use shared::payment::{Attempt, AttemptState, Obligation, ObligationState, decide, first_query};
use shared::time::Instant;
use uuid::Uuid;

fn vectors(name: &str) -> Value {
    let path = format!("{}/../../data/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn secrets(active: &str, former: Option<&str>) -> Secrets {
    Secrets { active: SecretString::from(active), former: former.map(SecretString::from) }
}

fn vnpay(file: &Value, secrets: Secrets) -> Vnpay {
    let text = |key: &str| file[key].as_str().unwrap_or_default().to_owned();
    Vnpay::new(VnpaySettings {
        tmn_code: text("tmn_code"),
        secrets,
        pay_url: text("endpoint"),
        transaction_url: "http://127.0.0.1:1/merchant_webapi/api/transaction".to_owned(),
        server_ip: "10.0.0.5".parse().unwrap(),
    })
    .unwrap()
}

fn of_file(file: &Value) -> Vnpay {
    vnpay(file, secrets(file["secret"].as_str().unwrap(), None))
}

fn pairs(object: &Value) -> Params {
    fields_of(object.to_string().as_bytes()).unwrap()
}

#[test]
fn payment_addresses_are_signed_as_the_vectors_say() {
    let file = vectors("vnpay_pay_url.json");
    let secrets = secrets(file["secret"].as_str().unwrap(), None);
    let cases = file["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 10);

    for case in cases {
        let id = case["id"].as_str().unwrap();
        let params = pairs(&case["params"]);
        let data = sign::encode(&params);
        assert_eq!(data, case["sign_data"].as_str().unwrap(), "{id}");
        assert_eq!(secrets.sign(&data), case["secure_hash"].as_str().unwrap(), "{id}");
        let url = format!("{}?{}", file["endpoint"].as_str().unwrap(), secrets.sign_query(&params));
        assert_eq!(url, case["url"].as_str().unwrap(), "{id}");
    }
}

/// Where nothing is optional and the text is safe, the whole adapter makes the vector's address.
#[test]
fn an_order_becomes_the_address_of_its_vector() {
    let file = vectors("vnpay_pay_url.json");
    let gateway = of_file(&file);
    let mut compared = 0;

    for case in file["cases"].as_array().unwrap() {
        let param = |name: &str| case["params"][name].as_str().unwrap_or_default();
        let order = StartOrder {
            txn_ref: TxnRef(param("vnp_TxnRef").to_owned()),
            amount: Dong(case["amount_vnd"].as_i64().unwrap()),
            about: param("vnp_OrderInfo").to_owned(),
            created_at: read_time(param("vnp_CreateDate")).unwrap(),
            expires_at: read_time(param("vnp_ExpireDate")).unwrap(),
            payer_ip: param("vnp_IpAddr").parse().unwrap(),
            lang: if param("vnp_Locale") == "en" { Lang::En } else { Lang::Vi },
            return_url: param("vnp_ReturnUrl").to_owned(),
        };
        let url = gateway.start(&order).unwrap();
        if plain_text(&order.about) == order.about && param("vnp_BankCode").is_empty() {
            assert_eq!(url, case["url"].as_str().unwrap(), "{}", case["id"]);
            compared += 1;
        } else if !param("vnp_OrderInfo").is_ascii() {
            assert!(!url.contains("%E1"), "{}: diacritics are never sent", case["id"]);
        }
    }
    assert_eq!(compared, 5);
}

fn order_of_tests() -> StartOrder {
    let now: Instant = "2026-01-05T03:30:00Z".parse().unwrap();
    StartOrder {
        txn_ref: TxnRef("HS1T1".to_owned()),
        amount: Dong(10_000),
        about: String::new(),
        created_at: now,
        expires_at: now + TimeDelta::minutes(15),
        payer_ip: "::1".parse().unwrap(),
        lang: Lang::Vi,
        return_url: "https://dvc.example.vn/thanh-toan/ket-qua".to_owned(),
    }
}

#[test]
fn what_the_gateway_would_refuse_is_not_sent() {
    let file = vectors("vnpay_pay_url.json");
    let gateway = of_file(&file);
    let order = order_of_tests();

    assert!(gateway.start(&order).unwrap().contains("vnp_OrderInfo=Thanh+toan+HS1T1&"));
    let refused =
        |order: StartOrder| matches!(gateway.start(&order), Err(GatewayError::Unsendable(_)));
    assert!(refused(StartOrder { amount: Dong::ZERO, ..order.clone() }));
    assert!(refused(StartOrder { amount: Dong(10_000_000_000), ..order.clone() }));
    assert!(refused(StartOrder { txn_ref: TxnRef(String::new()), ..order.clone() }));
    assert!(refused(StartOrder { txn_ref: TxnRef("A-1".to_owned()), ..order.clone() }));
    assert!(refused(StartOrder { return_url: "x".repeat(256), ..order }));
}

#[test]
fn notices_are_judged_answered_and_applied_as_the_vectors_say() {
    let file = vectors("vnpay_ipn.json");
    let gateway = of_file(&file);
    let cases = file["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 24);

    for case in cases {
        let id = case["id"].as_str().unwrap();
        let stored = stored(&case["stored_order"]);
        let query = case["query"].as_str().unwrap().as_bytes();

        let read = gateway.read_notice(query);

        let forged = read == Err(NoticeFault::BadSignature);
        assert_eq!(forged, case["signature"] == "invalid", "{id}");
        assert_eq!(gateway.read_return(query) == ReturnHint::Forged, read.is_err(), "{id}");
        let (verdict, state, alerted) = match read {
            Err(fault) => (fault.verdict(), stored.1.state, true),
            Ok(fact) => {
                let decision = decide(&stored.0, std::slice::from_ref(&stored.1), &fact, stored.2);
                let change = decision.attempt.unwrap_or_else(|| unchanged(&stored.1));
                let then = case["then"].as_str();
                assert!(then != Some("querydr") || change.query_at.is_some(), "{id}");
                assert_eq!(then == Some("refund"), decision.refund_due.is_some(), "{id}");
                let state = change.step.map_or(stored.1.state, |step| step.to());
                (decision.verdict, state, !decision.alerts.is_empty())
            }
        };
        let answer: Value = serde_json::from_str(&gateway.answer(verdict)).unwrap();
        assert_eq!(answer, case["reply"], "{id}");
        assert_eq!(state.as_str(), case["state_after"].as_str().unwrap(), "{id}");
        assert!(alerted || case["alert"] != true, "{id}");
    }
}

fn unchanged(attempt: &Attempt) -> shared::payment::AttemptChange {
    shared::payment::AttemptChange {
        id: attempt.id,
        step: None,
        received: attempt.received,
        gateway_txn_id: None,
        failure: None,
        query_at: None,
    }
}

fn stored(order: &Value) -> (Obligation, Attempt, Instant) {
    let now: Instant = "2026-01-05T03:34:12Z".parse().unwrap();
    let amount = Dong(order["amount_vnd"].as_i64().unwrap());
    let state = AttemptState::parse(order["state"].as_str().unwrap()).unwrap();
    let settled = state.settles() || order["other_attempt_paid"].is_string();
    let obligation = Obligation {
        id: ObligationId(Uuid::from_u128(1)),
        amount,
        state: if settled { ObligationState::Settled } else { ObligationState::Open },
    };
    let attempt = Attempt {
        id: AttemptId(Uuid::from_u128(2)),
        gateway: GatewayId::Vnpay,
        txn_ref: TxnRef(order["txn_ref"].as_str().unwrap().to_owned()),
        amount,
        state,
        expires_at: now + TimeDelta::minutes(11),
        received: if state.settles() { amount } else { Dong::ZERO },
        gateway_txn_id: None,
        queries: 0,
        queried_at: None,
        query_at: Some(first_query(now)),
    };
    (obligation, attempt, now)
}

#[test]
fn the_other_words_of_an_answer_are_vnpays_own() {
    let gateway = of_file(&vectors("vnpay_ipn.json"));

    assert_eq!(gateway.read_notice(b""), Err(NoticeFault::Empty));
    let say = |verdict| serde_json::from_str::<Value>(&gateway.answer(verdict)).unwrap();
    let empty = say(NoticeFault::Empty.verdict());
    assert_eq!(empty, serde_json::json!({"RspCode": "99", "Message": "Input data required"}));
    let away = say(Verdict::TryAgain);
    assert_eq!(away, serde_json::json!({"RspCode": "99", "Message": "Unknow error"}));
}

#[test]
fn a_name_that_occurs_twice_is_refused_even_with_the_same_value() {
    let file = vectors("vnpay_ipn.json");
    let gateway = of_file(&file);
    let query = file["cases"][0]["query"].as_str().unwrap();
    assert!(gateway.read_notice(query.as_bytes()).is_ok());

    for twice in ["vnp_Amount=15000000", "vnp%5FAmount=15000000", "a=1&a=1"] {
        let twice = format!("{query}&{twice}");
        assert_eq!(gateway.read_notice(twice.as_bytes()), Err(NoticeFault::BadSignature));
    }
}

#[test]
fn the_origin_is_the_address_without_its_path() {
    let gateway = of_file(&vectors("vnpay_pay_url.json"));

    let url = gateway.start(&order_of_tests()).unwrap();
    assert!(url.starts_with(&format!("{}/paymentv2/", gateway.origin())), "{url}");
    assert!(!gateway.origin()[8..].contains('/'));
}

#[test]
fn two_secrets_are_good_while_the_key_is_changed() {
    let file = vectors("vnpay_ipn.json");
    let old = file["secret"].as_str().unwrap();
    let query = file["cases"][0]["query"].as_str().unwrap().as_bytes();

    assert!(vnpay(&file, secrets("new", Some(old))).read_notice(query).is_ok());
    assert!(vnpay(&file, secrets("new", None)).read_notice(query).is_err());
    assert!(vnpay(&file, secrets("new", Some("older"))).read_notice(query).is_err());
}

#[test]
fn questions_and_refunds_are_signed_as_the_vectors_say() {
    let file = vectors("vnpay_querydr_refund.json");
    let gateway = of_file(&file);
    let requests = file["requests"].as_array().unwrap();
    assert_eq!(requests.len(), 5);

    for case in requests {
        let id = case["id"].as_str().unwrap();
        let mut body = pairs(&case["body"]);
        let hash = body.remove(HASH).unwrap();
        let names: &[&str] = if case["command"] == "querydr" {
            &QUERY_REQUEST
        } else {
            body.entry("vnp_TransactionNo".to_owned()).or_insert_with(|| "0".to_owned());
            &REFUND_REQUEST
        };
        let data = join(names, |name| body.get(name).map(String::as_str));
        assert_eq!(data, case["sign_string"].as_str().unwrap(), "{id}");
        assert_eq!(gateway.signed(body, names)[HASH], hash, "{id}");
    }
    let order = |key: &str| -> Vec<String> {
        let names = file["field_order"][key].as_array().unwrap();
        names.iter().map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(order("querydr_request"), QUERY_REQUEST);
    assert_eq!(order("querydr_response"), QUERY_ANSWER);
    assert_eq!(order("refund_request"), REFUND_REQUEST);
    assert_eq!(order("refund_response"), REFUND_ANSWER);
}

#[test]
fn answers_are_believed_and_read_as_the_vectors_say() {
    let file = vectors("vnpay_querydr_refund.json");
    let gateway = of_file(&file);
    let responses = file["responses"].as_array().unwrap();
    assert_eq!(responses.len(), 12);

    for case in responses {
        let id = case["id"].as_str().unwrap();
        let fields = pairs(&case["body"]);
        let command = fields["vnp_Command"].as_str();
        let names: &[&str] = if command == "querydr" { &QUERY_ANSWER } else { &REFUND_ANSWER };
        let asked = TxnRef("HS26000125T1".to_owned());

        let said = read(&gateway, &fields, names, command, &asked);
        assert_eq!(said, case["outcome"].as_str().unwrap(), "{id}");

        let mut unsigned = fields.clone();
        unsigned.remove(HASH);
        let other = TxnRef("HS26000125T2".to_owned());
        let forged = "ignore_and_alert";
        assert_eq!(read(&gateway, &unsigned, names, command, &asked), forged, "{id}: no hash");
        assert_eq!(read(&gateway, &fields, names, command, &other), forged, "{id}: other order");
        assert_eq!(read(&gateway, &fields, names, "other", &asked), forged, "{id}: other command");
    }
}

fn read(
    gateway: &Vnpay,
    fields: &Fields,
    names: &[&str],
    command: &str,
    asked: &TxnRef,
) -> &'static str {
    if !gateway.believes(fields, names, command, asked) {
        return "ignore_and_alert";
    }
    let outcome = match command {
        "querydr" => transaction::read_query(fields),
        _ => transaction::read_refund(fields),
    };
    match outcome {
        Ok(Outcome::Paid) => {
            assert_eq!(fact_of_answer(fields, asked, Outcome::Paid).amount, Some(Dong(150_000)));
            "paid"
        }
        Ok(Outcome::Pending) => "pending",
        Ok(Outcome::Failed(_)) => "failed",
        Ok(Outcome::UnknownThere) => "unknown_at_gateway",
        Ok(Outcome::RefundProcessing | Outcome::RefundSent) => "refund_processing",
        Ok(Outcome::RefundRejected) => "refund_rejected",
        Err(GatewayError::AlreadyAsked) => "refund_already_requested",
        other => panic!("{other:?}"),
    }
}

#[test]
fn numbers_in_json_keep_their_digits_and_floats_are_refused() {
    let fields = fields_of(br#"{"a": 15000000, "b": "007", "c": null}"#).unwrap();

    assert_eq!((fields["a"].as_str(), fields["b"].as_str()), ("15000000", "007"));
    assert!(!fields.contains_key("c"));
    for wrong in ["{\"a\":1.5e5}", "{\"a\":150000.0}", "{\"a\":[]}", "{\"a\":true}", "[]", ""] {
        assert_eq!(fields_of(wrong.as_bytes()), None, "{wrong}");
    }
}

#[test]
fn an_unknown_code_is_never_success() {
    for response in ["00", "01", "24", "42", ""] {
        for status in ["00", "01", "02", "10", "11", "20", "42", ""] {
            let paid = codes::of_notice(response, status) == Outcome::Paid;
            assert_eq!(paid, (response, status) == ("00", "00"), "{response} {status}");
        }
    }
    for kind in ["", "01", "02", "03", "09"] {
        for status in ["00", "01", "02", "10", "20", "42", ""] {
            let paid = codes::of_query(kind, status) == Outcome::Paid;
            assert_eq!(paid, status == "00" && matches!(kind, "" | "01"), "{kind} {status}");
        }
    }
}
