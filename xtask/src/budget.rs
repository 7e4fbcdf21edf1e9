//! What a browser has to fetch, as brotli sends it, against the limits of `perf.md`.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use crate::layout::{Layout, OUTPUT_NAME};

const KB: u64 = 1_000;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    MainWasm,
    Script,
    Css,
    Font,
    /// Fetched when the island that needs it is on the page.
    LazyWasm,
}

struct Budget {
    what: &'static str,
    kinds: &'static [Kind],
    bytes_max: u64,
}

const BUDGETS: [Budget; 3] = [
    Budget {
        what: "typed-ready: css + fonts (a page's own HTML has the other 15 kB of 80)",
        kinds: &[Kind::Css, Kind::Font],
        bytes_max: 65 * KB,
    },
    Budget {
        what: "interactive: main wasm + scripts + css + fonts (HTML has the other 15 kB of 300)",
        kinds: &[Kind::MainWasm, Kind::Script, Kind::Css, Kind::Font],
        bytes_max: 285 * KB,
    },
    Budget {
        what: "all lazy parts together; no page needs more than one island's",
        kinds: &[Kind::LazyWasm],
        bytes_max: 330 * KB,
    },
];

struct Asset {
    name: String,
    kind: Kind,
    raw: u64,
    sent: u64,
}

/// Prints a table; exceeding a limit is an error.
pub(crate) fn check(layout: &Layout) -> Result<()> {
    let assets = assets(&layout.site())?;
    eprintln!("{:>10} {:>10}  asset", "raw", "brotli");
    for asset in &assets {
        eprintln!("{:>10} {:>10}  {} ({:?})", asset.raw, asset.sent, asset.name, asset.kind);
    }
    let over: Vec<_> = BUDGETS.iter().filter(|budget| !holds(budget, &assets)).collect();
    let names: Vec<_> = over.iter().map(|budget| budget.what).collect();
    ensure!(over.is_empty(), "over budget: {}", names.join("; "));
    Ok(())
}

fn holds(budget: &Budget, assets: &[Asset]) -> bool {
    let sent: u64 = assets
        .iter()
        .filter(|asset| budget.kinds.contains(&asset.kind))
        .map(|asset| asset.sent)
        .sum();
    let holds = sent <= budget.bytes_max;
    let verdict = if holds { "met" } else { "NOT MET" };
    eprintln!("{sent:>10} of {:>7}  {}: {verdict}", budget.bytes_max, budget.what);
    holds
}

fn assets(site: &Path) -> Result<Vec<Asset>> {
    let pkg = Layout::pkg(site);
    let mut assets = read(&pkg, |name| kind_in_pkg(name, &pkg))?;
    assets.extend(read(&site.join("fonts"), |name| {
        Path::new(name).extension().is_some_and(|ending| ending == "woff2").then_some(Kind::Font)
    })?);
    ensure!(
        assets.iter().any(|asset| asset.kind == Kind::MainWasm),
        "no release bundle in {}: `cargo xtask bundle --release` first",
        site.display()
    );
    assets.sort_by_key(|asset| std::cmp::Reverse(asset.sent));
    Ok(assets)
}

/// Only what was compressed is part of a release bundle.
fn kind_in_pkg(name: &str, pkg: &Path) -> Option<Kind> {
    let ending = Path::new(name).extension()?.to_str()?;
    if !pkg.join(format!("{name}.br")).exists() {
        return None;
    }
    match ending {
        "wasm" if name.starts_with(OUTPUT_NAME) => Some(Kind::MainWasm),
        "wasm" => Some(Kind::LazyWasm),
        "js" => Some(Kind::Script),
        "css" => Some(Kind::Css),
        _ => None,
    }
}

fn read(folder: &Path, kind: impl Fn(&str) -> Option<Kind>) -> Result<Vec<Asset>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut assets = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(kind) = kind(&name) else { continue };
        let raw = entry.metadata()?.len();
        let compressed = folder.join(format!("{name}.br"));
        let sent = fs::metadata(compressed).map_or(raw, |metadata| metadata.len());
        assets.push(Asset { name, kind, raw, sent });
    }
    Ok(assets)
}
