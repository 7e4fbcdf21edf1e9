//! Where the payer stands, in words: what it means, and what to do.

use crate::i18n::{t, tf};
use crate::ui::{Notice, Panel, Tone};
use leptos::prelude::*;
use shared::i18n::{Key, msg};
use shared::payment::{PayerStatus, PaymentView, Situation};
use shared::time::show_instant;

/// The page's heading.
pub(super) fn heading(situation: Situation) -> Key {
    match situation {
        Situation::ToPay => msg::payment_page::TITLE_TO_PAY,
        Situation::UnderWay { .. } => msg::payment_page::TITLE_UNDER_WAY,
        Situation::Confirming { .. } => msg::payment_page::TITLE_CONFIRMING,
        Situation::Failed(_) => msg::payment_page::TITLE_FAILED,
        Situation::Expired => msg::payment_page::TITLE_EXPIRED,
        Situation::Checking => msg::payment_page::TITLE_CHECKING,
        Situation::Paid => msg::payment_page::TITLE_PAID,
        Situation::NotOwed => msg::payment_page::TITLE_NOT_OWED,
        Situation::Refunded => msg::payment_page::TITLE_REFUNDED,
    }
}

/// The heading, and beneath it what it means.
#[component]
pub(super) fn Standing(view: PaymentView) -> impl IntoView {
    let title = t(heading(view.situation));
    if view.situation == Situation::Paid {
        return view! {
            <Panel
                title
                reference_label=t(msg::payment_page::REFERENCE)
                reference=view.reference
            />
            <p class="lead">{t(msg::payment_page::PAID_NEXT)}</p>
        }
        .into_any();
    }
    let said = said(view.situation).map(|(title, text, tone)| {
        view! {
            <Notice title tone>
                <p>{text}</p>
            </Notice>
        }
    });
    view! {
        <h1 tabindex="-1">{title}</h1>
        {said}
    }
    .into_any()
}

/// What the notice says: in short, at length, and how grave it is.
fn said(situation: Situation) -> Option<(String, &'static str, Tone)> {
    let plain = |title: Key, text: Key, tone| Some((t(title).to_owned(), t(text), tone));
    match situation {
        Situation::ToPay | Situation::Paid => None,
        Situation::UnderWay { until } => {
            let title = tf(msg::payment_page::UNDER_WAY, &[("until", &show_instant(until))]);
            Some((title, t(msg::payment_page::UNDER_WAY_TEXT), Tone::Note))
        }
        Situation::Confirming { is_over: false } => {
            plain(msg::payment_page::CONFIRMING, PayerStatus::Confirming.key(), Tone::Note)
        }
        Situation::Confirming { is_over: true } => {
            plain(msg::payment_page::SILENT, msg::payment_page::SILENT_TEXT, Tone::Soon)
        }
        Situation::Failed(code) => plain(msg::payment_page::FAILED, code.key(), Tone::Soon),
        Situation::Expired => {
            plain(msg::payment_page::EXPIRED, PayerStatus::Expired.key(), Tone::Soon)
        }
        Situation::Checking => {
            plain(msg::payment_page::CHECKING, PayerStatus::Checking.key(), Tone::Soon)
        }
        Situation::NotOwed => {
            plain(msg::payment_page::NOT_OWED, msg::payment_page::NOT_OWED_TEXT, Tone::Plain)
        }
        Situation::Refunded => {
            plain(msg::payment_page::REFUNDED, PayerStatus::Back.key(), Tone::Done)
        }
    }
}
