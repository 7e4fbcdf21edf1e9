//! `/thu-tuc/{code}`: all parts of the national record (NĐ 63/2010, art. 8), readable without a
//! script.

use super::fee_words::fee_in_short;
use crate::backend;
use crate::i18n::{t, tf, use_lang, vietnamese};
use crate::load::load;
use crate::ui::icon::Icon;
use crate::ui::table::Column;
use crate::ui::{Breadcrumbs, ButtonLink, DataTable, Fact, Page, Width};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::error::ErrorCode;
use shared::i18n::{Lang, msg};
use shared::payment::fee::rate;
use shared::procedure::{Channel, FeeItem, Paper, Procedure};
use shared::time::local_day;

/// A longer name is set smaller.
const LONG_NAME_CHARS: usize = 90;

/// What the page shows.
struct Shown {
    procedure: Procedure,
    slug: String,
    agency: (String, String),
    today: chrono::NaiveDate,
}

/// A procedure.
#[component]
pub fn ProcedurePage() -> impl IntoView {
    let code = use_params_map().get_untracked().get("code").unwrap_or_default();
    let shown = async move {
        let (portal, _) = backend::current()?;
        let published = portal.published();
        let found = published.procedure(&code).ok_or(ErrorCode::ProcedureNotFound)?;
        let procedure = found.procedure.clone();
        Ok(Shown {
            slug: published.slug_of(&procedure).to_owned(),
            agency: published.agency_name(&procedure.agency),
            today: local_day(portal.now()),
            procedure,
        })
    };
    load(shown, |shown| view! { <Record shown/> })
}

#[component]
fn Record(shown: Shown) -> impl IntoView {
    let lang = use_lang();
    let Shown { procedure, slug, agency, today } = shown;
    let name = lang.pick(&procedure.name, &procedure.name_en).to_owned();
    let is_long = name.chars().count() > LONG_NAME_CHARS;
    let trail = vec![
        ("/thu-tuc".to_owned(), t(msg::procedure_page::BREADCRUMB).to_owned()),
        (
            format!("/thu-tuc?co-quan={}", procedure.agency),
            lang.pick(&agency.0, &agency.1).to_owned(),
        ),
    ];
    let agency_name = lang.pick(&agency.0, &agency.1).to_owned();
    // Each part of the view takes what it needs from the one record.
    let record = StoredValue::new(procedure);
    view! {
        <Page title=name.clone() width=Width::Wide>
            <article class="record stack">
                <Breadcrumbs trail/>
                <h1 tabindex="-1" class="procedure_name" data-long=is_long.then_some("true")>{name}</h1>
                <Facts procedure=record.get_value() agency=agency_name today/>
                {if record.with_value(Procedure::is_online) {
                    view! {
                        <p class="apply">
                            <ButtonLink href=format!("/nop-ho-so/{slug}") icon=Icon::ArrowRight>
                                {t(msg::procedure_page::APPLY)}
                            </ButtonLink>
                        </p>
                    }.into_any()
                } else {
                    view! { <p class="lead">{t(msg::procedure_page::AT_COUNTER)}</p> }.into_any()
                }}
                <Part title=t(msg::procedure_page::WHO)>
                    <Lines lines=record.get_value().audience.iter().map(|a| a.text(lang).to_owned()).collect()/>
                </Part>
                <Part title=t(msg::procedure_page::PAPERS)><Papers procedure=record.get_value()/></Part>
                <Part title=t(msg::procedure_page::FEES)><Fees procedure=record.get_value() today/></Part>
                <Part title=t(msg::procedure_page::TIME)><Times procedure=record.get_value()/></Part>
                <Part title=t(msg::procedure_page::WAYS)>
                    <Lines lines=record.get_value().channels.iter().map(|c| c.text(lang).to_owned()).collect()/>
                    {record.get_value().non_territorial.then(|| t(msg::procedure_page::TERRITORY))}
                </Part>
                <Part title=t(msg::procedure_page::STEPS)>
                    <ol>{record.get_value().steps.iter().map(|step| view! { <li>{step.clone()}</li> }).collect::<Vec<_>>()}</ol>
                </Part>
                <Part title=t(msg::procedure_page::RESULT)>
                    <p>{record.get_value().result_name.clone()}</p>
                    {(!record.get_value().decision_authority.is_empty()).then(|| {
                        let text = tf(msg::procedure_page::AUTHORITY, &[("who", &record.get_value().decision_authority)]);
                        view! { <p class="muted">{text}</p> }
                    })}
                </Part>
                <Part title=t(msg::procedure_page::CONDITIONS)>
                    <p>{record.get_value().conditions.clone().unwrap_or_else(|| t(msg::procedure_page::CONDITIONS_UNKNOWN).to_owned())}</p>
                </Part>
                <Part title=t(msg::procedure_page::FORMS)><Forms procedure=record.get_value()/></Part>
                <Part title=t(msg::procedure_page::LEGAL)>
                    <Lines lines=record.get_value().legal_basis.clone()/>
                    {record.get_value().code.as_ref().map(|code| {
                        let text = tf(msg::procedure_page::CODE, &[("code", code)]);
                        view! { <p class="muted">{text}</p> }
                    })}
                </Part>
            </article>
        </Page>
    }
}

