//! Following a dossier without an account: its code and four digits that only the slip's owner
//! knows. Nothing else is said, not even whether the code exists.

use super::read::{find_typed, spelling};
use super::sealed::{TAIL_DIGITS, tail_hash};
use super::view::timeline;
use crate::Portal;
use crate::error::Result;
use crate::throttle::{self, Guarded};
use chrono::TimeDelta;
use shared::dossier::deadline::working_days_left;
use shared::dossier::{DossierState, TrackingView};
use shared::error::ErrorCode;
use shared::id::DossierId;
use shared::identity::Actor;
use shared::time::Instant;
use store::dossier::DossierRow;

const PASS: &str = "dossier.tracking_pass";
/// A tracking page can be left open this long.
const PASS_HOURS: i64 = 12;
/// No code is longer; what is typed may be.
const TARGET_CHARS_MAX: usize = 40;
/// Stands for a dossier that does not exist.
const NO_DOSSIER: DossierId = DossierId(uuid::Uuid::nil());

/// Looks the dossier up; the answer is a pass that opens its progress for some hours.
pub async fn track(portal: &Portal, actor: &Actor, typed: &str, tail: &str) -> Result<String> {
    let mut tx = portal.db.write().await?;
    let row = find_typed(&mut tx, typed).await?;
    let by_target = format!("tracking:target:{}", target(row.as_ref(), typed));
    let buckets: Vec<String> =
        [Some(by_target), throttle::bucket("tracking", actor)].into_iter().flatten().collect();
    throttle::hold(portal, &mut tx, &buckets, Guarded::Tracking).await?;

    let is_right = is_right(portal, row.as_ref(), tail);
    let Some(row) = row.filter(|_| is_right) else {
        throttle::fail(portal, tx, &buckets).await?;
        return Err(ErrorCode::TrackingNoMatch.into());
    };
    Ok(pass(portal, row.id, portal.now()))
}

/// The progress that a pass opens.
pub async fn tracked(portal: &Portal, pass: &str) -> Result<TrackingView> {
    let id = read_pass(portal, pass).ok_or(ErrorCode::TrackingNoMatch)?;
    let mut tx = portal.db.read().await?;
    let row = store::dossier::find(&mut tx, id).await?.ok_or(ErrorCode::TrackingNoMatch)?;
    let procedure = portal.versions.procedure(&mut tx, row.procedure_version_id).await?;
    let mut timeline = timeline(&mut tx, &row, false).await?;
    for entry in &mut timeline {
        entry.who.clear();
        entry.note.clear();
    }
    let state = row.state()?;
    let published = portal.published();
    let running = row.due_at.filter(|_| state.is_on_the_clock());
    Ok(TrackingView {
        code: super::view::shown_code(&row),
        procedure_name: (procedure.procedure.name.clone(), procedure.procedure.name_en.clone()),
        agency_name: published.agency_name(&row.agency_id),
        state,
        is_fee_due: state == DossierState::Submitted && row.payment_state == "open",
        submitted_at: row.submitted_at,
        due_at: running,
        working_days_left: running
            .map(|due| working_days_left(&published.calendar, portal.now(), due)),
        answer_by: super::view::answer_by(portal, (&row, state), &timeline),
        timeline,
        topic: format!("pass:{pass}"),
    })
}

/// The dossier that a pass opens, for its live page.
pub(crate) fn read_pass(portal: &Portal, pass: &str) -> Option<DossierId> {
    let sealed = hex::decode(pass).ok()?;
    let plain = portal.keys.open(PASS, b"", &sealed).ok()?;
    let text = String::from_utf8(plain).ok()?;
    let (id, until) = text.split_once(' ')?;
    let until: i64 = until.parse().ok()?;
    (portal.now().timestamp() < until).then(|| id.parse().ok()).flatten()
}

fn pass(portal: &Portal, id: DossierId, now: Instant) -> String {
    let until = (now + TimeDelta::hours(PASS_HOURS)).timestamp();
    let plain = format!("{id} {until}");
    hex::encode(portal.keys.seal(PASS, b"", plain.as_bytes(), &portal.entropy))
}

/// Whether the digits are the dossier's; without one, the same work for nothing.
fn is_right(portal: &Portal, row: Option<&DossierRow>, tail: &str) -> bool {
    let digits: String = tail.chars().filter(char::is_ascii_digit).collect();
    let typed = tail_hash(portal, row.map_or(NO_DOSSIER, |row| row.id), &digits);
    let known = row.map_or([[].as_slice(); 2], |row| {
        [row.phone_tail_hash.as_slice(), row.id_tail_hash.as_slice()]
    });
    let matches = known.map(|known| integrations::seal::equal(&typed, known));
    digits.len() == TAIL_DIGITS && matches.contains(&true)
}

/// What is guessed at: the dossier, however somebody spells it. What does not exist is told apart by
/// the same spelling, or the wait would tell which of the two it is.
fn target(row: Option<&DossierRow>, typed: &str) -> String {
    match row {
        Some(row) => row.id.to_string(),
        None => spelling(typed).chars().take(TARGET_CHARS_MAX).collect(),
    }
}
