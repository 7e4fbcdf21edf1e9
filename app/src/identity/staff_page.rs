//! `/can-bo/dang-nhap?tiep=…`: staff, by password and the code of their authenticator. In the demo world
//! the accounts stand below, with the codes that work now.

use super::SIGN_IN;
use super::demo_accounts::DemoAccounts;
use super::sign_in_page::use_next;
use crate::backend::current;
use crate::i18n::{t, use_lang};
use crate::load::load;
use crate::own_path::then;
use crate::refusal::{Answer, use_refused};
use crate::ui::{Button, ErrorSummary, Page, TextField, TextKind, Width, WrongField};
use leptos::prelude::*;
use shared::i18n::msg;
use shared::identity::DemoAccount;

const LOGIN_CHARS_MAX: u32 = 64;
const CODE_CHARS_MAX: u32 = 7;

/// Asks for login, password and code.
#[component]
pub fn StaffSignInPage() -> impl IntoView {
    let next = use_next();
    load(demo_world(), move |accounts| view! { <StaffSignIn accounts next/> })
}

/// The demo world's accounts; elsewhere there are none to show.
async fn demo_world() -> Answer<Vec<DemoAccount>> {
    let (portal, _) = current()?;
    if !portal.is_demo {
        return Ok(Vec::new());
    }
    Ok(services::demo::accounts(&portal).await?)
}

#[component]
fn StaffSignIn(accounts: Vec<DemoAccount>, next: String) -> impl IntoView {
    let refused = use_refused();
    let error = refused.as_ref().map(|refused| refused.error.sentence(use_lang()));
    let typed = refused.map(|refused| refused.typed("login")).unwrap_or_default();
    let wrong: Vec<WrongField> = error
        .iter()
        .map(|text| WrongField { id: "login".to_owned(), text: text.clone() })
        .collect();
    view! {
        <Page
            title=t(msg::identity::STAFF_SIGN_IN)
            width=Width::Wide
            has_errors=error.is_some()
        >
            <div class="stack" data-gap="large">
                <div class="sign_in_card">
                    <ErrorSummary errors=wrong/>
                    <h1 tabindex="-1">{t(msg::identity::STAFF_SIGN_IN)}</h1>
                    <form class="stack" method="post" action="/fn/identity/sign_in_staff">
                        <input type="hidden" name="next" value=next.clone()/>
                        <TextField
                            name="login"
                            id="login"
                            label=t(msg::identity::LOGIN)
                            hint={None::<String>}
                            error=error
                            value=typed
                            kind=TextKind::Login
                            max_length=LOGIN_CHARS_MAX
                        />
                        <TextField
                            name="password"
                            id="password"
                            label=t(msg::identity::PASSWORD)
                            hint={None::<String>}
                            error={None::<String>}
                            value=""
                            kind=TextKind::Password
                        />
                        <TextField
                            name="totp"
                            id="totp"
                            label=t(msg::identity::TOTP)
                            hint=t(msg::identity::TOTP_HINT).to_owned()
                            error={None::<String>}
                            value=""
                            kind=TextKind::Code
                            max_length=CODE_CHARS_MAX
                        />
                        <Button>{t(msg::identity::CONFIRM)}</Button>
                    </form>
                    <p class="muted">
                        {t(msg::identity::CITIZEN_INSTEAD)}
                        " "
                        <a href=then(SIGN_IN, "")>{t(msg::identity::CITIZEN_INSTEAD_LINK)}</a>
                    </p>
                </div>
                {(!accounts.is_empty()).then(|| view! { <DemoAccounts accounts next/> })}
            </div>
        </Page>
    }
}
