//! What the record leaves open, and how it is answered.

use super::plan::{Keyed, Plan, Variant, item_key};
use super::quote::QUANTITY_MAX;
use super::rate::rate;
use crate::money::Dong;
use crate::procedure::{Channel, Procedure};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A form's field that answers for the variant and the exemption: `normal` is the first variant
/// (none, where something is always owed), `reduced` the second, `exempt` claims an exemption, and a variant's own key is itself.
const CATEGORY_FIELD: &str = "fee_category";
/// A form's field that answers for what is counted.
const COPIES_FIELD: &str = "copies";
/// The exemption of a form that asks whether one applies but not which.
pub(super) const DECLARED: &str = "declared";

/// What decides the fee beyond the record. The default answers nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FeeChoice {
    /// The key of the variant that applies.
    pub variant: Option<String>,
    /// How many, by the key of the item.
    pub quantities: BTreeMap<String, u32>,
    /// The key of the exemption that is claimed; an officer checks the proof.
    pub exemption: Option<String>,
}

/// What to ask before the fee can be worked out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeQuestions {
    /// The alternatives; empty: nothing to choose.
    pub variants: Vec<VariantOption>,
    /// Whether one of them has to be chosen.
    pub variant_required: bool,
    /// What is counted.
    pub counts: Vec<CountQuestion>,
    /// The grounds on which nothing is paid for an item.
    pub exemptions: Vec<ExemptionOption>,
}

impl FeeQuestions {
    /// Whether the record decides the fee by itself.
    pub fn is_empty(&self) -> bool {
        self.variants.is_empty() && self.counts.is_empty() && self.exemptions.is_empty()
    }
}

/// One of the alternatives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantOption {
    /// For [`FeeChoice::variant`].
    pub key: String,
    /// The case in words.
    pub when: String,
    /// What it costs; `None`: an officer works it out.
    pub amount: Option<Dong>,
}

/// Something that is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountQuestion {
    /// For [`FeeChoice::quantities`].
    pub key: String,
    /// The item's name.
    pub name: String,
    /// The case in words; empty means always.
    pub when: String,
    /// What is counted.
    pub unit: String,
    /// At least so many: 1 if it is always owed.
    pub min: u32,
    /// At most so many.
    pub max: u32,
    /// What one costs; `None`: an officer works it out.
    pub unit_amount: Option<Dong>,
}

/// A ground on which an item is not paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptionOption {
    /// For [`FeeChoice::exemption`].
    pub key: String,
    /// The variant it belongs to; `None`: it may always be claimed.
    pub variant: Option<String>,
    /// The ground in words.
    pub text: String,
}

/// What the applicant has to be asked, leaving out what the form's answers settle already.
pub fn questions(
    procedure: &Procedure,
    channel: Channel,
    day: NaiveDate,
    answer: impl Fn(&str) -> Option<String>,
) -> FeeQuestions {
    let plan = Plan::of(procedure);
    let mut open =
        FeeQuestions { variant_required: plan.variant_is_required(), ..Default::default() };
    let price = |keyed: &Keyed<'_>| rate(keyed.item, channel, day).map(|rate| rate.charged);
    let category = answer(CATEGORY_FIELD).and_then(|category| settled(&plan, &category));
    if category.is_none() {
        open.variants.extend(plan.variants.iter().map(|variant| VariantOption {
            key: variant.key(),
            when: variant.when.to_owned(),
            amount: variant.items.iter().map(price).sum::<Option<Dong>>(),
        }));
        open.exemptions = exemption_options(&plan);
    }
    if answer(COPIES_FIELD).and_then(|copies| count_of(&copies)).is_none() {
        open.counts.extend(plan.counted().map(|keyed| CountQuestion {
            key: keyed.key(),
            name: keyed.item.name.clone(),
            when: keyed.item.when.clone().unwrap_or_default(),
            unit: keyed.item.unit.clone(),
            min: u32::from(keyed.item.when.is_none()),
            max: QUANTITY_MAX,
            unit_amount: price(&keyed),
        }));
    }
    open
}

fn exemption_options(plan: &Plan<'_>) -> Vec<ExemptionOption> {
    let always = plan.always.iter().chain(&plan.extras).map(|keyed| (None, *keyed));
    let of_variants = plan
        .variants
        .iter()
        .flat_map(|variant| variant.items.iter().map(|keyed| (Some(variant.key()), *keyed)));
    let mut options: Vec<ExemptionOption> = Vec::new();
    for (variant, keyed) in always.chain(of_variants) {
        for (key, text) in keyed.exemptions() {
            let known = options.iter().any(|o| o.text == text && o.variant == variant);
            if !known {
                options.push(ExemptionOption {
                    key,
                    variant: variant.clone(),
                    text: text.to_owned(),
                });
            }
        }
    }
    options
}

/// The choice with what the form's answers say in place of what was chosen before: who changes
/// the number of copies in the form changes the fee. An answer that means nothing to the record
/// leaves the choice as it was.
pub fn resolve(
    procedure: &Procedure,
    chosen: &FeeChoice,
    answer: impl Fn(&str) -> Option<String>,
) -> FeeChoice {
    let plan = Plan::of(procedure);
    let mut choice = chosen.clone();
    if let Some((variant, exemption)) =
        answer(CATEGORY_FIELD).and_then(|category| settled(&plan, &category))
    {
        (choice.variant, choice.exemption) = (variant, exemption);
    }
    if let Some(copies) = answer(COPIES_FIELD).and_then(|copies| count_of(&copies)) {
        for keyed in plan.counted() {
            let free = keyed.item.when.as_deref().map_or(0, free_of_charge);
            choice.quantities.insert(item_key(keyed.at), copies.saturating_sub(free));
        }
    }
    choice
}

/// The variant and the exemption that a category means to this record, if it means anything.
fn settled(plan: &Plan<'_>, category: &str) -> Option<(Option<String>, Option<String>)> {
    let ordinary = plan.variants.first().filter(|_| plan.always.is_empty()).map(Variant::key);
    match category {
        "normal" => Some((ordinary, None)),
        "reduced" => plan.variants.get(1).map(|variant| (Some(variant.key()), None)),
        "exempt" => {
            let grounds = |keyed: &Keyed<'_>| keyed.exemptions().next().is_some();
            let declared = Some(DECLARED.to_owned());
            let variant = plan.variants.iter().find(|v| v.items.iter().any(grounds));
            match variant {
                Some(variant) => Some((Some(variant.key()), declared)),
                None => plan.always.iter().any(grounds).then_some((ordinary, declared)),
            }
        }
        key => plan.variant(key).map(|variant| (Some(variant.key()), None)),
    }
}

fn count_of(copies: &str) -> Option<u32> {
    copies.trim().parse().ok()
}

/// How many cost nothing: `Yêu cầu trên 02 Phiếu` charges from the third on.
fn free_of_charge(when: &str) -> u32 {
    let words: Vec<&str> = when.split_whitespace().collect();
    let number = words.windows(2).find(|pair| pair[0].to_lowercase() == "trên");
    number.and_then(|pair| pair[1].parse().ok()).unwrap_or(0)
}
