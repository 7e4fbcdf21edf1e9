//! The Centre and the agencies it serves, as in `agencies.json`.

use crate::i18n::Lang;
use crate::identity::AgencyId;
use crate::procedure::Certainty;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The file of agencies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencyFile {
    /// `1.0`.
    pub schema_version: String,
    /// The day that the records describe.
    pub as_of: NaiveDate,
    /// The province.
    pub province: Province,
    /// The Centre.
    pub center: ServiceCentre,
    /// For the reader of the file.
    #[serde(default)]
    pub identification_code_note: Option<String>,
    /// The records, in the order in which they are shown.
    pub agencies: Vec<Agency>,
}

/// The province.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Province {
    /// Its name in Vietnamese.
    pub name_vi: String,
    /// Its name in English.
    pub name_en: String,
    /// The statistical office's code, `06`.
    pub gso_code: String,
    /// The identification code, `H03`.
    pub egov_code: String,
    /// `0209`.
    #[serde(default)]
    pub phone_area_code: Option<String>,
    /// What became of it.
    #[serde(default)]
    pub merged_into: Option<String>,
}

/// Trung tâm Phục vụ hành chính công.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceCentre {
    /// Its name in Vietnamese.
    pub name_vi: String,
    /// Its name in English.
    pub name_en: String,
    /// Where it is.
    pub address_vi: String,
    /// Since when.
    #[serde(default)]
    pub operating_since: Option<NaiveDate>,
    /// How many counters it has.
    #[serde(default)]
    pub counters: Option<u16>,
    /// Where this is from.
    #[serde(default)]
    pub source: Option<String>,
}

/// An agency that decides (sở, ban, ngành; cơ quan ngành dọc).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "the file's fields, each with its own meaning")]
pub struct Agency {
    /// Our own key, such as `STP`.
    pub id: AgencyId,
    /// Mã định danh in the old form; it opens the dossier codes.
    pub code: String,
    /// Whether the whole code is official.
    #[serde(default)]
    pub code_certain: bool,
    /// Whether its last part is.
    #[serde(default)]
    pub code_suffix_certain: bool,
    /// Its name in Vietnamese.
    pub name_vi: String,
    /// Its name in English.
    #[serde(default)]
    pub name_en: String,
    /// What it is.
    pub kind: AgencyKind,
    /// Lĩnh vực it is competent in.
    pub fields: Vec<String>,
    /// Whether the postal employee takes its dossiers in.
    #[serde(default)]
    pub postal_intake: bool,
    /// Whether that is assumed.
    #[serde(default)]
    pub postal_intake_assumption: bool,
    /// Why.
    #[serde(default)]
    pub postal_intake_note: Option<String>,
    /// How many dossiers it gets.
    #[serde(default)]
    pub volume_class: VolumeClass,
    /// Its counter, as assumed.
    #[serde(default)]
    pub counter_no_assumed: Option<u16>,
    /// How sure the record is.
    pub certainty: Certainty,
    /// What became of it in 2025.
    #[serde(default)]
    pub successor_2025: Option<String>,
    /// For the reader of the record.
    #[serde(default)]
    pub note: Option<String>,
}

impl Agency {
    /// Its name in that language.
    pub fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name_vi, &self.name_en)
    }
}

/// What an agency is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgencyKind {
    /// Sở, ban, ngành of the province.
    Department,
    /// Cơ quan ngành dọc: the central government's, in the province.
    Vertical,
}

/// How many dossiers an agency gets; the demo world is made by it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum VolumeClass {
    Lowest,
    #[default]
    Low,
    Medium,
    High,
    Highest,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The agencies that are shipped.
    pub(crate) fn shipped() -> AgencyFile {
        serde_json::from_str(include_str!("../../../data/agencies.json")).unwrap()
    }

    #[test]
    fn the_shipped_agencies_are_read_without_loss() {
        let file = shipped();
        let raw: serde_json::Value =
            serde_json::from_str(include_str!("../../../data/agencies.json")).unwrap();

        assert_eq!(file.agencies.len(), 18);
        assert_eq!(serde_json::to_value(&file).unwrap(), raw);
        assert_eq!(file.agencies.iter().filter(|agency| agency.postal_intake).count(), 4);
    }

    #[test]
    fn a_field_that_nobody_documented_is_refused() {
        let mut raw: serde_json::Value =
            serde_json::from_str(include_str!("../../../data/agencies.json")).unwrap();
        raw["agencies"][3]["colour"] = "red".into();

        let error = serde_json::from_value::<AgencyFile>(raw).unwrap_err().to_string();

        assert!(error.contains("colour"), "{error}");
    }
}
