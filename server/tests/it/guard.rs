//! What nobody sends by accident: odd targets, bodies that stop, more live pages than anybody reads, days
//! that nobody can mean.

use crate::harness::{Browser, TestServer};
use axum::body::{Body, Bytes, to_bytes};
use axum::response::Response;
use futures::{StreamExt, stream};
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{Method, Request};
use leptos::config::LeptosOptions;
use server::http::{Edge, Limits, LiveLimits, Pace, router};
use std::convert::Infallible;
use std::time::Duration;
use store::on_both_engines;
use store::testing::TestDb;
use tower::ServiceExt;

const SHORT: Duration = Duration::from_millis(50);
/// How long a test waits for what should come.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server with the staff of the demo world and limits of the test's own.
async fn with_limits(test: TestDb, limits: Limits) -> TestServer {
    let mut server = TestServer::start(test).await;
    let leptos = LeptosOptions::builder().output_name("motcua").build();
    server.router = router(Edge { limits, ..Edge::new(server.portal.clone(), leptos) });
    server
}

on_both_engines!(a_target_that_is_no_path_is_refused_like_anything_else, |test| async move {
    let server = TestServer::start(test).await;

    for (method, target) in [("CONNECT", "a:1"), ("GET", "a:1"), ("OPTIONS", "*")] {
        let request = Request::builder().method(method).uri(target).body(Body::empty()).unwrap();
        let reply = server.send(request).await;

        assert_eq!((reply.status, reply.code().as_str()), (400, "bad_request"), "{method}");
        assert_eq!(reply.json()["request_id"], reply.header("x-request-id"));
    }
});

on_both_engines!(an_address_too_long_for_a_file_is_a_page_that_is_not_there, |test| async move {
    let server = TestServer::start(test).await;

    let reply = server.nobody().get(&format!("/{}", "a".repeat(300))).await;

    assert_eq!(reply.status, 404);
    assert!(reply.text().contains("<h1"), "{}", reply.text());
});

/// A form of which so much comes, and then no more.
fn stopping(browser: &Browser<'_>, path: &str, begun: &'static str) -> Request<Body> {
    let begun = stream::iter([Ok::<_, Infallible>(Bytes::from_static(begun.as_bytes()))]);
    let body = Body::from_stream(begun.chain(stream::pending()));
    let request = browser.request(Method::POST, path);
    request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(body).unwrap()
}

on_both_engines!(a_form_that_stops_on_its_way_is_not_waited_for, |test| async move {
    let pace = Pace { bytes_min: 1, within: SHORT };
    let server = with_limits(test, Limits { form: pace, ..Limits::default() }).await;
    let citizen = server.citizen("0912345678").await;

    for path in ["/fn/identity/request_code", "/fn/draft/submit"] {
        let reply = citizen.send(stopping(&citizen, path, "phone=0"));
        let reply = tokio::time::timeout(PATIENCE, reply).await.expect("an answer in time");

        assert_eq!((reply.status, reply.code().as_str()), (408, "too_slow"), "{path}");
        assert_eq!(reply.json()["request_id"], reply.header("x-request-id"));
    }
});

on_both_engines!(a_form_that_is_not_there_in_time_is_the_senders_affair, |test| async move {
    let server = with_limits(test, Limits { answer_time: SHORT, ..Limits::default() }).await;
    let visitor = server.visitor().await;

    let reply = visitor.send(stopping(&visitor, "/fn/identity/request_code", "phone=0")).await;

    assert_eq!((reply.status, reply.code().as_str()), (408, "too_slow"));
});

