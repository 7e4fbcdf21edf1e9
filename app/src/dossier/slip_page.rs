//! `/ho-so/{code}/giay-hen`: the slip to carry to the counter. A receipt until the dossier is accepted,
//! from then on the notice of acceptance and appointment (TT 01/2018/TT-VPCP, form 01).

use super::opened::{path_of, shown_code, with_dossier};
use super::print::PrintButton;
use super::standing::agency_name;
use crate::backend::go_to;
use crate::i18n::{t, tf, use_lang, vietnamese};
use crate::ui::{BackLink, Brocade, Emblem, Page, Qr, Visit};
use leptos::prelude::*;
use services::Portal;
use shared::dossier::{DossierState, DossierView};
use shared::i18n::{Key, msg};
use shared::time::{Instant, local};

/// The slip. There is none of a dossier that was withdrawn.
#[component]
pub fn SlipPage() -> impl IntoView {
    with_dossier(|dossier| {
        if slip_name(&dossier).is_none() {
            go_to(&path_of(&dossier));
            return ().into_any();
        }
        view! { <Slip dossier/> }.into_any()
    })
}

/// What opens the slip, by what it is.
pub(super) fn slip_name(dossier: &DossierView) -> Option<Key> {
    match (dossier.state, dossier.accepted_at) {
        (DossierState::Withdrawn, _) => None,
        (_, Some(_)) => Some(msg::dossier_page::SLIP_OPEN),
        (_, None) => Some(msg::dossier_page::SLIP_OPEN_RECEIPT),
    }
}

#[component]
fn Slip(dossier: DossierView) -> impl IntoView {
    let path = path_of(&dossier);
    let title = if dossier.accepted_at.is_some() {
        t(msg::dossier_page::SLIP_APPOINTMENT)
    } else {
        t(msg::dossier_page::SLIP_RECEIPT)
    };
    view! {
        <Page title=title>
            <div class="stack">
                <div class="cluster" data-justify="between" data-print="no">
                    <BackLink href=path/>
                    <PrintButton/>
                </div>
                <article class="slip paper">
                    <SlipHead/>
                    <h1 tabindex="-1">{title}</h1>
                    <SlipBody dossier/>
                </article>
            </div>
        </Page>
    }
}

#[component]
fn SlipHead() -> impl IntoView {
    let visit = expect_context::<Visit>();
    view! {
        <header>
            <p class="cluster">
                <Emblem/>
                <strong>{visit.centre.name(visit.lang).to_owned()}</strong>
            </p>
            <p class="small">{visit.centre.address.clone()} " – " {visit.centre.phone}</p>
            <Brocade/>
        </header>
    }
}

#[component]
fn SlipBody(dossier: DossierView) -> impl IntoView {
    let lang = use_lang();
    let procedure = lang.pick(&dossier.procedure_name.0, &dossier.procedure_name.1).to_owned();
    let qr = expect_context::<Portal>().tracking_qr(&dossier.reference);
    let due = match (dossier.appointed_at, dossier.state) {
        (Some(at), _) => spelled(at),
        (None, DossierState::SupplementRequested) => t(msg::dossier_page::SLIP_PAUSED).to_owned(),
        (None, DossierState::IntakeRefused) => t(msg::dossier_page::SLIP_REFUSED).to_owned(),
        (None, _) => t(msg::dossier_page::SLIP_NO_DUE).to_owned(),
    };
    let (code, agency) = (shown_code(&dossier), agency_name(&dossier.agency_name));
    let received = spelled(dossier.accepted_at.unwrap_or(dossier.submitted_at));
    let papers: Vec<_> = dossier
        .papers
        .iter()
        .filter(|paper| !paper.files.is_empty())
        .map(|paper| {
            let n = paper.files.len().to_string();
            view! { <li><span lang=vietnamese()>{paper.name.clone()}</span> " " {tf(msg::dossier_page::SLIP_FILES, &[("n", &n)])}</li> }
        })
        .collect();
    view! {
        <div class="slip_top">
            <dl>
                <SlipFact name=t(msg::dossier_page::CODE)>
                    <strong class="code">{code}</strong>
                </SlipFact>
                <SlipFact name=t(msg::dossier_page::SLIP_APPLICANT)>
                    {dossier.applicant_name}
                </SlipFact>
                <SlipFact name=t(msg::dossier_page::SLIP_WHAT)>{procedure}</SlipFact>
                <SlipFact name=t(msg::dossier_page::SLIP_AGENCY)>
                    {agency}
                </SlipFact>
                <SlipFact name=t(msg::dossier_page::SLIP_RECEIVED)>{received}</SlipFact>
                <SlipFact name=t(msg::dossier_page::SLIP_DUE)>{due}</SlipFact>
                <SlipFact name=t(msg::dossier_page::SLIP_WHERE)>
                    {t(msg::dossier_page::SLIP_WHERE_TEXT)}
                </SlipFact>
            </dl>
            <Qr svg=qr label=t(msg::dossier_page::SLIP_QR)/>
        </div>
        {(!papers.is_empty())
            .then(|| view! {
                <section>
                    <h2>{t(msg::dossier_page::SLIP_PAPERS)}</h2>
                    <ol>{papers}</ol>
                </section>
            })}
        <p class="small">{t(msg::dossier_page::SLIP_NOTE)}</p>
    }
}

#[component]
fn SlipFact(#[prop(into)] name: String, children: Children) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{children()}</dd>
        </div>
    }
}

/// `10 giờ 05 phút, ngày 05/01/2026`, as official forms write a time.
fn spelled(at: Instant) -> String {
    let wall = local(at);
    let [hour, minute, day] = ["%H", "%M", "%d/%m/%Y"].map(|part| wall.format(part).to_string());
    tf(msg::dossier_page::SLIP_TIME, &[("hour", &hour), ("minute", &minute), ("day", &day)])
}
