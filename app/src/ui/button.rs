//! Buttons and links that look like buttons. The word says what happens: "Nộp hồ sơ", not "Gửi".

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

/// How much weight a button has. One primary a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The page's one act.
    #[default]
    Primary,
    /// Another act beside it.
    Secondary,
    /// An act in passing, drawn as text.
    Quiet,
    /// Cannot be undone.
    Danger,
}

impl ButtonKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Quiet => "quiet",
            Self::Danger => "danger",
        }
    }
}

/// A button that submits its form; `attr:type="button"` where an island listens instead. Other
/// attributes are passed the same way: `attr:name`, `attr:value`, `attr:disabled`, `on:click`.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] icon: Option<Icon>,
    children: Children,
) -> impl IntoView {
    view! {
        <button class="button" data-kind=kind.as_str()>
            {icon.map(|icon| view! { <Glyph icon=icon/> })}
            <span>{children()}</span>
        </button>
    }
}

/// A link to where the next act is.
#[component]
pub fn ButtonLink(
    #[prop(into)] href: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] icon: Option<Icon>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class="button" href=href data-kind=kind.as_str()>
            {icon.map(|icon| view! { <Glyph icon=icon/> })}
            <span>{children()}</span>
        </a>
    }
}

/// Buttons beside each other; on a phone below each other, the first on top.
#[component]
pub fn Buttons(children: Children) -> impl IntoView {
    view! { <div class="buttons">{children()}</div> }
}
