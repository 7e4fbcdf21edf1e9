//! Who may see a dossier, and finding it by what people type.

use crate::Portal;
use crate::error::Result;
use shared::dossier::{DossierCode, Reference};
use shared::error::ErrorCode;
use shared::id::DossierId;
use shared::identity::Actor;
use shared::policy::{self, DossierSubject};
use store::Tx;
use store::dossier::DossierRow;

/// Whether `actor` may read the dossier; "not yours" answers as "not found".
pub async fn may_read(portal: &Portal, actor: &Actor, id: DossierId) -> Result<()> {
    let mut tx = portal.db.read().await?;
    let row = store::dossier::find(&mut tx, id).await?.ok_or(ErrorCode::DossierNotFound)?;
    Ok(policy::read_dossier(actor, &subject(&row)?)?)
}

/// The dossier of that reference or official code, if the actor may see it.
pub(crate) async fn find_shown(tx: &mut Tx, actor: &Actor, typed: &str) -> Result<DossierRow> {
    let row = find_typed(tx, typed).await?.ok_or(ErrorCode::DossierNotFound)?;
    policy::read_dossier(actor, &subject(&row)?)?;
    Ok(row)
}

/// The dossier of what somebody typed: the official code or the reference, in any spelling.
pub(crate) async fn find_typed(tx: &mut Tx, typed: &str) -> Result<Option<DossierRow>> {
    Ok(store::dossier::find_by_code(tx, &spelling(typed)).await?)
}

/// How the code that somebody typed is stored: the reference, the official code, or neither.
pub(super) fn spelling(typed: &str) -> String {
    let typed = typed.trim().to_uppercase();
    if let Ok(reference) = Reference::parse(&typed) {
        return reference.into();
    }
    DossierCode::parse(&typed).map_or(typed, Into::into)
}

/// What the policy has to know of a row.
pub(crate) fn subject(row: &DossierRow) -> Result<DossierSubject<'_>> {
    Ok(DossierSubject { state: row.state()?, agency: &row.agency_id, owner: row.person_id })
}
