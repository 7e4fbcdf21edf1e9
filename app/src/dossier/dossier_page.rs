//! `/ho-so/{code}`: a dossier for the one whose it is. Where it stands comes first.

use super::fee::{Fee, is_due, to_pay};
use super::opened::{path_of, shown_code, with_dossier};
use super::slip_page::slip_name;
use super::standing::agency_name;
use super::{By, History, Standing};
use crate::i18n::{t, tf, use_lang, vietnamese};
use crate::live::LiveRegion;
use crate::refusal::use_refused;
use crate::ui::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Icon, Notice, Page, SummaryList, SummaryRow,
    Tone, answer_row,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::dossier::{DossierAction, DossierView, ResultOutcome, ResultView, SupplementView};
use shared::draft::{FileView, SlotView};
use shared::form::SectionView;
use shared::i18n::msg;
use shared::time::{local_day, show_day};

/// A longer name is set smaller.
const LONG_NAME_CHARS: usize = 90;

/// The citizen's page of a dossier.
#[component]
pub fn DossierPage() -> impl IntoView {
    with_dossier(|dossier| view! { <Dossier dossier/> })
}

#[component]
fn Dossier(dossier: DossierView) -> impl IntoView {
    let lang = use_lang();
    let name = lang.pick(&dossier.procedure_name.0, &dossier.procedure_name.1).to_owned();
    let is_long = name.chars().count() > LONG_NAME_CHARS;
    let code = shown_code(&dossier);
    let path = path_of(&dossier);
    let topic = format!("dossier:{}", dossier.id);
    let slip_name = slip_name(&dossier);
    let can_withdraw = dossier.actions.contains(&DossierAction::Withdraw);
    let has_sent = use_query_map().get_untracked().get("da-gui").is_some();
    let refused = use_refused().map(|refused| refused.error.sentence(lang));
    view! {
        <Page title=format!("{code} – {name}") has_errors=refused.is_some()>
            <article class="stack my_dossier" data-gap="large">
                <BackLink href="/ho-so"/>
                {has_sent
                    .then(|| view! {
                        <Notice title=t(msg::dossier_page::SENT) tone=Tone::Done>
                            <p>{t(msg::dossier_page::SENT_TEXT)}</p>
                        </Notice>
                    })}
                {refused
                    .map(|text| view! {
                        <Notice title=t(msg::ui::TITLE_NOT_POSSIBLE) tone=Tone::Late>
                            <p>{text}</p>
                        </Notice>
                    })}
                <header class="dossier_head">
                    <p class="muted">
                        {t(msg::dossier_page::CODE)} " " <span class="code">{code}</span>
                    </p>
                    <h1 tabindex="-1" data-long=is_long.then_some("true")>{name}</h1>
                </header>
                <LiveRegion topic id="dossier".to_owned()>
                    <Matter dossier/>
                </LiveRegion>
                <footer class="stack" data-gap="small" data-print="no">
                    <Buttons>
                        {slip_name
                            .map(|name| view! {
                                <ButtonLink
                                    href=format!("{path}/giay-hen")
                                    kind=ButtonKind::Secondary
                                    icon=Icon::Printer
                                >
                                    {t(name)}
                                </ButtonLink>
                            })}
                        {can_withdraw
                            .then(|| view! {
                                <ButtonLink href=format!("{path}/rut") kind=ButtonKind::Quiet>
                                    {t(msg::dossier_page::WITHDRAW)}
                                </ButtonLink>
                            })}
                    </Buttons>
                </footer>
            </article>
        </Page>
    }
}

/// All that changes while the page is open.
#[component]
fn Matter(dossier: DossierView) -> impl IntoView {
    let by = By::from(&dossier);
    let path = path_of(&dossier);
    let officer = dossier.assignee.clone().map(|(_, name)| name);
    let since = dossier.timeline.last().map(|entry| entry.at);
    let is_fee_due = dossier.is_fee_due();
    let has_fee =
        dossier.fee.state != "none" && !(dossier.state.is_ended() && is_due(&dossier.fee));
    view! {
        <div class="stack" data-gap="large">
            <Standing
                state=dossier.state
                is_fee_due=dossier.is_fee_due()
                to_pay=to_pay(&dossier)
                agency=agency_name(&dossier.agency_name)
                officer
                since
                by
            />
            {dossier
                .supplement
                .clone()
                .map(|asked| view! {
                    <Asked asked path=path.clone() names=names_of(&dossier)/>
                })}
            {dossier
                .result
                .clone()
                .map(|result| view! {
                    <Outcome
                        result
                        receipt=dossier
                            .actions
                            .contains(&DossierAction::ReturnResult)
                            .then(|| (dossier.reference.clone(), dossier.version))
                    />
                })}
            {has_fee
                .then(|| view! {
                    <Fee fee=dossier.fee.clone()/>
                })}
            <section class="stack" data-gap="small" aria-labelledby="history">
                <h2 id="history">{t(msg::dossier_page::HISTORY)}</h2>
                <History entries=dossier.timeline state=dossier.state is_fee_due by/>
            </section>
            <Papers papers=dossier.papers/>
            <Answers sections=dossier.sections/>
        </div>
    }
}

