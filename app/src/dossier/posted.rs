//! The answer to a request, as it is posted.

use super::api::AnswerRequest;
use crate::posted::{self, Pairs};
use leptos::server_fn::codec::{FromReq, IntoReq};
use leptos::server_fn::error::FromServerFnError;
use leptos::server_fn::request::{ClientReq, Req};

/// The name of the control that says which dossier it is; a key of a form has no `@` in it.
pub const DOSSIER: &str = "@dossier";

impl<E, Request> FromReq<Pairs, Request, E> for AnswerRequest
where
    Request: Req<E> + Send + 'static,
    E: FromServerFnError,
{
    async fn from_req(request: Request) -> Result<Self, E> {
        let pairs = posted::read(request).await?.into_iter();
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
        let code = std::iter::once((DOSSIER.to_owned(), self.code));
        posted::write(path, accepts, code.chain(self.pairs))
    }
}
