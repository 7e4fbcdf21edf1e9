//! tus 1.0.0 at `/api/tep`: core, creation, creation-with-upload, termination, checksum, expiration.
//! The words of the protocol become calls of `services::upload`; nothing is decided here.
//!
//! A browser of another site cannot speak it: every request but OPTIONS carries `Tus-Resumable`, for
//! which that browser asks leave first, and no reply here gives it (no `Access-Control-Allow-…`).

mod words;

use super::Edge;
use super::headers::refused;
use app::backend::Caller;
use axum::body::{Body, BodyDataStream};
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use axum::{Extension, Router};
use futures::StreamExt;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, LOCATION};
use http::{HeaderMap, HeaderName, Method, StatusCode};
use services::upload::{self, NewUpload, Part, Progress};
use services::{Portal, Result};
use shared::error::ErrorCode;
use shared::id::UploadId;
use std::time::Duration;
use tokio::time::timeout;
use words::{Metadata, checksum, http_date, number};

const BASE: &str = "/api/tep";
const VERSION: &str = "1.0.0";
const EXTENSIONS: &str = "creation,creation-with-upload,termination,checksum,expiration";
const ALGORITHMS: &str = "sha1,sha256";
/// The type of every body that carries bytes of a file.
const BYTES: &str = "application/offset+octet-stream";

const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
const TUS_EXTENSION: HeaderName = HeaderName::from_static("tus-extension");
const TUS_MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
const TUS_CHECKSUM_ALGORITHM: HeaderName = HeaderName::from_static("tus-checksum-algorithm");
const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
const UPLOAD_METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const UPLOAD_EXPIRES: HeaderName = HeaderName::from_static("upload-expires");

/// Of a refused body so much is read and thrown away: a client that is still sending would see a
/// broken line instead of the refusal.
const DRAIN_BYTES_MAX: usize = 1024 * 1024;
const DRAIN_TIME_MAX: Duration = Duration::from_secs(5);

/// The two addresses.
pub(super) fn routes() -> Router<Edge> {
    Router::new().route(BASE, any(all)).route("/api/tep/{id}", any(one))
}

/// Where uploads are begun.
async fn all(
    State(edge): State<Edge>,
    Extension(caller): Extension<Caller>,
    request: Request,
) -> Response {
    let asked = match Asked::read(request) {
        Ok(asked) if asked.method == Method::OPTIONS => return abilities(&edge.portal),
        other => other,
    };
    let answer = match asked {
        Ok(asked) if asked.method == Method::POST => create(&edge.portal, &caller, asked).await,
        Ok(_) => Err(ErrorCode::BadRequest.into()),
        Err(code) => Err(code.into()),
    };
    speak(answer, &caller)
}

/// One upload.
async fn one(
    State(edge): State<Edge>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let asked = match Asked::read(request) {
        Ok(asked) if asked.method == Method::OPTIONS => return abilities(&edge.portal),
        other => other,
    };
    let answer = match (asked, id.parse::<UploadId>()) {
        (Err(code), _) => Err(code.into()),
        (Ok(_), Err(_)) => Err(ErrorCode::UploadNotFound.into()),
        (Ok(asked), Ok(id)) => match asked.method {
            Method::HEAD => head(&edge.portal, &caller, id).await,
            Method::PATCH => patch(&edge.portal, &caller, id, asked).await,
            Method::DELETE => delete(&edge.portal, &caller, id).await,
            _ => Err(ErrorCode::BadRequest.into()),
        },
    };
    speak(answer, &caller)
}

/// A request in a version that is spoken here.
struct Asked {
    method: Method,
    headers: HeaderMap,
    body: BodyDataStream,
}

impl Asked {
    /// A client behind a proxy that lets no PATCH pass says what it means in a header.
    fn read(request: Request) -> Result<Self, ErrorCode> {
        let (parts, body) = request.into_parts();
        let meant = text(&parts.headers, "x-http-method-override")
            .filter(|_| parts.method == Method::POST)
            .and_then(|name| Method::from_bytes(name.as_bytes()).ok());
        let method = meant.unwrap_or(parts.method);
        let is_spoken = text(&parts.headers, TUS_RESUMABLE.as_str()) == Some(VERSION);
        if method != Method::OPTIONS && !is_spoken {
            return Err(ErrorCode::UploadProtocol);
        }
        Ok(Self { method, headers: parts.headers, body: body.into_data_stream() })
    }

    fn text(&self, name: &str) -> Option<&str> {
        text(&self.headers, name)
    }

