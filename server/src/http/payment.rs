//! What the payment gateway calls, and where it sends the payer back to. Both take the query as it
//! came over the wire: signatures are over bytes.

use super::Edge;
use app::backend::Caller;
use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::header::CONTENT_TYPE;

/// The page that says that the gateway did not sign what the payer brought.
const UNBELIEVED_PAGE: &str = "/thanh-toan/vnpay/khong-hop-le";

/// `GET /thanh-toan/vnpay/ipn`: the gateway tells us. Always 200, in the gateway's own words.
pub(super) async fn notice(State(edge): State<Edge>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let answer = services::payment::notice(&edge.portal, query.as_bytes()).await;
    ([(CONTENT_TYPE, "application/json")], answer).into_response()
}

/// `GET /thanh-toan/vnpay/ve`: the payer comes back, with a hint.
pub(super) async fn come_back(
    State(edge): State<Edge>,
    Extension(caller): Extension<Caller>,
    RawQuery(query): RawQuery,
) -> Redirect {
    let query = query.unwrap_or_default();
    match services::payment::come_back(&edge.portal, query.as_bytes()).await {
        Ok(reference) => Redirect::to(&format!("/thanh-toan/{reference}")),
        Err(e) => {
            e.into_api(&caller.request_id);
            Redirect::to(UNBELIEVED_PAGE)
        }
    }
}
