//! The record of `procedures.json`, field by field as `data/README.md` documents it.
//!
//! A field that the README does not know is refused, so that a misspelt one is not ignored.

use super::FeeItem;
use crate::dossier::deadline::{TimeLimit, TimeUnit};
use crate::identity::AgencyId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A file of procedures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcedureFile {
    /// `1.0`.
    pub schema_version: String,
    /// The day whose law the records describe.
    pub as_of: NaiveDate,
    /// The province's code, `H03`.
    pub province_code: String,
    /// For the reader of the file.
    #[serde(default)]
    pub note: Option<String>,
    /// The records.
    pub procedures: Vec<Procedure>,
}

/// One procedure (thủ tục hành chính; NĐ 63/2010, art. 8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// Our own key.
    pub id: String,
    /// The national code; it is unique only together with the agency.
    #[serde(default)]
    pub code: Option<String>,
    /// Whether the code was seen in a source.
    #[serde(default)]
    pub code_certain: bool,
    /// Where it was seen.
    #[serde(default)]
    pub code_source: Vec<String>,
    /// The national code with the province's behind it.
    #[serde(default)]
    pub local_code: Option<String>,
    /// The code that replaces it later, where known.
    #[serde(default)]
    pub code_2026: Option<String>,
    /// Its name in Vietnamese.
    pub name: String,
    /// Its name in English; empty where nobody has translated it.
    #[serde(default)]
    pub name_en: String,
    /// The agency that decides.
    pub agency: AgencyId,
    /// Lĩnh vực.
    pub field: String,
    /// Who may apply.
    pub audience: Vec<Audience>,
    /// How much of it works online.
    pub online_level: OnlineLevel,
    /// The time the law gives.
    pub time_limit: TimeLimitRecord,
    /// A shorter time; binding only where it is certain.
    #[serde(default)]
    pub reduced_time_limit: Option<ReducedTimeLimit>,
    /// What it costs; empty means nothing.
    pub fees: Vec<FeeItem>,
    /// Thành phần hồ sơ.
    pub documents: Vec<Document>,
    /// Số bộ hồ sơ.
    #[serde(default = "one")]
    pub dossier_sets: u16,
    /// Trình tự thực hiện.
    pub steps: Vec<String>,
    /// Kết quả.
    pub result_name: String,
    /// Yêu cầu, điều kiện; absent means not yet copied, not that there are none.
    #[serde(default)]
    pub conditions: Option<String>,
    /// Căn cứ pháp lý.
    pub legal_basis: Vec<String>,
    /// Those of the legal basis whose number was not found in a source.
    #[serde(default)]
    pub legal_basis_unconfirmed: Vec<String>,
    /// Cách thức thực hiện.
    pub channels: Vec<Channel>,
    /// Phi địa giới: may be handed in elsewhere.
    #[serde(default)]
    pub non_territorial: bool,
    /// How far away.
    #[serde(default)]
    pub non_territorial_scope: Option<TerritoryScope>,
    /// Who signs.
    #[serde(default)]
    pub decision_authority: String,
    /// The e-form made for it; without one the generic form serves.
    #[serde(default)]
    pub form_file: Option<String>,
    /// How sure the whole record is.
    pub certainty: Certainty,
    /// For the reader of the record.
    #[serde(default)]
    pub notes: Option<String>,
}

fn one() -> u16 {
    1
}

impl Procedure {
    /// Whether it can be applied for here.
    pub fn is_online(&self) -> bool {
        self.online_level != OnlineLevel::Info && self.channels.contains(&Channel::Online)
    }

    /// The time limit of an ordinary case: the reduced one where the province has really
    /// published it, else the law's.
    pub fn limit(&self) -> TimeLimit {
        match &self.reduced_time_limit {
            Some(reduced) if reduced.certain => reduced.limit(),
            _ => self.time_limit.limit(),
        }
    }
}

/// The time limit and its special cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeLimitRecord {
    /// How many.
    pub value: u16,
    /// Of what.
    pub unit: TimeUnit,
    /// From when, or for whom.
    #[serde(default)]
    pub note: Option<String>,
    /// The cases for which another time holds.
    #[serde(default)]
    pub cases: Vec<TimeLimitCase>,
}

/// A case with its own time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeLimitCase {
    /// The case in words.
    pub when: String,
    /// How many.
    pub value: u16,
    /// Of what.
    pub unit: TimeUnit,
}

/// A time shorter than the law's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReducedTimeLimit {
    /// How many.
    pub value: u16,
    /// Of what.
    pub unit: TimeUnit,
    /// False: an assumption for illustration, which binds nobody.
    pub certain: bool,
    /// For the reader of the record.
    #[serde(default)]
    pub note: Option<String>,
}

macro_rules! limits {
    ($($name:ident),*) => {$(
        impl $name {
            /// The limit itself.
            pub fn limit(&self) -> TimeLimit {
                TimeLimit { value: self.value, unit: self.unit }
            }
        }
    )*};
}
limits!(TimeLimitRecord, TimeLimitCase, ReducedTimeLimit);

/// A paper as the record lists it; [`super::Paper`] is what is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its name.
    pub name: String,
    /// How many of it, on paper.
    #[serde(default = "one")]
    pub copies: u16,
    /// What kind of copy.
    pub copy_type: CopyType,
    /// Whether it is a form to be filled in rather than a paper one has.
    #[serde(default)]
    pub e_form: bool,
    /// The printed template.
    #[serde(default)]
    pub template_name: Option<String>,
    /// Whether it may be taken from an earlier dossier.
    #[serde(default)]
    pub reusable: bool,
    /// Whether it is obligatory: always, or in the case named by `when`.
    pub required: bool,
    /// The case in which it is needed at all.
    #[serde(default)]
    pub when: Option<String>,
    /// For the applicant.
    #[serde(default)]
    pub note: Option<String>,
    /// The field of the form that asks for it in the case in which it is needed.
    #[serde(default)]
    pub form_field: Option<String>,
}

/// Đối tượng thực hiện.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Cá nhân.
    Individual,
    /// Tổ chức, doanh nghiệp.
    Organisation,
}

/// Mức độ dịch vụ công trực tuyến.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnlineLevel {
    /// Toàn trình.
    Full,
    /// Một phần.
    Partial,
    /// Only described here.
    Info,
}

/// How a dossier is handed in, or a paper copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Trực tuyến.
    Online,
    /// Trực tiếp tại quầy.
    Counter,
    /// Bưu chính công ích.
    Postal,
}

/// Loại bản.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyType {
    /// Bản chính.
    Original,
    /// Bản sao có chứng thực.
    CertifiedCopy,
    /// Bản sao.
    Copy,
}

/// How far a procedure may be handed in away from the agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TerritoryScope {
    /// Anywhere in the country.
    Nationwide,
    /// Anywhere in the province.
    Province,
}

/// How sure a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// It agrees with a source.
    High,
    /// Details have to be checked.
    Medium,
    /// Much of it is from memory.
    Low,
}
