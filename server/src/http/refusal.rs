//! A server function that refused: programs get the code with its status, a plain form goes back to the
//! page it was sent from, which says why and still holds what was typed (`app/src/refusal.rs`).

use super::{BODY_BYTES_MAX, Edge, headers};
use app::backend::{Caller, keep_refused};
use app::own_path::path_of;
use app::refusal::Refused;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{ACCEPT, CONTENT_TYPE, LOCATION, SET_COOKIE};
use http::{HeaderValue, StatusCode, request};
use shared::error::{ApiError, ErrorCode};
use std::collections::BTreeMap;

/// Set by leptos on what a server function refused.
const REFUSED_BY: &str = "serverfnerror";
const FORM_TYPE: &str = "application/x-www-form-urlencoded";
/// Fields that are typed again, never kept.
const SECRETS: [&str; 3] = ["password", "totp", "code"];

/// Gives refusals their status, their request id and, for plain forms, their way back.
pub(super) async fn answer(State(edge): State<Edge>, request: Request, next: Next) -> Response {
    let request_id =
        request.extensions().get::<Caller>().map(|c| c.request_id.clone()).unwrap_or_default();
    let (parts, body) = request.into_parts();
    let (body, form) = match keep_form(&parts, body).await {
        Ok(kept) => kept,
        Err(code) => return headers::refuse(code),
    };
    let path = parts.uri.path().to_owned();
    let response = next.run(Request::from_parts(parts, body)).await;
    if !response.headers().contains_key(REFUSED_BY) {
        return response;
    }
    let (mut reply, body) = response.into_parts();
    let mut error = read_error(body).await;
    error.request_id = request_id;
    let Some(back) = reply.headers.remove(LOCATION) else {
        reply.status = StatusCode::from_u16(error.code.status()).unwrap_or(reply.status);
        reply.headers.remove(http::header::CONTENT_LENGTH);
        return (reply, axum::Json(error)).into_response();
    };
    let back = without_error(path_of(back.to_str().unwrap_or("/")));
    let page = back.split('?').next().unwrap_or("/").to_owned();
    let typed = typed(&form.unwrap_or_default());
    let cookie = keep_refused(&edge.portal, Refused { path: page, form: path, error, typed });
    go_back(reply.headers.get_all(SET_COOKIE).iter().cloned().collect(), &back, &cookie)
}

/// The body of a form, to keep what was typed; other bodies pass by untouched.
async fn keep_form(parts: &request::Parts, body: Body) -> Result<(Body, Option<Bytes>), ErrorCode> {
    let says = |name, word| {
        parts.headers.get(name).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains(word))
    };
    if !parts.uri.path().starts_with("/fn/") || !says(CONTENT_TYPE, FORM_TYPE) {
        return Ok((body, None));
    }
    let bytes = to_bytes(body, BODY_BYTES_MAX).await.map_err(|_| ErrorCode::TooLarge)?;
    let form = says(ACCEPT, "text/html").then(|| bytes.clone());
    Ok((Body::from(bytes), form))
}

async fn read_error(body: Body) -> ApiError {
    let bytes = to_bytes(body, BODY_BYTES_MAX).await.unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_else(|_| ApiError::new(ErrorCode::Internal))
}

fn typed(form: &[u8]) -> BTreeMap<String, String> {
    form_urlencoded::parse(form)
        .filter(|(name, _)| !SECRETS.contains(&name.as_ref()))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

/// Takes out the `__path` and `__err` that leptos adds to the address.
fn without_error(back: &str) -> String {
    let Some((path, query)) = back.split_once('?') else {
        return back.to_owned();
    };
    let rest: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.starts_with("__path=") && !pair.starts_with("__err="))
        .collect();
    if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) }
}

/// Goes back with the cookies that the server function has set, and with ours.
fn go_back(cookies: Vec<HeaderValue>, back: &str, cookie: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    for cookie in cookies {
        headers.append(SET_COOKIE, cookie);
    }
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        headers.append(SET_COOKIE, cookie);
    }
    headers.insert(LOCATION, HeaderValue::from_str(back).unwrap_or(HeaderValue::from_static("/")));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_the_address_before_the_error() {
        assert_eq!(without_error("/dang-nhap?__path=%2Ffn&__err=abc"), "/dang-nhap");
        assert_eq!(without_error("/a?b=1&__path=x&__err=y&c=2"), "/a?b=1&c=2");
        assert_eq!(without_error("/a"), "/a");
    }

    #[test]
    fn what_was_typed_is_kept_but_for_secrets() {
        let kept = typed(b"login=hoa.nt&password=x&totp=123456&next=%2Fhang-doi");

        assert_eq!(kept.keys().collect::<Vec<_>>(), ["login", "next"]);
        assert_eq!(kept["next"], "/hang-doi");
    }
}