    fn has_bytes(&self) -> bool {
        self.text(CONTENT_TYPE.as_str()) == Some(BYTES)
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn abilities(portal: &Portal) -> Response {
    let headers = [
        (TUS_VERSION, VERSION.to_owned()),
        (TUS_EXTENSION, EXTENSIONS.to_owned()),
        (TUS_MAX_SIZE, portal.limits.files.file_bytes_max.to_string()),
        (TUS_CHECKSUM_ALGORITHM, ALGORITHMS.to_owned()),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

async fn create(portal: &Portal, caller: &Caller, asked: Asked) -> Result<Response> {
    let length = number(asked.text(UPLOAD_LENGTH.as_str()))?;
    let metadata = Metadata::parse(asked.text(UPLOAD_METADATA.as_str()).unwrap_or_default())?;
    let new = NewUpload {
        length,
        name: metadata.name(),
        target: metadata.target()?,
        metadata: metadata.raw,
    };
    let mut progress = upload::create(portal, &caller.actor, new).await?;
    if asked.has_bytes() && length > 0 {
        progress = append(portal, caller, progress.id, 0, asked).await?;
    }
    let place = [(LOCATION, format!("{BASE}/{}", progress.id))];
    Ok((StatusCode::CREATED, place, standing(&progress)).into_response())
}

async fn head(portal: &Portal, caller: &Caller, id: UploadId) -> Result<Response> {
    let progress = upload::progress(portal, &caller.actor, id).await?;
    let mut headers = standing(&progress);
    headers.insert(UPLOAD_LENGTH, progress.length.into());
    if let Some(metadata) = some_header(&progress.metadata) {
        headers.insert(UPLOAD_METADATA, metadata);
    }
    Ok((StatusCode::OK, headers).into_response())
}

async fn patch(portal: &Portal, caller: &Caller, id: UploadId, asked: Asked) -> Result<Response> {
    if !asked.has_bytes() {
        return Err(ErrorCode::UploadNotBytes.into());
    }
    let at = number(asked.text(UPLOAD_OFFSET.as_str()))?;
    let progress = append(portal, caller, id, at, asked).await?;
    Ok((StatusCode::NO_CONTENT, standing(&progress)).into_response())
}

async fn append(
    portal: &Portal,
    caller: &Caller,
    id: UploadId,
    at: u64,
    mut asked: Asked,
) -> Result<Progress> {
    let length = asked.text(CONTENT_LENGTH.as_str()).and_then(|length| length.parse().ok());
    let checksum = asked.text("upload-checksum").map(checksum).transpose()?;
    let part = Part { at, length, checksum, body: &mut asked.body };
    let appended = upload::append(portal, &caller.actor, id, part).await;
    if appended.is_err() {
        drain(&mut asked.body).await;
    }
    appended
}

async fn drain(body: &mut BodyDataStream) {
    let thrown_away = async {
        let mut drained = 0;
        while let Some(Ok(bytes)) = body.next().await {
            drained += bytes.len();
            if drained > DRAIN_BYTES_MAX {
                return;
            }
        }
    };
    // Whoever is slower than that loses the refusal, not the file.
    let _in_time = timeout(DRAIN_TIME_MAX, thrown_away).await;
}

async fn delete(portal: &Portal, caller: &Caller, id: UploadId) -> Result<Response> {
    upload::terminate(portal, &caller.actor, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// How far an upload is and how long it is kept.
fn standing(progress: &Progress) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(UPLOAD_OFFSET, progress.received.into());
    let expires = progress.expires_at.map(http_date).and_then(|date| some_header(&date));
    if let Some(expires) = expires {
        headers.insert(UPLOAD_EXPIRES, expires);
    }
    headers
}

fn some_header(value: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(value).ok().filter(|value| !value.is_empty())
}

/// Every reply says the version; a refusal of the version says which one there is.
fn speak(answer: Result<Response>, caller: &Caller) -> Response {
    let mut response = match answer {
        Ok(response) => response,
        Err(error) => {
            let error = error.into_api(&caller.request_id);
            let is_version = error.code == ErrorCode::UploadProtocol;
            let mut response = refused(error);
            if is_version {
                let version = HeaderValue::from_static(VERSION);
                response.headers_mut().insert(TUS_VERSION, version);
            }
            response
        }
    };
    response.headers_mut().insert(TUS_RESUMABLE, HeaderValue::from_static(VERSION));
    if response.status() == StatusCode::NO_CONTENT {
        *response.body_mut() = Body::empty();
    }
    response
}
