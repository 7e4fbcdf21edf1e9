//! What every request passes on its way in and out.

use crate::harness::{Reply, TestServer};
use axum::body::Body;
use http::Method;
use http::header::{ACCEPT, CONTENT_TYPE, ORIGIN};
use integrations::entropy::Entropy;
use store::on_both_engines;

const FORM: &str = "application/x-www-form-urlencoded";

on_both_engines!(another_site_sends_no_forms_in_our_name, |test| async move {
    let server = TestServer::start(test).await;
    let citizen = server.citizen("0912345678").await;
    let mut request = citizen
        .request(Method::POST, "/fn/identity/sign_out")
        .header(CONTENT_TYPE, FORM)
        .body(Body::empty())
        .unwrap();
    request.headers_mut().insert(ORIGIN, "https://evil.example".parse().unwrap());

    let reply = citizen.send(request).await;

    assert_eq!((reply.status, reply.code().as_str()), (403, "cross_site"));
    assert_eq!(citizen.get("/").await.status, 200);
});

on_both_engines!(a_refused_form_leads_back_to_its_page_with_what_was_typed, |test| async move {
    let server = TestServer::start(test).await;
    let visitor = server.visitor().await;
    let request = visitor
        .request(Method::POST, "/fn/identity/request_code")
        .header("referer", "https://dvc.example.vn/dang-nhap")
        .header(ACCEPT, "text/html")
        .header(CONTENT_TYPE, FORM)
        .body(Body::from("phone=12345"))
        .unwrap();

    let reply = visitor.send(request).await;

    assert_eq!((reply.status, reply.location()), (303, "/dang-nhap"));
    let cookie = reply.header("set-cookie").split(';').next().unwrap().to_owned();
    let page = visitor.request(Method::GET, "/dang-nhap").header("cookie", cookie);
    let page = visitor.send(page.body(Body::empty()).unwrap()).await.text();
    assert!(page.contains("12345") && page.contains("aria-invalid"), "{page}");
});

on_both_engines!(a_form_without_script_signs_in, |test| async move {
    let server = TestServer::start(test).await;
    let visitor = server.visitor().await;
    server.phones.set_away(true);

    let reply = visitor.post_form("/fn/identity/request_code", &[("phone", "0912 345 678")]).await;

    assert!(reply.location().starts_with("/dang-nhap/ma"), "{}", reply.location());
    let delivered = services::message::deliver_due(&server.portal).await.unwrap();
    assert_eq!((delivered.sent, delivered.postponed), (0, 1));
});

on_both_engines!(every_page_says_what_browsers_may_do_with_it, |test| async move {
    let server = TestServer::start(test).await;
    let nobody = server.nobody();

    let (first, second) = (nobody.get("/").await, nobody.get("/").await);

    let fixed = [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("strict-transport-security", "max-age=31536000"),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(self), geolocation=(), microphone=()"),
        ("cache-control", "no-store"),
    ];
    for (name, value) in fixed {
        assert_eq!(first.header(name), value, "{name}");
    }
    let nonce = |reply: &Reply| {
        let policy = reply.header("content-security-policy").to_owned();
        let (_, rest) = policy.split_once("'nonce-").expect(&policy);
        rest.split('\'').next().unwrap().to_owned()
    };
    assert_ne!(nonce(&first), nonce(&second));
    assert!(first.text().contains(&format!("nonce=\"{}\"", nonce(&first))));
    let policy = first.header("content-security-policy");
    assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"));
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    assert_eq!(first.header("x-request-id").len(), 16);
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
});

on_both_engines!(every_refusal_carries_a_code_and_the_request_id, |test| async move {
    let server = TestServer::start(test).await;
    let citizen = server.citizen("0912345678").await;
    let send = async |method: Method, path: &str, kind: &str, body: Vec<u8>| {
        let request = citizen.request(method, path).header(CONTENT_TYPE, kind);
        citizen.send(request.body(Body::from(body)).unwrap()).await
    };
    let json = "application/json";
    let replies = [
        (send(Method::POST, "/fn/identity/request_code", FORM, vec![b'a'; 600_000]).await, 413),
        (send(Method::GET, "/api/live", FORM, Vec::new()).await, 400),
        (send(Method::GET, "/api/live?topic=%ff", FORM, Vec::new()).await, 404),
        (send(Method::DELETE, "/thu-tuc", FORM, Vec::new()).await, 405),
        (send(Method::POST, "/fn/draft/save", json, b"{\"save\":".to_vec()).await, 400),
        (send(Method::POST, "/fn/draft/save", json, b"{\"save\":{\"id\":7}}".to_vec()).await, 400),
        (send(Method::POST, "/fn/draft/submit", FORM, b"id=none".to_vec()).await, 400),
        (send(Method::POST, "/fn/no/such", FORM, Vec::new()).await, 404),
        (send(Method::POST, "/tep/ban-nhap/x/p2", FORM, Vec::new()).await, 404),
    ];

    for (at, (reply, status)) in replies.iter().enumerate() {
        assert_eq!(reply.status, *status, "{at}: {}", reply.text());
        let id = reply.header("x-request-id");
        if reply.header("content-type").starts_with("text/html") {
            assert!(!id.is_empty(), "{at}");
            continue;
        }
        assert!(!reply.code().is_empty(), "{at}: {}", reply.text());
        assert_eq!(reply.json()["request_id"], id, "{at}");
    }
});

