//! What a procedure costs, before anybody has said which case is theirs.

use super::choice::FeeChoice;
use super::plan::{Plan, item_key};
use super::quote::{FeeFault, quote};
use crate::money::Dong;
use crate::procedure::{Channel, Procedure};
use chrono::NaiveDate;

/// From the cheapest of the cases that can be chosen to the dearest, each as it would be charged:
/// one of everything that is always owed, and no extras.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeeSpan {
    /// What the cheapest case costs.
    pub least: Dong,
    /// What the dearest case costs.
    pub most: Dong,
    /// Whether there are cases whose amount an officer works out.
    pub is_partly_unknown: bool,
}

/// The span of a procedure; `None` where an officer works out every case.
pub fn span(procedure: &Procedure, channel: Channel, day: NaiveDate) -> Option<FeeSpan> {
    let plan = Plan::of(procedure);
    let variants = plan
        .variants
        .iter()
        .map(|variant| FeeChoice { variant: Some(variant.key()), ..FeeChoice::default() });
    let extras = plan.extras.iter().filter(|_| plan.extra_is_required()).map(|keyed| FeeChoice {
        quantities: [(item_key(keyed.at), 1)].into(),
        ..FeeChoice::default()
    });
    let cases = std::iter::once(FeeChoice::default()).chain(variants).chain(extras);
    let quotes: Vec<_> =
        cases.map(|choice| quote(procedure, &choice, channel, day).map(|q| q.total)).collect();
    let known: Vec<Dong> = quotes.iter().filter_map(|total| total.as_ref().ok().copied()).collect();
    let is_unknown = |total: &Result<Dong, FeeFault>| matches!(total, Err(FeeFault::Unknown(_)));
    Some(FeeSpan {
        least: *known.iter().min()?,
        most: *known.iter().max()?,
        is_partly_unknown: quotes.iter().any(is_unknown),
    })
}
