//! A citizen's own dossiers.

use crate::Portal;
use crate::error::Result;
use shared::dossier::DossierLine;
use shared::dossier::deadline::working_days_left;
use shared::error::ErrorCode;
use shared::identity::Actor;
use store::Tx;
use store::dossier::DossierRow;

/// So many of the newest are listed.
const MINE_MAX: i64 = 100;

/// The dossiers of the citizen who asks, newest first.
pub async fn list_mine(portal: &Portal, actor: &Actor) -> Result<Vec<DossierLine>> {
    let person = actor.person().ok_or(ErrorCode::SignInNeeded)?;
    let mut tx = portal.db.read().await?;
    let rows = store::dossier::list_of_person(&mut tx, person, MINE_MAX).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        lines.push(line(portal, &mut tx, row).await?);
    }
    Ok(lines)
}

async fn line(portal: &Portal, tx: &mut Tx, row: DossierRow) -> Result<DossierLine> {
    let procedure = portal.versions.procedure(tx, row.procedure_version_id).await?;
    let state = row.state()?;
    let running = row.due_at.filter(|_| state.is_on_the_clock());
    let published = portal.published();
    Ok(DossierLine {
        reference: row.reference,
        code: row.code,
        procedure_name: (procedure.procedure.name.clone(), procedure.procedure.name_en.clone()),
        status: state.for_citizen(),
        payment_state: row.payment_state,
        submitted_at: row.submitted_at,
        due_at: running,
        working_days_left: running
            .map(|due| working_days_left(&published.calendar, portal.now(), due)),
    })
}
