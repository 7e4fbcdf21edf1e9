//! `/ho-so/{reference}/da-nop`: "we have it". It can be read again, kept and printed
//! (patterns.md §1.8).

use super::fee::to_pay;
use super::opened::{path_of, with_dossier};
use super::slip_page::slip_name;
use super::standing::agency_name;
use super::{By, Standing};
use crate::i18n::{t, tf};
use crate::live::LiveRegion;
use crate::ui::{ButtonKind, ButtonLink, Buttons, Icon, Page, Panel, Visit};
use leptos::prelude::*;
use shared::dossier::DossierView;
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
                <LiveRegion topic id="received".to_owned()>
                    <WhatNext dossier/>
                </LiveRegion>
                <p>{what}</p>
                <section class="stack" data-gap="small" aria-labelledby="track">
                    <h2 id="track">{t(msg::dossier_page::RECEIVED_TRACK_TITLE)}</h2>
                    <p>{track}</p>
                </section>
            </article>
        </Page>
    }
}

/// Where it stands, with the fee where one is due, and the ways on.
#[component]
fn WhatNext(dossier: DossierView) -> impl IntoView {
    let by = By::from(&dossier);
    let path = path_of(&dossier);
    let is_fee_due = dossier.is_fee_due();
    let follow = if is_fee_due { ButtonKind::Secondary } else { ButtonKind::Primary };
    let slip = slip_name(&dossier);
    view! {
        <div class="stack">
            <Standing
                state=dossier.state
                is_fee_due
                to_pay=to_pay(&dossier)
                agency=agency_name(&dossier.agency_name)
                officer={None::<String>}
                since={None::<shared::time::Instant>}
                by
            />
            <Buttons>
                <ButtonLink href=path.clone() kind=follow>
                    {t(msg::dossier_page::FOLLOW)}
                </ButtonLink>
                {slip
                    .map(|name| view! {
                        <ButtonLink
                            href=format!("{path}/giay-hen")
                            kind=ButtonKind::Secondary
                            icon=Icon::Printer
                        >
                            {t(name)}
                        </ButtonLink>
                    })}
            </Buttons>
        </div>
    }
}
