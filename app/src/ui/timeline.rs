//! What has happened, what is happening, what comes next: who, since when, by when.

use super::icon::{Glyph, Icon};
use crate::i18n::t;
use leptos::prelude::*;
use shared::i18n::msg;

/// Where a moment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MomentState {
    /// It has happened.
    Past,
    /// It is going on.
    Now,
    /// The road stands still here until somebody acts.
    Stopped,
    /// It is expected.
    Next,
}

impl MomentState {
    fn as_str(self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::Now => "now",
            Self::Stopped => "stopped",
            Self::Next => "next",
        }
    }
}

/// The line; give it [`Moment`]s in the order in which they are to be read.
#[component]
pub fn Timeline(children: Children) -> impl IntoView {
    view! { <ol class="timeline">{children()}</ol> }
}

/// One moment: what, when (as shown, and for machines), who, and what there is to say about it.
#[component]
pub fn Moment(
    state: MomentState,
    #[prop(into)] title: String,
    #[prop(into)] when: String,
    #[prop(into)] who: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let shape = match state {
        MomentState::Past => Some(Icon::Check),
        MomentState::Stopped => Some(Icon::Pause),
        MomentState::Now | MomentState::Next => None,
    };
    let now = (state == MomentState::Now).then(|| {
        view! { <span class="visually-hidden">{t(msg::ui::TIMELINE_NOW)} " "</span> }
    });
    view! {
        <li data-state=state.as_str() aria-current=(state == MomentState::Now).then_some("step")>
            <span class="dot" aria-hidden="true">{shape.map(|icon| view! { <Glyph icon=icon/> })}</span>
            <div>
                <p class="title">{now} {title}</p>
                <p class="when">
                    <time>{when}</time>
                    {who.map(|who| view! { <span>{who}</span> })}
                </p>
                {children.map(|children| children())}
            </div>
        </li>
    }
}
