//! The files of one paper in the browser: those that are there, those on their way, and what the person
//! does to them.

use super::api::remove_file;
use super::remembered;
use super::send::{End, Job, Wish, percent, send};
use super::slot::{Slot, SlotFile};
use super::tus;
use crate::i18n::{t, tf, use_lang};
use crate::ui::{FileState, LIVE_REGION_ID};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::error::ApiError;
use shared::file::FileFault;
use shared::i18n::{Key, msg};
use shared::id::FileId;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlElement};

/// A file that is not there yet.
#[derive(Clone)]
pub(super) struct Sending {
    pub(super) number: u32,
    /// Under which its upload is remembered; empty when there is none.
    key: String,
    pub(super) name: String,
    /// Unknown for what a plain form sent.
    pub(super) bytes: Option<u64>,
    pub(super) state: RwSignal<FileState>,
    /// Whether a refused one may be taken later.
    may_pass: RwSignal<bool>,
    /// The chosen file; none after a reload. It lives in the browser only.
    job: Option<StoredValue<Rc<Job>, LocalStorage>>,
}

impl Sending {
    fn new(number: u32, name: String, state: FileState) -> Self {
        Self {
            number,
            key: String::new(),
            name,
            bytes: None,
            state: RwSignal::new(state),
            may_pass: RwSignal::new(false),
            job: None,
        }
    }

    /// What its button does now, if it has one.
    pub(super) fn act(&self) -> Option<Act> {
        match self.state.get() {
            FileState::Sending(_) => Some(Act::Pause),
            FileState::Paused(_) => Some(Act::GoOn),
            FileState::Broken(_) => Some(Act::Again),
            FileState::Failed(_) if self.may_pass.get() => Some(Act::Again),
            _ => None,
        }
    }

    /// Whether it will be a file of the paper if nothing happens.
    fn is_coming(&self) -> bool {
        self.state.with(|state| !matches!(state, FileState::Failed(_) | FileState::Unfinished(_)))
    }

    fn say(&self, key: Key) {
        announce(&tf(key, &[("name", &self.name)]));
    }

    fn fail(&self, words: String, may_pass: bool) {
        announce(&tf(msg::file::SAID_FAILED, &[("name", &self.name), ("why", &words)]));
        self.may_pass.set(may_pass);
        self.state.set(FileState::Failed(words));
    }
}

/// What the button of a file does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Pause,
    GoOn,
    Again,
}

/// One paper in the browser. One file after the other is sent: on a thin line two are slower than one.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    paper: StoredValue<Slot>,
    pub(super) files: RwSignal<Vec<SlotFile>>,
    pub(super) sendings: RwSignal<Vec<Sending>>,
    /// What is wrong with the paper as a whole.
    pub(super) error: RwSignal<Option<String>>,
    queue: StoredValue<VecDeque<Sending>>,
    is_sending: StoredValue<bool>,
    numbers: StoredValue<u32>,
}

impl Desk {
    /// As the server has drawn it.
    pub(super) fn new(paper: &Slot) -> Self {
        let (all, each): (Vec<_>, Vec<_>) =
            paper.refused.iter().cloned().partition(|refused| refused.name.is_empty());
        let refused = each.into_iter().zip(1..).map(|(refused, number)| {
            Sending::new(number, refused.name, FileState::Failed(refused.words))
        });
        let sendings: Vec<_> = refused.collect();
        Self {
            numbers: StoredValue::new(u32::try_from(sendings.len()).unwrap_or(0)),
            paper: StoredValue::new(paper.clone()),
            files: RwSignal::new(paper.files.clone()),
            sendings: RwSignal::new(sendings),
            error: RwSignal::new(all.into_iter().next().map(|refused| refused.words)),
            queue: StoredValue::new(VecDeque::new()),
            is_sending: StoredValue::new(false),
        }
    }

    fn number(self) -> u32 {
        self.numbers.update_value(|number| *number += 1);
        self.numbers.get_value()
    }

    /// Shows what was left over from an earlier visit.
    pub(super) fn show_left(self) {
        for left in self.paper.with_value(remembered::left) {
            spawn_local(async move {
                match tus::reached(&left.address).await {
                    Ok(Some(at)) if at < left.bytes => {
                        let state = FileState::Unfinished(percent(at, left.bytes));
                        let mut sending = Sending::new(self.number(), left.name, state);
                        sending.key = left.key;
                        sending.bytes = Some(left.bytes);
                        self.sendings.update(|all| all.push(sending));
                    }
                    Ok(_) => remembered::forget(&left.key),
                    Err(_) => {}
                }
            });
        }
    }

