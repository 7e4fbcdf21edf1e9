//! What a server function answers when it refuses, and how a plain form comes to know of it.
//!
//! A server function returns [`Answer`] and has nothing else to do: with a script, the caller gets the
//! [`Refusal`], its status and the request id. Without one, the edge (`server/src/http/refusal.rs`) sends
//! the browser back to the page it came from; that page asks [`use_refused`] what to say and which values
//! to keep. They travel sealed in a cookie that is read once: no personal value stands in an address.

use leptos::prelude::use_context;
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;
use server_fn::error::{FromServerFnError, ServerFnErrorErr};
use shared::error::{ApiError, ErrorCode};
use shared::i18n::Lang;
use std::collections::BTreeMap;
use std::fmt;

/// What a server function answers.
pub type Answer<T> = Result<T, Refusal>;

/// [`ApiError`] as the error of a server function. A type of its own because `shared`, whose rules run
/// everywhere, should not depend on how they are called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Refusal(pub ApiError);

impl Refusal {
    /// The sentence for people.
    pub fn sentence(&self, lang: Lang) -> String {
        self.0.sentence(lang)
    }

    /// Whether the server was never reached: keep what was typed and try again later.
    pub fn is_offline(&self) -> bool {
        self.0.code == ErrorCode::Offline
    }
}

impl FromServerFnError for Refusal {
    type Encoder = JsonEncoding;

    /// What the machinery between browser and server function refuses by itself.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => ErrorCode::Offline,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_) => ErrorCode::BadRequest,
            _ => ErrorCode::Internal,
        }
        .into()
    }
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self(error)
    }
}

impl From<ErrorCode> for Refusal {
    fn from(code: ErrorCode) -> Self {
        Self(code.into())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Refusal {}

/// A plain form that was refused, for the page it was sent from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The page it was sent from.
    pub path: String,
    /// The server function that refused, such as `/fn/identity/request_code`, where a page has
    /// several forms.
    pub form: String,
    /// Why.
    pub error: ApiError,
    /// What was typed, by the field's name; secrets are not kept.
    pub typed: BTreeMap<String, String>,
}

impl Refused {
    /// What was typed into that field; empty when nothing was.
    pub fn typed(&self, name: &str) -> String {
        self.typed.get(name).cloned().unwrap_or_default()
    }
}

/// The form that was sent from this page and refused, if this request follows such a refusal.
pub fn use_refused() -> Option<Refused> {
    use_context::<Refused>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_crosses_the_wire_whole() {
        let mut api = ApiError::new(ErrorCode::CodeWrong);
        api.params.insert("left".into(), "3".into());
        api.request_id = "r1".into();

        assert_eq!(Refusal::de(Refusal(api.clone()).ser()), Refusal(api));
    }

    #[test]
    fn what_the_machinery_refuses_has_a_code_too() {
        let refusal = |error| Refusal::from_server_fn_error(error).0.code;

        assert_eq!(refusal(ServerFnErrorErr::MissingArg("id".into())), ErrorCode::BadRequest);
        assert_eq!(refusal(ServerFnErrorErr::Request("no network".into())), ErrorCode::Offline);
        assert_eq!(refusal(ServerFnErrorErr::ServerError("x".into())), ErrorCode::Internal);
    }
}
