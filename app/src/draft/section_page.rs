//! `/ban-nhap/{id}/{section}`: one page of questions.

use super::keeper::KeptPage;
use super::kept_form::KeptForm;
use super::opened::{FROM_CHECK, Opened, asks_for, with_draft};
use super::question_view::Questions;
use super::wrong::Wrong;
use crate::i18n::{t, use_lang};
use crate::load::NotFoundPage;
use crate::ui::tag::Tone;
use crate::ui::{BackLink, Button, ButtonKind, Buttons, Notice, Page};
use chrono::Datelike;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::draft::{PageAct, PostedPage};
use shared::form::Section;
use shared::i18n::msg;

/// The page was just posted, and something on it has to be mended.
const MEND: (&str, &str) = ("sua", "1");
/// The page was just posted, and its answers brought up new questions.
const APPEARED: (&str, &str) = ("them", "1");

/// One page of the form.
#[component]
pub fn SectionPage() -> impl IntoView {
    let key = use_params_map().get_untracked().get("section").unwrap_or_default();
    let facts = PageFacts {
        shows_errors: asks_for(MEND),
        has_appeared: asks_for(APPEARED),
        is_from_check: asks_for(FROM_CHECK),
    };
    with_draft(move |opened| match opened.draft.form.section(&key).cloned() {
        Some(section) => view! { <Questionnaire opened section facts/> }.into_any(),
        None => view! { <NotFoundPage/> }.into_any(),
    })
}

/// What the address says.
#[derive(Clone, Copy)]
struct PageFacts {
    shows_errors: bool,
    has_appeared: bool,
    is_from_check: bool,
}

#[component]
fn Questionnaire(opened: Opened, section: Section, facts: PageFacts) -> impl IntoView {
    let lang = use_lang();
    let title = section.title(lang).to_owned();
    let wrong = if facts.shows_errors { wrong_fields(&opened, &section) } else { Vec::new() };
    let has_errors = !wrong.is_empty();
    let back = if facts.is_from_check { opened.path() + "/kiem-tra" } else { opened.path() };
    let papers = opened.papers();
    let page = kept_page(&opened, &section, &wrong);
    let errors = wrong.into_iter().map(|wrong| (wrong.path, wrong.text)).collect();
    let questions = Questions {
        form: &opened.draft.form,
        answers: &opened.draft.answers,
        book: &opened.published.book,
        today: opened.today,
        papers: &papers,
        files_page: opened.path() + "/giay-to",
        can_change_rows: true,
        errors,
    }
    .all(&section);
    let name = opened.procedure_name(lang);
    view! {
        <Page title=title.clone() has_errors=has_errors>
            <div class="stack">
                <BackLink href=back/>
                <KeptForm page>
                    <div>
                        <p class="muted small">{name}</p>
                        <h1 tabindex="-1">{title}</h1>
                    </div>
                    {facts.has_appeared.then(|| view! { <Appeared/> })}
                    <PageForm opened section facts questions/>
                </KeptForm>
            </div>
        </Page>
    }
}

#[component]
fn Appeared() -> impl IntoView {
    view! {
        <Notice title=t(msg::draft::APPEARED_TITLE) tone=Tone::Note>
            <p>{t(msg::draft::APPEARED_TEXT)}</p>
        </Notice>
    }
}

/// What the island needs of all this.
fn kept_page(opened: &Opened, section: &Section, wrong: &[Wrong]) -> String {
    let draft = &opened.draft;
    let form = draft.form.page(&section.key);
    let page = KeptPage {
        id: draft.id,
        section: section.key.clone(),
        answers: form.answers_of(&draft.answers),
        form,
        papers: opened.papers(),
        today: opened.today.num_days_from_ce(),
        revision: draft.revision,
        saved_at: draft.saved_at,
        wrong: wrong.iter().map(|wrong| (wrong.control.clone(), wrong.text.clone())).collect(),
    };
    serde_json::to_string(&page).expect("every key in it is a text")
}

#[component]
fn PageForm(
    opened: Opened,
    section: Section,
    facts: PageFacts,
    questions: Vec<AnyView>,
) -> impl IntoView {
    let [draft_name, section_name, back_name] = PostedPage::HIDDEN;
    view! {
        <form class="form" method="post" action="/fn/draft/save_page" novalidate>
            // The Enter key presses the first button of a form.
            <button
                class="visually-hidden"
                tabindex="-1"
                aria-hidden="true"
                name=PostedPage::ACT
                value=PageAct::Continue.as_value()
            ></button>
            <input type="hidden" name=draft_name value=opened.draft.id.to_string()/>
            <input type="hidden" name=section_name value=section.key/>
            <input type="hidden" name=back_name value=if facts.is_from_check { "1" } else { "" }/>
            {questions}
            <Buttons>
                <Button attr:name=PostedPage::ACT attr:value=PageAct::Continue.as_value()>
                    {t(msg::draft::CONTINUE)}
                </Button>
                <Button
                    kind=ButtonKind::Secondary
                    attr:name=PostedPage::ACT
                    attr:value=PageAct::Later.as_value()
                >
                    {t(msg::draft::LATER)}
                </Button>
            </Buttons>
        </form>
    }
}

/// What has to be mended on this page.
fn wrong_fields(opened: &Opened, section: &Section) -> Vec<Wrong> {
    let is_here = |path: &str| {
        let key = path.split('.').next().unwrap_or(path);
        section.fields.iter().any(|field| field.key == key)
    };
    let draft = &opened.draft;
    let here = draft.problems.iter().filter(|error| is_here(&error.field));
    here.filter_map(|error| Wrong::of(&draft.form, error)).collect()
}
