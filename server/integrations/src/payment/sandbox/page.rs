//! The gateway's pages: plain HTML and forms, no script.

use super::order::Order;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use shared::i18n::{Key, Lang, msg};
use shared::time::show_instant;

/// The one stylesheet.
pub(super) async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("sandbox.css"))
}

/// The buttons, in the order in which they are drawn.
const BUTTONS: [(&str, Key); 4] = [
    ("success", msg::sandbox::PAY_SUCCESS),
    ("no_money", msg::sandbox::PAY_NO_MONEY),
    ("cancel", msg::sandbox::PAY_CANCEL),
    ("close", msg::sandbox::PAY_CLOSE),
];
/// How the notice may go wrong.
const TRICKS: [(&str, Key); 7] = [
    ("none", msg::sandbox::TRICK_NONE),
    ("late", msg::sandbox::TRICK_LATE),
    ("twice", msg::sandbox::TRICK_TWICE),
    ("wrong_amount", msg::sandbox::TRICK_WRONG_AMOUNT),
    ("wrong_hash", msg::sandbox::TRICK_WRONG_HASH),
    ("lost", msg::sandbox::TRICK_LOST),
    ("return_first", msg::sandbox::TRICK_RETURN_FIRST),
];

/// What is asked for, and how it may end.
pub(super) fn pay(order: &Order) -> String {
    let lang = order.lang();
    let until = crate::payment::vnpay::read_time(order.get("vnp_ExpireDate"));
    let rows = [
        (msg::sandbox::ABOUT, escape(order.get("vnp_OrderInfo"))),
        (msg::sandbox::REFERENCE, escape(order.get("vnp_TxnRef"))),
        (msg::sandbox::UNTIL, until.map(show_instant).unwrap_or_default()),
    ];
    let rows = each(&rows, |(name, value)| {
        format!("<div><dt>{}</dt><dd>{value}</dd></div>", name.text(lang))
    });
    let buttons = each(&BUTTONS, |(name, label)| {
        let label = label.text(lang);
        format!("<button name=\"button\" value=\"{name}\" class=\"{name}\">{label}</button>")
    });
    let tricks = each(&TRICKS, |(name, label)| {
        let checked = if *name == "none" { " checked" } else { "" };
        let label = label.text(lang);
        format!(
            "<label><input type=\"radio\" name=\"trick\" value=\"{name}\"{checked}> {label}</label>"
        )
    });
    let body = format!(
        "<p class=\"amount\"><span>{amount_label}</span> <strong>{amount}</strong></p>\
         <dl>{rows}</dl>\
         <form method=\"post\" action=\"/paymentv2/pay\">\
         <input type=\"hidden\" name=\"txn_ref\" value=\"{txn_ref}\">\
         <input type=\"hidden\" name=\"token\" value=\"{token}\">\
         <div class=\"buttons\">{buttons}</div>\
         <details><summary>{legend}</summary><fieldset><legend class=\"hidden\">{legend}</legend>{tricks}</fieldset></details>\
         </form>",
        amount_label = msg::sandbox::AMOUNT.text(lang),
        amount = order.amount(),
        txn_ref = escape(order.get("vnp_TxnRef")),
        token = order.token,
        legend = msg::sandbox::TRICKS.text(lang),
    );
    whole(lang, msg::sandbox::TITLE.text(lang), &body)
}

/// The payment has ended; the way back.
pub(super) fn finished(lang: Lang, back: &str) -> String {
    let body = format!(
        "<p>{}</p><p><a class=\"button\" href=\"{}\">{}</a></p>",
        msg::sandbox::FINISHED_TEXT.text(lang),
        escape(back),
        msg::sandbox::BACK.text(lang),
    );
    whole(lang, msg::sandbox::FINISHED_TITLE.text(lang), &body)
}

/// The payer has walked away: nothing was paid, nobody was told.
pub(super) fn closed(lang: Lang) -> String {
    let body = format!("<p>{}</p>", msg::sandbox::CLOSED_TEXT.text(lang));
    whole(lang, msg::sandbox::CLOSED_TITLE.text(lang), &body)
}

/// What the merchant sent cannot be paid.
pub(super) fn refused(lang: Lang, problem: Key) -> String {
    let body = format!("<p role=\"alert\">{}</p>", problem.text(lang));
    whole(lang, msg::sandbox::ERROR_TITLE.text(lang), &body)
}

fn whole(lang: Lang, title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><link rel=\"stylesheet\" href=\"/paymentv2/sandbox.css\"></head>\
         <body><header><b>VNPAY</b> <span>Sandbox</span></header>\
         <main><h1>{title}</h1>{body}</main><footer>{demo}</footer></body></html>",
        lang = lang.tag(),
        demo = msg::sandbox::DEMO.text(lang),
    )
}

fn each<T>(items: &[T], draw: impl Fn(&T) -> String) -> String {
    items.iter().map(draw).collect::<Vec<_>>().concat()
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
