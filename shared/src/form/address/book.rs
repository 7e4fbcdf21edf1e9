//! The units of both eras: look-ups by code and by name, and from the old ones to the new.

use super::{Address, AddressLevel, Era};
use crate::i18n::{Lang, msg};
use crate::text::fold;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// A province, district or commune.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// The era in which it exists.
    pub era: Era,
    /// Its level; never `Street`.
    pub level: AddressLevel,
    /// Its code at the General Statistics Office: two, three or five digits.
    pub code: String,
    /// The code of the unit above; empty for a province.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub parent: String,
    /// Its name without the kind, such as `Bộc Bố`.
    pub name: String,
    /// `tỉnh`, `thành phố`, `huyện`, `xã`, `phường`, `thị trấn`.
    pub kind: String,
    /// The code of what it became on 1 July 2025.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<String>,
}

impl Unit {
    /// `xã Bộc Bố`, `tỉnh Bắc Kạn`.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.kind, self.name)
    }

    /// Whether `text` is its code or, with or without its kind, accents and capitals, its name.
    fn is_called(&self, text: &str) -> bool {
        if self.code == text {
            return true;
        }
        let (asked, name) = (fold(text.trim()), fold(&self.name));
        let bare = asked.strip_prefix(&fold(&self.kind)).map_or(asked.as_str(), str::trim);
        let bare = bare.strip_prefix("tp.").or_else(|| bare.strip_prefix("tp ")).unwrap_or(bare);
        asked == name || bare.trim() == name
    }
}

/// The rows of `data/address/*.csv`, as a CSV reader deserialises them by column name.
#[derive(Debug, Clone, Default)]
pub struct AddressRows {
    /// `provinces_2023.csv`
    pub provinces_2023: Vec<BTreeMap<String, String>>,
    /// `bac_kan_districts_2023.csv`
    pub districts_2023: Vec<BTreeMap<String, String>>,
    /// `bac_kan_communes_2023.csv`
    pub communes_2023: Vec<BTreeMap<String, String>>,
    /// `bac_kan_communes_2023_to_2025.csv`
    pub communes_2023_to_2025: Vec<BTreeMap<String, String>>,
    /// `provinces_2025.csv`
    pub provinces_2025: Vec<BTreeMap<String, String>>,
    /// `thai_nguyen_communes_2025.csv`
    pub communes_2025: Vec<BTreeMap<String, String>>,
}

/// What is wrong with the rows.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AddressFault {
    /// A column is missing or empty.
    #[error("{file}, row {row}: column `{column}` is missing or empty")]
    Column {
        /// The file, as named in `data/address`.
        file: &'static str,
        /// Counted from 1, without the header.
        row: usize,
        /// The column.
        column: &'static str,
    },
    /// Two units of an era and level have one code.
    #[error("{level} {code} of {era} stands twice")]
    Twice {
        /// The era.
        era: &'static str,
        /// The level.
        level: &'static str,
        /// The code.
        code: String,
    },
    /// A unit above, or a successor, does not exist.
    #[error("{level} {code} of {era} names {other}, which does not exist")]
    Dangling {
        /// The era.
        era: &'static str,
        /// The level.
        level: &'static str,
        /// The code of the unit that names another.
        code: String,
        /// The code that is named.
        other: String,
    },
}

/// All units that are known. Outside the province's own list communes are typed in words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AddressBook {
    units: Vec<Unit>,
}

