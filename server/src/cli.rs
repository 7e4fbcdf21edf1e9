//! The sub-commands.

use crate::http::{Edge, router};
use crate::settings::Settings;
use crate::wire;
use anyhow::{Context, Result, bail};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

const USAGE: &str = "\
server serve      serve the portal (settings: docs/settings.md)
server migrate    bring the database up to date";

/// Does what the command line says.
pub(crate) async fn run() -> Result<()> {
    let mut arguments = pico_args::Arguments::from_env();
    let command = arguments.subcommand()?.unwrap_or_default();
    let settings = Settings::read()?;
    start_log(settings.demo);
    match command.as_str() {
        "serve" => serve(settings).await,
        "migrate" => wire::open(&settings).await.map(|_| ()),
        _ => bail!("{USAGE}"),
    }
}

async fn serve(settings: Settings) -> Result<()> {
    let portal = wire::open(&settings).await?;
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("listening on {}", settings.listen))?;
    tracing::info!(address = %settings.listen, "serving");
    let edge = Edge { portal, leptos: wire::leptos_options(&settings) };
    axum::serve(listener, router(edge)).with_graceful_shutdown(stopped()).await?;
    Ok(())
}

/// Resolves when the process is asked to stop.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    let terminated = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = interrupted => {},
        () = terminated => {},
    }
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
