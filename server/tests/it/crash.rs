//! The server is killed at random moments, in the middle of submissions and payments: what it has
//! acknowledged is there, once.
//!
//! `make test` kills 50 times; `CRASH_KILLS=1000` (`make crash`) as often as one likes.

use crate::filing::answers;
use crate::harness::{GATEWAY_SECRET, NO_GATEWAY, TMN_CODE, catalogue, open_portal, repository};
use futures::future::join_all;
use integrations::clock::Clock;
use integrations::payment::vnpay::{Params, Secrets};
use services::identity::begin_session;
use services::payment::{StartPayment, start};
use services::{Portal, dossier, draft};
use shared::draft::SaveDraft;
use shared::i18n::Lang;
use shared::id::DraftId;
use shared::identity::{Actor, Who};
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use store::Db;
use store::account::PersonRow;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep};

/// Chứng nhận an toàn thực phẩm: the generic form, a fee, no paper that must be there.
const PROCEDURE: &str = "snn-attp";
const KILLS: usize = 50;
/// So many are handed in at once.
const PARALLEL: usize = 20;
/// Of the round before, so many are paid at the same time.
const PAID: usize = 5;
const START_TIMEOUT: Duration = Duration::from_secs(30);
/// The longest that a server lives once it is ready.
const LIFE_MILLISECONDS: u64 = 700;
/// Chains are verified every so many kills, and at the end.
const VERIFIED_EVERY: usize = 25;

pub(crate) struct Town {
    folder: TempDir,
    address: SocketAddr,
    client: reqwest::Client,
    /// Every draft that was sent, with the reference that was acknowledged.
    sent: BTreeMap<DraftId, (Actor, Option<String>)>,
    phones: u32,
}

/// What one life of the server is asked to do.
pub(crate) struct Work {
    pub(crate) secret: String,
    pub(crate) drafts: Vec<DraftId>,
    /// The draft that each notice pays, and the notice.
    notices: Vec<(DraftId, String)>,
}

impl Town {
    pub(crate) async fn build() -> Self {
        let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        let mut town = Self {
            folder: tempfile::tempdir().unwrap(),
            address,
            client: reqwest::Client::builder().no_proxy().build().unwrap(),
            sent: BTreeMap::new(),
            phones: 0,
        };
        let portal = town.open().await;
        services::catalogue::import(&portal, catalogue()).await.unwrap();
        // Where there is a dossier already, the demo world makes none of its own.
        let (actor, _) = town.citizen(&portal).await;
        let id = begin(&portal, &actor).await;
        let first = dossier::submit(&portal, &actor, id).await.unwrap().reference;
        town.sent.insert(id, (actor, Some(first)));
        portal.db.close().await;
        town
    }

    /// The portal in this process, while the server is dead.
    pub(crate) async fn open(&self) -> Portal {
        self.open_at(self.path()).await
    }

    /// The same, of another data folder.
    pub(crate) async fn open_at(&self, folder: &Path) -> Portal {
        let url = format!("sqlite:{}", folder.join("motcua.db").display());
        let db = Db::open(&url).await.unwrap();
        let address = format!("http://{}", self.address);
        open_portal(&db, folder, &Clock::system(), (NO_GATEWAY, &address)).await.0
    }

    /// The data folder.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A citizen with complete drafts, and fees of `owed` that wait for the gateway's word.
    pub(crate) async fn prepare(&mut self, portal: &Portal, owed: &[DraftId]) -> Work {
        let (actor, secret) = self.citizen(portal).await;
        let begun = (0..PARALLEL).map(|_| begin(portal, &actor));
        let drafts = join_all(begun).await;
        let mut notices = Vec::new();
        for id in owed {
            let (owner, reference) = &self.sent[id];
            if let Some(reference) = reference {
                notices.push((*id, notice(portal, owner, reference).await));
            }
        }
        for id in &drafts {
            self.sent.insert(*id, (actor.clone(), None));
        }
        Work { secret, drafts, notices }
    }

