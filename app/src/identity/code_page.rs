//! `/dang-nhap/ma?tiep=…`: the code from the message; another one where it did not come.

use super::sign_in_page::{phone_step, use_next};
use crate::backend::{current, go_to};
use crate::i18n::{t, tf, use_lang};
use crate::load::load;
use crate::refusal::{Refused, use_refused};
use crate::ui::{
    BackLink, Button, ButtonKind, Countdown, ErrorSummary, Notice, Page, TextField, TextKind, Tone,
    Visit, WrongField,
};
use leptos::prelude::*;
use shared::i18n::msg;
use shared::identity::CodeSent;
use shared::time::{Instant, local};

/// Six digits, and the blank that some write in the middle.
const CODE_CHARS_MAX: u32 = 7;
/// The server function of the button that asks for another code.
const AGAIN: &str = "/fn/identity/request_code";

/// Asks for the code of the phone that this session named.
#[component]
pub fn CodePage() -> impl IntoView {
    let next = use_next();
    let pending = async move {
        let (portal, caller) = current()?;
        let sent = match caller.actor.session {
            Some(session) => services::identity::pending_code(&portal, session).await?,
            None => None,
        };
        Ok((sent, portal.now()))
    };
    load(pending, move |(sent, now)| {
        let Some(sent) = sent else {
            go_to(&phone_step(&next));
            return ().into_any();
        };
        view! { <TypeCode sent now next/> }.into_any()
    })
}

#[component]
fn TypeCode(sent: CodeSent, now: Instant, next: String) -> impl IntoView {
    let refused = use_refused();
    let (again, code): (Option<Refused>, Option<Refused>) = match refused {
        Some(refused) if refused.form == AGAIN => (Some(refused), None),
        other => (None, other),
    };
    let error = code.map(|refused| refused.error.sentence(use_lang()));
    let wrong: Vec<WrongField> =
        error.iter().map(|text| WrongField { id: "code".to_owned(), text: text.clone() }).collect();
    let until = tf(msg::identity::CODE_HINT, &[("time", &clock(sent.expires_at))]);
    let demo = expect_context::<Visit>().demo;
    view! {
        <Page
            title=t(msg::identity::SIGN_IN_CODE)
            has_errors={error.is_some() || again.is_some()}
        >
            <BackLink href=phone_step(&next)/>
            <div class="sign_in_card">
                <ErrorSummary errors=wrong/>
                <h1 tabindex="-1">{t(msg::identity::SIGN_IN_CODE)}</h1>
                <p>{tf(msg::identity::CODE_SENT, &[("phone", &spaced(&sent.phone))])}</p>
                {demo.then(|| view! { <DemoInboxLink phone=sent.phone.clone()/> })}
                <form class="stack" method="post" action="/fn/identity/confirm_code">
                    <input type="hidden" name="next" value=next.clone()/>
                    <input type="hidden" name="phone" value=sent.phone.clone()/>
                    <TextField
                        name="code"
                        id="code"
                        label=t(msg::identity::CODE)
                        hint=until
                        error=error
                        value=""
                        kind=TextKind::Code
                        max_length=CODE_CHARS_MAX
                    />
                    <Button>{t(msg::identity::CONFIRM)}</Button>
                </form>
                <Again sent now next refused=again/>
            </div>
        </Page>
    }
}

/// In the demo world the message stands on a page, beside this one.
#[component]
fn DemoInboxLink(phone: String) -> impl IntoView {
    view! {
        <Notice title=t(msg::identity::DEMO_INBOX) tone=Tone::Note>
            <p>
                <a href=format!("/demo/tin-nhan?so={phone}") target="_blank" rel="noopener">
                    {t(msg::identity::DEMO_INBOX_OPEN)}
                </a>
            </p>
        </Notice>
    }
}

/// Asks for another code; what refuses it is said here, beside the button.
#[component]
fn Again(sent: CodeSent, now: Instant, next: String, refused: Option<Refused>) -> impl IntoView {
    let seconds = (sent.again_at - now).num_seconds();
    let refused = refused.map(|refused| refused.error.sentence(use_lang()));
    view! {
        <form class="stack" data-gap="small" method="post" action=AGAIN>
            <input type="hidden" name="next" value=next.clone()/>
            <input type="hidden" name="phone" value=sent.phone/>
            {refused
                .map(|text| view! {
                    <Notice title=text tone=Tone::Soon>
                        <p>{t(msg::identity::AGAIN_HELP)}</p>
                    </Notice>
                })}
            {(seconds > 0)
                .then(|| view! {
                    <Countdown
                        seconds
                        before=tf(msg::identity::AGAIN_FROM, &[("time", &clock(sent.again_at))])
                        running=t(msg::identity::AGAIN_IN).to_owned()
                        after=t(msg::identity::AGAIN_NOW).to_owned()
                    />
                })}
            <Button kind=ButtonKind::Secondary>{t(msg::identity::AGAIN)}</Button>
            <p><a href=phone_step(&next)>{t(msg::identity::ANOTHER_PHONE)}</a></p>
        </form>
    }
}

/// `15:04:30` on the wall: a minute is too coarse for what lasts one.
fn clock(at: Instant) -> String {
    local(at).format("%H:%M:%S").to_string()
}

/// `0912 345 678`, as people read a number.
fn spaced(phone: &str) -> String {
    match (phone.get(..4), phone.get(4..7), phone.get(7..)) {
        (Some(a), Some(b), Some(c)) => format!("{a} {b} {c}"),
        _ => phone.to_owned(),
    }
}
