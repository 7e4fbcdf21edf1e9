//! Sessions: a secret in a cookie, its hash in the database.

use crate::Portal;
use crate::error::{Error, Result};
use chrono::TimeDelta;
use sha2::{Digest, Sha256};
use shared::error::ErrorCode;
use shared::id::{PersonId, SessionId, StaffId};
use shared::identity::{Actor, Who};
use store::Tx;
use store::session::SessionRow;

/// How long somebody who has not signed in is remembered.
const VISITOR_DAYS: i64 = 30;
/// How long a citizen stays signed in.
const CITIZEN_DAYS: i64 = 7;
/// How long a member of staff stays signed in: a working day.
const STAFF_HOURS: i64 = 10;

/// A session that was just begun.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// What goes into the cookie, and nowhere else.
    pub secret: String,
    /// For how long the cookie is worth keeping.
    pub max_age_seconds: i64,
}

/// Who holds that cookie. An unknown, ended or expired one is nobody.
pub async fn actor_of(portal: &Portal, secret: &str) -> Result<Actor> {
    let mut tx = portal.db.read().await?;
    let Some(session) = store::session::find(&mut tx, &hash(secret), portal.now()).await? else {
        return Ok(Actor::nobody(None));
    };
    let mut actor = Actor::nobody(Some(session.id));
    let is_signed_in = session.staff().is_some() || session.person().is_some();
    actor.session_ends_at = is_signed_in.then_some(session.expires_at);
    if let Some(id) = session.staff() {
        let staff = store::account::find_staff(&mut tx, id).await?;
        if let Some(staff) = staff.filter(|staff| staff.disabled_at.is_none()) {
            actor.who = Who::Staff(id);
            actor.name = staff.full_name;
            actor.grants = store::account::grants(&mut tx, id).await?;
        }
    } else if let Some(id) = session.person() {
        let person = store::account::find_person(&mut tx, id)
            .await?
            .ok_or_else(|| Error::failed(format!("session of the unknown person {id}")))?;
        actor.who = Who::Citizen(id);
        actor.name = person.full_name;
    }
    Ok(actor)
}

/// Begins a session for `who`. Each sign-in gets a new secret.
pub async fn begin_session(portal: &Portal, tx: &mut Tx, who: &Who) -> Result<NewSession> {
    let now = portal.now();
    let lasts = lasts(who);
    let secret = hex::encode(portal.entropy.bytes::<32>());
    let row = SessionRow {
        id: portal.fresh(),
        person_id: person_of(who).map(|id| id.0),
        staff_id: staff_of(who).map(|id| id.0),
        created_at: now,
        expires_at: now + lasts,
    };
    store::session::begin(tx, &row, &hash(&secret)).await?;
    Ok(NewSession { id: row.id, secret, max_age_seconds: lasts.num_seconds() })
}

/// Begins the session of somebody who has not signed in: drafts and codes belong to it.
pub async fn begin_visit(portal: &Portal) -> Result<NewSession> {
    let mut tx = portal.db.write().await?;
    let session = begin_session(portal, &mut tx, &Who::Nobody).await?;
    tx.commit().await?;
    Ok(session)
}

/// Lets somebody who has signed in stay for as long again, from now. What has ended stays ended.
pub async fn extend_session(portal: &Portal, actor: &Actor, secret: &str) -> Result<NewSession> {
    let id = actor.session.filter(|_| actor.session_ends_at.is_some());
    let id = id.ok_or(ErrorCode::SignInNeeded)?;
    let (now, lasts) = (portal.now(), lasts(&actor.who));
    let mut tx = portal.db.write().await?;
    if !store::session::extend(&mut tx, id, now, now + lasts).await? {
        return Err(ErrorCode::SignInNeeded.into());
    }
    tx.commit().await?;
    Ok(NewSession { id, secret: secret.to_owned(), max_age_seconds: lasts.num_seconds() })
}

fn lasts(who: &Who) -> TimeDelta {
    match who {
        Who::Staff(_) => TimeDelta::hours(STAFF_HOURS),
        Who::Citizen(_) => TimeDelta::days(CITIZEN_DAYS),
        Who::Nobody | Who::Gateway | Who::Clock => TimeDelta::days(VISITOR_DAYS),
    }
}

/// Ends the session of that cookie, at once and everywhere.
pub async fn end_session(portal: &Portal, secret: &str) -> Result<()> {
    let now = portal.now();
    let mut tx = portal.db.write().await?;
    if let Some(session) = store::session::find(&mut tx, &hash(secret), now).await? {
        store::session::end(&mut tx, session.id, now).await?;
    }
    Ok(tx.commit().await?)
}

fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

fn person_of(who: &Who) -> Option<PersonId> {
    match who {
        Who::Citizen(id) => Some(*id),
        _ => None,
    }
}

fn staff_of(who: &Who) -> Option<StaffId> {
    match who {
        Who::Staff(id) => Some(*id),
        _ => None,
    }
}
