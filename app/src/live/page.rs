//! The page as the server draws it now, and what of it stands in the window.

use gloo_net::http::Request;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{DomParser, Element, HtmlElement, SupportedType};

/// Why a part could not be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unread {
    /// The server was not reached; it will say so when it is back.
    Offline,
    /// The page is no longer there for this reader: signed out, withdrawn, moved.
    Gone,
}

/// Fetches the page at this address again and puts its element `id` in place of the one that is there.
/// Whether anything has changed is the answer.
pub(crate) async fn read_again(id: &str) -> Result<bool, Unread> {
    let address = document().location().and_then(|l| l.href().ok()).ok_or(Unread::Gone)?;
    let reply = Request::get(&address)
        .header("accept", "text/html")
        .send()
        .await
        .map_err(|_| Unread::Offline)?;
    if !reply.ok() || reply.redirected() {
        return Err(Unread::Gone);
    }
    let html = reply.text().await.map_err(|_| Unread::Offline)?;
    let fresh = part_of(&html, id).ok_or(Unread::Gone)?;
    let shown = document().get_element_by_id(id).ok_or(Unread::Gone)?;
    if shown.inner_html() == fresh {
        return Ok(false);
    }
    let focused = Focused::within(&shown);
    shown.set_inner_html(&fresh);
    focused.restore(&shown);
    Ok(true)
}

fn part_of(html: &str, id: &str) -> Option<String> {
    let parsed = DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()?;
    Some(parsed.get_element_by_id(id)?.inner_html())
}

/// Where the reader was, by what survives a swap: an id, or the address of a link.
struct Focused(Option<String>);

impl Focused {
    fn within(part: &Element) -> Self {
        let element = document().active_element().filter(|element| part.contains(Some(element)));
        Self(element.and_then(|element| {
            let id = element.id();
            if !id.is_empty() {
                return Some(format!("[id=\"{id}\"]"));
            }
            element.get_attribute("href").map(|href| format!("a[href=\"{href}\"]"))
        }))
    }

    fn restore(self, part: &Element) {
        let found = self.0.and_then(|selector| part.query_selector(&selector).ok().flatten());
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // An element that cannot take the focus leaves it with the page: nothing to be done.
            let _left = element.focus();
        }
    }
}
