//! The place of a QR code.

use leptos::prelude::*;

/// A QR code drawn by the server (`svg` is its own, never a visitor's), with the words that say where it
/// leads. It stays black on white in every theme: cameras need that.
#[component]
pub fn Qr(#[prop(into)] svg: String, #[prop(into)] label: String) -> impl IntoView {
    view! {
        <figure class="qr">
            <div role="img" aria-label=label.clone() inner_html=svg></div>
            <figcaption>{label}</figcaption>
        </figure>
    }
}
