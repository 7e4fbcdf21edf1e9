//! What is wrong with the files of a catalogue: which file, which record, which field, and what was
//! expected there.

use std::fmt;

/// More than so many at once help nobody.
const SHOWN_MAX: usize = 30;

/// One thing to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, below the folder of the catalogue.
    pub file: String,
    /// The record: `record 4 (stp-lltp-ca-nhan)`, `row 12`; empty where the whole file is meant.
    pub record: String,
    /// The field, such as `time_limit.unit`; empty where the whole record is meant.
    pub field: String,
    /// What was expected.
    pub expected: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file)?;
        if !self.record.is_empty() {
            write!(out, ", {}", self.record)?;
        }
        if !self.field.is_empty() {
            write!(out, ", field {}", self.field)?;
        }
        write!(out, ": {}", self.expected)
    }
}

/// Everything that is wrong; never empty as an error.
#[derive(Debug, Clone, Default, PartialEq, Eq, thiserror::Error)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// Notes one fault.
    pub(super) fn add(&mut self, file: &str, record: &str, field: &str, expected: String) {
        let [file, record, field] = [file, record, field].map(str::to_owned);
        self.0.push(Fault { file, record, field, expected });
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "the catalogue has {} faults; nothing was imported", self.0.len())?;
        for fault in self.0.iter().take(SHOWN_MAX) {
            write!(out, "\n  {fault}")?;
        }
        match self.0.len().saturating_sub(SHOWN_MAX) {
            0 => Ok(()),
            more => write!(out, "\n  … and {more} more"),
        }
    }
}
