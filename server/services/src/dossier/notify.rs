//! Tells the citizen, through the outbox, in the transaction of what there is to tell.

use super::view::shown_code;
use crate::Portal;
use crate::error::Result;
use crate::message::{Template, wanted};
use shared::time::show_day;
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
    let values =
        [("code", shown_code(row)), ("due_on", row.due_on.map(show_day).unwrap_or_default())];
    wanted(portal, tx, &event_key, (row.person_id, template), &values).await
}
