//! How much, and why: line by line.

use crate::i18n::{t, use_lang};
use crate::ui::Money;
use leptos::prelude::*;
use shared::i18n::msg;
use shared::payment::{PaymentView, Situation};

/// The bill, and whose it is.
#[component]
pub(super) fn Bill(view: PaymentView) -> impl IntoView {
    let lang = use_lang();
    let procedure = lang.pick(&view.procedure_name.0, &view.procedure_name.1).to_owned();
    let agency = lang.pick(&view.agency_name.0, &view.agency_name.1).to_owned();
    let total = match view.situation {
        Situation::Paid | Situation::Refunded => msg::payment_page::TOTAL_PAID,
        Situation::NotOwed => msg::payment_page::TOTAL_NOT_OWED,
        _ => msg::payment_page::TOTAL,
    };
    view! {
        <section class="bill">
            <h2>{t(msg::payment_page::BILL_TITLE)}</h2>
            <p class="about">{procedure}</p>
            <p class="whose muted">
                {agency} " · " <span class="code">{view.reference.clone()}</span>
            </p>
            <dl>
                {view
                    .lines
                    .into_iter()
                    .map(|(name, amount)| {
                        view! {
                            <div>
                                <dt>{name}</dt>
                                <dd><Money amount/></dd>
                            </div>
                        }
                    })
                    .collect_view()}
                <div class="total">
                    <dt>{t(total)}</dt>
                    <dd><Money amount=view.amount/></dd>
                </div>
            </dl>
        </section>
    }
}
