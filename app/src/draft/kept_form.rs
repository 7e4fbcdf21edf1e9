//! The island around a page of questions: what is typed is kept, what is wrong is said where one
//! leaves a field, what became visible is shown. The fields are those that the server drew, and
//! without a script they work alone.

use super::address_dom::{address_around, fit};
use super::api::list_addresses;
use super::keeper::{Keeper, KeptPage};
use super::page_dom::{ERROR_ICON_ID, PageDom};
use super::save_state::SaveState;
use super::sign_in_again::ask_again;
use crate::i18n::t;
use crate::ui::{ErrorSummary, Glyph, Icon, WrongField};
use gloo_events::{EventListener, EventListenerOptions};
use leptos::html;
use leptos::prelude::*;
use shared::draft::PageAct;
use shared::form::AddressBook;
use shared::i18n::msg;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

/// What answers to being pressed.
const PRESSED: &str = "a, button, input, label, select, summary, textarea";

/// Wraps the heading and the form of a page. `page` is a [`KeptPage`] as JSON: leptos links what
/// writes a property into the bundle too, and a browser never writes one.
#[island(lazy)]
pub fn KeptForm(page: String, children: Children) -> impl IntoView {
    let page: KeptPage = serde_json::from_str(&page).expect("server and bundle are of one build");
    let root = NodeRef::<html::Div>::new();
    let state = RwSignal::new(SaveState::Saved(page.saved_at));
    let wrong: Vec<WrongField> = page.wrong.iter().map(wrong_field).collect();
    let wrong = RwSignal::new(wrong);
    let signed_in = RwSignal::new(0_u32);
    let page = StoredValue::new(Some(page));
    let again = NodeRef::<html::Div>::new();
    let is_signed_out = Memo::new(move |_| *state.read() == SaveState::SignedOut);
    let is_needed = Signal::from(is_signed_out);
    let on_signed_in = Callback::new(move |()| *signed_in.write() += 1);
    Effect::new(move |_| {
        if is_needed.get() {
            ask_again(again, is_needed, on_signed_in);
        }
    });
    Effect::new(move |_| {
        let Some(root) = root.get() else { return };
        let page = page.try_update_value(Option::take).flatten();
        if let (Some(page), Some(dom)) = (page, PageDom::inside(&root)) {
            let desk = Rc::new(Desk::open(page, dom, state, wrong));
            desk.listen(&root, signed_in);
        }
    });
    view! {
        <div class="stack" node_ref=root>
            <ErrorSummary errors=wrong/>
            <div class="draft_bar">
                <p class="saved" data-state=move || state.read().as_str()>
                    {move || state.read().words()}
                </p>
            </div>
            {children()}
            <span id=ERROR_ICON_ID hidden><Glyph icon=Icon::CircleAlert/></span>
            <div node_ref=again></div>
        </div>
    }
}

