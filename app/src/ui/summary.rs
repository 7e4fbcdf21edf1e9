//! What was answered or decided, as a list of questions and answers.

use crate::i18n::t;
use leptos::prelude::*;
use shared::i18n::msg;

/// The list; give it [`SummaryRow`]s.
#[component]
pub fn SummaryList(children: Children) -> impl IntoView {
    view! { <dl class="summary">{children()}</dl> }
}

/// One question and its answer; an answer left out reads "Không cung cấp". `change` is where it can be
/// changed; the link says what it changes to those who hear it alone.
#[component]
pub fn SummaryRow(
    #[prop(into)] label: String,
    #[prop(into)] change: Option<String>,
    #[prop(optional)] empty: bool,
    children: Children,
) -> impl IntoView {
    let answer = if empty {
        view! { <span class="muted">{t(msg::ui::NOT_GIVEN)}</span> }.into_any()
    } else {
        children().into_any()
    };
    let change = change.map(|href| {
        view! {
            <dd class="change">
                <a href=href>
                    {t(msg::ui::CHANGE)} <span class="visually-hidden">" " {label.clone()}</span>
                </a>
            </dd>
        }
    });
    view! {
        <div>
            <dt>{label}</dt>
            <dd>{answer}</dd>
            {change}
        </div>
    }
}
