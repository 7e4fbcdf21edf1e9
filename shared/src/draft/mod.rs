//! A draft as pages see it, and what still keeps it from being handed in.

mod view;

pub use view::{
    DRAFT_DAYS, DRAFTS_OPEN_MAX, DraftLine, DraftView, FileView, SaveDraft, Saved, SlotView,
    SubmittedView, TaskState, TaskView,
};
