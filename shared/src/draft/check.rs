//! Checks answers that are not kept: what another program asks before it files.

use crate::form::{Answers, Papers};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Answers to check against the form in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckAnswers {
    /// The form, such as `stp-lltp-03-2013`.
    pub form_id: String,
    /// One page of it; without it, all of it.
    #[serde(default)]
    pub section: Option<String>,
    /// What is answered.
    pub answers: Answers,
    /// What is known of the files.
    #[serde(default)]
    pub papers: Papers,
    /// The business day on which it is to hold; today, where it is left out.
    #[serde(default)]
    pub today: Option<NaiveDate>,
}