on_both_engines!(a_person_who_is_refused_by_the_machinery_reads_a_sentence, |test| async move {
    let server = TestServer::start(test).await;
    let citizen = server.citizen("0912345678").await;
    let request = citizen
        .request(Method::POST, "/fn/identity/request_code")
        .header(ACCEPT, "text/html")
        .header(CONTENT_TYPE, FORM);

    let reply = citizen.send(request.body(Body::from(vec![b'a'; 600_000])).unwrap()).await;

    assert_eq!(reply.status, 413);
    let page = reply.text();
    assert!(page.contains("quá lớn") && page.contains(reply.header("x-request-id")), "{page}");
});

/// What people and programs send that nobody expects.
const ODD: [&str; 16] = [
    "",
    "a",
    "-1",
    "9223372036854775808",
    "%00",
    "%ff%fe",
    "..%2f..%2fetc",
    "%27%3B+DROP+TABLE+dossier%3B--",
    "%3Cscript%3E",
    "%F0%9F%A6%86",
    "null",
    "%5B%5D",
    "00000000-0000-0000-0000-000000000000",
    "HS-AAAAA-AAAAA",
    "%E1%BA%BF%CC%81",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
     aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
     aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
];
const ODD_TYPES: [&str; 6] =
    [FORM, "application/json", "multipart/form-data; boundary=x", "text/plain", "", "a/b; c=\"d"];
const ODD_NAMES: [&str; 16] = [
    "id",
    "code",
    "version",
    "reference",
    "lang",
    "q",
    "topic",
    "ma",
    "so",
    "page",
    "save",
    "answers",
    "@draft",
    "@section",
    "phone",
    "asked[p1]",
];
const TRIES: u64 = 1500;

on_both_engines!(nothing_that_is_sent_makes_the_server_fail, |test| async move {
    let server = TestServer::start(test).await;
    let browsers =
        [server.nobody(), server.citizen("0912345678").await, server.staff("tiepnhan").await];
    let endpoints: Vec<String> = crate::access::endpoints().into_iter().collect();
    let chance = Entropy::seeded(7);
    let below = |sides: usize| usize::try_from(chance.u64() % sides as u64).unwrap();
    let pairs = || -> String {
        let pair = || format!("{}={}", ODD_NAMES[below(16)].replace('[', "%5B"), ODD[below(16)]);
        (0..below(4)).map(|_| pair()).collect::<Vec<_>>().join("&").replace(']', "%5D")
    };

    for _ in 0..TRIES {
        let (method, route) = endpoints[below(endpoints.len())].split_once(' ').unwrap();
        let method = match below(8) {
            0 => Method::PUT,
            1 => Method::POST,
            2 => Method::HEAD,
            _ => method.replace("ANY", "POST").parse().unwrap(),
        };
        let mut path = String::new();
        for part in route.split('/').skip(1) {
            path += "/";
            path += if part.starts_with('{') { ODD[below(16)] } else { part };
        }
        let uri = format!("{path}?{}", pairs());
        let body = match below(4) {
            0 => r#"{"save": {"id": null, "answers": [[[["#.to_owned(),
            1 => r#"{"save":{"id":"00000000-0000-0000-0000-000000000000","answers":{"a":{}}}}"#
                .into(),
            2 => "--x\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n".to_owned(),
            _ => pairs(),
        };
        let browser = &browsers[below(3)];
        let mut request = browser.request(method.clone(), &uri);
        request = request.header(CONTENT_TYPE, ODD_TYPES[below(6)]);
        if below(2) == 0 {
            request = request.header(ACCEPT, "text/html");
        }

        let reply = browser.send(request.body(Body::from(body.clone())).unwrap()).await;

        let what = format!("{method} {uri} with {body}: {} {}", reply.status, reply.text());
        assert!(reply.status < 500, "{what}");
        assert!(!reply.header("x-request-id").is_empty(), "{what}");
        let has_body = method != Method::HEAD;
        if has_body
            && reply.status >= 400
            && reply.header("content-type").starts_with("application/json")
        {
            assert!(!reply.code().is_empty(), "{what}");
        }
    }
});
