//! The server under measure: the release binary on a data folder, as `make run` starts it.

use crate::client::Client;
use crate::machine;
use anyhow::{Context, Result, bail};
use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::process::{Child, Command};

const START_SECONDS_MAX: u64 = 60;
const POLL: Duration = Duration::from_millis(2);

/// A running server.
pub(crate) struct Subject {
    child: Child,
    /// Where it answers.
    pub(crate) url: String,
    /// From the start of the process to its first page.
    pub(crate) first_answer: Duration,
}

impl Subject {
    /// Starts the server and waits for its first page.
    pub(crate) async fn start(server: &Path, site: &Path, data: &Path) -> Result<Self> {
        let listen = free_address()?;
        let url = format!("http://{listen}");
        let began = Instant::now();
        let child = Command::new(server)
            .arg("serve")
            .env("MOTCUA_LISTEN", &listen)
            .env("MOTCUA_GATEWAY_LISTEN", free_address()?)
            .env("MOTCUA_PUBLIC_URL", &url)
            .env("MOTCUA_DATA_DIR", data)
            .env("MOTCUA_SITE_ROOT", site)
            .env("MOTCUA_DEMO", "true")
            .env("RUST_LOG", "warn")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("starting {}", server.display()))?;
        let mut subject = Self { child, url, first_answer: Duration::ZERO };
        subject.wait(began).await?;
        Ok(subject)
    }

    async fn wait(&mut self, began: Instant) -> Result<()> {
        let client = Client::new(&self.url, None);
        while began.elapsed() < Duration::from_secs(START_SECONDS_MAX) {
            if client.get("/").await.is_ok() {
                self.first_answer = began.elapsed();
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("the server has stopped: {status}");
            }
            tokio::time::sleep(POLL).await;
        }
        bail!("the server gave no page within {START_SECONDS_MAX} s")
    }

    /// Processor time so far, in milliseconds.
    pub(crate) fn cpu_ms(&self) -> Result<f64> {
        machine::cpu_ms(self.pid()?)
    }

    /// Memory now, in MB; zero when it cannot be read.
    pub(crate) fn memory_mb(&self) -> f64 {
        self.pid().and_then(machine::memory_mb).unwrap_or_default()
    }

    fn pid(&self) -> Result<u32> {
        self.child.id().context("the server has stopped")
    }

    /// Stops it.
    pub(crate) async fn stop(mut self) -> Result<()> {
        self.child.kill().await.context("stopping the server")
    }
}

/// A loopback address whose port is free.
pub(crate) fn free_address() -> Result<String> {
    let probe = TcpListener::bind("127.0.0.1:0").context("a free port")?;
    Ok(probe.local_addr()?.to_string())
}
