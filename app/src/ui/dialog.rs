//! A native dialog. An island opens it with `show_modal()`; without script it is never needed.

use super::icon::{Glyph, Icon};
use crate::i18n::t;
use leptos::prelude::*;
use shared::i18n::msg;

/// The dialog; its close button works without script once it is open. `open` shows it in its place in
/// the page (gallery, print).
#[component]
pub fn Dialog(
    #[prop(into)] id: String,
    #[prop(into)] title: String,
    #[prop(optional)] open: bool,
    #[prop(optional)] node_ref: NodeRef<leptos::html::Dialog>,
    children: Children,
) -> impl IntoView {
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    view! {
        <dialog class="dialog" id=id aria-labelledby=labelled_by open=open node_ref=node_ref>
            <form method="dialog">
                <button class="close">
                    <Glyph icon=Icon::X/>
                    <span class="visually-hidden">{t(msg::ui::CLOSE)}</span>
                </button>
            </form>
            <h2 id=title_id>{title}</h2>
            {children()}
        </dialog>
    }
}
