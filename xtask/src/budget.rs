//! What a browser has to fetch, as brotli sends it, against the limits of `perf.md`.

use std::{collections::BTreeMap, fs, path::Path};

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

/// A page with its largest island: main wasm, scripts, css, fonts and the parts of that island (HTML
/// has the other 15 kB of 300).
const ISLAND_PAGE_BYTES_MAX: u64 = 285 * KB;

const BUDGETS: [Budget; 2] = [
    Budget {
        what: "typed-ready: css + fonts (a page's own HTML has the other 15 kB of 80)",
        kinds: &[Kind::Css, Kind::Font],
        bytes_max: 65 * KB,
    },
    Budget { what: "all lazy parts together", kinds: &[Kind::LazyWasm], bytes_max: 330 * KB },
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
    let mut over = Vec::new();
    for Budget { what, kinds, bytes_max } in BUDGETS {
        over.extend(unmet(what, sent(&assets, kinds), bytes_max));
    }
    let page = sent(&assets, &[Kind::MainWasm, Kind::Script, Kind::Css, Kind::Font]);
    for (island, parts) in parts_by_island(&layout.site(), &assets)? {
        let what = format!("interactive: a page with {island}");
        over.extend(unmet(&what, page + parts, ISLAND_PAGE_BYTES_MAX));
    }
    ensure!(over.is_empty(), "over budget: {}", over.join("; "));
    Ok(())
}

fn sent(assets: &[Asset], kinds: &[Kind]) -> u64 {
    assets.iter().filter(|asset| kinds.contains(&asset.kind)).map(|asset| asset.sent).sum()
}

/// Says how much of the limit is used; names what is over it.
fn unmet(what: &str, sent: u64, bytes_max: u64) -> Option<String> {
    let is_met = sent <= bytes_max;
    let verdict = if is_met { "met" } else { "NOT MET" };
    eprintln!("{sent:>10} of {bytes_max:>7}  {what}: {verdict}");
    (!is_met).then(|| what.to_owned())
}

/// What the parts of each lazy island weigh, as the manifest of the bundle lists them.
fn parts_by_island(site: &Path, assets: &[Asset]) -> Result<BTreeMap<String, u64>> {
    let pkg = Layout::pkg(site);
    let names = fs::read(site.join("hash.txt")).context("hash.txt")?;
    let names = String::from_utf8_lossy(&names).into_owned();
    let id = names.lines().find_map(|line| line.strip_prefix("manifest: ")).context("manifest")?;
    let manifest = fs::read(pkg.join(format!("__wasm_split_manifest.{id}.json")))?;
    let manifest: BTreeMap<String, Vec<String>> = serde_json::from_slice(&manifest)?;
    let weigh = |stem: &String| {
        let name = format!("{stem}.wasm");
        assets.iter().find(|asset| asset.name == name).map_or(0, |asset| asset.sent)
    };
    let weighed = manifest.into_iter().map(|(part, stems)| {
        let island = part.rsplit_once("_loader").map_or(part.clone(), |(name, _)| name.to_owned());
        (island, stems.iter().map(weigh).sum())
    });
    Ok(weighed.collect())
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
