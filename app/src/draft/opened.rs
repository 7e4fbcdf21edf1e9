//! A draft opened for a page: with the address book, the day, and what the address asks for.

use super::api::draft_path;
use crate::backend;
use crate::load::RefusedPage;
use crate::refusal::{Answer, Refusal};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map, use_query_map};
use services::catalogue::Published;
use shared::draft::DraftView;
use shared::error::ErrorCode;
use shared::form::{Paper, Papers};
use shared::i18n::Lang;
use shared::id::DraftId;
use shared::time::local_day;
use std::sync::Arc;

/// Says that the page was opened from the check of all answers.
pub(crate) const FROM_CHECK: (&str, &str) = ("ve", "kiem-tra");

/// A draft, as its pages draw it.
pub(crate) struct Opened {
    pub(crate) draft: DraftView,
    pub(crate) published: Arc<Published>,
    pub(crate) today: chrono::NaiveDate,
}

impl Opened {
    /// Where the draft is.
    pub(crate) fn path(&self) -> String {
        draft_path(self.draft.id)
    }

    /// What it is for.
    pub(crate) fn procedure_name(&self, lang: Lang) -> String {
        lang.pick(&self.draft.procedure.name, &self.draft.procedure.name_en).to_owned()
    }

    /// The files, as the conditions of a form look at them.
    pub(crate) fn papers(&self) -> Papers {
        let paper = |file: &shared::draft::FileView| Paper {
            bytes: file.bytes,
            media_type: file.media_type.clone(),
            width_px: None,
            height_px: None,
        };
        self.draft
            .slots
            .iter()
            .map(|slot| (slot.key.clone(), slot.files.iter().map(paper).collect()))
            .collect()
    }
}

/// Opens the draft of this address and draws `view`. One that was handed in leads to its dossier;
/// a session that has ended, to signing in and back here.
pub(crate) fn with_draft<V>(view: impl FnOnce(Opened) -> V + Send + 'static) -> impl IntoView
where
    V: IntoView + 'static,
{
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    let location = use_location();
    let here = location.pathname.get_untracked() + &location.search.get_untracked();
    view! {
        <Suspense>
            {Suspend::new(async move {
                match open(&id).await {
                    Ok(opened) => view(opened).into_any(),
                    Err(refusal) if leads_on(&refusal, &here) => ().into_any(),
                    Err(refusal) => view! { <RefusedPage refusal/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

async fn open(id: &str) -> Answer<Opened> {
    let (portal, caller) = backend::current()?;
    let id: DraftId = id.parse().map_err(|_| Refusal::from(ErrorCode::NotFound))?;
    let draft = services::draft::view(&portal, &caller.actor, id).await?;
    Ok(Opened { draft, published: portal.published(), today: local_day(portal.now()) })
}

/// Sends the browser to where it is possible to go on; whether there is such a place.
fn leads_on(refusal: &Refusal, here: &str) -> bool {
    let there = match (refusal.0.code, refusal.0.params.get("reference")) {
        (ErrorCode::SignInNeeded, _) => sign_in_path(here),
        (ErrorCode::DraftSubmitted, Some(reference)) if !reference.is_empty() => {
            format!("/ho-so/{reference}/da-nop")
        }
        _ => return false,
    };
    backend::go_to(&there);
    true
}

/// Where one signs in to come back to `path`.
pub(super) fn sign_in_path(path: &str) -> String {
    let escaped = form_urlencoded::byte_serialize(path.as_bytes()).collect::<String>();
    format!("/dang-nhap?tiep={escaped}")
}

/// Whether the address carries `name=value`.
pub(crate) fn asks_for((name, value): (&str, &str)) -> bool {
    use_query_map().get_untracked().get(name).is_some_and(|given| given == value)
}
