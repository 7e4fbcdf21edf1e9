//! The sub-commands.

use crate::settings::Settings;
use crate::{backup, catalogue, demo, gateway, serve, wire};
use anyhow::{Context, Result, bail};
use std::convert::Infallible;
use std::path::PathBuf;
use tracing_subscriber::EnvFilter;

const USAGE: &str = "\
server <command>

  serve              serve the portal and do its background work
  gateway            serve the demo world's payment gateway (`serve` starts it by itself)
  migrate            bring the database up to date
  import [folder]    publish the catalogue of a folder laid out like data/
  demo               create the demo accounts and the demo world (demo mode only)
  verify             check every chain, projection, counter and the ledger
  backup <folder>    copy database and files into a new folder, while serving goes on
  restore <folder>   put a backup into an empty data folder, and verify it
  help               this text

Settings are MOTCUA_<NAME> in the environment, or <name> in the TOML file that MOTCUA_CONFIG names:
docs/settings.md describes each.";

/// Does what the command line says.
pub async fn run() -> Result<()> {
    let mut arguments = pico_args::Arguments::from_env();
    let command = arguments.subcommand()?.unwrap_or_default();
    if matches!(command.as_str(), "" | "help") || arguments.contains(["-h", "--help"]) {
        say(USAGE);
        return Ok(());
    }
    let with_parent = arguments.contains(gateway::WITH_PARENT);
    let folder = arguments.opt_free_from_os_str(|text| Ok::<_, Infallible>(PathBuf::from(text)))?;
    if let Some(extra) = arguments.finish().first() {
        bail!("`{}` is one argument too many\n\n{USAGE}", extra.display());
    }
    let settings = Settings::read()?;
    start_log(settings.demo);
    match (command.as_str(), folder) {
        ("serve", None) => serve::serve(settings).await,
        ("gateway", None) => gateway::serve(&settings, with_parent).await,
        ("migrate", None) => migrate(&settings).await,
        ("import", folder) => import(&settings, folder).await,
        ("demo", None) => make_demo(&settings).await,
        ("verify", None) => verify(&settings).await,
        ("backup", Some(folder)) => {
            backup::backup(&settings, &folder).await?;
            say(&format!("backed up into {}", folder.display()));
            Ok(())
        }
        ("restore", Some(folder)) => {
            let verified = backup::restore(&settings, &folder).await?;
            say(&format!("restored from {}: {}", folder.display(), show(verified)));
            Ok(())
        }
        ("backup" | "restore", None) => bail!("`server {command}` needs a folder\n\n{USAGE}"),
        ("serve" | "gateway" | "migrate" | "demo" | "verify", Some(_)) => {
            bail!("`server {command}` takes no argument\n\n{USAGE}")
        }
        _ => bail!("there is no command `{command}`\n\n{USAGE}"),
    }
}

async fn migrate(settings: &Settings) -> Result<()> {
    wire::open(settings).await?;
    say("the database is up to date");
    Ok(())
}

async fn import(settings: &Settings, folder: Option<PathBuf>) -> Result<()> {
    let folder = folder.unwrap_or_else(|| settings.catalogue_dir.clone());
    let portal = wire::open(settings).await?;
    say(&catalogue::import(&portal, &folder).await?);
    Ok(())
}

async fn make_demo(settings: &Settings) -> Result<()> {
    let portal = wire::open(settings).await?;
    demo::prepare(&portal, settings).await?;
    say(&demo::describe(&portal, settings).await?);
    Ok(())
}

async fn verify(settings: &Settings) -> Result<()> {
    let portal = wire::open(settings).await?;
    let verified = services::verify::verify(&portal).await.context("verify")?;
    say(&show(verified));
    Ok(())
}

fn show(verified: services::verify::Verified) -> String {
    let services::verify::Verified { dossiers, events, counters } = verified;
    format!("all is well: {dossiers} dossiers, {events} events, {counters} counters, the ledger")
}

/// For whoever sits at the terminal; the log goes to standard error.
#[expect(clippy::print_stdout, reason = "the output of the sub-commands")]
pub(crate) fn say(text: &str) {
    println!("{text}");
}

fn start_log(is_demo: bool) {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,hyper=warn"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if is_demo {
        log.compact().init();
    } else {
        log.json().init();
    }
}