/// Opens a live page and keeps it open.
async fn listen(server: &TestServer, browser: &Browser<'_>, topic: &str) -> Response {
    let request = browser.request(Method::GET, &format!("/api/live?topic={topic}"));
    server.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

on_both_engines!(live_pages_leave_room_for_others, |test| async move {
    let live = LiveLimits { of_session: 2, of_nobody: 1, all: 4, ..Limits::default().live };
    let server = with_limits(test, Limits { live, ..Limits::default() }).await;
    let officer = server.staff("tiepnhan").await;
    let (other, visitor) = (server.staff("lanhdao").await, server.visitor().await);

    let mut open = Vec::new();
    for who in [&officer, &officer, &server.nobody()] {
        open.push(listen(&server, who, "demo").await);
    }
    assert!(open.iter().all(|line| line.status() == 200));
    for who in [&officer, &server.nobody()] {
        let reply = who.get("/api/live?topic=demo").await;
        assert_eq!(reply.status, 429);
        assert!(!reply.header("retry-after").is_empty());
        assert!(reply.text().contains(reply.header("x-request-id")), "{}", reply.text());
    }
    open.push(listen(&server, &other, "demo").await);
    let full = listen(&server, &visitor, "demo").await;
    assert_eq!((open[3].status().as_u16(), full.status().as_u16()), (200, 503));
    assert_eq!(visitor.get("/").await.status, 200);

    open.remove(0);
    assert_eq!(listen(&server, &officer, "demo").await.status(), 200);
});

on_both_engines!(whoever_signs_out_hears_no_more, |test| async move {
    let live = LiveLimits { asked_again: SHORT, ..Limits::default().live };
    let server = with_limits(test, Limits { live, ..Limits::default() }).await;
    let officer = server.staff("tiepnhan").await;
    let line = listen(&server, &officer, "queue").await;
    assert_eq!(line.status(), 200);

    officer.post_form("/fn/identity/sign_out", &[]).await;

    let heard = tokio::time::timeout(PATIENCE, to_bytes(line.into_body(), usize::MAX));
    let heard = heard.await.expect("the line ends").unwrap();
    assert!(heard.starts_with(b"event: hello"), "{heard:?}");
    assert_eq!(listen(&server, &officer, "queue").await.status(), 401);
});

on_both_engines!(whoever_may_listen_keeps_the_line, |test| async move {
    let live = LiveLimits { asked_again: SHORT, ..Limits::default().live };
    let server = with_limits(test, Limits { live, ..Limits::default() }).await;
    let officer = server.staff("tiepnhan").await;
    let mut words = listen(&server, &officer, "queue").await.into_body().into_data_stream();
    words.next().await.unwrap().unwrap();

    // Asked again many times, and nothing is said.
    let more = tokio::time::timeout(SHORT * 10, words.next()).await;

    assert!(more.is_err(), "{more:?}");
});

on_both_engines!(a_day_that_nobody_can_mean_is_no_failure, |test| async move {
    let server = TestServer::start(test).await;
    let leader = server.staff("lanhdao").await;
    let officer = server.staff("tiepnhan").await;
    let nil = "00000000-0000-0000-0000-000000000000";

    for day in ["-262143-01-01", "%2B262142-12-31", "-4800-01-01", "0001-01-01"] {
        for name in ["tu", "den"] {
            let numbers = format!("/dieu-hanh/danh-sach?so-lieu=finished&{name}={day}");
            assert_eq!(leader.get(&numbers).await.status, 400, "{numbers}");
            let queue = format!("/can-bo?{name}={day}");
            assert_eq!(officer.get(&queue).await.status, 200, "{queue}");
        }
    }
    for micros in ["-8334601228800000000", "8210266876799999999", "-210866803200000001"] {
        let queue = format!("/can-bo?sau={micros}.{nil}");
        assert_eq!(officer.get(&queue).await.status, 200, "{queue}");
        let numbers = format!("/dieu-hanh/danh-sach?so-lieu=finished&sau={micros}.{nil}");
        assert_eq!(leader.get(&numbers).await.status, 200, "{numbers}");
    }
});

on_both_engines!(a_person_reads_why_a_form_was_not_taken, |test| async move {
    let pace = Pace { bytes_min: 1, within: SHORT };
    let server = with_limits(test, Limits { form: pace, ..Limits::default() }).await;
    let visitor = server.visitor().await;
    let mut request = stopping(&visitor, "/fn/identity/request_code", "phone=0");
    request.headers_mut().insert(ACCEPT, "text/html".parse().unwrap());

    let reply = visitor.send(request).await;

    assert_eq!(reply.status, 408);
    assert!(reply.text().contains("gửi lại"), "{}", reply.text());
});