    async fn citizen(&mut self, portal: &Portal) -> (Actor, String) {
        self.phones += 1;
        let row = PersonRow {
            id: portal.fresh(),
            phone: format!("09{:08}", 10_000_000 + self.phones),
            full_name: "Nông Thị Hoa".to_owned(),
            personal_id_hash: None,
            profile_sealed: None,
            created_at: portal.now(),
        };
        let mut tx = portal.db.write().await.unwrap();
        store::account::add_person(&mut tx, &row).await.unwrap();
        let session = begin_session(portal, &mut tx, &Who::Citizen(row.id)).await.unwrap();
        tx.commit().await.unwrap();
        let actor = services::identity::actor_of(portal, &session.secret).await.unwrap();
        (actor, session.secret)
    }

    pub(crate) async fn launch(&self) -> Child {
        let mut command = self.command(self.path());
        let child = command.arg("serve").stdout(Stdio::null()).kill_on_drop(true).spawn().unwrap();
        let deadline = Instant::now() + START_TIMEOUT;
        let ready = format!("http://{}/readyz", self.address);
        while self.client.get(&ready).send().await.is_err() {
            assert!(Instant::now() < deadline, "the server did not start");
            sleep(Duration::from_millis(10)).await;
        }
        child
    }

    /// The binary, for that data folder.
    pub(crate) fn command(&self, data: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
        command
            .current_dir(repository())
            .env("RUST_LOG", "warn")
            .env("MOTCUA_DEMO", "true")
            .env("MOTCUA_LISTEN", self.address.to_string())
            .env("MOTCUA_DATA_DIR", data)
            .env("MOTCUA_SITE_ROOT", self.path())
            .env("MOTCUA_MASTER_KEY", "5a".repeat(32))
            .env("MOTCUA_VNPAY_PAY_URL", format!("{NO_GATEWAY}/paymentv2/vpcpay.html"))
            .env("MOTCUA_VNPAY_API_URL", format!("{NO_GATEWAY}/merchant_webapi/api/transaction"))
            .env("MOTCUA_VNPAY_TMN_CODE", TMN_CODE)
            .env("MOTCUA_VNPAY_SECRET", GATEWAY_SECRET);
        command
    }

    /// Hands all of them in at once; gives what was acknowledged.
    pub(crate) async fn submit_all(
        &self,
        drafts: &[DraftId],
        secret: &str,
    ) -> Vec<(DraftId, String)> {
        let all = join_all(drafts.iter().map(|id| self.submit(*id, secret))).await;
        all.into_iter().flatten().collect()
    }

    /// Does the work at a server that is killed after `life`; gives what was acknowledged: references by
    /// draft, and the drafts whose fee is paid.
    async fn live(&self, work: &Work, life: Duration) -> (Vec<(DraftId, String)>, Vec<DraftId>) {
        let mut server = self.launch().await;
        let submissions = self.submit_all(&work.drafts, &work.secret);
        let payments = join_all(work.notices.iter().map(|(id, query)| self.notify(*id, query)));
        let end = async {
            sleep(life).await;
            server.kill().await.unwrap();
        };
        let (paid, submitted, ()) = futures::join!(payments, submissions, end);
        (submitted, paid.into_iter().flatten().collect())
    }

    pub(crate) async fn submit(&self, id: DraftId, secret: &str) -> Option<(DraftId, String)> {
        let reply = self
            .client
            .post(format!("http://{}/fn/draft/submit", self.address))
            .header("cookie", format!("sid={secret}"))
            .header("origin", format!("http://{}", self.address))
            .form(&[("id", id.to_string())])
            .send()
            .await
            .ok()?;
        let status = reply.status().as_u16();
        let body = reply.bytes().await.ok()?;
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
        let told: serde_json::Value = serde_json::from_slice(&body).ok()?;
        Some((id, told["reference"].as_str()?.to_owned()))
    }

    async fn notify(&self, id: DraftId, query: &str) -> Option<DraftId> {
        let url = format!("http://{}/thanh-toan/vnpay/ipn?{query}", self.address);
        let answer = self.client.get(url).send().await.ok()?.text().await.ok()?;
        assert!(answer.contains("\"00\""), "{answer}");
        Some(id)
    }
}

async fn begin(portal: &Portal, actor: &Actor) -> DraftId {
    let id = draft::begin(portal, actor, PROCEDURE, true).await.unwrap().id;
    let mut typed = answers();
    typed["filing_for"] = "individual".into();
    let answers = serde_json::from_value(typed).unwrap();
    draft::save(portal, actor, SaveDraft { id, answers }).await.unwrap();
    id
}

