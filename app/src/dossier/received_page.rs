//! `/ho-so/{reference}/da-nop`: "we have it". It can be read again, kept and printed
//! (patterns.md §1.8).

use super::fee::{is_due, pay_page};
use super::opened::{path_of, with_dossier};
use super::standing::agency_name;
use super::{By, Standing};
use crate::i18n::{t, tf};
use crate::live::LiveRegion;
use crate::ui::footer::Contact;
use crate::ui::{ButtonKind, ButtonLink, Buttons, Icon, Notice, Page, Panel, Tone, Visit};
use leptos::prelude::*;
use shared::dossier::{DossierState, DossierView};
use shared::i18n::msg;
use shared::time::show_instant;

/// The page after submission.
#[component]
pub fn ReceivedPage() -> impl IntoView {
    with_dossier(|dossier| view! { <Received dossier/> })
}

#[component]
fn Received(dossier: DossierView) -> impl IntoView {
    let visit = expect_context::<Visit>();
    let procedure = visit.lang.pick(&dossier.procedure_name.0, &dossier.procedure_name.1);
    let at = show_instant(dossier.submitted_at);
    let what = tf(msg::dossier_page::RECEIVED_WHAT, &[("procedure", procedure), ("time", &at)]);
    let track = tf(msg::dossier_page::RECEIVED_TRACK, &[("code", &dossier.reference)]);
    let topic = format!("dossier:{}", dossier.id);
    view! {
        <Page title=t(msg::dossier_page::RECEIVED)>
            <article class="stack" data-gap="large">
                <Panel
                    title=t(msg::dossier_page::RECEIVED)
                    reference_label=t(msg::dossier_page::REFERENCE)
                    reference=dossier.reference.clone()
                />
                <p>{what}</p>
                <LiveRegion topic id="received".to_owned()>
                    <WhatNext dossier/>
                </LiveRegion>
                <section class="stack" data-gap="small" aria-labelledby="track">
                    <h2 id="track">{t(msg::dossier_page::RECEIVED_TRACK_TITLE)}</h2>
                    <p>{track}</p>
                </section>
                <section class="card">
                    <h2>{t(msg::shell::HELP)}</h2>
                    <Contact visit=visit/>
                </section>
            </article>
        </Page>
    }
}

/// The fee first, where one is due; then who has the dossier and what comes next.
#[component]
fn WhatNext(dossier: DossierView) -> impl IntoView {
    let due = is_due(&dossier.fee) && dossier.state == DossierState::Submitted;
    let by = By::from(&dossier);
    let path = path_of(&dossier);
    let amount = dossier.fee.total.to_string();
    let (first, second) = if due {
        (ButtonKind::Primary, ButtonKind::Secondary)
    } else {
        (ButtonKind::Secondary, ButtonKind::Primary)
    };
    view! {
        <div class="stack">
            {due
                .then(|| view! {
                    <Notice
                        title=tf(msg::dossier_page::FEE_DUE_TITLE, &[("amount", &amount)])
                        tone=Tone::Soon
                    >
                        <p>{t(msg::dossier_page::FEE_DUE_TEXT)}</p>
                    </Notice>
                })}
            <Standing
                state=dossier.state
                agency=agency_name(&dossier.agency_name)
                officer={None::<String>}
                since={None::<shared::time::Instant>}
                by
            />
            <Buttons>
                {due
                    .then(|| view! {
                        <ButtonLink href=pay_page(&dossier.reference) kind=first icon=Icon::Banknote>
                            {t(msg::dossier_page::PAY)}
                        </ButtonLink>
                    })}
                <ButtonLink href=path.clone() kind=second>
                    {t(msg::dossier_page::FOLLOW)}
                </ButtonLink>
                <ButtonLink
                    href=format!("{path}/giay-hen")
                    kind=ButtonKind::Secondary
                    icon=Icon::Printer
                >
                    {t(msg::dossier_page::SLIP_OPEN)}
                </ButtonLink>
            </Buttons>
        </div>
    }
}
