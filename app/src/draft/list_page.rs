//! `/ban-nhap`: the drafts that can be continued.

use super::api::draft_path;
use crate::backend;
use crate::i18n::{t, tf, use_lang};
use crate::load::load;
use crate::ui::icon::Icon;
use crate::ui::tag::Tone;
use crate::ui::{ButtonKind, ButtonLink, Buttons, Empty, Notice, Page};
use leptos::prelude::*;
use shared::draft::DraftLine;
use shared::i18n::msg;
use shared::time::{local_day, show_day, show_instant};

/// The list.
#[component]
pub fn DraftsPage() -> impl IntoView {
    let drafts = async {
        let (portal, caller) = backend::current()?;
        Ok(services::draft::list(&portal, &caller.actor).await?)
    };
    let was_removed = super::opened::asks_for(("da-xoa", "1"));
    load(drafts, move |drafts| view! { <Drafts drafts was_removed/> })
}

#[component]
fn Drafts(drafts: Vec<DraftLine>, was_removed: bool) -> impl IntoView {
    let title = t(msg::draft::LIST_TITLE);
    let is_empty = drafts.is_empty();
    let lines: Vec<AnyView> = drafts.into_iter().map(line).collect();
    view! {
        <Page title=title>
            <div class="stack">
                <h1 tabindex="-1">{title}</h1>
                {was_removed.then(|| view! {
                    <Notice title=t(msg::draft::REMOVED) tone=Tone::Done>
                        <p>{t(msg::draft::REMOVED_TEXT)}</p>
                    </Notice>
                })}
                {if is_empty {
                    view! { <Empty title=t(msg::draft::LIST_EMPTY) icon=Icon::FileText/> }.into_any()
                } else {
                    view! { <ul class="drafts">{lines}</ul> }.into_any()
                }}
                <Buttons>
                    <ButtonLink href="/thu-tuc">{t(msg::draft::FIND_PROCEDURE)}</ButtonLink>
                    <ButtonLink href="/tiep-tuc" kind=ButtonKind::Secondary>
                        {t(msg::draft::RESUME_TITLE)}
                    </ButtonLink>
                </Buttons>
            </div>
        </Page>
    }
}

fn line(draft: DraftLine) -> AnyView {
    let (vi, en) = draft.procedure_name;
    let (begun, name) = (show_instant(draft.begun_at), draft.applicant_name);
    let saved = show_instant(draft.saved_at);
    let expires = show_day(local_day(draft.expires_at));
    view! {
        <li class="card">
            <a href=draft_path(draft.id)>{use_lang().pick(&vi, &en).to_owned()}</a>
            <p class="small">
                {tf(msg::draft::BEGUN_AT, &[("when", &begun)])}
                {(!name.is_empty())
                    .then(|| {
                        let of = tf(msg::draft::BEGUN_FOR, &[("name", &name)]);
                        view! { ". " {of} }
                    })}
            </p>
            <p class="muted small">
                {tf(msg::draft::SAVED_AT, &[("when", &saved)])} ". "
                {tf(msg::draft::EXPIRES, &[("day", &expires)])}
            </p>
        </li>
    }
    .into_any()
}
