//! A notice in the page: something happened, or has to be known before going on.

use super::icon::Glyph;
use super::tag::Tone;
use leptos::prelude::*;

/// The notice. A late or failing one is announced at once (`role="alert"`), the others are read in
/// their place.
#[component]
pub fn Notice(#[prop(into)] title: String, tone: Tone, children: Children) -> impl IntoView {
    view! {
        <section class="notice" data-tone=tone.as_str() role=(tone == Tone::Late).then_some("alert")>
            <Glyph icon=tone.icon()/>
            <div>
                <p class="title">{title}</p>
                {children()}
            </div>
        </section>
    }
}
