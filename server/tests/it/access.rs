//! Every route and every server function, as nobody, as each kind of citizen and officer: who gets what.
//!
//! **A new page, server function or route needs its row in [`ROWS`]; without one
//! `every_endpoint_has_its_row` fails.** A row names the endpoint as it is registered, what is sent to
//! it (`{draft}`, `{file}`, `{reference}`, `{dossier}`, `{version}`, `{phone}`, `{officer}` stand for those of a dossier of Sở Giao
//! thông vận tải at the stage `at`, owned by [`Owner`]), and the status that each persona gets. Whoever gets
//! less than 400 from a `POST` has a dossier of their own to change.

use crate::filing::{Filed, PAPER, PDF, PROCEDURE, Stage};
use crate::harness::{Browser, Reply, TestServer, repository};
use Persona::{
    Accountant, Auditor, CaseOfficer, Centre, Controller, DivisionHead, Intake, Leader, Nobody,
    Other, OtherCaseOfficer, OtherIntake, Owner, Postal, Records, SystemAdmin, Visitor,
};
use axum::body::Body;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{ACCEPT, CONTENT_TYPE};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use store::on_both_engines;

/// Who visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Persona {
    /// No cookie at all.
    Nobody,
    /// A session in which nobody has signed in.
    Visitor,
    /// The citizen whose dossier it is.
    Owner,
    /// Another citizen.
    Other,
    Intake,
    /// Of other agencies.
    OtherIntake,
    Postal,
    CaseOfficer,
    /// Of another agency.
    OtherCaseOfficer,
    DivisionHead,
    Leader,
    Records,
    Accountant,
    Centre,
    Controller,
    SystemAdmin,
    Auditor,
}

const ALL: &[Persona] = &[
    Nobody,
    Visitor,
    Owner,
    Other,
    Intake,
    OtherIntake,
    Postal,
    CaseOfficer,
    OtherCaseOfficer,
    DivisionHead,
    Leader,
    Records,
    Accountant,
    Centre,
    Controller,
    SystemAdmin,
    Auditor,
];
/// Who watches the dashboard.
const WATCHERS: &[Persona] = &[DivisionHead, Leader, Centre, Auditor];
/// Who reads the dossier.
const READERS: &[Persona] =
    &[Owner, Intake, CaseOfficer, DivisionHead, Leader, Records, Accountant, Auditor];
/// Those of them who are staff.
const STAFF_READERS: &[Persona] =
    &[Intake, CaseOfficer, DivisionHead, Leader, Records, Accountant, Auditor];
/// Who has a queue.
const QUEUE: &[Persona] = &[
    Intake,
    OtherIntake,
    Postal,
    CaseOfficer,
    OtherCaseOfficer,
    DivisionHead,
    Leader,
    Records,
    Accountant,
    Auditor,
];
/// Whoever has not signed in as staff.
const OUTSIDERS: &[Persona] = &[Nobody, Visitor, Owner, Other];

/// One endpoint, and what it answers to whom.
#[derive(Clone, Copy)]
struct Row {
    method: &'static str,
    /// As it is registered.
    route: &'static str,
    /// What is visited.
    path: &'static str,
    /// What is sent: the fields of a form.
    form: &'static [(&'static str, &'static str)],
    /// Sent as it is, in place of the form.
    json: &'static str,
    /// Sent as `multipart/form-data`, with a PDF.
    has_file: bool,
    /// Sent besides what browsers send; `base64(…)` around a value does that to it.
    headers: &'static [(&'static str, &'static str)],
    at: Stage,
    /// The status for these personas.
    answers: &'static [(u16, &'static [Persona])],
    /// The status for the rest.
    others: u16,
}

/// A page or another address that is opened.
const fn get(route: &'static str, path: &'static str) -> Row {
    Row {
        method: "GET",
        route,
        path,
        form: &[],
        json: "",
        has_file: false,
        headers: &[],
        at: Stage::Submitted,
        answers: &[],
        others: 0,
    }
}

