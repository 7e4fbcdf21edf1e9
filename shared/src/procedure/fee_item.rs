//! A fee as the record lists it; `payment::fee` works out what is owed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One row of the fee table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeItem {
    /// Its name.
    pub name: String,
    /// Phí or lệ phí.
    pub kind: FeeKind,
    /// What it costs; unknown where the provincial council sets it, it follows a detailed table,
    /// or it is not charged in đồng.
    pub amount_vnd: Option<i64>,
    /// What is counted: `Phiếu`, `lần/hồ sơ`.
    pub unit: String,
    /// What it costs online: `None` is no amount of its own, 0 is free.
    #[serde(default)]
    pub online_amount_vnd: Option<i64>,
    /// What it rests on.
    pub legal_basis: String,
    /// Whether the amount was found in a source.
    #[serde(default)]
    pub amount_certain: bool,
    /// Where the amount comes from.
    #[serde(default)]
    pub amount_source: Option<AmountSource>,
    /// The case it is charged in; without one it is always charged.
    #[serde(default)]
    pub when: Option<String>,
    /// Who does not pay it.
    #[serde(default)]
    pub exemptions: Vec<String>,
    /// Other amounts at other times.
    #[serde(default)]
    pub periods: Vec<FeePeriod>,
    /// A currency other than đồng.
    #[serde(default)]
    pub currency: Option<String>,
    /// For the reader.
    #[serde(default)]
    pub note: Option<String>,
    /// An assumption for trials. It is never charged.
    #[serde(default)]
    pub assumed_amount_vnd: Option<i64>,
}

/// The amounts of a stretch of time, both days included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeePeriod {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day; open where absent.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// What it costs.
    pub amount_vnd: Option<i64>,
    /// What it costs online.
    #[serde(default)]
    pub online_amount_vnd: Option<i64>,
    /// What that rests on.
    #[serde(default)]
    pub legal_basis: Option<String>,
}

impl FeePeriod {
    /// Whether `day` lies within.
    pub fn has(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// Phí recovers the cost of a service, lệ phí is the State's (Luật Phí và lệ phí, art. 3). They
/// are receipted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeKind {
    /// Phí.
    Phi,
    /// Lệ phí.
    LePhi,
}

/// Where an amount comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmountSource {
    /// Compared with a source.
    NguonDoiChieu,
    /// From memory.
    TriNho,
}
