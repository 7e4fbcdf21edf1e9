//! A fee is paid over HTTP: a payer with a browser, the portal, and a gateway that calls it.

use crate::harness::{Browser, GATEWAY_SECRET, TMN_CODE, TestServer};
use http::header::CONTENT_SECURITY_POLICY;
use integrations::payment::sandbox::{SandboxSettings, serve};
use serde_json::{Value, json};
use services::{dossier, draft};
use shared::draft::SaveDraft;
use store::on_both_engines;
use store::testing::TestDb;
use tokio::net::TcpListener;

/// Chứng nhận cơ sở đủ điều kiện an toàn thực phẩm: the generic form, no paper that must be there.
const PROCEDURE: &str = "snn-attp";
const PHONE: &str = "0912345678";
const NOTICE_PATH: &str = "/thanh-toan/vnpay/ipn";

/// The portal, the gateway beside it, and a payer's browser at the gateway.
struct Town {
    server: TestServer,
    gateway: String,
    payer: reqwest::Client,
}

impl Town {
    async fn build(test: TestDb) -> Self {
        let at_gateway = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at_portal = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let gateway = format!("http://{}", at_gateway.local_addr().unwrap());
        let notice_url = format!("http://{}{NOTICE_PATH}", at_portal.local_addr().unwrap());
        let server = TestServer::start_beside(test, &gateway).await;
        let mut settings =
            SandboxSettings::new(TMN_CODE.to_owned(), GATEWAY_SECRET.to_owned().into(), notice_url);
        settings.clock = server.clock.clone();
        tokio::spawn(serve(at_gateway, settings));
        let router = server.router.clone();
        tokio::spawn(async move { axum::serve(at_portal, router).await });
        let stay = reqwest::redirect::Policy::none();
        let payer = reqwest::Client::builder().no_proxy().redirect(stay).build().unwrap();
        Self { server, gateway, payer }
    }

    /// A dossier of `citizen` whose fee is owed.
    async fn hand_in(&self, citizen: &Browser<'_>) -> String {
        let portal = &self.server.portal;
        let begun = draft::begin(portal, &citizen.actor, PROCEDURE, true).await.unwrap();
        let answers = serde_json::from_value(answers()).unwrap();
        let save = SaveDraft { id: begun.id, answers };
        draft::save(portal, &citizen.actor, save).await.unwrap();
        dossier::submit(portal, &citizen.actor, begun.id).await.unwrap().reference
    }

    /// Presses the page's button; gives the signed address of the gateway.
    async fn start(&self, citizen: &Browser<'_>, reference: &str) -> String {
        let fields = [("reference", reference), ("lang", "vi")];
        let reply = citizen.post_form("/fn/payment/start", &fields).await;
        reply.location().to_owned()
    }

    /// Ends the payment at the gateway; gives the way back.
    async fn press(&self, url: &str, button: &str) -> String {
        let page = self.payer.get(url).send().await.unwrap().text().await.unwrap();
        let (_, rest) = page.split_once("name=\"token\" value=\"").expect(&page);
        let token = rest.split('"').next().unwrap();
        let form =
            [("txn_ref", number(url)), ("token", token.to_owned()), ("button", button.into())];
        let press = self.payer.post(format!("{}/paymentv2/pay", self.gateway)).form(&form);
        let back = press.send().await.unwrap().headers()["location"].to_str().unwrap().to_owned();
        let at = back.find("/thanh-toan/vnpay/ve?").expect(&back);
        back[at..].to_owned()
    }

    async fn misbehave(&self, faults: Value) {
        let control = self.payer.post(format!("{}/control", self.gateway));
        let reply = control.json(&json!({ "faults": faults })).send().await.unwrap();
        assert_eq!(reply.status(), 204);
    }

    /// What we have answered the gateway about an order.
    async fn answers(&self, url: &str) -> Vec<String> {
        let order = self.payer.get(format!("{}/control/{}", self.gateway, number(url)));
        let order: Value = order.send().await.unwrap().json().await.unwrap();
        let told = order["deliveries"].as_array().unwrap();
        told.iter().map(|one| one["code"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

fn number(url: &str) -> String {
    let (_, rest) = url.split_once("vnp_TxnRef=").expect("a signed address");
    rest.split('&').next().unwrap().to_owned()
}

fn answers() -> Value {
    let address = json!({"era": "2025", "province": "19", "commune": "01840", "detail": "Tổ 7B"});
    json!({
        "filing_for": "individual",
        "full_name": "Nông Thị Hoa",
        "date_of_birth": {"day": "7", "month": "3", "year": "1990"},
        "gender": "female",
        "cccd": "006190990001",
        "phone": PHONE,
        "contact_address": address,
        "request_content": "Đề nghị cấp giấy chứng nhận.",
        "return_method": "counter",
    })
}

on_both_engines!(a_fee_is_paid_at_the_gateway_and_the_page_says_so, |test: TestDb| async move {
    let town = Town::build(test).await;
    let citizen = town.server.citizen(PHONE).await;
    let reference = town.hand_in(&citizen).await;
    let path = format!("/thanh-toan/{reference}");
    let before = citizen.get(&path).await;
    assert!(before.text().contains("700.000\u{a0}₫"));
    let may_lead_to = format!("form-action 'self' {};", town.gateway);
    assert!(before.header(CONTENT_SECURITY_POLICY.as_str()).contains(&may_lead_to));
    let other = citizen.get("/thu-tuc").await;
    assert!(!other.header(CONTENT_SECURITY_POLICY.as_str()).contains(&town.gateway));

    let order = town.start(&citizen, &reference).await;
    let back = town.press(&order, "success").await;

    assert_eq!(citizen.get(&back).await.location(), path);
    assert_eq!(town.answers(&order).await, ["00"]);
    let after = citizen.get(&path).await.text();
    assert!(after.contains("Đã nộp phí") && after.contains(&number(&order)), "{after}");
    let fields = [("reference", reference.as_str()), ("lang", "vi")];
    let again = citizen.post_form("/fn/payment/start", &fields).await;
    assert!(!again.location().starts_with(&town.gateway), "{}", again.location());
    services::verify::verify(&town.server.portal).await.unwrap();
});

on_both_engines!(twenty_notices_over_http_are_one_payment, |test: TestDb| async move {
    let town = Town::build(test).await;
    let citizen = town.server.citizen(PHONE).await;
    let reference = town.hand_in(&citizen).await;
    let order = town.start(&citizen, &reference).await;
    town.misbehave(json!({ "copies": 20 })).await;

    town.press(&order, "success").await;

    let mut codes = town.answers(&order).await;
    codes.sort();
    assert_eq!((codes.len(), codes[0].as_str(), codes[1].as_str()), (20, "00", "02"));
    services::verify::verify(&town.server.portal).await.unwrap();
});

on_both_engines!(a_lost_notice_is_made_up_for_by_a_question, |test: TestDb| async move {
    let town = Town::build(test).await;
    let citizen = town.server.citizen(PHONE).await;
    let reference = town.hand_in(&citizen).await;
    let path = format!("/thanh-toan/{reference}");
    let order = town.start(&citizen, &reference).await;
    town.misbehave(json!({ "notice": "lost" })).await;

    let back = town.press(&order, "success").await;
    citizen.get(&back).await;
    assert!(citizen.get(&path).await.text().contains("Đang xác nhận thanh toán"));
    town.server.clock.advance(chrono::TimeDelta::seconds(3));
    services::payment::query_due(&town.server.portal).await.unwrap();

    assert!(citizen.get(&path).await.text().contains("Đã nộp phí"));
});
