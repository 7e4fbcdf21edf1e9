//! Two pages that are read most, against a bare handler that returns the same bytes.

use crate::baseline::Bare;
use crate::client::Client;
use crate::report::{Report, Row};
use crate::stats::{median, percentile};
use crate::subject::Subject;
use crate::world::{SLUG, World};
use anyhow::{Result, ensure};
use std::time::Instant;

const ROUND: usize = 400;
const ROUNDS: usize = 5;

/// Processor time and waits of the procedure page and the tracking page.
pub(crate) async fn measure(report: &mut Report, subject: &Subject, world: &World) -> Result<()> {
    let visitor = Client::new(&subject.url, None);
    one(
        report,
        subject,
        &visitor,
        ("page_procedure", "procedure page", &format!("/thu-tuc/{SLUG}")),
    )
    .await?;
    let (reference, tail) = &world.tracked[0];
    let pass = track(&visitor, reference, tail).await?;
    one(report, subject, &visitor, ("page_tracking", "tracking page", &pass)).await
}

/// Looks a dossier up as the form of `/tra-cuu` does; the address of its progress.
pub(crate) async fn track(visitor: &Client, reference: &str, tail: &str) -> Result<String> {
    let pairs = [("ma".to_owned(), reference.to_owned()), ("so".to_owned(), tail.to_owned())];
    let page = visitor.post("/fn/tracking/track", "/tra-cuu", &pairs).await?;
    ensure!(page.starts_with("/tra-cuu/"), "not found: {page}");
    Ok(page)
}

async fn one(
    report: &mut Report,
    subject: &Subject,
    visitor: &Client,
    (id, what, path): (&'static str, &str, &str),
) -> Result<()> {
    let page = visitor.get(path).await?.body;
    let folder = tempfile::tempdir()?;
    let bare = Bare::start(&page, folder.path()).await?;
    let bare_client = Client::new(&bare.url, None);
    let (mut ours, mut theirs, mut ratios, mut waits) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let before = subject.cpu_ms()?;
        for _ in 0..ROUND {
            let began = Instant::now();
            visitor.get(path).await?;
            waits.push(began.elapsed().as_secs_f64() * 1000.0);
        }
        let our_cpu = (subject.cpu_ms()? - before) / each();
        let before = bare.cpu_ms()?;
        for _ in 0..ROUND {
            ensure!(bare_client.get("/").await?.body.len() == page.len(), "unequal bytes");
        }
        let bare_cpu = (bare.cpu_ms()? - before) / each();
        ratios.push(our_cpu / bare_cpu.max(f64::EPSILON));
        ours.push(our_cpu);
        theirs.push(bare_cpu);
    }
    report.add(
        Row::new(
            id,
            format!("{what}; baseline: a bare handler, same bytes"),
            median(&ours),
            "CPU-ms",
        )
        .against(median(&theirs), median(&ratios)),
    );
    report.add(Row::new(id, format!("{what}, p50 of one client"), median(&waits), "ms"));
    report.add(Row::new(id, format!("{what}, p99 of one client"), percentile(&waits, 99.0), "ms"));
    Ok(())
}

fn each() -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "some hundred pages")]
    let count = ROUND as f64;
    count
}
