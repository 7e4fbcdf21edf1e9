//! From the `app` crate to the files that a browser loads, in the order of `bundle`.
//!
//! One id names main wasm, JavaScript, loader, manifest and lazy chunks: they only work together.
//! It is known before splitting, so no binary has to be patched afterwards.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::{
    assets,
    layout::{Layout, OUTPUT_NAME},
    tool,
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    Debug,
    Release,
}

/// Builds the site beside the old one and swaps them.
pub(crate) fn bundle(layout: &Layout, profile: Profile) -> Result<()> {
    tool::install(layout)?;
    let wasm = compile(layout, profile)?;
    let id = id_of(&wasm, layout, profile)?;

    let site = layout.site_new();
    let pkg = Layout::pkg(&site);
    empty_folder(&site)?;
    fs::create_dir_all(&pkg)?;
    assets::copy_folder(&layout.root.join("public"), &site)?;
    let css_id = assets::css(layout, profile, &pkg)?;
    if !reuse(&Layout::pkg(&layout.site()), &pkg, &id)? {
        bind(&wasm, &id, layout, profile, &pkg)?;
    }
    if profile == Profile::Release {
        assets::compress(layout, &site)?;
    }
    write_hashes(layout, &site, &id, &css_id)?;
    swap(&site, &layout.site())?;
    eprintln!("xtask: {} is {id}", layout.site().display());
    Ok(())
}

/// A cdylib alone, since Cargo runs no LTO for a library that is also an rlib.
/// `--emit-relocs` is for the splitter and reaches only the last link.
fn compile(layout: &Layout, profile: Profile) -> Result<Vec<u8>> {
    let (profile, folder) = match profile {
        Profile::Debug => ("dev", "debug"),
        Profile::Release => ("wasm-release", "wasm-release"),
    };
    tool::run(
        tool::cargo(layout)
            .args(["rustc", "--package=app", "--lib", "--crate-type=cdylib", "--features=hydrate"])
            .args(["--target=wasm32-unknown-unknown", "--profile", profile])
            .args(["--", "-Clink-arg=--emit-relocs"]),
    )?;
    let path = layout.target.join("wasm32-unknown-unknown").join(folder).join("app.wasm");
    fs::read(&path).with_context(|| path.display().to_string())
}

/// Whatever changes the outcome is hashed: the module, the tools, these steps.
fn id_of(wasm: &[u8], layout: &Layout, profile: Profile) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(wasm);
    hash.update(fs::read(layout.root.join("Cargo.lock"))?);
    hash.update(fs::read(tool::package_lock(layout))?);
    hash.update(include_bytes!("bundle.rs"));
    hash.update([u8::from(profile == Profile::Release)]);
    Ok(assets::short_hex(&hash.finalize()))
}

/// Takes over the files of this very id from the last site.
fn reuse(old: &Path, new: &Path, id: &str) -> Result<bool> {
    if !old.join(format!("{OUTPUT_NAME}.{id}.js")).exists() {
        return Ok(false);
    }
    for entry in fs::read_dir(old)? {
        let from = entry?.path();
        let name = from.file_name().unwrap_or_default();
        if name == "snippets" {
            assets::copy_folder(&from, &new.join(name))?;
        } else if name.to_string_lossy().contains(id) {
            fs::copy(&from, new.join(name))?;
        }
    }
    Ok(true)
}

