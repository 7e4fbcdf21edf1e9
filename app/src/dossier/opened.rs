//! The dossier of the page's address, for the one whose it is.

use crate::backend::current;
use crate::load::load;
use crate::refusal::Answer;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::dossier::DossierView;
use shared::error::ErrorCode;
use shared::identity::Who;

/// Draws `view` with the dossier of the address. Whoever has not signed in is asked to, whether it
/// exists or not.
pub(super) fn with_dossier<V>(view: impl FnOnce(DossierView) -> V + Send + 'static) -> impl IntoView
where
    V: IntoView + 'static,
{
    let code = use_params_map().get_untracked().get("code").unwrap_or_default();
    load(open(code), view)
}

async fn open(code: String) -> Answer<DossierView> {
    let (portal, caller) = current()?;
    if caller.actor.who == Who::Nobody {
        return Err(ErrorCode::SignInNeeded.into());
    }
    Ok(services::dossier::view(&portal, &caller.actor, &code).await?)
}

/// Its page.
pub(super) fn path_of(dossier: &DossierView) -> String {
    format!("/ho-so/{}", dossier.reference)
}

/// What people call it: the official code once there is one.
pub(super) fn shown_code(dossier: &DossierView) -> String {
    dossier.code.clone().unwrap_or_else(|| dossier.reference.clone())
}
