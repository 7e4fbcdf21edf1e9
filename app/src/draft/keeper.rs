//! Keeps what is typed: on the device at once, on the server as soon as it can be reached. The
//! server has the last word, answer by answer.

use super::api::keep_answers;
use super::device;
use super::page_dom::{PageDom, announce};
use super::save_state::SaveState;
use super::wrong::Wrong;
use crate::i18n::use_lang;
use crate::refusal::Refusal;
use chrono::NaiveDate;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::draft::{SaveDraft, Saved};
use shared::error::ErrorCode;
use shared::form::{AddressBook, Answers, CheckContext, Form, Papers, Row};
use shared::id::DraftId;
use shared::time::Instant;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

/// So long after the last keystroke a text is sent.
const PAUSE: Duration = Duration::from_millis(1_200);
/// After the first failure it is tried again so soon; after each further one, twice as late.
const RETRY_FIRST: Duration = Duration::from_secs(2);
const RETRY_MAX: Duration = Duration::from_mins(1);

/// A page of questions, as the browser is sent it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeptPage {
    /// The draft.
    pub id: DraftId,
    /// The key of the page.
    pub section: String,
    /// The form, as far as this page needs it.
    pub form: Form,
    /// The answers that the server has.
    pub answers: Answers,
    /// The files, for conditions.
    pub papers: Papers,
    /// The business day, by its number in the common era: for the reason of [`Saved::saved_at`].
    pub today: i32,
    /// The revision of those answers.
    pub revision: i64,
    /// When they were saved.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub saved_at: Instant,
    /// What the server says has to be mended: the control and the words.
    pub wrong: Vec<(String, String)>,
}

/// The keeper of one page. Cheap to clone.
#[derive(Clone)]
pub(super) struct Keeper(Rc<RefCell<Kept>>);

struct Kept {
    page: KeptPage,
    dom: PageDom,
    state: RwSignal<SaveState>,
    /// The next try, if one is planned.
    planned: Option<Timeout>,
    retry: Duration,
    is_sending: bool,
    /// Answers from the device for which the page has no control yet, such as a further row.
    unseen: Answers,
    /// The units of addresses, once they are here.
    book: Option<AddressBook>,
    /// What to do once the server has everything.
    then: Option<Box<dyn FnOnce()>>,
}

impl Keeper {
    /// Takes the page over: what the device still has is written into it, and sent with what was
    /// typed before the script was awake.
    pub(super) fn new(page: KeptPage, dom: PageDom, state: RwSignal<SaveState>) -> Self {
        let mut kept = Kept {
            page,
            dom,
            state,
            planned: None,
            retry: RETRY_FIRST,
            is_sending: false,
            unseen: Answers::new(),
            book: None,
            then: None,
        };
        kept.page.answers = kept.with(kept.dom.drawn_pairs());
        let typed = kept.typed();
        let is_typed = |key: &str| typed.get(key) != kept.page.answers.get(key);
        let unsent = device::unsent(kept.page.id);
        let unsent = unsent.iter().filter(|(key, _)| !is_typed(key));
        let unsent = unsent.map(|(key, answer)| (key.to_owned(), answer.clone())).collect();
        kept.restore(&unsent);
        let keeper = Self(Rc::new(RefCell::new(kept)));
        keeper.refresh();
        keeper.send_now();
        keeper
    }

    /// Something was typed: kept here at once, sent after a pause.
    pub(super) fn typed(&self) {
        let has_changed = {
            let kept = self.0.borrow();
            let pending = kept.pending();
            device::keep(kept.page.id, &pending);
            !pending.is_empty()
        };
        if has_changed {
            self.plan(PAUSE);
        }
    }

    /// A field was left or a choice made.
    pub(super) fn changed(&self) {
        self.refresh();
        self.send_now();
    }

    /// Shows the questions that are asked now.
    pub(super) fn refresh(&self) {
        let kept = self.0.borrow();
        let answers = kept.typed();
        let (page, ctx) = (&kept.page, kept.ctx());
        let Some(section) = page.form.section(&page.section) else { return };
        let shown = page.form.visible_fields(section, &answers, &ctx);
        kept.dom.show_only(|path| {
            let mut parts = path.split('.');
            let key = parts.next().unwrap_or(path);
            let Some(field) = shown.iter().find(|field| field.key == key) else { return false };
            let (Some(row), Some(column)) = (parts.next(), parts.next()) else { return true };
            let rows = answers.get(key).and_then(|answer| answer.as_rows()).unwrap_or_default();
            let blank = Row::new();
            let row = row.parse().ok().and_then(|at: usize| rows.get(at)).unwrap_or(&blank);
            let columns = page.form.visible_columns(field, row, &answers, &ctx);
            columns.iter().any(|known| known.key == column)
        });
    }

    /// What has to be mended on this page.
    pub(super) fn wrong(&self) -> Vec<Wrong> {
        let kept = self.0.borrow();
        let (page, answers) = (&kept.page, kept.typed());
        let errors = page.form.check_section(&page.section, &answers, &kept.ctx());
        errors.iter().filter_map(|error| Wrong::of(&page.form, error)).collect()
    }

    /// Whether the server has everything that stands on the page.
    pub(super) fn is_settled(&self) -> bool {
        let kept = self.0.borrow();
        !kept.is_sending && kept.pending().is_empty()
    }

    /// From now on addresses are checked against these units.
    pub(super) fn know(&self, book: AddressBook) {
        self.0.borrow_mut().book = Some(book);
    }