#[component]
fn Facts(procedure: Procedure, agency: String, today: chrono::NaiveDate) -> impl IntoView {
    let lang = use_lang();
    let time = procedure.limit().text(lang);
    let fee = fee_in_short(&procedure, today);
    view! {
        <dl class="facts">
            <Fact name=t(msg::procedure_page::FACT_TIME)>{time}</Fact>
            <Fact name=t(msg::procedure_page::FACT_FEE)>{fee}</Fact>
            <Fact name=t(msg::procedure_page::FACT_ONLINE)>{procedure.online_level.text(lang).to_owned()}</Fact>
            <Fact name=t(msg::procedure_page::FACT_AGENCY)>{agency}</Fact>
        </dl>
    }
}

#[component]
fn Part(#[prop(into)] title: String, children: Children) -> impl IntoView {
    view! {
        <section>
            <h2>{title}</h2>
            {children()}
        </section>
    }
}

#[component]
fn Lines(lines: Vec<String>) -> impl IntoView {
    view! { <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect::<Vec<_>>()}</ul> }
}

#[component]
fn Papers(procedure: Procedure) -> impl IntoView {
    let lang = use_lang();
    let sets = tf(msg::procedure_page::SETS, &[("n", &procedure.dossier_sets.to_string())]);
    let papers = procedure.papers().into_iter().map(move |paper| view! { <PaperLine paper lang/> });
    view! {
        <ul>{papers.collect::<Vec<_>>()}</ul>
        <p class="muted">{sets}</p>
    }
}

#[component]
fn PaperLine(paper: Paper, lang: Lang) -> impl IntoView {
    let kind = if paper.is_form {
        t(msg::procedure_page::PAPERS_FORM).to_owned()
    } else {
        let copies = paper.copies.to_string();
        tf(
            msg::procedure_page::PAPERS_COPIES,
            &[("n", &copies), ("kind", paper.copy_type.text(lang))],
        )
    };
    let optional = (!paper.required && paper.when.is_empty())
        .then(|| t(msg::procedure_page::PAPERS_OPTIONAL).to_owned());
    let details: Vec<String> = [Some(kind), Some(paper.when), optional, Some(paper.note)]
        .into_iter()
        .flatten()
        .filter(|d| !d.is_empty())
        .collect();
    view! {
        <li>
            <span lang=vietnamese()>{paper.name}</span>
            <p class="muted">{details.join(". ")}</p>
        </li>
    }
}

#[component]
fn Fees(procedure: Procedure, today: chrono::NaiveDate) -> impl IntoView {
    if procedure.fees.is_empty() {
        return view! { <p>{t(msg::procedure_page::FEE_FREE)}</p> }.into_any();
    }
    let columns = vec![
        Column::words(t(msg::procedure_page::FEE_NAME)),
        Column::figures(t(msg::procedure_page::FEE_AMOUNT)),
        Column::figures(t(msg::procedure_page::FEE_ONLINE)),
        Column::words(t(msg::procedure_page::FEE_BASIS)),
    ];
    let rows = procedure.fees.into_iter().map(move |item| view! { <FeeLine item today/> });
    view! {
        <DataTable id="fees" caption=t(msg::procedure_page::FEES) columns stacked=true quiet_caption=true>
            {rows.collect::<Vec<_>>()}
        </DataTable>
    }
    .into_any()
}

#[component]
fn FeeLine(item: FeeItem, today: chrono::NaiveDate) -> impl IntoView {
    let shown = |channel| {
        rate(&item, channel, today).map_or_else(
            || t(msg::procedure_page::UNKNOWN_AMOUNT).to_owned(),
            |rate| format!("{} / {}", rate.charged, item.unit),
        )
    };
    let (counter, online) = (shown(Channel::Counter), shown(Channel::Online));
    let exemptions = (!item.exemptions.is_empty())
        .then(|| tf(msg::procedure_page::FEE_EXEMPTIONS, &[("who", &item.exemptions.join("; "))]));
    let when = item.when.clone().unwrap_or_default();
    view! {
        <tr>
            <th scope="row">
                <span lang=vietnamese()>{item.name.clone()}</span>
                {(!when.is_empty()).then(|| view! { <p class="muted" lang=vietnamese()>{when.clone()}</p> })}
                {exemptions.map(|text| view! { <p class="muted">{text}</p> })}
            </th>
            <td data-label=t(msg::procedure_page::FEE_AMOUNT)>{counter}</td>
            <td data-label=t(msg::procedure_page::FEE_ONLINE)>{online}</td>
            <td data-label=t(msg::procedure_page::FEE_BASIS)>{item.legal_basis.clone()}</td>
        </tr>
    }
}

#[component]
fn Times(procedure: Procedure) -> impl IntoView {
    let lang = use_lang();
    let cases = procedure.cases().into_iter().map(|case| {
        let what = if case.when.is_empty() {
            t(msg::procedure::CASE_ORDINARY).to_owned()
        } else {
            case.when
        };
        view! {
            <li>
                <strong>{case.limit.text(lang)}</strong>
                {format!(" – {what}")}
            </li>
        }
    });
    view! {
        <ul>{cases.collect::<Vec<_>>()}</ul>
        <p class="muted">{t(msg::procedure_page::TIME_COUNTS)}</p>
    }
}

#[component]
fn Forms(procedure: Procedure) -> impl IntoView {
    let names: Vec<String> = procedure
        .papers()
        .into_iter()
        .filter(|paper| paper.is_form && !paper.template_name.is_empty())
        .map(|paper| format!("{} ({})", paper.name, paper.template_name))
        .collect();
    if names.is_empty() {
        return view! { <p>{t(msg::procedure_page::FORMS_NONE)}</p> }.into_any();
    }
    view! { <Lines lines=names/> }.into_any()
}
