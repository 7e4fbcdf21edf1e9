//! The dialog that tells whoever has signed in that this ends soon; the island beside it opens it.

use super::api::StaySignedIn;
use super::session_end::{ENDED, LEFT, RUNNING, SAID, SessionEnd};
use super::{SIGN_IN, STAFF_SIGN_IN};
use crate::i18n::t;
use crate::own_path::then;
use crate::ui::{Button, ButtonLink, Buttons, Dialog, Visit};
use leptos::prelude::*;
use server_fn::ServerFn;
use shared::i18n::msg;

/// Nothing for those who have not signed in.
#[component]
pub(crate) fn SessionEndDialog(visit: Visit) -> impl IntoView {
    let seconds = visit.session_seconds?;
    let sign_in = then(if visit.is_staff() { STAFF_SIGN_IN } else { SIGN_IN }, &visit.here());
    Some(view! {
        <SessionEnd seconds>
            <Dialog id="session-end" title=t(msg::identity::SESSION_ENDS)>
                // A sheet that lays out what is hidden would show it.
                <div data-part=RUNNING>
                    <Running/>
                </div>
                <div data-part=ENDED hidden>
                    <div class="stack">
                        <p>{t(msg::identity::SESSION_ENDED)}</p>
                        <Buttons>
                            <ButtonLink href=sign_in>{t(msg::identity::SESSION_AGAIN)}</ButtonLink>
                        </Buttons>
                    </div>
                </div>
                <p class="visually-hidden" role="status" data-part=SAID></p>
            </Dialog>
        </SessionEnd>
    })
}

/// How long it is, and how to stay.
#[component]
fn Running() -> impl IntoView {
    view! {
        <div class="stack">
            <p>{t(msg::identity::SESSION_WHY)}</p>
            <p class="time_left" role="timer">
                <span data-part=LEFT></span>
            </p>
            <form method="post" action=StaySignedIn::PATH>
                <Buttons>
                    <Button>{t(msg::identity::SESSION_STAY)}</Button>
                </Buttons>
            </form>
        </div>
    }
}
