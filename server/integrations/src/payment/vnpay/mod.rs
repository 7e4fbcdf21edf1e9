//! VNPAY 2.1.0 (protocols.md §1).

mod codes;
mod format;
mod sign;
mod transaction;

#[cfg(test)]
mod tests;

pub use format::plain_text;
pub use sign::{Params, Secrets};

pub(crate) use format::{read_amount, read_time, time};
pub(crate) use sign::{HASH, join};
pub(crate) use transaction::{
    Fields, QUERY_ANSWER, QUERY_REQUEST, REFUND_ANSWER, REFUND_REQUEST, fields_of,
};

use super::gateway::{
    GatewayError, NoticeFault, PaymentGateway, QueryOrder, RefundOrder, ReturnHint, StartOrder,
};
use async_trait::async_trait;
use shared::i18n::Lang;
use shared::payment::{Fact, GatewayId, Outcome, Source, TxnRef, Verdict};
use std::net::IpAddr;
use std::time::Duration;

/// The version of the protocol that we speak.
pub(crate) const VERSION: &str = "2.1.0";
const CONNECT_SECONDS_MAX: u64 = 5;
const CALL_SECONDS_MAX: u64 = 20;
const TXN_REF_CHARS_MAX: usize = 100;
const RETURN_URL_BYTES_MAX: usize = 255;
const REQUEST_ID_CHARS_MAX: usize = 32;

/// Where VNPAY is and who we are there.
#[derive(Debug, Clone)]
pub struct VnpaySettings {
    /// Our terminal.
    pub tmn_code: String,
    /// Our hash secrets.
    pub secrets: Secrets,
    /// The payer's page, ending in `/paymentv2/vpcpay.html`.
    pub pay_url: String,
    /// For queries and refunds, ending in `/merchant_webapi/api/transaction`.
    pub transaction_url: String,
    /// Our own address, as VNPAY wants it told.
    pub server_ip: IpAddr,
}

/// VNPAY, or the sandbox that speaks like it.
#[derive(Debug, Clone)]
pub struct Vnpay {
    settings: VnpaySettings,
    client: reqwest::Client,
}

impl Vnpay {
    /// Prepares the client; no call is made.
    pub fn new(settings: VnpaySettings) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(CONNECT_SECONDS_MAX))
            .timeout(Duration::from_secs(CALL_SECONDS_MAX))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()?;
        Ok(Self { settings, client })
    }

    fn fact_of_notice(&self, params: &Params) -> Result<Fact, NoticeFault> {
        let get = |name: &str| params.get(name).map(String::as_str).unwrap_or_default();
        let txn_ref = get("vnp_TxnRef");
        if get("vnp_TmnCode") != self.settings.tmn_code || txn_ref.is_empty() {
            return Err(NoticeFault::NotOurs);
        }
        Ok(Fact {
            gateway: GatewayId::Vnpay,
            txn_ref: TxnRef(txn_ref.to_owned()),
            gateway_txn_id: transaction_no(get("vnp_TransactionNo")),
            amount: read_amount(get("vnp_Amount")),
            outcome: codes::of_notice(get("vnp_ResponseCode"), get("vnp_TransactionStatus")),
            at: read_time(get("vnp_PayDate")),
            source: Source::Notice,
        })
    }

    async fn call(
        &self,
        body: &Fields,
        names: &[&str],
        asked: &TxnRef,
    ) -> Result<Fields, GatewayError> {
        let fields = transaction::post(&self.client, &self.settings.transaction_url, body).await?;
        let command = body.get("vnp_Command").map(String::as_str).unwrap_or_default();
        if self.believes(&fields, names, command, asked) {
            Ok(fields)
        } else {
            Err(GatewayError::Forged)
        }
    }

    /// Whether an answer is signed (a missing signature is a wrong one) and answers what we asked.
    fn believes(&self, answer: &Fields, names: &[&str], command: &str, asked: &TxnRef) -> bool {
        let get = |name: &str| answer.get(name).map(String::as_str);
        get("vnp_TmnCode") == Some(&self.settings.tmn_code)
            && get("vnp_TxnRef") == Some(&asked.0)
            && get("vnp_Command") == Some(command)
            && self.settings.secrets.verify(&join(names, get), get(HASH).unwrap_or_default())
    }

    fn signed(&self, mut body: Fields, names: &[&str]) -> Fields {
        let data = join(names, |name| body.get(name).map(String::as_str));
        body.insert(HASH.to_owned(), self.settings.secrets.sign(&data));
        body
    }
}

#[async_trait]
impl PaymentGateway for Vnpay {
    fn id(&self) -> GatewayId {
        GatewayId::Vnpay
    }

    fn origin(&self) -> &str {
        let url = &self.settings.pay_url;
        let host_at = url.find("://").map_or(0, |at| at + 3);
        url[host_at..].find('/').map_or(url, |at| &url[..host_at + at])
    }

    fn start(&self, order: &StartOrder) -> Result<String, GatewayError> {
        let amount = format::amount(order.amount).ok_or(GatewayError::Unsendable("amount"))?;
        check_txn_ref(&order.txn_ref)?;
        if order.return_url.len() > RETURN_URL_BYTES_MAX {
            return Err(GatewayError::Unsendable("return address"));
        }
        let mut about = plain_text(&order.about);
        if about.is_empty() {
            about = format!("Thanh toan {}", order.txn_ref);
        }
        let locale = if order.lang == Lang::En { "en" } else { "vn" };
        let params = params([
            ("vnp_Version", VERSION),
            ("vnp_Command", "pay"),
            ("vnp_TmnCode", &self.settings.tmn_code),
            ("vnp_Amount", &amount),
            ("vnp_CurrCode", "VND"),
            ("vnp_TxnRef", &order.txn_ref.0),
            ("vnp_OrderInfo", &about),
            ("vnp_OrderType", "other"),
            ("vnp_CreateDate", &time(order.created_at)),
            ("vnp_ExpireDate", &time(order.expires_at)),
            ("vnp_IpAddr", &order.payer_ip.to_string()),
            ("vnp_Locale", locale),
            ("vnp_ReturnUrl", &order.return_url),
        ]);
        Ok(format!("{}?{}", self.settings.pay_url, self.settings.secrets.sign_query(&params)))
    }

