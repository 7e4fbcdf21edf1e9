//! Removes drafts that nobody touches, after telling their people twice (patterns.md §1.9).

use crate::Portal;
use crate::error::Result;
use crate::message::{Template, wanted};
use chrono::TimeDelta;
use shared::time::{local_day, show_day};

/// So many days ahead people are told.
const WARNED_DAYS_AHEAD: [i64; 2] = [14, 3];
/// So many are told in one go; the next one tells the rest.
const BATCH_MAX: i64 = 5_000;

/// Removes what has expired and tells whose drafts will. Returns how many drafts went.
pub async fn sweep(portal: &Portal) -> Result<u64> {
    let now = portal.now();
    let mut tx = portal.db.write().await?;
    let removed = store::draft::remove_expired(&mut tx, now).await?;
    for days in WARNED_DAYS_AHEAD {
        let until = now + TimeDelta::days(days);
        let window = (until - TimeDelta::days(1), until);
        for draft in store::draft::list_expiring(&mut tx, window, BATCH_MAX).await? {
            let Some(person) = draft.person() else { continue };
            let day = show_day(local_day(draft.expires_at));
            let event_key = format!("draft:{}:{days}:{day}", draft.id);
            let text = (person, Template::DraftExpires);
            wanted(portal, &mut tx, &event_key, text, &[("day", day)]).await?;
        }
    }
    tx.commit().await?;
    Ok(removed)
}
