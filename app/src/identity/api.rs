//! Signing in and out. `next` is the page to go to afterwards; empty for the one that fits.

use crate::refusal::Answer;
use leptos::prelude::*;
use shared::identity::{CodeSent, DemoAccount};

/// Sends a code to a phone.
#[server(prefix = "/fn", endpoint = "identity/request_code")]
pub async fn request_code(phone: String, #[server(default)] next: String) -> Answer<CodeSent> {
    let (portal, _, session) = crate::backend::current_with_session().await?;
    let sent = services::identity::request_code(&portal, session, &phone).await?;
    crate::backend::go_to(&crate::own_path::then(super::SIGN_IN_CODE, &next));
    Ok(sent)
}

/// Signs the holder of the phone in.
#[server(prefix = "/fn", endpoint = "identity/confirm_code")]
pub async fn confirm_code(
    phone: String,
    code: String,
    #[server(default)] next: String,
) -> Answer<()> {
    let (portal, _, session) = crate::backend::current_with_session().await?;
    let (new, _) = services::identity::confirm_code(&portal, session, &phone, &code).await?;
    crate::backend::set_session(&portal, &new);
    super::landing::go_on(&portal, &new, &next).await
}

/// Signs a member of staff in.
#[server(prefix = "/fn", endpoint = "identity/sign_in_staff")]
pub async fn sign_in_staff(
    login: String,
    password: String,
    totp: String,
    #[server(default)] next: String,
) -> Answer<()> {
    let (portal, caller) = crate::backend::current()?;
    let typed = services::identity::Credentials { login, password, totp };
    let new = services::identity::sign_in_staff(&portal, caller.actor.session, typed).await?;
    crate::backend::set_session(&portal, &new);
    super::landing::go_on(&portal, &new, &next).await
}

/// Lets whoever has signed in stay for as long again; the answer is for how many seconds.
#[server(prefix = "/fn", endpoint = "identity/stay")]
pub async fn stay_signed_in() -> Answer<i64> {
    let (portal, caller) = crate::backend::current()?;
    let secret = caller.secret.unwrap_or_default();
    let session = services::identity::extend_session(&portal, &caller.actor, &secret).await?;
    crate::backend::set_session(&portal, &session);
    Ok(session.max_age_seconds)
}

/// Ends the session of this browser.
#[server(prefix = "/fn", endpoint = "identity/sign_out")]
pub async fn sign_out() -> Answer<()> {
    let (portal, caller) = crate::backend::current()?;
    services::identity::end_session(&portal, &caller.secret.unwrap_or_default()).await?;
    crate::backend::clear_session(&portal);
    crate::backend::go_to("/");
    Ok(())
}

/// The demo world's staff with the codes that work now; not found elsewhere.
#[server(prefix = "/fn", endpoint = "identity/demo_accounts")]
pub async fn demo_accounts() -> Answer<Vec<DemoAccount>> {
    let (portal, _) = crate::backend::current()?;
    Ok(services::demo::accounts(&portal).await?)
}
