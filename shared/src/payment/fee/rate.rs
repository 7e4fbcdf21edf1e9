//! What one item costs on a day, by a channel.

use crate::money::Dong;
use crate::procedure::{Channel, FeeItem, FeeKind, Procedure};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Units that are counted; everything else (a dossier, a time, a licence) is owed once. A unit
/// such as `Phiếu/lần` is judged by what stands before the stroke.
const COUNTED_UNITS: &[&str] = &[
    "bản",
    "bộ",
    "lô",
    "m2",
    "m²",
    "mặt hàng",
    "ngày",
    "người",
    "phiếu",
    "phút",
    "sản phẩm",
    "tháng",
    "thiết bị",
    "trang",
    "tờ",
    "văn bằng",
    "xe",
];

/// What one unit of an item costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// By any channel but online.
    pub full: Dong,
    /// By the channel that was asked for.
    pub charged: Dong,
    /// What it rests on.
    pub basis: String,
}

/// A row of the fee table on a procedure's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRow {
    /// `f1`, `f2` … by position.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Phí or lệ phí.
    pub kind: FeeKind,
    /// What is counted.
    pub unit: String,
    /// The case it is charged in; empty means always.
    pub when: String,
    /// What it costs at the counter; `None`: an officer works it out.
    pub counter: Option<Dong>,
    /// What it costs online.
    pub online: Option<Dong>,
    /// The currency, where it is not đồng.
    pub currency: Option<String>,
    /// Who does not pay it.
    pub exemptions: Vec<String>,
    /// What it rests on.
    pub basis: String,
    /// For the reader; may be empty.
    pub note: String,
}

/// What one unit of `item` costs, or `None` where the record does not know it in đồng.
///
/// A period that has the day replaces the base amounts. Where periods are listed, an online
/// amount holds only within them: temporary reductions end by themselves.
pub fn rate(item: &FeeItem, channel: Channel, day: NaiveDate) -> Option<Rate> {
    if !is_in_dong(item) {
        return None;
    }
    let period = item.periods.iter().find(|period| period.has(day));
    let (full, online, basis) = match period {
        Some(period) => {
            let basis = period.legal_basis.as_ref().unwrap_or(&item.legal_basis);
            (period.amount_vnd, period.online_amount_vnd, basis)
        }
        None if item.periods.is_empty() => {
            (item.amount_vnd, item.online_amount_vnd, &item.legal_basis)
        }
        None => (item.amount_vnd, None, &item.legal_basis),
    };
    let full = full.filter(|amount| *amount >= 0)?;
    let charged = match (channel, online) {
        (Channel::Online, Some(amount)) => amount.clamp(0, full),
        _ => full,
    };
    Some(Rate { full: Dong(full), charged: Dong(charged), basis: basis.clone() })
}

/// The fee table as it stands on `day`.
pub fn rows(procedure: &Procedure, day: NaiveDate) -> Vec<FeeRow> {
    let row = |(at, item): (usize, &FeeItem)| {
        let online = rate(item, Channel::Online, day);
        FeeRow {
            key: super::plan::item_key(at),
            name: item.name.clone(),
            kind: item.kind,
            unit: item.unit.clone(),
            when: item.when.clone().unwrap_or_default(),
            counter: rate(item, Channel::Counter, day).map(|rate| rate.charged),
            basis: online.as_ref().map_or_else(|| item.legal_basis.clone(), |r| r.basis.clone()),
            online: online.map(|rate| rate.charged),
            currency: item.currency.clone().filter(|_| !is_in_dong(item)),
            exemptions: item.exemptions.clone(),
            note: item.note.clone().unwrap_or_default(),
        }
    };
    procedure.fees.iter().enumerate().map(row).collect()
}

/// Whether so many of this unit can be owed.
pub fn is_counted(unit: &str) -> bool {
    let unit = unit.to_lowercase();
    let counted = unit.split('/').next().unwrap_or_default().trim();
    COUNTED_UNITS.iter().any(|known| {
        counted.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

fn is_in_dong(item: &FeeItem) -> bool {
    item.currency.as_deref().is_none_or(|currency| currency == "VND")
}
