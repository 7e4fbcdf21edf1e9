//! Reading a chosen file in the browser: its ends, to say before a byte is sent what is wrong, and its
//! pieces with what they add up to.

use js_sys::{ArrayBuffer, Uint8Array};
use leptos::prelude::window;
use shared::error::ApiError;
use shared::file::{Ends, HEAD_BYTES, PaperRule, TAIL_BYTES};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// What is sent at once: a lost piece costs a phone in the mountains two seconds.
pub(super) const PIECE_BYTES: u64 = 256 * 1024;

/// The file cannot be read any more: moved, changed, or on a card that was taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unreadable;

impl From<JsValue> for Unreadable {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// The bytes of a piece.
pub(super) struct Piece {
    pub(super) bytes: Uint8Array,
    /// As `Upload-Checksum` says it; absent where the page was not served by TLS.
    pub(super) checksum: Option<String>,
}

/// How long the file is; a browser counts in whole numbers that a float holds.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a size is a whole number"
)]
pub(super) fn size(file: &File) -> u64 {
    file.size() as u64
}

/// What the rule of the paper says of the file, as the server will.
pub(super) async fn judge(
    rule: &PaperRule,
    file: &File,
) -> Result<Result<(), ApiError>, Unreadable> {
    let length = size(file);
    if let Err(fault) = rule.check_size(length) {
        return Ok(Err(fault.into()));
    }
    let head = read(file, 0, HEAD_BYTES as u64).await?.to_vec();
    let tail = read(file, length.saturating_sub(TAIL_BYTES as u64), length).await?.to_vec();
    let ends = Ends { head: &head, tail: &tail, length };
    Ok(rule.check_content(&ends).map(|_| ()).map_err(ApiError::from))
}

/// The piece that begins at `at`.
pub(super) async fn piece(file: &File, at: u64) -> Result<Piece, Unreadable> {
    let bytes = read(file, at, at + PIECE_BYTES).await?;
    let checksum = checksum(&bytes).await;
    Ok(Piece { bytes, checksum })
}

#[expect(clippy::cast_precision_loss, reason = "files are far smaller than 2^53 bytes")]
async fn read(file: &File, from: u64, to: u64) -> Result<Uint8Array, Unreadable> {
    let part = file.slice_with_f64_and_f64(from as f64, to as f64)?;
    let buffer = JsFuture::from(part.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer))
}

async fn checksum(bytes: &Uint8Array) -> Option<String> {
    let subtle = window().crypto().ok()?.subtle();
    let digest = subtle.digest_with_str_and_js_u8_array("SHA-256", bytes).ok()?;
    let sum: ArrayBuffer = JsFuture::from(digest).await.ok()?.dyn_into().ok()?;
    Some(format!("sha256 {}", base64(&Uint8Array::new(&sum).to_vec())?))
}

/// Base64 by the browser's own function, which takes a byte a character.
pub(super) fn base64(bytes: &[u8]) -> Option<String> {
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    window().btoa(&text).ok()
}
