//! The demo world: its catalogue, its accounts, its dossiers; and how to walk in.

use crate::catalogue;
use crate::settings::Settings;
use anyhow::{Context, Result};
use services::Portal;
use services::demo::Names;
use std::fmt::Write as _;

/// Makes of an empty database a world. What is there already stays as it is.
pub(crate) async fn prepare(portal: &Portal, settings: &Settings) -> Result<()> {
    if portal.published().procedures.is_empty() {
        let told = catalogue::import(portal, &settings.catalogue_dir).await?;
        tracing::info!("{told}");
    }
    let accounts = services::demo::seed(portal).await.context("the demo accounts")?;
    if accounts > 0 {
        tracing::info!(accounts, "demo accounts created");
    }
    let dossiers = services::demo::fill(portal, &read_names(settings)?)
        .await
        .context("the dossiers of the demo world")?;
    if dossiers > 0 {
        tracing::info!(dossiers, "the demo world has its dossiers");
    }
    Ok(())
}

fn read_names(settings: &Settings) -> Result<Names> {
    let path = settings.catalogue_dir.join("names.json");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    serde_json::from_str(&text).with_context(|| path.display().to_string())
}

/// Who can sign in, and how.
pub(crate) async fn describe(portal: &Portal, settings: &Settings) -> Result<String> {
    let url = &settings.public_url;
    let mut text = format!(
        "\nMột Cửa, the demo world: {url}\n\n\
         Citizens  {url}/dang-nhap: any Vietnamese mobile number; {phone} has dossiers already;\n\
         {space}the code can be read at {url}/demo/tin-nhan\n\
         Staff     {url}/can-bo/dang-nhap: password {password}, \
         and the code that the page shows\n\n",
        space = " ".repeat(10),
        phone = services::demo::FIRST_PHONE,
        password = services::demo::PASSWORD,
    );
    for account in services::demo::accounts(portal).await? {
        let role = account.role.as_str();
        let agencies = match account.agencies.as_slice() {
            [] => "every agency".to_owned(),
            some => some.join(", "),
        };
        writeln!(text, "  {:<17} {role:<22} {agencies}", account.login).expect("a text grows");
    }
    Ok(text)
}
