//! Puts the parts together as the settings say.

use crate::settings::Settings;
use anyhow::{Context, Result};
use integrations::clock::Clock;
use integrations::entropy::Entropy;
use integrations::file::Scanner;
use integrations::message::MessageGateway;
use integrations::payment::vnpay::Vnpay;
use integrations::seal::Keys;
use leptos::config::LeptosOptions;
use secrecy::ExposeSecret;
use services::file::Files;
use services::{Limits, Portal, PortalParts};
use std::sync::Arc;
use store::Db;

/// Opens the database and makes the portal.
pub async fn open(settings: &Settings) -> Result<Portal> {
    std::fs::create_dir_all(&settings.data_dir)
        .with_context(|| format!("data folder {}", settings.data_dir.display()))?;
    let db = Db::open(&settings.database_url).await.context("opening the database")?;
    let clock = Clock::system();
    let portal = Portal::open(PortalParts {
        messages: message_gateway(settings, &db, &clock),
        db,
        clock,
        entropy: Entropy::system(),
        keys: Keys::from_hex(settings.master_key.expose_secret())?,
        files: open_files(settings)?,
        gateway: Arc::new(Vnpay::new(settings.vnpay.clone()).context("the payment gateway")?),
        limits: Limits { files: settings.files },
        public_url: settings.public_url.clone(),
        is_demo: settings.demo,
    })
    .await?;
    Ok(portal)
}

/// Opens the place for files and names the scanner.
fn open_files(settings: &Settings) -> Result<Files> {
    let places = integrations::file::open(&settings.file_place)
        .with_context(|| format!("opening the place for files, {:?}", settings.file_place))?;
    Ok(Files::new(places, Scanner::new(settings.scanner.clone())))
}

/// In the demo world a page shows what would have been sent.
fn message_gateway(settings: &Settings, db: &Db, clock: &Clock) -> Option<Arc<dyn MessageGateway>> {
    if settings.demo {
        return Some(Arc::new(services::message::sandbox(db, clock)));
    }
    tracing::warn!("no provider of messages is set: they wait in the outbox");
    None
}

/// How pages find the bundle that `cargo xtask bundle` has made.
pub fn leptos_options(settings: &Settings) -> LeptosOptions {
    LeptosOptions::builder()
        .output_name("motcua")
        .site_root(settings.site_root.display().to_string())
        .site_pkg_dir("pkg")
        .site_addr(settings.listen)
        .hash_files(true)
        .hash_file(Arc::<str>::from("hash.txt"))
        .build()
}
