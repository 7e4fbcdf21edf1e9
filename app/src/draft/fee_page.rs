//! `/ban-nhap/{id}/le-phi`: what has to be known to work out the fee, and the fee.

use super::fee_form::{AMOUNT_ID, FeeForm};
use super::fee_view::FeeSoFar;
use super::opened::{Opened, with_draft};
use crate::i18n::{t, tf, use_lang};
use crate::refusal::use_refused;
use crate::ui::{
    BackLink, Button, ButtonKind, Buttons, Choice, ErrorSummary, Page, RadioGroup, TextField,
    TextKind, WrongField,
};
use leptos::prelude::*;
use shared::i18n::msg;
use shared::payment::fee::{
    CountQuestion, ExemptionOption, FeeChoice, FeeQuestions, VariantOption,
};

/// The fee's page.
#[component]
pub fn FeePage() -> impl IntoView {
    with_draft(|opened| view! { <Fee opened/> })
}

#[component]
fn Fee(opened: Opened) -> impl IntoView {
    let title = t(msg::draft::FEE_TITLE);
    let error = use_refused().map(|refused| refused.error.sentence(use_lang()));
    let FeeQuestions { variants, variant_required, counts, exemptions } =
        opened.draft.fee_questions.clone();
    let choice = opened.draft.fee_choice.clone();
    let first = first_control(&variants, &counts);
    let wrong: Vec<WrongField> =
        error.iter().map(|text| WrongField { id: first.clone(), text: text.clone() }).collect();
    let exempt = exemption_choices(&exemptions, &variants);
    let name = opened.procedure_name(use_lang());
    view! {
        <Page title=title has_errors=error.is_some()>
            <div class="stack">
                <BackLink href=opened.path()/>
                <ErrorSummary errors=wrong/>
                <div>
                    <p class="muted small">{name}</p>
                    <h1 tabindex="-1">{title}</h1>
                </div>
                <FeeForm id=opened.draft.id>
                <form class="form" method="post" action="/fn/draft/choose_fee" novalidate>
                    <input type="hidden" name="id" value=opened.draft.id.to_string()/>
                    {(!variants.is_empty()).then(|| view! {
                        <RadioGroup
                            name="variant"
                            id="variant"
                            legend=t(msg::draft::FEE_CASE)
                            hint={None::<String>}
                            error=error.clone()
                            value=choice.variant.clone().unwrap_or_default()
                            choices=variant_choices(&variants, variant_required)
                        />
                    })}
                    {counts.iter().map(|count| count_field(count, &choice)).collect::<Vec<_>>()}
                    {(!exemptions.is_empty()).then(|| view! {
                        <RadioGroup
                            name="exemption"
                            id="exemption"
                            legend=t(msg::draft::FEE_EXEMPTION)
                            hint=Some(t(msg::draft::FEE_EXEMPTION_HINT).to_owned())
                            error={None::<String>}
                            value=choice.exemption.clone().unwrap_or_default()
                            choices=exempt
                        />
                    })}
                    <section>
                        <h2>{t(msg::draft::FEE_AMOUNT)}</h2>
                        <div id=AMOUNT_ID aria-live="polite"><FeeSoFar draft=opened.draft/></div>
                    </section>
                    <Buttons>
                        <Button attr:name="next" attr:value="kiem-tra">{t(msg::draft::CONTINUE)}</Button>
                        <Button kind=ButtonKind::Secondary attr:name="next" attr:value="le-phi">
                            {t(msg::draft::FEE_WORK_OUT)}
                        </Button>
                    </Buttons>
                </form>
                </FeeForm>
            </div>
        </Page>
    }
}

fn first_control(variants: &[VariantOption], counts: &[CountQuestion]) -> String {
    match counts.first().filter(|_| variants.is_empty()) {
        Some(count) => format!("count-{}", count.key),
        None => "variant".to_owned(),
    }
}

fn variant_choices(variants: &[VariantOption], is_required: bool) -> Vec<Choice> {
    let choice = |variant: &VariantOption| {
        let amount = variant
            .amount
            .map_or_else(|| t(msg::fee::BY_OFFICER).to_owned(), |amount| amount.to_string());
        Choice::new(variant.key.clone(), variant.when.clone()).explained(amount)
    };
    let none = (!is_required).then(|| Choice::new("", t(msg::fee::NONE_APPLIES)));
    variants.iter().map(choice).chain(none).collect()
}

/// Nothing claimed comes first; a ground that belongs to one case says so.
fn exemption_choices(exemptions: &[ExemptionOption], variants: &[VariantOption]) -> Vec<Choice> {
    let choice = |option: &ExemptionOption| {
        let of = option.variant.as_ref().and_then(|key| variants.iter().find(|v| v.key == *key));
        let choice = Choice::new(option.key.clone(), option.text.clone());
        match of {
            Some(variant) => choice.explained(variant.when.clone()),
            None => choice,
        }
    };
    let none = Choice::new("", t(msg::draft::FEE_NO_EXEMPTION));
    std::iter::once(none).chain(exemptions.iter().map(choice)).collect()
}

fn count_field(count: &CountQuestion, choice: &FeeChoice) -> AnyView {
    let counted = choice.quantities.get(&count.key).copied().unwrap_or(count.min);
    let each = count.unit_amount.map(|amount| {
        tf(msg::draft::FEE_EACH, &[("amount", &amount.to_string()), ("unit", &count.unit)])
    });
    let hint: Vec<String> =
        [Some(count.when.clone()), each].into_iter().flatten().filter(|h| !h.is_empty()).collect();
    view! {
        <TextField
            name=format!("quantities[{}]", count.key)
            id=format!("count-{}", count.key)
            label=tf(msg::draft::FEE_COUNT, &[("name", &count.name), ("unit", &count.unit)])
            hint=Some(hint.join(". ")).filter(|hint| !hint.is_empty())
            error={None::<String>}
            value=counted.to_string()
            kind=TextKind::Number
        />
    }
    .into_any()
}
