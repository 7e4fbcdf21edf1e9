//! A server in this process, with browsers that are signed in as somebody.

use axum::Router;
use axum::body::{Body, to_bytes};
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN};
use http::{HeaderMap, Method, Request, StatusCode};
use integrations::clock::Clock;
use integrations::entropy::Entropy;
use integrations::file::{FileSettings, ScanSettings, Scanner};
use integrations::message::SandboxGateway;
use integrations::payment::vnpay::{Secrets, Vnpay, VnpaySettings};
use integrations::seal::Keys;
use leptos::config::LeptosOptions;
use serde_json::Value;
use server::http::{Edge, router};
use services::catalogue::{Catalogue, files};
use services::file::Files;
use services::identity::{begin_session, begin_visit};
use services::{Limits, Portal, PortalParts, demo};
use shared::file::FileLimits;
use shared::identity::{Actor, Who};
use shared::time::Instant;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use store::Db;
use store::testing::TestDb;
use tempfile::TempDir;
use tower::ServiceExt;

/// When every test begins: a Monday at ten in the morning, local time.
pub(crate) const START: &str = "2026-01-05T03:00:00Z";
/// Who we are at the payment gateway, and the secret we share with it.
pub(crate) const TMN_CODE: &str = "DVCTEST1";
pub(crate) const GATEWAY_SECRET: &str = "TESTSECRET0123456789ABCDEFGHIJKL";
/// Nobody listens there: tests that need a gateway start one.
pub(crate) const NO_GATEWAY: &str = "http://127.0.0.1:9";
const HOST_NAME: &str = "dvc.example.vn";
const REPLY_BYTES_MAX: usize = 64 * 1024 * 1024;

static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| files::read(&repository().join("data")).expect("the shipped catalogue"));

/// The folder of the workspace.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("server/ lies in it").to_owned()
}

/// The shipped catalogue.
pub(crate) fn catalogue() -> &'static Catalogue {
    &CATALOGUE
}

/// A portal on that database and folder, with the gateway and the public address at these.
pub(crate) async fn open_portal(
    db: &Db,
    folder: &Path,
    clock: &Clock,
    (gateway, address): (&str, &str),
) -> (Portal, SandboxGateway) {
    let places = integrations::file::open(&FileSettings::Folder(folder.to_owned())).unwrap();
    let phones = services::message::sandbox(db, clock);
    let is_real = clock.now() != START.parse::<Instant>().unwrap();
    let portal = Portal::open(PortalParts {
        db: db.clone(),
        clock: clock.clone(),
        entropy: if is_real { Entropy::system() } else { Entropy::seeded(2026) },
        keys: Keys::from_hex(&"5a".repeat(32)).unwrap(),
        messages: Some(Arc::new(phones.clone())),
        gateway: Arc::new(Vnpay::new(vnpay(gateway)).unwrap()),
        files: Files::new(places, Scanner::new(ScanSettings::Off)),
        limits: Limits { files: FileLimits::default() },
        public_url: address.to_owned(),
        is_demo: true,
    });
    (portal.await.unwrap(), phones)
}

/// The server of one test: its own database and files, a clock that is set by hand, the shipped
/// catalogue, the demo world's staff.
pub(crate) struct TestServer {
    pub(crate) portal: Portal,
    /// Moves the server's time.
    pub(crate) clock: Clock,
    /// Who carries its messages; can be sent away.
    pub(crate) phones: SandboxGateway,
    pub(crate) router: Router,
    _places: (TestDb, TempDir),
}

impl TestServer {
    /// A server with the shipped catalogue and the demo world's staff.
    pub(crate) async fn start(test: TestDb) -> Self {
        Self::start_beside(test, NO_GATEWAY).await
    }

    /// The same, with its fees taken by the gateway at that address.
    pub(crate) async fn start_beside(test: TestDb, gateway: &str) -> Self {
        let server = Self::start_empty(test, gateway).await;
        services::catalogue::import(&server.portal, &CATALOGUE).await.unwrap();
        demo::seed(&server.portal).await.unwrap();
        server
    }

    /// A server with nothing in it.
    async fn start_empty(test: TestDb, gateway: &str) -> Self {
        let clock = Clock::fixed(START.parse::<Instant>().unwrap());
        let folder = tempfile::tempdir().unwrap();
        let address = format!("https://{HOST_NAME}");
        let (portal, phones) =
            open_portal(&test.db, folder.path(), &clock, (gateway, &address)).await;
        let leptos = LeptosOptions::builder()
            .output_name("motcua")
            .site_root(folder.path().display().to_string())
            .build();
        let router = router(Edge::new(portal.clone(), leptos));
        Self { portal, clock, phones, router, _places: (test, folder) }
    }

