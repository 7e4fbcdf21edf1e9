//! `/ban-nhap/{id}/xoa`: asks once more before a draft is thrown away.

use super::opened::{Opened, with_draft};
use crate::i18n::{t, use_lang};
use crate::ui::{BackLink, Button, ButtonKind, ButtonLink, Buttons, Page};
use leptos::prelude::*;
use shared::i18n::msg;

/// The interruption.
#[component]
pub fn RemovePage() -> impl IntoView {
    with_draft(|opened| view! { <AskOnceMore opened/> })
}

#[component]
fn AskOnceMore(opened: Opened) -> impl IntoView {
    let title = t(msg::draft::REMOVE_TITLE);
    view! {
        <Page title=title>
            <div class="stack">
                <BackLink href=opened.path()/>
                <h1 tabindex="-1">{title}</h1>
                <p><strong>{opened.procedure_name(use_lang())}</strong></p>
                <p>{t(msg::draft::REMOVE_TEXT)}</p>
                <form method="post" action="/fn/draft/remove">
                    <input type="hidden" name="id" value=opened.draft.id.to_string()/>
                    <Buttons>
                        <Button kind=ButtonKind::Danger>{t(msg::draft::REMOVE)}</Button>
                        <ButtonLink href=opened.path() kind=ButtonKind::Secondary>
                            {t(msg::draft::KEEP)}
                        </ButtonLink>
                    </Buttons>
                </form>
            </div>
        </Page>
    }
}