/// A server function, or a form, that is sent.
const fn post(route: &'static str, form: &'static [(&'static str, &'static str)]) -> Row {
    Row { method: "POST", form, ..get(route, route) }
}

impl Row {
    /// At the address that this is with everything filled in.
    const fn to(self, path: &'static str) -> Self {
        Self { path, ..self }
    }

    /// At another stage than [`Stage::Submitted`].
    const fn at(self, at: Stage) -> Self {
        Self { at, ..self }
    }

    /// With this body.
    const fn json(self, json: &'static str) -> Self {
        Self { json, ..self }
    }

    /// With a PDF beside the fields.
    const fn with_file(self) -> Self {
        Self { has_file: true, ..self }
    }

    /// With these headers, and no body.
    const fn headers(self, headers: &'static [(&'static str, &'static str)]) -> Self {
        Self { headers, ..self }
    }

    /// The status for some.
    const fn answers(self, answers: &'static [(u16, &'static [Persona])]) -> Self {
        Self { answers, ..self }
    }

    /// The status for the rest.
    const fn others(self, others: u16) -> Self {
        Self { others, ..self }
    }

    fn expected(&self, persona: Persona) -> u16 {
        let named = self.answers.iter().find(|(_, personas)| personas.contains(&persona));
        named.map_or(self.others, |(status, _)| *status)
    }
}

