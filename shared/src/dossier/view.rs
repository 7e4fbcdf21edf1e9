//! What crosses the wire about a dossier. The service leaves out what the reader may not see.

use super::{CitizenStatus, DossierAction, DossierState};
use crate::draft::{FileView, SlotView};
use crate::form::SectionView;
use crate::id::{DossierId, StaffId};
use crate::money::Dong;
use crate::procedure::Channel;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// A dossier on its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierView {
    /// Its id: the topic of its live page.
    pub id: DossierId,
    /// Known from submission on, as it is printed.
    pub reference: String,
    /// The official code, from acceptance on.
    pub code: Option<String>,
    /// What was seen; sent back with each action.
    pub version: i64,
    /// The address part of its procedure.
    pub slug: String,
    /// The procedure's name in both languages.
    pub procedure_name: (String, String),
    /// The agency's name in both languages.
    pub agency_name: (String, String),
    /// Where it stands.
    pub state: DossierState,
    /// What the citizen is told.
    pub status: CitizenStatus,
    /// How it was filed.
    pub channel: Channel,
    /// Who applies.
    pub applicant_name: String,
    /// When it was handed in.
    pub submitted_at: Instant,
    /// When the clock started.
    pub accepted_at: Option<Instant>,
    /// By when the result is due.
    pub due_at: Option<Instant>,
    /// Working days until then; negative when late; absent while no clock runs.
    pub working_days_left: Option<i64>,
    /// The day that the slip names: kept once the clock has stopped for good; absent before
    /// acceptance and while the citizen is asked for more.
    pub appointed_at: Option<Instant>,
    /// By when the Centre has to accept or answer; absent once it has, and while a fee is due.
    pub answer_by: Option<Instant>,
    /// When the result was ready.
    pub finished_at: Option<Instant>,
    /// Whose work it is now.
    pub assignee: Option<(StaffId, String)>,
    /// The fee.
    pub fee: FeeView,
    /// The answers, section by section.
    pub sections: Vec<SectionView>,
    /// The papers with their files.
    pub papers: Vec<SlotView>,
    /// What happened, oldest first.
    pub timeline: Vec<TimelineEntry>,
    /// What is asked for now.
    pub supplement: Option<SupplementView>,
    /// The result: proposed (staff only) or issued.
    pub result: Option<ResultView>,
    /// The documents attached for the result, before there is one as well; staff only.
    pub result_files: Vec<FileView>,
    /// What the reader may do now.
    pub actions: Vec<DossierAction>,
    /// Who could be given the case; staff only.
    pub assignable: Vec<(StaffId, String)>,
    /// The hash of the last link of its history, as hex.
    pub head_hash: String,
}

impl DossierView {
    /// Whether it waits for the citizen to pay.
    pub fn is_fee_due(&self) -> bool {
        self.state == DossierState::Submitted && self.fee.state == "open"
    }
}

/// Where the fee of a dossier stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeView {
    /// `none`, `open`, `settled`, `cancelled`, `refunded` or `unknown`.
    pub state: String,
    /// What is or was owed.
    pub total: Dong,
    /// Line by line: name and amount.
    pub lines: Vec<(String, Dong)>,
    /// When it was paid.
    pub settled_at: Option<Instant>,
}

/// One line of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// What happened: an action's name, `submitted`, `payment_settled` …
    pub kind: String,
    /// When.
    pub at: Instant,
    /// Who, by name; empty for the citizen and machines.
    pub who: String,
    /// What was said to go with it; may be empty.
    pub note: String,
    /// What it changed, from what to what; staff only.
    pub changes: Vec<Change>,
}

/// One thing that changed, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Where it stands.
    State {
        /// Before.
        from: DossierState,
        /// After.
        to: DossierState,
    },
    /// The official code it was given.
    Code(String),
    /// Whose work it is, by name.
    Assignee {
        /// Before; empty for nobody.
        from: String,
        /// After.
        to: String,
    },
    /// By when the result is due.
    Due {
        /// Before.
        from: Option<Instant>,
        /// After.
        to: Instant,
    },
    /// What was asked for, paper by paper.
    Asked(Vec<SupplementItem>),
    /// An answer of the form.
    Answer {
        /// The field's label in both languages.
        label: (String, String),
        /// Before, in both languages.
        from: (String, String),
        /// After, in both languages.
        to: (String, String),
    },
    /// What was proposed.
    Outcome {
        /// Before.
        from: Option<ResultOutcome>,
        /// After.
        to: ResultOutcome,
    },
    /// On what ground.
    LegalGround(String),
}

/// A request for more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplementView {
    /// The first, second …
    pub round: i64,
    /// When it was asked.
    pub requested_at: Instant,
    /// Who asked.
    pub requested_by: String,
    /// What was said.
    pub note: String,
    /// What to do, item by item.
    pub items: Vec<SupplementItem>,
}

/// One thing to send or correct.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplementItem {
    /// A paper (`p3`) or a field of the form.
    pub key: String,
    /// Why.
    pub reason: String,
}

