//! How a page of a form crosses the wire: as the pairs that a browser posts without script. Which
//! names there are is known to the form alone, so that no type can list them.

use super::api::SavePage;
use http::Method;
use leptos::server_fn::ContentType;
use leptos::server_fn::codec::{Encoding, FromReq, IntoReq};
use leptos::server_fn::error::{FromServerFnError, IntoAppError, ServerFnErrorErr};
use leptos::server_fn::request::{ClientReq, Req};
use shared::draft::PostedPage;

/// The encoding of [`SavePage`].
pub struct Pairs;

impl ContentType for Pairs {
    const CONTENT_TYPE: &'static str = "application/x-www-form-urlencoded";
}

impl Encoding for Pairs {
    const METHOD: Method = Method::POST;
}

impl<E, Request> FromReq<Pairs, Request, E> for SavePage
where
    Request: Req<E> + Send + 'static,
    E: FromServerFnError,
{
    async fn from_req(request: Request) -> Result<Self, E> {
        let body = request.try_into_string().await?;
        let pairs = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
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
        let [draft_name, section_name, back_name] = PostedPage::HIDDEN;
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair(draft_name, &id.to_string())
            .append_pair(section_name, &section)
            .append_pair(back_name, if is_from_check { "1" } else { "" })
            .append_pair(PostedPage::ACT, &act.as_value())
            .extend_pairs(pairs)
            .finish();
        Request::try_new_post(path, Pairs::CONTENT_TYPE, accepts, body)
    }
}
