//! Addresses: province, district (until 30 June 2025), commune, and the rest in words; the units
//! of both eras with what became of the old ones.

mod book;
mod rule;

pub use book::{AddressBook, AddressFault, AddressRows, Unit};
pub(super) use rule::check;

use super::object::read;
use serde::{Deserialize, Serialize};

/// Before or after the merger of 1 July 2025, when districts ended (NQ 202/2025/QH15).
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Era {
    /// 63 provinces, districts, communes.
    #[serde(rename = "2023")]
    Old,
    /// 34 provinces, communes.
    #[default]
    #[serde(rename = "2025")]
    New,
}

impl Era {
    /// The year that stands for it in data and form fields.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Old => "2023",
            Self::New => "2025",
        }
    }

    /// The era of that year.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Old, Self::New].into_iter().find(|era| era.as_str() == text)
    }
}

/// How far down an address goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AddressLevel {
    /// Tỉnh, thành phố.
    Province,
    /// Huyện, quận; only until 2025.
    District,
    /// Xã, phường, thị trấn.
    Commune,
    /// House number, street, hamlet: `Address::detail`.
    Street,
}

impl AddressLevel {
    /// The name in definitions, form fields and error parameters.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::District => "district",
            Self::Commune => "commune",
            Self::Street => "street",
        }
    }
}

/// An address as chosen or typed: codes where the unit is in the book, words elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Address {
    /// Which units the codes belong to.
    pub era: Era,
    /// Code of the province, or its name.
    pub province: String,
    /// Code of the district, or its name; only before the merger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// Code of the commune, or its name.
    pub commune: String,
    /// House number, street, hamlet.
    pub detail: String,
}

read!(Address {
    era: needed,
    province: optional,
    district: optional,
    commune: optional,
    detail: optional,
});

impl Address {
    /// Whether nothing was entered.
    pub fn is_blank(&self) -> bool {
        let district = self.district.as_deref().unwrap_or_default();
        [&self.province, district, &self.commune, &self.detail]
            .iter()
            .all(|part| part.trim().is_empty())
    }

    pub(super) fn bytes(&self) -> usize {
        let district = self.district.as_ref().map_or(0, String::len);
        self.province.len() + district + self.commune.len() + self.detail.len()
    }
}
