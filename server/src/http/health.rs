//! Whether the process lives, and whether it can serve.

use super::Edge;
use axum::extract::State;
use http::StatusCode;

/// The process answers.
pub(super) async fn alive() -> &'static str {
    "ok"
}

/// The database answers too.
pub(super) async fn ready(State(edge): State<Edge>) -> (StatusCode, &'static str) {
    match services::ready(&edge.portal).await {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(e) => {
            tracing::error!(error = %e, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
    }
}
