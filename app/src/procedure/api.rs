//! What the browser asks about procedures.

use crate::refusal::Answer;
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json};
use shared::procedure::Summary;

/// The whole catalogue in lines, for the search in the browser.
#[server(prefix = "/fn", endpoint = "procedure/list", input = GetUrl, output = Json)]
pub async fn list_procedures() -> Answer<Vec<Summary>> {
    let (portal, _) = crate::backend::current()?;
    Ok(portal.published().summaries.clone())
}
