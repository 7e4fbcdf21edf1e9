//! `/ban-nhap/{id}/kiem-tra`: every answer once more, what it costs, what is affirmed, and the
//! button that hands it in.

use super::fee_view::FeeSoFar;
use super::opened::{Opened, sign_in_path, with_draft};
use super::send_kept::SendKept;
use super::start_page::RefusedNotice;
use crate::i18n::{t, use_lang, vietnamese};
use crate::refusal::use_refused;
use crate::ui::tag::Tone;
use crate::ui::{
    BackLink, Button, ButtonLink, Buttons, Notice, Page, SummaryList, SummaryRow, answer_row,
};
use leptos::prelude::*;
use shared::draft::SlotView;
use shared::error::{ErrorCode, FieldError};
use shared::form::{CheckContext, FieldKind, Form, Papers, SectionView, warnings};
use shared::i18n::msg;

/// The page to check all answers.
#[component]
pub fn CheckPage() -> impl IntoView {
    with_draft(|opened| view! { <Check opened/> })
}

#[component]
fn Check(opened: Opened) -> impl IntoView {
    let title = t(msg::draft::CHECK_TITLE);
    let name = opened.procedure_name(use_lang());
    let refused = use_refused().filter(|refused| refused.error.code != ErrorCode::FormIncomplete);
    let to_mend = to_mend(&opened);
    let is_ready = to_mend.is_empty();
    let papers = opened.papers();
    let sections = sections(&opened, &papers);
    let odd = odd(&opened, &papers);
    let slots: Vec<AnyView> =
        opened.draft.slots.iter().map(|slot| slot_row(&opened.path(), slot)).collect();
    let draft = opened.draft.clone();
    let fee_page = (!opened.draft.fee_questions.is_empty()).then(|| opened.path() + "/le-phi");
    view! {
        <Page title=title>
            <div class="stack">
                <BackLink href=opened.path()/>
                <div>
                    <p class="muted small">{name}</p>
                    <h1 tabindex="-1">{title}</h1>
                </div>
                <SendKept id=opened.draft.id/>
                {refused.map(|refused| view! { <RefusedNotice refused/> })}
                {(!is_ready).then(|| view! {
                    <Notice title=t(msg::draft::TO_MEND) tone=Tone::Soon>
                        <ul class="to_mend">{to_mend}</ul>
                    </Notice>
                })}
                {(!odd.is_empty()).then(|| view! {
                    <Notice title=t(msg::draft::ODD) tone=Tone::Note><ul>{odd}</ul></Notice>
                })}
                {sections}
                {(!slots.is_empty()).then(|| view! {
                    <section class="checked">
                        <h2>{t(msg::draft::TASK_PAPERS)}</h2>
                        <SummaryList>{slots}</SummaryList>
                    </section>
                })}
                <section class="checked">
                    <h2>{t(msg::draft::FEE_AMOUNT)}</h2>
                    <FeeSoFar draft/>
                    {fee_page.map(|href| view! { <p><a href=href>{t(msg::draft::FEE_CHANGE)}</a></p> })}
                </section>
                <HandIn opened is_ready/>
            </div>
        </Page>
    }
}

/// What is affirmed, and the button; who has not signed in signs in first.
#[component]
fn HandIn(opened: Opened, is_ready: bool) -> impl IntoView {
    let here = opened.path() + "/kiem-tra";
    let affirmed = opened.draft.form.declaration_vi.clone();
    let act = match (is_ready, opened.draft.is_signed_in) {
        (false, _) => view! { <p class="muted">{t(msg::draft::MEND_FIRST)}</p> }.into_any(),
        (true, false) => view! {
            <p>{t(msg::draft::SIGN_IN_FIRST)}</p>
            <Buttons>
                <ButtonLink href=sign_in_path(&here)>{t(msg::draft::SIGN_IN_TO_SUBMIT)}</ButtonLink>
            </Buttons>
        }
        .into_any(),
        (true, true) => view! {
            <form method="post" action="/fn/draft/submit">
                <input type="hidden" name="id" value=opened.draft.id.to_string()/>
                <Buttons><Button>{t(msg::draft::SUBMIT)}</Button></Buttons>
            </form>
        }
        .into_any(),
    };
    view! {
        <section class="checked stack" data-gap="small">
            <h2>{t(msg::draft::AFFIRM)}</h2>
            <p>{affirmed.unwrap_or_else(|| t(msg::draft::AFFIRM_TEXT).to_owned())}</p>
            {act}
        </section>
    }
}

