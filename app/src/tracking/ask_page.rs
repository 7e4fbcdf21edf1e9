//! `/tra-cuu?ma=…`: the code, and four digits that whoever holds the slip knows. A slip's QR code leads
//! here with the code filled in.

use crate::i18n::{t, use_lang};
use crate::identity::SIGN_IN;
use crate::own_path::then;
use crate::refusal::use_refused;
use crate::ui::{Button, Countdown, ErrorSummary, Icon, Page, TextField, TextKind, WrongField};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::error::ErrorCode;
use shared::i18n::msg;

const CODE_CHARS_MAX: u32 = 64;
const TAIL_CHARS_MAX: u32 = 4;

/// Asks for both.
#[component]
pub fn TrackingPage() -> impl IntoView {
    let given = use_query_map().get_untracked().get("ma").unwrap_or_default();
    let refused = use_refused();
    let error = refused.as_ref().map(|refused| refused.error.sentence(use_lang()));
    let code = refused.as_ref().map_or(given, |refused| refused.typed("ma"));
    let wait = refused
        .as_ref()
        .filter(|refused| refused.error.code == ErrorCode::TrackingWait)
        .and_then(|refused| refused.error.params.get("seconds")?.parse::<i64>().ok());
    let wrong: Vec<WrongField> =
        error.iter().map(|text| WrongField { id: "ma".to_owned(), text: text.clone() }).collect();
    view! {
        <Page title=t(msg::tracking::TITLE) has_errors=error.is_some()>
            <div class="stack">
                <ErrorSummary errors=wrong/>
                <h1 tabindex="-1">{t(msg::tracking::TITLE)}</h1>
                <p class="lead">{t(msg::tracking::INTRO)}</p>
                <form class="stack" method="post" action="/fn/tracking/track">
                    <TextField
                        name="ma"
                        id="ma"
                        label=t(msg::tracking::CODE)
                        hint=t(msg::tracking::CODE_HINT).to_owned()
                        error=error
                        value=code
                        max_length=CODE_CHARS_MAX
                    />
                    <TextField
                        name="so"
                        id="so"
                        label=t(msg::tracking::TAIL)
                        hint=t(msg::tracking::TAIL_HINT).to_owned()
                        error={None::<String>}
                        value=""
                        kind=TextKind::Tail
                        max_length=TAIL_CHARS_MAX
                    />
                    {wait
                        .map(|seconds| view! {
                            <Countdown
                                seconds
                                before=String::new()
                                running=t(msg::tracking::WAIT).to_owned()
                                after=t(msg::tracking::WAITED).to_owned()
                            />
                        })}
                    <p><Button icon=Icon::Search>{t(msg::tracking::LOOK)}</Button></p>
                </form>
                <p class="muted">
                    {t(msg::tracking::SIGN_IN_INSTEAD)}
                    " "
                    <a href=then(SIGN_IN, "/ho-so")>{t(msg::tracking::SIGN_IN_LINK)}</a>
                </p>
            </div>
        </Page>
    }
}
