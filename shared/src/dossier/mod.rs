//! A dossier: what has been handed in, and what may happen to it.

pub mod chain;
mod code;
pub mod deadline;
mod reference;
mod state;
mod view;
mod words;

pub use code::{DossierCode, NotACode};
pub use reference::{Misread, Reference, ResumeCode};
pub use state::{CitizenStatus, DOSSIER, DossierAction, DossierState};
pub use view::{
    Change, Command, DossierLine, DossierView, FeeView, QueueLine, ResultOutcome, ResultView,
    SupplementItem, SupplementView, TimelineEntry, TrackingView,
};
pub use words::{StateWords, event_key};
