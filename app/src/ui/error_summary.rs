//! What is wrong with the page just sent: on top of `main`, focused, each line a link to its field.

use super::icon::{Glyph, Icon};
use crate::i18n::t;
use leptos::prelude::*;
use shared::i18n::msg;

/// One line: where, and the same words as beside the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongField {
    /// The id of the field.
    pub id: String,
    /// What to do, as beside the field.
    pub text: String,
}

/// The summary; nothing while the list is empty. A page that shows it puts "Lỗi:" before its title.
#[component]
pub fn ErrorSummary(#[prop(into)] errors: Signal<Vec<WrongField>>) -> impl IntoView {
    move || {
        let lines = errors
            .get()
            .into_iter()
            .map(|wrong| view! { <li><a href=format!("#{}", wrong.id)>{wrong.text}</a></li> })
            .collect::<Vec<_>>();
        (!lines.is_empty()).then(|| {
            view! {
                <div class="error_summary" role="alert" tabindex="-1" autofocus id="error-summary">
                    <h2>
                        <Glyph icon=Icon::CircleAlert/>
                        {t(msg::ui::ERROR_SUMMARY)}
                    </h2>
                    <ul>{lines}</ul>
                </div>
            }
        })
    }
}
