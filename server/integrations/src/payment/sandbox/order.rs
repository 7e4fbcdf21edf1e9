//! One order at the gateway, in memory.

use crate::payment::vnpay::{Params, read_amount, read_time, time};
use serde::Serialize;
use shared::i18n::Lang;
use shared::money::Dong;
use shared::time::Instant;

pub(super) struct Order {
    /// What the merchant signed.
    pub(super) asked: Params,
    /// Proves that a button was pressed on the page that we drew.
    pub(super) token: String,
    pub(super) end: Option<End>,
    pub(super) queried_at: Option<Instant>,
    pub(super) refunds: Vec<Refund>,
    pub(super) deliveries: Vec<Delivery>,
}

/// How the payment ended.
#[derive(Debug, Clone)]
pub(super) struct End {
    pub(super) response: String,
    pub(super) status: String,
    pub(super) transaction_no: String,
    pub(super) bank: &'static str,
    pub(super) at: Instant,
}

pub(super) struct Refund {
    pub(super) request_id: String,
    pub(super) amount: Dong,
    pub(super) kind: String,
    pub(super) transaction_no: String,
    pub(super) at: Instant,
}

/// One try to tell the merchant.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Delivery {
    pub(super) round: u32,
    pub(super) http_status: Option<u16>,
    pub(super) code: Option<String>,
}

impl Order {
    pub(super) fn new(asked: Params, token: String) -> Self {
        Self {
            asked,
            token,
            end: None,
            queried_at: None,
            refunds: Vec::new(),
            deliveries: Vec::new(),
        }
    }

    pub(super) fn get(&self, name: &str) -> &str {
        get(&self.asked, name)
    }

    pub(super) fn amount(&self) -> Dong {
        read_amount(self.get("vnp_Amount")).unwrap_or_default()
    }

    pub(super) fn lang(&self) -> Lang {
        lang(&self.asked)
    }

    pub(super) fn is_over(&self, now: Instant) -> bool {
        read_time(self.get("vnp_ExpireDate")).is_none_or(|until| now > until)
    }

    pub(super) fn was_paid(&self) -> bool {
        self.end.as_ref().is_some_and(|end| end.status == "00")
    }

    pub(super) fn refunded(&self) -> Dong {
        self.refunds.iter().map(|refund| refund.amount).sum()
    }

    /// What the payer's browser and the notice carry.
    pub(super) fn result(&self, end: &End) -> Params {
        let card = if end.bank == "NCB" { "ATM" } else { "QRCODE" };
        let tran_no = match end.status.as_str() {
            "00" => format!("VNP{}", end.transaction_no),
            _ => String::new(),
        };
        [
            ("vnp_TmnCode", self.get("vnp_TmnCode")),
            ("vnp_Amount", self.get("vnp_Amount")),
            ("vnp_BankCode", end.bank),
            ("vnp_BankTranNo", &tran_no),
            ("vnp_CardType", card),
            ("vnp_PayDate", &time(end.at)),
            ("vnp_OrderInfo", self.get("vnp_OrderInfo")),
            ("vnp_TransactionNo", &end.transaction_no),
            ("vnp_ResponseCode", &end.response),
            ("vnp_TransactionStatus", &end.status),
            ("vnp_TxnRef", self.get("vnp_TxnRef")),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
    }
}

pub(super) fn get<'a>(params: &'a Params, name: &str) -> &'a str {
    params.get(name).map(String::as_str).unwrap_or_default()
}

pub(super) fn lang(params: &Params) -> Lang {
    if get(params, "vnp_Locale") == "en" { Lang::En } else { Lang::Vi }
}
