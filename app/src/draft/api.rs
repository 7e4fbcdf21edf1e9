//! What the browser asks about drafts. Plain forms are sent on to the next page.

use crate::posted::Pairs;
use crate::refusal::Answer;
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json};
use shared::draft::{CheckAnswers as Asked, NextPage, PostedPage, SaveDraft, Saved, SubmittedView};
use shared::error::FieldError;
use shared::form::AddressBook;
use shared::id::DraftId;
use shared::payment::fee::FeeQuote;
use std::collections::BTreeMap;

/// Where a draft is.
pub fn draft_path(id: DraftId) -> String {
    format!("/ban-nhap/{id}")
}

/// Begins a draft, or finds the one that is open.
#[server(prefix = "/fn", endpoint = "draft/begin")]
pub async fn begin_draft(code: String, #[server(default)] fresh: bool) -> Answer<DraftId> {
    let (portal, caller) = crate::backend::current()?;
    let begun = services::draft::begin(&portal, &caller.actor, &code, fresh).await?;
    if let Some(session) = &begun.session {
        crate::backend::set_session(&portal, session);
    }
    crate::backend::go_to(&draft_path(begun.id));
    Ok(begun.id)
}

/// Continues a draft by its code, on this device.
#[server(prefix = "/fn", endpoint = "draft/resume")]
pub async fn resume_draft(code: String) -> Answer<DraftId> {
    let (portal, caller) = crate::backend::current()?;
    let (id, session) = services::draft::resume(&portal, &caller.actor, &code).await?;
    if let Some(session) = &session {
        crate::backend::set_session(&portal, session);
    }
    crate::backend::go_to(&draft_path(id));
    Ok(id)
}

/// Saves the answers that were touched.
#[server(prefix = "/fn", endpoint = "draft/save", input = Json, output = Json)]
pub async fn keep_answers(save: SaveDraft) -> Answer<Saved> {
    let (portal, caller) = crate::backend::current()?;
    Ok(services::draft::save(&portal, &caller.actor, save).await?)
}

/// Saves a page as a plain form posts it, and goes on.
#[server(prefix = "/fn", endpoint = "draft/save_page", input = Pairs, output = Json)]
pub async fn save_page(page: PostedPage) -> Answer<NextPage> {
    let (portal, caller) = crate::backend::current()?;
    let from = super::posted_from::PostedFrom::of(&page);
    let next = services::draft::save_page(&portal, &caller.actor, page).await?;
    crate::backend::go_to(&from.leads_to(&next));
    Ok(next)
}

/// Chooses what decides the fee; the answer is what it costs then.
#[server(prefix = "/fn", endpoint = "draft/choose_fee")]
pub async fn choose_fee(
    id: DraftId,
    #[server(default)] variant: String,
    #[server(default)] exemption: String,
    #[server(default)] quantities: BTreeMap<String, String>,
    #[server(default)] next: String,
) -> Answer<Option<FeeQuote>> {
    let (portal, caller) = crate::backend::current()?;
    let choice = super::posted_from::read_choice(variant, exemption, &quantities);
    let quote = services::draft::choose_fee(&portal, &caller.actor, id, choice).await?;
    crate::backend::go_to(&format!("{}/{next}", draft_path(id)));
    Ok(quote)
}

/// Throws a draft away.
#[server(prefix = "/fn", endpoint = "draft/remove")]
pub async fn remove_draft(id: DraftId) -> Answer<()> {
    let (portal, caller) = crate::backend::current()?;
    services::draft::remove(&portal, &caller.actor, id).await?;
    crate::backend::go_to("/ban-nhap?da-xoa=1");
    Ok(())
}

/// Hands a draft in; sent again, the answer is the same.
#[server(prefix = "/fn", endpoint = "draft/submit")]
pub async fn submit_draft(id: DraftId) -> Answer<SubmittedView> {
    let (portal, caller) = crate::backend::current()?;
    let submitted = services::dossier::submit(&portal, &caller.actor, id).await?;
    crate::backend::go_to(&format!("/ho-so/{}/da-nop", submitted.reference));
    Ok(submitted)
}

/// Says what would have to be mended in answers that nobody keeps.
#[server(prefix = "/fn", endpoint = "draft/check", input = Json, output = Json)]
pub async fn check_answers(asked: Asked) -> Answer<Vec<FieldError>> {
    let (portal, _) = crate::backend::current()?;
    Ok(services::draft::check(&portal, &asked).await?)
}

/// Every unit of both eras, for the address picker.
#[server(prefix = "/fn", endpoint = "draft/address_book", input = GetUrl, output = Json)]
pub async fn list_addresses() -> Answer<AddressBook> {
    let (portal, _) = crate::backend::current()?;
    crate::backend::keep_for(ADDRESS_BOOK_SECONDS);
    Ok(portal.published().book.clone())
}

/// Units change by law, some times in a decade; a browser asks again each day.
pub const ADDRESS_BOOK_SECONDS: u32 = 24 * 3600;
