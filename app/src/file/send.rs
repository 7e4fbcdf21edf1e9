//! Sending one file, whatever the line does.

use super::piece::{judge, piece, size};
use super::remembered;
use super::slot::Slot;
use super::tus::{self, Miss};
use crate::ui::FileState;
use gloo_timers::future::TimeoutFuture;
use shared::error::ApiError;
use shared::id::FileId;
use std::cell::{Cell, RefCell};
use web_sys::{AbortController, File};

/// After a break one waits so long, then twice as long, and so on.
const WAIT_MILLISECONDS: u32 = 1_000;
/// But never longer: who comes back under a mast wants to go on.
const WAIT_MILLISECONDS_MAX: u32 = 8_000;
/// How often one looks, while waiting, whether the person wants something.
const LOOK_MILLISECONDS: u32 = 250;
/// So often in a row the server may say "not now" before the person is asked.
const REFUSALS_MAX: u32 = 6;

/// What the person wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Send,
    Pause,
    Drop,
}

/// A chosen file and what the person wants of it.
pub(super) struct Job {
    pub(super) file: File,
    /// Under which its upload is remembered.
    pub(super) key: String,
    wish: Cell<Wish>,
    /// Not to wait any longer.
    is_hurried: Cell<bool>,
    abort: RefCell<Option<AbortController>>,
}

/// How it ended.
pub(super) enum End {
    /// It is a file of its paper now.
    Kept(FileId),
    /// The person paused.
    Paused(u8),
    /// The person gave up.
    Dropped,
    /// It is not taken; `may_pass`: perhaps later.
    Refused { error: ApiError, may_pass: bool },
    /// The browser cannot read it.
    Unreadable,
}

impl Job {
    pub(super) fn new(slot: &Slot, file: File) -> Self {
        Self {
            key: remembered::key_of(slot, &file),
            file,
            wish: Cell::new(Wish::Send),
            is_hurried: Cell::new(false),
            abort: RefCell::new(None),
        }
    }

    /// Says what the person wants now; what is on its way is stopped.
    pub(super) fn wish(&self, wish: Wish) {
        self.wish.set(wish);
        self.is_hurried.set(true);
        if let (true, Some(abort)) = (wish != Wish::Send, self.abort.take()) {
            abort.abort();
        }
    }

    async fn wait(&self, milliseconds: u32) {
        self.is_hurried.set(false);
        let mut waited = 0;
        while waited < milliseconds && !self.is_hurried.get() {
            TimeoutFuture::new(LOOK_MILLISECONDS).await;
            waited += LOOK_MILLISECONDS;
        }
    }
}

/// Sends the file, from where the server has it; `tell` hears how far it is.
pub(super) async fn send(slot: &Slot, job: &Job, tell: impl Fn(FileState)) -> End {
    match judge(&slot.rule, &job.file).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => return End::Refused { error, may_pass: false },
        Err(_) => return End::Unreadable,
    }
    let far = Cell::new(0);
    let (mut wait, mut refusals) = (WAIT_MILLISECONDS, 0);
    loop {
        let before = far.get();
        let miss = match go_on(slot, job, &far, &tell).await {
            Ok(id) => return End::Kept(id),
            Err(miss) => miss,
        };
        let percent = percent(far.get(), size(&job.file));
        match job.wish.get() {
            Wish::Pause => return End::Paused(percent),
            Wish::Drop => return End::Dropped,
            Wish::Send => {}
        }
        if far.get() > before {
            (wait, refusals) = (WAIT_MILLISECONDS, 0);
        }
        match miss {
            Miss::Unreadable => return End::Unreadable,
            Miss::Said(error) => {
                refusals += 1;
                let said = Miss::Said(error.clone());
                if !said.may_pass() || refusals >= REFUSALS_MAX {
                    return End::Refused { error, may_pass: said.is_kept() };
                }
            }
            Miss::Line => tell(FileState::Broken(percent)),
        }
        job.wait(wait).await;
        wait = (wait * 2).min(WAIT_MILLISECONDS_MAX);
    }
}

/// Sends piece after piece until all is there or something happens.
async fn go_on(
    slot: &Slot,
    job: &Job,
    far: &Cell<u64>,
    tell: &impl Fn(FileState),
) -> Result<FileId, Miss> {
    let length = size(&job.file);
    let (address, mut at) = find_or_begin(slot, job).await?;
    while at < length {
        far.set(at);
        if job.wish.get() != Wish::Send {
            return Err(Miss::Line);
        }
        tell(FileState::Sending(percent(at, length)));
        let piece = piece(&job.file, at).await?;
        let abort = AbortController::new().ok();
        let signal = abort.as_ref().map(AbortController::signal);
        job.abort.replace(abort);
        if at + u64::from(piece.bytes.length()) == length {
            tell(FileState::Checking);
        }
        let sent = tus::append(&address, at, piece, signal.as_ref()).await;
        job.abort.replace(None);
        match sent {
            Ok(next) => at = next,
            Err(miss) => {
                if !miss.is_kept() {
                    remembered::forget(&job.key);
                }
                return Err(miss);
            }
        }
    }
    remembered::forget(&job.key);
    // The id of the upload is that of the file it has become.
    address.rsplit('/').next().and_then(|id| id.parse().ok()).ok_or(Miss::Line)
}

async fn find_or_begin(slot: &Slot, job: &Job) -> Result<(String, u64), Miss> {
    if let Some(address) = remembered::address(&job.key) {
        match tus::reached(&address).await? {
            Some(at) => return Ok((address, at)),
            None => remembered::forget(&job.key),
        }
    }
    let address = tus::begin(slot, &job.file).await?;
    remembered::remember(&job.key, &address);
    Ok((address, 0))
}

/// How much of the whole.
pub(super) fn percent(part: u64, whole: u64) -> u8 {
    u8::try_from(part.saturating_mul(100) / whole.max(1)).unwrap_or(100)
}
