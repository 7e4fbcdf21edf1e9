//! Who is asking: the cookie becomes an actor before any handler runs.

use super::Edge;
use app::backend::{Caller, read_cookie, session_cookie};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderValue;
use shared::identity::Actor;
use tracing::Instrument;

const REQUEST_ID: &str = "x-request-id";

/// Puts the [`Caller`] into the request, and the request's id into the reply and the log.
pub(super) async fn identify(
    State(edge): State<Edge>,
    mut request: Request,
    next: Next,
) -> Response {
    let request_id = hex::encode(edge.portal.entropy.bytes::<8>());
    let secret = read_cookie(request.headers(), session_cookie(&edge.portal));
    let actor = match &secret {
        Some(secret) => services::identity::actor_of(&edge.portal, secret).await,
        None => Ok(Actor::nobody(None)),
    };
    let actor = actor.unwrap_or_else(|e| {
        tracing::error!(request_id, error = %e, "the session could not be read");
        Actor::nobody(None)
    });
    let span = tracing::info_span!("request", request_id, path = request.uri().path());
    request.extensions_mut().insert(Caller { actor, request_id: request_id.clone(), secret });
    let mut response = next.run(request).instrument(span).await;
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}
