//! What every request passes on its way in and out.

use crate::harness::TestServer;
use axum::body::Body;
use http::Method;
use http::header::{ACCEPT, CONTENT_TYPE, ORIGIN};
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
