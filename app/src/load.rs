//! Draws a page once what it needs is there, or says why it is not. Server only: pages are not
//! compiled for the browser, islands are.

use crate::backend;
use crate::i18n::{t, use_lang};
use crate::identity::{SIGN_IN, STAFF_SIGN_IN};
use crate::own_path::then;
use crate::refusal::Answer;
use crate::refusal::Refusal;
use crate::ui::{ErrorPage, Visit};
use leptos::prelude::*;
use shared::error::ErrorCode;
use shared::i18n::msg;
use std::future::Future;

/// Waits for `answer` and draws `view`; a refusal becomes a page with its own status.
pub fn load<T, V>(
    answer: impl Future<Output = Answer<T>> + Send + 'static,
    view: impl FnOnce(T) -> V + Send + 'static,
) -> impl IntoView
where
    T: Send + 'static,
    V: IntoView + 'static,
{
    view! {
        <Suspense>
            {Suspend::new(async move {
                match answer.await {
                    Ok(found) => view(found).into_any(),
                    Err(refusal) => view! { <RefusedPage refusal/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// The page instead of one that was refused.
#[component]
pub fn RefusedPage(refusal: Refusal) -> impl IntoView {
    backend::set_status(refusal.0.code.status());
    let title = match refusal.0.code.status() {
        401 => msg::ui::TITLE_SIGN_IN_NEEDED,
        403 => msg::ui::TITLE_NOT_ALLOWED,
        404 => msg::ui::TITLE_NOT_FOUND,
        429 => msg::ui::TITLE_WAIT,
        500.. => msg::ui::TITLE_FAILED,
        _ => msg::ui::TITLE_NOT_POSSIBLE,
    };
    let id = Some(refusal.0.request_id.clone()).filter(|id| !id.is_empty());
    let id = id.or_else(|| backend::current().ok().map(|(_, caller)| caller.request_id));
    let sign_in = sign_in_page(refusal.0.code);
    view! {
        <ErrorPage
            title=t(title)
            text=refusal.sentence(use_lang())
            request_id=id
            sign_in=sign_in
        />
    }
}

/// Where to sign in and come back from, if that is what is missing.
fn sign_in_page(code: ErrorCode) -> Option<String> {
    let here = expect_context::<Visit>().here();
    let is_of_staff = ["/can-bo", "/dieu-hanh"].iter().any(|pages| here.starts_with(pages));
    match code {
        ErrorCode::SignInNeeded if is_of_staff => Some(then(STAFF_SIGN_IN, &here)),
        ErrorCode::SignInNeeded => Some(then(SIGN_IN, &here)),
        ErrorCode::StaffOnly => Some(then(STAFF_SIGN_IN, &here)),
        _ => None,
    }
}

/// The page at an address that leads nowhere.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <RefusedPage refusal=ErrorCode::NotFound.into()/> }
}
