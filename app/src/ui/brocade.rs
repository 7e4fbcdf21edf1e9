//! The brocade line: the one ornament of the house, after the borders of Tày cloth.

use leptos::prelude::*;

/// A line of diamonds and steps, as wide as its place, in the colour of its text.
#[component]
pub fn Brocade() -> impl IntoView {
    view! {
        <svg class="brocade" aria-hidden="true" width="100%" height="12">
            <defs>
                <pattern id="brocade" width="48" height="12" patternUnits="userSpaceOnUse">
                    <path d="M0 0h48v1H0zM0 11h48v1H0zM12 2l4 4-4 4-4-4zM36 4l2 2-2 2-2-2zM24 2h2v2h2v2h2v0h-2v2h-2v2h-4V8h-2V6h-2 2V4h2V2zM0 2h2v2h2v2h2-2v2H2v2H0zM48 2h-2v2h-2v2h-2 2v2h2v2h2z"/>
                </pattern>
            </defs>
            <rect width="100%" height="12" fill="url(#brocade)"/>
        </svg>
    }
}