/// What each thing that can be asked for is called.
fn names_of(dossier: &DossierView) -> Vec<(String, String)> {
    let lang = use_lang();
    let papers = dossier.papers.iter().map(|paper| (paper.key.clone(), paper.name.clone()));
    let fields =
        dossier.sections.iter().flat_map(|section| &section.answers).map(|answer| {
            (answer.key.clone(), lang.pick(&answer.label.0, &answer.label.1).to_owned())
        });
    papers.chain(fields).collect()
}

/// What is asked for, and why.
#[component]
fn Asked(asked: SupplementView, path: String, names: Vec<(String, String)>) -> impl IntoView {
    let items = asked.items.into_iter().map(|item| {
        let name = names.iter().find(|(key, _)| *key == item.key).map(|(_, name)| name.clone());
        view! {
            <li>
                <strong>{name.unwrap_or(item.key)}</strong>
                <br/>
                {item.reason}
            </li>
        }
    });
    let items = items.collect::<Vec<_>>();
    let note = Some(asked.note).filter(|note| !note.is_empty());
    view! {
        <section class="stack asked_for" data-gap="small" aria-labelledby="asked">
            <h2 id="asked">{t(msg::dossier_page::ASKED)}</h2>
            {note.map(|note| view! { <p>{note}</p> })}
            <ul>{items}</ul>
            <p>
                <ButtonLink href=format!("{path}/bo-sung") icon=Icon::ArrowRight>
                    {t(msg::dossier_page::ANSWER)}
                </ButtonLink>
            </p>
        </section>
    }
}

/// The result; `receipt` is the code and version with which its arrival can be confirmed.
#[component]
fn Outcome(result: ResultView, receipt: Option<(String, i64)>) -> impl IntoView {
    let (title, tone) = match result.outcome {
        ResultOutcome::Granted => (t(msg::dossier_page::GRANTED), Tone::Done),
        ResultOutcome::Refused => (t(msg::dossier_page::REFUSED), Tone::Late),
    };
    let ground = Some(result.legal_ground).filter(|ground| !ground.is_empty());
    let number = result.number.map(|number| {
        let day = result.issued_at.map(|at| show_day(local_day(at))).unwrap_or_default();
        tf(msg::dossier_page::RESULT_NUMBER, &[("number", &number), ("day", &day)])
    });
    view! {
        <section class="stack" data-gap="small" aria-labelledby="result">
            <h2 id="result">{t(msg::dossier_page::RESULT)}</h2>
            <div class="notice" data-tone=tone.as_str()>
                <crate::ui::Glyph icon=tone.icon()/>
                <div>
                    <p class="title">{title}</p>
                    <p>{result.summary}</p>
                    {ground
                        .map(|ground| view! {
                            <p>{tf(msg::dossier_page::GROUND, &[("ground", &ground)])}</p>
                        })}
                    {number.map(|number| view! { <p>{number}</p> })}
                    <Files files=result.files/>
                </div>
            </div>
            {receipt.map(|(code, version)| view! { <Receipt code version/> })}
        </section>
    }
}

/// "I have it": ends the dossier from the citizen's side.
#[component]
fn Receipt(code: String, version: i64) -> impl IntoView {
    view! {
        <form method="post" action="/fn/dossier/confirm_receipt">
            <input type="hidden" name="code" value=code/>
            <input type="hidden" name="version" value=version/>
            <Button kind=ButtonKind::Secondary icon=Icon::Check>
                {t(msg::dossier_page::RECEIPT)}
            </Button>
        </form>
    }
}

#[component]
fn Papers(papers: Vec<SlotView>) -> impl IntoView {
    let papers: Vec<_> = papers.into_iter().filter(|paper| !paper.files.is_empty()).collect();
    (!papers.is_empty()).then(|| {
        let rows = papers.into_iter().map(|paper| {
            view! {
                <SummaryRow label=paper.name label_lang=vietnamese() change={None::<String>}>
                    <Files files=paper.files.clone()/>
                </SummaryRow>
            }
        });
        view! {
            <section class="stack" data-gap="small" aria-labelledby="papers">
                <h2 id="papers">{t(msg::dossier_page::PAPERS)}</h2>
                <SummaryList>{rows.collect::<Vec<_>>()}</SummaryList>
            </section>
        }
    })
}

#[component]
fn Files(files: Vec<FileView>) -> impl IntoView {
    let links = files.into_iter().map(|file| {
        view! {
            <li>
                <a href=format!("/tep/{}", file.id)>
                    <crate::ui::Glyph icon=Icon::Download/>
                    <span>{file.name}</span>
                </a>
            </li>
        }
    });
    view! { <ul class="file_links">{links.collect::<Vec<_>>()}</ul> }
}

/// What was declared: long, and rarely looked for.
#[component]
fn Answers(sections: Vec<SectionView>) -> impl IntoView {
    let lang = use_lang();
    let parts = sections.into_iter().map(move |section| {
        let rows: Vec<_> = section.answers.iter().map(|answer| answer_row(answer, None)).collect();
        view! {
            <h3>{lang.pick(&section.title.0, &section.title.1).to_owned()}</h3>
            <SummaryList>{rows}</SummaryList>
        }
    });
    view! {
        <details class="answers">
            <summary><h2>{t(msg::dossier_page::ANSWERS)}</h2></summary>
            <div class="stack">{parts.collect::<Vec<_>>()}</div>
        </details>
    }
}
