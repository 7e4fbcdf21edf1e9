//! The fee of a dossier: one function for the procedure's page, the check before handing in, and
//! the gateway.
//!
//! The record lists items. Which of them are owed follows by rule from the record:
//!
//! * An item without `when` is always owed.
//! * Items with the same `when` belong together: they are one *variant*. Variants are
//!   alternatives; exactly one is owed where nothing is always owed and there are two or more,
//!   else one or none.
//! * An item with `when` whose unit is *counted* (a Phiếu, a device, a page; see [`is_counted`])
//!   is an *extra*: it is added to whatever else is owed, as often as it is counted, or not at
//!   all. Where nothing but extras is listed, at least one of them is owed.
//! * An item without `when` whose unit is counted is owed at least once.
//!
//! The applicant answers what the record leaves open ([`questions`]); a form that asks for it
//! itself (`fee_category`, `copies`) answers instead ([`resolve`]).
//!
//! Amounts that the record does not know, or that are not in đồng, are never guessed:
//! the answer is [`FeeFault::Unknown`], and an officer decides.

mod choice;
mod plan;
mod quote;
mod rate;
mod span;

#[cfg(test)]
mod tests;

pub use choice::{
    CountQuestion, ExemptionOption, FeeChoice, FeeQuestions, VariantOption, questions, resolve,
};
pub use quote::{FeeFault, FeeLine, FeeQuote, QUANTITY_MAX, Reduction, quote};
pub use rate::{FeeRow, Rate, is_counted, rate, rows};
pub use span::{FeeSpan, span};
