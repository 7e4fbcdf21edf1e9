//! `data/vectors/payment_scenarios.json`, through the use cases and a gateway over HTTP: those about
//! one redirecting gateway. Bank transfers, refunds and settlement files are tried on the pure
//! functions (`shared/src/payment/tests/scenarios.rs`).

use super::scene::{FEE, Order, Scene};
use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::payment::Situation;
use std::collections::BTreeMap;
use store::on_both_engines;
use store::testing::TestDb;

/// The scenarios that go through the service, in the file's order.
const PLAYED: [&str; 13] = [
    "ipn_then_return",
    "return_before_ipn",
    "return_then_querydr",
    "return_forged",
    "ipn_race",
    "ipn_amount_mismatch",
    "success_after_failed",
    "expiry_asks_first",
    "expiry_finds_payment",
    "expiry_gateway_silent",
    "late_success_fee_settled",
    "two_tabs",
    "dossier_withdrawn",
];

macro_rules! scenario {
    ($($name:ident),* $(,)?) => {$(
        on_both_engines!($name, |test: TestDb| play(test, stringify!($name)));
    )*};
}

scenario!(
    ipn_then_return,
    return_before_ipn,
    return_then_querydr,
    return_forged,
    ipn_race,
    ipn_amount_mismatch,
    success_after_failed,
    expiry_asks_first,
    expiry_finds_payment,
    expiry_gateway_silent,
    late_success_fee_settled,
    two_tabs,
    dossier_withdrawn,
);

#[test]
fn each_scenario_is_played_somewhere() {
    let elsewhere = |id: &str| {
        ["bank_", "refund_", "reconcile_", "idempotent_"].iter().any(|p| id.starts_with(p))
            // callbacks.rs, questions.rs, payer.rs; the till does not exist yet.
            || ["ipn_database_down", "ipn_and_querydr_race", "attempt_on_settled_fee", "cash_at_counter_first"]
                .contains(&id)
    };
    for scenario in scenarios() {
        let id = scenario["id"].as_str().unwrap();
        assert!(PLAYED.contains(&id) || elsewhere(id), "{id}");
    }
}

fn scenarios() -> Vec<Value> {
    let file = include_str!("../../../../../data/vectors/payment_scenarios.json");
    let file: Value = serde_json::from_str(file).unwrap();
    file["scenarios"].as_array().unwrap().clone()
}

/// A scenario under way.
struct Play {
    scene: Scene,
    orders: BTreeMap<String, Order>,
    replies: Vec<String>,
    is_back_refused: bool,
}

async fn play(test: TestDb, id: &str) {
    let scenario = scenarios().into_iter().find(|one| one["id"] == id).unwrap();
    let scene = Scene::new(test).await;
    let begin = scene.world.portal.now();
    let mut play =
        Play { scene, orders: BTreeMap::new(), replies: Vec::new(), is_back_refused: false };
    play.prepare(&scenario["given"]).await;
    let before = play.scene.receipts().await;
    for event in scenario["events"].as_array().unwrap() {
        play.scene.world.clock.set(begin + offset(event["at"].as_str().unwrap()));
        play.happen(event["kind"].as_str().unwrap(), &event["data"]).await;
    }
    play.judge(&scenario["expect"], before).await;
}

/// `+120s`.
fn offset(text: &str) -> TimeDelta {
    let seconds = text.trim_start_matches('+').trim_end_matches('s').parse().unwrap();
    TimeDelta::seconds(seconds)
}

impl Play {
    async fn prepare(&mut self, given: &Value) {
        for attempt in given["attempts"].as_array().unwrap() {
            let name = attempt["txn_ref"].as_str().unwrap();
            let order = self.scene.start_another().await;
            let state = attempt["state"].as_str().unwrap();
            match state {
                "pending" => {}
                "failed" => drop(self.scene.tell(&self.scene.cancelled(&order)).await),
                "paid" => drop(self.scene.tell(&self.scene.paid(&order)).await),
                "expired" => {
                    self.scene.world.wait(TimeDelta::minutes(16));
                    self.scene.ask().await;
                }
                other => panic!("{other}"),
            }
            let states = self.scene.states().await;
            assert_eq!(states.last().unwrap().as_str(), state);
            self.scene.open_if_in_time(&order).await;
            self.orders.insert(name.to_owned(), order);
        }
        if given["obligation"]["state"] == "cancelled" {
            self.scene.withdraw().await;
        }
    }