    /// A browser that has never been here.
    pub(crate) fn nobody(&self) -> Browser<'_> {
        Browser { server: self, actor: Actor::nobody(None), secret: None }
    }

    /// A browser with a session in which nobody has signed in.
    pub(crate) async fn visitor(&self) -> Browser<'_> {
        let session = begin_visit(&self.portal).await.unwrap();
        self.browser(session.secret).await
    }

    /// A browser in which the holder of that phone has signed in.
    pub(crate) async fn citizen(&self, phone: &str) -> Browser<'_> {
        let portal = &self.portal;
        let visit = begin_visit(portal).await.unwrap();
        services::identity::request_code(portal, visit.id, phone).await.unwrap();
        services::message::deliver_due(portal).await.unwrap();
        let newest = services::message::inbox(portal, phone).await.unwrap().remove(0);
        let code = &newest.body[newest.body.len() - 6..];
        let (session, _) =
            services::identity::confirm_code(portal, visit.id, phone, code).await.unwrap();
        self.browser(session.secret).await
    }

    /// A browser in which that member of the demo world's staff has signed in, such as `tiepnhan`.
    pub(crate) async fn staff(&self, login: &str) -> Browser<'_> {
        let mut tx = self.portal.db.write().await.unwrap();
        let staff = store::account::find_staff_by_login(&mut tx, login).await.unwrap();
        let who = Who::Staff(staff.expect(login).id);
        let session = begin_session(&self.portal, &mut tx, &who).await.unwrap();
        tx.commit().await.unwrap();
        self.browser(session.secret).await
    }

    /// Another browser of whoever has signed in here.
    pub(crate) async fn again(&self, browser: &Browser<'_>) -> Browser<'_> {
        let mut tx = self.portal.db.write().await.unwrap();
        let session = begin_session(&self.portal, &mut tx, &browser.actor.who).await.unwrap();
        tx.commit().await.unwrap();
        self.browser(session.secret).await
    }

    async fn browser(&self, secret: String) -> Browser<'_> {
        let actor = services::identity::actor_of(&self.portal, &secret).await.unwrap();
        Browser { server: self, actor, secret: Some(secret) }
    }

    /// Sends a request as it is.
    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let is_endless = parts.headers.get(CONTENT_TYPE).is_some_and(|t| t == "text/event-stream");
        let body = if is_endless {
            Vec::new()
        } else {
            to_bytes(body, REPLY_BYTES_MAX).await.unwrap().to_vec()
        };
        Reply { status: parts.status.as_u16(), headers: parts.headers, body }
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

/// A browser: it sends what browsers send, and who is signed in.
pub(crate) struct Browser<'a> {
    server: &'a TestServer,
    /// Who is signed in, for what is easier done past HTTP.
    pub(crate) actor: Actor,
    secret: Option<String>,
}

impl Browser<'_> {
    /// Opens a page.
    pub(crate) async fn get(&self, path: &str) -> Reply {
        let request = self.request(Method::GET, path).header(ACCEPT, "text/html");
        self.server.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a plain form, as a browser without script does.
    pub(crate) async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.post(path, "text/html", fields).await
    }

    /// Headers that say who and from where, for a request of one's own making.
    pub(crate) fn request(&self, method: Method, path: &str) -> http::request::Builder {
        let mut request = Request::builder().method(method).uri(path).header(HOST, HOST_NAME);
        if let Some(secret) = &self.secret {
            request = request.header(COOKIE, format!("__Host-sid={secret}"));
        }
        request.header(ORIGIN, format!("https://{HOST_NAME}"))
    }

    /// Sends a request of one's own making.
    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        self.server.send(request).await
    }

    async fn post(&self, path: &str, accept: &str, fields: &[(&str, &str)]) -> Reply {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self
            .request(Method::POST, path)
            .header(ACCEPT, accept)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.server.send(request.body(Body::from(body)).unwrap()).await
    }
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// The body, as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body, as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    /// The stable code of a refusal.
    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// A header, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where a redirect leads.
    pub(crate) fn location(&self) -> &str {
        assert!(
            StatusCode::from_u16(self.status).unwrap().is_redirection(),
            "{}: {}",
            self.status,
            self.text()
        );
        self.header(LOCATION.as_str())
    }
}
