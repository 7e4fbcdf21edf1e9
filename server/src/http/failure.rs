//! A refusal outside of any page or server function: a code, a sentence and the request's id, as JSON for
//! programs, as a bare page for people.

use app::backend::read_cookie;
use axum::extract::Request;
use axum::response::{Html, IntoResponse, Response};
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE};
use http::{Method, StatusCode};
use shared::error::{ApiError, ErrorCode};
use shared::i18n::{Key, Lang, msg};

/// Who asked: a person who looks at a page, or a program.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    wants_page: bool,
    lang: Lang,
}

impl Asked {
    /// Reads it off the request.
    pub(super) fn of(request: &Request) -> Self {
        let accept = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok());
        let wants_page = accept.is_some_and(|accept| accept.contains("text/html"))
            && request.method() != Method::HEAD;
        let lang = read_cookie(request.headers(), "lang").and_then(|tag| Lang::parse(&tag));
        Self { wants_page, lang: lang.unwrap_or_default() }
    }
}

/// The refusal, with the status of its code.
pub(super) fn answer(code: ErrorCode, request_id: &str, asked: Asked) -> Response {
    let status = StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    say(status.into_response(), code.into(), request_id, asked)
}

/// Puts the refusal into an answer that has a status already, and perhaps headers.
pub(super) fn say(
    answer: Response,
    mut error: ApiError,
    request_id: &str,
    asked: Asked,
) -> Response {
    request_id.clone_into(&mut error.request_id);
    let said = if asked.wants_page {
        Html(page(&error, asked.lang)).into_response()
    } else {
        axum::Json(error).into_response()
    };
    let (mut parts, _) = answer.into_parts();
    let (said, body) = said.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    if let Some(kind) = said.headers.get(CONTENT_TYPE) {
        parts.headers.insert(CONTENT_TYPE, kind.clone());
    }
    Response::from_parts(parts, body)
}

/// No sheet and no script: it has to stand where nothing else does.
fn page(error: &ApiError, lang: Lang) -> String {
    let text = |key: Key| key.text(lang);
    format!(
        "<!DOCTYPE html><html lang=\"{tag}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title></head>\
         <body><main><h1>{title}</h1><p>{sentence}</p><p>{told} {request_id} ({code})</p>\
         <p><a href=\"/\">{home}</a></p></main></body></html>",
        tag = lang.tag(),
        title = text(msg::ui::TITLE_NOT_POSSIBLE),
        sentence = error.sentence(lang),
        told = text(msg::shell::REQUEST_ID),
        code = error.code,
        request_id = error.request_id,
        home = text(msg::shell::GO_HOME),
    )
}
