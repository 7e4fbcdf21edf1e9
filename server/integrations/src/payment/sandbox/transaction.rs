//! querydr and refund, from the gateway's side.

use super::fault::AnswerFaults;
use super::order::{Order, Refund, get};
use super::{Sandbox, Shared};
use crate::payment::vnpay::{
    Fields, HASH, QUERY_ANSWER, QUERY_REQUEST, REFUND_ANSWER, REFUND_REQUEST, VERSION, fields_of,
    join, read_amount, time,
};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use shared::money::Dong;
use shared::time::Instant;
use std::time::Duration;

/// Answers a question or an order to give money back.
pub(super) async fn answer(State(sandbox): State<Shared>, body: Bytes) -> Response {
    let Some(asked) = fields_of(&body) else { return StatusCode::BAD_REQUEST.into_response() };
    let faults = sandbox.faults_of(get(&asked, "vnp_TxnRef"));
    let (faults, names): (_, &[&str]) = match get(&asked, "vnp_Command") {
        "querydr" => (faults.query, &QUERY_ANSWER),
        "refund" => (faults.refund, &REFUND_ANSWER),
        _ => return StatusCode::BAD_REQUEST.into_response(),
    };
    tokio::time::sleep(Duration::from_millis(faults.silence_ms)).await;
    if let Some(status) = faults.http_status.and_then(|code| StatusCode::from_u16(code).ok()) {
        return status.into_response();
    }
    let fields = match &faults.code {
        Some(code) => sandbox.bare(&asked, code),
        None if names.len() == QUERY_ANSWER.len() => sandbox.answer_query(&asked),
        None => sandbox.answer_refund(&asked),
    };
    Json(sandbox.sign(fields, names, &faults)).into_response()
}

impl Sandbox {
    fn answer_query(&self, asked: &Fields) -> Fields {
        let now = self.settings.clock.now();
        if let Err(code) = self.check(asked, &QUERY_REQUEST) {
            return self.bare(asked, code);
        }
        let mut orders = self.orders();
        let Some(order) = find(&mut orders, asked) else { return self.bare(asked, "91") };
        let floor = order.queried_at.map(|last| (now - last).to_std().unwrap_or_default());
        if floor.is_some_and(|since| since < self.settings.query_floor) {
            return self.bare(asked, "94");
        }
        order.queried_at = Some(now);
        let mut fields = self.bare(asked, "00");
        set(&mut fields, "vnp_OrderInfo", order.get("vnp_OrderInfo"));
        match (order.refunds.last(), &order.end) {
            (Some(refund), _) => self.tell_refund(&mut fields, order, refund, now),
            (None, Some(end)) => {
                set(&mut fields, "vnp_Amount", order.get("vnp_Amount"));
                set(&mut fields, "vnp_BankCode", end.bank);
                set(&mut fields, "vnp_PayDate", &time(end.at));
                set(&mut fields, "vnp_TransactionNo", &end.transaction_no);
                set(&mut fields, "vnp_TransactionType", "01");
                set(&mut fields, "vnp_TransactionStatus", &end.status);
            }
            (None, None) => {
                set(&mut fields, "vnp_Amount", order.get("vnp_Amount"));
                set(&mut fields, "vnp_TransactionNo", "0");
                set(&mut fields, "vnp_TransactionType", "01");
                // Whoever walked away has failed once the time is over.
                let status = if order.is_over(now) { "02" } else { "01" };
                set(&mut fields, "vnp_TransactionStatus", status);
            }
        }
        fields
    }

    fn answer_refund(&self, asked: &Fields) -> Fields {
        let now = self.settings.clock.now();
        if let Err(code) = self.check(asked, &REFUND_REQUEST) {
            return self.bare(asked, code);
        }
        let mut orders = self.orders();
        let Some(order) = find(&mut orders, asked) else { return self.bare(asked, "91") };
        let amount = read_amount(get(asked, "vnp_Amount")).unwrap_or_default();
        let kind = get(asked, "vnp_TransactionType");
        if let Err(code) = refundable(order, amount, kind, get(asked, "vnp_RequestId")) {
            return self.bare(asked, code);
        }
        order.refunds.push(Refund {
            request_id: get(asked, "vnp_RequestId").to_owned(),
            amount,
            kind: kind.to_owned(),
            transaction_no: (14_000_000 + self.settings.entropy.u64() % 1_000_000_000).to_string(),
            at: now,
        });
        let mut fields = self.bare(asked, "00");
        set(&mut fields, "vnp_OrderInfo", get(asked, "vnp_OrderInfo"));
        let refund = order.refunds.last().expect("was just added");
        self.tell_refund(&mut fields, order, refund, now);
        fields
    }