impl AddressBook {
    /// Puts the rows together and checks that they fit.
    pub fn new(rows: &AddressRows) -> Result<Self, AddressFault> {
        let mut successors = BTreeMap::new();
        for row in Table("bac_kan_communes_2023_to_2025.csv", &rows.communes_2023_to_2025).rows() {
            successors.insert(row.get("old_commune_code")?, row.get("new_commune_code")?);
        }
        let mut units = Vec::new();
        for row in Table("provinces_2023.csv", &rows.provinces_2023).rows() {
            let unit = row.unit(Era::Old, AddressLevel::Province, ["code", "", "name"])?;
            units.push(Unit { successor: Some(row.get("province_code_2025")?), ..unit });
        }
        for row in Table("bac_kan_districts_2023.csv", &rows.districts_2023).rows() {
            let columns = ["district_code", "province_code", "district"];
            let unit = row.unit(Era::Old, AddressLevel::District, columns)?;
            units.push(Unit { name: without_kind(&unit.name, &unit.kind), ..unit });
        }
        for row in Table("bac_kan_communes_2023.csv", &rows.communes_2023).rows() {
            let columns = ["commune_code", "district_code", "commune"];
            let unit = row.unit(Era::Old, AddressLevel::Commune, columns)?;
            units.push(Unit { successor: successors.get(&unit.code).cloned(), ..unit });
        }
        for row in Table("provinces_2025.csv", &rows.provinces_2025).rows() {
            units.push(row.unit(Era::New, AddressLevel::Province, ["code", "", "name"])?);
        }
        for row in Table("thai_nguyen_communes_2025.csv", &rows.communes_2025).rows() {
            let columns = ["commune_code", "province_code", "commune"];
            units.push(row.unit(Era::New, AddressLevel::Commune, columns)?);
        }
        Self { units }.checked()
    }

    fn checked(self) -> Result<Self, AddressFault> {
        for (at, unit) in self.units.iter().enumerate() {
            let same = |other: &&Unit| {
                (other.era, other.level, &other.code) == (unit.era, unit.level, &unit.code)
            };
            let (era, level, code) = (unit.era.as_str(), unit.level.as_str(), unit.code.clone());
            if self.units[..at].iter().any(|other| same(&other)) {
                return Err(AddressFault::Twice { era, level, code });
            }
            let above = (!unit.parent.is_empty()).then_some(&unit.parent);
            if let Some(other) = above.filter(|_| self.above(unit).is_none()) {
                return Err(AddressFault::Dangling { era, level, code, other: other.clone() });
            }
            if let Some(other) = &unit.successor
                && self.find(Era::New, unit.level, other).is_none()
            {
                return Err(AddressFault::Dangling { era, level, code, other: other.clone() });
            }
        }
        Ok(self)
    }

    /// The unit of that code.
    pub fn find(&self, era: Era, level: AddressLevel, code: &str) -> Option<&Unit> {
        self.at(era, level).find(|unit| unit.code == code)
    }

    /// Its name with its kind, `xã Bộc Bố`.
    pub fn name(&self, era: Era, level: AddressLevel, code: &str) -> Option<String> {
        self.find(era, level, code).map(Unit::full_name)
    }

    /// All provinces of an era, in the order of the data.
    pub fn provinces(&self, era: Era) -> impl Iterator<Item = &Unit> {
        self.at(era, AddressLevel::Province)
    }

    /// The districts of a province, before the merger.
    pub fn districts<'a>(&'a self, province: &'a str) -> impl Iterator<Item = &'a Unit> {
        self.at(Era::Old, AddressLevel::District).filter(move |unit| unit.parent == province)
    }

    /// The communes below `parent`: a district before the merger, a province after it.
    pub fn communes<'a>(&'a self, era: Era, parent: &'a str) -> impl Iterator<Item = &'a Unit> {
        self.at(era, AddressLevel::Commune).filter(move |unit| unit.parent == parent)
    }

    /// Whether the communes of this province are known, so that one must be chosen.
    pub fn covers(&self, era: Era, province: &str) -> bool {
        match era {
            Era::Old => self.districts(province).next().is_some(),
            Era::New => self.communes(era, province).next().is_some(),
        }
    }

    /// What an old unit became.
    pub fn successor(&self, unit: &Unit) -> Option<&Unit> {
        self.find(Era::New, unit.level, unit.successor.as_deref()?)
    }

    /// What a new unit was put together from.
    pub fn predecessors<'a>(&'a self, unit: &'a Unit) -> impl Iterator<Item = &'a Unit> {
        self.at(Era::Old, unit.level)
            .filter(move |old| unit.era == Era::New && old.successor.as_ref() == Some(&unit.code))
    }

