//! `/can-bo/ho-so/{code}`: a dossier on the officer's desk. The matter on the left; what this
//! officer may do, and nothing else, on the right.

use super::acts::Acts;
use super::changed_since::{ChangedSince, STATUS_ID};
use super::log::Log;
use super::matter::{Answers, Asked, FeeMatter, Papers, ResultMatter};
use super::words::{done_key, event_words, state_key, state_tone};
use crate::backend;
use crate::i18n::{t, tf, use_lang};
use crate::live::LiveRegion;
use crate::load::load;
use crate::ui::{
    Breadcrumbs, ButtonKind, ButtonLink, Due, Fact, Icon, Notice, Page, Room, Tag, Tone, Width,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::dossier::{DossierAction, DossierView};
use shared::file::FileLimits;
use shared::i18n::msg;
use shared::policy;
use shared::time::{local_day, show_instant};

/// What the page shows.
struct Shown {
    view: DossierView,
    /// What was just done, by this officer.
    done: Option<DossierAction>,
    /// The address of the next one that waits for them.
    next: Option<String>,
    /// What a file may be.
    limits: FileLimits,
}

/// The dossier.
#[component]
pub fn DeskPage() -> impl IntoView {
    let code = use_params_map().get_untracked().get("code").unwrap_or_default();
    let done = use_query_map().get_untracked().get("da").and_then(|d| DossierAction::parse(&d));
    let shown = async move {
        let (portal, caller) = backend::current()?;
        policy::work_queue(&caller.actor)?;
        let view = services::dossier::view(&portal, &caller.actor, &code).await?;
        let next = services::dossier::next_in_queue(&portal, &caller.actor, view.id).await?;
        let next = next.map(|reference| format!("/can-bo/ho-so/{reference}"));
        Ok(Shown { view, done, next, limits: portal.limits.files })
    };
    load(shown, |shown| view! { <Desk shown/> })
}

#[component]
fn Desk(shown: Shown) -> impl IntoView {
    let lang = use_lang();
    let Shown { view, done, next, limits } = shown;
    let name = lang.pick(&view.procedure_name.0, &view.procedure_name.1).to_owned();
    let code = shown_code(&view);
    let topic = format!("dossier:{}", view.id);
    let trail = vec![("/can-bo".to_owned(), t(msg::queue::TITLE).to_owned())];
    let fresh = format!("/can-bo/ho-so/{}", view.reference);
    let fee = view.fee.clone();
    // What stands in a live part is drawn from its own copy.
    let (status, log) = (view.clone(), view.clone());
    view! {
        <Page title=format!("{code} – {name}") width=Width::Wide room=Room::Desk>
            <div class="stack">
                <div class="desk_trail">
                    <Breadcrumbs trail/>
                    {next
                        .map(|href| {
                            view! {
                                <ButtonLink href kind=ButtonKind::Quiet icon=Icon::ArrowRight>
                                    {t(msg::queue::NEXT_DOSSIER)}
                                </ButtonLink>
                            }
                        })}
                </div>
                {done.map(|action| view! { <Done action view=view.clone()/> })}
                <header class="dossier_head">
                    <h1 tabindex="-1">{name}</h1>
                    <LiveRegion topic=topic.clone() id="dossier-status".to_owned()>
                        <Status view=status/>
                    </LiveRegion>
                </header>
                <div class="dossier">
                    <div class="matter">
                        <Asked view=view.clone()/>
                        <ResultMatter result=view.result.clone()/>
                        <Answers sections=view.sections.clone()/>
                        <Papers slots=view.papers.clone()/>
                        <FeeMatter fee/>
                        <section>
                            <h2>{t(msg::queue::LOG)}</h2>
                            <LiveRegion topic id="dossier-log".to_owned()>
                                <Log view=log/>
                            </LiveRegion>
                        </section>
                    </div>
                    <aside aria-label=t(msg::queue::ACTS)>
                        <ChangedSince version=view.version.to_string() fresh/>
                        <Acts view limits/>
                    </aside>
                </div>
            </div>
        </Page>
    }
}

/// The official code, or the reference before there is one.
pub(super) fn shown_code(view: &DossierView) -> String {
    view.code.clone().unwrap_or_else(|| view.reference.clone())
}

/// What was just done. By then the page shows the dossier as it is after that.
#[component]
fn Done(action: DossierAction, view: DossierView) -> impl IntoView {
    let due = view.due_at.filter(|_| action == DossierAction::Accept);
    view! {
        <div role="status">
            <Notice title=t(done_key(action)) tone=Tone::Done>
                {due
                    .map(|due| {
                        let (code, due) = (shown_code(&view), show_instant(due));
                        let text = tf(msg::queue::DONE_ACCEPT_DUE, &[("code", &code), ("due", &due)]);
                        view! { <p>{text}</p> }
                    })}
            </Notice>
        </div>
    }
}

/// What may change while the page is open.
#[component]
fn Status(view: DossierView) -> impl IntoView {
    let lang = use_lang();
    let agency = lang.pick(&view.agency_name.0, &view.agency_name.1).to_owned();
    let assignee = view.assignee.as_ref().map(|(_, name)| name.clone());
    let last = view.timeline.last();
    let what = last.map(|entry| event_words(&entry.kind)).unwrap_or_default();
    let who = last
        .map(|entry| entry.who.clone())
        .filter(|who| !who.is_empty())
        .unwrap_or_else(|| t(msg::queue::APPLICANT_OR_SYSTEM).to_owned());
    let received = show_instant(view.submitted_at);
    view! {
        <div class="cluster" id=STATUS_ID data-version=view.version data-who=who data-what=what>
            <strong class="code">{shown_code(&view)}</strong>
            <Tag text=t(state_key(view.state)) tone=state_tone(view.state)/>
            {view
                .due_at
                .zip(view.working_days_left)
                .map(|(at, days_left)| view! { <Due day=local_day(at) days_left/> })}
        </div>
        <dl class="desk_facts">
            <Fact name=t(msg::queue::APPLICANT)>{view.applicant_name.clone()}</Fact>
            <Fact name=t(msg::queue::COLUMN_RECEIVED)>{received}</Fact>
            <Fact name=t(msg::queue::FILTER_CHANNEL)>{view.channel.text(lang).to_owned()}</Fact>
            <Fact name=t(msg::queue::FILTER_AGENCY)>{agency}</Fact>
            <Fact name=t(msg::queue::COLUMN_ASSIGNEE)>{assignee.unwrap_or_else(|| t(msg::queue::NOBODY).to_owned())}</Fact>
        </dl>
    }
}
