//! Continues a draft on another device, by its resume code.

use crate::Portal;
use crate::error::Result;
use crate::identity::{NewSession, begin_session};
use crate::throttle::{self, Guarded};
use shared::dossier::ResumeCode;
use shared::error::ErrorCode;
use shared::id::DraftId;
use shared::identity::{Actor, Who};

const CODE: &str = "draft.resume_code";

/// Opens the draft of that code to this browser. One that already has an owner needs the owner
/// to sign in; the answer does not tell whether it exists.
pub async fn resume(
    portal: &Portal,
    actor: &Actor,
    typed: &str,
) -> Result<(DraftId, Option<NewSession>)> {
    let buckets: Vec<String> = throttle::bucket("resume", actor).into_iter().collect();
    let mut tx = portal.db.write().await?;
    throttle::hold(portal, &mut tx, &buckets, Guarded::ResumeCode).await?;
    let found = match ResumeCode::parse(typed) {
        Ok(code) => store::draft::find_by_resume_code(&mut tx, &code_hash(portal, &code)).await?,
        Err(_) => None,
    };
    // Somebody else's code is as wrong as none, and is counted like it.
    let is_anothers = |owner| actor.person().is_some_and(|person| person != owner);
    let found = found.filter(|draft| !draft.person().is_some_and(is_anothers));
    let Some(draft) = found else {
        throttle::fail(portal, tx, &buckets).await?;
        return Err(ErrorCode::ResumeCodeWrong.into());
    };
    if draft.person().is_some() {
        return match actor.person() {
            Some(_owner) => Ok((draft.id, None)),
            None => Err(ErrorCode::SignInNeeded.into()),
        };
    }
    let mut begun = None;
    if let Some(person) = actor.person() {
        store::draft::give_to(&mut tx, draft.id, person).await?;
    } else {
        let session = match actor.session {
            Some(session) => session,
            None => begun.insert(begin_session(portal, &mut tx, &Who::Nobody).await?).id,
        };
        store::draft::move_to_session(&mut tx, draft.id, session).await?;
    }
    tx.commit().await?;
    Ok((draft.id, begun))
}

pub(super) fn code_hash(portal: &Portal, code: &ResumeCode) -> [u8; 32] {
    portal.keys.keyed_hash(CODE, code.as_str().as_bytes())
}

pub(super) fn seal_code(portal: &Portal, id: DraftId, code: &ResumeCode) -> Vec<u8> {
    portal.keys.seal(CODE, id.0.as_bytes(), code.as_str().as_bytes(), &portal.entropy)
}

/// The code, to show it again.
pub(super) fn open_code(portal: &Portal, id: DraftId, sealed: &[u8]) -> Result<String> {
    let plain = portal.keys.open(CODE, id.0.as_bytes(), sealed)?;
    Ok(ResumeCode::parse(&String::from_utf8_lossy(&plain))
        .map(|code| code.to_string())
        .unwrap_or_default())
}
