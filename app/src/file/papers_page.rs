//! `/ban-nhap/{id}/giay-to`: the papers of a draft, what must be there first.

use super::paper_slots::{PaperSlots, refused_files};
use crate::backend;
use crate::draft::{FROM_CHECK, Opened, asks_for, with_draft};
use crate::i18n::{t, tf, use_lang};
use crate::ui::{BackLink, ButtonLink, ErrorSummary, Icon, Page};
use leptos::prelude::*;
use shared::draft::{DraftView, SlotView};
use shared::file::{Holder, megabytes};
use shared::i18n::msg;

/// The last part of its address, as in the task list.
const PATH: &str = "giay-to";
/// The page where everything is checked.
const CHECK: &str = "kiem-tra";

/// The papers of a draft.
#[component]
pub fn PapersPage() -> impl IntoView {
    with_draft(|opened| view! { <Papers opened/> })
}

#[component]
fn Papers(opened: Opened) -> impl IntoView {
    let home = opened.path();
    let procedure = opened.procedure_name(use_lang());
    let next = format!("{home}/{}", next_task(&opened.draft));
    let here = format!("{home}/{PATH}");
    let wrong = refused_files();
    let holder = Holder::Draft(opened.draft.id);
    let (needed, others): (Vec<_>, Vec<_>) =
        opened.draft.slots.into_iter().partition(|slot| slot.required);
    view! {
        <Page title=t(msg::file::TITLE) has_errors=!wrong.is_empty()>
            <div class="papers">
                <BackLink href=home/>
                <ErrorSummary errors=wrong/>
                <hgroup>
                    <h1 tabindex="-1">{t(msg::file::TITLE)}</h1>
                    <p class="muted">{procedure}</p>
                </hgroup>
                <p>{lead()}</p>
                <Group holder back=here.clone() title=t(msg::file::NEEDED) slots=needed/>
                <Group holder back=here title=t(msg::file::IF_ANY) slots=others/>
                <div class="onward">
                    <ButtonLink href=next icon=Icon::ArrowRight>{t(msg::file::ONWARD)}</ButtonLink>
                </div>
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

/// The task after this one, for those who go through in order; back to the check for those who came
/// from there.
fn next_task(draft: &DraftView) -> &str {
    if asks_for(FROM_CHECK) {
        return CHECK;
    }
    let after = draft.tasks.iter().skip_while(|task| task.path != PATH).nth(1);
    after.map_or(CHECK, |task| &task.path)
}