/// The table; a noun's rows stay together.
const ROWS: &[Row] = &[
    // the public part
    get("/", "/").others(200),
    get("/thu-tuc", "/thu-tuc").others(200),
    get("/thu-tuc/{code}", "/thu-tuc/{procedure}").others(200),
    get("/fn/procedure/list", "/fn/procedure/list").others(200),
    // signing in
    get("/dang-nhap", "/dang-nhap").answers(&[(302, &[Owner, Other])]).others(200),
    get("/dang-nhap/ma", "/dang-nhap/ma").others(302),
    get("/can-bo/dang-nhap", "/can-bo/dang-nhap").others(200),
    get("/demo/tin-nhan", "/demo/tin-nhan").others(200),
    post("/fn/identity/request_code", &[("phone", "{phone}")]).others(200),
    post("/fn/identity/confirm_code", &[("phone", "{phone}"), ("code", "123456")]).others(422),
    post(
        "/fn/identity/sign_in_staff",
        &[("login", "{phone}"), ("password", "wrong"), ("totp", "123456")],
    )
    .others(422),
    post("/fn/identity/stay", &[]).answers(&[(401, &[Nobody, Visitor])]).others(200),
    post("/fn/identity/sign_out", &[]).others(200),
    post("/fn/identity/demo_accounts", &[]).others(200),
    // following one's dossiers
    get("/ho-so", "/ho-so").answers(&[(200, &[Owner, Other])]).others(302),
    get("/ho-so/{code}", "/ho-so/{reference}")
        .answers(&[(200, READERS), (401, &[Nobody, Visitor])])
        .others(404),
    get("/ho-so/{code}/da-nop", "/ho-so/{reference}/da-nop")
        .answers(&[(200, READERS), (401, &[Nobody, Visitor])])
        .others(404),
    get("/ho-so/{code}/giay-hen", "/ho-so/{reference}/giay-hen")
        .at(Stage::Accepted)
        .answers(&[(200, READERS), (401, &[Nobody, Visitor])])
        .others(404),
    get("/ho-so/{code}/rut", "/ho-so/{reference}/rut")
        .answers(&[(200, READERS), (401, &[Nobody, Visitor])])
        .others(404),
    post("/fn/dossier/withdraw", &[("code", "{reference}"), ("version", "{version}")])
        .answers(&[(200, &[Owner]), (403, READERS)])
        .others(404),
    post("/fn/dossier/confirm_receipt", &[("code", "{reference}"), ("version", "{version}")])
        .at(Stage::ResultReady)
        .answers(&[(200, &[Owner, Intake]), (403, READERS)])
        .others(404),
    get("/ho-so/{code}/bo-sung", "/ho-so/{reference}/bo-sung")
        .at(Stage::SupplementRequested)
        .answers(&[(200, &[Owner]), (302, READERS), (401, &[Nobody, Visitor])])
        .others(404),
    post("/fn/dossier/supplement", &[("@dossier", "{reference}")])
        .at(Stage::SupplementRequested)
        .answers(&[(422, &[Owner]), (409, READERS)])
        .others(404),
    // tracking without an account
    get("/tra-cuu", "/tra-cuu").others(200),
    get("/tra-cuu/{pass}", "/tra-cuu/made-up").others(404),
    post("/fn/tracking/track", &[("ma", "{reference}"), ("so", "5678")]).others(200),
    // filing
    get("/nop-ho-so/{code}", "/nop-ho-so/{procedure}").others(200),
    get("/tiep-tuc", "/tiep-tuc").others(200),
    get("/ban-nhap", "/ban-nhap").others(200),
    get("/ban-nhap/{id}", "/ban-nhap/{draft}")
        .at(Stage::Draft)
        .answers(&[(200, &[Owner]), (302, &[Nobody, Visitor])])
        .others(404),
    get("/ban-nhap/{id}/{section}", "/ban-nhap/{draft}/applicant")
        .at(Stage::Draft)
        .answers(&[(200, &[Owner]), (302, &[Nobody, Visitor])])
        .others(404),
    get("/ban-nhap/{id}/le-phi", "/ban-nhap/{draft}/le-phi")
        .at(Stage::Draft)
        .answers(&[(200, &[Owner]), (302, &[Nobody, Visitor])])
        .others(404),
    get("/ban-nhap/{id}/kiem-tra", "/ban-nhap/{draft}/kiem-tra")
        .at(Stage::Draft)
        .answers(&[(200, &[Owner]), (302, &[Nobody, Visitor])])
        .others(404),
    get("/ban-nhap/{id}/xoa", "/ban-nhap/{draft}/xoa")
        .at(Stage::Draft)
        .answers(&[(200, &[Owner]), (302, &[Nobody, Visitor])])
        .others(404),
    post("/fn/draft/begin", &[("code", "{procedure}")]).answers(&[(200, OUTSIDERS)]).others(403),
    post("/fn/draft/resume", &[("code", "AAAAA-AAAAA")]).others(422),
    post("/fn/draft/save", &[])
        .json(r#"{"save": {"id": "{draft}", "answers": {"full_name": "Mai"}}}"#)
        .at(Stage::Draft)
        .answers(&[(200, &[Owner]), (401, &[Nobody, Visitor])])
        .others(404),
    post(
        "/fn/draft/save_page",
        &[("@draft", "{draft}"), ("@section", "applicant"), ("full_name", "Mai")],
    )
    .at(Stage::Draft)
    .answers(&[(200, &[Owner]), (401, &[Nobody, Visitor])])
    .others(404),
    post("/fn/draft/choose_fee", &[("id", "{draft}")])
        .at(Stage::Draft)
        .answers(&[(200, &[Owner]), (401, &[Nobody, Visitor])])
        .others(404),
    post("/fn/draft/remove", &[("id", "{draft}")])
        .at(Stage::Draft)
        .answers(&[(200, &[Owner]), (401, &[Nobody, Visitor])])
        .others(404),
    post("/fn/draft/submit", &[("id", "{draft}")])
        .at(Stage::Draft)
        .answers(&[(200, &[Owner]), (401, &[Nobody, Visitor])])
        .others(404),
    post("/fn/draft/check", &[])
        .json(r#"{"asked": {"form_id": "stp-lltp-03-2013", "answers": {}}}"#)
        .others(200),
    get("/fn/draft/address_book", "/fn/draft/address_book").others(200),
    // the work of officers
    get("/can-bo", "/can-bo").answers(&[(200, QUEUE), (401, &[Nobody, Visitor])]).others(403),
    get("/can-bo/ho-so/{code}", "/can-bo/ho-so/{reference}")
        .answers(&[
            (200, STAFF_READERS),
            (404, &[OtherIntake, OtherCaseOfficer, Postal]),
            (401, &[Nobody, Visitor]),
        ])
        .others(403),
    post("/fn/queue/accept", &[("code", "{reference}"), ("version", "{version}")])
        .answers(&[(200, &[Intake]), (403, READERS)])
        .others(404),
    post(
        "/fn/queue/request_supplement",
        &[
            ("code", "{reference}"),
            ("version", "{version}"),
            ("note", ""),
            ("asked[p2]", "on"),
            ("reasons[p2]", "Mờ"),
        ],
    )
    .answers(&[(200, &[Intake]), (403, READERS)])
    .others(404),
    post(
        "/fn/queue/refuse_intake",
        &[("code", "{reference}"), ("version", "{version}"), ("reason", "Sai nơi nộp")],
    )
    .answers(&[(200, &[Intake]), (403, READERS)])
    .others(404),
    post("/fn/queue/claim", &[("code", "{reference}"), ("version", "{version}")])
        .at(Stage::Accepted)
        .answers(&[(200, &[CaseOfficer]), (403, READERS)])
        .others(404),
    post(
        "/fn/queue/assign",
        &[("code", "{reference}"), ("version", "{version}"), ("to", "{officer}")],
    )
    .at(Stage::Accepted)
    .answers(&[(200, &[DivisionHead, Leader]), (403, READERS)])
    .others(404),
    post(
        "/fn/queue/draft_result",
        &[
            ("code", "{reference}"),
            ("version", "{version}"),
            ("outcome", "granted"),
            ("summary", "Đồng ý"),
            ("legal_ground", ""),
        ],
    )
    .at(Stage::Assigned)
    .answers(&[(200, &[CaseOfficer]), (403, READERS)])
    .others(404),
    post(
        "/fn/queue/return_draft",
        &[("code", "{reference}"), ("version", "{version}"), ("comment", "Ghi rõ hơn")],
    )
    .at(Stage::AwaitingApproval)
    .answers(&[(200, &[DivisionHead, Leader]), (403, READERS)])
    .others(404),
    post("/fn/queue/approve", &[("code", "{reference}"), ("version", "{version}")])
        .at(Stage::AwaitingApproval)
        .answers(&[(200, &[Leader]), (403, READERS)])
        .others(404),
    post("/fn/queue/issue", &[("code", "{reference}"), ("version", "{version}")])
        .at(Stage::Approved)
        .answers(&[(200, &[Records]), (403, READERS)])
        .others(404),
    post("/fn/queue/return_result", &[("code", "{reference}"), ("version", "{version}")])
        .at(Stage::ResultReady)
        .answers(&[(200, &[Owner, Intake]), (403, READERS)])
        .others(404),
    // the numbers
    get("/dieu-hanh", "/dieu-hanh")
        .answers(&[(200, WATCHERS), (401, &[Nobody, Visitor])])
        .others(403),
    get("/dieu-hanh/danh-sach", "/dieu-hanh/danh-sach?so-lieu=late")
        .answers(&[(200, WATCHERS), (401, &[Nobody, Visitor])])
        .others(403),
    // the components
    get("/bo-thanh-phan", "/bo-thanh-phan").others(200),
    // files
    get("/ban-nhap/{id}/giay-to", "/ban-nhap/{draft}/giay-to")
        .at(Stage::Draft)
        .answers(&[(200, &[Owner]), (302, &[Nobody, Visitor])])
        .others(404),
    get("/tep/{id}", "/tep/{file}").answers(&[(200, READERS)]).others(404),
    get("/tep/{id}", "/tep/{file}").at(Stage::Draft).answers(&[(200, &[Owner])]).others(404),
    post("/tep/{kind}/{id}/{paper}", &[])
        .to("/tep/ban-nhap/{draft}/{paper}")
        .with_file()
        .at(Stage::Draft)
        .answers(&[(303, &[Owner]), (401, &[Nobody, Visitor])])
        .others(404),
    post("/tep/{kind}/{id}/{paper}", &[])
        .to("/tep/ho-so/{dossier}/{paper}")
        .with_file()
        .at(Stage::SupplementRequested)
        .answers(&[(303, &[Owner]), (409, READERS)])
        .others(404),
    post("/tep/{kind}/{id}/{paper}", &[])
        .to("/tep/ho-so/{dossier}/result")
        .with_file()
        .at(Stage::Approved)
        .answers(&[(303, &[Records]), (409, READERS)])
        .others(404),
    post("/fn/file/remove", &[("id", "{file}"), ("back", "/")])
        .at(Stage::Draft)
        .answers(&[(200, &[Owner]), (401, &[Nobody, Visitor])])
        .others(404),
    post("/api/tep", &[])
        .headers(&[
            ("tus-resumable", "1.0.0"),
            ("upload-length", "70"),
            ("upload-metadata", "draft base64({draft}),paper base64({paper})"),
        ])
        .at(Stage::Draft)
        .answers(&[(201, &[Owner]), (401, &[Nobody, Visitor])])
        .others(404),
    Row { method: "HEAD", ..get("/api/tep/{id}", "/api/tep/{file}") }
        .headers(&[("tus-resumable", "1.0.0")])
        .at(Stage::Draft)
        .answers(&[(200, &[Owner]), (401, &[Nobody, Visitor])])
        .others(404),
    // paying
    get("/thanh-toan/{reference}", "/thanh-toan/{reference}")
        .at(Stage::Unpaid)
        .answers(&[(200, &[Owner]), (401, &[Nobody, Visitor])])
        .others(404),
    get("/thanh-toan/vnpay/khong-hop-le", "/thanh-toan/vnpay/khong-hop-le").others(422),
    get("/thanh-toan/vnpay/ve", "/thanh-toan/vnpay/ve").others(303),
    get("/thanh-toan/vnpay/ipn", "/thanh-toan/vnpay/ipn").others(200),
    post("/fn/payment/start", &[("reference", "{reference}"), ("lang", "vi")])
        .at(Stage::Unpaid)
        .answers(&[(200, &[Owner]), (401, &[Nobody, Visitor])])
        .others(404),
    // live pages
    get("/api/live", "/api/live?topic=dashboard")
        .answers(&[(200, WATCHERS), (401, &[Nobody, Visitor])])
        .others(403),
    get("/api/live", "/api/live?topic=dossier:{dossier}").answers(&[(200, READERS)]).others(404),
    // the process
    get("/healthz", "/healthz").others(200),
    get("/readyz", "/readyz").others(200),
    get("/metrics", "/metrics").others(200),
];

/// Everybody, signed in, and the dossiers there are at each stage.
struct Scene<'a> {
    server: &'a TestServer,
    people: BTreeMap<Persona, Browser<'a>>,
    filed: BTreeMap<Stage, Filed>,
    /// How many telephone numbers were used.
    phones: u32,
}

impl<'a> Scene<'a> {
    async fn set(server: &'a TestServer) -> Self {
        let mut people = BTreeMap::new();
        for persona in ALL {
            let browser = match persona {
                Nobody => server.nobody(),
                Visitor => server.visitor().await,
                Owner => server.citizen("0912345678").await,
                Other => server.citizen("0987654321").await,
                officer => server.staff(login(*officer)).await,
            };
            people.insert(*persona, browser);
        }
        Self { server, people, filed: BTreeMap::new(), phones: 0 }
    }

    async fn visit(&mut self, row: &Row, persona: Persona) -> Reply {
        let changes = !matches!(row.method, "GET" | "HEAD") && row.expected(persona) < 400;
        if changes || !self.filed.contains_key(&row.at) {
            let filed = self.server.filed(&self.people[&Owner], row.at).await;
            self.filed.insert(row.at, filed);
        }
        let filed = &self.filed[&row.at];
        // What changes something may end the session, too.
        let fresh = if changes && persona != Nobody {
            Some(self.server.again(&self.people[&persona]).await)
        } else {
            None
        };
        let browser = fresh.as_ref().unwrap_or(&self.people[&persona]);
        self.phones += 1;
        let phone = format!("03{:08}", 20_000_000 + self.phones);
        let officer = self.people[&CaseOfficer].actor.staff().map(|id| id.to_string());
        let officer = officer.unwrap_or_default();
        let fill = |text: &str| {
            fill(text, filed).replace("{phone}", &phone).replace("{officer}", &officer)
        };
        let path = fill(row.path);
        let mut request = browser.request(row.method.parse().unwrap(), &path);
        for (name, value) in row.headers {
            request = request.header(*name, fill(&encode(value, fill)));
        }
        let is_page = row.method == "GET" && !path.starts_with("/fn/");
        request = request.header(ACCEPT, if is_page { "text/html" } else { "application/json" });
        let fields: Vec<(&str, String)> =
            row.form.iter().map(|(name, value)| (*name, fill(value))).collect();
        let (kind, body) = match row.json {
            "" => body_of(&fields, row.has_file),
            json => ("application/json", fill(json).into_bytes()),
        };
        let body = if row.headers.is_empty() { Body::from(body) } else { Body::empty() };
        let reply = browser.send(request.header(CONTENT_TYPE, kind).body(body).unwrap()).await;
        if changes {
            self.filed.remove(&row.at);
        }
        reply
    }
}

fn login(persona: Persona) -> &'static str {
    match persona {
        Nobody | Visitor | Owner | Other => unreachable!("they are no staff"),
        Intake => "tiepnhan",
        OtherIntake => "tiepnhan2",
        Postal => "buudien",
        CaseOfficer => "chuyenvien.gtvt",
        OtherCaseOfficer => "chuyenvien",
        DivisionHead => "truongphong.gtvt",
        Leader => "lanhdao.gtvt",
        Records => "vanthu.gtvt",
        Accountant => "ketoan",
        Centre => "giamdoc",
        Controller => "kiemsoat",
        SystemAdmin => "quantri",
        Auditor => "thanhtra",
    }
}

