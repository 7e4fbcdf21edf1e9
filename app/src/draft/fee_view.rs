//! What a filing will cost, line by line: on the fee's page and on the page to check all answers.

use crate::i18n::{t, tf, use_lang, vietnamese};
use crate::ui::{Money, SummaryList, SummaryRow};
use leptos::prelude::*;
use shared::draft::DraftView;
use shared::i18n::msg;
use shared::payment::fee::{FeeLine, FeeQuote};

/// The amount, as far as it is known.
#[component]
pub(super) fn FeeSoFar(draft: DraftView) -> impl IntoView {
    if draft.is_fee_clear {
        view! { <Quote quote=draft.quote/> }.into_any()
    } else {
        view! { <p>{t(msg::draft::FEE_NOT_YET)}</p> }.into_any()
    }
}

/// The amount, or who works it out.
#[component]
fn Quote(quote: Option<FeeQuote>) -> impl IntoView {
    let Some(quote) = quote else {
        return view! { <p>{t(msg::fee::BY_OFFICER)}</p> }.into_any();
    };
    let lines: Vec<AnyView> = quote.lines.into_iter().map(line).collect();
    view! {
        {(!lines.is_empty()).then(|| view! { <SummaryList>{lines}</SummaryList> })}
        <p class="amount">
            <span>{t(msg::fee::TOTAL)}</span>
            <Money amount=quote.total/>
        </p>
    }
    .into_any()
}

fn line(line: FeeLine) -> AnyView {
    let count = line.quantity.to_string();
    let label = if line.quantity > 1 {
        tf(msg::draft::FEE_TIMES, &[("name", &line.name), ("n", &count), ("unit", &line.unit)])
    } else {
        line.name
    };
    let reason = line.reduction_reason.map(|reason| reason.text(use_lang()));
    view! {
        <SummaryRow label=label label_lang=vietnamese() change={None::<String>}>
            <Money amount=line.amount/>
            {reason.map(|reason| view! { <p class="muted small">{reason}</p> })}
        </SummaryRow>
    }
    .into_any()
}
