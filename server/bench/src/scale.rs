//! The same pages with 1,000 and with 300,000 dossiers: what is keyed well does not notice.

use crate::Places;
use crate::client::Client;
use crate::pages::track;
use crate::report::{Report, Row};
use crate::stats::{median, percentile};
use crate::subject::Subject;
use crate::world::{DOSSIERS, World};
use anyhow::{Context, Result};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::path::Path;
use std::time::Instant;

const MANY: usize = 300_000;
const ROUND: usize = 200;
const ROUNDS: usize = 5;

/// Copies of each seeded dossier with new keys, spread over the days before.
const MULTIPLY: &str = "WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < $1) \
    INSERT INTO dossier SELECT randomblob(16), randomblob(16), substr(hex(randomblob(8)), 1, 12), NULL, \
    person_id, procedure_version_id, form_version_id, procedure_id, agency_id, sector, channel, state, \
    payment_state, version, assignee_id, applicant_name, search_key, answers_sealed, phone_tail_hash, \
    id_tail_hash, supplement_count, submitted_at, accepted_at, due_original, due_at, due_on, finished_at, \
    ended_at, queue_at, event_count, head_hash FROM dossier CROSS JOIN copy";
const EVENTS: &str = "INSERT INTO event SELECT id, 1, submitted_at, '{\"who\":\"citizen\"}', 'submitted', \
    '{}', NULL, head_hash FROM dossier WHERE id NOT IN (SELECT dossier_id FROM event)";

/// Tracking and queue, interleaved between a small and a large copy.
pub(crate) async fn measure(
    report: &mut Report,
    places: &Places,
    world: &World,
    folder: &Path,
) -> Result<()> {
    let large = folder.join("large");
    copy_folder(world.folder(), &large)?;
    multiply(&large.join("motcua.db")).await?;
    let small = Subject::start(&places.server, &places.site, world.folder()).await?;
    let large = Subject::start(&places.server, &places.site, &large).await?;
    let (mut tracking, mut queue) = (Pair::default(), Pair::default());
    for round in 0..ROUNDS {
        tracking.small.push(track_round(&small, world, round).await?);
        tracking.large.push(track_round(&large, world, round).await?);
        queue.small.push(queue_round(&small, world).await?);
        queue.large.push(queue_round(&large, world).await?);
    }
    tracking.add(report, ("scale_tracking", "tracking at 300,000 dossiers; baseline: at 1,000"));
    queue.add(report, ("scale_queue", "queue page at 300,000 dossiers; baseline: at 1,000"));
    large.stop().await?;
    small.stop().await
}

/// Rates (a second) and p99s (ms) of both sizes.
#[derive(Default)]
struct Pair {
    small: Vec<(f64, f64)>,
    large: Vec<(f64, f64)>,
}

impl Pair {
    fn add(&self, report: &mut Report, (id, what): (&'static str, &str)) {
        let rates =
            |rounds: &[(f64, f64)]| rounds.iter().map(|(rate, _)| *rate).collect::<Vec<_>>();
        let waits =
            |rounds: &[(f64, f64)]| rounds.iter().map(|(_, wait)| *wait).collect::<Vec<_>>();
        let ratios: Vec<f64> = self
            .large
            .iter()
            .zip(&self.small)
            .map(|((large, _), (small, _))| large / small)
            .collect();
        report.add(
            Row::new(id, what, median(&rates(&self.large)), "/s")
                .against(median(&rates(&self.small)), median(&ratios))
                .ratio_at_least(0.8),
        );
        let what = format!("{}, p99 of one client", what.split(';').next().unwrap_or(what));
        let (large, small) = (median(&waits(&self.large)), median(&waits(&self.small)));
        report.add(Row::new(id, what, large, "ms").against(small, large / small));
    }
}

/// Looking dossiers up and reading their progress, one after the other.
async fn track_round(subject: &Subject, world: &World, round: usize) -> Result<(f64, f64)> {
    let visitor = Client::new(&subject.url, None);
    timed(|at| {
        let (reference, tail) = &world.tracked[(round * ROUND + at) * 7 % DOSSIERS];
        let visitor = &visitor;
        async move {
            let page = track(visitor, reference, tail).await?;
            visitor.get(&page).await.map(|_| ())
        }
    })
    .await
}

async fn queue_round(subject: &Subject, world: &World) -> Result<(f64, f64)> {
    let officer = Client::new(&subject.url, Some(&world.officer));
    timed(|_| {
        let officer = &officer;
        async move { officer.get("/can-bo").await.map(|_| ()) }
    })
    .await
}

#[expect(clippy::cast_precision_loss, reason = "some hundred acts")]
async fn timed<F: Future<Output = Result<()>>>(act: impl Fn(usize) -> F) -> Result<(f64, f64)> {
    let mut waits = Vec::with_capacity(ROUND);
    let began = Instant::now();
    for at in 0..ROUND {
        let one = Instant::now();
        act(at).await?;
        waits.push(one.elapsed().as_secs_f64() * 1000.0);
    }
    Ok((ROUND as f64 / began.elapsed().as_secs_f64(), percentile(&waits, 99.0)))
}

async fn multiply(file: &Path) -> Result<()> {
    let mut conn = SqliteConnectOptions::new().filename(file).connect().await?;
    let copies = i64::try_from(MANY / DOSSIERS)?;
    let mut tx = conn.begin().await?;
    sqlx::query(MULTIPLY).bind(copies - 1).execute(&mut *tx).await.context("copying dossiers")?;
    sqlx::query(EVENTS).execute(&mut *tx).await.context("copying events")?;
    tx.commit().await?;
    sqlx::query("ANALYZE").execute(&mut conn).await?;
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut conn).await?;
    Ok(conn.close().await?)
}

fn copy_folder(from: &Path, into: &Path) -> Result<()> {
    std::fs::create_dir_all(into)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = into.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
