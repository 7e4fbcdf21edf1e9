//! Searching 5,000 procedures, natively and in wasm: the same code, the same questions.

use crate::Places;
use crate::report::{Report, Row};
use crate::stats::{median, percentile};
use anyhow::{Context, Result, ensure};
use shared::agency::Agency;
use shared::procedure::Summary;
use shared::procedure::search::{Filters, Index};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

const PROCEDURES: usize = 5_000;
const ROUNDS: usize = 20;
/// As many as the catalogue page shows.
const LIMIT: usize = 60;
/// Marks, no marks, typing mistakes, half words, many hits, none.
const QUESTIONS: [&str; 12] = [
    "khai sinh",
    "lý lịch tư pháp",
    "ly lich tu phap",
    "giay phep lai xe",
    "giấy phép lái xê",
    "thành lập doanh nghiêp",
    "cap",
    "bao hiem xa hoi",
    "ho chieu pho thong",
    "dat",
    "1.002759",
    "xyzw",
];

/// Waits of single questions on both sides, and whether they find the same.
pub(crate) fn measure(report: &mut Report, places: &Places) -> Result<()> {
    let summaries = summaries()?;
    let index = Index::build(&summaries);
    let (mut waits, mut found) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        found.clear();
        for question in QUESTIONS {
            let began = Instant::now();
            found.push(index.search(question, &Filters::default(), LIMIT).len());
            waits.push(began.elapsed().as_secs_f64() * 1000.0);
        }
    }
    let wasm = in_wasm(places, &summaries)?;
    ensure!(wasm.found == found, "native finds {found:?}, wasm {:?}", wasm.found);
    report.add(Row::new(
        "search_native",
        "search, 5,000 procedures, native, p99",
        percentile(&waits, 99.0),
        "ms",
    ));
    report.add(
        Row::new(
            "search_wasm",
            "the same in wasm, p99; baseline: native",
            percentile(&wasm.waits, 99.0),
            "ms",
        )
        .against(percentile(&waits, 99.0), median(&wasm.waits) / median(&waits))
        .at_most(5.0),
    );
    Ok(())
}

/// The shipped procedures, again and again with another place behind their names.
fn summaries() -> Result<Vec<Summary>> {
    let catalogue = services::catalogue::files::read(Path::new("data"))?;
    let agency = |id: &str| -> Result<&Agency> {
        catalogue.agencies.agencies.iter().find(|agency| agency.id == id).context("an agency")
    };
    let mut all = Vec::with_capacity(PROCEDURES);
    for (at, procedure) in catalogue.procedures.iter().cycle().take(PROCEDURES).enumerate() {
        let mut summary = Summary::of(procedure, agency(&procedure.agency)?);
        let copy = at / catalogue.procedures.len();
        if copy > 0 {
            summary.id = format!("{}-{copy}", summary.id);
            summary.name = format!("{} tại khu vực {copy}", summary.name);
        }
        all.push(summary);
    }
    Ok(all)
}

#[derive(serde::Deserialize)]
struct InWasm {
    waits: Vec<f64>,
    found: Vec<usize>,
}

/// The same in Node, whose engine is Chromium's.
fn in_wasm(places: &Places, summaries: &[Summary]) -> Result<InWasm> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("search.json");
    let work = serde_json::json!({
        "summaries": summaries, "questions": QUESTIONS, "rounds": ROUNDS, "limit": LIMIT,
    });
    std::fs::write(&file, work.to_string())?;
    let target = places.site.parent().context("the site lies in the build folder")?;
    let out = Command::new("node")
        .arg("end2end/probe/search.mjs")
        .arg(target.join("probe/probe.js"))
        .arg(&file)
        .output()
        .context("node")?;
    ensure!(out.status.success(), "node: {}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).context("what the search in wasm answers")
}