/// Everything that keeps the draft from being handed in, each a link to where it is mended.
fn to_mend(opened: &Opened) -> Vec<AnyView> {
    let draft = &opened.draft;
    let line = |error: &FieldError| {
        let (href, text) = mend_link(opened, error);
        view! { <li><a href=href>{text}</a></li> }.into_any()
    };
    let mut lines: Vec<AnyView> = draft.problems.iter().map(line).collect();
    if !draft.is_fee_clear {
        let href = opened.path() + "/le-phi";
        let text = t(msg::error::PAYMENT_FEE_CHOICE_MISSING);
        lines.push(view! { <li><a href=href>{text}</a></li> }.into_any());
    }
    lines
}

fn mend_link(opened: &Opened, error: &FieldError) -> (String, String) {
    let lang = use_lang();
    let (path, form) = (opened.path(), &opened.draft.form);
    let key = error.field.split('.').next().unwrap_or_default();
    match form.field(key) {
        Some((section, field)) if field.kind != FieldKind::File => {
            let control = form
                .field_at(&error.field)
                .map_or_else(|| key.to_owned(), |(field, _)| field.first_control(&error.field));
            let href = format!("{path}/{}?sua=1&ve=kiem-tra#{control}", section.key);
            (href, form.sentence(lang, error))
        }
        Some(_) => (format!("{path}/giay-to#{key}"), form.sentence(lang, error)),
        None => {
            let label = error.params.get("label").map_or(key, String::as_str);
            (format!("{path}/giay-to#{key}"), shared::form::sentence(lang, error, label))
        }
    }
}

/// What looks odd but keeps nobody from handing in.
fn odd(opened: &Opened, papers: &Papers) -> Vec<AnyView> {
    let draft = &opened.draft;
    let found = warnings(&draft.form, &draft.answers, &ctx(opened, papers));
    let line = |error: &FieldError| {
        let (href, text) = mend_link(opened, error);
        view! { <li><a href=href>{text}</a></li> }.into_any()
    };
    found.iter().map(line).collect()
}

fn ctx<'a>(opened: &'a Opened, papers: &'a Papers) -> CheckContext<'a> {
    CheckContext { today: opened.today, papers, book: Some(&opened.published.book) }
}

fn sections(opened: &Opened, papers: &Papers) -> Vec<AnyView> {
    let form = &opened.draft.form;
    let ctx = ctx(opened, papers);
    let answers = form.with_defaults(&opened.draft.answers, &ctx);
    let path = opened.path();
    form.lay_out(&answers, &ctx)
        .into_iter()
        .map(|section| section_view(form, &path, section))
        .collect()
}

fn section_view(form: &Form, path: &str, section: SectionView) -> AnyView {
    let title = use_lang().pick(&section.title.0, &section.title.1).to_owned();
    let change = |key: &str| {
        let control = form.field(key).map(|(_, field)| field.first_control(key));
        format!("{path}/{}?ve=kiem-tra#{}", section.key, control.unwrap_or_default())
    };
    let rows: Vec<AnyView> = section
        .answers
        .iter()
        .map(|answer| answer_row(answer, Some(change(&answer.key))))
        .collect();
    view! {
        <section class="checked">
            <h2>{title}</h2>
            <SummaryList>{rows}</SummaryList>
        </section>
    }
    .into_any()
}

fn slot_row(path: &str, slot: &SlotView) -> AnyView {
    let names: Vec<AnyView> =
        slot.files.iter().map(|file| view! { <li>{file.name.clone()}</li> }.into_any()).collect();
    view! {
        <SummaryRow
            label=slot.name.clone()
            label_lang=vietnamese()
            change=Some(format!("{path}/giay-to#{}", slot.key))
            empty=slot.files.is_empty()
        >
            <ul class="names">{names}</ul>
        </SummaryRow>
    }
    .into_any()
}
