//! Trường hợp: the cases of a procedure that have a time limit of their own.

use super::Procedure;
use crate::dossier::deadline::TimeLimit;
use serde::{Deserialize, Serialize};

/// A case as an officer chooses it at acceptance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcedureCase {
    /// `c0` is the ordinary case; `c1`, `c2` … follow the record.
    pub key: String,
    /// The case in words; empty for the ordinary one.
    pub when: String,
    /// What to know about its time.
    pub note: String,
    /// How long it may take.
    pub limit: TimeLimit,
}

impl Procedure {
    /// The cases, the ordinary one first.
    pub fn cases(&self) -> Vec<ProcedureCase> {
        let ordinary = ProcedureCase {
            key: "c0".to_owned(),
            when: String::new(),
            note: self.time_limit.note.clone().unwrap_or_default(),
            limit: self.limit(),
        };
        let special = self.time_limit.cases.iter().enumerate().map(|(at, case)| ProcedureCase {
            key: format!("c{}", at + 1),
            when: case.when.clone(),
            note: String::new(),
            limit: case.limit(),
        });
        std::iter::once(ordinary).chain(special).collect()
    }

    /// The case of that key.
    pub fn case(&self, key: &str) -> Option<ProcedureCase> {
        self.cases().into_iter().find(|case| case.key == key)
    }
}