/// Splits off the lazy parts, makes the JavaScript, optimises, and names everything.
fn bind(wasm: &[u8], id: &str, layout: &Layout, profile: Profile, pkg: &Path) -> Result<()> {
    let release = profile == Profile::Release;
    let scratch = layout.scratch();
    empty_folder(&scratch)?;

    let split = split(wasm, id, &scratch)?;
    Bindgen::new()
        .web(true)?
        .input_path(scratch.join("main.wasm"))
        .out_name(OUTPUT_NAME) // without the id: a dot in it would be taken for an extension
        .typescript(false)
        .keep_lld_exports(true)
        .demangle(false)
        .omit_default_module_path(true)
        .remove_name_section(release)
        .generate(&scratch)?;

    let main = scratch.join(format!("{OUTPUT_NAME}_bg.wasm"));
    place_wasm(&main, &pkg.join(format!("{OUTPUT_NAME}.{id}.wasm")), layout, release)?;
    let loader = scratch.join(loader_name(id));
    let mut loader_text = fs::read_to_string(&loader)?;
    for chunk in &split.chunks {
        let stem = chunk.file_stem().and_then(OsStr::to_str).context("a chunk has a name")?;
        loader_text =
            loader_text.replace(&format!("\"./{stem}.wasm\""), &format!("\"./{stem}.{id}.wasm\""));
        place_wasm(chunk, &pkg.join(format!("{stem}.{id}.wasm")), layout, release)?;
    }
    fs::write(&loader, loader_text)?;
    fs::write(
        pkg.join(format!("__wasm_split_manifest.{id}.json")),
        serde_json::to_vec(&split.manifest)?,
    )?;
    let script = scratch.join(format!("{OUTPUT_NAME}.js"));
    assets::script(&script, &pkg.join(format!("{OUTPUT_NAME}.{id}.js")), layout, release)?;
    assets::script(&loader, &pkg.join(loader_name(id)), layout, release)?;
    assets::copy_folder(&scratch.join("snippets"), &pkg.join("snippets"))
}

struct Split {
    chunks: Vec<PathBuf>,
    /// Lazy part -> the files it needs, as leptos reads it.
    manifest: BTreeMap<String, Vec<String>>,
}

fn split(wasm: &[u8], id: &str, scratch: &Path) -> Result<Split> {
    let main = scratch.join("main.wasm");
    let main_module = format!("./{OUTPUT_NAME}.{id}.js");
    let link_name = format!("./{}", loader_name(id));
    let mut options = wasm_split_cli_support::Options::new(wasm);
    options.output_dir = scratch;
    options.main_out_path = &main;
    options.main_module = &main_module;
    options.link_name = &link_name;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|report| anyhow!("wasm split: {report:?}"))?;

    let manifest = split
        .prefetch_map
        .into_iter()
        .map(|(part, stems)| (part, stems.into_iter().map(|stem| format!("{stem}.{id}")).collect()))
        .collect();
    Ok(Split { chunks: split.split_modules, manifest })
}

fn loader_name(id: &str) -> String {
    format!("__wasm_split.{id}.js")
}

fn place_wasm(from: &Path, to: &Path, layout: &Layout, release: bool) -> Result<()> {
    if release {
        return tool::run(
            tool::npm_tool(layout, "wasm-opt")
                .args(["-Oz", "--enable-bulk-memory", "--enable-nontrapping-float-to-int"])
                .args(["--quiet", "-o"])
                .args([to, from]),
        );
    }
    fs::copy(from, to)?;
    Ok(())
}

/// leptos reads the ids beside the server's executable, or where `hash_file` points.
/// They lie in the site as well, so that a server anywhere finds the ones of the site it serves.
fn write_hashes(layout: &Layout, site: &Path, id: &str, css_id: &str) -> Result<()> {
    let hashes = format!("js: {id}\nwasm: {id}\ncss: {css_id}\nmanifest: {id}\nsplit: {id}\n");
    for profile in ["debug", "release"] {
        let folder = layout.target.join(profile);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("hash.txt"), &hashes)?;
    }
    fs::write(site.join("hash.txt"), hashes)?;
    Ok(())
}

fn swap(new: &Path, site: &Path) -> Result<()> {
    let old = site.with_extension("old");
    if site.exists() {
        fs::rename(site, &old)?;
    }
    fs::rename(new, site)?;
    if old.exists() {
        fs::remove_dir_all(old)?;
    }
    Ok(())
}

fn empty_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())
}