/// Replaces `base64(text)` by what it stands for.
fn encode(text: &str, fill: impl Fn(&str) -> String) -> String {
    let mut parts = text.split("base64(");
    let mut encoded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (inner, rest) = part.split_once(')').expect("a bracket that closes");
        encoded += &STANDARD.encode(fill(inner));
        encoded += rest;
    }
    encoded
}

/// The body of a form and its type.
fn body_of(fields: &[(&str, String)], has_file: bool) -> (&'static str, Vec<u8>) {
    if !has_file {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        return ("application/x-www-form-urlencoded", body.into_bytes());
    }
    let mut body =
        b"--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\
        Content-Type: application/pdf\r\n\r\n"
            .to_vec();
    body.extend_from_slice(PDF);
    body.extend_from_slice(b"\r\n--edge--\r\n");
    ("multipart/form-data; boundary=edge", body)
}

fn fill(text: &str, filed: &Filed) -> String {
    let dossier = filed.dossier.map(|id| id.to_string()).unwrap_or_default();
    text.replace("{draft}", &filed.draft.to_string())
        .replace("{file}", &filed.file.to_string())
        .replace("{reference}", &filed.reference)
        .replace("{dossier}", &dossier)
        .replace("{version}", &filed.version.to_string())
        .replace("{procedure}", PROCEDURE)
        .replace("{paper}", PAPER)
}