    fn read_return(&self, query: &[u8]) -> ReturnHint {
        let params = self.settings.secrets.read_query(query);
        match params.map(|params| self.fact_of_notice(&params)) {
            Some(Ok(fact)) => ReturnHint::Verified(fact.txn_ref),
            _ => ReturnHint::Forged,
        }
    }

    fn read_notice(&self, query: &[u8]) -> Result<Fact, NoticeFault> {
        if query.is_empty() {
            return Err(NoticeFault::Empty);
        }
        let params = self.settings.secrets.read_query(query).ok_or(NoticeFault::BadSignature)?;
        self.fact_of_notice(&params)
    }

    fn answer(&self, verdict: Verdict) -> String {
        let (code, message) = match verdict {
            Verdict::Applied => ("00", "Confirm Success"),
            Verdict::UnknownOrder => ("01", "Order not found"),
            Verdict::AlreadyKnown => ("02", "Order already confirmed"),
            Verdict::WrongAmount => ("04", "invalid amount"),
            Verdict::BadSignature => ("97", "Invalid signature"),
            Verdict::Empty => ("99", "Input data required"),
            Verdict::TryAgain => ("99", "Unknow error"),
        };
        serde_json::json!({ "RspCode": code, "Message": message }).to_string()
    }

    async fn query(&self, order: &QueryOrder) -> Result<Fact, GatewayError> {
        check_request(&order.request_id, &order.txn_ref)?;
        let body = params([
            ("vnp_RequestId", order.request_id.as_str()),
            ("vnp_Version", VERSION),
            ("vnp_Command", "querydr"),
            ("vnp_TmnCode", &self.settings.tmn_code),
            ("vnp_TxnRef", &order.txn_ref.0),
            ("vnp_OrderInfo", &format!("Truy van {}", order.txn_ref)),
            ("vnp_TransactionDate", &time(order.created_at)),
            ("vnp_CreateDate", &time(order.now)),
            ("vnp_IpAddr", &self.settings.server_ip.to_string()),
        ]);
        let body = self.signed(body, &QUERY_REQUEST);
        let fields = self.call(&body, &QUERY_ANSWER, &order.txn_ref).await?;
        let outcome = transaction::read_query(&fields)?;
        Ok(fact_of_answer(&fields, &order.txn_ref, outcome))
    }

    async fn refund(&self, order: &RefundOrder) -> Result<Fact, GatewayError> {
        check_request(&order.request_id, &order.txn_ref)?;
        let amount = format::amount(order.amount).ok_or(GatewayError::Unsendable("amount"))?;
        let body = params([
            ("vnp_RequestId", order.request_id.as_str()),
            ("vnp_Version", VERSION),
            ("vnp_Command", "refund"),
            ("vnp_TmnCode", &self.settings.tmn_code),
            ("vnp_TransactionType", if order.whole { "02" } else { "03" }),
            ("vnp_TxnRef", &order.txn_ref.0),
            ("vnp_Amount", &amount),
            ("vnp_TransactionNo", order.gateway_txn_id.as_deref().unwrap_or("0")),
            ("vnp_TransactionDate", &time(order.created_at)),
            ("vnp_CreateBy", &plain_text(&order.by)),
            ("vnp_CreateDate", &time(order.now)),
            ("vnp_IpAddr", &self.settings.server_ip.to_string()),
            ("vnp_OrderInfo", &format!("Hoan tien {}", order.txn_ref)),
        ]);
        let body = self.signed(body, &REFUND_REQUEST);
        let fields = self.call(&body, &REFUND_ANSWER, &order.txn_ref).await?;
        let outcome = transaction::read_refund(&fields)?;
        Ok(fact_of_answer(&fields, &order.txn_ref, outcome))
    }
}

fn fact_of_answer(fields: &Fields, txn_ref: &TxnRef, outcome: Outcome) -> Fact {
    let get = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    Fact {
        gateway: GatewayId::Vnpay,
        txn_ref: txn_ref.clone(),
        gateway_txn_id: transaction_no(get("vnp_TransactionNo")),
        amount: read_amount(get("vnp_Amount")),
        outcome,
        at: read_time(get("vnp_PayDate")),
        source: Source::Query,
    }
}

/// VNPAY writes `0` where it has no number.
fn transaction_no(text: &str) -> Option<String> {
    (!text.is_empty() && text != "0").then(|| text.to_owned())
}

fn params<const N: usize>(pairs: [(&str, &str); N]) -> Params {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn check_txn_ref(txn_ref: &TxnRef) -> Result<(), GatewayError> {
    let text = &txn_ref.0;
    let fits = !text.is_empty()
        && text.len() <= TXN_REF_CHARS_MAX
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if fits { Ok(()) } else { Err(GatewayError::Unsendable("number of the attempt")) }
}

fn check_request(request_id: &str, txn_ref: &TxnRef) -> Result<(), GatewayError> {
    if request_id.is_empty() || request_id.len() > REQUEST_ID_CHARS_MAX {
        return Err(GatewayError::Unsendable("number of the request"));
    }
    check_txn_ref(txn_ref)
}