/// A result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultView {
    /// What was decided.
    pub outcome: ResultOutcome,
    /// In a sentence.
    pub summary: String,
    /// On what ground, for a refusal.
    pub legal_ground: String,
    /// Its number, once issued.
    pub number: Option<String>,
    /// When it was issued.
    pub issued_at: Option<Instant>,
    /// The documents.
    pub files: Vec<FileView>,
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultOutcome {
    /// What was asked for.
    Granted,
    /// Refused on the merits, in writing and with its ground (NĐ 61/2018, art. 19.8).
    Refused,
}

impl ResultOutcome {
    /// The stable name, as stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Refused => "refused",
        }
    }

    /// The outcome of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Granted, Self::Refused].into_iter().find(|outcome| outcome.as_str() == name)
    }
}

/// What somebody does to a dossier, with what it takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Command {
    /// Take it in.
    Accept,
    /// Ask for more.
    RequestSupplement {
        /// What is said to the citizen.
        note: String,
        /// What to send or correct.
        items: Vec<SupplementItem>,
    },
    /// Not taken in.
    RefuseIntake {
        /// Why.
        reason: String,
    },
    /// Take the case oneself.
    Claim,
    /// Give the case to somebody.
    Assign {
        /// To whom.
        to: StaffId,
    },
    /// Propose a result.
    DraftResult {
        /// What.
        outcome: ResultOutcome,
        /// In a sentence.
        summary: String,
        /// On what ground, for a refusal.
        legal_ground: String,
    },
    /// Send a proposed result back.
    ReturnDraft {
        /// What is to be changed.
        comment: String,
    },
    /// Approve the proposed result.
    Approve,
    /// Number and issue it.
    Issue,
    /// Hand it over.
    ReturnResult,
    /// Take the dossier back.
    Withdraw {
        /// Why; may be empty.
        reason: String,
    },
}

impl Command {
    /// The action of the table.
    pub fn action(&self) -> DossierAction {
        match self {
            Self::Accept => DossierAction::Accept,
            Self::RequestSupplement { .. } => DossierAction::RequestSupplement,
            Self::RefuseIntake { .. } => DossierAction::RefuseIntake,
            Self::Claim => DossierAction::Claim,
            Self::Assign { .. } => DossierAction::Assign,
            Self::DraftResult { .. } => DossierAction::DraftResult,
            Self::ReturnDraft { .. } => DossierAction::ReturnDraft,
            Self::Approve => DossierAction::Approve,
            Self::Issue => DossierAction::Issue,
            Self::ReturnResult => DossierAction::ReturnResult,
            Self::Withdraw { .. } => DossierAction::Withdraw,
        }
    }
}

/// What anybody with the code and four digits may see: the code and the progress, no name
/// (TT 01/2018, art. 16).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackingView {
    /// The official code, or the reference before there is one.
    pub code: String,
    /// The procedure's name in both languages.
    pub procedure_name: (String, String),
    /// The agency's name in both languages.
    pub agency_name: (String, String),
    /// Where it stands.
    pub state: DossierState,
    /// Whether it waits for the fee.
    pub is_fee_due: bool,
    /// When it was handed in.
    pub submitted_at: Instant,
    /// By when the result is due.
    pub due_at: Option<Instant>,
    /// Working days until then; negative when late.
    pub working_days_left: Option<i64>,
    /// By when the Centre has to accept or answer.
    pub answer_by: Option<Instant>,
    /// What happened, without names.
    pub timeline: Vec<TimelineEntry>,
    /// The topic of its live page.
    pub topic: String,
}

/// A dossier in the citizen's own list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierLine {
    /// Known from submission on, as stored.
    pub reference: String,
    /// The official code, from acceptance on.
    pub code: Option<String>,
    /// The procedure's name in both languages.
    pub procedure_name: (String, String),
    /// Where it stands.
    pub status: CitizenStatus,
    /// Where its fee stands.
    pub payment_state: String,
    /// When it was handed in.
    pub submitted_at: Instant,
    /// By when the result is due.
    pub due_at: Option<Instant>,
    /// Working days until then; negative when late.
    pub working_days_left: Option<i64>,
}

/// A line of the officers' queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueLine {
    /// Its id.
    pub id: DossierId,
    /// The official code, or the reference before there is one.
    pub code: String,
    /// Known from submission on, as stored.
    pub reference: String,
    /// The procedure's name in both languages.
    pub procedure_name: (String, String),
    /// Who decides.
    pub agency_id: String,
    /// How it was filed.
    pub channel: String,
    /// Where it stands.
    pub state: DossierState,
    /// Where its fee stands.
    pub payment_state: String,
    /// Who applies.
    pub applicant_name: String,
    /// Whose work it is.
    pub assignee_name: Option<String>,
    /// When it was handed in.
    pub submitted_at: Instant,
    /// By when the result is due.
    pub due_at: Option<Instant>,
    /// Working days until then; negative when late.
    pub working_days_left: Option<i64>,
    /// Whether that is today.
    pub is_due_today: bool,
}
