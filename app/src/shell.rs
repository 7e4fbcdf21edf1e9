//! The document around every page: language, appearance, sheet, font, the browser's part of the product.

use crate::App;
use crate::backend::Caller;
use crate::i18n::t;
use crate::ui::Visit;
use http::header::{COOKIE, HeaderValue, SET_COOKIE};
use http::request::Parts;
use leptos::hydration::{AutoReload, HydrationScripts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::{HashedStylesheet, MetaTags, provide_meta_context};
use services::Portal;
use shared::i18n::msg;
use shared::identity::Actor;

/// The colour of the browser's own frame: `--surface-house` of `tokens.css`.
const FRAME_COLOUR: &str = "#27326f";

/// The whole document.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    provide_meta_context();
    crate::backend::provide_refused();
    let visit = read_visit();
    provide_context(visit.clone());
    view! {
        <!DOCTYPE html>
        <html
            lang=visit.lang.tag()
            data-theme=visit.theme.attribute()
            data-type=visit.large_type.then_some("large")
            data-contrast=visit.more_contrast.then_some("more")
        >
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <FontAndSheet options=options.clone()/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content=FRAME_COLOUR/>
                <meta name="description" content=t(msg::shell::DESCRIPTION)/>
                <meta name="format-detection" content="telephone=no"/>
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/icon-180.png"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <AutoReload options=options.clone()/>
                <HydrationScripts options islands=true/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The weight of the first letters is fetched beside the sheet, not after it.
#[component]
fn FontAndSheet(options: LeptosOptions) -> impl IntoView {
    view! {
        <link
            rel="preload"
            href="/fonts/be-vietnam-pro-400.woff2"
            r#as="font"
            r#type="font/woff2"
            crossorigin=""
        />
        <HashedStylesheet options/>
    }
}

/// Reads the visit from the request, and has the browser remember what the address prefers.
fn read_visit() -> Visit {
    let Some(parts) = use_context::<Parts>() else {
        return Visit::read("/", "", "", Actor::nobody(None));
    };
    let query = parts.uri.query().unwrap_or_default();
    let cookies = parts.headers.get(COOKIE).and_then(|value| value.to_str().ok());
    let actor = parts.extensions.get::<Caller>().map(|caller| caller.actor.clone());
    keep_preferences(query);
    let portal = use_context::<Portal>();
    let now = portal.as_ref().map(Portal::now);
    let ends_at = actor.as_ref().and_then(|actor| actor.session_ends_at);
    Visit {
        demo: portal.is_some_and(|portal| portal.is_demo),
        session_seconds: ends_at.zip(now).map(|(ends_at, now)| (ends_at - now).num_seconds()),
        ..Visit::read(
            parts.uri.path(),
            query,
            cookies.unwrap_or_default(),
            actor.unwrap_or_else(|| Actor::nobody(None)),
        )
    }
}

fn keep_preferences(query: &str) {
    let Some(reply) = use_context::<ResponseOptions>() else { return };
    for cookie in Visit::preferences_to_keep(query) {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            reply.append_header(SET_COOKIE, value);
        }
    }
}
