//! The rules as a wasm module for Node: `end2end/probe`.

use anyhow::Result;
use wasm_bindgen_cli_support::Bindgen;

use crate::{layout::Layout, tool};

/// Builds it, optimised as the product's own wasm, into `<target>/probe`.
pub(crate) fn probe(layout: &Layout) -> Result<()> {
    tool::run(
        tool::cargo(layout)
            .args(["rustc", "--package=probe", "--lib", "--crate-type=cdylib"])
            .args(["--target=wasm32-unknown-unknown", "--profile=wasm-release"]),
    )?;
    let wasm = layout.target.join("wasm32-unknown-unknown/wasm-release/probe.wasm");
    Bindgen::new()
        .nodejs(true)?
        .input_path(wasm)
        .typescript(false)
        .generate(layout.target.join("probe"))
}
