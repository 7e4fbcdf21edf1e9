//! Where things lie: the checkout, the build folder, the site that the server serves.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// The name in front of every bundle file; `.cargo/config.toml` gives it to the server too.
pub(crate) const OUTPUT_NAME: &str = env!("LEPTOS_OUTPUT_NAME");
/// The port at which an open page of `cargo xtask dev` waits for a reload.
pub(crate) const RELOAD_PORT: &str = env!("LEPTOS_RELOAD_PORT");
/// The folder of the site that holds wasm, JavaScript and CSS.
const PKG: &str = env!("LEPTOS_SITE_PKG_DIR");

pub(crate) struct Layout {
    /// The checkout.
    pub root: PathBuf,
    /// Cargo's build folder.
    pub target: PathBuf,
}

impl Layout {
    /// Looks from the current folder upwards: worktrees may share a build folder, so nothing of
    /// this is compiled in.
    pub(crate) fn find() -> Result<Self> {
        let here = env::current_dir()?;
        let root = here.ancestors().find(|folder| folder.join("xtask/package.json").exists());
        let root = root.context("run it inside the checkout")?.to_owned();
        let target = env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |dir| root.join(PathBuf::from(dir)));
        Ok(Self { root, target })
    }

    /// What the server serves, whole: it is swapped in one rename.
    pub(crate) fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// The next site while it is made.
    pub(crate) fn site_new(&self) -> PathBuf {
        self.target.join("site.new")
    }

    /// wasm, JavaScript and CSS of a site.
    pub(crate) fn pkg(site: &Path) -> PathBuf {
        site.join(PKG)
    }

    /// Files between two steps.
    pub(crate) fn scratch(&self) -> PathBuf {
        self.target.join("bundle")
    }
}
