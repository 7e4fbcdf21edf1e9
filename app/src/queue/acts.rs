//! What this officer may do now: exactly the steps of the table, each as a form.

use super::act_forms::{
    AssignForm, AttachResult, DraftResultForm, ReasonForm, SupplementForm, Typed,
};
use super::words::action_key;
use crate::i18n::{t, use_lang};
use crate::refusal::{Refused, use_refused};
use crate::ui::{Button, ButtonKind, Notice, Tone};
use leptos::prelude::*;
use shared::dossier::{DossierAction, DossierView};
use shared::error::ErrorCode;
use shared::file::FileLimits;
use shared::i18n::{Key, msg};

/// The panel.
#[component]
pub(super) fn Acts(view: DossierView, limits: FileLimits) -> impl IntoView {
    let refused = use_refused();
    let mut actions = view.actions.clone();
    // What moves the dossier on comes first.
    actions.sort_by_key(|action| !moves_on(*action));
    let acts = actions
        .into_iter()
        .map(|action| view! { <Act action view=view.clone() refused=refused.clone() limits/> })
        .collect_view();
    let nothing = view.actions.is_empty().then(|| {
        view! { <p class="muted">{t(msg::queue::NOTHING_TO_DO)}</p> }
    });
    let kept = refused.clone().filter(|refused| lost_its_form(refused, &view));
    view! {
        <section class="acts_panel" id="viec">
            <h2>{t(msg::queue::ACTS)}</h2>
            {refused.map(|refused| view! { <Why refused/> })}
            {kept.map(|refused| view! { <Kept refused/> })}
            {nothing}
            {acts}
        </section>
    }
}

/// Whether the action is the next step of a smooth life.
fn moves_on(action: DossierAction) -> bool {
    matches!(
        action,
        DossierAction::Accept
            | DossierAction::Claim
            | DossierAction::DraftResult
            | DossierAction::Approve
            | DossierAction::Issue
            | DossierAction::ReturnResult
    )
}

fn action_of(form: &str) -> Option<DossierAction> {
    form.strip_prefix("/fn/queue/").and_then(DossierAction::parse)
}

/// Whether what was typed belongs to an action that is no longer possible.
fn lost_its_form(refused: &Refused, view: &DossierView) -> bool {
    action_of(&refused.form).is_some_and(|action| !view.actions.contains(&action))
}

/// Why the action was refused.
#[component]
fn Why(refused: Refused) -> impl IntoView {
    let is_stale = refused.error.code == ErrorCode::DossierChangedMeanwhile;
    let by_nobody = refused.error.params.get("who").is_some_and(String::is_empty);
    let sentence = if is_stale && by_nobody {
        t(msg::queue::CHANGED_BY_APPLICANT).to_owned()
    } else {
        refused.error.sentence(use_lang())
    };
    view! {
        <Notice title=t(msg::queue::NOT_DONE) tone=Tone::Late>
            <p>{sentence}</p>
        </Notice>
    }
}

/// What was typed for an action that is no longer possible: to be read and copied.
#[component]
fn Kept(refused: Refused) -> impl IntoView {
    let texts: Vec<_> = refused
        .typed
        .iter()
        .filter(|(name, text)| !matches!(name.as_str(), "code" | "version") && text.len() > 3)
        .map(|(_, text)| view! { <li>{text.clone()}</li> })
        .collect();
    (!texts.is_empty()).then(|| {
        view! {
            <section class="kept">
                <h3>{t(msg::queue::WHAT_YOU_TYPED)}</h3>
                <ul>{texts}</ul>
            </section>
        }
    })
}

#[component]
fn Act(
    action: DossierAction,
    view: DossierView,
    refused: Option<Refused>,
    limits: FileLimits,
) -> impl IntoView {
    let typed = Typed::of(refused, action);
    let is_open = typed.is_some() || action == DossierAction::DraftResult;
    let form = match action {
        DossierAction::Accept if view.fee.state == "open" => {
            return view! {
                <Notice title=t(msg::queue::ACCEPT_UNPAID) tone=Tone::Soon>
                    <p>{t(ErrorCode::DossierUnpaid.key())}</p>
                </Notice>
            }
            .into_any();
        }
        DossierAction::Issue => {
            return view! {
                <AttachResult view=view.clone() limits/>
                <OneStep action view hint=Some(msg::queue::ISSUE_HINT)/>
            }
            .into_any();
        }
        DossierAction::Accept => {
            return view! { <OneStep action view hint=Some(msg::queue::ACCEPT_HINT)/> }.into_any();
        }
        DossierAction::Claim | DossierAction::Approve | DossierAction::ReturnResult => {
            return view! { <OneStep action view hint=None/> }.into_any();
        }
        DossierAction::RequestSupplement => view! { <SupplementForm view typed/> }.into_any(),
        DossierAction::RefuseIntake | DossierAction::ReturnDraft => {
            view! { <ReasonForm action view typed/> }.into_any()
        }
        DossierAction::Assign => view! { <AssignForm view/> }.into_any(),
        DossierAction::DraftResult => view! { <DraftResultForm view typed limits/> }.into_any(),
        // What the citizen does stands on the citizen's page.
        DossierAction::Supplement | DossierAction::Withdraw => return ().into_any(),
    };
    view! {
        <details open=is_open>
            <summary>{t(action_key(action))}</summary>
            {form}
        </details>
    }
    .into_any()
}

/// An action that needs nothing but the decision.
#[component]
fn OneStep(action: DossierAction, view: DossierView, hint: Option<Key>) -> impl IntoView {
    view! {
        <form method="post" action=address(action)>
            <Seen view/>
            {hint.map(|hint| view! { <p class="hint">{t(hint)}</p> })}
            <Button kind=ButtonKind::Primary>{t(action_key(action))}</Button>
        </form>
    }
}

/// Where the form of an action is sent.
pub(super) fn address(action: DossierAction) -> String {
    format!("/fn/queue/{}", action.as_str())
}

/// Which dossier, and what of it was seen: the second of two officers is told.
#[component]
pub(super) fn Seen(view: DossierView) -> impl IntoView {
    view! {
        <input type="hidden" name="code" value=view.reference/>
        <input type="hidden" name="version" value=view.version/>
    }
}
