//! Questions with few answers: radio buttons, checkboxes, and the fieldset around them.

use super::field::{ErrorLine, ErrorText, OptionalMark, described_by, hint_id};
use leptos::prelude::*;

/// One answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// What it means, where the words alone do not say it.
    pub hint: Option<String>,
}

impl Choice {
    /// An answer that needs no explanation.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None }
    }

    /// The same with its explanation.
    pub fn explained(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// A group of controls that answer one question.
#[component]
pub fn Fieldset(
    #[prop(into)] id: String,
    #[prop(into)] legend: String,
    #[prop(into)] hint: Option<String>,
    #[prop(into)] error: ErrorText,
    #[prop(optional)] optional: bool,
    children: Children,
) -> impl IntoView {
    let described = described_by(&id, hint.is_some(), error);
    view! {
        <fieldset
            class="field"
            aria-describedby=described
            data-invalid=move || error.with(Option::is_some).then_some("true")
        >
            <legend>{legend} " " {optional.then(|| view! { <OptionalMark/> })}</legend>
            {hint.map(|hint| view! { <p class="hint" id=hint_id(&id)>{hint}</p> })}
            <ErrorLine id=id error=error/>
            {children()}
        </fieldset>
    }
}

/// One answer of a few.
#[component]
pub fn RadioGroup(
    #[prop(into)] name: String,
    /// Also the id of the first answer, where the error summary links to.
    #[prop(into)]
    id: String,
    #[prop(into)] legend: String,
    #[prop(into)] hint: Option<String>,
    #[prop(into)] error: ErrorText,
    #[prop(into)] value: String,
    choices: Vec<Choice>,
    #[prop(optional)] optional: bool,
    /// Beside each other: for two short answers such as yes and no.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let rows = rows("radio", &name, &id, choices, &[value]);
    view! {
        <Fieldset id=id legend=legend hint=hint error=error optional=optional>
            <div class="choices" data-inline=inline.then_some("true")>{rows}</div>
        </Fieldset>
    }
}

/// Any number of a few.
#[component]
pub fn CheckboxGroup(
    #[prop(into)] name: String,
    #[prop(into)] id: String,
    #[prop(into)] legend: String,
    #[prop(into)] hint: Option<String>,
    #[prop(into)] error: ErrorText,
    values: Vec<String>,
    choices: Vec<Choice>,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let rows = rows("checkbox", &name, &id, choices, &values);
    view! {
        <Fieldset id=id legend=legend hint=hint error=error optional=optional>
            <div class="choices">{rows}</div>
        </Fieldset>
    }
}

/// A single yes: a statement to confirm. It sends `true`.
#[component]
pub fn Checkbox(
    #[prop(into)] name: String,
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into)] hint: Option<String>,
    #[prop(into)] error: ErrorText,
    checked: bool,
) -> impl IntoView {
    let described = described_by(&id, hint.is_some(), error);
    view! {
        <div class="field" data-invalid=move || error.with(Option::is_some).then_some("true")>
            <ErrorLine id=id.clone() error=error/>
            <div class="choice">
                <input
                    type="checkbox"
                    id=id.clone()
                    name=name
                    value="true"
                    checked=checked
                    aria-describedby=described
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                />
                <label for=id.clone()>{label}</label>
                {hint.map(|hint| view! { <p class="hint" id=hint_id(&id)>{hint}</p> })}
            </div>
        </div>
    }
}

fn rows(
    kind: &'static str,
    name: &str,
    id: &str,
    choices: Vec<Choice>,
    chosen: &[String],
) -> Vec<AnyView> {
    let row = |(at, choice): (usize, Choice)| {
        let row_id = if at == 0 { id.to_owned() } else { format!("{id}-{at}") };
        let hint = choice.hint.map(|text| (format!("{row_id}-says"), text));
        view! {
            <div class="choice">
                <input
                    type=kind
                    id=row_id.clone()
                    name=name.to_owned()
                    checked=chosen.contains(&choice.value)
                    value=choice.value
                    aria-describedby=hint.as_ref().map(|(hint_id, _)| hint_id.clone())
                />
                <label for=row_id>{choice.label}</label>
                {hint.map(|(hint_id, text)| view! { <p class="hint" id=hint_id>{text}</p> })}
            </div>
        }
        .into_any()
    };
    choices.into_iter().enumerate().map(row).collect()
}
