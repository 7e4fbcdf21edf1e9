//! How the items of a record hang together.

use super::rate::is_counted;
use crate::procedure::{FeeItem, Procedure};
use crate::text::fold;

/// An item with its key.
#[derive(Clone, Copy)]
pub(super) struct Keyed<'a> {
    pub(super) at: usize,
    pub(super) item: &'a FeeItem,
}

/// Items that are owed together in one case.
pub(super) struct Variant<'a> {
    pub(super) when: &'a str,
    pub(super) items: Vec<Keyed<'a>>,
}

/// The record's items, sorted by the rules of the module.
pub(super) struct Plan<'a> {
    pub(super) always: Vec<Keyed<'a>>,
    pub(super) variants: Vec<Variant<'a>>,
    pub(super) extras: Vec<Keyed<'a>>,
}

impl<'a> Plan<'a> {
    pub(super) fn of(procedure: &'a Procedure) -> Self {
        let mut plan = Self { always: Vec::new(), variants: Vec::new(), extras: Vec::new() };
        for (at, item) in procedure.fees.iter().enumerate() {
            let keyed = Keyed { at, item };
            match item.when.as_deref() {
                None => plan.always.push(keyed),
                Some(_) if is_counted(&item.unit) => plan.extras.push(keyed),
                Some(when) => match plan.variants.iter_mut().find(|known| known.when == when) {
                    Some(variant) => variant.items.push(keyed),
                    None => plan.variants.push(Variant { when, items: vec![keyed] }),
                },
            }
        }
        plan
    }

    /// Whether one of the variants has to be chosen.
    pub(super) fn variant_is_required(&self) -> bool {
        self.always.is_empty() && self.variants.len() > 1
    }

    /// Whether at least one of the extras has to be chosen.
    pub(super) fn extra_is_required(&self) -> bool {
        self.always.is_empty() && self.variants.is_empty() && !self.extras.is_empty()
    }

    pub(super) fn variant(&self, key: &str) -> Option<&Variant<'a>> {
        self.variants.iter().find(|variant| variant.key() == key)
    }

    /// The items that may be owed more than once.
    pub(super) fn counted(&self) -> impl Iterator<Item = Keyed<'a>> + '_ {
        let always = self.always.iter().filter(|keyed| is_counted(&keyed.item.unit));
        always.chain(&self.extras).copied()
    }
}

impl Variant<'_> {
    /// The key of its first item.
    pub(super) fn key(&self) -> String {
        item_key(self.items[0].at)
    }
}

impl<'a> Keyed<'a> {
    pub(super) fn key(self) -> String {
        item_key(self.at)
    }

    /// The grounds that a person can claim, with their keys. Handing in online is not one: the
    /// channel decides that by itself.
    pub(super) fn exemptions(self) -> impl Iterator<Item = (String, &'a str)> {
        let listed = self.item.exemptions.iter().enumerate();
        listed
            .filter(|(_, text)| !is_about_the_channel(text))
            .map(move |(number, text)| (format!("{}e{}", self.key(), number + 1), text.as_str()))
    }
}

/// `f1`, `f2` … by position: stable, since a published version never changes.
pub(super) fn item_key(at: usize) -> String {
    format!("f{}", at + 1)
}

fn is_about_the_channel(exemption: &str) -> bool {
    let text = fold(exemption);
    text.contains("qua mang") || text.contains("truc tuyen")
}