    /// Does `then` once the server has everything.
    pub(super) fn once_settled(&self, then: impl FnOnce() + 'static) {
        self.0.borrow_mut().then = Some(Box::new(then));
        self.send_now();
    }

    /// Sends what the server does not have, unless that is under way.
    pub(super) fn send_now(&self) {
        let save = {
            let mut kept = self.0.borrow_mut();
            kept.planned = None;
            if kept.is_sending {
                return;
            }
            let answers = kept.pending();
            if answers.is_empty() {
                kept.settle();
                let then = kept.then.take();
                drop(kept);
                if let Some(then) = then {
                    then();
                }
                return;
            }
            device::keep(kept.page.id, &answers);
            kept.is_sending = true;
            kept.state.set(SaveState::Sending);
            SaveDraft { id: kept.page.id, answers }
        };
        let keeper = self.clone();
        leptos::task::spawn_local(async move {
            let sent = save.answers.clone();
            let answer = keep_answers(save).await;
            keeper.0.borrow_mut().is_sending = false;
            match answer {
                Ok(saved) => keeper.arrived(sent, saved),
                Err(refusal) => keeper.refused(&refusal),
            }
        });
    }

    fn arrived(&self, sent: Answers, saved: Saved) {
        let goes_on = {
            let mut kept = self.0.borrow_mut();
            let was_away = kept.retry > RETRY_FIRST;
            kept.retry = RETRY_FIRST;
            kept.page.revision = saved.revision;
            kept.page.saved_at = saved.saved_at;
            kept.forget(&sent);
            kept.page.answers.merge(sent);
            let pending = kept.pending();
            device::keep(kept.page.id, &pending);
            if pending.is_empty() {
                kept.settle();
                if was_away {
                    announce(&SaveState::Saved(saved.saved_at).words());
                }
            }
            !pending.is_empty() || kept.then.is_some()
        };
        if goes_on {
            self.send_now();
        }
    }

    fn refused(&self, refusal: &Refusal) {
        let state = match refusal.0.code {
            ErrorCode::SignInNeeded => SaveState::SignedOut,
            ErrorCode::Offline | ErrorCode::Internal | ErrorCode::TooManyRequests => {
                SaveState::Waiting
            }
            ErrorCode::DraftStale => SaveState::Sending,
            _ => SaveState::Refused(refusal.sentence(use_lang())),
        };
        announce(&state.words());
        let is_tried_again = matches!(state, SaveState::Waiting | SaveState::Sending);
        let retry = {
            let mut kept = self.0.borrow_mut();
            kept.then = None;
            kept.state.set(state);
            let retry = kept.retry;
            kept.retry = (retry * 2).min(RETRY_MAX);
            retry
        };
        if is_tried_again {
            self.plan(retry);
        }
    }

    fn plan(&self, after: Duration) {
        let keeper = self.clone();
        let milliseconds = u32::try_from(after.as_millis()).unwrap_or(u32::MAX);
        let next = Timeout::new(milliseconds, move || keeper.send_now());
        self.0.borrow_mut().planned = Some(next);
    }
}

impl Kept {
    fn ctx(&self) -> CheckContext<'_> {
        let today = NaiveDate::from_num_days_from_ce_opt(self.page.today);
        let today = today.expect("the server counted from a day");
        CheckContext { today, papers: &self.page.papers, book: self.book.as_ref() }
    }

    /// All answers as they stand on the page.
    fn typed(&self) -> Answers {
        self.with(self.dom.pairs())
    }

    /// The server's answers with these on top.
    fn with(&self, pairs: Vec<(String, String)>) -> Answers {
        let KeptPage { form, section, answers, .. } = &self.page;
        let typed = answers.with_posted(form, section, pairs, &self.ctx());
        typed.unwrap_or_else(|_| answers.clone())
    }

    /// What the server does not have: of this page what stands on it, of others what the device
    /// still keeps.
    fn pending(&self) -> Answers {
        let mut pending = device::unsent(self.page.id);
        let section = self.page.form.section(&self.page.section);
        for field in section.into_iter().flat_map(|section| &section.fields) {
            pending.remove(&field.key);
        }
        pending.merge(self.unseen.clone());
        let typed = self.typed();
        for (key, answer) in typed.iter() {
            if self.page.answers.get(key) != Some(answer) {
                pending.set(key, answer.clone());
            }
        }
        pending
    }

    /// Takes off the device what has arrived, unless it was changed meanwhile.
    fn forget(&mut self, sent: &Answers) {
        let mut rest = device::unsent(self.page.id);
        for (key, answer) in sent.iter() {
            if rest.get(key) == Some(answer) {
                rest.remove(key);
            }
            self.unseen.remove(key);
        }
        device::keep(self.page.id, &rest);
    }

    fn settle(&self) {
        self.state.set(SaveState::Saved(self.page.saved_at));
    }

    /// Writes answers of this page into its controls.
    fn restore(&mut self, answers: &Answers) {
        for (key, answer) in answers.iter() {
            let one: Answers = [(key.to_owned(), answer.clone())].into_iter().collect();
            let pairs = one.to_pairs(&self.page.form, &self.page.section);
            for (name, _) in &pairs {
                self.dom.untick(name);
            }
            let written = pairs.iter().filter(|(name, value)| self.dom.write(name, value)).count();
            if written < pairs.len() {
                self.unseen.set(key, answer.clone());
            }
        }
    }
}
