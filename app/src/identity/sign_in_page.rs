//! `/dang-nhap?tiep=…`: a phone number, nothing else. Nobody has to register.

use super::landing::landing;
use super::{SIGN_IN, STAFF_SIGN_IN};
use crate::backend::go_to;
use crate::i18n::{t, use_lang};
use crate::own_path::then;
use crate::refusal::use_refused;
use crate::ui::{Button, ErrorSummary, Page, TextField, TextKind, Visit, WrongField};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::i18n::msg;

/// The longest way to write a phone number.
const PHONE_CHARS_MAX: u32 = 20;

/// The address that `tiep` names, or nothing.
pub(super) fn use_next() -> String {
    use_query_map().get_untracked().get("tiep").unwrap_or_default()
}

/// Asks for the phone. Whoever has signed in already goes on at once.
#[component]
pub fn SignInPage() -> impl IntoView {
    let next = use_next();
    let actor = expect_context::<Visit>().actor;
    if actor.person().is_some() {
        go_to(if next.is_empty() { landing(&actor) } else { &next });
    }
    let refused = use_refused();
    let error = refused.as_ref().map(|refused| refused.error.sentence(use_lang()));
    let typed = refused.map(|refused| refused.typed("phone")).unwrap_or_default();
    let wrong: Vec<WrongField> = error
        .iter()
        .map(|text| WrongField { id: "phone".to_owned(), text: text.clone() })
        .collect();
    view! {
        <Page title=t(msg::identity::SIGN_IN) has_errors=error.is_some()>
            <div class="sign_in_card">
                <ErrorSummary errors=wrong/>
                <h1 tabindex="-1">{t(msg::identity::SIGN_IN)}</h1>
                <p>{t(msg::identity::SIGN_IN_WHY)}</p>
                <form class="stack" method="post" action="/fn/identity/request_code">
                    <input type="hidden" name="next" value=next.clone()/>
                    <TextField
                        name="phone"
                        id="phone"
                        label=t(msg::identity::PHONE)
                        hint=t(msg::identity::PHONE_HINT).to_owned()
                        error=error
                        value=typed
                        kind=TextKind::Phone
                        max_length=PHONE_CHARS_MAX
                    />
                    <Button>{t(msg::identity::SEND_CODE)}</Button>
                </form>
                <p class="muted">
                    {t(msg::identity::STAFF_INSTEAD)}
                    " "
                    <a href=then(STAFF_SIGN_IN, &next)>{t(msg::identity::STAFF_INSTEAD_LINK)}</a>
                </p>
            </div>
        </Page>
    }
}

/// Where another number can be typed.
pub(super) fn phone_step(next: &str) -> String {
    then(SIGN_IN, next)
}
