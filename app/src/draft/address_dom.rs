//! The address picker in the browser: the names to pick follow what was chosen above, and an old
//! name says what it is called today.

use crate::i18n::{tf, use_lang};
use leptos::prelude::document;
use shared::form::{Address, AddressBook, Era, Unit};
use shared::i18n::msg;
use wasm_bindgen::JsValue;
use web_sys::Element;

/// An address on the page.
pub(super) const ADDRESS: &str = "[data-address]";

/// The address around an element, if it is part of one.
pub(super) fn address_around(element: &Element) -> Option<Element> {
    element.closest(ADDRESS).ok().flatten()
}

/// Fits the parts of an address to each other.
pub(super) fn fit(address: &Element, book: &AddressBook) {
    let typed = read(address);
    let is_old = typed.era == Era::Old;
    if let Ok(Some(district)) = address.query_selector(".district") {
        let _ = district.toggle_attribute_with_force("hidden", !is_old);
        let _ = district.toggle_attribute_with_force("disabled", !is_old);
    }
    let understood = book.read(&typed).unwrap_or_default();
    let district = understood.district.as_deref().unwrap_or_default();
    let above = if is_old { district } else { understood.province.as_str() };
    offer(address, "district", book.districts(&understood.province));
    offer(address, "commune", book.communes(typed.era, above));
    let is_whole = !understood.commune.is_empty();
    let text = is_whole
        .then(|| tf(msg::draft::ADDRESS_READ, &[("address", &book.show(use_lang(), &understood))]));
    if let Ok(Some(line)) = address.query_selector(".understood") {
        line.set_text_content(text.as_deref());
    }
}

fn read(address: &Element) -> Address {
    let part = |name: &str| value(address, name);
    let era = Era::parse(&part("era")).unwrap_or_default();
    Address {
        era,
        province: part("province"),
        district: (era == Era::Old).then(|| part("district")),
        commune: part("commune"),
        detail: part("detail"),
    }
}

fn value(address: &Element, part: &str) -> String {
    let control = address.query_selector(&format!("[name$=\".{part}\"]")).ok().flatten();
    let value = control.and_then(|control| js_sys::Reflect::get(&control, &"value".into()).ok());
    value.as_ref().and_then(JsValue::as_string).unwrap_or_default()
}

/// Fills the list of names beside a part.
fn offer<'a>(address: &Element, part: &str, units: impl Iterator<Item = &'a Unit>) {
    let found = address.query_selector(&format!("datalist[id$=\".{part}-list\"]"));
    let Ok(Some(names)) = found else { return };
    names.set_inner_html("");
    for name in units.map(Unit::full_name) {
        if let Ok(option) = document().create_element("option") {
            let _ = option.set_attribute("value", &name);
            let _ = names.append_with_node_1(&option);
        }
    }
}
