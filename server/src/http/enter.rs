//! The outermost layer: every request gets an id, a limit in size and time, and an answer that carries the
//! id, even where a handler panics or the machinery refuses before anybody has read the request.

use super::failure::{self, Asked};
use super::headers::Told;
use super::pace::{Paced, Standing};
use super::{BODY_BYTES_MAX, Edge, Limits};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use futures::FutureExt;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use http_body_util::Limited;
use shared::error::{ApiError, ErrorCode};
use std::panic::AssertUnwindSafe;

const REQUEST_ID: &str = "x-request-id";
/// Where larger bodies may go, which count them themselves and take their time.
const UPLOADS: [&str; 2] = ["/api/tep", "/tep/"];

/// The id of a request: what people quote on the phone, and what the log carries.
#[derive(Debug, Clone)]
struct RequestId(String);

/// The id that this request was given.
pub(super) fn id_of(request: &Request) -> String {
    request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default()
}

/// Lets a request in, and its answer out.
pub(super) async fn enter(State(edge): State<Edge>, mut request: Request, next: Next) -> Response {
    let id = hex::encode(edge.portal.entropy.bytes::<8>());
    request.extensions_mut().insert(RequestId(id.clone()));
    let asked = Asked::of(&request);
    let mut response = if !has_path(&request) {
        failure::answer(ErrorCode::BadRequest, &id, asked)
    } else if is_too_large(&request) {
        failure::answer(ErrorCode::TooLarge, &id, asked)
    } else {
        answer(&edge.limits, request, next, (&id, asked)).await
    };
    if let Some(error) = unsaid(&mut response) {
        response = failure::say(response, error, &id, asked);
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

async fn answer(
    limits: &Limits,
    request: Request,
    next: Next,
    (id, asked): (&str, Asked),
) -> Response {
    let is_upload = is_upload(request.uri().path());
    let standing = Standing::default();
    let request = request.map(|body| {
        if is_upload {
            Body::new(Paced::new(body, limits.upload, standing.clone()))
        } else {
            let paced = Paced::new(body, limits.form, standing.clone());
            Body::new(Limited::new(paced, BODY_BYTES_MAX))
        }
    });
    let running = AssertUnwindSafe(next.run(request)).catch_unwind();
    let outcome = if is_upload {
        Ok(running.await)
    } else {
        tokio::time::timeout(limits.answer_time, running).await
    };
    match outcome {
        // tus has said itself how much has come.
        Ok(Ok(response)) if !standing.has_stopped() || speaks_tus(&response) => response,
        Ok(Err(_panic)) => {
            tracing::error!(request_id = id, "a handler panicked");
            failure::answer(ErrorCode::Internal, id, asked)
        }
        Err(_) if !standing.is_awaited() => {
            tracing::error!(request_id = id, "no answer in time");
            failure::answer(ErrorCode::Offline, id, asked)
        }
        Ok(Ok(_)) | Err(_) => {
            tracing::info!(request_id = id, "refused: the body did not come");
            failure::answer(ErrorCode::TooSlow, id, asked)
        }
    }
}

/// `CONNECT` and `OPTIONS *` name no path, for which what comes behind us is not prepared.
fn has_path(request: &Request) -> bool {
    let target = request.uri().path_and_query();
    target.is_some_and(|target| target.as_str().starts_with('/'))
}

fn speaks_tus(response: &Response) -> bool {
    response.headers().contains_key("tus-resumable")
}

fn is_upload(path: &str) -> bool {
    UPLOADS.iter().any(|prefix| path.starts_with(prefix))
}

fn is_too_large(request: &Request) -> bool {
    let length = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let length = length.and_then(|text| text.parse::<u64>().ok()).unwrap_or_default();
    length > BODY_BYTES_MAX as u64 && !is_upload(request.uri().path())
}

/// What is left to say: a code that was given without the request's id, or a refusal of the machinery's,
/// whose words are not for people.
fn unsaid(response: &mut Response) -> Option<ApiError> {
    if let Some(Told(error)) = response.extensions_mut().remove::<Told>() {
        return Some(error).filter(|error| error.request_id.is_empty());
    }
    let kind = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let is_refusal = response.status().is_client_error() || response.status().is_server_error();
    let is_bare = kind.is_none_or(|kind| kind.starts_with("text/plain"));
    // Uploads by tus are refused in the protocol's own words.
    let is_bare = is_bare && !speaks_tus(response);
    (is_refusal && is_bare).then(|| code_of(response.status()).into())
}

fn code_of(status: StatusCode) -> ErrorCode {
    match status {
        StatusCode::NOT_FOUND => ErrorCode::NotFound,
        StatusCode::PAYLOAD_TOO_LARGE => ErrorCode::TooLarge,
        StatusCode::TOO_MANY_REQUESTS => ErrorCode::TooManyRequests,
        StatusCode::SERVICE_UNAVAILABLE => ErrorCode::Offline,
        status if status.is_server_error() => ErrorCode::Internal,
        _ => ErrorCode::BadRequest,
    }
}