on_both_engines!(everybody_gets_what_the_table_says, |test| async move {
    let server = TestServer::start(test).await;
    let mut scene = Scene::set(&server).await;
    let mut wrong = String::new();

    for row in ROWS {
        // Whoever is refused comes first, and finds everything as it was.
        let mut personas = ALL.to_vec();
        personas.sort_by_key(|persona| row.expected(*persona) < 400);
        for persona in personas {
            let reply = scene.visit(row, persona).await;
            let expected = row.expected(persona);
            if reply.status != expected {
                let (path, status) = (row.path, reply.status);
                let method = row.method;
                writeln!(wrong, "{method} {path} as {persona:?}: {status}, not {expected}")
                    .unwrap();
            }
        }
    }

    assert!(wrong.is_empty(), "\n{wrong}");
});

#[test]
fn every_endpoint_has_its_row() {
    let rows: BTreeSet<String> =
        ROWS.iter().map(|row| format!("{} {}", row.method, row.route)).collect();

    let endpoints = endpoints();

    let is_known = |endpoint: &&String| match endpoint.strip_prefix("ANY ") {
        Some(route) => ROWS.iter().any(|row| row.route == route),
        None => rows.contains(*endpoint),
    };
    let missing: Vec<_> = endpoints.iter().filter(|endpoint| !is_known(endpoint)).collect();
    assert!(missing.is_empty(), "server/tests/it/access.rs has no row for {missing:#?}");
    let is_there = |row: &&Row| {
        let endpoint = format!("{} {}", row.method, row.route);
        endpoints.contains(&endpoint) || endpoints.contains(&format!("ANY {}", row.route))
    };
    let gone: Vec<_> = ROWS.iter().filter(|row| !is_there(row)).map(|row| row.route).collect();
    assert!(gone.is_empty(), "rows of server/tests/it/access.rs for what is not there: {gone:#?}");
}

