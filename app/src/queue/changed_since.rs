//! Says that a dossier has moved on while it was being worked on: what is typed stays, and the fresh
//! page is offered.

use crate::i18n::{t, tf};
use crate::live::SWAPPED;
use crate::ui::{Notice, Tone};
use gloo_events::EventListener;
use leptos::prelude::*;
use shared::i18n::msg;
use web_sys::Element;

/// The element that says, in a live part, which version is shown and who made it.
pub const STATUS_ID: &str = "dossier-version";

/// Nothing, until the live part beside it shows another version than `version`. `fresh` is the
/// address of the page.
#[island]
pub fn ChangedSince(version: String, fresh: String) -> impl IntoView {
    let told = RwSignal::new(None::<String>);
    let fresh = StoredValue::new(fresh);
    Effect::new(move |_| {
        let version = version.clone();
        EventListener::new(&document(), SWAPPED, move |_| told.set(change_since(&version)))
            .forget();
    });
    view! {
        <div role="status">
            {move || {
                told.get()
                    .map(|words| {
                        view! {
                            <Notice title=t(msg::queue::CHANGED_MEANWHILE) tone=Tone::Soon>
                                <p>{words}</p>
                                <p>
                                    <a href=fresh.get_value()>{t(msg::queue::OPEN_FRESH)}</a>
                                </p>
                            </Notice>
                        }
                    })
            }}
        </div>
    }
}

/// Who did what, if the page shows another version by now.
fn change_since(version: &str) -> Option<String> {
    let status: Element = document().get_element_by_id(STATUS_ID)?;
    let said = |name: &str| status.get_attribute(name).unwrap_or_default();
    if said("data-version") == version {
        return None;
    }
    let (who, what) = (said("data-who"), said("data-what"));
    Some(tf(msg::queue::CHANGED_WHAT, &[("who", &who), ("what", &what)]))
}
