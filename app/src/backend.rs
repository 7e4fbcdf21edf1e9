//! The bridge to the server, for server functions and pages: who is asking, and the portal.

use http::header::{CONTENT_SECURITY_POLICY, HeaderValue, SET_COOKIE};
use http::request::Parts;
use leptos::nonce::use_nonce;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use services::Portal;
use services::identity::NewSession;
use shared::error::{ApiError, ErrorCode};
use shared::identity::Actor;

/// The cookie that holds the session's secret: bound to this host wherever there is TLS.
pub fn session_cookie(portal: &Portal) -> &'static str {
    if is_https(portal) { "__Host-sid" } else { "sid" }
}

fn is_https(portal: &Portal) -> bool {
    portal.public_url.starts_with("https:")
}

/// Who is asking, put into each request at the edge.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who it is.
    pub actor: Actor,
    /// What to quote on the phone.
    pub request_id: String,
    /// The session's secret from the cookie, valid or not.
    pub secret: Option<String>,
}

/// The portal and the caller of this request.
pub fn current() -> Result<(Portal, Caller), ApiError> {
    let portal = use_context::<Portal>().ok_or(ErrorCode::Internal)?;
    let caller = use_context::<Parts>()
        .and_then(|parts| parts.extensions.get::<Caller>().cloned())
        .ok_or(ErrorCode::Internal)?;
    Ok((portal, caller))
}

/// Answers with a service's error, in the words of the interface.
pub fn refused(caller: &Caller, error: services::Error) -> ApiError {
    error.into_api(&caller.request_id)
}

/// Hands the browser its new session.
pub fn set_session(portal: &Portal, session: &NewSession) {
    set_session_cookie(portal, &session.secret, session.max_age_seconds);
}

/// Takes the session from the browser.
pub fn clear_session(portal: &Portal) {
    set_session_cookie(portal, "", 0);
}

fn set_session_cookie(portal: &Portal, value: &str, max_age_seconds: i64) {
    let secure = if is_https(portal) { "; Secure" } else { "" };
    let cookie = format!(
        "{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_seconds}{secure}",
        session_cookie(portal)
    );
    if let (Some(reply), Ok(value)) =
        (use_context::<ResponseOptions>(), HeaderValue::from_str(&cookie))
    {
        reply.append_header(SET_COOKIE, value);
    }
}

/// Lets this page run its own scripts, and nobody else's.
pub fn allow_nonce() {
    let (Some(reply), Some(nonce)) = (use_context::<ResponseOptions>(), use_nonce()) else {
        return;
    };
    let policy = format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; \
         style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; \
         object-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    );
    if let Ok(value) = HeaderValue::from_str(&policy) {
        reply.insert_header(CONTENT_SECURITY_POLICY, value);
    }
}
