//! The payer's page and its buttons.

use super::fault::{Faults, NoticeFaultKind};
use super::order::{End, Order, get, lang};
use super::{ORDERS_MAX, Shared, notice, page};
use crate::payment::vnpay::{Params, VERSION, read_amount, read_time};
use crate::seal::equal;
use axum::Form;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use shared::i18n::{Key, Lang, msg};
use shared::time::Instant;
use std::time::Duration;

/// How long the payer waits for the merchant to be told.
const FIRST_ROUND_SECONDS_MAX: u64 = 5;

/// Draws the page for a signed address.
pub(super) async fn show(State(sandbox): State<Shared>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let Some(asked) = sandbox.secrets.read_query(query.as_bytes()) else {
        return refuse(Lang::Vi, msg::sandbox::ERROR_SIGNATURE);
    };
    let lang = lang(&asked);
    if let Err(problem) = check(&asked, &sandbox.settings.tmn_code, sandbox.settings.clock.now()) {
        return refuse(lang, problem);
    }
    let txn_ref = get(&asked, "vnp_TxnRef").to_owned();
    let mut orders = sandbox.orders();
    if let Some(known) = orders.get(&txn_ref).filter(|known| known.asked != asked) {
        return refuse(known.lang(), msg::sandbox::ERROR_REPEATED);
    }
    if orders.len() >= ORDERS_MAX {
        orders.pop_first();
    }
    let order = orders
        .entry(txn_ref)
        .or_insert_with(|| Order::new(asked, hex::encode(sandbox.settings.entropy.bytes::<16>())));
    match &order.end {
        Some(end) => {
            let back = back_to_merchant(order, &sandbox.secrets.sign_query(&order.result(end)));
            Html(page::finished(lang, &back)).into_response()
        }
        None => Html(page::pay(order)).into_response(),
    }
}

/// A button of the page.
#[derive(Deserialize)]
pub(super) struct Press {
    txn_ref: String,
    token: String,
    button: Button,
    #[serde(default)]
    trick: Trick,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Button {
    Success,
    NoMoney,
    Cancel,
    Close,
}

#[derive(Deserialize, Clone, Copy, Default, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Trick {
    #[default]
    None,
    Late,
    Twice,
    WrongAmount,
    WrongHash,
    Lost,
    ReturnFirst,
}

/// Ends the payment as the payer chose, tells the merchant, sends the payer back.
pub(super) async fn press(State(sandbox): State<Shared>, Form(press): Form<Press>) -> Response {
    let faults = with_trick(sandbox.faults_of(&press.txn_ref), press.trick, &sandbox);
    let now = sandbox.settings.clock.now();
    let (back, ended) = {
        let mut orders = sandbox.orders();
        let Some(order) = orders.get_mut(&press.txn_ref) else {
            return refuse(Lang::Vi, msg::sandbox::ERROR_TOKEN);
        };
        if !equal(order.token.as_bytes(), press.token.as_bytes()) {
            return refuse(order.lang(), msg::sandbox::ERROR_TOKEN);
        }
        if press.button == Button::Close && order.end.is_none() {
            return Html(page::closed(order.lang())).into_response();
        }
        if order.end.is_none() && order.is_over(now) {
            return refuse(order.lang(), msg::sandbox::ERROR_EXPIRED);
        }
        let ended = order.end.is_none();
        let end = order.end.get_or_insert_with(|| {
            let number = 14_000_000 + sandbox.settings.entropy.u64() % 1_000_000_000_000;
            end(press.button, &faults, number, now)
        });
        let end = end.clone();
        let back = back_to_merchant(order, &sandbox.secrets.sign_query(&order.result(&end)));
        (back, ended.then_some(end))
    };
    if let Some(end) = ended {
        let heard = notice::tell(&sandbox, &press.txn_ref, &end, &faults);
        if faults.delay_ms == 0 && !faults.return_first {
            let patience = Duration::from_secs(FIRST_ROUND_SECONDS_MAX);
            // Told or not, the payer goes back.
            drop(tokio::time::timeout(patience, heard).await);
        }
    }
    Redirect::to(&back).into_response()
}

fn check(asked: &Params, tmn_code: &str, now: Instant) -> Result<(), Key> {
    let has = |name: &str| !get(asked, name).is_empty();
    if get(asked, "vnp_TmnCode") != tmn_code {
        return Err(msg::sandbox::ERROR_TERMINAL);
    }
    let whole = get(asked, "vnp_Version") == VERSION
        && get(asked, "vnp_Command") == "pay"
        && get(asked, "vnp_CurrCode") == "VND"
        && ["vnp_TxnRef", "vnp_OrderInfo", "vnp_OrderType", "vnp_IpAddr"].into_iter().all(has)
        && get(asked, "vnp_OrderInfo").is_ascii()
        && ["vn", "en"].contains(&get(asked, "vnp_Locale"))
        && get(asked, "vnp_ReturnUrl").starts_with("http")
        && read_amount(get(asked, "vnp_Amount")).is_some_and(|amount| amount.0 > 0)
        && read_time(get(asked, "vnp_CreateDate")).is_some();
    let until = read_time(get(asked, "vnp_ExpireDate"));
    match until {
        _ if !whole => Err(msg::sandbox::ERROR_FIELDS),
        None => Err(msg::sandbox::ERROR_FIELDS),
        Some(until) if now > until => Err(msg::sandbox::ERROR_EXPIRED),
        Some(_) => Ok(()),
    }
}

fn with_trick(mut faults: Faults, trick: Trick, sandbox: &Shared) -> Faults {
    let late = u64::try_from(sandbox.settings.late_pause.as_millis()).unwrap_or(u64::MAX);
    match trick {
        Trick::None => {}
        Trick::Late => faults.delay_ms = late,
        Trick::Twice => faults.copies = 2,
        Trick::WrongAmount => faults.notice = NoticeFaultKind::WrongAmount,
        Trick::WrongHash => faults.notice = NoticeFaultKind::WrongHash,
        Trick::Lost => faults.notice = NoticeFaultKind::Lost,
        Trick::ReturnFirst => faults.return_first = true,
    }
    faults
}

fn end(button: Button, faults: &Faults, number: u64, at: Instant) -> End {
    let (response, status, bank) = match button {
        Button::Success => ("00", "00", "NCB"),
        Button::NoMoney => ("51", "02", "NCB"),
        Button::Cancel | Button::Close => ("24", "02", "VNPAY"),
    };
    let moved = bank == "NCB";
    End {
        response: faults.response_code.clone().unwrap_or_else(|| response.to_owned()),
        status: faults.transaction_status.clone().unwrap_or_else(|| status.to_owned()),
        transaction_no: if moved { number.to_string() } else { "0".to_owned() },
        bank,
        at,
    }
}

fn back_to_merchant(order: &Order, query: &str) -> String {
    let base = order.get("vnp_ReturnUrl");
    let joint = if base.contains('?') { '&' } else { '?' };
    format!("{base}{joint}{query}")
}

fn refuse(lang: Lang, problem: Key) -> Response {
    (StatusCode::BAD_REQUEST, Html(page::refused(lang, problem))).into_response()
}
