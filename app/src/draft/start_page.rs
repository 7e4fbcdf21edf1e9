//! `/nop-ho-so/{code}`: what one should know before beginning, and one button.

use super::api::draft_path;
use crate::backend;
use crate::i18n::{t, tf, use_lang, vietnamese};
use crate::load::load;
use crate::procedure::fee_in_short;
use crate::refusal::{Refused, use_refused};
use crate::ui::icon::Icon;
use crate::ui::tag::Tone;
use crate::ui::{
    Breadcrumbs, Button, ButtonKind, ButtonLink, Buttons, Contact, Fact, Notice, Page, Visit,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::draft::{DraftLine, StartView};
use shared::i18n::msg;
use shared::procedure::Procedure;
use shared::time::{local_day, show_instant};

/// So many questions are answered in a minute.
const QUESTIONS_A_MINUTE: usize = 3;
/// Estimates go up in steps of so many minutes.
const MINUTES_STEP: usize = 5;

/// The threshold of a procedure.
#[component]
pub fn StartPage() -> impl IntoView {
    let code = use_params_map().get_untracked().get("code").unwrap_or_default();
    let start = async move {
        let (portal, caller) = backend::current()?;
        let start = services::draft::start(&portal, &caller.actor, &code).await?;
        Ok((start, local_day(portal.now())))
    };
    load(start, |(start, today)| view! { <Threshold start today/> })
}

#[component]
fn Threshold(start: StartView, today: chrono::NaiveDate) -> impl IntoView {
    let lang = use_lang();
    let visit = expect_context::<Visit>();
    let StartView { slug, procedure, agency_name, questions, open } = start;
    let name = lang.pick(&procedure.name, &procedure.name_en).to_owned();
    let trail = vec![
        ("/thu-tuc".to_owned(), t(msg::procedure_page::BREADCRUMB).to_owned()),
        (format!("/thu-tuc/{slug}"), name.clone()),
    ];
    let minutes = minutes(questions).to_string();
    let (days, fee) = (procedure.limit().text(lang), fee_in_short(&procedure, today));
    let who: Vec<String> = procedure.audience.iter().map(|a| a.text(lang).to_owned()).collect();
    view! {
        <Page title=tf(msg::draft::START_TITLE, &[("procedure", &name)])>
            <div class="stack">
                <Breadcrumbs trail/>
                <div>
                    <p class="muted">{t(msg::draft::START_ABOVE)}</p>
                    <h1 tabindex="-1">{name}</h1>
                </div>
                {use_refused().map(|refused| view! { <RefusedNotice refused/> })}
                <dl class="start_facts">
                    <Fact name=t(msg::draft::FACT_WHO)>{who.join(", ")}</Fact>
                    <Fact name=t(msg::draft::FACT_AGENCY)>{lang.pick(&agency_name.0, &agency_name.1).to_owned()}</Fact>
                    <Fact name=t(msg::draft::FACT_DAYS)>{days}</Fact>
                    <Fact name=t(msg::draft::FACT_FEE)>{fee}</Fact>
                    <Fact name=t(msg::draft::FACT_MINUTES)>{tf(msg::draft::MINUTES, &[("n", &minutes)])}</Fact>
                </dl>
                <Papers procedure=procedure.clone()/>
                <p>{t(msg::draft::START_KEPT)}</p>
                <Begin slug=slug.clone() open/>
                <section class="card">
                    <h2>{t(msg::draft::OTHER_WAYS)}</h2>
                    <p>
                        {t(msg::draft::OTHER_WAYS_TEXT)} " "
                        <a href=format!("/thu-tuc/{slug}")>{t(msg::draft::OTHER_WAYS_LINK)}</a>
                    </p>
                    <Contact visit/>
                </section>
            </div>
        </Page>
    }
}

/// Why a form on this page was refused.
#[component]
pub(super) fn RefusedNotice(refused: Refused) -> impl IntoView {
    let text = refused.error.sentence(use_lang());
    view! {
        <Notice title=t(msg::ui::TITLE_NOT_POSSIBLE) tone=Tone::Late>
            <p>{text}</p>
        </Notice>
    }
}

#[component]
fn Papers(procedure: Procedure) -> impl IntoView {
    let papers = procedure.papers().into_iter().filter(|paper| !paper.is_form);
    let items: Vec<AnyView> = papers
        .map(|paper| {
            let when = if paper.when.is_empty() && !paper.required {
                t(msg::procedure_page::PAPERS_OPTIONAL).to_owned()
            } else {
                paper.when
            };
            let when = (!when.is_empty()).then(|| view! { <p class="muted small">{when}</p> });
            view! { <li><span lang=vietnamese()>{paper.name}</span> {when}</li> }.into_any()
        })
        .collect();
    let list = if items.is_empty() {
        view! { <p>{t(msg::draft::NO_PAPERS)}</p> }.into_any()
    } else {
        view! { <ul>{items}</ul> }.into_any()
    };
    view! {
        <section class="prose">
            <h2>{t(msg::draft::START_PAPERS)}</h2>
            {list}
        </section>
    }
}

/// One button; where a draft is open already, going on comes first.
#[component]
fn Begin(slug: String, open: Option<DraftLine>) -> impl IntoView {
    match open {
        None => view! { <BeginForm slug fresh=false kind=ButtonKind::Primary/> }.into_any(),
        Some(line) => {
            let saved = show_instant(line.saved_at);
            view! {
                <section class="card stack">
                    <h2>{t(msg::draft::OPEN_TITLE)}</h2>
                    <p>{tf(msg::draft::OPEN_TEXT, &[("when", &saved)])}</p>
                    <Buttons>
                        <ButtonLink href=draft_path(line.id) icon=Icon::ArrowRight>
                            {t(msg::draft::GO_ON)}
                        </ButtonLink>
                        <BeginForm slug fresh=true kind=ButtonKind::Secondary/>
                    </Buttons>
                </section>
            }
            .into_any()
        }
    }
}

#[component]
fn BeginForm(slug: String, fresh: bool, kind: ButtonKind) -> impl IntoView {
    let word = if fresh { msg::draft::BEGIN_ANOTHER } else { msg::draft::BEGIN };
    view! {
        <form method="post" action="/fn/draft/begin">
            <input type="hidden" name="code" value=slug/>
            {fresh.then(|| view! { <input type="hidden" name="fresh" value="true"/> })}
            <Button kind>{t(word)}</Button>
        </form>
    }
}

fn minutes(questions: usize) -> usize {
    questions.div_ceil(QUESTIONS_A_MINUTE).div_ceil(MINUTES_STEP).max(1) * MINUTES_STEP
}
