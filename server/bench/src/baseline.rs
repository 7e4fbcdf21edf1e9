//! The least that can be done over HTTP: a bare axum handler that returns bytes it already holds.

use crate::machine;
use crate::subject::free_address;
use anyhow::{Context, Result};
use axum::Router;
use axum::response::Html;
use axum::routing::get;
use bytes::Bytes;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};

/// The part that runs in the process of its own: `bench serve-bytes <address>@<file>`.
pub(crate) async fn serve(address_and_file: &str) -> Result<()> {
    let (address, file) = address_and_file.split_once('@').context("<address>@<file>")?;
    let bytes = Bytes::from(std::fs::read(file).with_context(|| file.to_owned())?);
    let router = Router::new().route("/", get(move || async move { Html(bytes) }));
    axum::serve(TcpListener::bind(address).await?, router).await?;
    Ok(())
}

/// That process.
pub(crate) struct Bare {
    child: Child,
    /// Where it answers.
    pub(crate) url: String,
}

impl Bare {
    /// Starts a server that returns `bytes`.
    pub(crate) async fn start(bytes: &[u8], folder: &Path) -> Result<Self> {
        let file = folder.join("page.html");
        std::fs::write(&file, bytes)?;
        let address = free_address()?;
        let child = Command::new(std::env::current_exe()?)
            .arg("serve-bytes")
            .arg(format!("{address}@{}", file.display()))
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("starting the bare handler")?;
        while TcpStream::connect(&address).await.is_err() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(Self { child, url: format!("http://{address}") })
    }

    /// Processor time so far, in milliseconds.
    pub(crate) fn cpu_ms(&self) -> Result<f64> {
        machine::cpu_ms(self.child.id().context("the bare handler has stopped")?)
    }
}
