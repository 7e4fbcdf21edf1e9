//! The fee of a dossier on its pages.

use super::standing::ToPay;
use crate::i18n::{t, tf, vietnamese};
use crate::ui::Money;
use leptos::prelude::*;
use shared::dossier::{DossierView, FeeView};
use shared::i18n::{Key, msg};
use shared::time::show_instant;

/// Whether the citizen has to pay now.
pub(super) fn is_due(fee: &FeeView) -> bool {
    fee.state == "open"
}

/// What the citizen has to pay now, and where.
pub(super) fn to_pay(dossier: &DossierView) -> Option<ToPay> {
    dossier.is_fee_due().then(|| ToPay {
        amount: dossier.fee.total,
        page: format!("/thanh-toan/{}", dossier.reference),
    })
}

fn state_key(state: &str) -> Key {
    match state {
        "open" => msg::dossier_page::FEE_OPEN,
        "settled" => msg::dossier_page::FEE_SETTLED,
        "cancelled" => msg::dossier_page::FEE_CANCELLED,
        "refunded" => msg::dossier_page::FEE_REFUNDED,
        "unknown" => msg::dossier_page::FEE_UNKNOWN,
        _ => msg::dossier_page::FEE_NONE,
    }
}

/// What is owed or was paid, line by line. Where it is paid stands with what to do.
#[component]
pub(super) fn Fee(fee: FeeView) -> impl IntoView {
    let lines: Vec<_> = fee
        .lines
        .iter()
        .map(|(name, amount)| {
            view! {
                <div>
                    <dt lang=vietnamese()>{name.clone()}</dt>
                    <dd><Money amount=*amount/></dd>
                </div>
            }
        })
        .collect();
    let total = (!fee.total.is_zero()).then(|| {
        view! {
            <div class="total">
                <dt>{t(msg::dossier_page::FEE_TOTAL)}</dt>
                <dd><Money amount=fee.total/></dd>
            </div>
        }
    });
    let paid_at = fee.settled_at.map(|at| {
        let text = tf(msg::dossier_page::FEE_PAID_AT, &[("time", &show_instant(at))]);
        view! { <p class="muted">{text}</p> }
    });
    view! {
        <section class="stack" data-gap="small" aria-labelledby="fee">
            <h2 id="fee">{t(msg::dossier_page::FEE)}</h2>
            <p>{t(state_key(&fee.state))}</p>
            {total.map(|total| view! { <div class="bill"><dl>{lines} {total}</dl></div> })}
            {paid_at}
        </section>
    }
}
