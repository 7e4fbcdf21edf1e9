//! How the answer to a request crosses the wire: as the pairs that a browser posts. Which names there
//! are is known to the dossier's form alone.

use super::api::AnswerRequest;
use http::Method;
use leptos::server_fn::ContentType;
use leptos::server_fn::codec::{Encoding, FromReq, IntoReq};
use leptos::server_fn::error::FromServerFnError;
use leptos::server_fn::request::{ClientReq, Req};

/// The name of the control that says which dossier it is; a key of a form has no `@` in it.
pub const DOSSIER: &str = "@dossier";

/// The encoding of [`AnswerRequest`].
pub struct Pairs;

impl ContentType for Pairs {
    const CONTENT_TYPE: &'static str = "application/x-www-form-urlencoded";
}

impl Encoding for Pairs {
    const METHOD: Method = Method::POST;
}

impl<E, Request> FromReq<Pairs, Request, E> for AnswerRequest
where
    Request: Req<E> + Send + 'static,
    E: FromServerFnError,
{
    async fn from_req(request: Request) -> Result<Self, E> {
        let body = request.try_into_string().await?;
        let pairs = form_urlencoded::parse(body.as_bytes()).into_owned();
        let (facts, pairs): (Vec<_>, Vec<_>) = pairs.partition(|(name, _)| name.starts_with('@'));
        let code = facts.into_iter().find(|(name, _)| name == DOSSIER).map(|(_, code)| code);
        Ok(Self { code: code.unwrap_or_default(), pairs })
    }
}

impl<E, Request> IntoReq<Pairs, Request, E> for AnswerRequest
where
    Request: ClientReq<E>,
    E: FromServerFnError,
{
    fn into_req(self, path: &str, accepts: &str) -> Result<Request, E> {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair(DOSSIER, &self.code)
            .extend_pairs(self.pairs)
            .finish();
        Request::try_new_post(path, Pairs::CONTENT_TYPE, accepts, body)
    }
}