/// The gateway's signed word that the fee of that dossier is paid.
async fn notice(portal: &Portal, owner: &Actor, reference: &str) -> String {
    let wanted = StartPayment {
        reference: reference.to_owned(),
        another: false,
        lang: Lang::Vi,
        payer_ip: Ipv4Addr::LOCALHOST.into(),
    };
    let url = start(portal, owner, wanted).await.unwrap();
    let (_, query) = url.split_once('?').unwrap();
    let sent: BTreeMap<String, String> =
        form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let mut params = Params::new();
    for name in ["vnp_Amount", "vnp_OrderInfo", "vnp_TmnCode", "vnp_TxnRef"] {
        params.insert(name.to_owned(), sent[name].clone());
    }
    for (name, value) in [
        ("vnp_BankCode", "NCB"),
        ("vnp_PayDate", sent["vnp_CreateDate"].as_str()),
        ("vnp_ResponseCode", "00"),
        ("vnp_TransactionStatus", "00"),
        ("vnp_TransactionNo", &sent["vnp_TxnRef"][sent["vnp_TxnRef"].len() - 8..]),
    ] {
        params.insert(name.to_owned(), value.to_owned());
    }
    Secrets { active: GATEWAY_SECRET.to_owned().into(), former: None }.sign_query(&params)
}

/// Every acknowledged dossier is there under its reference, every acknowledged payment counts once.
async fn check(portal: &Portal, submitted: &[(DraftId, String)], paid: &[DraftId]) {
    let mut tx = portal.db.read().await.unwrap();
    for (id, reference) in submitted {
        let row = store::dossier::find_by_draft(&mut tx, *id).await.unwrap();
        let found = row.map(|row| row.reference);
        assert_eq!(found.as_ref(), Some(reference), "an acknowledged dossier is not there");
    }
    for id in paid {
        let row = store::dossier::find_by_draft(&mut tx, *id).await.unwrap().unwrap();
        assert_eq!(row.payment_state, "settled", "an acknowledged payment is not there");
        let events = store::event::list(&mut tx, row.id).await.unwrap();
        let settled = events.iter().filter(|event| event.kind == "payment_settled").count();
        assert_eq!(settled, 1, "a payment counts {settled} times");
    }
}

#[tokio::test]
async fn what_was_acknowledged_is_there_once_however_often_the_server_is_killed() {
    let mut town = Town::build().await;
    let mut paid: Vec<DraftId> = Vec::new();
    let (mut submissions, mut payments) = (0, 0);

    let mut before = Vec::new();
    for round in 0..kills() {
        let portal = town.open().await;
        check(&portal, &before, &paid).await;
        if round % VERIFIED_EVERY == 0 {
            services::verify::verify(&portal).await.unwrap();
        }
        let owed: Vec<DraftId> = before.iter().take(PAID).map(|(id, _)| *id).collect();
        let work = town.prepare(&portal, &owed).await;
        let life = Duration::from_millis(portal.entropy.u64() % LIFE_MILLISECONDS);
        portal.db.close().await;

        (before, paid) = town.live(&work, life).await;

        submissions += before.len();
        payments += paid.len();
        for (id, reference) in &before {
            town.sent.get_mut(id).unwrap().1 = Some(reference.clone());
        }
    }

    let portal = town.open().await;
    check(&portal, &before, &paid).await;
    for (id, (actor, reference)) in &town.sent {
        let again = dossier::submit(&portal, actor, *id).await.unwrap().reference;
        assert!(reference.as_ref().is_none_or(|reference| *reference == again));
    }
    let verified = services::verify::verify(&portal).await.unwrap();
    assert_eq!(verified.dossiers, town.sent.len());
    assert!(submissions > 0 && payments > 0, "{submissions} submissions, {payments} payments");
    eprintln!("{submissions} submissions and {payments} payments were acknowledged");
}

fn kills() -> usize {
    #[expect(clippy::disallowed_methods, reason = "make crash tells how often")]
    let wanted = std::env::var("CRASH_KILLS").ok();
    wanted.and_then(|text| text.parse().ok()).unwrap_or(KILLS)
}
