//! `/ban-nhap/{id}/giay-to`: the papers of a draft, what must be there first.

use super::paper_slots::{PaperSlots, refused_files};
use crate::backend;
use crate::draft::{FROM_CHECK, Opened, asks_for, with_draft};
use crate::i18n::{t, tf, use_lang};
use crate::ui::{BackLink, Button, ErrorSummary, Icon, Page};
use leptos::prelude::*;
use shared::draft::{PageAct, PostedPage, SlotView};
use shared::file::{Holder, megabytes};
use shared::i18n::msg;
use shared::id::DraftId;
use shared::time::show_instant;

/// The last part of its address, as in the task list.
const PATH: &str = "giay-to";

/// The papers of a draft.
#[component]
pub fn PapersPage() -> impl IntoView {
    with_draft(|opened| view! { <Papers opened/> })
}

#[component]
fn Papers(opened: Opened) -> impl IntoView {
    let home = opened.path();
    let procedure = opened.procedure_name(use_lang());
    let draft = opened.draft.id;
    let here = format!("{home}/{PATH}");
    let saved = tf(msg::draft::SAVED_AT, &[("when", &show_instant(opened.draft.saved_at))]);
    let wrong = refused_files();
    let holder = Holder::Draft(opened.draft.id);
    let (needed, others): (Vec<_>, Vec<_>) =
        opened.draft.slots.into_iter().partition(|slot| slot.required);
    view! {
        <Page title=t(msg::file::TITLE) has_errors=!wrong.is_empty()>
            <div class="papers">
                <BackLink href=home/>
                <ErrorSummary errors=wrong/>
                <div class="draft_bar"><p class="saved">{saved}</p></div>
                <div>
                    <p class="muted small">{procedure}</p>
                    <h1 tabindex="-1">{t(msg::file::TITLE)}</h1>
                </div>
                <p>{lead()}</p>
                <Group holder back=here.clone() title=t(msg::file::NEEDED) slots=needed/>
                <Group holder back=here title=t(msg::file::IF_ANY) slots=others/>
                <Onward draft/>
            </div>
        </Page>
    }
}

/// What to do, and how much a dossier holds.
fn lead() -> Option<String> {
    let (portal, _) = backend::current().ok()?;
    let max = megabytes(portal.limits.files.dossier_bytes_max);
    Some(tf(msg::file::LEAD, &[("max", &max)]))
}

#[component]
fn Group(
    holder: Holder,
    back: String,
    #[prop(into)] title: String,
    slots: Vec<SlotView>,
) -> impl IntoView {
    (!slots.is_empty()).then(|| {
        view! {
            <section class="stack" data-gap="small">
                <h2>{title}</h2>
                <PaperSlots holder slots back/>
            </section>
        }
    })
}

/// The way on: that somebody has been here is remembered.
#[component]
fn Onward(draft: DraftId) -> impl IntoView {
    let [draft_name, section_name, back_name] = PostedPage::HIDDEN;
    view! {
        <form class="onward" method="post" action="/fn/draft/save_page">
            <input type="hidden" name=draft_name value=draft.to_string()/>
            <input type="hidden" name=section_name value=PATH/>
            <input type="hidden" name=back_name value=if asks_for(FROM_CHECK) { "1" } else { "" }/>
            <Button
                icon=Icon::ArrowRight
                attr:name=PostedPage::ACT
                attr:value=PageAct::Continue.as_value()
            >
                {t(msg::file::ONWARD)}
            </Button>
        </form>
    }
}
