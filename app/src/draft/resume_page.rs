//! `/tiep-tuc`: a code from another device.

use super::opened::sign_in_path;
use crate::i18n::{t, use_lang};
use crate::refusal::use_refused;
use crate::ui::tag::Tone;
use crate::ui::{Button, ButtonLink, Buttons, ErrorSummary, Notice, Page, TextField, WrongField};
use leptos::prelude::*;
use shared::error::ErrorCode;
use shared::i18n::msg;

const FIELD: &str = "code";

/// Enter a resume code.
#[component]
pub fn ResumePage() -> impl IntoView {
    let title = t(msg::draft::RESUME_TITLE);
    let refused = use_refused();
    let needs_sign_in =
        refused.as_ref().is_some_and(|refused| refused.error.code == ErrorCode::SignInNeeded);
    let error =
        refused.filter(|_| !needs_sign_in).map(|refused| refused.error.sentence(use_lang()));
    let wrong: Vec<WrongField> =
        error.iter().map(|text| WrongField { id: FIELD.to_owned(), text: text.clone() }).collect();
    view! {
        <Page title=title has_errors=error.is_some()>
            <div class="stack">
                <ErrorSummary errors=wrong/>
                <h1 tabindex="-1">{title}</h1>
                {needs_sign_in.then(|| view! {
                    <Notice title=t(msg::draft::RESUME_SIGN_IN) tone=Tone::Note>
                        <p>{t(msg::draft::RESUME_SIGN_IN_TEXT)}</p>
                        <Buttons>
                            <ButtonLink href=sign_in_path("/ban-nhap")>
                                {t(msg::draft::SIGN_IN)}
                            </ButtonLink>
                        </Buttons>
                    </Notice>
                })}
                <form class="form" method="post" action="/fn/draft/resume" novalidate>
                    <TextField
                        name=FIELD
                        id=FIELD
                        label=t(msg::draft::RESUME_LABEL)
                        hint=Some(t(msg::draft::RESUME_HINT).to_owned())
                        error=error
                        value=""
                    />
                    <Buttons>
                        <Button>{t(msg::draft::GO_ON)}</Button>
                    </Buttons>
                </form>
                <p>{t(msg::draft::RESUME_OR)} " " <a href=sign_in_path("/ban-nhap")>{t(msg::draft::SIGN_IN)}</a></p>
            </div>
        </Page>
    }
}
