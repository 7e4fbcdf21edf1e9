//! The bridge to the server, for server functions and pages: who is asking, and the portal.

use crate::own_path::own_path;
use crate::refusal::{Answer, Refusal, Refused};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, COOKIE, HeaderMap, HeaderValue, SET_COOKIE,
};
use http::request::Parts;
use leptos::nonce::use_nonce;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;
use services::Portal;
use services::identity::NewSession;
use shared::error::ErrorCode;
use shared::id::SessionId;
use shared::identity::Actor;
use std::net::IpAddr;

/// The cookie that holds the session's secret: bound to this host wherever there is TLS.
pub fn session_cookie(portal: &Portal) -> &'static str {
    if is_https(portal) { "__Host-sid" } else { "sid" }
}

fn refused_cookie(portal: &Portal) -> &'static str {
    if is_https(portal) { "__Host-refused" } else { "refused" }
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
    /// From where, as the connection or a trusted proxy says.
    pub peer: IpAddr,
}

/// The portal and the caller of this request.
pub fn current() -> Answer<(Portal, Caller)> {
    let portal = use_context::<Portal>().ok_or(ErrorCode::Internal)?;
    let caller = caller_of_request().ok_or(ErrorCode::Internal)?;
    Ok((portal, caller))
}

/// The same, with a session: whoever has none gets one, as a visitor.
pub async fn current_with_session() -> Answer<(Portal, Caller, SessionId)> {
    let (portal, mut caller) = current()?;
    if let Some(session) = caller.actor.session {
        return Ok((portal, caller, session));
    }
    let session = services::identity::begin_visit(&portal).await?;
    set_session(&portal, &session);
    caller.actor.session = Some(session.id);
    caller.secret = Some(session.secret);
    Ok((portal, caller, session.id))
}

fn caller_of_request() -> Option<Caller> {
    use_context::<Parts>().and_then(|parts| parts.extensions.get::<Caller>().cloned())
}

/// So that `?` works in a server function; here the refusal is logged, with the request's id.
impl From<services::Error> for Refusal {
    fn from(error: services::Error) -> Self {
        let request_id = caller_of_request().map(|caller| caller.request_id).unwrap_or_default();
        Self(error.into_api(&request_id))
    }
}

/// Sends the browser on, to a page of this portal; a stranger's address leads home.
pub fn go_to(path: &str) {
    leptos_axum::redirect(own_path(path).unwrap_or("/"));
}

/// Sends the browser to the payment gateway, by the address that we have just signed.
pub fn go_to_gateway(url: &str) {
    leptos_axum::redirect(url);
}

/// Gives the page the status that goes with what it says.
pub fn set_status(status: u16) {
    if let (Some(reply), Ok(status)) =
        (use_context::<ResponseOptions>(), http::StatusCode::from_u16(status))
    {
        reply.set_status(status);
    }
}

/// Lets the browser keep what this answer holds: the same for everybody.
pub fn keep_for(seconds: u32) {
    if let (Some(reply), Ok(value)) = (
        use_context::<ResponseOptions>(),
        HeaderValue::from_str(&format!("public, max-age={seconds}")),
    ) {
        reply.insert_header(CACHE_CONTROL, value);
    }
}

/// Hands the browser its new session.
pub fn set_session(portal: &Portal, session: &NewSession) {
    let name = session_cookie(portal);
    reply_with(&cookie(portal, name, &session.secret, session.max_age_seconds));
}

/// Takes the session from the browser.
pub fn clear_session(portal: &Portal) {
    reply_with(&cookie(portal, session_cookie(portal), "", 0));
}

fn cookie(portal: &Portal, name: &str, value: &str, max_age_seconds: i64) -> String {
    let secure = if is_https(portal) { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_seconds}{secure}")
}

fn reply_with(cookie: &str) {
    if let (Some(reply), Ok(value)) =
        (use_context::<ResponseOptions>(), HeaderValue::from_str(cookie))
    {
        reply.append_header(SET_COOKIE, value);
    }
}

/// The value of a cookie of this request.
pub fn read_cookie(headers: &HeaderMap, wanted: &str) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value.to_owned())
}

const REFUSED_PURPOSE: &str = "refused";
/// For how long the page that follows a refused form may be on its way.
const REFUSED_SECONDS: i64 = 60;
/// A browser keeps 4,096 bytes of a cookie, its name and attributes included.
const REFUSED_BYTES_MAX: usize = 3_800;

/// The `Set-Cookie` that tells the page what happened to its form. What was typed is left out where it
/// is too much for a cookie.
pub fn keep_refused(portal: &Portal, mut refused: Refused) -> String {
    let sealed = |refused: &Refused| {
        let plain = serde_json::to_vec(refused).expect("texts become JSON");
        let sealed = portal.keys.seal(REFUSED_PURPOSE, &[], &plain, &portal.entropy);
        URL_SAFE_NO_PAD.encode(sealed)
    };
    let mut value = sealed(&refused);
    if value.len() > REFUSED_BYTES_MAX {
        refused.typed.clear();
        value = sealed(&refused);
    }
    cookie(portal, refused_cookie(portal), &value, REFUSED_SECONDS)
}

/// Gives the page that is about to be drawn the form that was just refused on it, once.
pub fn provide_refused() {
    let (Some(portal), Some(parts)) = (use_context::<Portal>(), use_context::<Parts>()) else {
        return;
    };
    let name = refused_cookie(&portal);
    let Some(refused) = read_cookie(&parts.headers, name).and_then(|c| open_refused(&portal, &c))
    else {
        return;
    };
    if refused.path == parts.uri.path() {
        reply_with(&cookie(&portal, name, "", 0));
        provide_context(refused);
    }
}

fn open_refused(portal: &Portal, cookie: &str) -> Option<Refused> {
    let sealed = URL_SAFE_NO_PAD.decode(cookie).ok()?;
    let plain = portal.keys.open(REFUSED_PURPOSE, &[], &sealed).ok()?;
    serde_json::from_slice(&plain).ok()
}

/// Lets this page run its own scripts, and nobody else's.
pub fn allow_nonce() {
    set_policy("");
}

/// Lets the forms of this page lead to `origin` as well: browsers hold redirects after a form to the
/// page's policy.
pub fn allow_form_to(origin: &str) {
    set_policy(origin);
}

fn set_policy(form_target: &str) {
    let (Some(reply), Some(nonce)) = (use_context::<ResponseOptions>(), use_nonce()) else {
        return;
    };
    let policy = format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; \
         style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; \
         object-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self' {form_target}; \
         frame-ancestors 'none'"
    );
    if let Ok(value) = HeaderValue::from_str(&policy) {
        reply.insert_header(CONTENT_SECURITY_POLICY, value);
    }
}
