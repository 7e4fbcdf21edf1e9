//! The empty state: what will be here, and how to start.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

/// Nothing here yet; the children say how to start, at most one button among them.
#[component]
pub fn Empty(
    #[prop(into)] title: String,
    icon: Icon,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Glyph icon=icon/>
            <p class="title">{title}</p>
            {children.map(|children| children())}
        </div>
    }
}
