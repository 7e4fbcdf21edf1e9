//! Tells the citizen, through the outbox, in the transaction of what there is to tell.

use super::view::shown_code;
use crate::Portal;
use crate::error::Result;
use crate::message::{Template, wanted};
use store::Tx;
use store::dossier::DossierRow;

/// One message for the event that is now the last of the chain.
pub(super) async fn notify(
    portal: &Portal,
    tx: &mut Tx,
    row: &DossierRow,
    template: Template,
) -> Result<()> {
    let event_key = format!("dossier:{}:{}", row.id, row.event_count);
    wanted(portal, tx, &event_key, (row.person_id, template), &[("code", shown_code(row))]).await
}
