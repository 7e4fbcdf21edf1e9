//! `/ho-so/{code}/bo-sung`: what is asked for and why, and the place to send it. Nothing else of the
//! dossier can be changed.

use super::opened::path_of;
use super::posted::DOSSIER;
use crate::backend::{current, go_to};
use crate::draft::Questions;
use crate::file::{PaperSlots, refused_files};
use crate::i18n::{t, tf, use_lang};
use crate::load::load;
use crate::refusal::{Answer, Refused, use_refused};
use crate::ui::{BackLink, Button, ErrorSummary, Notice, Page, Tone, WrongField};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::catalogue::Published;
use services::dossier::{ASKED_SECTION, Correction};
use shared::dossier::SupplementView;
use shared::draft::SlotView;
use shared::error::{ErrorCode, FieldError};
use shared::file::Holder;
use shared::form::{Answers, Papers, sentence};
use shared::i18n::msg;
use shared::identity::Who;
use shared::time::{local_day, show_instant};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The server function that takes the answers.
const SEND: &str = "/fn/dossier/supplement";

/// What the page needs.
struct Opened {
    asked: Correction,
    published: Arc<Published>,
}

/// The open request. Where nothing is asked for any more, the dossier says so.
#[component]
pub fn SupplementPage() -> impl IntoView {
    let code = use_params_map().get_untracked().get("code").unwrap_or_default();
    load(open(code), |opened| {
        let Some(opened) = opened else { return ().into_any() };
        view! { <Supplement opened/> }.into_any()
    })
}

async fn open(code: String) -> Answer<Option<Opened>> {
    let (portal, caller) = current()?;
    if caller.actor.who == Who::Nobody {
        return Err(ErrorCode::SignInNeeded.into());
    }
    match services::dossier::correction(&portal, &caller.actor, &code).await {
        Ok(asked) => Ok(Some(Opened { asked, published: portal.published() })),
        Err(e) if e.code() == ErrorCode::DossierNotFromHere => {
            go_to(&format!("/ho-so/{code}"));
            Ok(None)
        }
        Err(e) => Err(e.into()),
    }
}

#[component]
fn Supplement(opened: Opened) -> impl IntoView {
    let Opened { asked, published } = opened;
    let lang = use_lang();
    let refused = use_refused().filter(|refused| refused.form == SEND);
    let wrong = wrong_fields(&asked, refused.as_ref());
    let mut summary: Vec<WrongField> = wrong
        .iter()
        .map(|(path, text)| WrongField { id: control_of(&asked, path), text: text.clone() })
        .collect();
    summary.extend(refused_files());
    let procedure =
        lang.pick(&asked.dossier.procedure_name.0, &asked.dossier.procedure_name.1).to_owned();
    let path = path_of(&asked.dossier);
    let request = asked.dossier.supplement.clone();
    let asked_when = request.as_ref().map(|request| {
        let key = if asked.dossier.accepted_at.is_some() {
            msg::dossier_page::ASKED_WHEN_PAUSED
        } else {
            msg::dossier_page::ASKED_WHEN
        };
        tf(key, &[("time", &show_instant(request.requested_at))])
    });
    let note = request.as_ref().map(|asked| asked.note.clone()).filter(|note| !note.is_empty());
    view! {
        <Page title=t(msg::dossier_page::ANSWER) has_errors=!summary.is_empty()>
            <div class="stack">
                <BackLink href=path.clone()/>
                <ErrorSummary errors=summary/>
                <hgroup>
                    <h1 tabindex="-1">{t(msg::dossier_page::ANSWER)}</h1>
                    <p class="muted">{procedure}</p>
                </hgroup>
                {asked_when.map(|text| view! { <p>{text}</p> })}
                {note
                    .map(|note| view! {
                        <Notice title=t(msg::dossier_page::ASKED) tone=Tone::Soon>
                            <p>{note}</p>
                        </Notice>
                    })}
                <AskedPapers asked=asked.clone() path=format!("{path}/bo-sung") request=request.clone()/>
                <AskedFields asked published refused request errors=wrong/>
            </div>
        </Page>
    }
}

