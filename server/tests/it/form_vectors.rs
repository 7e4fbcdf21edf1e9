//! `data/vectors/form.json` over HTTP: the same answers, the same codes.

use crate::harness::{TestServer, repository};
use axum::body::Body;
use http::Method;
use http::header::CONTENT_TYPE;
use serde_json::{Map, Value, json};
use shared::form::Form;
use store::on_both_engines;

fn vectors() -> Value {
    let path = repository().join("data/vectors/form.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// What stands in the base with what stands in the vector on top; null is left out.
fn on_top(base: &Value, vector: &Value) -> Value {
    let mut all = base.as_object().cloned().unwrap_or_default();
    all.extend(vector.as_object().cloned().unwrap_or_default());
    all.into_iter().filter(|(_, value)| !value.is_null()).collect::<Map<_, _>>().into()
}

/// The forms that only the vectors have.
async fn publish_forms(server: &TestServer, vectors: &Value) {
    let mut tx = server.portal.db.write().await.unwrap();
    for definition in vectors["forms"].as_object().unwrap().values() {
        let form = Form::parse(&definition.to_string()).unwrap();
        let row = store::catalogue::FormVersionRow {
            id: server.portal.fresh(),
            form_id: form.form_id,
            version: 1,
            definition: definition.to_string(),
            content_hash: Vec::new(),
            published_at: server.portal.now(),
        };
        store::catalogue::publish_form(&mut tx, &row).await.unwrap();
    }
    tx.commit().await.unwrap();
}

on_both_engines!(the_vectors_give_the_same_codes_over_http, |test| async move {
    let server = TestServer::start(test).await;
    let vectors = vectors();
    publish_forms(&server, &vectors).await;
    let browser = server.nobody();
    let mut wrong = Vec::new();

    for vector in vectors["vectors"].as_array().unwrap() {
        let base = &vectors["bases"][vector["base"].as_str().unwrap()];
        let asked = json!({"asked": {
            "form_id": vector["form"],
            "section": vector.get("section").unwrap_or(&Value::Null),
            "today": vector["today"],
            "answers": on_top(&base["answers"], &vector["answers"]),
            "papers": on_top(&base["papers"], &vector["papers"]),
        }});
        let request = browser
            .request(Method::POST, "/fn/draft/check")
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from(asked.to_string()));
        let reply = browser.send(request.unwrap()).await;
        let codes = |errors: &Value| -> Vec<(Value, Value)> {
            let errors = errors.as_array().cloned().unwrap_or_default();
            errors.iter().map(|e| (e["field"].clone(), e["code"].clone())).collect()
        };
        if reply.status != 200 || codes(&reply.json()) != codes(&vector["expect"]) {
            wrong.push(format!("{}: {} {}", vector["name"], reply.status, reply.text()));
        }
    }

    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
});
