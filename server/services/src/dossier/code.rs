//! Official codes, allotted in the database: without repeats on any number of nodes.

use crate::Portal;
use crate::error::{Error, Result};
use chrono::NaiveDate;
use shared::dossier::DossierCode;
use store::Tx;

/// The next code of an agency on a day.
pub(super) async fn next_code(
    portal: &Portal,
    tx: &mut Tx,
    agency: &str,
    day: NaiveDate,
) -> Result<String> {
    let published = portal.published();
    let code = &published
        .agency(agency)
        .ok_or_else(|| Error::failed(format!("agency {agency} is unknown")))?
        .code;
    let serial = store::dossier::next_serial(tx, &format!("dossier-{code}-{day}")).await?;
    let serial = u32::try_from(serial).map_err(|e| Error::caused("a serial number", e))?;
    let code =
        DossierCode::new(code, day, serial).map_err(|e| Error::caused("a dossier code", e))?;
    Ok(code.as_str().to_owned())
}
