//! What the dossier is about: what is asked for, the result, the answers, the papers, the money.

use super::words::{outcome_key, payment};
use crate::file::size_text;
use crate::i18n::{t, tf, use_lang};
use crate::ui::{Glyph, Icon, Money, Notice, SummaryList, SummaryRow, Tag, Tone, answer_row};
use leptos::html;
use leptos::prelude::*;
use shared::dossier::{DossierView, FeeView, ResultView};
use shared::draft::{FileView, SlotView};
use shared::form::SectionView;
use shared::i18n::msg;
use shared::time::show_instant;

/// What the citizen was asked for and has not answered yet.
#[component]
pub(super) fn Asked(view: DossierView) -> impl IntoView {
    let Some(asked) = view.supplement.clone() else { return ().into_any() };
    let said = tf(
        msg::queue::ASKED_BY,
        &[("who", &asked.requested_by), ("at", &show_instant(asked.requested_at))],
    );
    let items: Vec<_> = asked
        .items
        .iter()
        .map(|item| (item_name(&view, &item.key), item.reason.clone()))
        .map(|(name, reason)| view! { <li><strong>{name}</strong> ": " {reason}</li> })
        .collect();
    view! {
        <Notice title=t(msg::queue::WAITS_FOR_CITIZEN) tone=Tone::Soon>
            <p>{said}</p>
            <ul>{items}</ul>
            {(!asked.note.is_empty()).then(|| view! { <p>{asked.note.clone()}</p> })}
        </Notice>
    }
    .into_any()
}

/// What a paper or a field is called.
pub(super) fn item_name(view: &DossierView, key: &str) -> String {
    let lang = use_lang();
    let paper = view.papers.iter().find(|slot| slot.key == key).map(|slot| slot.name.clone());
    let mut answers = view.sections.iter().flat_map(|section| &section.answers);
    paper
        .or_else(|| {
            let answer = answers.find(|answer| answer.key == key)?;
            Some(lang.pick(&answer.label.0, &answer.label.1).to_owned())
        })
        .unwrap_or_else(|| key.to_owned())
}

/// The result, proposed or issued.
#[component]
pub(super) fn ResultMatter(result: Option<ResultView>) -> impl IntoView {
    result.map(|result| {
        let title =
            if result.issued_at.is_some() { msg::queue::RESULT } else { msg::queue::RESULT_DRAFT };
        let issued = result.number.clone().zip(result.issued_at).map(|(number, at)| {
            tf(msg::queue::RESULT_NUMBER, &[("number", &number), ("at", &show_instant(at))])
        });
        let ground = Some(result.legal_ground.clone()).filter(|ground| !ground.is_empty());
        view! {
            <section>
                <h2>{t(title)}</h2>
                <SummaryList>
                    <SummaryRow label=t(msg::queue::OUTCOME) change=None>
                        {t(outcome_key(result.outcome))}
                    </SummaryRow>
                    <SummaryRow label=t(msg::queue::SUMMARY) change=None>
                        {result.summary.clone()}
                    </SummaryRow>
                    {ground
                        .map(|ground| {
                            view! {
                                <SummaryRow label=t(msg::queue::LEGAL_GROUND) change=None>{ground}</SummaryRow>
                            }
                        })}
                    {issued
                        .map(|issued| {
                            view! {
                                <SummaryRow label=t(msg::queue::ISSUED) change=None>{issued}</SummaryRow>
                            }
                        })}
                </SummaryList>
                <Files files=result.files/>
            </section>
        }
    })
}

/// What was declared.
#[component]
pub(super) fn Answers(sections: Vec<SectionView>) -> impl IntoView {
    let lang = use_lang();
    let pick = move |pair: &(String, String)| lang.pick(&pair.0, &pair.1).to_owned();
    let shown = move |section: SectionView| {
        let rows: Vec<_> = section.answers.iter().map(|answer| answer_row(answer, None)).collect();
        view! {
            <h3>{pick(&section.title)}</h3>
            <SummaryList>{rows}</SummaryList>
        }
    };
    view! {
        <section class="stack" data-gap="small">
            <h2>{t(msg::queue::ANSWERS)}</h2>
            {sections.into_iter().map(shown).collect_view()}
        </section>
    }
}

