//! What the browser asks about files; the bytes themselves take their own ways.

use crate::refusal::Answer;
use leptos::prelude::*;
use shared::id::FileId;

/// Takes a file off its paper; `back` is the page to go on with.
#[server(prefix = "/fn", endpoint = "file/remove")]
pub async fn remove_file(id: FileId, back: String) -> Answer<()> {
    let (portal, caller) = crate::backend::current()?;
    services::file::remove(&portal, &caller.actor, id).await?;
    crate::backend::go_to(&back);
    Ok(())
}
