//! `/ban-nhap/{id}/giay-to`: the papers of a draft, what must be there first.

use super::paper_slots::{PaperSlots, refused_files};
use crate::backend;
use crate::i18n::{t, tf, use_lang};
use crate::load::load;
use crate::ui::{BackLink, ButtonLink, ErrorSummary, Icon, Page};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::draft::{DraftView, SlotView};
use shared::error::ErrorCode;
use shared::file::{Holder, megabytes};
use shared::i18n::msg;
use shared::id::DraftId;

/// The last part of its address, as in the task list.
const PATH: &str = "giay-to";
/// The page where everything is checked.
const CHECK: &str = "kiem-tra";

/// The papers of a draft.
#[component]
pub fn PapersPage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    let shown = async move {
        let (portal, caller) = backend::current()?;
        let id: DraftId = id.parse().map_err(|_| ErrorCode::DraftNotFound)?;
        let draft = services::draft::view(&portal, &caller.actor, id).await?;
        Ok((draft, portal.limits.files.dossier_bytes_max))
    };
    load(shown, |(draft, bytes_max)| view! { <Papers draft bytes_max/> })
}

#[component]
fn Papers(draft: DraftView, bytes_max: u64) -> impl IntoView {
    let lang = use_lang();
    let home = format!("/ban-nhap/{}", draft.id);
    let next = format!("{home}/{}", next_task(&draft));
    let wrong = refused_files();
    let procedure = lang.pick(&draft.procedure.name, &draft.procedure.name_en).to_owned();
    let (needed, others): (Vec<_>, Vec<_>) =
        draft.slots.into_iter().partition(|slot| slot.required);
    let (id, bytes_max) = (draft.id, megabytes(bytes_max));
    view! {
        <Page title=t(msg::file::TITLE) has_errors=!wrong.is_empty()>
            <div class="papers">
                <BackLink href=home/>
                <ErrorSummary errors=wrong/>
                <hgroup>
                    <h1 tabindex="-1">{t(msg::file::TITLE)}</h1>
                    <p class="muted">{procedure}</p>
                </hgroup>
                <p>{tf(msg::file::LEAD, &[("max", &bytes_max)])}</p>
                <Group id title=t(msg::file::NEEDED) slots=needed/>
                <Group id title=t(msg::file::IF_ANY) slots=others/>
                <div class="onward">
                    <ButtonLink href=next icon=Icon::ArrowRight>{t(msg::file::ONWARD)}</ButtonLink>
                </div>
            </div>
        </Page>
    }
}

#[component]
fn Group(id: DraftId, #[prop(into)] title: String, slots: Vec<SlotView>) -> impl IntoView {
    (!slots.is_empty()).then(|| {
        view! {
            <section class="stack" data-gap="small">
                <h2>{title}</h2>
                <PaperSlots holder=Holder::Draft(id) slots back=format!("/ban-nhap/{id}/{PATH}")/>
            </section>
        }
    })
}

/// The task after this one, for those who go through in order; back to the check for those who came
/// from there.
fn next_task(draft: &DraftView) -> &str {
    if use_query_map().with_untracked(|query| query.get("ve").is_some_and(|from| from == CHECK)) {
        return CHECK;
    }
    let after = draft.tasks.iter().skip_while(|task| task.path != PATH).nth(1);
    after.map_or(CHECK, |task| &task.path)
}
