//! No dead ends: what went wrong, what is kept, whom to ask, and the number to tell them.

use super::button::{ButtonKind, ButtonLink, Buttons};
use super::footer::Contact;
use super::page::Page;
use super::visit::Visit;
use crate::i18n::t;
use leptos::prelude::*;
use shared::i18n::msg;

/// The page of a refusal or a failure: `text` is the sentence of its code, `request_id` what a person
/// reads out on the phone.
#[component]
pub fn ErrorPage(
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    #[prop(into)] request_id: Option<String>,
    /// Where to sign in, if that is what is missing.
    #[prop(into)]
    sign_in: Option<String>,
) -> impl IntoView {
    let visit = expect_context::<Visit>();
    let home_kind = if sign_in.is_some() { ButtonKind::Secondary } else { ButtonKind::Primary };
    view! {
        <Page title=title.clone()>
            <div class="stack">
                <h1 tabindex="-1">{title}</h1>
                <p class="lead">{text}</p>
                <Buttons>
                    {sign_in
                        .map(|href| view! { <ButtonLink href=href>{t(msg::shell::SIGN_IN)}</ButtonLink> })}
                    <ButtonLink href="/" kind=home_kind>{t(msg::shell::GO_HOME)}</ButtonLink>
                    <ButtonLink href="/tra-cuu" kind=ButtonKind::Secondary>
                        {t(msg::shell::TRACKING)}
                    </ButtonLink>
                </Buttons>
                <section class="card">
                    <h2>{t(msg::shell::HELP)}</h2>
                    <Contact visit=visit/>
                    {request_id
                        .map(|id| {
                            view! {
                                <p class="muted">
                                    {t(msg::shell::REQUEST_ID)} " " <span class="code">{id}</span>
                                </p>
                            }
                        })}
                </section>
            </div>
        </Page>
    }
}
