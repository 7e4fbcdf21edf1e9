//! The demo world's payment gateway: a process of its own that speaks VNPAY's protocol and moves no
//! money. `server serve` starts it beside itself, and it ends with whoever started it.

use crate::settings::Settings;
use anyhow::{Context, Result, bail};
use integrations::payment::sandbox::{self, SandboxSettings};
use std::io::{Read, Write};
use std::net::SocketAddr;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio::process::{Child, Command};
use tokio::sync::oneshot;

/// The option of the sub-command that binds it to the process that started it.
pub(crate) const WITH_PARENT: &str = "--with-parent";
/// What the gateway says, on standard output, once it listens.
const READY: &[u8] = b"ready\n";
const START_PATIENCE: Duration = Duration::from_secs(10);

/// `server gateway`: serves until stopped; `with_parent`, until standard input closes, which happens
/// however the parent ends.
pub(crate) async fn serve(settings: &Settings, with_parent: bool) -> Result<()> {
    let Some(address) = settings.demo_gateway else {
        bail!(
            "the demo gateway is for the demo world (MOTCUA_DEMO=true) without a setting vnpay_pay_url"
        );
    };
    let listener = TcpListener::bind(address).await.with_context(|| cannot_listen(address))?;
    tracing::info!(%address, "the demo gateway listens");
    let parent = if with_parent { Some(watch_parent()?) } else { None };
    let serving = sandbox::serve(listener, sandbox_settings(settings));
    tokio::select! {
        served = serving => served.context("the demo gateway")?,
        () = end_of(parent) => {},
        _ = tokio::signal::ctrl_c() => {},
    }
    Ok(())
}

fn sandbox_settings(settings: &Settings) -> SandboxSettings {
    let notice_url = format!("{}/thanh-toan/vnpay/ipn", settings.public_url);
    let merchant = settings.vnpay.clone();
    SandboxSettings::new(merchant.tmn_code, merchant.secrets.active, notice_url)
}

/// Tells the parent that we listen; the answer comes when standard input closes. A thread of its own
/// reads it: a runtime waits for its readers when it ends, and this one may have nothing to read for
/// ever.
fn watch_parent() -> Result<oneshot::Receiver<()>> {
    let mut out = std::io::stdout();
    out.write_all(READY).and_then(|()| out.flush()).context("standard output")?;
    let (ended, end) = oneshot::channel();
    std::thread::spawn(move || {
        // Closed or broken, the parent is gone.
        let _gone = std::io::stdin().read_to_end(&mut Vec::new());
        drop(ended);
    });
    Ok(end)
}

async fn end_of(parent: Option<oneshot::Receiver<()>>) {
    match parent {
        Some(parent) => drop(parent.await),
        None => std::future::pending().await,
    }
}

/// The gateway beside the portal. Dropped, it is killed; better is [`GatewayProcess::stop`].
pub(crate) struct GatewayProcess(Child);

impl GatewayProcess {
    /// Starts the gateway, where the settings want one, and waits until it listens.
    pub(crate) async fn start(settings: &Settings) -> Result<Option<Self>> {
        let Some(address) = settings.demo_gateway else { return Ok(None) };
        let program = std::env::current_exe().context("our own program")?;
        let mut child = Command::new(program)
            .args(["gateway", WITH_PARENT])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .context("starting the demo gateway")?;
        let mut out = child.stdout.take().context("the demo gateway's output")?;
        let mut said = [0; READY.len()];
        match tokio::time::timeout(START_PATIENCE, out.read_exact(&mut said)).await {
            Ok(Ok(_)) if said == READY => Ok(Some(Self(child))),
            _ => {
                child.kill().await.context("stopping the demo gateway")?;
                bail!("the demo gateway did not start; {}", cannot_listen(address))
            }
        }
    }

    /// Ends it and waits for its end.
    pub(crate) async fn stop(mut self) {
        if let Err(e) = self.0.kill().await {
            tracing::warn!(error = %e, "the demo gateway could not be stopped");
        }
    }
}

fn cannot_listen(address: SocketAddr) -> String {
    format!(
        "setting gateway_listen (environment MOTCUA_GATEWAY_LISTEN): cannot listen on {address}; \
         is it taken?"
    )
}
