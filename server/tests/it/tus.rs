//! tus 1.0.0 at `/api/tep`, judged by `data/vectors/tus.json` and by people who are not meant.

use crate::filing::{PAPER, PDF, Stage};
use crate::harness::{Browser, Reply, TestServer, repository};
use axum::body::{Body, Bytes};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use futures::stream;
use http::{HeaderMap, Method, Request};
use leptos::config::LeptosOptions;
use serde_json::Value;
use server::http::{Edge, router};
use sha2::{Digest, Sha256};
use shared::id::DraftId;
use std::collections::BTreeMap;
use store::on_both_engines;
use store::testing::TestDb;
use tokio::sync::oneshot;

const BASE: &str = "/api/tep";
const VERSION: (&str, &str) = ("tus-resumable", "1.0.0");

/// A server whose files may have so many bytes.
async fn with_file_bytes_max(test: TestDb, bytes_max: u64) -> TestServer {
    let mut server = TestServer::start(test).await;
    server.portal.limits.files.file_bytes_max = bytes_max;
    let leptos = LeptosOptions::builder().output_name("motcua").build();
    let portal = server.portal.clone();
    server.router = router(Edge::new(portal, leptos));
    server
}

/// Speaks tus as a browser does.
async fn speak(
    who: &Browser<'_>,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> Reply {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let mut request = who.request(method, path).header(VERSION.0, VERSION.1);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    who.send(request.body(body.into()).unwrap()).await
}

/// Begins an upload for the paper of a draft.
async fn begin(who: &Browser<'_>, draft: DraftId, length: usize) -> Reply {
    let said = |text: &str| STANDARD.encode(text);
    let metadata = format!(
        "filename {},draft {},paper {}",
        said("Giấy phép.pdf"),
        said(&draft.to_string()),
        said(PAPER)
    );
    let length = length.to_string();
    let headers = [("upload-length", length.as_str()), ("upload-metadata", metadata.as_str())];
    speak(who, "POST", BASE, &headers, Body::empty()).await
}

async fn append(who: &Browser<'_>, path: &str, at: usize, body: impl Into<Body>) -> Reply {
    let at = at.to_string();
    let headers =
        [("upload-offset", at.as_str()), ("content-type", "application/offset+octet-stream")];
    speak(who, "PATCH", path, &headers, body).await
}

async fn far(who: &Browser<'_>, path: &str) -> String {
    let reply = speak(who, "HEAD", path, &[], Body::empty()).await;
    reply.header("upload-offset").to_owned()
}

/// A PDF of that many bytes.
fn pdf(bytes: usize) -> Vec<u8> {
    let mut all = PDF.to_vec();
    let filling = vec![b' '; bytes - all.len()];
    let end = all.split_off(PDF.len() - "%%EOF\n".len());
    [all, filling, end].concat()
}

