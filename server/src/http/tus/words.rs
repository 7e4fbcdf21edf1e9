//! What stands in the headers of tus.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use services::upload::{Checksum, Target};
use shared::error::ErrorCode;
use shared::file::Holder;
use shared::time::Instant;
use std::collections::BTreeMap;

/// More than name, type, draft and paper need; it is kept and said back.
const METADATA_BYTES_MAX: usize = 2048;

/// `Upload-Metadata`: `key base64,key base64`, where a value may be missing.
#[derive(Debug)]
pub(super) struct Metadata {
    /// As it was sent.
    pub(super) raw: String,
    pairs: BTreeMap<String, String>,
}

impl Metadata {
    pub(super) fn parse(raw: &str) -> Result<Self, ErrorCode> {
        if raw.len() > METADATA_BYTES_MAX {
            return Err(ErrorCode::BadRequest);
        }
        let mut pairs = BTreeMap::new();
        let all = if raw.trim().is_empty() { None } else { Some(raw.split(',')) };
        for pair in all.into_iter().flatten() {
            let pair = pair.trim();
            let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
            let value = STANDARD.decode(value.trim()).map_err(|_| ErrorCode::BadRequest)?;
            let value = String::from_utf8_lossy(&value).into_owned();
            let is_new = pairs.insert(key.to_owned(), value).is_none();
            if key.is_empty() || !key.is_ascii() || !is_new {
                return Err(ErrorCode::BadRequest);
            }
        }
        Ok(Self { raw: raw.to_owned(), pairs })
    }

    /// What the file is called.
    pub(super) fn name(&self) -> String {
        self.pairs.get("filename").cloned().unwrap_or_default()
    }

    /// Which paper it is for, by `paper` and `draft` or `dossier`; `None` when that is said later.
    pub(super) fn target(&self) -> Result<Option<Target>, ErrorCode> {
        let text = |key: &str| self.pairs.get(key);
        let holder = match (text("draft"), text("dossier")) {
            (None, None) => return Ok(None),
            (Some(id), None) => Holder::Draft(id.parse().map_err(|_| ErrorCode::DraftNotFound)?),
            (None, Some(id)) => {
                Holder::Dossier(id.parse().map_err(|_| ErrorCode::DossierNotFound)?)
            }
            (Some(_), Some(_)) => return Err(ErrorCode::BadRequest),
        };
        let paper = text("paper").ok_or(ErrorCode::UploadUnknownPaper)?.clone();
        Ok(Some(Target { holder, paper }))
    }
}

/// A length or an offset.
pub(super) fn number(value: Option<&str>) -> Result<u64, ErrorCode> {
    let digits = value.filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
    let number = digits.and_then(|text| text.parse().ok());
    number.filter(|n| i64::try_from(*n).is_ok()).ok_or(ErrorCode::BadRequest)
}

/// `Upload-Checksum`: `sha1 base64` or `sha256 base64`.
pub(super) fn checksum(value: &str) -> Result<Checksum, ErrorCode> {
    let (algorithm, sum) = value.split_once(' ').ok_or(ErrorCode::BadRequest)?;
    let sum = STANDARD.decode(sum.trim()).map_err(|_| ErrorCode::BadRequest)?;
    match algorithm {
        "sha1" => Ok(Checksum::Sha1(sum)),
        "sha256" => Ok(Checksum::Sha256(sum)),
        _ => Err(ErrorCode::BadRequest),
    }
}

/// `Sat, 28 Nov 2026 08:00:00 GMT` (RFC 9110, 5.6.7).
pub(super) fn http_date(at: Instant) -> String {
    at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_names_the_file_and_its_paper() {
        let id = "019a0000-0000-7000-8000-000000000000";
        let draft = STANDARD.encode(id);
        let raw = format!("filename R2nhuqV5LnBkZg==,is_confidential, draft {draft},paper cDE=");

        let metadata = Metadata::parse(&raw).unwrap();

        assert_eq!(metadata.name(), "Giấy.pdf");
        let target = metadata.target().unwrap().unwrap();
        assert_eq!(
            target,
            Target { holder: Holder::Draft(id.parse().unwrap()), paper: "p1".into() }
        );
        assert_eq!(Metadata::parse("").unwrap().target(), Ok(None));
    }

    #[test]
    fn metadata_of_another_form_is_refused() {
        for raw in ["filename ***", "a YQ==,a YQ==", "a YQ==,", ","] {
            assert_eq!(Metadata::parse(raw).unwrap_err(), ErrorCode::BadRequest, "{raw}");
        }
        assert!(Metadata::parse(&"a".repeat(METADATA_BYTES_MAX + 1)).is_err());
    }

    #[test]
    fn lengths_are_digits_that_a_database_holds() {
        assert_eq!(number(Some("11")), Ok(11));
        for text in ["-1", "+1", "", "1 ", "99999999999999999999", "9223372036854775808"] {
            assert!(number(Some(text)).is_err(), "{text}");
        }
        assert!(number(None).is_err());
    }

    #[test]
    fn a_checksum_is_of_a_kind_that_is_known() {
        assert!(matches!(checksum("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="), Ok(Checksum::Sha1(_))));
        assert!(checksum("whirlpool AAAA").is_err());
        assert!(checksum("sha1 ***").is_err());
        assert!(checksum("sha1").is_err());
    }

    #[test]
    fn a_date_is_written_as_http_wants_it() {
        let at: Instant = "2026-11-28T08:05:09Z".parse().unwrap();

        assert_eq!(http_date(at), "Sat, 28 Nov 2026 08:05:09 GMT");
    }
}
