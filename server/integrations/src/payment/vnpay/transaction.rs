//! querydr and refund: JSON by POST, signed over values joined by `|` (protocols.md §1.4–1.5).

use super::codes;
use super::sign::Params;
use crate::payment::gateway::GatewayError;
use shared::payment::Outcome;

/// An answer may be this long.
const ANSWER_BYTES_MAX: usize = 1024 * 1024;

/// A JSON object's values as the literal text that is signed.
pub(crate) type Fields = Params;

/// What a question is signed over.
pub(crate) const QUERY_REQUEST: [&str; 9] = [
    "vnp_RequestId",
    "vnp_Version",
    "vnp_Command",
    "vnp_TmnCode",
    "vnp_TxnRef",
    "vnp_TransactionDate",
    "vnp_CreateDate",
    "vnp_IpAddr",
    "vnp_OrderInfo",
];
/// What the answer to a question is signed over.
pub(crate) const QUERY_ANSWER: [&str; 15] = [
    "vnp_ResponseId",
    "vnp_Command",
    "vnp_ResponseCode",
    "vnp_Message",
    "vnp_TmnCode",
    "vnp_TxnRef",
    "vnp_Amount",
    "vnp_BankCode",
    "vnp_PayDate",
    "vnp_TransactionNo",
    "vnp_TransactionType",
    "vnp_TransactionStatus",
    "vnp_OrderInfo",
    "vnp_PromotionCode",
    "vnp_PromotionAmount",
];
/// What an order to give money back is signed over.
pub(crate) const REFUND_REQUEST: [&str; 13] = [
    "vnp_RequestId",
    "vnp_Version",
    "vnp_Command",
    "vnp_TmnCode",
    "vnp_TransactionType",
    "vnp_TxnRef",
    "vnp_Amount",
    "vnp_TransactionNo",
    "vnp_TransactionDate",
    "vnp_CreateBy",
    "vnp_CreateDate",
    "vnp_IpAddr",
    "vnp_OrderInfo",
];
/// What the answer to such an order is signed over: as a question's, without the promotion.
pub(crate) const REFUND_ANSWER: [&str; 13] = [
    "vnp_ResponseId",
    "vnp_Command",
    "vnp_ResponseCode",
    "vnp_Message",
    "vnp_TmnCode",
    "vnp_TxnRef",
    "vnp_Amount",
    "vnp_BankCode",
    "vnp_PayDate",
    "vnp_TransactionNo",
    "vnp_TransactionType",
    "vnp_TransactionStatus",
    "vnp_OrderInfo",
];

/// Sends a signed body and reads the answer, not yet verified.
pub(super) async fn post(
    client: &reqwest::Client,
    url: &str,
    body: &Fields,
) -> Result<Fields, GatewayError> {
    let mut response =
        client.post(url).json(body).send().await.map_err(GatewayError::Unreachable)?;
    if !response.status().is_success() {
        return Err(GatewayError::Unreadable(format!("HTTP {}", response.status().as_u16())));
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(GatewayError::Unreachable)? {
        if bytes.len() + chunk.len() > ANSWER_BYTES_MAX {
            return Err(GatewayError::Unreadable("too long".to_owned()));
        }
        bytes.extend_from_slice(&chunk);
    }
    fields_of(&bytes).ok_or_else(|| GatewayError::Unreadable("not a flat JSON object".to_owned()))
}

/// Reads a flat JSON object. Numbers keep their digits; anything that is not a text, a whole
/// number or null is refused, so that no amount passes through a float.
pub(crate) fn fields_of(bytes: &[u8]) -> Option<Fields> {
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(bytes).ok()?;
    let mut fields = Fields::new();
    for (name, value) in object {
        let text = match value {
            serde_json::Value::String(text) => text,
            serde_json::Value::Number(n) if n.is_i64() || n.is_u64() => n.to_string(),
            serde_json::Value::Null => continue,
            _ => return None,
        };
        fields.insert(name, text);
    }
    Some(fields)
}

/// What a verified answer to a question says.
pub(super) fn read_query(fields: &Fields) -> Result<Outcome, GatewayError> {
    let get = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    match get("vnp_ResponseCode") {
        "00" => Ok(codes::of_query(get("vnp_TransactionType"), get("vnp_TransactionStatus"))),
        "91" => Ok(Outcome::UnknownThere),
        code => Err(GatewayError::Refused(code.to_owned())),
    }
}

/// What a verified answer to an order to give money back says. 98, 99 and what we do not know
/// leave open whether the gateway has it.
pub(super) fn read_refund(fields: &Fields) -> Result<Outcome, GatewayError> {
    let get = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    match (get("vnp_ResponseCode"), get("vnp_TransactionStatus")) {
        ("00", "06") => Ok(Outcome::RefundSent),
        ("00", "09") | ("02" | "04" | "13" | "16" | "91" | "93" | "95", _) => {
            Ok(Outcome::RefundRejected)
        }
        ("00", _) => Ok(Outcome::RefundProcessing),
        ("94", _) => Err(GatewayError::AlreadyAsked),
        (code, _) => Err(GatewayError::Refused(code.to_owned())),
    }
}