on_both_engines!(the_steps_of_the_protocol_are_kept, |test| async move {
    let text = std::fs::read_to_string(repository().join("data/vectors/tus.json")).unwrap();
    let vectors: Value = serde_json::from_str(&text).unwrap();
    let server = with_file_bytes_max(test, vectors["max_size"].as_u64().unwrap()).await;
    let visitor = server.visitor().await;
    let mut saved = BTreeMap::from([("{base}".to_owned(), BASE.to_owned())]);
    let steps = vectors["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 29);

    for step in steps {
        let asked = &step["request"];
        let mut path = asked["url"].as_str().unwrap().to_owned();
        for (name, address) in &saved {
            path = path.replace(name, address);
        }
        let method = Method::from_bytes(asked["method"].as_str().unwrap().as_bytes()).unwrap();
        let mut request = visitor.request(method, &path);
        for (name, value) in asked["headers"].as_object().unwrap() {
            request = request.header(name, value.as_str().unwrap());
        }
        let body = asked["body"].as_str().unwrap_or_default().to_owned();
        let reply = visitor.send(request.body(Body::from(body)).unwrap()).await;

        check(step, &reply);
        if let Some(name) = step["save"].as_str() {
            saved.insert(format!("{{{name}}}"), reply.header("location").to_owned());
        }
    }
});

fn check(step: &Value, reply: &Reply) {
    let (id, wanted) = (&step["id"], &step["spec"]);
    let status = wanted["status"].as_array().unwrap();
    assert!(status.contains(&reply.status.into()), "{id}: {} {}", reply.status, reply.text());
    let Some(headers) = wanted["header"].as_object() else { return };
    for (name, value) in headers {
        let (found, value) = (reply.header(name), value.as_str().unwrap());
        match value.strip_prefix("contains ") {
            Some(words) => assert!(words.split(", ").all(|w| found.contains(w)), "{id}: {found}"),
            None if value == "present" => assert!(!found.is_empty(), "{id}: no {name}"),
            None if value == "as sent" => assert!(found.starts_with("filename "), "{id}: {found}"),
            None => assert_eq!(found, value, "{id}: {name}"),
        }
    }
}

on_both_engines!(what_was_sent_in_pieces_is_the_file_of_its_paper, |test| async move {
    let server = TestServer::start(test).await;
    let owner = server.citizen("0912345678").await;
    let draft = server.draft(&owner).await.draft;
    let whole = pdf(600_000);

    let begun = begin(&owner, draft, whole.len()).await;
    assert_eq!(begun.status, 201, "{}", begun.text());
    let path = begun.header("location").to_owned();
    for (at, piece) in whole.chunks(256 * 1024).enumerate() {
        let sum = format!("sha256 {}", STANDARD.encode(Sha256::digest(piece)));
        let at = (at * 256 * 1024).to_string();
        let headers = [
            ("upload-offset", at.as_str()),
            ("content-type", "application/offset+octet-stream"),
            ("upload-checksum", sum.as_str()),
        ];
        let reply = speak(&owner, "PATCH", &path, &headers, piece.to_vec()).await;
        assert_eq!(reply.status, 204, "{}", reply.text());
    }

    let address = path.replace(BASE, "/tep");
    let file = owner.get(&address).await;
    assert_eq!(file.status, 200);
    assert!(file.body == whole);
    assert_eq!(file.header("content-type"), "application/pdf");
    assert!(file.header("content-disposition").starts_with("attachment;"));
    assert!(
        file.header("content-disposition")
            .contains("filename*=UTF-8''Gi%E1%BA%A5y%20ph%C3%A9p.pdf")
    );
    assert_eq!(file.header("x-frame-options"), "DENY");
    assert_eq!(file.header("cache-control"), "private, no-store");
    let shown = owner.get(&format!("{address}?xem=1")).await;
    assert!(shown.header("content-disposition").starts_with("inline;"));
    assert_eq!(shown.header("x-frame-options"), "SAMEORIGIN");
    assert!(shown.header("content-security-policy").contains("frame-ancestors 'self'"));
    let part = owner.request(Method::GET, &address).header("range", "bytes=1-4");
    let part = owner.send(part.body(Body::empty()).unwrap()).await;
    assert_eq!((part.status, part.body.as_slice()), (206, &b"PDF-"[..]));
    assert_eq!(part.header("content-range"), "bytes 1-4/600000");
    let known = owner.request(Method::GET, &address).header("if-none-match", file.header("etag"));
    assert_eq!(owner.send(known.body(Body::empty()).unwrap()).await.status, 304);
});

on_both_engines!(an_upload_in_one_request_is_created_whole, |test| async move {
    let server = TestServer::start(test).await;
    let owner = server.citizen("0912345678").await;
    let draft = server.draft(&owner).await.draft;
    let said = |text: &str| STANDARD.encode(text);
    let metadata = format!("draft {},paper {}", said(&draft.to_string()), said(PAPER));
    let length = PDF.len().to_string();
    let headers = [
        ("upload-length", length.as_str()),
        ("upload-metadata", metadata.as_str()),
        ("content-type", "application/offset+octet-stream"),
    ];

    let reply = speak(&owner, "POST", BASE, &headers, PDF).await;

    assert_eq!((reply.status, reply.header("upload-offset")), (201, length.as_str()));
    let file = owner.get(&reply.header("location").replace(BASE, "/tep")).await;
    assert_eq!(file.body, PDF);
});

on_both_engines!(nobody_but_its_owner_touches_an_upload, |test| async move {
    let server = TestServer::start(test).await;
    let owner = server.citizen("0912345678").await;
    let draft = server.draft(&owner).await.draft;
    let path = begin(&owner, draft, PDF.len()).await.header("location").to_owned();
    let strangers = [
        server.nobody(),
        server.visitor().await,
        server.citizen("0987654321").await,
        server.staff("tiepnhan").await,
        server.staff("tiepnhan2").await,
    ];

    for stranger in strangers {
        let refused = begin(&stranger, draft, 5).await;
        assert!(matches!(refused.status, 401 | 404), "{}", refused.text());
        let refused = append(&stranger, &path, 0, PDF).await;
        assert!(matches!(refused.status, 401 | 404), "{}", refused.text());
        for method in ["HEAD", "DELETE"] {
            let refused = speak(&stranger, method, &path, &[], Body::empty()).await;
            assert!(matches!(refused.status, 401 | 404), "{method}: {}", refused.status);
        }
    }
    let nobody = server.nobody();
    let unsaid = speak(&nobody, "POST", BASE, &[("upload-length", "5")], Body::empty()).await;
    assert_eq!(unsaid.code(), "identity.sign_in_needed");
    assert_eq!(append(&owner, &path, 0, PDF).await.status, 204);
});

on_both_engines!(a_file_is_read_by_its_owner_and_the_agency_that_decides, |test| async move {
    let server = TestServer::start(test).await;
    let owner = server.citizen("0912345678").await;
    let draft = server.filed(&owner, Stage::Draft).await.file;
    let filed = server.filed(&owner, Stage::Submitted).await.file;
    let ours = server.staff("chuyenvien.gtvt").await;
    let theirs = server.staff("tiepnhan2").await;
    let other = server.citizen("0987654321").await;

    for (who, of_draft, of_dossier) in
        [(&owner, 200, 200), (&ours, 404, 200), (&theirs, 404, 404), (&other, 404, 404)]
    {
        assert_eq!(who.get(&format!("/tep/{draft}")).await.status, of_draft);
        assert_eq!(who.get(&format!("/tep/{filed}")).await.status, of_dossier);
    }
    let missing = owner.get("/tep/no-id").await;
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("Không tìm thấy"), "a page for people, not JSON");
});

