//! The language of the page being drawn.
//!
//! On the server it comes with the [`Visit`]; in an island from `<html lang>`, which the server wrote.

use crate::ui::Visit;
use leptos::prelude::*;
use shared::i18n::{Key, Lang};

/// The language in which the page speaks.
pub fn use_lang() -> Lang {
    if let Some(visit) = use_context::<Visit>() {
        return visit.lang;
    }
    if is_server() {
        return Lang::default();
    }
    document()
        .document_element()
        .and_then(|html| html.get_attribute("lang"))
        .and_then(|tag| Lang::parse(&tag))
        .unwrap_or_default()
}

/// `vi` on a page in another language: for what the catalogue knows in Vietnamese only, so that it
/// is read aloud as what it is.
pub fn vietnamese() -> Option<&'static str> {
    (use_lang() != Lang::Vi).then_some("vi")
}

/// The sentence of `key` in the language of the page.
pub fn t(key: Key) -> &'static str {
    key.text(use_lang())
}

/// The sentence of `key` with its placeholders filled in.
pub fn tf(key: Key, values: &[(&str, &str)]) -> String {
    key.with(use_lang(), values)
}
