//! `/thanh-toan/vnpay/khong-hop-le`: somebody came back from the gateway with something that the
//! gateway did not sign.

use crate::backend;
use crate::i18n::t;
use crate::ui::{ButtonLink, Buttons, Page};
use leptos::prelude::*;
use shared::error::ErrorCode;
use shared::i18n::msg;

/// Says that it is not believed, and where the truth is.
#[component]
pub fn UnbelievedPage() -> impl IntoView {
    backend::set_status(ErrorCode::PaymentForged.status());
    let title = t(msg::payment_page::UNBELIEVED_TITLE);
    view! {
        <Page title>
            <div class="stack">
                <h1 tabindex="-1">{title}</h1>
                <p class="lead">{t(msg::payment_page::UNBELIEVED_TEXT)}</p>
                <Buttons>
                    <ButtonLink href="/ho-so">{t(msg::payment_page::MY_DOSSIERS)}</ButtonLink>
                </Buttons>
            </div>
        </Page>
    }
}