on_both_engines!(one_writes_and_the_other_is_told_to_wait, |test| async move {
    let server = TestServer::start(test).await;
    let owner = server.citizen("0912345678").await;
    let draft = server.draft(&owner).await.draft;
    let path = begin(&owner, draft, PDF.len()).await.header("location").to_owned();
    let (begins, begun) = oneshot::channel();
    let (goes_on, wait) = oneshot::channel::<()>();
    let slow = stream::once(async move {
        begins.send(()).unwrap();
        wait.await.unwrap();
        Ok::<_, std::io::Error>(Bytes::from_static(PDF))
    });

    let second = async {
        begun.await.unwrap();
        let refused = append(&owner, &path, 0, PDF).await;
        goes_on.send(()).unwrap();
        refused
    };
    let (first, second) = tokio::join!(append(&owner, &path, 0, Body::from_stream(slow)), second);

    assert_eq!((second.status, second.code()), (423, "upload.busy".to_owned()));
    assert_eq!(first.status, 204, "{}", first.text());
});

on_both_engines!(what_had_arrived_when_the_line_broke_counts, |test| async move {
    let server = TestServer::start(test).await;
    let owner = server.citizen("0912345678").await;
    let draft = server.draft(&owner).await.draft;
    let whole = pdf(300_000);
    let path = begin(&owner, draft, whole.len()).await.header("location").to_owned();
    let arrived = Bytes::copy_from_slice(&whole[..190_000]);
    let breaks = stream::iter([Ok(arrived), Err(std::io::Error::other("the line is gone"))]);

    let broken = append(&owner, &path, 0, Body::from_stream(breaks)).await;

    assert_eq!(broken.code(), "upload.broken");
    assert_eq!(far(&owner, &path).await, "190000");
    let again = append(&owner, &path, 0, whole.clone()).await;
    assert_eq!((again.status, again.code()), (409, "upload.offset".to_owned()));
    let past = append(&owner, &path, 190_000, whole.clone()).await;
    assert_eq!((past.status, past.code()), (413, "upload.past_end".to_owned()));
    assert_eq!(append(&owner, &path, 190_000, whole[190_000..].to_vec()).await.status, 204);
});

