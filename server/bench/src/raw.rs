//! Submissions through HTTP, each answered only when it is on disk, against the plainest way to the
//! same durability: the same rows put into SQLite by bare sqlx, one transaction and one fsync each.

use crate::filing::{hand_in, prepare};
use crate::report::{Report, Row};
use crate::stats::median;
use crate::subject::Subject;
use crate::world::World;
use anyhow::{Context, Result};
use futures::stream::{self, StreamExt, TryStreamExt};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use std::path::Path;
use std::str::FromStr;
use std::time::Instant;

const ROUND: usize = 256;
const ROUNDS: usize = 5;
const CLIENTS: usize = 64;

/// What one submission writes, copied from the newest one with new keys: the dossier, its event, two
/// counters, the message, and the mark on the draft.
const COPY: [&str; 5] = [
    "INSERT INTO dossier SELECT $1, $1, hex($1), NULL, person_id, procedure_version_id, \
     form_version_id, procedure_id, agency_id, sector, channel, state, payment_state, version, \
     assignee_id, applicant_name, search_key, answers_sealed, phone_tail_hash, id_tail_hash, \
     supplement_count, submitted_at, accepted_at, due_original, due_at, due_on, finished_at, \
     ended_at, queue_at, event_count, head_hash FROM dossier WHERE id = $2",
    "INSERT INTO event SELECT $1, seq, at, actor, kind, payload, sealed, hash FROM event \
     WHERE dossier_id = $2 AND seq = 1",
    "INSERT INTO message SELECT $1, hex($1), channel, recipient, template, lang, params, state, \
     attempts, next_at, leased_until, created_at, sent_at, last_error FROM message LIMIT 1",
    "UPDATE rollup SET n = n + 1 WHERE measure IN ('received', 'in_hand')",
    "UPDATE draft SET submitted_at = saved_at WHERE id = (SELECT draft_id FROM dossier WHERE id = $2)",
];

/// Interleaved rounds of both.
pub(crate) async fn measure(report: &mut Report, subject: &Subject, world: &World) -> Result<()> {
    let file = world.folder().join("motcua.db");
    let copy = tempfile::tempdir()?;
    let (mut ours, mut bare, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let drafts = prepare(subject, world, ROUND).await?;
        let began = Instant::now();
        stream::iter(&drafts)
            .map(hand_in)
            .buffer_unordered(CLIENTS)
            .try_collect::<Vec<_>>()
            .await?;
        let our_rate = rate(began);
        let mut conn = open_copy(&file, &copy.path().join("raw.db")).await?;
        let began = Instant::now();
        insert(&mut conn, ROUND).await?;
        let bare_rate = rate(began);
        conn.close().await?;
        ratios.push(our_rate / bare_rate);
        ours.push(our_rate);
        bare.push(bare_rate);
    }
    let what = "submissions through HTTP, 64 at once; baseline: one fsync each";
    report.add(
        Row::new("submit_rate", what, median(&ours), "/s")
            .against(median(&bare), median(&ratios))
            .ratio_at_least(1.0),
    );
    Ok(())
}

fn rate(began: Instant) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "some hundred submissions")]
    let count = ROUND as f64;
    count / began.elapsed().as_secs_f64()
}

/// The database as it is now, copied, opened with the product's own settings.
async fn open_copy(file: &Path, copy: &Path) -> Result<SqliteConnection> {
    if copy.exists() {
        std::fs::remove_file(copy)?;
    }
    let source = SqliteConnectOptions::new().filename(file);
    let mut source = source.connect().await?;
    sqlx::query("VACUUM INTO $1").bind(copy.display().to_string()).execute(&mut source).await?;
    source.close().await?;
    let options = SqliteConnectOptions::from_str(&format!("sqlite:{}", copy.display()))?
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .disable_statement_logging();
    options.connect().await.context("the copy")
}

async fn insert(conn: &mut SqliteConnection, count: usize) -> Result<()> {
    let model: Vec<u8> =
        sqlx::query_scalar("SELECT id FROM dossier ORDER BY submitted_at DESC LIMIT 1")
            .fetch_one(&mut *conn)
            .await?;
    for _ in 0..count {
        let id = uuid::Uuid::now_v7();
        let mut tx = conn.begin_with("BEGIN IMMEDIATE").await?;
        for sql in COPY {
            sqlx::query(sql).bind(id.as_bytes().to_vec()).bind(&model).execute(&mut *tx).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}
