//! What is published now, in memory: read at start and after each import.

use crate::error::Result;
use store::Db;
use store::catalogue::{AgencyRow, ProcedureVersionRow};

/// Agencies, procedures in force, calendar, addresses.
#[derive(Debug)]
pub struct Published {
    /// All agencies, in their order.
    pub agencies: Vec<AgencyRow>,
    /// One version a procedure.
    pub procedures: Vec<ProcedureVersionRow>,
}

impl Published {
    /// Reads everything.
    pub(crate) async fn read(db: &Db) -> Result<Self> {
        let mut tx = db.read().await?;
        Ok(Self {
            agencies: store::catalogue::agencies(&mut tx).await?,
            procedures: store::catalogue::procedures_in_force(&mut tx).await?,
        })
    }
}
