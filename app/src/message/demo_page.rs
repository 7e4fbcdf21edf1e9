//! `/demo/tin-nhan?so=…`: the phones of the demo world. Outside it there is no such page.

use crate::backend;
use crate::i18n::{t, tf};
use crate::live::LiveRegion;
use crate::load::load;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Buttons, Empty, Icon, Page, Tag, TextField, TextKind, Tone,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::i18n::msg;
use shared::identity::DemoMessage;
use shared::time::show_instant;

const PHONE_CHARS_MAX: u32 = 20;

/// What arrived, newest first.
#[component]
pub fn DemoInboxPage() -> impl IntoView {
    let phone = use_query_map().get_untracked().get("so").unwrap_or_default().trim().to_owned();
    let wanted = phone.clone();
    let messages = async move {
        let (portal, _) = backend::current()?;
        Ok(services::message::inbox(&portal, &wanted).await?)
    };
    load(messages, move |messages| view! { <Inbox messages phone/> })
}

#[component]
fn Inbox(messages: Vec<DemoMessage>, phone: String) -> impl IntoView {
    let is_filtered = !phone.is_empty();
    view! {
        <Page title=t(msg::identity::DEMO_INBOX)>
            <div class="stack">
                <h1 tabindex="-1">{t(msg::identity::DEMO_INBOX)}</h1>
                <p class="lead">{t(msg::identity::DEMO_INBOX_INTRO)}</p>
                <form class="stack" data-gap="small" method="get">
                    <TextField
                        name="so"
                        id="so"
                        label=t(msg::identity::DEMO_PHONE)
                        hint=t(msg::identity::DEMO_PHONE_HINT).to_owned()
                        error={None::<String>}
                        value=phone.clone()
                        kind=TextKind::Phone
                        max_length=PHONE_CHARS_MAX
                    />
                    <Buttons>
                        <Button kind=ButtonKind::Secondary>{t(msg::identity::DEMO_FILTER)}</Button>
                        {is_filtered
                            .then(|| view! {
                                <ButtonLink href="/demo/tin-nhan" kind=ButtonKind::Quiet>
                                    {t(msg::identity::DEMO_ALL)}
                                </ButtonLink>
                            })}
                    </Buttons>
                </form>
                <section aria-labelledby="messages">
                    <h2 id="messages" class="visually-hidden">{t(msg::identity::DEMO_MESSAGES)}</h2>
                    <LiveRegion topic="demo".to_owned() id="inbox".to_owned()>
                        <Messages messages phone/>
                    </LiveRegion>
                </section>
            </div>
        </Page>
    }
}

#[component]
fn Messages(messages: Vec<DemoMessage>, phone: String) -> impl IntoView {
    if messages.is_empty() {
        let title = if phone.is_empty() {
            t(msg::identity::DEMO_EMPTY).to_owned()
        } else {
            tf(msg::identity::DEMO_EMPTY_PHONE, &[("phone", &phone)])
        };
        return view! { <Empty title icon=Icon::MessageCircle/> }.into_any();
    }
    let lines = messages.into_iter().map(|message| view! { <Message message/> });
    view! { <ul class="demo_messages">{lines.collect::<Vec<_>>()}</ul> }.into_any()
}

#[component]
fn Message(message: DemoMessage) -> impl IntoView {
    let DemoMessage { channel, recipient, body, sent_at, .. } = message;
    let lines = body.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect::<Vec<_>>();
    view! {
        <li>
            <p class="cluster" data-justify="between">
                <strong>{tf(msg::identity::DEMO_TO, &[("phone", &recipient)])}</strong>
                <span class="muted">
                    <time datetime=sent_at.to_rfc3339()>{show_instant(sent_at)}</time>
                </span>
            </p>
            {lines}
            <p><Tag text=channel.to_uppercase() tone=Tone::Plain/></p>
        </li>
    }
}
