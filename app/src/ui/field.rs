//! Fields in which people write, and the frame around any question: label, hint, error.
//!
//! Every field works on a page without script and inside an island: the value is the initial one, the
//! error a signal (a plain `Option<String>` on the server), and listeners are put on the component
//! itself, `<TextField … on:input=…/>`: events rise to the frame.

use super::icon::{Glyph, Icon};
use crate::i18n::t;
use leptos::prelude::*;
use shared::i18n::msg;

/// What is wrong with a field, if anything. `None.into()` for "nothing"; a signal in an island.
pub type ErrorText = Signal<Option<String>>;

/// What kind of text is asked for: decides keyboard, autofill and width, never the check.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TextKind {
    /// Words.
    #[default]
    Text,
    /// A person's full name.
    Name,
    /// Digits that are not counted with: identity numbers, postal codes, codes from a paper.
    Digits,
    /// The one-time code from a message.
    Code,
    /// The last digits of a number that somebody else might have.
    Tail,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// An amount in đồng.
    Money,
    /// A number that is counted with.
    Number,
    /// A login.
    Login,
    /// A password.
    Password,
}

impl TextKind {
    fn input_type(self) -> &'static str {
        match self {
            Self::Phone => "tel",
            Self::Email => "email",
            Self::Password => "password",
            _ => "text",
        }
    }

    fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Digits | Self::Code | Self::Tail | Self::Money => Some("numeric"),
            Self::Number => Some("decimal"),
            _ => None,
        }
    }

    fn autocomplete(self) -> Option<&'static str> {
        match self {
            Self::Name => Some("name"),
            Self::Code => Some("one-time-code"),
            Self::Phone => Some("tel"),
            Self::Email => Some("email"),
            Self::Login => Some("username"),
            Self::Password => Some("current-password"),
            Self::Tail => Some("off"),
            _ => None,
        }
    }

    fn width(self) -> &'static str {
        match self {
            Self::Code | Self::Tail => "short",
            Self::Digits | Self::Phone | Self::Money | Self::Number => "medium",
            _ => "full",
        }
    }
}

/// The frame: label, hint, error, and the control that it is given. `described` tells whether a hint
/// exists; the control refers to it by [`described_by`].
#[component]
pub fn Field(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into)] hint: Option<String>,
    #[prop(into)] error: ErrorText,
    #[prop(optional)] optional: bool,
    children: Children,
) -> impl IntoView {
    let invalid = move || error.with(Option::is_some).then_some("true");
    view! {
        <div class="field" data-invalid=invalid>
            <label for=id.clone()>{label} " " {optional.then(|| view! { <OptionalMark/> })}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id(&id)>{hint}</p> })}
            <ErrorLine id=id error=error/>
            {children()}
        </div>
    }
}

/// One line of text.
#[component]
pub fn TextField(
    #[prop(into)] name: String,
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into)] hint: Option<String>,
    #[prop(into)] error: ErrorText,
    #[prop(into)] value: String,
    #[prop(optional)] kind: TextKind,
    #[prop(optional)] optional: bool,
    #[prop(optional)] max_length: Option<u32>,
) -> impl IntoView {
    let described = described_by(&id, hint.is_some(), error);
    view! {
        <Field id=id.clone() label=label hint=hint error=error optional=optional>
            <input
                id=id
                name=name
                type=kind.input_type()
                inputmode=kind.input_mode()
                autocomplete=kind.autocomplete()
                maxlength=max_length
                data-width=kind.width()
                spellcheck=(kind != TextKind::Text).then_some("false")
                value=value
                aria-describedby=described
                aria-invalid=move || error.with(Option::is_some).then_some("true")
            />
        </Field>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into)] hint: Option<String>,
    #[prop(into)] error: ErrorText,
    #[prop(into)] value: String,
    #[prop(default = 4)] rows: u32,
    #[prop(optional)] optional: bool,
    #[prop(optional)] max_length: Option<u32>,
) -> impl IntoView {
    let described = described_by(&id, hint.is_some(), error);
    view! {
        <Field id=id.clone() label=label hint=hint error=error optional=optional>
            <textarea
                id=id
                name=name
                rows=rows
                maxlength=max_length
                aria-describedby=described
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                inner_html=escaped(&value)
            ></textarea>
        </Field>
    }
}

/// One of a list, where the list is long; up to seven are a `RadioGroup`. `options` are (value, text);
/// `prompt` stands for "nothing chosen".
#[component]
pub fn Select(
    #[prop(into)] name: String,
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into)] hint: Option<String>,
    #[prop(into)] error: ErrorText,
    #[prop(into)] value: String,
    #[prop(into)] prompt: String,
    options: Vec<(String, String)>,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let described = described_by(&id, hint.is_some(), error);
    let options = options
        .into_iter()
        .map(|(key, text)| {
            let chosen = key == value;
            view! { <option value=key selected=chosen>{text}</option> }
        })
        .collect_view();
    view! {
        <Field id=id.clone() label=label hint=hint error=error optional=optional>
            <span class="select">
                <select
                    id=id
                    name=name
                    aria-describedby=described
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                >
                    <option value="">{prompt}</option>
                    {options}
                </select>
                <Glyph icon=Icon::ChevronDown/>
            </span>
        </Field>
    }
}

/// The error of the question with `id`; what the error summary links to says the same words.
#[component]
pub fn ErrorLine(#[prop(into)] id: String, #[prop(into)] error: ErrorText) -> impl IntoView {
    move || {
        error.get().map(|text| {
            view! {
                <p class="error" id=error_id(&id)>
                    <Glyph icon=Icon::CircleAlert/>
                    <span>
                        <span class="visually-hidden">{t(msg::ui::ERROR_PREFIX)} " "</span>
                        {text}
                    </span>
                </p>
            }
        })
    }
}

/// "(không bắt buộc)": what may be left out is marked, never what must be filled.
#[component]
pub fn OptionalMark() -> impl IntoView {
    view! { <span class="optional">{t(msg::ui::OPTIONAL)}</span> }
}

/// What describes the control: its hint and, while there is one, its error.
pub fn described_by(
    id: &str,
    has_hint: bool,
    error: ErrorText,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
    let (hint, wrong) = (has_hint.then(|| hint_id(id)), error_id(id));
    move || match (&hint, error.with(Option::is_some)) {
        (Some(hint), true) => Some(format!("{hint} {wrong}")),
        (Some(hint), false) => Some(hint.clone()),
        (None, true) => Some(wrong.clone()),
        (None, false) => None,
    }
}

/// The id of the hint of a field.
pub fn hint_id(id: &str) -> String {
    format!("{id}-hint")
}

/// The id of the error of a field.
pub fn error_id(id: &str) -> String {
    format!("{id}-error")
}

/// Text as the content of an element: the framework writes a blank for an empty text, and a textarea
/// would show it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
