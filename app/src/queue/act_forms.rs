//! The forms of the actions that need words.

use super::acts::{Seen, address};
use super::words::{action_key, outcome_key};
use crate::file::{PaperSlots, result_slot};
use crate::i18n::{t, use_lang};
use crate::refusal::Refused;
use crate::ui::{Button, ButtonKind, Choice, RadioGroup, Select, TextArea};
use leptos::prelude::*;
use shared::dossier::{DossierAction, DossierView, ResultOutcome};
use shared::file::{FileLimits, Holder};
use shared::i18n::msg;

/// The longest text of a form; the server takes a little more.
const TEXT_CHARS_MAX: u32 = 3_000;

/// What was typed into the form of one action before it was refused.
#[derive(Debug, Clone)]
pub(super) struct Typed(Refused);

impl Typed {
    pub(super) fn of(refused: Option<Refused>, action: DossierAction) -> Option<Self> {
        refused.filter(|refused| refused.form == address(action)).map(Self)
    }
}

fn typed_text(typed: Option<&Typed>, name: &str) -> String {
    typed.map(|typed| typed.0.typed(name)).unwrap_or_default()
}

/// Papers and answers to tick, each with a reason: what is ticked shows its reason.
#[component]
pub(super) fn SupplementForm(view: DossierView, typed: Option<Typed>) -> impl IntoView {
    let lang = use_lang();
    let papers = view.papers.iter().map(|slot| (slot.key.clone(), slot.name.clone()));
    let answers = view.sections.iter().flat_map(|section| &section.answers);
    let answers = answers
        .map(|answer| (answer.key.clone(), lang.pick(&answer.label.0, &answer.label.1).to_owned()));
    let ask = |(key, name): (String, String)| {
        let is_asked = !typed_text(typed.as_ref(), &format!("asked[{key}]")).is_empty();
        let reason = typed_text(typed.as_ref(), &format!("reasons[{key}]"));
        view! { <Ask key name is_asked reason/> }
    };
    let papers: Vec<_> = papers.map(ask).collect();
    let answers: Vec<_> = answers.map(ask).collect();
    let has_asked_answers = typed.as_ref().is_some_and(|typed| {
        let mut sections = view.sections.iter().flat_map(|section| &section.answers);
        sections.any(|answer| !typed.0.typed(&format!("asked[{}]", answer.key)).is_empty())
    });
    let note = typed_text(typed.as_ref(), "note");
    view! {
        <form method="post" action=address(DossierAction::RequestSupplement)>
            <Seen view/>
            <fieldset class="asks">
                <legend>{t(msg::queue::ASK_PAPERS)}</legend>
                {papers}
                <details open=has_asked_answers>
                    <summary>{t(msg::queue::ASK_ANSWERS)}</summary>
                    {answers}
                </details>
            </fieldset>
            <TextArea
                name="note"
                id="supplement-note"
                label=t(msg::queue::ASK_NOTE)
                hint={None::<String>}
                error=None
                value=note
                rows=3
                optional=true
                max_length=TEXT_CHARS_MAX
            />
            <Button kind=ButtonKind::Secondary>{t(action_key(DossierAction::RequestSupplement))}</Button>
        </form>
    }
}

#[component]
fn Ask(key: String, name: String, is_asked: bool, reason: String) -> impl IntoView {
    let id = format!("ask-{key}");
    let label = format!("{} – {name}", t(msg::queue::ASK_REASON));
    view! {
        <div class="ask">
            <div class="choice">
                <input type="checkbox" id=id.clone() name=format!("asked[{key}]") value="1" checked=is_asked/>
                <label for=id.clone()>{name}</label>
            </div>
            <div class="reason">
                <TextArea
                    name=format!("reasons[{key}]")
                    id=format!("{id}-reason")
                    label
                    hint={None::<String>}
                    error=None
                    value=reason
                    rows=2
                    max_length=TEXT_CHARS_MAX
                />
            </div>
        </div>
    }
}

