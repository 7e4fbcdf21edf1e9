//! The browser's side of tus 1.0.0: begin, ask how far it is, send the next piece, give up.

use super::piece::{Piece, Unreadable, base64, size};
use super::slot::Slot;
use gloo_net::http::{Method, RequestBuilder, Response};
use shared::error::{ApiError, ErrorCode};
use shared::file::Holder;
use web_sys::{AbortSignal, File};

const BASE: &str = "/api/tep";
const VERSION: (&str, &str) = ("tus-resumable", "1.0.0");
const OFFSET: &str = "upload-offset";

/// Why a request did not do what it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Miss {
    /// The server was not reached, or the request was stopped.
    Line,
    /// The server said something else.
    Said(ApiError),
    /// The file cannot be read.
    Unreadable,
}

impl Miss {
    /// Whether the upload is still there, to go on with.
    pub(super) fn is_kept(&self) -> bool {
        self.may_pass()
            || matches!(self, Self::Said(error) if error.code == ErrorCode::SignInNeeded)
    }

    /// Whether the same may go well in a while.
    pub(super) fn may_pass(&self) -> bool {
        match self {
            Self::Line => true,
            Self::Said(error) => {
                let is_about_the_line = matches!(
                    error.code,
                    ErrorCode::UploadBusy
                        | ErrorCode::UploadOffset
                        | ErrorCode::UploadChecksum
                        | ErrorCode::UploadBroken
                );
                is_about_the_line || error.code.status() >= 500
            }
            Self::Unreadable => false,
        }
    }
}

impl From<gloo_net::Error> for Miss {
    fn from(_: gloo_net::Error) -> Self {
        Self::Line
    }
}

impl From<Unreadable> for Miss {
    fn from(_: Unreadable) -> Self {
        Self::Unreadable
    }
}

/// Begins an upload; the answer is its address.
pub(super) async fn begin(slot: &Slot, file: &File) -> Result<String, Miss> {
    let reply = request(BASE, Method::POST)
        .header("upload-length", &size(file).to_string())
        .header("upload-metadata", &metadata(slot, file))
        .send()
        .await?;
    let reply = done(reply).await?;
    reply.headers().get("location").ok_or(Miss::Line)
}

/// How much has arrived; `None` when the server knows nothing of it any more.
pub(super) async fn reached(address: &str) -> Result<Option<u64>, Miss> {
    let reply = request(address, Method::HEAD).send().await?;
    if reply.ok() {
        return offset(&reply).map(Some);
    }
    // A reply to HEAD has no words; what is wrong is said when the upload is begun again.
    match reply.status() {
        401 => Err(Miss::Said(ErrorCode::SignInNeeded.into())),
        423 | 500.. => Err(Miss::Line),
        _ => Ok(None),
    }
}

/// Sends a piece; the answer is where the next one begins.
pub(super) async fn append(
    address: &str,
    at: u64,
    piece: Piece,
    signal: Option<&AbortSignal>,
) -> Result<u64, Miss> {
    let mut request = request(address, Method::PATCH)
        .header(OFFSET, &at.to_string())
        .header("content-type", "application/offset+octet-stream")
        .abort_signal(signal);
    if let Some(sum) = &piece.checksum {
        request = request.header("upload-checksum", sum);
    }
    let reply = done(request.body(piece.bytes)?.send().await?).await?;
    offset(&reply)
}

/// Gives an upload up. Where that does not arrive, it expires.
pub(super) async fn give_up(address: &str) {
    let _arrived = request(address, Method::DELETE).send().await;
}

fn request(address: &str, method: Method) -> RequestBuilder {
    RequestBuilder::new(address).method(method).header(VERSION.0, VERSION.1)
}

fn metadata(slot: &Slot, file: &File) -> String {
    let (holder, id) = match slot.holder {
        Holder::Draft(id) => ("draft", id.0.to_string()),
        Holder::Dossier(id) => ("dossier", id.0.to_string()),
    };
    let pairs = [
        ("filename", file.name()),
        ("filetype", file.type_()),
        (holder, id),
        ("paper", slot.key.clone()),
    ];
    let said = pairs.iter().map(|(key, value)| {
        let value = base64(value.as_bytes()).unwrap_or_default();
        [*key, &value].join(" ")
    });
    said.collect::<Vec<_>>().join(",")
}

/// A gateway on the way may answer in our place: without our words it is the line's fault.
async fn done(reply: Response) -> Result<Response, Miss> {
    if reply.ok() {
        return Ok(reply);
    }
    Err(reply.json::<ApiError>().await.map_or(Miss::Line, Miss::Said))
}

fn offset(reply: &Response) -> Result<u64, Miss> {
    reply.headers().get(OFFSET).and_then(|at| at.parse().ok()).ok_or(Miss::Line)
}
