//! What we need of a gateway (protocols.md §4.3).

use async_trait::async_trait;
use shared::i18n::Lang;
use shared::money::Dong;
use shared::payment::{Fact, GatewayId, TxnRef, Verdict};
use shared::time::Instant;
use std::net::IpAddr;

/// A gateway that takes the payer over by redirect.
#[async_trait]
pub trait PaymentGateway: Send + Sync {
    /// Which one.
    fn id(&self) -> GatewayId;

    /// Where its page is, as `https://host:port`: a page may send the payer's form there and nowhere
    /// else.
    fn origin(&self) -> &str;

    /// The signed address to send the payer's browser to.
    fn start(&self, order: &StartOrder) -> Result<String, GatewayError>;

    /// Reads the raw query of the payer's way back. It makes no [`Fact`], so it cannot mark
    /// anything paid.
    fn read_return(&self, query: &[u8]) -> ReturnHint;

    /// Verifies and reads the raw query of a notice.
    fn read_notice(&self, query: &[u8]) -> Result<Fact, NoticeFault>;

    /// The gateway's own words for a verdict: a JSON document, sent with HTTP 200.
    fn answer(&self, verdict: Verdict) -> String;

    /// Asks what became of an attempt.
    async fn query(&self, order: &QueryOrder) -> Result<Fact, GatewayError>;

    /// Asks to give money back. Any error but [`GatewayError::Unsendable`] leaves open whether
    /// the gateway has it: query, and never send another meanwhile.
    async fn refund(&self, order: &RefundOrder) -> Result<Fact, GatewayError>;
}

/// What the payer is sent off with.
#[derive(Debug, Clone)]
pub struct StartOrder {
    /// Our number: letters and digits, never used twice.
    pub txn_ref: TxnRef,
    /// How much.
    pub amount: Dong,
    /// What for, as a person would write it; the adapter makes it fit the gateway.
    pub about: String,
    /// When the attempt was made; queries need it again.
    pub created_at: Instant,
    /// Until when it can be paid.
    pub expires_at: Instant,
    /// The payer's address, by the trusted proxy.
    pub payer_ip: IpAddr,
    /// The language of the gateway's page.
    pub lang: Lang,
    /// Where the payer comes back to: absolute, ours.
    pub return_url: String,
}

/// A question about an attempt.
#[derive(Debug, Clone)]
pub struct QueryOrder {
    /// Unique among our requests; at most 32 letters, digits and dashes.
    pub request_id: String,
    /// Our number of the attempt.
    pub txn_ref: TxnRef,
    /// When the attempt was made.
    pub created_at: Instant,
    /// Now.
    pub now: Instant,
}

/// An order to give money back.
#[derive(Debug, Clone)]
pub struct RefundOrder {
    /// Unique among our requests; the same again when the same refund is sent again.
    pub request_id: String,
    /// Our number of the attempt.
    pub txn_ref: TxnRef,
    /// The gateway's number of the payment, where known.
    pub gateway_txn_id: Option<String>,
    /// How much goes back.
    pub amount: Dong,
    /// Whether that is everything that was paid.
    pub whole: bool,
    /// When the attempt was made.
    pub created_at: Instant,
    /// The login of whoever approved it.
    pub by: String,
    /// Now.
    pub now: Instant,
}

/// What the payer's browser brought back: a hint, no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReturnHint {
    /// The signature is right: show what we hold of this attempt, and ask the gateway soon.
    Verified(TxnRef),
    /// Not from the gateway, or altered on the way.
    Forged,
}

/// Why a notice is no fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoticeFault {
    /// Nothing was sent.
    #[error("the notice is empty")]
    Empty,
    /// The signature is wrong or missing, or a name occurs twice.
    #[error("the signature of the notice is wrong")]
    BadSignature,
    /// Signed, but for another terminal or without our number.
    #[error("the notice is not about an order of ours")]
    NotOurs,
}

impl NoticeFault {
    /// What it is answered with.
    pub fn verdict(self) -> Verdict {
        match self {
            Self::Empty => Verdict::Empty,
            Self::BadSignature => Verdict::BadSignature,
            Self::NotOurs => Verdict::UnknownOrder,
        }
    }
}

/// Why a gateway did not give a fact.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// The gateway's rules do not allow to send this; nothing was sent.
    #[error("cannot be sent: {0}")]
    Unsendable(&'static str),
    /// No answer in time, or no connection.
    #[error("the gateway did not answer")]
    Unreachable(#[source] reqwest::Error),
    /// An answer that is not of the protocol: an error page, too long, not JSON.
    #[error("the gateway's answer cannot be read: {0}")]
    Unreadable(String),
    /// An answer whose signature is wrong or missing, or that answers something else.
    #[error("the gateway's answer is forged or about something else")]
    Forged,
    /// The same refund was already asked for.
    #[error("the gateway already has this refund")]
    AlreadyAsked,
    /// The gateway could not deal with the request; its own code.
    #[error("the gateway refused the request with code {0}")]
    Refused(String),
}
