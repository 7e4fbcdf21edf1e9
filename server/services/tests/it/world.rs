//! A small demo world for a test: a portal, its clock, its phones, and people named by what they do.

use chrono::TimeDelta;
use integrations::clock::Clock;
use integrations::entropy::Entropy;
use integrations::file::{FileSettings, ScanSettings, Scanner};
use integrations::message::SandboxGateway;
use integrations::payment::vnpay::{Secrets, Vnpay, VnpaySettings};
use integrations::seal::Keys;
use services::file::Files;
use services::identity::{self, NewSession};
use services::message::Delivered;
use services::{Limits, Portal, PortalParts, demo};
use shared::file::FileLimits;
use shared::id::SessionId;
use shared::identity::Actor;
use shared::time::Instant;
use std::sync::Arc;
use store::testing::TestDb;
use tempfile::TempDir;

/// When every test begins: a Monday at ten in the morning, local time.
pub(crate) const START: &str = "2026-01-05T03:00:00Z";

/// Who we are at the payment gateway, and the secret we share with it.
pub(crate) const TMN_CODE: &str = "DVCTEST1";
pub(crate) const GATEWAY_SECRET: &str = "TESTSECRET0123456789ABCDEFGHIJKL";
/// Nobody listens there: tests that need a gateway start one.
const NO_GATEWAY: &str = "http://127.0.0.1:9";

/// The world of one test.
pub(crate) struct World {
    pub(crate) portal: Portal,
    /// Moves the portal's time.
    pub(crate) clock: Clock,
    /// Who carries its messages; can be sent away.
    pub(crate) phones: SandboxGateway,
    /// Database and files go with the world.
    _places: (TestDb, TempDir),
}

impl World {
    /// An empty world.
    pub(crate) async fn new(test: TestDb) -> Self {
        Self::with_gateway(test, NO_GATEWAY).await
    }

    /// An empty world whose fees are taken by the gateway at that address.
    pub(crate) async fn with_gateway(test: TestDb, gateway: &str) -> Self {
        let start: Instant = START.parse().unwrap();
        let clock = Clock::fixed(start);
        let folder = tempfile::tempdir().unwrap();
        let places =
            integrations::file::open(&FileSettings::Folder(folder.path().to_owned())).unwrap();
        let phones = services::message::sandbox(&test.db, &clock);
        let portal = Portal::open(PortalParts {
            db: test.db.clone(),
            clock: clock.clone(),
            entropy: Entropy::seeded(2026),
            keys: Keys::from_hex(&"5a".repeat(32)).unwrap(),
            messages: Some(Arc::new(phones.clone())),
            gateway: Arc::new(Vnpay::new(vnpay(gateway)).unwrap()),
            files: Files::new(places, Scanner::new(ScanSettings::Off)),
            limits: Limits { files: FileLimits::default() },
            public_url: "https://dvc.example.vn".to_owned(),
            is_demo: true,
        })
        .await
        .unwrap();
        Self { portal, clock, phones, _places: (test, folder) }
    }

    /// Lets time pass.
    pub(crate) fn wait(&self, time: TimeDelta) {
        self.clock.advance(time);
    }

    /// Somebody who has just come and not signed in.
    pub(crate) async fn visitor(&self) -> NewSession {
        identity::begin_visit(&self.portal).await.unwrap()
    }

    /// Who holds that session.
    pub(crate) async fn actor(&self, session: &NewSession) -> Actor {
        identity::actor_of(&self.portal, &session.secret).await.unwrap()
    }

    /// Delivers what is in the outbox.
    pub(crate) async fn deliver(&self) -> Delivered {
        services::message::deliver_due(&self.portal).await.unwrap()
    }

    /// What stands on a phone, newest first.
    pub(crate) async fn read_phone(&self, phone: &str) -> Vec<String> {
        let messages = services::message::inbox(&self.portal, phone).await.unwrap();
        messages.into_iter().map(|message| message.body).collect()
    }

    /// The code in the newest message on a phone.
    pub(crate) async fn code_on(&self, phone: &str) -> String {
        let newest = self.read_phone(phone).await.into_iter().next().expect("a message");
        newest[newest.len() - 6..].to_owned()
    }

    /// Asks for a code and reads it from the phone.
    pub(crate) async fn ask_for_code(&self, session: SessionId, phone: &str) -> String {
        identity::request_code(&self.portal, session, phone).await.unwrap();
        self.deliver().await;
        self.code_on(phone).await
    }

    /// A citizen who has signed in by phone.
    pub(crate) async fn citizen(&self, phone: &str) -> Actor {
        let visitor = self.visitor().await;
        let code = self.ask_for_code(visitor.id, phone).await;
        let (session, _) =
            identity::confirm_code(&self.portal, visitor.id, phone, &code).await.unwrap();
        self.actor(&session).await
    }

    /// A member of the demo world's staff who has signed in, such as `tiepnhan` or `lanhdao`.
    pub(crate) async fn staff(&self, login: &str) -> Actor {
        demo::seed(&self.portal).await.unwrap();
        let session =
            identity::sign_in_staff(&self.portal, None, self.credentials(login).await).await;
        self.actor(&session.unwrap()).await
    }

    /// What that member of staff would type now.
    pub(crate) async fn credentials(&self, login: &str) -> identity::Credentials {
        let accounts = demo::accounts(&self.portal).await.unwrap();
        let account = accounts.into_iter().find(|account| account.login == login).expect(login);
        identity::Credentials {
            login: account.login,
            password: account.password,
            totp: account.totp,
        }
    }
}

fn vnpay(gateway: &str) -> VnpaySettings {
    VnpaySettings {
        tmn_code: TMN_CODE.to_owned(),
        secrets: Secrets { active: GATEWAY_SECRET.to_owned().into(), former: None },
        pay_url: format!("{gateway}/paymentv2/vpcpay.html"),
        transaction_url: format!("{gateway}/merchant_webapi/api/transaction"),
        server_ip: "10.0.0.5".parse().unwrap(),
    }
}
