//! A page of a form, as it is posted.

use super::api::SavePage;
use crate::posted::{self, Pairs};
use leptos::server_fn::codec::{FromReq, IntoReq};
use leptos::server_fn::error::{FromServerFnError, IntoAppError, ServerFnErrorErr};
use leptos::server_fn::request::{ClientReq, Req};
use shared::draft::PostedPage;

impl<E, Request> FromReq<Pairs, Request, E> for SavePage
where
    Request: Req<E> + Send + 'static,
    E: FromServerFnError,
{
    async fn from_req(request: Request) -> Result<Self, E> {
        let pairs = posted::read(request).await?;
        PostedPage::read(pairs).map(|page| Self { page }).ok_or_else(|| {
            ServerFnErrorErr::Args("the page does not say which it is".to_owned()).into_app_error()
        })
    }
}

impl<E, Request> IntoReq<Pairs, Request, E> for SavePage
where
    Request: ClientReq<E>,
    E: FromServerFnError,
{
    fn into_req(self, path: &str, accepts: &str) -> Result<Request, E> {
        let PostedPage { id, section, act, is_from_check, pairs } = self.page;
        let back = if is_from_check { "1".to_owned() } else { String::new() };
        let [draft_name, section_name, back_name] = PostedPage::HIDDEN.map(str::to_owned);
        let facts = [
            (draft_name, id.to_string()),
            (section_name, section),
            (back_name, back),
            (PostedPage::ACT.to_owned(), act.as_value()),
        ];
        posted::write(path, accepts, facts.into_iter().chain(pairs))
    }
}
