//! The fee itself.

use super::choice::{DECLARED, FeeChoice};
use super::plan::{Keyed, Plan};
use super::rate::{Rate, is_counted, rate};
use crate::error::ErrorCode;
use crate::i18n::{Lang, msg};
use crate::money::Dong;
use crate::procedure::{Channel, FeeKind, Procedure};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// No more than this of anything counted.
pub const QUANTITY_MAX: u32 = 1_000;

/// What is owed, line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeQuote {
    /// The lines, in the record's order.
    pub lines: Vec<FeeLine>,
    /// Their sum.
    pub total: Dong,
}

/// One line: what is receipted by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeLine {
    /// The item's key, `f1`.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Phí or lệ phí.
    pub kind: FeeKind,
    /// What is counted.
    pub unit: String,
    /// How many.
    pub quantity: u32,
    /// What one costs without any reduction.
    pub full_unit_amount: Dong,
    /// What one costs here.
    pub unit_amount: Dong,
    /// `unit_amount × quantity`.
    pub amount: Dong,
    /// What it rests on.
    pub basis: String,
    /// Why one costs less than it might.
    pub reduction_reason: Option<Reduction>,
}

/// Why less is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reduction {
    /// Handed in online.
    Online,
    /// A ground of the record, in its words.
    Exempt(String),
    /// Declared in the form, where the proof is attached.
    Declared,
}

impl Reduction {
    /// The reason in words.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Online => msg::fee::REDUCED_ONLINE.text(lang).to_owned(),
            Self::Exempt(ground) => msg::fee::EXEMPT.with(lang, &[("ground", ground)]),
            Self::Declared => msg::fee::EXEMPT_DECLARED.text(lang).to_owned(),
        }
    }
}

/// Why there is no amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FeeFault {
    /// The record does not know the amount in đồng; an officer decides.
    #[error("the amount of {0} is not known")]
    Unknown(String),
    /// The applicant has not said which case applies.
    #[error("no case chosen")]
    ChoiceMissing,
    /// The choice does not belong to this record, or counts too many.
    #[error("{0} cannot be chosen")]
    ChoiceUnfit(String),
}

impl FeeFault {
    /// The code that people and programs see.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Unknown(_) => ErrorCode::FeeUnknown,
            Self::ChoiceMissing => ErrorCode::FeeChoiceMissing,
            Self::ChoiceUnfit(_) => ErrorCode::FeeChoiceUnfit,
        }
    }
}

/// What is owed for `procedure`, handed in by `channel` on `day`.
pub fn quote(
    procedure: &Procedure,
    choice: &FeeChoice,
    channel: Channel,
    day: NaiveDate,
) -> Result<FeeQuote, FeeFault> {
    let plan = Plan::of(procedure);
    let owed = owed(&plan, choice)?;
    let claim = Claim::of(&owed, choice)?;
    let mut quote = FeeQuote::default();
    for (keyed, quantity) in owed {
        let rate = rate(keyed.item, channel, day)
            .ok_or_else(|| FeeFault::Unknown(keyed.item.name.clone()))?;
        let line = line(keyed, quantity, &rate, claim.on(keyed))
            .ok_or_else(|| FeeFault::ChoiceUnfit(keyed.key()))?;
        quote.total =
            sum(quote.total, line.amount).ok_or_else(|| FeeFault::ChoiceUnfit(keyed.key()))?;
        quote.lines.push(line);
    }
    Ok(quote)
}

/// The items that are owed, with how many, in the record's order.
fn owed<'a>(plan: &Plan<'a>, choice: &FeeChoice) -> Result<Vec<(Keyed<'a>, u32)>, FeeFault> {
    let known = |key: &String| plan.counted().any(|keyed| keyed.key() == *key);
    let unfit = choice.quantities.iter().find(|(key, n)| !known(key) || **n > QUANTITY_MAX);
    if let Some((key, _)) = unfit {
        return Err(FeeFault::ChoiceUnfit(key.clone()));
    }
    let count = |keyed: &Keyed<'_>| choice.quantities.get(&keyed.key()).copied();
    let mut owed: Vec<(Keyed<'a>, u32)> = Vec::new();
    for keyed in &plan.always {
        let counted = if is_counted(&keyed.item.unit) { count(keyed) } else { None };
        owed.push((*keyed, counted.unwrap_or(1).max(1)));
    }
    match &choice.variant {
        Some(key) => {
            let variant = plan.variant(key).ok_or_else(|| FeeFault::ChoiceUnfit(key.clone()))?;
            owed.extend(variant.items.iter().map(|keyed| (*keyed, 1)));
        }
        None if plan.variant_is_required() => return Err(FeeFault::ChoiceMissing),
        None => {}
    }
    let extras = plan.extras.iter().map(|keyed| (*keyed, count(keyed).unwrap_or(0)));
    owed.extend(extras.filter(|(_, quantity)| *quantity > 0));
    if owed.is_empty() && plan.extra_is_required() {
        return Err(FeeFault::ChoiceMissing);
    }
    owed.sort_by_key(|(keyed, _)| keyed.at);
    Ok(owed)
}

/// The exemption that is claimed.
enum Claim<'a> {
    None,
    Declared,
    Ground(&'a str),
}

impl<'a> Claim<'a> {
    fn of(owed: &[(Keyed<'a>, u32)], choice: &FeeChoice) -> Result<Self, FeeFault> {
        let grounds = || owed.iter().flat_map(|(keyed, _)| keyed.exemptions());
        let claim = match choice.exemption.as_deref() {
            None => Some(Self::None),
            Some(DECLARED) => grounds().next().map(|_| Self::Declared),
            Some(key) => grounds().find(|(k, _)| k == key).map(|(_, text)| Self::Ground(text)),
        };
        claim.ok_or_else(|| FeeFault::ChoiceUnfit(choice.exemption.clone().unwrap_or_default()))
    }

    /// The reduction of an item: a ground frees every item that lists it.
    fn on(&self, keyed: Keyed<'_>) -> Option<Reduction> {
        match self {
            Self::None => None,
            Self::Declared => keyed.exemptions().next().map(|_| Reduction::Declared),
            Self::Ground(ground) => keyed
                .exemptions()
                .any(|(_, text)| text == *ground)
                .then(|| Reduction::Exempt((*ground).to_owned())),
        }
    }
}

fn line(
    keyed: Keyed<'_>,
    quantity: u32,
    rate: &Rate,
    exemption: Option<Reduction>,
) -> Option<FeeLine> {
    let online = (rate.charged < rate.full).then_some(Reduction::Online);
    let unit_amount = if exemption.is_some() { Dong::ZERO } else { rate.charged };
    Some(FeeLine {
        key: keyed.key(),
        name: keyed.item.name.clone(),
        kind: keyed.item.kind,
        unit: keyed.item.unit.clone(),
        quantity,
        full_unit_amount: rate.full,
        unit_amount,
        amount: unit_amount.times(i64::from(quantity))?,
        basis: rate.basis.clone(),
        reduction_reason: exemption.or(online),
    })
}

fn sum(a: Dong, b: Dong) -> Option<Dong> {
    a.0.checked_add(b.0).map(Dong)
}