on_both_engines!(an_upload_that_nobody_comes_back_for_expires, |test| async move {
    let server = TestServer::start(test).await;
    let owner = server.citizen("0912345678").await;
    let draft = server.draft(&owner).await.draft;
    let begun = begin(&owner, draft, PDF.len()).await;
    let path = begun.header("location").to_owned();
    assert_eq!(begun.header("upload-expires"), "Tue, 06 Jan 2026 03:00:00 GMT");

    server.clock.advance(TimeDelta::hours(24));

    let owner = server.again(&owner).await;
    assert_eq!(append(&owner, &path, 0, PDF).await.code(), "upload.not_found");
});

on_both_engines!(each_wrong_file_has_its_own_code, |test| async move {
    let server = with_file_bytes_max(test, 1024 * 1024).await;
    let owner = server.citizen("0912345678").await;
    let draft = server.draft(&owner).await.draft;

    assert_eq!(begin(&owner, draft, 0).await.code(), "upload.empty");
    let large = begin(&owner, draft, 1024 * 1024 + 1).await;
    assert_eq!(
        (large.code(), large.json()["params"]["max"].as_str()),
        ("upload.too_large".into(), Some("1"))
    );
    for (content, code) in [
        (&b"<html>no</html>"[..], "upload.wrong_type"),
        (b"%PDF-1.4\ntrailer<</Encrypt 1 0 R>>\n%%EOF\n", "upload.locked"),
    ] {
        let path = begin(&owner, draft, content.len()).await.header("location").to_owned();
        assert_eq!(append(&owner, &path, 0, content).await.code(), code);
        assert_eq!(far(&owner, &path).await, "", "nothing of it is left");
    }
});

on_both_engines!(another_site_cannot_speak_tus_for_somebody, |test| async move {
    let server = TestServer::start(test).await;
    let visitor = server.visitor().await;
    let ask = |change: fn(&mut HeaderMap)| {
        let mut request: Request<Body> = visitor
            .request(Method::POST, BASE)
            .header(VERSION.0, VERSION.1)
            .header("upload-length", "5")
            .body(Body::empty())
            .unwrap();
        change(request.headers_mut());
        visitor.send(request)
    };

    let theirs = ask(|headers| {
        headers.insert("origin", "https://evil.example".parse().unwrap());
    });
    assert_eq!(theirs.await.code(), "cross_site");
    let a_program = ask(|headers| {
        headers.remove("origin");
    });
    assert_eq!(a_program.await.status, 201);
    let preflight = visitor.request(Method::OPTIONS, BASE).body(Body::empty()).unwrap();
    let preflight = visitor.send(preflight).await;
    assert_eq!(preflight.header("access-control-allow-origin"), "");
    assert_eq!(preflight.header("access-control-allow-headers"), "");
});

const BOUNDARY: &str = "----form";

