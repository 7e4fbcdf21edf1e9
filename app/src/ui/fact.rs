//! One line of a list of facts.

use leptos::prelude::*;

/// What it is, and what it says; give it to a `<dl>`.
#[component]
pub fn Fact(#[prop(into)] name: String, children: Children) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
