//! `/tra-cuu/{pass}`: the progress of a dossier, without a name (TT 01/2018/TT-VPCP, art. 16). It
//! changes while it is open.

use crate::backend::current;
use crate::dossier::{By, History, Standing};
use crate::i18n::{t, use_lang};
use crate::identity::SIGN_IN;
use crate::live::LiveRegion;
use crate::load::load;
use crate::own_path::then;
use crate::ui::{BackLink, ButtonKind, ButtonLink, Page};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::dossier::TrackingView;
use shared::i18n::msg;

/// What a pass opens.
#[component]
pub fn ProgressPage() -> impl IntoView {
    let pass = use_params_map().get_untracked().get("pass").unwrap_or_default();
    let found = async move {
        let (portal, _) = current()?;
        Ok(services::dossier::tracked(&portal, &pass).await?)
    };
    load(found, |found| view! { <Progress found/> })
}

#[component]
fn Progress(found: TrackingView) -> impl IntoView {
    let lang = use_lang();
    let name = lang.pick(&found.procedure_name.0, &found.procedure_name.1).to_owned();
    let own_page = then(SIGN_IN, &format!("/ho-so/{}", found.code));
    view! {
        <Page title=t(msg::tracking::PROGRESS)>
            <article class="stack my_dossier" data-gap="large">
                <BackLink href="/tra-cuu"/>
                <header class="dossier_head">
                    <p class="muted">
                        {t(msg::dossier_page::CODE)} " " <span class="code">{found.code.clone()}</span>
                    </p>
                    <h1 tabindex="-1" data-long="true">{name}</h1>
                </header>
                <LiveRegion topic=found.topic.clone() id="progress".to_owned()>
                    <Matter found/>
                </LiveRegion>
                <section class="card stack" data-gap="small" data-print="no">
                    <p>{t(msg::tracking::MORE)}</p>
                    <p>
                        <ButtonLink href=own_page kind=ButtonKind::Secondary>
                            {t(msg::shell::SIGN_IN)}
                        </ButtonLink>
                    </p>
                </section>
            </article>
        </Page>
    }
}

#[component]
fn Matter(found: TrackingView) -> impl IntoView {
    let by = By::from(&found);
    let agency = use_lang().pick(&found.agency_name.0, &found.agency_name.1).to_owned();
    let since = found.timeline.last().map(|entry| entry.at);
    view! {
        <div class="stack" data-gap="large">
            <Standing
                state=found.state
                is_fee_due=found.is_fee_due
                agency
                officer={None::<String>}
                since
                by
            />
            <section class="stack" data-gap="small" aria-labelledby="history">
                <h2 id="history">{t(msg::dossier_page::HISTORY)}</h2>
                <History
                    entries=found.timeline
                    state=found.state
                    is_fee_due=found.is_fee_due
                    by
                />
            </section>
        </div>
    }
}
