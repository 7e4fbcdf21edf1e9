//! Citizens sign in by a code sent to their phone (protocols.md §6.5).
//!
//! Known and unknown phones get the same answer by the same work: whether a phone is known is looked up
//! only once its holder has proved to hold it.

use crate::Portal;
use crate::error::{Error, Result};
use crate::identity::session::{NewSession, begin_session};
use crate::message::{Template, wanted_by_phone};
use chrono::{TimeDelta, Timelike};
use integrations::seal::equal;
use shared::error::ErrorCode;
use shared::id::{PersonId, SessionId};
use shared::identity::one_time_code::{
    CODE_MINUTES, CODE_TRIES_MAX, PHONE_PAUSE_SECONDS, PHONE_PER_DAY_MAX, SESSION_PER_DAY_MAX,
    Wait, may_send,
};
use shared::identity::{CodeSent, Phone, PhoneKind, Who};
use shared::time::Instant;
use store::Tx;
use store::account::PersonRow;
use store::one_time_code::CodeRow;

/// What the code is for: a code for one purpose is worth nothing for another.
const PURPOSE: &str = "sign_in";
/// More codes than this in an hour are somebody spending our money, not a province signing in.
const CODES_PER_HOUR_MAX: i64 = 5_000;
/// After that, the page no longer speaks of the code.
const CODE_SHOWN_MINUTES: i64 = 60;

/// Sends a code to a phone, for the session that asks.
pub async fn request_code(portal: &Portal, session: SessionId, phone: &str) -> Result<CodeSent> {
    let phone = mobile(phone)?;
    let now = portal.now();
    let mut tx = portal.db.write().await?;
    // Two requests at once, on two nodes, must not both find the limit not yet reached.
    store::throttle::hold(&mut tx, &format!("code:{phone}"), now).await?;
    store::throttle::hold(&mut tx, &format!("code:{session}"), now).await?;
    check_limits(&mut tx, &phone, session, now).await?;
    count_for_all(&mut tx, now).await?;

    let code = portal.entropy.digits6();
    let row = CodeRow {
        id: portal.fresh(),
        code_hash: hash(portal, &phone, &code),
        phone,
        session_id: session,
        sent_at: now,
        expires_at: now + TimeDelta::minutes(CODE_MINUTES),
        tries: 0,
        used_at: None,
    };
    store::one_time_code::void_all(&mut tx, &row.phone, now).await?;
    store::one_time_code::add(&mut tx, &row).await?;
    let event_key = format!("one_time_code:{}", row.id);
    let text = (row.phone.as_str(), Template::OneTimeCode);
    let values = [("code", code), ("minutes", CODE_MINUTES.to_string())];
    wanted_by_phone(portal, &mut tx, &event_key, text, &values).await?;
    tx.commit().await?;
    Ok(view(row))
}

/// The code that this session asked for last, if it still matters to the page.
pub async fn pending_code(portal: &Portal, session: SessionId) -> Result<Option<CodeSent>> {
    let mut tx = portal.db.read().await?;
    let newest = store::one_time_code::find_newest(&mut tx, session).await?;
    let since = portal.now() - TimeDelta::minutes(CODE_SHOWN_MINUTES);
    Ok(newest.filter(|row| row.sent_at > since).map(view))
}

/// Signs the holder of the phone in: the session that asked ends, a new one with a new secret begins,
/// and the drafts of the old one are the person's.
pub async fn confirm_code(
    portal: &Portal,
    session: SessionId,
    phone: &str,
    code: &str,
) -> Result<(NewSession, PersonId)> {
    let phone = mobile(phone)?;
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let now = portal.now();
    let mut tx = portal.db.write().await?;
    let target = (phone.as_str(), session);
    let taken = store::one_time_code::take_try(&mut tx, target, now, CODE_TRIES_MAX).await?;
    let Some(row) = taken else {
        return Err(no_try(&mut tx, session, &phone, now).await?.into());
    };
    if !equal(&row.code_hash, &hash(portal, &phone, &code)) {
        // The try counts although it was wrong: above all then.
        tx.commit().await?;
        return Err(wrong(row.tries));
    }
    if !store::one_time_code::use_up(&mut tx, row.id, now).await? {
        return Err(ErrorCode::CodeExpired.into());
    }
    let person = find_or_add(portal, &mut tx, &phone).await?;
    let new = begin_session(portal, &mut tx, &Who::Citizen(person)).await?;
    store::draft::claim(&mut tx, session, person).await?;
    store::session::end(&mut tx, session, now).await?;
    tx.commit().await?;
    tracing::info!(%person, "signed in");
    Ok((new, person))
}

