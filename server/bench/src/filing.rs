//! A complete filing: begin, three pages of ten answers, check, hand in, receipt. As a browser without
//! a script does it, every page fetched.

use crate::client::Client;
use crate::report::{Report, Row};
use crate::stats::{median, percentile};
use crate::subject::Subject;
use crate::world::{SLUG, World};
use anyhow::{Context, Result, ensure};
use futures::stream::{self, StreamExt, TryStreamExt};
use std::time::Instant;

/// Filings of one round.
const ROUND: usize = 100;
const ROUNDS: usize = 5;
/// People at the same time (perf.md R2).
const CLIENTS: usize = 16;

/// Processor time, rate, waits, requests and memory of filings.
pub(crate) async fn measure(
    report: &mut Report,
    subject: &mut Subject,
    world: &World,
) -> Result<()> {
    let clients: Vec<Client> =
        world.citizens.iter().map(|secret| Client::new(&subject.url, Some(secret))).collect();
    round(&clients[..CLIENTS], world, CLIENTS).await?;
    let (mut cpu, mut rates, mut waits) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (cpu_before, began) = (subject.cpu_ms()?, Instant::now());
        let submits = round(&clients[..CLIENTS], world, ROUND).await?;
        #[expect(clippy::cast_precision_loss, reason = "a hundred filings")]
        let count = ROUND as f64;
        cpu.push((subject.cpu_ms()? - cpu_before) / count);
        rates.push(count / began.elapsed().as_secs_f64());
        waits.extend(submits);
    }
    let alone = Client::new(&subject.url, Some(&world.citizens[0]));
    file(&alone, world).await?;
    report.add(
        Row::new("filing_cpu", "a three-page filing, every page fetched", median(&cpu), "CPU-ms")
            .at_most(45.0),
    );
    report.add(
        Row::new("filing_rate", "filings, 16 people at once, on disk", median(&rates), "/s")
            .at_least(67.0),
    );
    report.add(
        Row::new("filing_p95", "handing in, p95 of the same", percentile(&waits, 95.0), "ms")
            .at_most(500.0),
    );
    #[expect(clippy::cast_precision_loss, reason = "a dozen requests")]
    report.add(
        Row::new(
            "filing_requests",
            "requests a filing, every page fetched",
            alone.requests() as f64,
            "requests",
        )
        .at_most(7.0),
    );
    report.add(
        Row::new("memory_load", "memory after 600 filings (PSS)", subject.memory_mb(), "MB")
            .at_most(120.0),
    );
    Ok(())
}

/// So many filings by `clients` in turn; the waits for the answer to handing in.
async fn round(clients: &[Client], world: &World, count: usize) -> Result<Vec<f64>> {
    stream::iter(0..count)
        .map(|at| file(&clients[at % clients.len()], world))
        .buffer_unordered(clients.len())
        .try_collect()
        .await
}

/// One filing; how long handing in took, in milliseconds.
async fn file(client: &Client, world: &World) -> Result<f64> {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let start = format!("/nop-ho-so/{SLUG}");
    let first = [pair("code", SLUG), pair("fresh", "true")];
    let draft = client.post("/fn/draft/begin", &start, &first).await?;
    let id = draft.rsplit('/').next().context("a draft has an address")?.to_owned();
    for (section, answers) in &world.pages {
        let page = format!("{draft}/{section}");
        client.get(&page).await?;
        let mut pairs = vec![
            pair("@draft", &id),
            pair("@section", section),
            pair("@back", ""),
            pair("@act", "continue"),
        ];
        pairs.extend(answers.iter().cloned());
        let next = client.post("/fn/draft/save_page", &page, &pairs).await?;
        ensure!(!next.contains("sua="), "the page {section} was refused: {next}");
    }
    let check = format!("{draft}/kiem-tra");
    client.get(&check).await?;
    let began = Instant::now();
    let receipt = client.post("/fn/draft/submit", &check, &[pair("id", &id)]).await?;
    let waited = began.elapsed().as_secs_f64() * 1000.0;
    ensure!(receipt.ends_with("/da-nop"), "not handed in: {receipt}");
    client.get(&receipt).await?;
    Ok(waited)
}

/// Drafts that are ready to be handed in, one for each of `count`, with whose they are.
pub(crate) async fn prepare(
    subject: &Subject,
    world: &World,
    count: usize,
) -> Result<Vec<(Client, String)>> {
    stream::iter(0..count)
        .map(|at| prepare_one(subject, world, at))
        .buffer_unordered(CLIENTS)
        .try_collect()
        .await
}

async fn prepare_one(subject: &Subject, world: &World, at: usize) -> Result<(Client, String)> {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let client = Client::new(&subject.url, Some(&world.citizens[at % world.citizens.len()]));
    let first = [pair("code", SLUG), pair("fresh", "true")];
    let draft = client.post("/fn/draft/begin", "/", &first).await?;
    let id = draft.rsplit('/').next().context("a draft has an address")?.to_owned();
    for (section, answers) in &world.pages {
        let mut pairs =
            vec![pair("@draft", &id), pair("@section", section), pair("@act", "continue")];
        pairs.extend(answers.iter().cloned());
        client.post("/fn/draft/save_page", &format!("{draft}/{section}"), &pairs).await?;
    }
    Ok((client, id))
}

/// Hands a prepared draft in.
pub(crate) async fn hand_in((client, id): &(Client, String)) -> Result<()> {
    let pairs = [("id".to_owned(), id.clone())];
    let receipt = client.post("/fn/draft/submit", "/", &pairs).await?;
    ensure!(receipt.ends_with("/da-nop"), "not handed in: {receipt}");
    Ok(())
}
