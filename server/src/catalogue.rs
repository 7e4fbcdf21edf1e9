//! Publishes the catalogue of a folder, and says what that has changed.

use anyhow::{Context, Result};
use services::Portal;
use services::catalogue::files;
use std::path::Path;

/// Reads and checks the whole folder, then publishes it. Returns what to tell.
pub(crate) async fn import(portal: &Portal, folder: &Path) -> Result<String> {
    let catalogue =
        files::read(folder).with_context(|| format!("the catalogue in {}", folder.display()))?;
    let done = services::catalogue::import(portal, &catalogue).await?;
    Ok(format!(
        "imported {}: {} agencies; {} procedures ({} published, {} unchanged, {} retired); \
         {} forms ({} versions published, general ones included); {} days of the calendar",
        folder.display(),
        catalogue.agencies.agencies.len(),
        catalogue.procedures.len(),
        done.procedures_published,
        done.procedures_unchanged,
        done.procedures_retired,
        catalogue.forms.len(),
        done.forms_published,
        catalogue.days.len(),
    ))
}
