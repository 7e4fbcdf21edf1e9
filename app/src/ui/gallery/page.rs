//! The page and its shelves.

use super::{actions, fields, figures, files, status};
use crate::i18n::t;
use crate::ui::{Page, Width};
use leptos::prelude::*;
use shared::i18n::{Key, msg};

/// All shelves, with the way to each.
#[component]
pub fn GalleryPage() -> impl IntoView {
    let shelves: Vec<(&'static str, Key, AnyView)> = vec![
        ("colours", msg::gallery::COLOURS, view! { <Colours/> }.into_any()),
        ("letters", msg::gallery::LETTERS, view! { <Letters/> }.into_any()),
        ("actions", msg::gallery::ACTIONS, view! { <actions::Actions/> }.into_any()),
        ("ways", msg::gallery::WAYS, view! { <actions::Ways/> }.into_any()),
        ("texts", msg::gallery::TEXTS, view! { <fields::Texts/> }.into_any()),
        ("choices", msg::gallery::CHOICES, view! { <fields::Choices/> }.into_any()),
        ("files", msg::gallery::FILES, view! { <files::Files/> }.into_any()),
        ("status", msg::gallery::STATUS, view! { <status::Statuses/> }.into_any()),
        ("notices", msg::gallery::NOTICES, view! { <status::Notices/> }.into_any()),
        ("progress", msg::gallery::PROGRESS, view! { <status::Progress/> }.into_any()),
        ("figures", msg::gallery::FIGURES, view! { <figures::Figures/> }.into_any()),
        ("lists", msg::gallery::LISTS, view! { <figures::Lists/> }.into_any()),
        ("marks", msg::gallery::MARKS, view! { <figures::Marks/> }.into_any()),
    ];
    let links: Vec<_> = shelves
        .iter()
        .map(|(id, name, _)| view! { <li><a href=format!("#{id}")>{t(*name)}</a></li> })
        .collect();
    let shelves: Vec<_> = shelves
        .into_iter()
        .map(|(id, name, content)| {
            view! {
                <section class="shelf" aria-labelledby=id>
                    <h2 id=id tabindex="-1">{t(name)}</h2>
                    {content}
                </section>
            }
        })
        .collect();
    view! {
        <Page title=t(msg::gallery::TITLE) width=Width::Wide>
            <div class="stack gallery">
                <h1 tabindex="-1">{t(msg::gallery::TITLE)}</h1>
                <p class="lead">{t(msg::gallery::INTRO)}</p>
                <nav aria-label=t(msg::gallery::SHELVES)><ul class="cluster">{links}</ul></nav>
                {shelves}
            </div>
        </Page>
    }
}

#[component]
fn Colours() -> impl IntoView {
    let swatches = ["page", "surface", "sunken", "house", "action", "note", "done", "soon", "late"]
        .into_iter()
        .map(|name| view! { <li data-colour=name>{name}</li> })
        .collect::<Vec<_>>();
    view! { <ul class="swatches">{swatches}</ul> }
}

/// Vietnamese stacks two marks on a letter: the lines need room for them.
#[component]
fn Letters() -> impl IntoView {
    view! {
        <div class="stack" data-gap="small">
            <p class="letters" data-size="3">{t(msg::gallery::SENTENCE)}</p>
            <p class="letters" data-size="2">{t(msg::gallery::SENTENCE)}</p>
            <p class="letters" data-size="1">{t(msg::gallery::SENTENCE)}</p>
            <p>{t(msg::gallery::SENTENCE)}</p>
            <p class="lead">{t(msg::gallery::SENTENCE)}</p>
            <p class="muted small">{t(msg::gallery::SENTENCE)}</p>
            <p class="paper">{t(msg::gallery::SENTENCE)}</p>
        </div>
    }
}
