//! The development loop: save a file, and the open page shows it.
//!
//! Files are polled, which needs no crate and no kernel limit; what is not here is hot patching.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    net::TcpStream,
    path::Path,
    process::{Child, Command},
    thread,
    time::Duration,
};

use anyhow::{Context, Result, bail};

use crate::{
    bundle::{self, Profile},
    layout::Layout,
    reload::Reload,
    tool,
};

const WATCHED: [&str; 8] =
    ["Cargo.toml", "app", "data", "public", "server", "shared", "style", ".cargo"];
const LOOK_EVERY: Duration = Duration::from_millis(300);

/// Runs until it is interrupted.
pub(crate) fn dev(layout: &Layout) -> Result<()> {
    let reload = Reload::listen()?;
    let mut server = None;
    let mut seen = None;
    loop {
        let now = snapshot(layout);
        if seen == Some(now) {
            pause();
            continue;
        }
        seen = Some(now);
        match build(layout) {
            Ok(()) => {
                drop(server.take()); // its port has to be free again
                match Server::start(layout) {
                    Ok(started) => server = Some(started),
                    Err(error) => eprintln!("xtask: {error:#}"),
                }
                reload.all();
            }
            Err(error) => eprintln!("xtask: {error:#}"),
        }
        eprintln!("xtask: waiting for a saved file");
    }
}

fn build(layout: &Layout) -> Result<()> {
    bundle::bundle(layout, Profile::Debug)?;
    tool::run(tool::cargo(layout).args(["build", "--package=server"]))
}

/// Every name and time below the watched folders; a folder's own time tells of deletions.
/// What vanishes while we look (an editor's scratch file) is not there.
fn snapshot(layout: &Layout) -> u64 {
    let mut hasher = DefaultHasher::new();
    for name in WATCHED {
        note(&layout.root.join(name), &mut hasher);
    }
    hasher.finish()
}

fn note(path: &Path, hasher: &mut DefaultHasher) {
    let Ok(metadata) = fs::metadata(path) else {
        return;
    };
    path.hash(hasher);
    metadata.modified().ok().hash(hasher);
    if metadata.is_dir() {
        let mut inside: Vec<_> =
            fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        inside.sort();
        for path in inside {
            note(&path, hasher);
        }
    }
}

/// The running server; stopped when dropped.
struct Server(Child);

impl Server {
    /// Answers once the port takes connections, or the server has given up.
    fn start(layout: &Layout) -> Result<Self> {
        let listen = setting("MOTCUA_LISTEN", env!("LEPTOS_SITE_ADDR"));
        let child = Command::new(layout.target.join("debug/server"))
            .arg("serve")
            .current_dir(&layout.root)
            .env("LEPTOS_WATCH", "true")
            .env("MOTCUA_LISTEN", &listen)
            .env("MOTCUA_DEMO", setting("MOTCUA_DEMO", "true"))
            .env("MOTCUA_SITE_ROOT", layout.site())
            .spawn()
            .context("the server does not start")?;
        let mut server = Self(child);
        while TcpStream::connect(&listen).is_err() {
            if let Some(status) = server.0.try_wait()? {
                bail!("the server stopped by itself ({status})");
            }
            pause();
        }
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to stop.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn setting(name: &str, default: &str) -> String {
    env::var_os(name).map_or_else(|| default.to_owned(), |set| set.to_string_lossy().into_owned())
}

/// Polling is the point here, so this is a plain wait.
fn pause() {
    thread::park_timeout(LOOK_EVERY);
}
