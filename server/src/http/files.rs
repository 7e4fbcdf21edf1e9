//! `GET /tep/{id}`: a file, for those who may read it. As a download, or with `?xem=1` in place where
//! every browser can show its kind without running anything of it.

use super::Edge;
use super::attach::wants_page;
use super::headers::refused;
use app::backend::Caller;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_NONE_MATCH, IF_RANGE,
    RANGE, X_FRAME_OPTIONS,
};
use serde::Deserialize;
use services::file::{self, FoundFile};
use services::{Portal, Result};
use shared::error::ErrorCode;
use shared::file::FileKind;
use shared::id::FileId;
use std::ops::Range;

/// A download never becomes a page.
const AS_DOWNLOAD: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";
/// A picture in a frame of our own pages.
const AS_PICTURE: &str = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";
/// Browsers refuse to draw a PDF in a sandbox. Its scripts run in the browser's viewer, which has no
/// part in this site; the page around it may load and send nothing.
const AS_PDF: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
/// Papers of people stay on no disk but ours.
const NOT_KEPT: &str = "private, no-store";

/// How it is wanted.
#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(rename = "xem")]
    in_place: Option<String>,
}

/// Sends a file, or the part of it that is asked for.
pub(super) async fn send(
    State(edge): State<Edge>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
    request: Request,
) -> Response {
    let headers = request.headers();
    let sent = match id.parse::<FileId>() {
        Ok(id) => answer(&edge.portal, &caller, id, (&wanted, headers)).await,
        Err(_) => Err(ErrorCode::UploadNotFound.into()),
    };
    match sent.map_err(|error| error.into_api(&caller.request_id)) {
        Ok(response) => response,
        Err(error) if error.code == ErrorCode::UploadNotFound && wants_page(headers) => {
            super::missing_page(&edge, request).await
        }
        Err(error) => refused(error),
    }
}

async fn answer(
    portal: &Portal,
    caller: &Caller,
    id: FileId,
    (wanted, headers): (&Wanted, &HeaderMap),
) -> Result<Response> {
    let found = file::find(portal, &caller.actor, id).await?;
    let mut reply = describe(&found, wanted.in_place.is_some() && found.kind.shows_in_place());
    let tag = format!("\"{}\"", found.hash);
    if text(headers, IF_NONE_MATCH.as_str()).is_some_and(|known| known.contains(&tag)) {
        return Ok((StatusCode::NOT_MODIFIED, reply).into_response());
    }
    let is_same = text(headers, IF_RANGE.as_str()).is_none_or(|known| known == tag);
    let range = text(headers, RANGE.as_str()).filter(|_| is_same);
    let (status, range) = match range.map(|range| part(range, found.bytes)) {
        None | Some(Part::Whole) => (StatusCode::OK, 0..found.bytes),
        Some(Part::Of(range)) => (StatusCode::PARTIAL_CONTENT, range),
        Some(Part::Outside) => {
            reply.insert(CONTENT_RANGE, header(&format!("bytes */{}", found.bytes)));
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, reply).into_response());
        }
    };
    reply.insert(CONTENT_LENGTH, (range.end - range.start).into());
    if status == StatusCode::PARTIAL_CONTENT {
        let (first, last) = (range.start, range.end - 1);
        reply.insert(CONTENT_RANGE, header(&format!("bytes {first}-{last}/{}", found.bytes)));
    }
    let bytes = file::read(portal, &found, Some(range)).await?;
    Ok((status, reply, Body::from_stream(bytes)).into_response())
}

fn describe(found: &FoundFile, in_place: bool) -> HeaderMap {
    let mut reply = HeaderMap::new();
    let how = if in_place { "inline" } else { "attachment" };
    reply.insert(CONTENT_TYPE, HeaderValue::from_static(found.kind.media_type()));
    reply.insert(CONTENT_DISPOSITION, header(&disposition(how, &found.name, found.kind)));
    reply.insert(ETAG, header(&format!("\"{}\"", found.hash)));
    reply.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    reply.insert(CACHE_CONTROL, HeaderValue::from_static(NOT_KEPT));
    let policy = match (in_place, found.kind) {
        (false, _) => AS_DOWNLOAD,
        (true, FileKind::Pdf) => AS_PDF,
        (true, _) => AS_PICTURE,
    };
    reply.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    if in_place {
        reply.insert(X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    }
    reply
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn header(value: &str) -> HeaderValue {
    HeaderValue::from_str(value).expect("made of visible ASCII")
}

/// The name in UTF-8 (RFC 6266), and in ASCII for those who cannot read that. Its ending is that of
/// what the file is: what calls itself `.html` would be opened as such.
fn disposition(how: &str, name: &str, kind: FileKind) -> String {
    let ends_right =
        name.rsplit_once('.').is_some_and(|(_, end)| FileKind::of_accept(end) == Some(kind));
    let name = if ends_right { name.to_owned() } else { format!("{name}.{}", kind.as_str()) };
    let plain: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let coded: String = name.bytes().map(percent).collect();
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{coded}")
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || " .-_()".contains(c)
}

fn percent(byte: u8) -> String {
    match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    }
}

/// What of a file is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// All of it: several ranges, or something that is none, are answered with the whole.
    Whole,
    /// These bytes.
    Of(Range<u64>),
    /// Nothing that is there.
    Outside,
}

/// `bytes=0-499`, `bytes=500-`, `bytes=-500` (RFC 9110, 14.1.2).
fn part(asked: &str, length: u64) -> Part {
    let Some((first, last)) = asked.strip_prefix("bytes=").and_then(|range| range.split_once('-'))
    else {
        return Part::Whole;
    };
    let range = match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) if first <= last => first..length.min(last.saturating_add(1)),
        (Ok(first), Err(_)) if last.is_empty() => first..length,
        (Err(_), Ok(last)) if first.is_empty() => length.saturating_sub(last)..length,
        _ => return Part::Whole,
    };
    if range.is_empty() { Part::Outside } else { Part::Of(range) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_said_in_utf8_and_ends_with_what_the_file_is() {
        assert_eq!(
            disposition("attachment", "Giấy.pdf", FileKind::Pdf),
            "attachment; filename=\"Gi_y.pdf\"; filename*=UTF-8''Gi%E1%BA%A5y.pdf"
        );
        assert!(disposition("inline", "anh.JPG", FileKind::Jpeg).contains("\"anh.JPG\""));
        assert!(disposition("inline", "anh.html", FileKind::Jpeg).contains("\"anh.html.jpeg\""));
        assert!(disposition("inline", "anh", FileKind::Png).contains("\"anh.png\""));
    }

    #[test]
    fn a_range_is_within_the_file_or_outside() {
        assert_eq!(part("bytes=0-4", 10), Part::Of(0..5));
        assert_eq!(part("bytes=5-", 10), Part::Of(5..10));
        assert_eq!(part("bytes=-3", 10), Part::Of(7..10));
        assert_eq!(part("bytes=-30", 10), Part::Of(0..10));
        assert_eq!(part("bytes=5-99", 10), Part::Of(5..10));
        assert_eq!(part("bytes=10-", 10), Part::Outside);
        assert_eq!(part("bytes=-0", 10), Part::Outside);
        for odd in ["bytes=0-1,3-4", "lines=1-2", "bytes=4-2", "bytes=a-b", "bytes=", "bytes=-"] {
            assert_eq!(part(odd, 10), Part::Whole, "{odd}");
        }
    }
}
