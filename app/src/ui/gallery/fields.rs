//! Questions: empty, answered, wrong, not required.

use crate::i18n::{t, use_lang};
use crate::ui::{
    Checkbox, CheckboxGroup, Choice, DateField, ErrorSummary, RadioGroup, Select, TextArea,
    TextField, TextKind, WrongField,
};
use leptos::prelude::*;
use shared::error::ErrorCode;
use shared::i18n::msg;
use shared::identity::Role;

fn wrong() -> String {
    ErrorCode::PhoneInvalid.key().text(use_lang()).to_owned()
}

/// One line, several lines, dates; and the summary of what is wrong.
#[component]
pub(super) fn Texts() -> impl IntoView {
    let errors = vec![WrongField { id: "phone-wrong".to_owned(), text: wrong() }];
    view! {
        <ErrorSummary errors/>
        <TextField
            name="phone"
            id="phone-wrong"
            label=t(msg::identity::PHONE)
            hint=t(msg::identity::PHONE_HINT).to_owned()
            error=Some(wrong())
            value="12"
            kind=TextKind::Phone
        />
        <TextField
            name="optional"
            id="optional"
            label=t(msg::identity::DEMO_PHONE)
            hint=t(msg::identity::DEMO_PHONE_HINT).to_owned()
            error={None::<String>}
            value="0912 345 678"
            kind=TextKind::Phone
            optional=true
        />
        <Kinds/>
        <LongTexts/>
    }
}

/// One box of each kind.
#[component]
fn Kinds() -> impl IntoView {
    let kinds = [
        TextKind::Text,
        TextKind::Name,
        TextKind::Digits,
        TextKind::Code,
        TextKind::Tail,
        TextKind::Phone,
        TextKind::Email,
        TextKind::Money,
        TextKind::Number,
        TextKind::Login,
        TextKind::Password,
    ];
    let plain: Vec<_> = kinds
        .into_iter()
        .enumerate()
        .map(|(at, kind)| {
            view! {
                <TextField
                    name=format!("kind{at}")
                    id=format!("kind{at}")
                    label=format!("{kind:?}")
                    hint={None::<String>}
                    error={None::<String>}
                    value=""
                    kind
                />
            }
        })
        .collect();
    view! { <div class="grid">{plain}</div> }
}

/// Several lines, and dates.
#[component]
fn LongTexts() -> impl IntoView {
    view! {
        <TextArea
            name="reason"
            id="reason"
            label=t(msg::dossier_page::WITHDRAW_REASON)
            hint={None::<String>}
            error={None::<String>}
            value=t(msg::gallery::SENTENCE)
            optional=true
        />
        <TextArea
            name="reason-wrong"
            id="reason-wrong"
            label=t(msg::dossier_page::WITHDRAW_REASON)
            hint={None::<String>}
            error=Some(wrong())
            value=""
        />
        <DateField
            name="day"
            id="day"
            label=t(msg::dossier_page::SLIP_RECEIVED)
            hint={None::<String>}
            error={None::<String>}
            value="1990-03-27"
        />
        <DateField
            name="day-wrong"
            id="day-wrong"
            label=t(msg::dossier_page::SLIP_DUE)
            hint={None::<String>}
            error=Some(wrong())
            value="31//1990"
            optional=true
        />
    }
}

fn roles() -> Vec<(String, String)> {
    let role = |role: &Role| {
        let name = role.key().text(use_lang()).to_owned();
        (name.clone(), name)
    };
    Role::STAFF.iter().take(3).map(role).collect()
}

fn choices() -> Vec<Choice> {
    let mut choices: Vec<Choice> =
        roles().into_iter().map(|(value, label)| Choice::new(value, label)).collect();
    if let Some(first) = choices.first().cloned() {
        choices[0] = first.explained(t(msg::identity::STAFF_INSTEAD));
    }
    choices
}

/// One of few, one of many, several, yes or no.
#[component]
pub(super) fn Choices() -> impl IntoView {
    let first = roles().into_iter().next().map(|(value, _)| value).unwrap_or_default();
    let radio = |id: &'static str, error: Option<String>, inline: bool, value: String| {
        view! {
            <RadioGroup
                name=id
                id=id
                legend=t(msg::identity::ACCOUNT_ROLE)
                hint={None::<String>}
                error=error
                value=value
                choices=choices()
                inline=inline
            />
        }
    };
    let checkbox = |id: &'static str, error: Option<String>, checked: bool| {
        view! {
            <Checkbox
                name=id
                id=id
                label=t(msg::dossier_page::RECEIPT)
                hint={None::<String>}
                error=error
                checked=checked
            />
        }
    };
    let select = |id: &'static str, error: Option<String>, value: String| {
        view! {
            <Select
                name=id
                id=id
                label=t(msg::identity::ACCOUNT_ROLE)
                hint={None::<String>}
                error=error
                value=value
                prompt=t(msg::gallery::CHOOSE)
                options=roles()
            />
        }
    };
    view! {
        {radio("radio", None, false, first.clone())}
        {radio("radio-inline", None, true, String::new())}
        {radio("radio-wrong", Some(wrong()), false, String::new())}
        <CheckboxGroup
            name="boxes"
            id="boxes"
            legend=t(msg::identity::ACCOUNT_AGENCIES)
            hint=t(msg::identity::ACCOUNT_EVERYWHERE).to_owned()
            error={None::<String>}
            values=vec![first.clone()]
            choices=choices()
            optional=true
        />
        {checkbox("box", None, true)}
        {checkbox("box-wrong", Some(wrong()), false)}
        {select("select", None, first)}
        {select("select-wrong", Some(wrong()), String::new())}
    }
}