    /// The whole address in words; an old commune with what it is called now.
    pub fn show(&self, lang: Lang, address: &Address) -> String {
        let Address { era, province, district, commune, detail } = address;
        let named = |level, text: &str| {
            self.name(*era, level, text).unwrap_or_else(|| text.trim().to_owned())
        };
        let parts = [
            detail.trim().to_owned(),
            named(AddressLevel::Commune, commune),
            named(AddressLevel::District, district.as_deref().unwrap_or_default()),
            named(AddressLevel::Province, province),
        ];
        let given: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let before = given.join(", ");
        let old = self.find(*era, AddressLevel::Commune, commune);
        match old.and_then(|unit| self.successor(unit)) {
            Some(new) => {
                let province = self.name(Era::New, AddressLevel::Province, &new.parent);
                let now = format!("{}, {}", new.full_name(), province.unwrap_or_default());
                msg::address::NOW.with(lang, &[("before", &before), ("now", &now)])
            }
            None => before,
        }
    }

    /// The unit that `text` names below `parent`, by code or by name. After the merger an old
    /// unit is taken for what it became.
    pub(super) fn resolve(
        &self,
        era: Era,
        level: AddressLevel,
        parent: Option<&str>,
        text: &str,
    ) -> Option<&Unit> {
        let below = |unit: &&Unit| parent.is_none_or(|parent| self.is_below(unit, parent));
        let by_code = self.at(era, level).filter(below).find(|unit| unit.code == text);
        let by_name = || self.at(era, level).filter(below).find(|unit| unit.is_called(text));
        let by_old_name = || {
            let became = |old: &Unit| {
                let new = self.successor(old)?;
                (old.is_called(text) && below(&new)).then_some(new)
            };
            self.at(Era::Old, level).filter(|_| era == Era::New).find_map(became)
        };
        by_code.or_else(by_name).or_else(by_old_name)
    }

    /// The unit above.
    pub(super) fn above(&self, unit: &Unit) -> Option<&Unit> {
        let level = match (unit.era, unit.level) {
            (Era::Old, AddressLevel::Commune) => AddressLevel::District,
            _ => AddressLevel::Province,
        };
        self.find(unit.era, level, &unit.parent)
    }

    fn is_below(&self, unit: &Unit, code: &str) -> bool {
        unit.parent == code || self.above(unit).is_some_and(|above| above.parent == code)
    }

    fn at(&self, era: Era, level: AddressLevel) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(move |unit| unit.era == era && unit.level == level)
    }
}

/// `Huyện Pác Nặm` → `Pác Nặm`.
fn without_kind(name: &str, kind: &str) -> String {
    let rest = name.get(kind.len()..).filter(|_| fold(name).starts_with(&fold(kind)));
    rest.map_or(name, str::trim).to_owned()
}

struct Table<'a>(&'static str, &'a [BTreeMap<String, String>]);

struct TableRow<'a> {
    file: &'static str,
    number: usize,
    cells: &'a BTreeMap<String, String>,
}

impl<'a> Table<'a> {
    fn rows(&self) -> impl Iterator<Item = TableRow<'a>> {
        let file = self.0;
        self.1.iter().enumerate().map(move |(at, cells)| TableRow { file, number: at + 1, cells })
    }
}

impl TableRow<'_> {
    fn get(&self, column: &'static str) -> Result<String, AddressFault> {
        let cell = self.cells.get(column).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let fault = AddressFault::Column { file: self.file, row: self.number, column };
        cell.map(str::to_owned).ok_or(fault)
    }

    fn unit(
        &self,
        era: Era,
        level: AddressLevel,
        [code, parent, name]: [&'static str; 3],
    ) -> Result<Unit, AddressFault> {
        let kind = self.get("kind")?;
        let kind = kind.strip_suffix(" trực thuộc trung ương").map_or(kind.clone(), str::to_owned);
        let parent = if parent.is_empty() { String::new() } else { self.get(parent)? };
        let (code, name) = (self.get(code)?, self.get(name)?);
        Ok(Unit { era, level, code, parent, name, kind, successor: None })
    }
}