/// The papers that are asked for, each with the reason.
#[component]
fn AskedPapers(asked: Correction, path: String, request: Option<SupplementView>) -> impl IntoView {
    let Some(request) = request.filter(|_| !asked.slots.is_empty()) else {
        return ().into_any();
    };
    let fixed_before = request.requested_at;
    let slots: Vec<SlotView> = asked
        .slots
        .into_iter()
        .map(|slot| {
            let reason = reason_of(&request, &slot.key);
            SlotView { hint: tf(msg::dossier_page::REASON, &[("reason", &reason)]), ..slot }
        })
        .collect();
    view! {
        <section class="stack" data-gap="small" aria-labelledby="papers">
            <h2 id="papers">{t(msg::dossier_page::ASKED_PAPERS)}</h2>
            <PaperSlots
                holder=Holder::Dossier(asked.dossier.id)
                slots
                back=path
                fixed_before=fixed_before
            />
        </section>
    }
    .into_any()
}

/// The answers that are asked for again, and the button that sends everything.
#[component]
fn AskedFields(
    asked: Correction,
    published: Arc<Published>,
    refused: Option<Refused>,
    request: Option<SupplementView>,
    errors: BTreeMap<String, String>,
) -> impl IntoView {
    let lang = use_lang();
    let answers = typed_over(&asked, refused.as_ref());
    let papers = Papers::new();
    let section = asked.form.section(ASKED_SECTION).cloned();
    let questions = Questions {
        form: &asked.form,
        answers: &answers,
        book: &published.book,
        today: local_day(asked.dossier.submitted_at),
        papers: &papers,
        files_page: String::new(),
        can_change_rows: false,
        errors,
    };
    let fields = section.as_ref().map(|section| questions.all(section)).unwrap_or_default();
    let reasons: Vec<_> = section
        .iter()
        .flat_map(|section| &section.fields)
        .map(|field| {
            let reason = request.as_ref().map(|request| reason_of(request, &field.key));
            view! {
                <li>
                    <strong>{field.label(lang).to_owned()}</strong>
                    ": "
                    {reason.unwrap_or_default()}
                </li>
            }
        })
        .collect();
    let has_fields = !fields.is_empty();
    view! {
        <form class="form" method="post" action=SEND novalidate>
            <input type="hidden" name=DOSSIER value=asked.dossier.reference.clone()/>
            {has_fields
                .then(|| view! {
                    <h2>{t(msg::dossier_page::ASKED_FIELDS)}</h2>
                    <ul class="points">{reasons}</ul>
                })}
            {fields}
            <p class="muted">{t(msg::dossier_page::ANSWER_WHAT)}</p>
            <p><Button>{t(msg::dossier_page::ANSWER_SEND)}</Button></p>
        </form>
    }
}

fn reason_of(request: &SupplementView, key: &str) -> String {
    let item = request.items.iter().find(|item| item.key == key);
    item.map(|item| item.reason.clone()).unwrap_or_default()
}

/// What was typed and refused stays; otherwise what was answered before.
fn typed_over(asked: &Correction, refused: Option<&Refused>) -> Answers {
    let mut answers = asked.answers.clone();
    let typed = refused.filter(|refused| !refused.typed.is_empty()).and_then(|refused| {
        Answers::from_pairs(&asked.form, ASKED_SECTION, refused.typed.clone()).ok()
    });
    if let Some(typed) = typed {
        answers.merge(typed);
    }
    answers
}

/// What to do, by the path of the field or the key of the paper.
fn wrong_fields(asked: &Correction, refused: Option<&Refused>) -> BTreeMap<String, String> {
    let Some(refused) = refused else { return BTreeMap::new() };
    if refused.error.fields.is_empty() {
        return BTreeMap::from([("main".to_owned(), refused.error.sentence(use_lang()))]);
    }
    let text = |error: &FieldError| match asked.slots.iter().find(|slot| slot.key == error.field) {
        Some(slot) => sentence(use_lang(), error, &slot.name),
        None => asked.form.sentence(use_lang(), error),
    };
    refused.error.fields.iter().map(|error| (error.field.clone(), text(error))).collect()
}

fn control_of(asked: &Correction, path: &str) -> String {
    asked
        .form
        .field_at(path)
        .map_or_else(|| path.to_owned(), |(field, _)| field.first_control(path))
}