/// Pages, server functions, and the routes of `server/src/http`.
pub(crate) fn endpoints() -> BTreeSet<String> {
    let pages = leptos_axum::generate_route_list(app::App);
    let pages = pages.iter().map(|page| format!("GET {}", page.path()));
    let functions = leptos::server_fn::axum::server_fn_paths();
    let functions = functions.map(|(path, method)| format!("{method} {path}"));
    let mut plain = BTreeSet::new();
    collect_routes(&repository().join("server/src/http"), &mut plain);
    pages.chain(functions).chain(plain).collect()
}

/// Finds `.route("/path", get(…).post(…))` in the text of the sources: axum does not tell.
fn collect_routes(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_routes(&path, found);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for (at, _) in text.match_indices(".route(") {
            let call = whole_call(&text[at + ".route".len()..]);
            let route = route_of(call, &text);
            for method in ["get", "post", "put", "patch", "delete", "head", "options", "any"] {
                let is_there = call.match_indices(&format!("{method}(")).any(|(at, _)| {
                    !call[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
                });
                if is_there {
                    found.insert(format!("{} {route}", method.to_uppercase()));
                }
            }
        }
    }
}

/// The first argument: a text, or a constant of the same file.
fn route_of<'a>(call: &'a str, file: &'a str) -> &'a str {
    let argument = call.trim_start_matches('(').trim_start();
    if argument.starts_with('"') {
        return argument.split('"').nth(1).expect("a text ends");
    }
    let name = argument.split(',').next().unwrap_or_default().trim();
    let constant = format!("const {name}: &str = \"");
    let (_, rest) =
        file.split_once(&constant).expect("a route is a text or a constant of its file");
    rest.split('"').next().unwrap_or_default()
}

/// From the opening bracket to the one that closes it.
fn whole_call(text: &str) -> &str {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return &text[..at],
            ')' => depth -= 1,
            _ => {}
        }
    }
    text
}
