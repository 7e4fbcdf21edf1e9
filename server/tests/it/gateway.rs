//! The demo world's gateway is a process of its own: it comes and goes with the portal.

use crate::harness::repository;
use std::net::TcpListener;
use std::process::{Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

const PATIENCE: Duration = Duration::from_mins(1);
const PAUSE: Duration = Duration::from_millis(50);

/// `server serve` in a demo world of its own.
fn serve(folder: &TempDir, listen: &str, gateway: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_server"))
        .arg("serve")
        .current_dir(repository())
        .env("MOTCUA_DEMO", "true")
        .env("MOTCUA_LISTEN", listen)
        .env("MOTCUA_GATEWAY_LISTEN", gateway)
        .env("MOTCUA_DATA_DIR", folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap()
}

/// An address that nobody listens at.
fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

/// Waits until somebody answers there, or nobody does.
async fn wait_for(address: &str, answers: bool) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("http://{address}/");
    let waiting = async {
        while client.get(&url).send().await.is_ok() != answers {
            sleep(PAUSE).await;
        }
    };
    timeout(PATIENCE, waiting).await.unwrap_or_else(|_| panic!("{address} answers: {}", !answers));
}

#[tokio::test]
async fn the_gateway_ends_with_the_portal_however_that_ends() {
    let folder = tempfile::tempdir().unwrap();
    let (listen, gateway) = (free_address(), free_address());
    let mut portal = serve(&folder, &listen, &gateway);
    wait_for(&listen, true).await;
    wait_for(&gateway, true).await;

    // SIGKILL: the portal cannot say goodbye.
    portal.kill().await.unwrap();

    wait_for(&gateway, false).await;
}

#[tokio::test]
async fn a_port_that_is_taken_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let gateway = taken.local_addr().unwrap().to_string();

    let portal = serve(&folder, &free_address(), &gateway);
    let Output { status, stderr, .. } =
        timeout(PATIENCE, portal.wait_with_output()).await.unwrap().unwrap();

    let said = String::from_utf8_lossy(&stderr);
    assert!(!status.success());
    assert!(said.contains("MOTCUA_GATEWAY_LISTEN") && said.contains(&gateway), "{said}");
}