/// Sends files as a plain form does.
async fn send_form(who: &Browser<'_>, path: &str, accept: &str, files: &[(&str, &[u8])]) -> Reply {
    let mut body = Vec::new();
    for (name, content) in files {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    let request = who
        .request(Method::POST, path)
        .header("accept", accept)
        .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
    who.send(request.body(Body::from(body)).unwrap()).await
}

on_both_engines!(a_plain_form_sends_files_and_hears_of_each_that_is_refused, |test| async move {
    let server = with_file_bytes_max(test, 1024 * 1024).await;
    let owner = server.citizen("0912345678").await;
    let draft = server.draft(&owner).await.draft;
    let page = format!("/ban-nhap/{draft}/giay-to");
    let form = format!("/tep/ban-nhap/{draft}/{PAPER}?ve={page}");
    let large = pdf(1024 * 1024 + 1);

    let good = send_form(&owner, &form, "text/html", &[("Quyết định.pdf", PDF)]).await;
    assert_eq!(good.location(), format!("{page}#{PAPER}"));

    let files = [
        ("trống.pdf", &b""[..]),
        ("trang.html", b"<html>no</html>"),
        ("lớn.pdf", &large),
        ("hai.pdf", PDF),
    ];
    let mixed = send_form(&owner, &form, "text/html", &files).await;
    assert_eq!(mixed.location(), page);
    let cookie = mixed.header("set-cookie").split(';').next().unwrap().to_owned();
    let session = owner.request(Method::GET, &page).body(Body::empty()).unwrap();
    let session = session.headers()["cookie"].to_str().unwrap().to_owned();
    let shown = owner.request(Method::GET, &page).header("accept", "text/html");
    let mut shown = shown.body(Body::empty()).unwrap();
    shown.headers_mut().insert("cookie", format!("{session}; {cookie}").parse().unwrap());
    let shown = owner.send(shown).await.text();

    assert!(shown.contains("Quyết định.pdf") && shown.contains("hai.pdf"));
    for words in [
        "trống.pdf: Tệp không có nội dung",
        "trang.html: Chỉ nhận tệp PDF, JPEG, PNG, HEIC, DOCX",
        "lớn.pdf: Tệp lớn hơn 1 MB",
    ] {
        assert!(shown.contains(words), "{words}");
    }
    let later = owner.get(&page).await.text();
    assert!(!later.contains("trống.pdf") && later.contains("hai.pdf"));
});

on_both_engines!(a_form_that_cannot_be_taken_says_why_to_programs_too, |test| async move {
    let server = TestServer::start(test).await;
    let owner = server.citizen("0912345678").await;
    let stranger = server.citizen("0987654321").await;
    let draft = server.draft(&owner).await.draft;
    let form = |paper: &str| format!("/tep/ban-nhap/{draft}/{paper}");
    let one = [("a.pdf", PDF)];

    let none = send_form(&owner, &form(PAPER), "application/json", &[("", b"")]).await;
    assert_eq!((none.status, none.code()), (422, "upload.none".to_owned()));
    let unknown = send_form(&owner, &form("p99"), "application/json", &one).await;
    assert_eq!(unknown.code(), "upload.unknown_paper");
    let not_theirs = send_form(&stranger, &form(PAPER), "application/json", &one).await;
    assert_eq!(not_theirs.code(), "draft.not_found");
    let nothing = send_form(&owner, "/tep/khac/1/p1", "application/json", &one).await;
    assert_eq!(nothing.code(), "not_found");
    let astray = format!("{}?ve=//evil.example", form(PAPER));
    assert_eq!(
        send_form(&owner, &astray, "text/html", &one).await.location(),
        format!("/#{PAPER}")
    );
    let many: Vec<_> = std::iter::repeat_n(("a.pdf", PDF), 12).collect();
    let many = send_form(&owner, &form(PAPER), "application/json", &many).await;
    assert_eq!(many.code(), "upload.too_many");
});

on_both_engines!(a_file_is_taken_off_by_a_plain_form, |test| async move {
    let server = TestServer::start(test).await;
    let owner = server.citizen("0912345678").await;
    let stranger = server.citizen("0987654321").await;
    let filed = server.draft(&owner).await;
    let (file, page) = (filed.file.to_string(), format!("/ban-nhap/{}/giay-to", filed.draft));
    let fields = [("id", file.as_str()), ("back", page.as_str())];

    let refused = stranger.post_form("/fn/file/remove", &fields).await;
    assert!(!refused.header("set-cookie").is_empty());
    assert_eq!(owner.get(&format!("/tep/{file}")).await.status, 200);
    let removed = owner.post_form("/fn/file/remove", &fields).await;
    assert_eq!(removed.location(), page);
    assert_eq!(owner.get(&format!("/tep/{file}")).await.status, 404);
    assert_eq!(owner.post_form("/fn/file/remove", &fields).await.location(), page);
});
