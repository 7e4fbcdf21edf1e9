//! Saves what was typed, key by key: two devices that change different answers both win.

use super::fee::fee;
use super::view::FEE;
use super::work::{DraftWork, seal_answers};
use crate::Portal;
use crate::error::{Error, Result};
use chrono::TimeDelta;
use shared::draft::{DRAFT_DAYS, SaveDraft, Saved};
use shared::error::ErrorCode;
use shared::form::ANSWERS_BYTES_MAX;
use shared::id::DraftId;
use shared::identity::Actor;
use shared::payment::fee::{FeeChoice, FeeQuote};
use store::Tx;

const KB: usize = 1024;

/// Takes over the answers that were touched, right or wrong.
pub async fn save(portal: &Portal, actor: &Actor, save: SaveDraft) -> Result<Saved> {
    let mut tx = portal.db.write().await?;
    let mut work = DraftWork::open_unsubmitted(portal, &mut tx, actor, save.id).await?;
    let form = work.form.clone();
    for (key, _) in save.answers.iter() {
        if form.field(key).is_none() {
            return Err(ErrorCode::BadRequest.into());
        }
    }
    let keys: Vec<&str> = save.answers.iter().map(|(key, _)| key).collect();
    for section in form.sections.iter().filter(|s| s.fields.iter().any(|f| keys.contains(&&*f.key)))
    {
        work.visit(&section.key);
    }
    work.answers.merge(save.answers);
    if work.answers.check_limits().is_err() {
        return Err(too_large());
    }
    write(portal, tx, work).await
}

/// Takes over what decides the fee, and says what it costs then; `None` where an officer works it
/// out.
pub async fn choose_fee(
    portal: &Portal,
    actor: &Actor,
    id: DraftId,
    choice: FeeChoice,
) -> Result<Option<FeeQuote>> {
    let mut tx = portal.db.write().await?;
    let mut work = DraftWork::open_unsubmitted(portal, &mut tx, actor, id).await?;
    work.fee_choice = choice;
    work.visit(FEE);
    let quote = fee(portal, &work).map_err(|fault| fault.code())?;
    write(portal, tx, work).await?;
    Ok(quote)
}

pub(super) fn too_large() -> Error {
    let max = (ANSWERS_BYTES_MAX / KB).to_string();
    Error::refused(ErrorCode::DraftTooLarge, [("max", max)])
}

pub(super) async fn write(portal: &Portal, mut tx: Tx, work: DraftWork) -> Result<Saved> {
    let now = portal.now();
    let mut row = work.row;
    row.answers_sealed = seal_answers(portal, row.id, &work.answers);
    row.fee_choice = serde_json::to_string(&work.fee_choice).expect("plain JSON");
    row.saved_at = now;
    row.expires_at = now + TimeDelta::days(DRAFT_DAYS);
    store::draft::save(&mut tx, &row).await.map_err(|e| match e {
        store::Error::Stale => ErrorCode::DraftStale.into(),
        other => Error::from(other),
    })?;
    tx.commit().await?;
    Ok(Saved { revision: row.revision + 1, saved_at: now })
}
