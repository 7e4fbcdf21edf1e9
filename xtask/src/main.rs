//! `cargo xtask bundle | dev | budget | probe`: what the browser gets, made without cargo-leptos.
//!
//! Not a build system: Cargo compiles, esbuild and binaryen (npm) make small, this puts the parts
//! together and gives them their names. How and why: ARCHITECTURE.md, "The bundle".
#![forbid(unsafe_code)]

mod assets;
mod budget;
mod bundle;
mod dev;
mod layout;
mod probe;
mod reload;
mod tool;

use anyhow::{Result, bail};

use crate::layout::Layout;

const USAGE: &str = "\
cargo xtask bundle [--release]   wasm, JavaScript, CSS and public/ into <target>/site
cargo xtask dev                  bundle, server, and again at every saved file
cargo xtask budget               what the release bundle weighs, and whether that is too much
cargo xtask probe                the rules in wasm, for tests and measurements in Node";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let layout = Layout::find()?;
    match words.as_slice() {
        ["bundle"] => bundle::bundle(&layout, bundle::Profile::Debug),
        ["bundle", "--release"] => bundle::bundle(&layout, bundle::Profile::Release),
        ["dev"] => dev::dev(&layout),
        ["budget"] => budget::check(&layout),
        ["probe"] => probe::probe(&layout),
        _ => bail!("{USAGE}"),
    }
}
