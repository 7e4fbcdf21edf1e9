//! What every reply carries, and what no request may do.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{
    CACHE_CONTROL, HOST, HeaderName, HeaderValue, LAST_MODIFIED, ORIGIN, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::{HeaderMap, Method, StatusCode};
use shared::error::{ApiError, ErrorCode};

const SEC_FETCH_SITE: &str = "sec-fetch-site";
/// Every request of tus carries it. Another site's script may send it only after a preflight, and we
/// answer none.
const ASKED_FIRST: &str = "tus-resumable";

/// Headers that hold for every reply. Pages add their Content-Security-Policy with its nonce.
const FIXED: [(HeaderName, &str); 3] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "same-origin"),
    (STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
];

/// Adds the fixed headers, and lets browsers keep what has a hash in its name.
pub(super) async fn secure(request: Request, next: Next) -> Response {
    let is_hashed = request.uri().path().starts_with("/pkg/");
    let mut response = next.run(request).await;
    let is_found = response.status().is_success();
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // A file viewed in place (`files.rs`) has said itself who may frame it.
    headers.entry(X_FRAME_OPTIONS).or_insert(HeaderValue::from_static("DENY"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert(
        "permissions-policy",
        HeaderValue::from_static("camera=(self), geolocation=(), microphone=()"),
    );
    if is_hashed && is_found {
        headers
            .insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    } else if is_found
        && headers.contains_key(LAST_MODIFIED)
        && !headers.contains_key(CACHE_CONTROL)
    {
        // Fonts and icons: their names have no hash.
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=604800"));
    } else if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Refuses to change anything on behalf of another site.
pub(super) async fn same_site_only(request: Request, next: Next) -> Response {
    if changes_something(request.method()) && !is_same_site(request.headers()) {
        tracing::info!(path = request.uri().path(), "refused: cross-site");
        return refuse(ErrorCode::CrossSite);
    }
    next.run(request).await
}

fn changes_something(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// By Fetch Metadata, else by Origin. A client that sends neither is no browser of our time; it must
/// not send a cookie, unless with a header for which every browser would have asked us first.
fn is_same_site(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(SEC_FETCH_SITE) {
        return matches!(site, "same-origin" | "none");
    }
    match (text(ORIGIN.as_str()), text(HOST.as_str())) {
        (Some(origin), Some(host)) => {
            origin.split_once("://").is_some_and(|(_, origin_host)| origin_host == host)
        }
        (Some(_), None) => false,
        (None, _) => !headers.contains_key("cookie") || headers.contains_key(ASKED_FIRST),
    }
}

/// A refusal for programs: the code as JSON, with its status.
pub(super) fn refuse(code: ErrorCode) -> Response {
    refused(ApiError::new(code))
}

/// The same, with what its sentence needs.
pub(super) fn refused(error: ApiError) -> Response {
    let status =
        StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let told = Told(error.clone());
    let mut response = (status, axum::Json(error)).into_response();
    response.extensions_mut().insert(told);
    response
}

/// What an answer has said, for the layer that knows the request's id and who asked.
#[derive(Debug, Clone)]
pub(super) struct Told(pub(super) ApiError);

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn another_site_changes_nothing() {
        let ours = [("host", "dvc.vn"), ("origin", "https://dvc.vn"), ("cookie", "sid=1")];
        let theirs = [("host", "dvc.vn"), ("origin", "https://evil.vn"), ("cookie", "sid=1")];

        assert!(is_same_site(&headers(&ours)));
        assert!(!is_same_site(&headers(&theirs)));
        assert!(!is_same_site(&headers(&[("sec-fetch-site", "cross-site")])));
        assert!(!is_same_site(&headers(&[("sec-fetch-site", "same-site")])));
        assert!(is_same_site(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(!is_same_site(&headers(&[("host", "dvc.vn"), ("cookie", "sid=1")])));
        assert!(is_same_site(&headers(&[("host", "dvc.vn")])));
    }

    #[test]
    fn a_program_that_speaks_tus_may_send_its_cookie() {
        let program = [("host", "dvc.vn"), ("cookie", "sid=1"), ("tus-resumable", "1.0.0")];
        let theirs = [("sec-fetch-site", "cross-site"), ("tus-resumable", "1.0.0")];
        let older = [("host", "dvc.vn"), ("origin", "https://evil.vn"), ("tus-resumable", "1.0.0")];

        assert!(is_same_site(&headers(&program)));
        assert!(!is_same_site(&headers(&theirs)));
        assert!(!is_same_site(&headers(&older)));
    }
}
