//! A merchant of one order, and a payer with a browser.

use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::payment::sandbox::{SandboxSettings, serve};
use crate::payment::vnpay::{Secrets, Vnpay, VnpaySettings};
use crate::payment::{PaymentGateway, QueryOrder, StartOrder};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::routing::get;
use chrono::TimeDelta;
use secrecy::SecretString;
use serde_json::Value;
use shared::i18n::Lang;
use shared::id::{AttemptId, ObligationId};
use shared::money::Dong;
use shared::payment::{
    Alert, Attempt, AttemptState, Fact, GatewayId, Obligation, ObligationState, TxnRef, Verdict,
    decide, first_query,
};
use shared::time::Instant;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use uuid::Uuid;

pub(super) const FEE: Dong = Dong(150_000);
pub(super) const TMN: &str = "DVCTEST1";
pub(super) const SECRET: &str = "TESTSECRET0123456789ABCDEFGHIJKL";
const WAIT: Duration = Duration::from_secs(20);

pub(super) fn start_of_test() -> Instant {
    "2026-01-05T03:30:00Z".parse().unwrap()
}

/// What the merchant holds.
pub(super) struct Books {
    pub(super) obligation: Obligation,
    pub(super) attempt: Attempt,
    pub(super) receipts: usize,
    pub(super) alerts: Vec<Alert>,
    /// How many notices the merchant cannot store.
    pub(super) away: usize,
}

impl Books {
    pub(super) fn hear(&mut self, fact: &Fact, now: Instant) -> Verdict {
        let attempts = std::slice::from_ref(&self.attempt);
        let decision = decide(&self.obligation, attempts, fact, now);
        if let Some(change) = decision.attempt {
            self.attempt.state = change.step.map_or(self.attempt.state, |step| step.to());
            self.attempt.received = change.received;
            self.attempt.query_at = change.query_at;
        }
        let state = self.obligation.state;
        self.obligation.state = decision.obligation.map_or(state, |step| step.to());
        self.receipts += usize::from(decision.issue_receipt);
        self.alerts.extend(decision.alerts);
        decision.verdict
    }
}

pub(super) struct Merchant {
    pub(super) gateway: Vnpay,
    pub(super) books: Mutex<Books>,
    pub(super) clock: Clock,
    heard: watch::Sender<usize>,
}

pub(super) struct Rig {
    pub(super) merchant: Arc<Merchant>,
    pub(super) browser: reqwest::Client,
    pub(super) sandbox: String,
    return_url: String,
}

async fn take_notice(State(merchant): State<Arc<Merchant>>, RawQuery(query): RawQuery) -> String {
    let query = query.unwrap_or_default();
    let verdict = {
        let mut books = merchant.books.lock().unwrap();
        if books.away > 0 {
            books.away -= 1;
            Verdict::TryAgain
        } else {
            match merchant.gateway.read_notice(query.as_bytes()) {
                Ok(fact) => books.hear(&fact, merchant.clock.now()),
                Err(fault) => fault.verdict(),
            }
        }
    };
    merchant.heard.send_modify(|count| *count += 1);
    merchant.gateway.answer(verdict)
}

fn books() -> Books {
    let expires_at = start_of_test() + TimeDelta::minutes(15);
    Books {
        obligation: Obligation {
            id: ObligationId(Uuid::from_u128(1)),
            amount: FEE,
            state: ObligationState::Open,
        },
        attempt: Attempt {
            id: AttemptId(Uuid::from_u128(2)),
            gateway: GatewayId::Vnpay,
            txn_ref: TxnRef("HS26000125T1".to_owned()),
            amount: FEE,
            state: AttemptState::Pending,
            expires_at,
            received: Dong::ZERO,
            gateway_txn_id: None,
            queries: 0,
            queried_at: None,
            query_at: Some(first_query(expires_at)),
        },
        receipts: 0,
        alerts: Vec::new(),
        away: 0,
    }
}

impl Rig {
    pub(super) async fn new() -> Self {
        let sandbox_at = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let merchant_at = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sandbox = format!("http://{}", sandbox_at.local_addr().unwrap());
        let merchant_url = format!("http://{}", merchant_at.local_addr().unwrap());
        let clock = Clock::fixed(start_of_test());
        let secret = SecretString::from(SECRET);
        let settings = SandboxSettings {
            retry_pause: Duration::from_millis(1),
            clock: clock.clone(),
            entropy: Entropy::seeded(1),
            ..SandboxSettings::new(TMN.to_owned(), secret.clone(), format!("{merchant_url}/ipn"))
        };
        tokio::spawn(serve(sandbox_at, settings));
        let gateway = Vnpay::new(VnpaySettings {
            tmn_code: TMN.to_owned(),
            secrets: Secrets { active: secret, former: None },
            pay_url: format!("{sandbox}/paymentv2/vpcpay.html"),
            transaction_url: format!("{sandbox}/merchant_webapi/api/transaction"),
            server_ip: "10.0.0.5".parse().unwrap(),
        })
        .unwrap();
        let heard = watch::channel(0).0;
        let merchant = Arc::new(Merchant { gateway, books: Mutex::new(books()), clock, heard });
        let router = Router::new().route("/ipn", get(take_notice)).with_state(merchant.clone());
        tokio::spawn(async move { axum::serve(merchant_at, router).await });
        let browser = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        Self { merchant, browser, sandbox, return_url: format!("{merchant_url}/ket-qua") }
    }

