//! What crosses the wire about a draft.

use crate::error::FieldError;
use crate::file::PaperRule;
use crate::form::{Answers, Form};
use crate::id::{DraftId, FileId};
use crate::payment::fee::{FeeChoice, FeeQuestions, FeeQuote};
use crate::procedure::Procedure;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// A draft that nobody touches is kept this long.
pub const DRAFT_DAYS: i64 = 90;
/// So many drafts may be open at once.
pub const DRAFTS_OPEN_MAX: i64 = 20;

/// A draft, with all that its pages need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DraftView {
    /// Its id.
    pub id: DraftId,
    /// The address part of its procedure.
    pub slug: String,
    /// The procedure as it was when the draft was begun.
    pub procedure: Procedure,
    /// The agency that decides, in both languages.
    pub agency_name: (String, String),
    /// Its form.
    pub form: Form,
    /// What was typed.
    pub answers: Answers,
    /// Grows with each save.
    pub revision: i64,
    /// When it was saved last.
    pub saved_at: Instant,
    /// When it will be removed.
    pub expires_at: Instant,
    /// With this it can be continued on another device.
    pub resume_code: String,
    /// What decides the fee.
    pub fee_choice: FeeChoice,
    /// What has to be asked to know the fee, beyond the form.
    pub fee_questions: FeeQuestions,
    /// What it will cost; absent where an officer has to work it out.
    pub quote: Option<FeeQuote>,
    /// Whether everything is said that decides it.
    pub is_fee_clear: bool,
    /// Every paper, with its files.
    pub slots: Vec<SlotView>,
    /// What is done and what is not.
    pub tasks: Vec<TaskView>,
    /// Everything to mend before it can be handed in.
    pub problems: Vec<FieldError>,
    /// Whether somebody has signed in.
    pub is_signed_in: bool,
}

/// A place for the files of one paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotView {
    /// `p1` for a paper of the procedure, the field's key for a file of the form.
    pub key: String,
    /// What it is.
    pub name: String,
    /// What kind of copy, in what case; may be empty.
    pub hint: String,
    /// Whether nothing can be handed in without it.
    pub required: bool,
    /// What it takes, and how many.
    pub rule: PaperRule,
    /// What is there.
    pub files: Vec<FileView>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    /// Its id.
    pub id: FileId,
    /// What the person called it.
    pub name: String,
    /// Its media type, judged by content.
    pub media_type: String,
    /// Its size.
    pub bytes: u64,
    /// When it was complete.
    pub attached_at: Instant,
}

/// A line of the task list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskView {
    /// The last part of its address: a section's key, `giay-to`, `le-phi`, `kiem-tra`.
    pub path: String,
    /// Its Vietnamese title; empty where the catalogue has one.
    pub title_vi: String,
    /// Its English title.
    pub title_en: String,
    /// How far it is.
    pub state: TaskState,
}

/// How far a task is (patterns.md §1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TaskState {
    /// Nothing entered yet.
    NotStarted,
    /// Something entered, something missing.
    InProgress,
    /// Nothing to mend.
    Done,
    /// Waits for the others.
    CannotStart,
}

/// What a page or a keystroke saves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveDraft {
    /// The draft.
    pub id: DraftId,
    /// Only what was touched.
    pub answers: Answers,
}

/// The receipt of a save.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The revision now.
    pub revision: i64,
    /// When; as a number, because what reads a date written out weighs more than the island.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub saved_at: Instant,
}

/// A draft in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLine {
    /// Its id.
    pub id: DraftId,
    /// What it is for, in both languages.
    pub procedure_name: (String, String),
    /// Who applies, as far as it was typed; empty while it was not.
    pub applicant_name: String,
    /// When it was begun.
    pub begun_at: Instant,
    /// When it was saved last.
    pub saved_at: Instant,
    /// When it will be removed.
    pub expires_at: Instant,
}

/// A procedure on the threshold: what one should know before beginning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StartView {
    /// The address part of its procedure.
    pub slug: String,
    /// What it is.
    pub procedure: Procedure,
    /// The agency that decides, in both languages.
    pub agency_name: (String, String),
    /// How many questions its form may ask.
    pub questions: usize,
    /// A draft for it that was begun before.
    pub open: Option<DraftLine>,
}

/// The answer to handing in: the same however often it is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmittedView {
    /// Where to follow it.
    pub reference: String,
    /// Whether a fee is to be paid next.
    pub is_fee_open: bool,
}
