//! What was answered or decided, as a list of questions and answers.

use crate::i18n::{t, use_lang};
use leptos::prelude::*;
use shared::form::{AnswerView, Shown};
use shared::i18n::{Lang, msg};

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
    /// The language of the label, where it is not that of the page.
    #[prop(default = None)]
    label_lang: Option<&'static str>,
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
            <dt lang=label_lang>{label}</dt>
            <dd>{answer}</dd>
            {change}
        </div>
    }
}

/// A row for an answer of a form, a table row by row.
pub fn answer_row(answer: &AnswerView, change: Option<String>) -> AnyView {
    let lang = use_lang();
    let shown = match lang {
        Lang::Vi => &answer.shown.0,
        Lang::En => &answer.shown.1,
    };
    let label = lang.pick(&answer.label.0, &answer.label.1).to_owned();
    let said = match shown {
        Shown::Words(words) => view! { <span class="said">{words.clone()}</span> }.into_any(),
        Shown::Rows(rows) => {
            let items: Vec<AnyView> = rows.iter().map(|cells| table_row(cells)).collect();
            view! { <ol class="rows">{items}</ol> }.into_any()
        }
    };
    view! {
        <SummaryRow label change empty=shown.is_empty()>
            {said}
        </SummaryRow>
    }
    .into_any()
}

fn table_row(cells: &[(String, String)]) -> AnyView {
    let cells: Vec<AnyView> = cells
        .iter()
        .map(|(label, text)| {
            view! {
                <div>
                    <dt>{label.clone()}</dt>
                    <dd>{text.clone()}</dd>
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <li>
            <dl>{cells}</dl>
        </li>
    }
    .into_any()
}
