//! Counts every request, and shows what was counted.

use super::{Edge, failure};
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use integrations::seal::equal;
use secrecy::{ExposeSecret, SecretString};
use shared::error::ErrorCode;
use std::time::Instant;

/// What Prometheus expects.
const TEXT: &str = "text/plain; version=0.0.4";
/// Files, and addresses that lead nowhere.
const NO_ROUTE: &str = "other";

/// Counts a request by its route as registered, which names nobody.
pub(super) async fn count(State(edge): State<Edge>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().as_str().to_owned();
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched.map_or_else(|| NO_ROUTE.to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    edge.metrics.request(&method, &route, response.status().as_u16(), began.elapsed());
    response
}

/// `GET /metrics`, for whoever brings the token.
pub(super) async fn show(State(edge): State<Edge>, request: Request) -> Response {
    if !may_see(edge.metrics_token.as_ref(), edge.portal.is_demo, &request) {
        let id = super::enter::id_of(&request);
        return failure::answer(ErrorCode::NotFound, &id, failure::Asked::of(&request));
    }
    match services::message::standing(&edge.portal).await {
        Ok(outbox) => ([(CONTENT_TYPE, TEXT)], edge.metrics.show(&outbox)).into_response(),
        Err(e) => {
            let id = super::enter::id_of(&request);
            failure::answer(e.into_api(&id).code, &id, failure::Asked::of(&request))
        }
    }
}

fn may_see(token: Option<&SecretString>, is_demo: bool, request: &Request) -> bool {
    let Some(token) = token else { return is_demo };
    let brought = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let brought = brought.and_then(|text| text.strip_prefix("Bearer ")).unwrap_or_default();
    equal(token.expose_secret().as_bytes(), brought.as_bytes())
}
