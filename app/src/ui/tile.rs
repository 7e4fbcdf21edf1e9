//! A large number with its comparison and its trend.

use super::chart::Trend;
use super::icon::Glyph;
use super::tag::Tone;
use leptos::prelude::*;

/// What the number is held against: "nhiều hơn hôm qua 12".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The words.
    pub text: String,
    /// What they mean. `Plain` and `Note` draw no shape.
    pub tone: Tone,
}

/// The tile; `href` leads to the dossiers that were counted. `value` may change while the page is open.
/// `trend` is the recent past, oldest first, `trend_label` says it in words; none for fewer than two.
#[component]
pub fn Tile(
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    #[prop(optional)] tone: Tone,
    #[prop(into)] href: Option<String>,
    comparison: Option<Comparison>,
    trend: Vec<f64>,
    #[prop(into)] trend_label: String,
) -> impl IntoView {
    let label = match href {
        Some(href) => view! { <a href=href>{label}</a> }.into_any(),
        None => label.into_any(),
    };
    let comparison = comparison.map(|Comparison { text, tone }| {
        let shape = !matches!(tone, Tone::Plain | Tone::Note);
        view! {
            <p class="comparison" data-tone=tone.as_str()>
                {shape.then(|| view! { <Glyph icon=tone.icon()/> })}
                {text}
            </p>
        }
    });
    view! {
        <section class="tile" data-tone=tone.as_str()>
            <h3>{label}</h3>
            <p class="value"><output>{move || value.get()}</output></p>
            {comparison}
            {(trend.len() > 1).then(|| view! { <Trend values=trend label=trend_label/> })}
        </section>
    }
}

/// Tiles beside each other.
#[component]
pub fn Tiles(children: Children) -> impl IntoView {
    view! { <div class="tiles">{children()}</div> }
}
