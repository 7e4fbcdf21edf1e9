//! `/ho-so/{code}/rut`: what withdrawing means, before it is done (patterns.md §1.20).

use super::opened::{path_of, shown_code, with_dossier};
use crate::i18n::{t, tf, use_lang};
use crate::refusal::use_refused;
use crate::ui::{BackLink, Button, ButtonKind, ButtonLink, Buttons, Notice, Page, TextArea, Tone};
use leptos::prelude::*;
use shared::dossier::{DossierAction, DossierView};
use shared::i18n::msg;

const REASON_CHARS_MAX: u32 = 1000;

/// Asks once more.
#[component]
pub fn WithdrawPage() -> impl IntoView {
    with_dossier(|dossier| view! { <Withdraw dossier/> })
}

#[component]
fn Withdraw(dossier: DossierView) -> impl IntoView {
    let path = path_of(&dossier);
    let code = shown_code(&dossier);
    let procedure =
        use_lang().pick(&dossier.procedure_name.0, &dossier.procedure_name.1).to_owned();
    let what = tf(msg::dossier_page::WITHDRAW_WHAT, &[("code", &code), ("procedure", &procedure)]);
    let refused = use_refused();
    let typed = refused.as_ref().map(|refused| refused.typed("reason")).unwrap_or_default();
    let refused = refused.map(|refused| refused.error.sentence(use_lang()));
    let is_possible = dossier.actions.contains(&DossierAction::Withdraw);
    let was_paid = dossier.fee.state == "settled";
    view! {
        <Page title=t(msg::dossier_page::WITHDRAW_TITLE) has_errors=refused.is_some()>
            <div class="stack">
                <BackLink href=path.clone()/>
                <h1 tabindex="-1">{t(msg::dossier_page::WITHDRAW_TITLE)}</h1>
                {refused
                    .map(|text| view! {
                        <Notice title=t(msg::ui::TITLE_NOT_POSSIBLE) tone=Tone::Late>
                            <p>{text}</p>
                        </Notice>
                    })}
                <p class="lead">{what}</p>
                {if is_possible {
                    view! {
                        <ul class="points">
                            <li>{t(msg::dossier_page::WITHDRAW_END)}</li>
                            <li>{t(msg::dossier_page::WITHDRAW_AGAIN)}</li>
                            {was_paid.then(|| view! { <li>{t(msg::dossier_page::WITHDRAW_FEE)}</li> })}
                        </ul>
                        <form class="stack" method="post" action="/fn/dossier/withdraw">
                            <input type="hidden" name="code" value=dossier.reference/>
                            <input type="hidden" name="version" value=dossier.version/>
                            <TextArea
                                name="reason"
                                id="reason"
                                label=t(msg::dossier_page::WITHDRAW_REASON)
                                hint={None::<String>}
                                error={None::<String>}
                                value=typed
                                optional=true
                                max_length=REASON_CHARS_MAX
                            />
                            <Buttons>
                                <Button kind=ButtonKind::Danger>{t(msg::dossier_page::WITHDRAW)}</Button>
                                <ButtonLink href=path kind=ButtonKind::Secondary>
                                    {t(msg::dossier_page::KEEP)}
                                </ButtonLink>
                            </Buttons>
                        </form>
                    }
                        .into_any()
                } else {
                    view! {
                        <p>{t(msg::dossier_page::WITHDRAW_TOO_LATE)}</p>
                        <Buttons>
                            <ButtonLink href=path>{t(msg::dossier_page::FOLLOW)}</ButtonLink>
                        </Buttons>
                    }
                        .into_any()
                }}
            </div>
        </Page>
    }
}
