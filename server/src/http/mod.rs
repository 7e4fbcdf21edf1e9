//! The edge: routes, and what every request passes on its way in and out.

mod attach;
mod caller;
mod count;
mod enter;
mod failure;
mod files;
mod headers;
mod health;
mod limits;
mod lines;
mod live;
mod pace;
mod payment;
mod refusal;
mod tus;

pub use limits::{Limits, LiveLimits, Pace};

use crate::metrics::Metrics;
use app::shell::shell;
use app::{App, backend};
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef, Request, State};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use http::{StatusCode, Uri};
use leptos::config::LeptosOptions;
use leptos::prelude::provide_context;
use leptos_axum::{
    LeptosRoutes, file_and_error_handler_with_context, generate_route_list,
    render_app_async_with_context,
};
use lines::Lines;
use secrecy::SecretString;
use services::Portal;
use tokio_util::sync::CancellationToken;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

/// The largest body of a form or server function; uploads have a limit of their own.
const BODY_BYTES_MAX: usize = 512 * 1024;
/// No file of ours has a longer name, and no file system a longer one than 255 with its ending.
const FILE_NAME_BYTES_MAX: usize = 200;
/// No path to a file of ours is longer.
const FILE_PATH_BYTES_MAX: usize = 1_000;

/// What handlers share.
#[derive(Clone)]
pub struct Edge {
    /// The use cases' world.
    pub portal: Portal,
    /// How pages find the bundle.
    pub leptos: LeptosOptions,
    /// Cancelled when the server stops: what would go on for ever ends then.
    pub stop: CancellationToken,
    /// What is counted.
    pub metrics: Metrics,
    /// Who brings it may see what was counted.
    pub metrics_token: Option<SecretString>,
    /// Whether a trusted proxy says from where a request came.
    pub behind_proxy: bool,
    /// How much of it, how long and how many.
    pub limits: Limits,
    /// The lines to live pages.
    pub lines: Lines,
}

impl Edge {
    /// An edge on its own: nothing in front of it, nobody who may see what is counted outside the demo
    /// world.
    pub fn new(portal: Portal, leptos: LeptosOptions) -> Self {
        Self {
            portal,
            leptos,
            stop: CancellationToken::new(),
            metrics: Metrics::default(),
            metrics_token: None,
            behind_proxy: false,
            limits: Limits::default(),
            lines: Lines::default(),
        }
    }
}

impl FromRef<Edge> for LeptosOptions {
    fn from_ref(edge: &Edge) -> Self {
        edge.leptos.clone()
    }
}

/// The page at an address where there is nothing for whoever asks.
async fn missing_page(edge: &Edge, request: Request) -> Response {
    let (portal, options) = (edge.portal.clone(), edge.leptos.clone());
    let context = move || {
        provide_context(portal.clone());
        backend::allow_nonce();
    };
    let render = render_app_async_with_context(context, move || shell(options.clone()));
    render(request).await
}

/// Whether the path could lead to a file. One that is too long even to ask for is no failure of ours.
fn may_be_file(path: &str) -> bool {
    path.len() <= FILE_PATH_BYTES_MAX
        && path.split('/').all(|name| name.len() <= FILE_NAME_BYTES_MAX)
}

/// Every address of the system.
pub fn router(edge: Edge) -> Router {
    let context = {
        let portal = edge.portal.clone();
        move || {
            provide_context(portal.clone());
            backend::allow_nonce();
        }
    };
    let page_shell = {
        let options = edge.leptos.clone();
        move || shell(options.clone())
    };
    let compressed = CompressionLayer::new()
        .br(true)
        .gzip(true)
        .quality(tower_http::CompressionLevel::Precise(5))
        .compress_when(DefaultPredicate::new().and(NotForContentType::new("text/event-stream")));
    let form_of_files = DefaultBodyLimit::max(attach::body_bytes_max(&edge.portal));
    let file_or_page = file_and_error_handler_with_context::<Edge, _>(context.clone(), shell);
    let fallback = async move |uri: Uri, State(edge): State<Edge>, request: Request| {
        if may_be_file(uri.path()) {
            return file_or_page(uri, State(edge), request).await;
        }
        let mut page = missing_page(&edge, request).await;
        *page.status_mut() = StatusCode::NOT_FOUND;
        page
    };
    Router::new()
        .leptos_routes_with_context(&edge, generate_route_list(App), context, page_shell)
        .fallback(fallback)
        .layer(from_fn_with_state(edge.clone(), refusal::answer))
        .layer(compressed)
        .route("/api/live", get(live::stream))
        .route("/thanh-toan/vnpay/ve", get(payment::come_back))
        .merge(tus::routes())
        .route("/tep/{id}", get(files::send))
        .route("/tep/{kind}/{id}/{paper}", post(attach::attach).layer(form_of_files))
        .layer(from_fn(headers::same_site_only))
        .layer(from_fn_with_state(edge.clone(), caller::identify))
        .route("/thanh-toan/vnpay/ipn", get(payment::notice))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(count::show))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(from_fn_with_state(edge.clone(), count::count))
        .layer(from_fn_with_state(edge.clone(), enter::enter))
        .layer(from_fn(headers::secure))
        .with_state(edge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_file_system_could_name_is_not_looked_for() {
        assert!(may_be_file("/pkg/motcua.0123456789abcdef.wasm"));
        assert!(!may_be_file(&format!("/{}", "a".repeat(252))));
        assert!(!may_be_file(&format!("/{}.css", "%e1%bb%87".repeat(30))));
        assert!(!may_be_file(&"/a".repeat(2_000)));
    }
}