/// The papers, each viewed in its place.
#[component]
pub(super) fn Papers(slots: Vec<SlotView>) -> impl IntoView {
    let none =
        slots.is_empty().then(|| view! { <p class="muted">{t(msg::queue::PAPERS_NONE)}</p> });
    let shown = |slot: SlotView| {
        let missing = slot.files.is_empty().then(|| {
            let words =
                if slot.required { msg::queue::PAPER_MISSING } else { msg::queue::PAPER_NOT_SENT };
            view! { <p class="muted">{t(words)}</p> }
        });
        view! {
            <h3>{slot.name}</h3>
            {missing}
            <Files files=slot.files/>
        }
    };
    view! {
        <section class="stack" data-gap="small">
            <h2>{t(msg::queue::PAPERS)}</h2>
            {none}
            {slots.into_iter().map(shown).collect_view()}
        </section>
    }
}

#[component]
fn Files(files: Vec<FileView>) -> impl IntoView {
    (!files.is_empty()).then(|| {
        let items = files.into_iter().map(|file| view! { <File file/> }).collect_view();
        view! { <ul class="papers">{items}</ul> }
    })
}

/// A PDF or picture opens in its place; what a browser cannot show is downloaded.
#[component]
fn File(file: FileView) -> impl IntoView {
    let address = format!("/tep/{}", file.id);
    let inline = format!("{address}?xem=1");
    let details = tf(
        msg::queue::FILE_DETAILS,
        &[("size", &size_text(file.bytes)), ("at", &show_instant(file.attached_at))],
    );
    let download = view! {
        <a class="download" href=address download>
            <Glyph icon=Icon::Download/>
            {t(msg::queue::DOWNLOAD)}
            <span class="visually-hidden">" " {file.name.clone()}</span>
        </a>
    };
    let shown = match file.media_type.as_str() {
        "application/pdf" => {
            // Its page loads when it is opened, not before.
            html::iframe().attr("loading", "lazy").src(inline).title(file.name.clone()).into_any()
        }
        "image/jpeg" | "image/png" => {
            view! { <img src=inline alt=file.name.clone() loading="lazy"/> }.into_any()
        }
        _ => {
            return view! {
                <li class="only_download">
                    <Glyph icon=Icon::FileText/>
                    <span class="what">{file.name} <span class="muted">{details}</span></span>
                    {download}
                </li>
            }
            .into_any();
        }
    };
    view! {
        <li>
            <details>
                <summary>
                    <Glyph icon=Icon::FileText/>
                    <span class="what">{file.name} <span class="muted">{details}</span></span>
                </summary>
                {shown}
                {download}
            </details>
        </li>
    }
    .into_any()
}

/// The money.
#[component]
pub(super) fn FeeMatter(fee: FeeView) -> impl IntoView {
    let (words, tone) = payment(&fee.state);
    let lines: Vec<_> = fee
        .lines
        .into_iter()
        .map(|(name, amount)| {
            view! {
                <SummaryRow label=name change=None>
                    <Money amount/>
                </SummaryRow>
            }
        })
        .collect();
    let settled = fee.settled_at.map(|at| tf(msg::queue::PAID_AT, &[("at", &show_instant(at))]));
    view! {
        <section>
            <h2>{t(msg::queue::FEE)}</h2>
            <SummaryList>
                {lines}
                <SummaryRow label=t(msg::queue::FEE_TOTAL) change=None>
                    <span class="cluster">
                        <Money amount=fee.total/>
                        <Tag text=t(words) tone/>
                        {settled}
                    </span>
                </SummaryRow>
            </SummaryList>
        </section>
    }
}