fn mobile(typed: &str) -> Result<String> {
    match Phone::parse(typed) {
        Some(phone) if phone.kind() == PhoneKind::Mobile => Ok(phone.number().to_owned()),
        _ => Err(ErrorCode::PhoneInvalid.into()),
    }
}

async fn check_limits(tx: &mut Tx, phone: &str, session: SessionId, now: Instant) -> Result<()> {
    let yesterday = now - TimeDelta::days(1);
    let most = |max: usize| i64::try_from(max).expect("a limit is small");
    let to_phone =
        store::one_time_code::sent_to_phone(tx, phone, yesterday, most(PHONE_PER_DAY_MAX)).await?;
    let for_session =
        store::one_time_code::sent_for_session(tx, session, yesterday, most(SESSION_PER_DAY_MAX))
            .await?;
    may_send(now, &to_phone, &for_session).map_err(|wait| match wait {
        Wait::TooSoon { seconds } => {
            Error::refused(ErrorCode::CodeTooSoon, [("seconds", seconds.to_string())])
        }
        Wait::TooMany { minutes } => too_many(minutes),
    })
}

/// What all codes together may cost in an hour.
async fn count_for_all(tx: &mut Tx, now: Instant) -> Result<()> {
    let bucket = format!("codes:{}", now.timestamp() / 3600);
    let sent = store::throttle::fail(tx, &bucket, now, now - TimeDelta::hours(1)).await?;
    if sent > CODES_PER_HOUR_MAX {
        tracing::error!(sent, "alert: more one-time codes in an hour than a province needs");
        return Err(too_many(60 - i64::from(now.minute())));
    }
    Ok(())
}

fn too_many(minutes: i64) -> Error {
    Error::refused(ErrorCode::CodeTooMany, [("minutes", minutes.to_string())])
}

fn wrong(tries: i64) -> Error {
    match CODE_TRIES_MAX - tries {
        0 => ErrorCode::CodeUsedUp.into(),
        left => Error::refused(ErrorCode::CodeWrong, [("left", left.to_string())]),
    }
}

/// Why there is nothing to try: tried too often, or ended.
async fn no_try(tx: &mut Tx, session: SessionId, phone: &str, now: Instant) -> Result<ErrorCode> {
    let newest = store::one_time_code::find_newest(tx, session).await?;
    let is_open = |row: &CodeRow| row.used_at.is_none() && row.expires_at > now;
    Ok(match newest {
        Some(row) if row.phone == phone && is_open(&row) => ErrorCode::CodeUsedUp,
        _ => ErrorCode::CodeExpired,
    })
}

async fn find_or_add(portal: &Portal, tx: &mut Tx, phone: &str) -> Result<PersonId> {
    let row = PersonRow {
        id: portal.fresh(),
        phone: phone.to_owned(),
        full_name: String::new(),
        personal_id_hash: None,
        profile_sealed: None,
        created_at: portal.now(),
    };
    store::account::add_person(tx, &row).await?;
    let found = store::account::find_person_by_phone(tx, phone).await?;
    Ok(found.ok_or_else(|| Error::failed("a person vanished while being added"))?.id)
}

fn hash(portal: &Portal, phone: &str, code: &str) -> Vec<u8> {
    let bytes = format!("{PURPOSE}|{phone}|{code}");
    portal.keys.keyed_hash("one_time_code", bytes.as_bytes()).to_vec()
}

fn view(row: CodeRow) -> CodeSent {
    let again_at = row.sent_at + TimeDelta::seconds(PHONE_PAUSE_SECONDS);
    CodeSent { phone: row.phone, expires_at: row.expires_at, again_at }
}