/// Refusing or sending back, with a reason.
#[component]
pub(super) fn ReasonForm(
    action: DossierAction,
    view: DossierView,
    typed: Option<Typed>,
) -> impl IntoView {
    let is_refusal = action == DossierAction::RefuseIntake;
    let (name, label, kind) = if is_refusal {
        ("reason", msg::queue::REFUSE_REASON, ButtonKind::Danger)
    } else {
        ("comment", msg::queue::RETURN_COMMENT, ButtonKind::Secondary)
    };
    view! {
        <form method="post" action=address(action)>
            <Seen view/>
            <TextArea
                name
                id=name
                label=t(label)
                hint=is_refusal.then(|| t(msg::queue::REFUSE_HINT).to_owned())
                error=None
                value=typed_text(typed.as_ref(), name)
                max_length=TEXT_CHARS_MAX
            />
            <Button kind>{t(action_key(action))}</Button>
        </form>
    }
}

/// To whom the case is given.
#[component]
pub(super) fn AssignForm(view: DossierView) -> impl IntoView {
    let now = view.assignee.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default();
    let options = view.assignable.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    view! {
        <form method="post" action=address(DossierAction::Assign)>
            <Seen view/>
            <Select
                name="to"
                id="assign-to"
                label=t(msg::queue::ASSIGN_TO)
                hint={None::<String>}
                error=None
                value=now
                prompt=t(msg::queue::CHOOSE)
                options
            />
            <Button kind=ButtonKind::Secondary>{t(action_key(DossierAction::Assign))}</Button>
        </form>
    }
}

/// What is proposed to the leader.
#[component]
pub(super) fn DraftResultForm(
    view: DossierView,
    typed: Option<Typed>,
    limits: FileLimits,
) -> impl IntoView {
    let before = view.result.clone();
    let kept = |name: &str, stored: Option<String>| match &typed {
        Some(typed) => typed.0.typed(name),
        None => stored.unwrap_or_default(),
    };
    let stored_outcome = before.as_ref().map(|result| result.outcome.as_str().to_owned());
    let outcome = kept("outcome", stored_outcome);
    let outcome = if outcome.is_empty() { "granted".to_owned() } else { outcome };
    let summary = kept("summary", before.as_ref().map(|result| result.summary.clone()));
    let ground = kept("legal_ground", before.as_ref().map(|result| result.legal_ground.clone()));
    let choices = [ResultOutcome::Granted, ResultOutcome::Refused]
        .map(|outcome| Choice::new(outcome.as_str(), t(outcome_key(outcome))))
        .to_vec();
    view! {
        <AttachResult view=view.clone() limits/>
        <form method="post" action=address(DossierAction::DraftResult)>
            <Seen view/>
            <RadioGroup
                name="outcome"
                id="outcome"
                legend=t(msg::queue::OUTCOME)
                hint={None::<String>}
                error=None
                value=outcome
                choices
            />
            <TextArea
                name="summary"
                id="summary"
                label=t(msg::queue::SUMMARY)
                hint=Some(t(msg::queue::SUMMARY_HINT).to_owned())
                error=None
                value=summary
                max_length=TEXT_CHARS_MAX
            />
            <TextArea
                name="legal_ground"
                id="legal-ground"
                label=t(msg::queue::LEGAL_GROUND)
                hint=Some(t(msg::queue::LEGAL_GROUND_HINT).to_owned())
                error=None
                value=ground
                rows=3
                max_length=TEXT_CHARS_MAX
            />
            <Button kind=ButtonKind::Primary>{t(action_key(DossierAction::DraftResult))}</Button>
        </form>
    }
}

/// The document of the result.
#[component]
pub(super) fn AttachResult(view: DossierView, limits: FileLimits) -> impl IntoView {
    let name = t(msg::queue::RESULT_FILE).to_owned();
    let slot = result_slot(name, &limits, view.result_files);
    let back = format!("/can-bo/ho-so/{}", view.reference);
    view! { <PaperSlots holder=Holder::Dossier(view.id) slots=vec![slot] back/> }
}
