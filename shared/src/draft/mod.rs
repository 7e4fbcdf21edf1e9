//! A draft as pages see it, and what still keeps it from being handed in.

mod check;
mod page;
mod view;

pub use check::CheckAnswers;
pub use page::{NextPage, PageAct, PostedPage};
pub use view::{
    DRAFT_DAYS, DRAFTS_OPEN_MAX, DraftLine, DraftView, FileView, SaveDraft, Saved, SlotView,
    StartView, SubmittedView, TaskState, TaskView,
};
