//! The result of a dossier: proposed, approved, issued.

use crate::error::{Error, Result};
use shared::error::ErrorCode;
use shared::file::RESULT_PAPER;
use store::Tx;
use store::dossier::{DossierRow, ResultRow};
use store::file::Holder;

/// The result that was proposed.
pub(super) async fn find(tx: &mut Tx, row: &DossierRow) -> Result<ResultRow> {
    store::dossier::find_result(tx, row.id)
        .await?
        .ok_or_else(|| Error::failed(format!("dossier {} has no result", row.id)))
}

/// Nothing is issued without its document.
pub(super) async fn must_have_file(tx: &mut Tx, row: &DossierRow) -> Result<()> {
    let holder = Holder { draft: None, dossier: Some(row.id) };
    let files = store::file::list(tx, holder).await?;
    if files.iter().any(|file| file.paper == RESULT_PAPER) {
        Ok(())
    } else {
        Err(ErrorCode::DossierNoResult.into())
    }
}
