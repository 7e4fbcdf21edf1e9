//! A search as a plain GET form.

use super::icon::{Glyph, Icon};
use crate::i18n::t;
use leptos::prelude::*;
use shared::i18n::msg;

/// The box; it sends `name` to `action` by GET. With `large` it is the page's main act. The label is
/// always there for screen readers and is seen when `show_label` is set. An island that searches while
/// typing listens with `on:input`.
#[component]
pub fn SearchBox(
    #[prop(into)] action: String,
    #[prop(into)] name: String,
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into)] hint: Option<String>,
    #[prop(into)] value: String,
    #[prop(optional)] large: bool,
    #[prop(optional)] show_label: bool,
) -> impl IntoView {
    let name_of_search = label.clone();
    let hint_id = hint.as_ref().map(|_| format!("{id}-hint"));
    view! {
        <form
            class="search_box"
            role="search"
            aria-label=name_of_search
            action=action
            method="get"
            data-large=large.then_some("true")
        >
            <label for=id.clone() class=(!show_label).then_some("visually-hidden")>{label}</label>
            <div class="row">
                <Glyph icon=Icon::Search/>
                <input
                    type="search"
                    id=id
                    name=name
                    value=value
                    autocomplete="off"
                    spellcheck="false"
                    enterkeyhint="search"
                    aria-describedby=hint_id.clone()
                />
                <button class="button">{t(msg::ui::SEARCH)}</button>
            </div>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
        </form>
    }
}
