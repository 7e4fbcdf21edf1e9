//! `make bench`: what the product costs, beside its budgets and beside simpler things that do as little
//! as can be done. Prints a table and writes `var/bench.json`. Not a test: nothing fails when a figure
//! is over its budget, it says so.
//!
//! Method (perf.md): processor time is user + system time of the server process, read from the kernel
//! before and after a counted number of acts; ratios are medians of interleaved rounds; a round whose
//! replies are wrong is an error, not a figure.

mod baseline;
mod bytes_sent;
mod client;
mod filing;
mod machine;
mod pages;
mod raw;
mod report;
mod scale;
mod search;
mod stats;
mod subject;
mod world;

use anyhow::{Context, Result};
use report::Report;
use std::path::PathBuf;
use subject::Subject;
use world::World;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["serve-bytes", file] => runtime.block_on(baseline::serve(file)),
        [server, site, out] => runtime.block_on(measure(Places::new(server, site, out))),
        _ => anyhow::bail!("bench <server binary> <site folder> <bench.json>; see `make bench`"),
    }
}

/// What is measured, and where the figures go.
struct Places {
    server: PathBuf,
    site: PathBuf,
    out: PathBuf,
}

impl Places {
    fn new(server: &str, site: &str, out: &str) -> Self {
        Self { server: server.into(), site: site.into(), out: out.into() }
    }
}

async fn measure(places: Places) -> Result<()> {
    let mut report = Report::default();
    let folder = tempfile::tempdir().context("a folder for the data")?;
    let world = World::seed(&folder.path().join("small")).await?;

    stage("start and memory at rest");
    let mut subject = Subject::start(&places.server, &places.site, world.folder()).await?;
    report.add_start(&subject);
    stage("a filing, from the first page to the receipt");
    filing::measure(&mut report, &mut subject, &world).await?;
    stage("submissions, each on disk before it is answered");
    raw::measure(&mut report, &subject, &world).await?;
    stage("pages against a handler that only returns the same bytes");
    pages::measure(&mut report, &subject, &world).await?;
    stage("bytes that a browser fetches");
    bytes_sent::measure(&mut report, &subject, &world).await?;
    subject.stop().await?;
    stage("1,000 and 300,000 dossiers");
    scale::measure(&mut report, &places, &world, folder.path()).await?;
    stage("search over 5,000 procedures");
    search::measure(&mut report, &places)?;
    report.finish(&places.out)
}

/// Says what is being measured now.
fn stage(what: &str) {
    eprintln!("bench: {what}");
}
