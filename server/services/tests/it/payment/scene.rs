//! One citizen, one dossier with a fee, one gateway.

use crate::world::{GATEWAY_SECRET, TMN_CODE, World};
use integrations::payment::sandbox::{SandboxSettings, serve};
use integrations::payment::vnpay::{Params, Secrets};
use serde_json::{Value, json};
use services::catalogue::{Catalogue, files, import};
use services::payment::{StartPayment, come_back, notice, query_due, start, view};
use services::{dossier, draft};
use shared::dossier::Command;
use shared::draft::SaveDraft;
use shared::error::ErrorCode;
use shared::i18n::Lang;
use shared::id::DossierId;
use shared::identity::Actor;
use shared::money::Dong;
use shared::payment::{AttemptState, PaymentView};
use std::path::Path;
use store::payment::{AttemptRow, ObligationRow};
use store::testing::TestDb;
use tokio::net::TcpListener;

/// A procedure of Sở Tư pháp with a fee and the generic form; its papers are left out here.
const PROCEDURE: &str = "stp-quoc-tich";
pub(super) const FEE: Dong = Dong(100_000);
const PHONE: &str = "0912345678";

/// The scene of a test.
pub(super) struct Scene {
    pub(super) world: World,
    pub(super) citizen: Actor,
    pub(super) reference: String,
    pub(super) dossier: DossierId,
    gateway: String,
    http: reqwest::Client,
    secrets: Secrets,
}

/// An order as it went to the gateway.
#[derive(Debug, Clone)]
pub(super) struct Order {
    pub(super) url: String,
    pub(super) txn_ref: String,
    amount: i64,
}