    /// Takes a chosen file.
    pub(super) fn choose(self, file: File) {
        self.error.set(None);
        let (job, bytes) = self
            .paper
            .with_value(|paper| (Job::new(paper, file.clone()), super::piece::size(&file)));
        let same = |sending: &Sending| sending.key == job.key;
        let is_underway = self
            .sendings
            .with_untracked(|all| all.iter().any(|s| same(s) && s.job.is_some() && s.is_coming()));
        if is_underway {
            return;
        }
        self.sendings.update(|all| all.retain(|sending| !same(sending)));
        let full = self.fault_of_number();
        let mut sending = Sending::new(self.number(), file.name(), FileState::Waiting);
        sending.bytes = Some(bytes);
        sending.key.clone_from(&job.key);
        sending.job = Some(StoredValue::new_local(Rc::new(job)));
        self.sendings.update(|all| all.push(sending.clone()));
        match full {
            Some(error) => sending.fail(sentence(&error), false),
            None => self.enqueue(sending),
        }
    }

    /// Why no further file fits, if so.
    fn fault_of_number(self) -> Option<ApiError> {
        let files_max = self.paper.with_value(|paper| paper.rule.files_max);
        let there = self.files.with_untracked(Vec::len);
        let coming =
            self.sendings.with_untracked(|all| all.iter().filter(|s| s.is_coming()).count());
        let is_full = u32::try_from(there + coming).is_ok_and(|number| number >= files_max);
        is_full.then(|| FileFault::TooMany { files_max }.into())
    }

    /// Does what the button says.
    pub(super) fn act(self, sending: &Sending, act: Act) {
        let Some(job) = sending.job.map(|job| job.get_value()) else { return };
        match (act, sending.state.get_untracked()) {
            (Act::Pause, _) => job.wish(Wish::Pause),
            // It is waiting for the line: no longer.
            (_, FileState::Broken(_)) => job.wish(Wish::Send),
            _ => {
                job.wish(Wish::Send);
                sending.state.set(FileState::Waiting);
                self.enqueue(sending.clone());
            }
        }
    }

    /// Gives a file up that is not there yet.
    pub(super) fn drop(self, sending: &Sending) {
        if let Some(job) = sending.job {
            job.get_value().wish(Wish::Drop);
        }
        self.queue.update_value(|queue| queue.retain(|waiting| waiting.number != sending.number));
        self.sendings.update(|all| all.retain(|other| other.number != sending.number));
        give_up(&sending.key);
        self.focus_input();
    }

    /// Takes a file off the paper.
    pub(super) fn remove(self, file: SlotFile) {
        spawn_local(async move {
            match remove_file(file.id, String::new()).await {
                Ok(()) => {
                    self.files.update(|files| files.retain(|other| other.id != file.id));
                    announce(&tf(msg::file::SAID_REMOVED, &[("name", &file.name)]));
                    self.focus_input();
                }
                Err(refusal) => self.error.set(Some(sentence(&refusal.0))),
            }
        });
    }

    fn enqueue(self, sending: Sending) {
        self.queue.update_value(|queue| queue.push_back(sending));
        if self.is_sending.get_value() {
            return;
        }
        self.is_sending.set_value(true);
        spawn_local(async move {
            while let Some(next) = self.queue.try_update_value(VecDeque::pop_front).flatten() {
                self.work(next).await;
            }
            self.is_sending.set_value(false);
        });
    }

    async fn work(self, sending: Sending) {
        let Some(job) = sending.job.map(|job| job.get_value()) else { return };
        let paper = self.paper.get_value();
        let tell = |state: FileState| {
            let is_news = matches!(state, FileState::Broken(_))
                && !matches!(sending.state.get_untracked(), FileState::Broken(_));
            if is_news {
                sending.say(msg::file::SAID_BROKEN);
            }
            sending.state.set(state);
        };
        match send(&paper, &job, tell).await {
            End::Kept(id) => self.keep(&sending, id),
            End::Paused(percent) => {
                sending.state.set(FileState::Paused(percent));
                sending.say(msg::file::SAID_PAUSED);
            }
            End::Dropped => give_up(&job.key),
            End::Refused { error, may_pass } => sending.fail(sentence(&error), may_pass),
            End::Unreadable => sending.fail(t(msg::file::UNREADABLE).to_owned(), false),
        }
    }

    fn keep(self, sending: &Sending, id: FileId) {
        let bytes = sending.bytes.unwrap_or_default();
        let file = SlotFile { id, name: sending.name.clone(), bytes, is_fixed: false };
        self.sendings.update(|all| all.retain(|other| other.number != sending.number));
        self.files.update(|files| files.push(file));
        sending.say(msg::file::SAID_KEPT);
    }

    /// The element that had the focus is gone: the paper's input is where one goes on.
    fn focus_input(self) {
        let input = self.paper.with_value(|paper| document().get_element_by_id(&paper.key));
        if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
            // What cannot take the focus leaves it with the page.
            let _focused = input.focus();
        }
    }
}

/// Gives the upload up that is remembered under that key.
fn give_up(key: &str) {
    if let Some(address) = remembered::address(key) {
        remembered::forget(key);
        spawn_local(async move { tus::give_up(&address).await });
    }
}

fn sentence(error: &ApiError) -> String {
    error.sentence(use_lang())
}

/// Says it to those who do not see it.
fn announce(words: &str) {
    if let Some(region) = document().get_element_by_id(LIVE_REGION_ID) {
        region.set_text_content(Some(words));
    }
}
