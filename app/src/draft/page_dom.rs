//! The page of questions in the browser: read, shown and hidden, marked where something is wrong.
//! The fields stay those that the server drew.

use super::address_dom::ADDRESS;
use crate::i18n::t;
use crate::ui::{LIVE_REGION_ID, error_id};
use leptos::prelude::document;
use shared::i18n::msg;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, FormData, HtmlElement, HtmlFormElement, HtmlInputElement};

/// Where the icon of an error stands ready to be copied.
pub(super) const ERROR_ICON_ID: &str = "error-icon";
/// The wrapper of a question, with the path of its field.
const QUESTION: &str = "[data-field]";
const PATH: &str = "data-field";

/// The form of a page.
#[derive(Clone)]
pub(super) struct PageDom {
    form: HtmlFormElement,
}

impl PageDom {
    /// The form inside `root`.
    pub(super) fn inside(root: &Element) -> Option<Self> {
        let form = root.query_selector("form.form").ok().flatten()?;
        Some(Self { form: form.dyn_into().ok()? })
    }

    /// The names and values that the form would post, but for those that are no answers.
    pub(super) fn pairs(&self) -> Vec<(String, String)> {
        pairs_of(&self.form)
    }

    /// The same as the server drew it, before anybody typed: people do not wait for a script.
    pub(super) fn drawn_pairs(&self) -> Vec<(String, String)> {
        let copy = self.form.clone_node_with_deep(true).ok();
        let Some(copy) = copy.and_then(|copy| copy.dyn_into::<HtmlFormElement>().ok()) else {
            return self.pairs();
        };
        copy.reset();
        pairs_of(&copy)
    }

    /// Writes one value into its control; whether there is such a control.
    pub(super) fn write(&self, name: &str, value: &str) -> bool {
        let mut found = false;
        for control in self.all(&format!("[name=\"{name}\"]")) {
            found = true;
            match control.dyn_ref::<HtmlInputElement>() {
                Some(input) if input.type_() == "radio" => {
                    input.set_checked(input.value() == value);
                }
                Some(input) if input.type_() == "checkbox" => {
                    if !value.is_empty() && (input.value() == value || value == "on") {
                        input.set_checked(true);
                    }
                }
                _ => {
                    let _ = js_sys::Reflect::set(&control, &"value".into(), &value.into());
                }
            }
        }
        found
    }

    /// Unticks every box of that name.
    pub(super) fn untick(&self, name: &str) {
        for control in self.all(&format!("input[type=checkbox][name=\"{name}\"]")) {
            if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
                input.set_checked(false);
            }
        }
    }

    /// Shows the questions for which `is_asked` says so, and hides the others.
    pub(super) fn show_only(&self, is_asked: impl Fn(&str) -> bool) {
        for question in self.all(QUESTION) {
            let Some(path) = question.get_attribute(PATH) else { continue };
            let is_hidden = !is_asked(&path);
            let _ = question.toggle_attribute_with_force("hidden", is_hidden);
            let _ = question.toggle_attribute_with_force("disabled", is_hidden);
        }
    }

    /// Says by the question at `path` what is wrong with it, or that nothing is.
    pub(super) fn mark(&self, path: &str, control: &str, text: Option<&str>) {
        let Some(question) = self.question(path) else { return };
        let Ok(Some(field)) = question.query_selector(".field") else { return };
        let wrong_id = error_id(control);
        let _ = field.query_selector(":scope > .error").map(|old| old.map(|old| old.remove()));
        set_or_remove(&field, "data-invalid", text.map(|_| "true"));
        for input in list(&field, "input:not([type=radio], [type=checkbox]), select, textarea") {
            set_or_remove(&input, "aria-invalid", text.map(|_| "true"));
        }
        let described = field.query_selector("input, select, textarea").ok().flatten();
        let described =
            if field.tag_name() == "FIELDSET" { Some(field.clone()) } else { described };
        if let Some(described) = described {
            let hint = field.query_selector(":scope > .hint").ok().flatten().map(|hint| hint.id());
            let ids = [hint, text.map(|_| wrong_id.clone())].into_iter().flatten();
            let ids = ids.collect::<Vec<_>>().join(" ");
            set_or_remove(
                &described,
                "aria-describedby",
                Some(ids.as_str()).filter(|ids| !ids.is_empty()),
            );
        }
        if let Some(text) = text {
            insert_error(&field, &wrong_id, text);
        }
    }

    /// The path of the question around an element.
    pub(super) fn path_around(element: &Element) -> Option<String> {
        element.closest(QUESTION).ok().flatten()?.get_attribute(PATH)
    }

    /// The paths of the questions that are marked as wrong.
    pub(super) fn marked(&self) -> Vec<String> {
        let wrong = self.all("[data-field] > .field[data-invalid=true]");
        wrong.iter().filter_map(Self::path_around).collect()
    }

    /// The addresses of the page.
    pub(super) fn addresses(&self) -> Vec<Element> {
        self.all(ADDRESS)
    }

    /// Whether it is this form, and not a dialog beside it, that is about to be sent.
    pub(super) fn is_target_of(&self, event: &web_sys::Event) -> bool {
        event.target().is_some_and(|target| target == *self.form.as_ref())
    }

    /// Posts the form as if its button had been pressed.
    pub(super) fn post(&self, button: Option<&HtmlElement>) {
        let _ = self.form.request_submit_with_submitter(button);
    }

    fn question(&self, path: &str) -> Option<Element> {
        self.form.query_selector(&format!("[data-field=\"{path}\"]")).ok().flatten()
    }

    fn all(&self, selector: &str) -> Vec<Element> {
        list(&self.form, selector)
    }
}

/// What a form would post, but for what is no answer.
fn pairs_of(form: &HtmlFormElement) -> Vec<(String, String)> {
    let Ok(posted) = FormData::new_with_form(form) else { return Vec::new() };
    let entries = js_sys::try_iter(&posted).ok().flatten();
    let text = |entry: &JsValue, at: u32| js_sys::Array::from(entry).get(at).as_string();
    entries
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            Some((text(&entry, 0)?, text(&entry, 1)?))
        })
        .filter(|(name, _)| !name.starts_with('@'))
        .collect()
}

/// The elements that a selector finds; controls of templates are not among them.
pub(super) fn list(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

fn set_or_remove(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// The same line that the server draws, below label and hint.
fn insert_error(field: &Element, id: &str, text: &str) {
    let Ok(line) = document().create_element("p") else { return };
    line.set_class_name("error");
    line.set_id(id);
    let icon = document().get_element_by_id(ERROR_ICON_ID);
    line.set_inner_html(&icon.map(|icon| icon.inner_html()).unwrap_or_default());
    let Ok(words) = document().create_element("span") else { return };
    let Ok(prefix) = document().create_element("span") else { return };
    prefix.set_class_name("visually-hidden");
    prefix.set_text_content(Some(&format!("{} ", t(msg::ui::ERROR_PREFIX))));
    let _ = words.append_with_node_1(&prefix);
    let _ = words.append_with_str_1(text);
    let _ = line.append_with_node_1(&words);
    let hint = field.query_selector(":scope > .hint").ok().flatten();
    let label = field.query_selector(":scope > label, :scope > legend").ok().flatten();
    match hint.or(label) {
        Some(before) => {
            let _ = before.after_with_node_1(&line);
        }
        None => {
            let _ = field.prepend_with_node_1(&line);
        }
    }
}

/// Says something to those who do not see the page.
pub(super) fn announce(text: &str) {
    if let Some(region) = document().get_element_by_id(LIVE_REGION_ID) {
        region.set_text_content(Some(text));
    }
}
