//! What is not wasm: scripts, styles, the public folder, and the compressed copies of all.

use std::{
    fmt::Write as _,
    fs,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use crate::{
    bundle::Profile,
    layout::{Layout, OUTPUT_NAME},
    tool,
};

/// Minified in release; the imports stay as they are.
pub(crate) fn script(from: &Path, to: &Path, layout: &Layout, release: bool) -> Result<()> {
    if !release {
        fs::copy(from, to)?;
        return Ok(());
    }
    let mut esbuild = tool::npm_tool(layout, "esbuild");
    esbuild.args(["--format=esm", "--minify", "--log-level=warning"]).arg(from);
    tool::run(esbuild.arg(format!("--outfile={}", to.display())))
}

/// One file out of `style/main.css` and its imports; gives the id in its name.
/// Whatever esbuild has to say about our CSS fails the build: browsers would skip it silently.
pub(crate) fn css(layout: &Layout, profile: Profile, pkg: &Path) -> Result<String> {
    let mut esbuild = tool::npm_tool(layout, "esbuild");
    esbuild
        .args(["style/main.css", "--bundle", "--external:/fonts/*", "--external:/icons/*"])
        .args(["--target=chrome109,firefox115,safari16", "--log-level=warning"]);
    if profile == Profile::Release {
        esbuild.arg("--minify");
    }
    let output = esbuild.stderr(Stdio::piped()).output().context("esbuild does not start")?;
    let complaints = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success() && complaints.is_empty(), "style/: {complaints}");

    let id = short_hex(&Sha256::digest(&output.stdout));
    fs::write(pkg.join(format!("{OUTPUT_NAME}.{id}.css")), output.stdout)?;
    Ok(id)
}

/// `.br` and `.gz` beside what compresses. Node's zlib is a hundred times the speed of a brotli
/// crate compiled for development.
pub(crate) fn compress(layout: &Layout, site: &Path) -> Result<()> {
    tool::run(Command::new("node").arg(layout.root.join("xtask/compress.mjs")).arg(site))
}

/// Copies a folder with all below it; one that does not exist has nothing below it.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    if !from.exists() {
        return Ok(());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// The first 128 bits, as they stand in file names.
pub(crate) fn short_hex(hash: &[u8]) -> String {
    hash.iter().take(16).fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a String takes everything");
        hex
    })
}
