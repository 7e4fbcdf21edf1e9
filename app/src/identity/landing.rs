//! Where people go once they have signed in.

use crate::backend::go_to;
use crate::refusal::Answer;
use services::Portal;
use services::identity::NewSession;
use shared::identity::Actor;
use shared::policy;

/// Sends the browser to `next`, or to where the one who has just signed in works.
pub(super) async fn go_on(portal: &Portal, session: &NewSession, next: &str) -> Answer<()> {
    let actor = services::identity::actor_of(portal, &session.secret).await?;
    go_to(if next.is_empty() { landing(&actor) } else { next });
    Ok(())
}

/// The first page of somebody's work.
pub(super) fn landing(actor: &Actor) -> &'static str {
    if actor.person().is_some() {
        "/ho-so"
    } else if policy::work_queue(actor).is_ok() {
        "/can-bo"
    } else if policy::watch_dashboard(actor).is_ok() {
        "/dieu-hanh"
    } else {
        "/"
    }
}
