//! Copies everything while it runs, and puts it back into an empty data folder.
//!
//! A backup is a folder: `motcua.db` (SQLite) or `motcua.pgdump` (PostgreSQL), and `files/`.

use crate::settings::Settings;
use crate::wire;
use anyhow::{Context, Result, bail, ensure};
use services::verify::Verified;
use std::path::Path;
use std::process::Command;

const LITE_FILE: &str = "motcua.db";
const PG_FILE: &str = "motcua.pgdump";
const FILES: &str = "files";

/// Copies the database as of one moment, then the files (which are only ever added).
pub(crate) async fn backup(settings: &Settings, into: &Path) -> Result<()> {
    std::fs::create_dir(into)
        .with_context(|| format!("backup folder {} (it must not exist yet)", into.display()))?;
    if is_postgres(settings) {
        run(Command::new("pg_dump")
            .arg("--format=custom")
            .arg("--file")
            .arg(into.join(PG_FILE))
            .arg(&settings.database_url))?;
    } else {
        let portal = wire::open(settings).await?;
        portal.db.snapshot_into(&into.join(LITE_FILE)).await?;
        portal.db.close().await;
    }
    let files = settings.data_dir.join(FILES);
    if files.exists() {
        copy_folder(&files, &into.join(FILES))?;
    }
    Ok(())
}

/// Puts a backup into a data folder that holds nothing yet, and verifies it.
pub(crate) async fn restore(settings: &Settings, from: &Path) -> Result<Verified> {
    let is_empty = match std::fs::read_dir(&settings.data_dir) {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => true,
    };
    ensure!(is_empty, "data folder {} is not empty", settings.data_dir.display());
    std::fs::create_dir_all(&settings.data_dir)?;
    if is_postgres(settings) {
        run(Command::new("pg_restore")
            .arg("--no-owner")
            .arg("--dbname")
            .arg(&settings.database_url)
            .arg(from.join(PG_FILE)))?;
    } else {
        let target = settings.data_dir.join(LITE_FILE);
        std::fs::copy(from.join(LITE_FILE), &target)
            .with_context(|| format!("copying {}", from.join(LITE_FILE).display()))?;
    }
    if from.join(FILES).exists() {
        copy_folder(&from.join(FILES), &settings.data_dir.join(FILES))?;
    }
    let portal = wire::open(settings).await?;
    let verified = services::verify::verify(&portal).await?;
    portal.db.close().await;
    Ok(verified)
}

fn is_postgres(settings: &Settings) -> bool {
    settings.database_url.starts_with("postgres")
}

fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("{name} is needed for PostgreSQL"))?;
    if !status.success() {
        bail!("{name} failed: {status}");
    }
    Ok(())
}

fn copy_folder(from: &Path, into: &Path) -> Result<()> {
    std::fs::create_dir_all(into)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = into.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), &target)
                .with_context(|| format!("copying {}", entry.path().display()))?;
        }
    }
    Ok(())
}
