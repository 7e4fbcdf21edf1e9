//! How a form whose names only its definition knows crosses the wire: as the pairs that a browser posts
//! without script. No type can list them.

use http::Method;
use leptos::server_fn::ContentType;
use leptos::server_fn::codec::Encoding;
use leptos::server_fn::error::FromServerFnError;
use leptos::server_fn::request::{ClientReq, Req};

/// The encoding.
pub struct Pairs;

impl ContentType for Pairs {
    const CONTENT_TYPE: &'static str = "application/x-www-form-urlencoded";
}

impl Encoding for Pairs {
    const METHOD: Method = Method::POST;
}

/// What was posted, in the order of the form.
pub(crate) async fn read<E, Request>(request: Request) -> Result<Vec<(String, String)>, E>
where
    Request: Req<E> + Send + 'static,
    E: FromServerFnError,
{
    let body = request.try_into_string().await?;
    Ok(form_urlencoded::parse(body.as_bytes()).into_owned().collect())
}

/// Posts them.
pub(crate) fn write<E, Request>(
    path: &str,
    accepts: &str,
    pairs: impl IntoIterator<Item = (String, String)>,
) -> Result<Request, E>
where
    Request: ClientReq<E>,
    E: FromServerFnError,
{
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    Request::try_new_post(path, Pairs::CONTENT_TYPE, accepts, body)
}
