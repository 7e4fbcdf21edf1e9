//! The programs around us: Cargo, Node, and the two npm packages pinned in `xtask/package.json`.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use crate::layout::Layout;

/// Cargo, the one that runs us, in the checkout.
pub(crate) fn cargo(layout: &Layout) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(&layout.root);
    command
}

/// A program of `xtask/node_modules`.
pub(crate) fn npm_tool(layout: &Layout, name: &str) -> Command {
    let mut command = Command::new(layout.root.join("xtask/node_modules/.bin").join(name));
    command.current_dir(&layout.root);
    command
}

/// Runs to the end; a failure names the program.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let program = Path::new(command.get_program()).display().to_string();
    let status = command.status().with_context(|| format!("{program} does not start"))?;
    ensure!(status.success(), "{program} failed ({status})");
    Ok(())
}

/// Installs esbuild and binaryen unless what the lock file names is there already.
pub(crate) fn install(layout: &Layout) -> Result<()> {
    let xtask = layout.root.join("xtask");
    let wanted = fs::read(package_lock(layout)).context("xtask/package-lock.json")?;
    let installed = xtask.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|lock| lock == wanted) {
        return Ok(());
    }
    eprintln!("xtask: npm ci (esbuild, binaryen)");
    run(Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(xtask))?;
    fs::write(installed, wanted).context("xtask/node_modules")
}

/// The lock file of the npm tools.
pub(crate) fn package_lock(layout: &Layout) -> PathBuf {
    layout.root.join("xtask/package-lock.json")
}
