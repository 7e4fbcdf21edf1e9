//! A procedure as published: who may apply, with which papers, for what fee, by when, and how
//! people find it.

mod case;
mod fee_item;
mod label;
mod life_event;
mod paper;
mod record;
pub mod search;
mod summary;

#[cfg(test)]
pub(crate) mod tests;

pub use case::ProcedureCase;
pub use fee_item::{AmountSource, FeeItem, FeeKind, FeePeriod};
pub use life_event::LifeEvent;
pub use paper::Paper;
pub use record::{
    Audience, Certainty, Channel, CopyType, Document, OnlineLevel, Procedure, ProcedureFile,
    ReducedTimeLimit, TerritoryScope, TimeLimitCase, TimeLimitRecord,
};
pub use summary::Summary;
