//! Warns before a session ends: the dialog that the server drew opens in time, counts down, says what
//! is left to those who do not see it, and lets one stay by one press.
//!
//! A window that stays open while another one reads on is not warned for nothing: all windows of a
//! browser know the latest end.

use super::api::StaySignedIn;
use crate::i18n::{t, tf};
use crate::ui::LIVE_REGION_ID;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_net::http::Request;
use gloo_timers::callback::Timeout;
use leptos::html;
use leptos::prelude::*;
use server_fn::ServerFn;
use shared::i18n::msg;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, Storage};

/// The parts of the dialog, by `data-part`: while it runs, the time left, once it has ended, what is
/// said aloud.
pub(super) const RUNNING: &str = "running";
pub(super) const LEFT: &str = "left";
pub(super) const ENDED: &str = "ended";
pub(super) const SAID: &str = "said";

/// WCAG asks for twenty seconds, we for five minutes; half a minute more, since far from the end the
/// clock is looked at that rarely.
const WARNED_SECONDS: i64 = 5 * 60 + 30;
const FAR_MILLISECONDS: u32 = 30_000;
const NEAR_MILLISECONDS: u32 = 1_000;
/// What is left is said aloud when so many minutes are.
const SAID_MINUTES: [i64; 3] = [5, 2, 1];
/// Where the windows of a browser tell each other the end, in milliseconds.
const END_PLACE: &str = "session-end";

/// Watches a session that lasts `seconds` more. `children` hold the dialog.
#[island]
pub fn SessionEnd(seconds: i64, children: Children) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let dialog = root.get().and_then(|root| root.query_selector("dialog").ok().flatten());
        if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into().ok()) {
            Rc::new(Watch::new(dialog)).begin(seconds);
        }
    });
    view! { <div node_ref=root>{children()}</div> }
}

struct Watch {
    dialog: HtmlDialogElement,
    /// In milliseconds of the device's clock.
    ends_at: Cell<i64>,
    /// Whether the dialog was opened for this end: whoever closes it is not told again before it.
    is_warned: Cell<bool>,
    /// The minutes that were said last.
    said: Cell<Option<i64>>,
}

impl Watch {
    fn new(dialog: HtmlDialogElement) -> Self {
        Self { dialog, ends_at: Cell::default(), is_warned: Cell::default(), said: Cell::default() }
    }

    fn begin(self: Rc<Self>, seconds: i64) {
        self.lasts(seconds);
        let watch = Rc::clone(&self);
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&self.dialog, "submit", options, move |event| {
            let form = event.target().and_then(|form| form.dyn_into::<Element>().ok());
            if form.is_some_and(|form| form.get_attribute("action").is_some()) {
                event.prevent_default();
                leptos::task::spawn_local(Rc::clone(&watch).stay());
            }
        })
        .forget();
        // For tests: from now on the clock is looked at.
        let _ = self.dialog.set_attribute("data-watching", "true");
        self.look();
    }

    /// From now on the session lasts so long; the other windows are told.
    fn lasts(&self, seconds: i64) {
        let end = now() + seconds * 1_000;
        self.ends_at.set(end);
        if let Some(storage) = storage() {
            // A device that keeps nothing goes on without.
            let _kept = storage.set_item(END_PLACE, &end.to_string());
        }
    }

    /// Looks at the clock, and again soon.
    fn look(self: Rc<Self>) {
        let told = storage().and_then(|storage| storage.get_item(END_PLACE).ok().flatten());
        if let Some(told) = told.and_then(|end| end.parse().ok()) {
            self.ends_at.set(told);
        }
        let left = self.left();
        self.show(left);
        let is_near = left <= WARNED_SECONDS;
        let wait = if is_near { NEAR_MILLISECONDS } else { FAR_MILLISECONDS };
        Timeout::new(wait, move || self.look()).forget();
    }

    /// The seconds that are left.
    fn left(&self) -> i64 {
        (self.ends_at.get() - now()).div_euclid(1_000)
    }

    fn show(&self, left: i64) {
        if left > WARNED_SECONDS {
            if self.is_warned.replace(false) {
                self.dialog.close();
                self.said.set(None);
            }
            return;
        }
        let has_ended = left <= 0;
        let was_running = !self.is_hidden(RUNNING);
        self.hide(RUNNING, has_ended);
        self.hide(ENDED, !has_ended);
        let is_news = has_ended && was_running;
        let is_open = |dialog| document().query_selector(dialog).is_ok_and(|found| found.is_some());
        // Another dialog has the word, such as the one to sign in again in place.
        if (!self.is_warned.replace(true) || is_news) && !is_open("dialog[open]") {
            let _opened = self.dialog.show_modal();
        }
        let left = left.max(0);
        self.write(LEFT, &format!("{}:{:02}", left / 60, left % 60));
        if is_news {
            return self.say(t(msg::identity::SESSION_ENDED));
        }
        let minutes = SAID_MINUTES.into_iter().filter(|minutes| left <= minutes * 60).min();
        if !has_ended && minutes.is_some() && self.said.replace(minutes) != minutes {
            let n = minutes.unwrap_or_default().to_string();
            self.say(&tf(msg::identity::SESSION_LEFT, &[("n", &n)]));
        }
    }

    /// Asks the server to let one stay.
    async fn stay(self: Rc<Self>) {
        let answer = Request::post(StaySignedIn::PATH).header("accept", "application/json").send();
        match answer.await {
            Ok(answer) if answer.ok() => {
                let seconds = answer.text().await.ok().and_then(|text| text.parse().ok());
                self.lasts(seconds.unwrap_or_default());
                self.show(self.left());
                self.say(t(msg::identity::SESSION_STAYED));
            }
            Ok(_) => {
                self.lasts(0);
                self.show(0);
            }
            Err(_) => self.say(t(msg::error::OFFLINE)),
        }
    }

    /// Says it where it is heard: all but an open dialog is silent.
    fn say(&self, text: &str) {
        if self.dialog.open() {
            self.write(SAID, text);
        } else if let Some(region) = document().get_element_by_id(LIVE_REGION_ID) {
            region.set_text_content(Some(text));
        }
    }

    fn part(&self, name: &str) -> Option<Element> {
        self.dialog.query_selector(&format!("[data-part={name}]")).ok().flatten()
    }

    fn write(&self, part: &str, text: &str) {
        if let Some(part) = self.part(part) {
            part.set_text_content(Some(text));
        }
    }

    fn is_hidden(&self, part: &str) -> bool {
        self.part(part).is_some_and(|part| part.has_attribute("hidden"))
    }

    fn hide(&self, part: &str, is_hidden: bool) {
        if let Some(part) = self.part(part) {
            let _ = part.toggle_attribute_with_force("hidden", is_hidden);
        }
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Whole milliseconds: reading and writing fractions is a lot of code for a browser to fetch.
#[expect(clippy::cast_possible_truncation, reason = "no clock shows so many milliseconds")]
fn now() -> i64 {
    js_sys::Date::now() as i64
}
