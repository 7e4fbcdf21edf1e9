//! `/thanh-toan/{reference}`: what is owed and why, one button to pay it, and what became of it. Reads
//! itself again when the gateway's word arrives; every word here is what we hold, never what a browser
//! brought.

use super::bill::Bill;
use super::state::{Standing, heading};
use crate::backend;
use crate::i18n::{t, tf, use_lang};
use crate::live::LiveRegion;
use crate::load::load;
use crate::refusal::use_refused;
use crate::ui::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Icon, Notice, Page, SummaryList, SummaryRow,
    Tone,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::i18n::{Key, msg};
use shared::money::Dong;
use shared::payment::{PaymentView, ReceiptView, Situation, SurplusView};
use shared::time::show_instant;

/// The part of the page that reads itself again.
const PART: &str = "payment";

/// The fee of a dossier.
#[component]
pub fn PayPage() -> impl IntoView {
    let reference = use_params_map().get_untracked().get("reference").unwrap_or_default();
    let view = async move {
        let (portal, caller) = backend::current()?;
        backend::allow_form_to(portal.gateway.origin());
        Ok(services::payment::view(&portal, &caller.actor, &reference).await?)
    };
    load(view, |view| view! { <Payment view/> })
}

#[component]
fn Payment(view: PaymentView) -> impl IntoView {
    let refused = use_refused().map(|refused| refused.error.sentence(use_lang()));
    view! {
        <Page title=t(heading(view.situation)) has_errors=refused.is_some()>
            <div class="stack">
                <BackLink href=format!("/ho-so/{}", view.reference)/>
                {refused
                    .map(|sentence| {
                        view! {
                            <Notice title=t(msg::payment_page::REFUSED) tone=Tone::Late>
                                <p>{sentence}</p>
                            </Notice>
                        }
                    })}
                <LiveRegion topic=format!("dossier:{}", view.dossier) id=PART.to_owned()>
                    <Shown view/>
                </LiveRegion>
            </div>
        </Page>
    }
}

#[component]
fn Shown(view: PaymentView) -> impl IntoView {
    let situation = view.situation;
    let to_dossier = format!("/ho-so/{}", view.reference);
    view! {
        <div class="stack payment">
            <Standing view=view.clone()/>
            {view.surplus.iter().map(|surplus| view! { <Surplus surplus=surplus.clone()/> }).collect_view()}
            {view.receipt.clone().map(|receipt| view! { <Receipt receipt amount=view.amount/> })}
            <Bill view=view.clone()/>
            {situation.can_pay().then(|| view! { <PayForms view=view.clone()/> })}
            {(!situation.can_pay())
                .then(|| {
                    view! {
                        <Buttons>
                            <ButtonLink href=to_dossier kind=ButtonKind::Secondary>
                                {t(msg::payment_page::TO_DOSSIER)}
                            </ButtonLink>
                        </Buttons>
                    }
                })}
        </div>
    }
}

/// The page's one act; beside it, where a payment is under way, another one at the payer's own word.
#[component]
fn PayForms(view: PaymentView) -> impl IntoView {
    let (label, beside) = match view.situation {
        Situation::ToPay => (msg::payment_page::PAY, false),
        Situation::UnderWay { .. } => (msg::payment_page::CONTINUE, true),
        _ => (msg::payment_page::PAY_AGAIN, false),
    };
    let reference = view.reference.clone();
    view! {
        <NextSteps/>
        <PayForm reference=view.reference label amount=view.amount another=false kind=ButtonKind::Primary/>
        {beside
            .then(|| {
                view! {
                    <details class="other_way">
                        <summary>{t(msg::payment_page::ANOTHER_TITLE)}</summary>
                        <p>{t(msg::payment_page::ANOTHER_TEXT)}</p>
                        <PayForm
                            reference
                            label=msg::payment_page::ANOTHER
                            amount=view.amount
                            another=true
                            kind=ButtonKind::Secondary
                        />
                    </details>
                }
            })}
    }
}

#[component]
fn PayForm(
    reference: String,
    label: Key,
    amount: Dong,
    another: bool,
    kind: ButtonKind,
) -> impl IntoView {
    view! {
        <form method="post" action="/fn/payment/start" class="pay_form">
            <input type="hidden" name="reference" value=reference/>
            <input type="hidden" name="lang" value=use_lang().tag()/>
            {another.then(|| view! { <input type="hidden" name="another" value="true"/> })}
            <Button kind icon=Icon::ArrowRight>{tf(label, &[("amount", &amount.to_string())])}</Button>
        </form>
    }
}

#[component]
fn NextSteps() -> impl IntoView {
    view! {
        <section class="next_steps">
            <h2>{t(msg::payment_page::NEXT_TITLE)}</h2>
            <ol>
                <li>{t(msg::payment_page::NEXT_GATEWAY)}</li>
                <li>{t(msg::payment_page::NEXT_BACK)}</li>
                <li>{t(msg::payment_page::NEXT_CONFIRMED)}</li>
            </ol>
        </section>
    }
}

#[component]
fn Receipt(receipt: ReceiptView, amount: Dong) -> impl IntoView {
    view! {
        <section>
            <h2>{t(msg::payment_page::RECEIPT_TITLE)}</h2>
            <SummaryList>
                <SummaryRow label=t(msg::payment_page::RECEIPT_AMOUNT) change={None::<String>}>
                    <span class="money">{amount.to_string()}</span>
                </SummaryRow>
                <SummaryRow label=t(msg::payment_page::RECEIPT_WHEN) change={None::<String>}>
                    {show_instant(receipt.paid_at)}
                </SummaryRow>
                <SummaryRow label=t(msg::payment_page::RECEIPT_WAY) change={None::<String>}>
                    {t(msg::payment_page::RECEIPT_WAY_VNPAY)}
                </SummaryRow>
                <SummaryRow label=t(msg::payment_page::RECEIPT_NUMBER) change={None::<String>}>
                    <span class="code">{receipt.txn_ref}</span>
                </SummaryRow>
                {receipt
                    .gateway_txn_id
                    .map(|number| {
                        view! {
                            <SummaryRow
                                label=t(msg::payment_page::RECEIPT_GATEWAY_NUMBER)
                                change={None::<String>}
                            >
                                <span class="code">{number}</span>
                            </SummaryRow>
                        }
                    })}
            </SummaryList>
        </section>
    }
}

/// Money that was not owed: said plainly, with its amount.
#[component]
fn Surplus(surplus: SurplusView) -> impl IntoView {
    let (title, text, tone) = if surplus.is_back {
        (msg::payment_page::SURPLUS_BACK_TITLE, msg::payment::STATUS_BACK, Tone::Done)
    } else {
        (msg::payment_page::SURPLUS_TITLE, msg::payment::STATUS_GOING_BACK, Tone::Note)
    };
    let title = tf(title, &[("amount", &surplus.amount.to_string())]);
    let number = tf(msg::payment_page::SURPLUS_NUMBER, &[("number", &surplus.txn_ref)]);
    view! {
        <Notice title tone>
            <p>{t(text)}</p>
            <p class="muted">{number}</p>
        </Notice>
    }
}
