//! From page to page of a list.

use super::icon::{Glyph, Icon};
use crate::i18n::{t, tf};
use leptos::prelude::*;
use shared::i18n::msg;

/// Newer and older pages of a list; `page` counts from 1. Nothing where all fits on one page.
/// `previous` and `next` are addresses, `None` at the ends.
#[component]
pub fn Pagination(
    page: u32,
    pages: u32,
    #[prop(into)] previous: Option<String>,
    #[prop(into)] next: Option<String>,
) -> impl IntoView {
    let (at, of) = (page.to_string(), pages.to_string());
    (pages > 1).then(|| {
        view! {
            <nav class="pagination" aria-label=t(msg::ui::PAGES)>
                {previous
                    .map(|href| {
                        view! {
                            <a href=href rel="prev">
                                <Glyph icon=Icon::ArrowLeft/>
                                {t(msg::ui::PREVIOUS_PAGE)}
                            </a>
                        }
                    })}
                <span class="figures">{tf(msg::ui::PAGE_OF, &[("at", &at), ("of", &of)])}</span>
                {next
                    .map(|href| {
                        view! {
                            <a href=href rel="next">
                                {t(msg::ui::NEXT_PAGE)}
                                <Glyph icon=Icon::ArrowRight/>
                            </a>
                        }
                    })}
            </nav>
        }
    })
}
