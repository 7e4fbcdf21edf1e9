//! Who may see a dossier.

use crate::Portal;
use crate::error::Result;
use shared::error::ErrorCode;
use shared::id::DossierId;
use shared::identity::Actor;
use shared::policy::{self, DossierSubject};
use store::dossier::DossierRow;

/// Whether `actor` may read the dossier; "not yours" answers as "not found".
pub async fn may_read(portal: &Portal, actor: &Actor, id: DossierId) -> Result<()> {
    let mut tx = portal.db.read().await?;
    let row = store::dossier::find(&mut tx, id).await?.ok_or(ErrorCode::DossierNotFound)?;
    Ok(policy::read_dossier(actor, &subject(&row)?)?)
}

/// What the policy has to know of a row.
pub(crate) fn subject(row: &DossierRow) -> Result<DossierSubject<'_>> {
    Ok(DossierSubject { state: row.state()?, agency: &row.agency_id, owner: row.person_id })
}
