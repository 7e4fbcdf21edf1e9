//! Staff sign in with a password and a code of their authenticator. Whatever was wrong, the answer is
//! the same, after the same work.

use crate::Portal;
use crate::error::{Error, Result};
use crate::identity::session::{NewSession, begin_session};
use chrono::TimeDelta;
use integrations::identity::{password, totp};
use shared::error::ErrorCode;
use shared::id::SessionId;
use shared::identity::{Who, pause_after};
use shared::time::Instant;
use store::account::StaffRow;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// The sealing of authenticators' secrets; the place is the row's id.
pub(crate) const TOTP_PURPOSE: &str = "totp";
/// Longer logins do not exist.
const LOGIN_BYTES_MAX: usize = 64;
/// Longer passwords do not exist, and hashing them should not be a way to keep us busy.
const PASSWORD_BYTES_MAX: usize = 256;
/// Wrong tries are forgotten after that.
const FORGET_HOURS: i64 = 1;
/// Each password check takes 19 MiB: so many at once.
const CHECKS_MAX: usize = 2;

static CHECKS: Semaphore = Semaphore::const_new(CHECKS_MAX);

/// What was typed.
#[derive(Clone)]
pub struct Credentials {
    /// The login, in whatever case.
    pub login: String,
    /// The password.
    pub password: String,
    /// The authenticator's code.
    pub totp: String,
}

/// Signs a member of staff in; the session they came with ends.
pub async fn sign_in_staff(
    portal: &Portal,
    session: Option<SessionId>,
    typed: Credentials,
) -> Result<NewSession> {
    let login = typed.login.trim().to_lowercase();
    if login.len() > LOGIN_BYTES_MAX || typed.password.len() > PASSWORD_BYTES_MAX {
        return Err(ErrorCode::PasswordWrong.into());
    }
    let now = portal.now();
    let bucket = format!("staff:{login}");
    count_try(portal, &bucket, now).await?;

    let staff = {
        let mut tx = portal.db.read().await?;
        store::account::find_staff_by_login(&mut tx, &login).await?
    };
    let staff = staff.filter(|staff| staff.disabled_at.is_none());
    let stored = staff.as_ref().map(|staff| staff.password_hash.clone());
    let is_right = check_password(typed.password, stored).await?;
    let step = check_totp(portal, staff.as_ref(), &typed.totp, now)?;
    let (true, Some(staff), Some(step)) = (is_right, staff, step) else {
        return Err(ErrorCode::PasswordWrong.into());
    };

    let mut tx = portal.db.write().await?;
    if !store::account::use_totp_step(&mut tx, staff.id, step).await? {
        return Err(ErrorCode::PasswordWrong.into());
    }
    store::throttle::clear(&mut tx, &bucket).await?;
    if let Some(session) = session {
        store::session::end(&mut tx, session, now).await?;
    }
    let new = begin_session(portal, &mut tx, &Who::Staff(staff.id)).await?;
    tx.commit().await?;
    tracing::info!(staff = %staff.id, "signed in");
    Ok(new)
}

/// Every try counts as a wrong one until it has proved right: a hundred at once are a hundred.
async fn count_try(portal: &Portal, bucket: &str, now: Instant) -> Result<()> {
    let forgotten_before = now - TimeDelta::hours(FORGET_HOURS);
    let mut tx = portal.db.write().await?;
    store::throttle::hold(&mut tx, bucket, now).await?;
    let before = store::throttle::find(&mut tx, bucket).await?;
    if let Some(tries) = before.filter(|tries| tries.last_at >= forgotten_before) {
        let free_at = tries.last_at + pause_after(tries.failures);
        if now < free_at {
            let seconds = (free_at - now).num_seconds() + 1;
            let seconds = [("seconds", seconds.to_string())];
            return Err(Error::refused(ErrorCode::TooManyRequests, seconds));
        }
    }
    store::throttle::fail(&mut tx, bucket, now, forgotten_before).await?;
    Ok(tx.commit().await?)
}

async fn check_password(typed: String, stored: Option<String>) -> Result<bool> {
    let _place = CHECKS.acquire().await.map_err(|e| Error::caused("password checks", e))?;
    spawn_blocking(move || password::verify(&typed, stored.as_deref()))
        .await
        .map_err(|e| Error::caused("a password check", e))
}

/// The step of the code; without an account, the same computation against no secret.
fn check_totp(
    portal: &Portal,
    staff: Option<&StaffRow>,
    typed: &str,
    now: Instant,
) -> Result<Option<i64>> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let Some(staff) = staff else {
        let _nobodys = totp::verify(&[0; totp::SECRET_BYTES], &typed, now, None);
        return Ok(None);
    };
    let secret = portal.keys.open(TOTP_PURPOSE, staff.id.0.as_bytes(), &staff.totp_sealed)?;
    Ok(totp::verify(&secret, &typed, now, Some(staff.totp_last_step)))
}
