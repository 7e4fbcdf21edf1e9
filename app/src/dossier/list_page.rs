//! `/ho-so`: what needs a hand, what is under way, what has ended; and the drafts.

use crate::backend::{current, go_to};
use crate::i18n::{t, tf, use_lang};
use crate::identity::SIGN_IN;
use crate::live::LiveRegion;
use crate::load::load;
use crate::own_path::then;
use crate::ui::{ButtonLink, Due, Empty, Icon, Page, Tag, Tone};
use leptos::prelude::*;
use shared::dossier::{CitizenStatus, DossierLine, Reference};
use shared::draft::DraftLine;
use shared::i18n::{Key, msg};
use shared::time::{local_day, show_day, show_instant};

/// What stands on the page.
struct Mine {
    topic: String,
    dossiers: Vec<DossierLine>,
    drafts: Vec<DraftLine>,
}

/// The citizen's own.
#[component]
pub fn MyDossiersPage() -> impl IntoView {
    let mine = async {
        let (portal, caller) = current()?;
        let Some(person) = caller.actor.person() else { return Ok(None) };
        let dossiers = services::dossier::list_mine(&portal, &caller.actor).await?;
        let drafts = services::draft::list(&portal, &caller.actor).await?;
        Ok(Some(Mine { topic: format!("person:{person}"), dossiers, drafts }))
    };
    load(mine, |mine| {
        let Some(mine) = mine else {
            go_to(&then(SIGN_IN, "/ho-so"));
            return ().into_any();
        };
        view! { <MyDossiers mine/> }.into_any()
    })
}

#[component]
fn MyDossiers(mine: Mine) -> impl IntoView {
    let Mine { topic, dossiers, drafts } = mine;
    view! {
        <Page title=t(msg::dossier_page::MINE)>
            <div class="stack">
                <h1 tabindex="-1">{t(msg::dossier_page::MINE)}</h1>
                <LiveRegion topic id="mine".to_owned()>
                    <Lists dossiers drafts/>
                </LiveRegion>
            </div>
        </Page>
    }
}

#[component]
fn Lists(dossiers: Vec<DossierLine>, drafts: Vec<DraftLine>) -> impl IntoView {
    if dossiers.is_empty() && drafts.is_empty() {
        return view! {
            <Empty title=t(msg::dossier_page::MINE_EMPTY) icon=Icon::FileText>
                <p>{t(msg::dossier_page::MINE_EMPTY_TEXT)}</p>
                <ButtonLink href="/thu-tuc">{t(msg::dossier_page::MINE_FIND)}</ButtonLink>
            </Empty>
        }
        .into_any();
    }
    let (waiting, others): (Vec<_>, Vec<_>) = dossiers.into_iter().partition(needs_hand);
    let (ended, running): (Vec<_>, Vec<_>) = others.into_iter().partition(has_ended);
    view! {
        <div class="stack" data-gap="large">
            <Group id="waiting" title=msg::dossier_page::MINE_WAITING lines=waiting/>
            <Drafts drafts/>
            <Group id="running" title=msg::dossier_page::MINE_RUNNING lines=running/>
            <Group id="ended" title=msg::dossier_page::MINE_ENDED lines=ended/>
        </div>
    }
    .into_any()
}

/// Something to send, to pay or to fetch.
fn needs_hand(line: &DossierLine) -> bool {
    matches!(line.status, CitizenStatus::ActionNeeded | CitizenStatus::ResultReady)
        || is_to_pay(line)
}

fn is_to_pay(line: &DossierLine) -> bool {
    line.payment_state == "open" && !has_ended(line)
}

fn has_ended(line: &DossierLine) -> bool {
    use CitizenStatus::{Finished, NotAccepted, Withdrawn};
    matches!(line.status, NotAccepted | Finished | Withdrawn)
}

#[component]
fn Group(id: &'static str, title: Key, lines: Vec<DossierLine>) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|line| view! { <Line line/> });
        view! {
            <section class="stack" data-gap="small" aria-labelledby=id>
                <h2 id=id>{t(title)}</h2>
                <ul class="dossiers">{lines.collect::<Vec<_>>()}</ul>
            </section>
        }
    })
}

#[component]
fn Line(line: DossierLine) -> impl IntoView {
    let lang = use_lang();
    let name = lang.pick(&line.procedure_name.0, &line.procedure_name.1).to_owned();
    let reference = Reference::parse(&line.reference)
        .map_or_else(|_| line.reference.clone(), |reference| reference.to_string());
    let code = line.code.clone().unwrap_or_else(|| reference.clone());
    let submitted =
        tf(msg::dossier_page::SUBMITTED_ON, &[("day", &show_day(local_day(line.submitted_at)))]);
    let to_pay = is_to_pay(&line);
    view! {
        <li>
            <h3><a href=format!("/ho-so/{reference}")>{name}</a></h3>
            <p class="cluster">
                <Tag text=t(line.status.key()).to_owned() tone=Tone::from(line.status)/>
                {to_pay
                    .then(|| view! {
                        <Tag text=t(msg::dossier_page::TO_PAY).to_owned() tone=Tone::Soon/>
                    })}
            </p>
            <p class="cluster muted">
                <span class="code">{code}</span>
                <span>{submitted}</span>
                {line
                    .due_at
                    .zip(line.working_days_left)
                    .map(|(at, days_left)| view! {
                        <span>
                            {t(msg::dossier_page::BY_RESULT)} " "
                            <Due day=local_day(at) days_left/>
                        </span>
                    })}
            </p>
        </li>
    }
}

#[component]
fn Drafts(drafts: Vec<DraftLine>) -> impl IntoView {
    let lang = use_lang();
    (!drafts.is_empty()).then(|| {
        let lines = drafts.into_iter().map(move |draft| {
            let name = lang.pick(&draft.procedure_name.0, &draft.procedure_name.1).to_owned();
            let begun = tf(msg::draft::BEGUN_AT, &[("when", &show_instant(draft.begun_at))]);
            let who = draft.applicant_name.as_str();
            let of = (!who.is_empty())
                .then(|| format!(". {}", tf(msg::draft::BEGUN_FOR, &[("name", who)])));
            let saved = show_instant(draft.saved_at);
            let until = show_day(local_day(draft.expires_at));
            let kept = tf(msg::dossier_page::DRAFT_KEPT, &[("time", &saved), ("day", &until)]);
            view! {
                <li>
                    <h3><a href=format!("/ban-nhap/{}", draft.id)>{name}</a></h3>
                    <p>{begun} {of}</p>
                    <p class="muted">{kept}</p>
                </li>
            }
        });
        view! {
            <section class="stack" data-gap="small" aria-labelledby="drafts">
                <h2 id="drafts">{t(msg::dossier_page::MINE_DRAFTS)}</h2>
                <ul class="dossiers">{lines.collect::<Vec<_>>()}</ul>
            </section>
        }
    })
}
