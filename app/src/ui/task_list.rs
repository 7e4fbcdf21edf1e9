//! The parts of a long dossier and how far each has come. Done is plain text: colour is for what
//! needs a hand.

use super::icon::{Glyph, Icon};
use crate::i18n::t;
use leptos::prelude::*;
use shared::i18n::msg;

/// How far a part has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskState {
    /// Nothing has been entered.
    NotStarted,
    /// Something has.
    Underway,
    /// Complete and without error.
    Done,
    /// Something has to be corrected.
    Wrong,
    /// Waits for another part.
    Waits,
}

impl TaskState {
    fn as_str(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::Underway => "underway",
            Self::Done => "done",
            Self::Wrong => "wrong",
            Self::Waits => "waits",
        }
    }

    fn word(self) -> &'static str {
        t(match self {
            Self::NotStarted => msg::ui::TASK_NOT_STARTED,
            Self::Underway => msg::ui::TASK_UNDERWAY,
            Self::Done => msg::ui::TASK_DONE,
            Self::Wrong => msg::ui::TASK_WRONG,
            Self::Waits => msg::ui::TASK_WAITS,
        })
    }
}

/// The list; give it [`Task`]s.
#[component]
pub fn TaskList(children: Children) -> impl IntoView {
    view! { <ul class="task_list">{children()}</ul> }
}

/// One part. Its name is a verb; one that waits has no link.
#[component]
pub fn Task(
    #[prop(into)] id: String,
    #[prop(into)] href: String,
    #[prop(into)] name: String,
    #[prop(into)] hint: Option<String>,
    state: TaskState,
) -> impl IntoView {
    let state_id = format!("{id}-state");
    let title = if state == TaskState::Waits {
        view! { <span>{name}</span> }.into_any()
    } else {
        view! { <a href=href aria-describedby=state_id.clone()>{name}</a> }.into_any()
    };
    view! {
        <li id=id data-state=state.as_str()>
            <div class="name">{title} {hint.map(|hint| view! { <p class="hint">{hint}</p> })}</div>
            <span class="state" id=state_id>
                {(state == TaskState::Done).then(|| view! { <Glyph icon=Icon::Check/> })}
                {state.word()}
            </span>
        </li>
    }
}