impl Scene {
    /// A dossier was handed in; its fee is owed.
    pub(super) async fn new(test: TestDb) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let gateway = format!("http://{}", listener.local_addr().unwrap());
        let world = World::with_gateway(test, &gateway).await;
        let nobody = "http://127.0.0.1:9/".to_owned();
        let mut settings =
            SandboxSettings::new(TMN_CODE.to_owned(), GATEWAY_SECRET.to_owned().into(), nobody);
        settings.clock = world.clock.clone();
        tokio::spawn(serve(listener, settings));
        import(&world.portal, &catalogue()).await.unwrap();
        let citizen = world.citizen(PHONE).await;
        let (reference, dossier) = hand_in(&world, &citizen).await;
        Self {
            world,
            citizen,
            reference,
            dossier,
            gateway,
            http: reqwest::Client::builder().no_proxy().build().unwrap(),
            secrets: Secrets { active: GATEWAY_SECRET.to_owned().into(), former: None },
        }
    }

    /// Sends the citizen off, or says why not.
    pub(super) async fn try_start(&self, by: &Actor, another: bool) -> Result<Order, ErrorCode> {
        let wanted = StartPayment {
            reference: self.reference.clone(),
            another,
            lang: Lang::Vi,
            payer_ip: "113.160.92.202".parse().unwrap(),
        };
        let url = start(&self.world.portal, by, wanted).await.map_err(|e| e.code())?;
        let value = |name: &str| {
            let (_, rest) = url.split_once(&format!("{name}=")).unwrap();
            rest.split('&').next().unwrap().to_owned()
        };
        Ok(Order {
            txn_ref: value("vnp_TxnRef"),
            amount: value("vnp_Amount").parse().unwrap(),
            url: url.clone(),
        })
    }

    /// Sends the citizen off.
    pub(super) async fn start(&self) -> Order {
        self.try_start(&self.citizen, false).await.unwrap()
    }

    /// Sends the citizen off once more, beside what is under way.
    pub(super) async fn start_another(&self) -> Order {
        self.try_start(&self.citizen, true).await.unwrap()
    }

    /// What the gateway signs about an order: both codes, and a change before it signs.
    pub(super) fn signed(
        &self,
        order: &Order,
        (response, status): (&str, &str),
        change: impl FnOnce(&mut Params),
    ) -> String {
        let number = format!("14{}", order.txn_ref.bytes().map(u64::from).sum::<u64>());
        let mut said: Params = [
            ("vnp_TmnCode", TMN_CODE),
            ("vnp_Amount", &order.amount.to_string()),
            ("vnp_BankCode", "NCB"),
            ("vnp_PayDate", "20260105100200"),
            ("vnp_OrderInfo", "Nop phi"),
            ("vnp_TransactionNo", if response == "00" { &number } else { "0" }),
            ("vnp_ResponseCode", response),
            ("vnp_TransactionStatus", status),
            ("vnp_TxnRef", &order.txn_ref),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
        change(&mut said);
        self.secrets.sign_query(&said)
    }

    /// The gateway says that it is paid.
    pub(super) fn paid(&self, order: &Order) -> String {
        self.signed(order, ("00", "00"), |_| {})
    }

    /// The gateway says that the payer went away.
    pub(super) fn cancelled(&self, order: &Order) -> String {
        self.signed(order, ("24", "02"), |_| {})
    }

    /// The gateway calls; gives its code of our answer.
    pub(super) async fn tell(&self, query: &str) -> String {
        let answer = notice(&self.world.portal, query.as_bytes()).await;
        let answer: Value = serde_json::from_str(&answer).unwrap();
        answer["RspCode"].as_str().unwrap().to_owned()
    }

    /// The payer's browser comes back.
    pub(super) async fn come_back(&self, query: &str) -> Result<String, ErrorCode> {
        come_back(&self.world.portal, query.as_bytes()).await.map_err(|e| e.code())
    }

    /// The payer opens the gateway's page, so that it knows of the order.
    pub(super) async fn open(&self, order: &Order) {
        let reply = self.http.get(&order.url).send().await.unwrap();
        assert_eq!(reply.status(), 200, "{}", reply.text().await.unwrap());
    }

    /// Opens the gateway's page where it still takes money for the order.
    pub(super) async fn open_if_in_time(&self, order: &Order) {
        let attempts = self.attempts().await;
        let row = attempts.iter().find(|row| row.txn_ref == order.txn_ref).unwrap();
        if self.world.portal.now() < row.expires_at {
            self.open(order).await;
        }
    }

    /// How the gateway answers questions about an order from now on.
    pub(super) async fn misbehave(&self, order: &Order, query: Value) {
        let faults = json!({ "txn_ref": order.txn_ref, "faults": { "query": query } });
        let control = format!("{}/control", self.gateway);
        let reply = self.http.post(control).json(&faults).send().await.unwrap();
        assert_eq!(reply.status(), 204);
    }

    /// Asks the gateway what is due.
    pub(super) async fn ask(&self) -> usize {
        query_due(&self.world.portal).await.unwrap()
    }

    /// The citizen takes the application back.
    pub(super) async fn withdraw(&self) {
        let mut tx = self.world.portal.db.read().await.unwrap();
        let row = store::dossier::find(&mut tx, self.dossier).await.unwrap().unwrap();
        drop(tx);
        let command = Command::Withdraw { reason: "Đổi ý".to_owned() };
        dossier::act(&self.world.portal, &self.citizen, &self.reference, row.version, command)
            .await
            .unwrap();
    }

    /// The page of the fee.
    pub(super) async fn page(&self) -> PaymentView {
        view(&self.world.portal, &self.citizen, &self.reference).await.unwrap()
    }

    /// What is owed.
    pub(super) async fn owed(&self) -> ObligationRow {
        let mut tx = self.world.portal.db.read().await.unwrap();
        store::payment::find_obligation(&mut tx, self.dossier).await.unwrap().unwrap()
    }

    /// Every attempt, oldest first.
    pub(super) async fn attempts(&self) -> Vec<AttemptRow> {
        let owed = self.owed().await;
        let mut tx = self.world.portal.db.read().await.unwrap();
        store::payment::list_attempts(&mut tx, owed.id).await.unwrap()
    }

    /// The states of every attempt, oldest first.
    pub(super) async fn states(&self) -> Vec<AttemptState> {
        self.attempts().await.iter().map(|row| row.state().unwrap()).collect()
    }

    /// The kinds of alerts, newest first.
    pub(super) async fn alerts(&self) -> Vec<String> {
        let mut tx = self.world.portal.db.read().await.unwrap();
        let alerts = store::payment::alerts(&mut tx, 100).await.unwrap();
        alerts.into_iter().map(|(kind, _, _)| kind).collect()
    }

    /// How often the dossier's history says that the fee was paid.
    pub(super) async fn receipts(&self) -> usize {
        let mut tx = self.world.portal.db.read().await.unwrap();
        let events = store::event::list(&mut tx, self.dossier).await.unwrap();
        events.iter().filter(|event| event.kind == "payment_settled").count()
    }

    /// What the ledger holds, by account.
    pub(super) async fn ledger(&self) -> Vec<(String, i64)> {
        let mut tx = self.world.portal.db.read().await.unwrap();
        store::payment::balances(&mut tx).await.unwrap()
    }

    /// Chains, counters and ledger agree with themselves; all money has an owner.
    pub(super) async fn check(&self) {
        services::verify::verify(&self.world.portal).await.unwrap();
        let sum: i64 = self.ledger().await.into_iter().map(|(_, amount)| amount).sum();
        assert_eq!(sum, 0, "{:?}", self.ledger().await);
    }
}

fn catalogue() -> Catalogue {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let mut catalogue = files::read(&data).unwrap();
    catalogue.procedures.retain(|procedure| procedure.id == PROCEDURE);
    let procedure = &mut catalogue.procedures[0];
    procedure.documents.retain(|document| document.e_form);
    catalogue
}

async fn hand_in(world: &World, citizen: &Actor) -> (String, DossierId) {
    let begun = draft::begin(&world.portal, citizen, PROCEDURE, true).await.unwrap();
    let address = json!({"era": "2025", "province": "19", "commune": "01840", "detail": "Tổ 7B"});
    let answers = json!({
        "full_name": "Nông Thị Hoa",
        "date_of_birth": {"day": "7", "month": "3", "year": "1990"},
        "gender": "female",
        "cccd": "006190990001",
        "phone": PHONE,
        "contact_address": address,
        "request_content": "Đề nghị xác nhận có quốc tịch Việt Nam.",
        "return_method": "counter",
    });
    let answers = serde_json::from_value(answers).unwrap();
    draft::save(&world.portal, citizen, SaveDraft { id: begun.id, answers }).await.unwrap();
    let done = dossier::submit(&world.portal, citizen, begun.id).await.unwrap();
    assert!(done.is_fee_open);
    let mut tx = world.portal.db.read().await.unwrap();
    let row = store::dossier::find_by_draft(&mut tx, begun.id).await.unwrap().unwrap();
    (done.reference, row.id)
}