    async fn happen(&mut self, kind: &str, data: &Value) {
        match kind {
            // The job is what asks; the clock alone does nothing.
            "timer_expire" => {}
            "ipn" => {
                let reply = self.scene.tell(&self.said(data)).await;
                self.replies.push(reply);
            }
            "return" => {
                self.is_back_refused = self.scene.come_back(&self.said(data)).await.is_err();
            }
            "querydr" => {
                let code = data["response_code"].as_str().filter(|code| *code != "00");
                let answer = json!({"code": code, "status": data["transaction_status"]});
                self.ask(data, answer).await;
            }
            "querydr_error" => self.ask(data, json!({"http_status": 500})).await,
            other => panic!("{other}"),
        }
    }

    async fn ask(&self, data: &Value, answer: Value) {
        self.scene.misbehave(self.order(data), answer).await;
        assert_eq!(self.scene.ask().await, 1);
    }

    fn order(&self, data: &Value) -> &Order {
        &self.orders[data["txn_ref"].as_str().unwrap()]
    }

    fn said(&self, data: &Value) -> String {
        assert_eq!(data["result"], "success");
        let query = self.scene.signed(self.order(data), ("00", "00"), |said| {
            if data["amount_vnd"].is_i64() {
                said.insert("vnp_Amount".to_owned(), "9000000".to_owned());
            }
        });
        if data["signature"] == "invalid" {
            query.replace("vnp_TxnRef", "vnp_TxnReF")
        } else {
            query
        }
    }

    async fn judge(&self, expect: &Value, receipts_before: usize) {
        let attempts = self.scene.attempts().await;
        let row = |name: &str| attempts.iter().find(|row| row.txn_ref == self.orders[name].txn_ref);
        for (name, state) in expect["attempts"].as_object().into_iter().flatten() {
            assert_eq!(row(name).unwrap().state().unwrap().as_str(), state, "{name}");
        }
        if let Some(state) = expect["obligation"].as_str() {
            assert_eq!(self.scene.owed().await.state().unwrap().as_str(), state);
        }
        if expect["ipn_replies"].is_array() {
            assert_eq!(json!(self.replies), expect["ipn_replies"]);
        }
        if expect["ipn_replies_any_order"].is_array() {
            let mut replies = self.replies.clone();
            replies.sort();
            assert_eq!(json!(replies), expect["ipn_replies_any_order"]);
        }
        if let Some(count) = expect["receipts_issued"].as_u64() {
            assert_eq!((self.scene.receipts().await - receipts_before) as u64, count);
        }
        self.judge_page(expect).await;
        for question in expect["enqueued"].as_array().into_iter().flatten() {
            let words: Vec<&str> = question.as_str().unwrap().split(' ').collect();
            let at = row(words[1]).unwrap().attempt().unwrap().query_at.unwrap();
            if let Some(pause) = words.get(2) {
                assert_eq!(at, self.scene.world.portal.now() + offset(pause));
            }
        }
        self.scene.check().await;
    }

    async fn judge_page(&self, expect: &Value) {
        let page = self.scene.page().await;
        match expect["page"].as_str() {
            None => {}
            Some("paid") => assert_eq!(page.situation, Situation::Paid),
            Some("confirming") => {
                assert_eq!(page.situation, Situation::Confirming { is_over: false });
            }
            Some("error") => assert!(self.is_back_refused),
            Some(other) => panic!("{other}"),
        }
        for name in expect["refunds"].as_object().into_iter().flat_map(serde_json::Map::keys) {
            let number = &self.orders[name].txn_ref;
            let surplus = page.surplus.iter().find(|one| one.txn_ref == *number).unwrap();
            assert_eq!(surplus.amount, FEE);
        }
        // A forged return is told to the log: anybody can send one.
        if let Some(count) = expect["alerts"].as_u64().filter(|_| !self.is_back_refused) {
            assert_eq!(self.scene.alerts().await.len() as u64, count);
        }
    }
}
