//! A plain form that sends files to a paper: `POST /tep/ban-nhap/{id}/{paper}?ve=/…`, or `/tep/ho-so/…`
//! for a dossier. Each file is judged by itself; the page that follows says beside the paper what was
//! not taken and why.

use super::Edge;
use super::headers::refused;
use app::backend::{Caller, keep_refused};
use app::own_path::own_path;
use app::refusal::Refused;
use axum::Extension;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, OriginalUri, Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{ACCEPT, HeaderMap, HeaderValue, LOCATION, SET_COOKIE};
use serde::Deserialize;
use services::Portal;
use services::upload::{self, Target};
use shared::error::{ApiError, ErrorCode, FieldError};
use shared::file::{FileFault, Holder, MB};
use std::collections::BTreeMap;

/// What boundaries and names of a form take beside the files.
const FORM_BYTES: u64 = MB;
/// So many refused files are spoken of; a cookie holds no more.
const REFUSALS_TOLD_MAX: usize = 8;
const NAME_CHARS_MAX: usize = 60;

/// How large such a form may be.
pub(super) fn body_bytes_max(portal: &Portal) -> usize {
    (portal.limits.files.dossier_bytes_max + FORM_BYTES).try_into().unwrap_or(usize::MAX)
}

/// Where the browser goes afterwards.
#[derive(Deserialize)]
pub(super) struct Way {
    #[serde(rename = "ve")]
    back: Option<String>,
}

/// `ban-nhap` or `ho-so`, its id, the paper's key.
type Address = (String, String, String);

/// Takes the files of a form.
pub(super) async fn attach(
    State(edge): State<Edge>,
    Extension(caller): Extension<Caller>,
    (Path((kind, id, paper)), Query(way), uri): (Path<Address>, Query<Way>, OriginalUri),
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let told = match (target(&kind, &id, paper.clone()), form) {
        (Ok(target), Ok(form)) => take_all(&edge.portal, &caller, &target, form).await,
        (Err(code), _) => vec![(String::new(), code.into())],
        (_, Err(_)) => vec![(String::new(), ErrorCode::BadRequest.into())],
    };
    let Some(error) = summary(&paper, told, &caller) else {
        return go_back(&format!("{}#{paper}", way.page()), None);
    };
    if !wants_page(&headers) {
        return refused(error);
    }
    let page = way.page().split('?').next().unwrap_or("/").to_owned();
    let form = uri.0.path().to_owned();
    let refused = Refused { path: page, form, error, typed: BTreeMap::new() };
    go_back(way.page(), Some(&keep_refused(&edge.portal, refused)))
}

fn target(kind: &str, id: &str, paper: String) -> Result<Target, ErrorCode> {
    let holder = match kind {
        "ban-nhap" => Holder::Draft(id.parse().map_err(|_| ErrorCode::DraftNotFound)?),
        "ho-so" => Holder::Dossier(id.parse().map_err(|_| ErrorCode::DossierNotFound)?),
        _ => return Err(ErrorCode::NotFound),
    };
    Ok(Target { holder, paper })
}

/// What was not taken, by the file's name.
async fn take_all(
    portal: &Portal,
    caller: &Caller,
    target: &Target,
    mut form: Multipart,
) -> Vec<(String, ApiError)> {
    let mut told = Vec::new();
    let mut files = 0;
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                let bytes_max = portal.limits.files.dossier_bytes_max;
                told.push((String::new(), FileFault::DossierFull { bytes_max }.into()));
                return told;
            }
            Err(_) => {
                told.push((String::new(), ErrorCode::UploadBroken.into()));
                return told;
            }
        };
        // A file input in which nothing was chosen sends a part without a name.
        let Some(name) = field.file_name().filter(|name| !name.is_empty()).map(str::to_owned)
        else {
            continue;
        };
        files += 1;
        let taken = upload::receive(portal, &caller.actor, target, &name, field).await;
        if let Err(error) = taken {
            told.push((name, error.into_api(&caller.request_id)));
        }
    }
    if files == 0 {
        told.push((String::new(), ErrorCode::UploadNone.into()));
    }
    told
}

/// The first refusal, with all of them as fields: the paper's key, the code, and the file's name.
fn summary(paper: &str, told: Vec<(String, ApiError)>, caller: &Caller) -> Option<ApiError> {
    let mut first = told.first()?.1.clone();
    first.request_id.clone_from(&caller.request_id);
    let fields = told.into_iter().take(REFUSALS_TOLD_MAX).map(|(name, error)| {
        let mut params = error.params;
        params.insert("file".to_owned(), name.chars().take(NAME_CHARS_MAX).collect());
        FieldError { field: paper.to_owned(), code: error.code.as_str().to_owned(), params }
    });
    first.fields = fields.collect();
    Some(first)
}

/// Whether a person waits for the answer, not a program.
pub(super) fn wants_page(headers: &HeaderMap) -> bool {
    headers.get(ACCEPT).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("text/html"))
}

impl Way {
    fn page(&self) -> &str {
        self.back.as_deref().and_then(own_path).unwrap_or("/")
    }
}

/// Back to the page: to the paper, or to what it says on top.
fn go_back(address: &str, cookie: Option<&str>) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let address = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(LOCATION, address);
    if let Some(cookie) = cookie.and_then(|cookie| HeaderValue::from_str(cookie).ok()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