fn wrong_field((id, text): &(String, String)) -> WrongField {
    WrongField { id: id.clone(), text: text.clone() }
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// What the island works with once it is awake.
struct Desk {
    keeper: Keeper,
    dom: PageDom,
    wrong: RwSignal<Vec<WrongField>>,
    /// The questions in which something was typed: only they are judged on leaving.
    touched: RefCell<BTreeSet<String>>,
    /// The units of addresses, fetched when somebody comes to the first address.
    book: Rc<RefCell<Option<AddressBook>>>,
    is_book_asked: Rc<Cell<bool>>,
    /// Everything is saved: the next submit is the browser's own.
    goes_through: Rc<Cell<bool>>,
    /// Something that can be pressed is held down. Nothing may move until it is let go, or it would not
    /// be under the pointer any more.
    is_pressing: Cell<bool>,
    /// The question that was left by that press: it is judged once the press is over.
    left_by_press: RefCell<Option<String>>,
}

impl Desk {
    fn open(
        page: KeptPage,
        dom: PageDom,
        state: RwSignal<SaveState>,
        wrong: RwSignal<Vec<WrongField>>,
    ) -> Self {
        Self {
            keeper: Keeper::new(page, dom.clone(), state),
            dom,
            wrong,
            touched: RefCell::default(),
            book: Rc::default(),
            is_book_asked: Rc::default(),
            goes_through: Rc::default(),
            is_pressing: Cell::default(),
            left_by_press: RefCell::default(),
        }
    }

    /// Listens where all controls can be heard, as long as the page is there.
    fn listen(self: &Rc<Self>, root: &Element, signed_in: RwSignal<u32>) {
        self.on(root, "input", |desk, event| desk.typed(target(event).as_ref()));
        self.on(root, "change", |desk, event| desk.changed(target(event).as_ref()));
        self.on(root, "focusin", |desk, event| desk.entered(target(event).as_ref()));
        self.on(root, "focusout", Self::left);
        self.on(root, "submit", Self::submitted);
        self.on(root, "pointerdown", |desk, event| desk.pressed(target(event).as_ref()));
        for end in ["pointerup", "pointercancel"] {
            self.on(&window(), end, |desk, _| desk.is_pressing.set(false));
        }
        self.on(&window(), "click", |desk, _| desk.judge_left());
        self.on(&window(), "online", |desk, _| desk.keeper.send_now());
        // For tests: from now on what is typed is kept.
        let _ = root.set_attribute("data-awake", "true");
        let keeper = self.keeper.clone();
        Effect::new(move |_| {
            if signed_in.get() > 0 {
                keeper.send_now();
            }
        });
    }

    fn on(self: &Rc<Self>, at: &web_sys::EventTarget, name: &'static str, act: fn(&Self, &Event)) {
        let desk = Rc::clone(self);
        let options = EventListenerOptions::enable_prevent_default();
        let listener =
            EventListener::new_with_options(at, name, options, move |event| act(&desk, event));
        listener.forget();
    }

    fn pressed(&self, target: Option<&Element>) {
        let pressed = target.and_then(|at| at.closest(PRESSED).ok().flatten());
        self.is_pressing.set(pressed.is_some());
    }

    fn typed(&self, target: Option<&Element>) {
        if let Some(path) = target.and_then(PageDom::path_around) {
            self.touched.borrow_mut().insert(path);
            self.keeper.typed();
        }
    }

    fn changed(&self, target: Option<&Element>) {
        let Some(path) = target.and_then(PageDom::path_around) else { return };
        if self.is_pressing.get() {
            return self.keeper.typed();
        }
        let address = target.and_then(address_around);
        if let (Some(address), Some(book)) = (address, &*self.book.borrow()) {
            fit(&address, book);
        }
        self.keeper.changed();
        if self.dom.marked().contains(&path) {
            self.judge(&path);
        }
    }

    /// Focus came to a control: the names of addresses are fetched before the first is typed.
    fn entered(&self, target: Option<&Element>) {
        let is_address = target.and_then(address_around).is_some();
        if !is_address || self.is_book_asked.replace(true) {
            return;
        }
        let (book, keeper, dom) = (self.book.clone(), self.keeper.clone(), self.dom.clone());
        let is_asked = self.is_book_asked.clone();
        leptos::task::spawn_local(async move {
            let Ok(known) = list_addresses().await else { return is_asked.set(false) };
            dom.addresses().iter().for_each(|address| fit(address, &known));
            keeper.know(known.clone());
            *book.borrow_mut() = Some(known);
        });
    }

    /// Focus left a control; judged is the question, once focus is out of all its controls.
    fn left(&self, event: &Event) {
        let Some(event) = event.dyn_ref::<web_sys::FocusEvent>() else { return };
        let Some(path) = target(event).as_ref().and_then(PageDom::path_around) else { return };
        let next = event.related_target().and_then(|next| next.dyn_into::<Element>().ok());
        let is_within = next.as_ref().and_then(PageDom::path_around).as_ref() == Some(&path);
        if is_within || !self.touched.borrow().contains(&path) {
            return;
        }
        if self.is_pressing.get() {
            self.left_by_press.replace(Some(path));
        } else {
            self.judge(&path);
        }
    }

    fn judge_left(&self) {
        if let Some(path) = self.left_by_press.take() {
            self.judge(&path);
        }
    }

    /// Says by a question what is wrong with it now.
    fn judge(&self, path: &str) {
        let found = self.keeper.wrong();
        match found.iter().find(|wrong| wrong.path == path) {
            Some(wrong) => self.dom.mark(path, &wrong.control, Some(&wrong.text)),
            None => self.dom.mark(path, path, None),
        }
    }

    fn submitted(&self, event: &Event) {
        let Some(event) = event.dyn_ref::<web_sys::SubmitEvent>() else { return };
        if !self.dom.is_target_of(event) || self.goes_through.replace(false) {
            return;
        }
        let button = event.submitter().and_then(|button| button.dyn_into::<HtmlElement>().ok());
        let act = button.as_ref().and_then(|button| button.get_attribute("value"));
        let goes_on = act.is_none_or(|act| act == PageAct::Continue.as_value());
        if goes_on && self.has_wrong() {
            event.prevent_default();
        } else if !self.keeper.is_settled() {
            event.prevent_default();
            let (dom, goes_through) = (self.dom.clone(), self.goes_through.clone());
            self.keeper.once_settled(move || {
                goes_through.set(true);
                dom.post(button.as_ref());
            });
        }
    }

    /// Judges the whole page; what is wrong is listed on top, and focus goes there.
    fn has_wrong(&self) -> bool {
        let found = self.keeper.wrong();
        for path in self.dom.marked() {
            self.dom.mark(&path, &path, None);
        }
        for wrong in &found {
            self.dom.mark(&wrong.path, &wrong.control, Some(&wrong.text));
        }
        let lines =
            found.into_iter().map(|wrong| WrongField { id: wrong.control, text: wrong.text });
        let lines: Vec<WrongField> = lines.collect();
        let has_wrong = !lines.is_empty();
        self.wrong.set(lines);
        if has_wrong {
            prefix_title();
            request_animation_frame(focus_summary);
        }
        has_wrong
    }
}

fn prefix_title() {
    let (title, prefix) = (document().title(), t(msg::ui::ERROR_PREFIX));
    if !title.starts_with(prefix) {
        document().set_title(&format!("{prefix} {title}"));
    }
}

fn focus_summary() {
    let summary = document().get_element_by_id("error-summary");
    if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<HtmlElement>().ok()) {
        let _ = summary.focus();
    }
}
