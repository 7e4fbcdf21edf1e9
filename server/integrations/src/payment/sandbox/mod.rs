//! A gateway for tests and the demo world. It speaks VNPAY's protocol over HTTP on its own port,
//! believes nothing unsigned, and misbehaves on request.
//!
//! | address | what |
//! | --- | --- |
//! | `GET /paymentv2/vpcpay.html` | the payer's page |
//! | `POST /paymentv2/pay` | its buttons |
//! | `POST /merchant_webapi/api/transaction` | querydr and refund |
//! | `POST /control` | [`Faults`] for one order or for all: `{"txn_ref": …, "faults": {…}}` |
//! | `GET /control/{txn_ref}` | what was sent to the merchant, and how it answered |

mod control;
mod fault;
mod notice;
mod order;
mod page;
mod pay;
mod transaction;

#[cfg(test)]
mod tests;

pub use fault::{AnswerFaults, Faults, NoticeFaultKind};

use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::payment::vnpay::Secrets;
use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::{get, post};
use order::Order;
use secrecy::SecretString;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;

const CONNECT_SECONDS_MAX: u64 = 5;
const CALL_SECONDS_MAX: u64 = 20;
/// Orders are forgotten, oldest number first, beyond this many.
const ORDERS_MAX: usize = 100_000;

/// Whose gateway this is, and how patient.
#[derive(Debug, Clone)]
pub struct SandboxSettings {
    /// The merchant's terminal.
    pub tmn_code: String,
    /// The merchant's hash secret.
    pub secret: SecretString,
    /// Where the merchant takes notices.
    pub notice_url: String,
    /// The pause between two tries of the same notice.
    pub retry_pause: Duration,
    /// How late a late notice is.
    pub late_pause: Duration,
    /// How often one order may be asked about.
    pub query_floor: Duration,
    /// How long a refund is being processed.
    pub refund_pause: Duration,
    /// What time it is.
    pub clock: Clock,
    /// Where numbers come from.
    pub entropy: Entropy,
}

impl SandboxSettings {
    /// As patient as VNPAY.
    pub fn new(tmn_code: String, secret: SecretString, notice_url: String) -> Self {
        Self {
            tmn_code,
            secret,
            notice_url,
            retry_pause: Duration::from_mins(5),
            late_pause: Duration::from_secs(20),
            query_floor: Duration::from_mins(5),
            refund_pause: Duration::from_mins(1),
            clock: Clock::system(),
            entropy: Entropy::system(),
        }
    }
}

/// Serves the gateway until the listener fails.
pub async fn serve(listener: TcpListener, settings: SandboxSettings) -> std::io::Result<()> {
    let client = reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(CONNECT_SECONDS_MAX))
        .timeout(Duration::from_secs(CALL_SECONDS_MAX))
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .map_err(std::io::Error::other)?;
    let sandbox = Arc::new(Sandbox {
        secrets: Secrets { active: settings.secret.clone(), former: None },
        settings,
        client,
        orders: Mutex::default(),
        faults: Mutex::default(),
    });
    let router = Router::new()
        .route("/paymentv2/vpcpay.html", get(pay::show))
        .route("/paymentv2/pay", post(pay::press))
        .route("/paymentv2/sandbox.css", get(page::style))
        .route("/merchant_webapi/api/transaction", post(transaction::answer))
        .route("/control", post(control::set_faults))
        .route("/control/{txn_ref}", get(control::show_order))
        .layer(map_response(with_headers))
        .with_state(sandbox);
    axum::serve(listener, router).await
}

type Shared = Arc<Sandbox>;

struct Sandbox {
    settings: SandboxSettings,
    secrets: Secrets,
    client: reqwest::Client,
    orders: Mutex<BTreeMap<String, Order>>,
    /// By order; the empty name is for all orders.
    faults: Mutex<BTreeMap<String, Faults>>,
}

impl Sandbox {
    /// The orders. Nobody holds them across an `await`.
    fn orders(&self) -> MutexGuard<'_, BTreeMap<String, Order>> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn faults_of(&self, txn_ref: &str) -> Faults {
        let faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        faults.get(txn_ref).or_else(|| faults.get("")).cloned().unwrap_or_default()
    }
}

async fn with_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (CACHE_CONTROL, "no-store"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'self'; base-uri 'none'"),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
