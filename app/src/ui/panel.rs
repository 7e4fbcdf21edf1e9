//! "We have it": the panel after something was done for good. Nothing interactive stands inside.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

/// The panel; its title is the page's `h1`. `reference` is what the person has to keep, with the words
/// that say what it is.
#[component]
pub fn Panel(
    #[prop(into)] title: String,
    #[prop(into)] reference_label: String,
    #[prop(into)] reference: String,
) -> impl IntoView {
    view! {
        <div class="panel">
            <Glyph icon=Icon::CircleCheck/>
            <h1 tabindex="-1">{title}</h1>
            <p>{reference_label} <br/> <strong class="code">{reference}</strong></p>
        </div>
    }
}