    fn tell_refund(&self, fields: &mut Fields, order: &Order, refund: &Refund, now: Instant) {
        let waited = (now - refund.at).to_std().unwrap_or_default();
        let done = waited >= self.settings.refund_pause && !waited.is_zero();
        let bank = order.end.as_ref().map_or("", |end| end.bank);
        set(fields, "vnp_Amount", &(refund.amount.0 * 100).to_string());
        set(fields, "vnp_BankCode", bank);
        set(fields, "vnp_PayDate", &time(refund.at));
        set(fields, "vnp_TransactionNo", &refund.transaction_no);
        set(fields, "vnp_TransactionType", &refund.kind);
        set(fields, "vnp_TransactionStatus", if done { "06" } else { "05" });
    }

    fn check(&self, asked: &Fields, names: &[&str]) -> Result<(), &'static str> {
        let signed = join(names, |name| asked.get(name).map(String::as_str));
        if get(asked, "vnp_TmnCode") != self.settings.tmn_code {
            return Err("02");
        }
        let present = |name: &&&str| !get(asked, name).is_empty();
        if names.iter().filter(present).count() < names.len() {
            return Err("03");
        }
        if get(asked, "vnp_Version") != VERSION || get(asked, "vnp_RequestId").len() > 32 {
            return Err("03");
        }
        if self.secrets.verify(&signed, get(asked, HASH)) { Ok(()) } else { Err("97") }
    }

    fn bare(&self, asked: &Fields, code: &str) -> Fields {
        let mut fields = Fields::new();
        let id = hex::encode(self.settings.entropy.bytes::<16>());
        set(&mut fields, "vnp_ResponseId", &id);
        set(&mut fields, "vnp_ResponseCode", code);
        set(&mut fields, "vnp_Message", message(code));
        for name in ["vnp_Command", "vnp_TmnCode", "vnp_TxnRef"] {
            set(&mut fields, name, get(asked, name));
        }
        fields
    }

    fn sign(&self, mut fields: Fields, names: &[&str], faults: &AnswerFaults) -> Fields {
        if let Some(status) = &faults.status {
            set(&mut fields, "vnp_TransactionStatus", status);
        }
        let hash = self.secrets.sign(&join(names, |name| fields.get(name).map(String::as_str)));
        if faults.forged {
            set(&mut fields, HASH, &hash.chars().rev().collect::<String>());
        } else if !faults.unsigned {
            set(&mut fields, HASH, &hash);
        }
        fields
    }
}

/// By our number and the day it was made.
fn find<'a>(
    orders: &'a mut std::collections::BTreeMap<String, Order>,
    asked: &Fields,
) -> Option<&'a mut Order> {
    orders
        .get_mut(get(asked, "vnp_TxnRef"))
        .filter(|order| order.get("vnp_CreateDate") == get(asked, "vnp_TransactionDate"))
}

fn refundable(
    order: &Order,
    amount: Dong,
    kind: &str,
    request_id: &str,
) -> Result<(), &'static str> {
    let (paid, back) = (order.amount(), order.refunded());
    if order.refunds.iter().any(|refund| refund.request_id == request_id) {
        return Err("94");
    }
    if !order.was_paid() {
        return Err("95");
    }
    match kind {
        "02" if back > Dong::ZERO => Err("04"),
        "02" if amount != paid => Err("13"),
        "02" | "03" if amount <= Dong::ZERO => Err("03"),
        "02" | "03" if back + amount > paid => Err("93"),
        "02" | "03" => Ok(()),
        _ => Err("03"),
    }
}

fn message(code: &str) -> &'static str {
    match code {
        "00" => "Success",
        "02" => "Invalid terminal",
        "03" => "Invalid request format",
        "04" => "Full refund not allowed after a partial one",
        "13" => "Only a partial refund is allowed",
        "91" => "Transaction not found",
        "93" => "Invalid refund amount",
        "94" => "Duplicate request",
        "95" => "Original transaction not successful",
        "97" => "Invalid checksum",
        "98" => "Timeout",
        _ => "Other error",
    }
}

fn set(fields: &mut Fields, name: &str, value: &str) {
    fields.insert(name.to_owned(), value.to_owned());
}