    pub(super) fn order(&self) -> StartOrder {
        let books = self.merchant.books.lock().unwrap();
        StartOrder {
            txn_ref: books.attempt.txn_ref.clone(),
            amount: books.attempt.amount,
            about: "Lệ phí hồ sơ HS26000125".to_owned(),
            created_at: start_of_test(),
            expires_at: books.attempt.expires_at,
            payer_ip: "113.160.92.202".parse().unwrap(),
            lang: Lang::Vi,
            return_url: self.return_url.clone(),
        }
    }

    pub(super) fn question(&self, number: u32) -> QueryOrder {
        QueryOrder {
            request_id: format!("Q20260105-{number:06}"),
            txn_ref: self.order().txn_ref,
            created_at: start_of_test(),
            now: self.merchant.clock.now(),
        }
    }

    pub(super) async fn open(&self, url: &str) -> (u16, String) {
        let response = self.browser.get(url).send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }

    /// Opens the page of the order.
    pub(super) async fn open_order(&self) -> String {
        let url = self.merchant.gateway.start(&self.order()).unwrap();
        let (status, page) = self.open(&url).await;
        assert_eq!(status, 200, "{page}");
        page
    }

    /// Presses a button of the page; where the payer is sent, if anywhere.
    pub(super) async fn press(&self, page: &str, button: &str, trick: &str) -> Option<String> {
        let token = page.split("name=\"token\" value=\"").nth(1).unwrap();
        let token = token.split('"').next().unwrap();
        let txn_ref = self.order().txn_ref.0;
        let form =
            [("txn_ref", txn_ref.as_str()), ("token", token), ("button", button), ("trick", trick)];
        let url = format!("{}/paymentv2/pay", self.sandbox);
        let response = self.browser.post(url).form(&form).send().await.unwrap();
        let to = response.headers().get("location");
        to.map(|to| to.to_str().unwrap().to_owned())
    }

    /// Pays (or does not), and comes back to the merchant with this query.
    pub(super) async fn pay(&self, button: &str, trick: &str) -> String {
        let page = self.open_order().await;
        let back = self.press(&page, button, trick).await.unwrap();
        let (address, query) = back.split_once('?').unwrap();
        assert_eq!(address, self.return_url);
        query.to_owned()
    }

    pub(super) async fn misbehave(&self, faults: Value) {
        let url = format!("{}/control", self.sandbox);
        let body = serde_json::json!({ "txn_ref": self.order().txn_ref, "faults": faults });
        let response = self.browser.post(url).json(&body).send().await.unwrap();
        assert_eq!(response.status(), 204, "{}", response.text().await.unwrap());
    }

    /// Waits until the merchant has heard so many notices.
    pub(super) async fn heard(&self, count: usize) {
        let mut heard = self.merchant.heard.subscribe();
        let enough = heard.wait_for(|heard| *heard >= count);
        tokio::time::timeout(WAIT, enough).await.expect("the notices come").unwrap();
    }

    /// The merchant's words, as the gateway has written them down, once it has `count` of them.
    pub(super) async fn answers(&self, count: usize) -> Vec<String> {
        self.heard(count).await;
        let url = format!("{}/control/{}", self.sandbox, self.order().txn_ref);
        let read = async {
            loop {
                let order: Value = serde_json::from_str(&self.open(&url).await.1).unwrap();
                let deliveries = order["deliveries"].as_array().unwrap().clone();
                if deliveries.len() >= count {
                    return deliveries;
                }
                tokio::task::yield_now().await;
            }
        };
        let deliveries = tokio::time::timeout(WAIT, read).await.expect("the gateway writes down");
        deliveries.iter().map(|one| one["code"].as_str().unwrap_or_default().to_owned()).collect()
    }

    pub(super) fn state(&self) -> (AttemptState, ObligationState, usize) {
        let books = self.merchant.books.lock().unwrap();
        (books.attempt.state, books.obligation.state, books.receipts)
    }

    /// Asks the gateway and believes it.
    pub(super) async fn ask(&self, number: u32) -> shared::payment::Outcome {
        let fact = self.merchant.gateway.query(&self.question(number)).await.unwrap();
        let now = self.merchant.clock.now();
        self.merchant.books.lock().unwrap().hear(&fact, now);
        fact.outcome
    }
}
