//! The one writer of SQLite, with group commit.
//!
//! `synchronous=FULL` costs an fsync a commit. Writers that queue behind each other share one:
//! each works inside its own SAVEPOINT of a common transaction, and all are answered only after
//! the COMMIT that carries their work is on disk.

use crate::error::{Error, Result};
use sqlx::sqlite::SqliteConnection;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

/// How many writers at most share one fsync.
const BATCH_WRITERS_MAX: usize = 64;

type Answer = oneshot::Sender<std::result::Result<(), String>>;

/// The connection that writes, and those who wait for its next commit.
pub(crate) struct Writer {
    conn: SqliteConnection,
    batch_is_open: bool,
    waiting_for_commit: Vec<Answer>,
}

/// The door to the writer: first come, first served.
#[derive(Clone)]
pub(crate) struct WriterQueue {
    writer: Arc<Mutex<Writer>>,
    queued: Arc<AtomicUsize>,
}

/// One's turn at the writer, inside a savepoint.
pub(crate) struct Turn {
    guard: Option<OwnedMutexGuard<Writer>>,
    queue: WriterQueue,
}

impl WriterQueue {
    pub(crate) fn new(conn: SqliteConnection) -> Self {
        let writer = Writer { conn, batch_is_open: false, waiting_for_commit: Vec::new() };
        Self { writer: Arc::new(Mutex::new(writer)), queued: Arc::new(AtomicUsize::new(0)) }
    }

    /// Waits for one's turn.
    pub(crate) async fn turn(&self) -> Result<Turn> {
        let mut place = Place::take(self);
        let guard = Arc::clone(&self.writer).lock_owned().await;
        place.reached();
        let mut turn = Turn { guard: Some(guard), queue: self.clone() };
        let writer = turn.writer();
        if !writer.batch_is_open {
            run(&mut writer.conn, "BEGIN IMMEDIATE").await?;
            writer.batch_is_open = true;
        }
        run(&mut writer.conn, "SAVEPOINT turn").await?;
        Ok(turn)
    }

    fn is_empty(&self) -> bool {
        self.queued.load(Ordering::Acquire) == 0
    }
}

/// A place in the queue. Whoever leaves it early must not leave a full batch waiting for them.
struct Place<'a> {
    queue: &'a WriterQueue,
    is_reached: bool,
}

impl<'a> Place<'a> {
    fn take(queue: &'a WriterQueue) -> Self {
        queue.queued.fetch_add(1, Ordering::AcqRel);
        Self { queue, is_reached: false }
    }

    fn reached(&mut self) {
        self.is_reached = true;
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.queue.queued.fetch_sub(1, Ordering::AcqRel);
        if !self.is_reached {
            let queue = self.queue.clone();
            tokio::spawn(async move {
                let mut writer = Arc::clone(&queue.writer).lock_owned().await;
                writer.flush_unless_followed(&queue).await;
            });
        }
    }
}

impl Turn {
    pub(crate) fn conn(&mut self) -> &mut SqliteConnection {
        &mut self.writer().conn
    }

    fn writer(&mut self) -> &mut Writer {
        self.guard.as_mut().expect("the guard is taken only when the turn ends")
    }

    /// Ends the turn and waits until its work is on disk.
    pub(crate) async fn commit(mut self) -> Result<()> {
        let mut guard = self.guard.take().expect("a turn ends once");
        run(&mut guard.conn, "RELEASE turn").await?;
        let (answer, committed) = oneshot::channel();
        guard.waiting_for_commit.push(answer);
        guard.flush_unless_followed(&self.queue).await;
        drop(guard);
        match committed.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(reason)) => Err(Error::Commit(reason)),
            Err(_) => Err(Error::Commit("the writer has stopped".to_owned())),
        }
    }
}

impl Drop for Turn {
    /// A turn that ends without commit leaves nothing behind, and holds nobody up.
    fn drop(&mut self) {
        if let Some(mut guard) = self.guard.take() {
            let queue = self.queue.clone();
            tokio::spawn(async move {
                guard.undo_turn().await;
                guard.flush_unless_followed(&queue).await;
            });
        }
    }
}

impl Writer {
    /// Commits, unless somebody is about to add to the batch.
    async fn flush_unless_followed(&mut self, queue: &WriterQueue) {
        let is_full = self.waiting_for_commit.len() >= BATCH_WRITERS_MAX;
        if !self.batch_is_open || (!queue.is_empty() && !is_full) {
            return;
        }
        let done = run(&mut self.conn, "COMMIT").await.map_err(|e| e.to_string());
        if done.is_err() {
            self.abandon().await;
        }
        self.batch_is_open = false;
        for answer in self.waiting_for_commit.drain(..) {
            // Whoever no longer listens has given up waiting; the work stands either way.
            let _gone = answer.send(done.clone());
        }
    }

    async fn undo_turn(&mut self) {
        if !self.batch_is_open {
            return;
        }
        let undone = match run(&mut self.conn, "ROLLBACK TO turn").await {
            Ok(()) => run(&mut self.conn, "RELEASE turn").await,
            Err(e) => Err(e),
        };
        if let Err(e) = undone {
            tracing::error!(error = %e, "a turn could not be undone; the whole batch is given up");
            self.abandon().await;
            self.batch_is_open = false;
            for answer in self.waiting_for_commit.drain(..) {
                let _gone = answer.send(Err(e.to_string()));
            }
        }
    }

    async fn abandon(&mut self) {
        if let Err(e) = run(&mut self.conn, "ROLLBACK").await {
            tracing::error!(error = %e, "rollback");
        }
    }
}

async fn run(conn: &mut SqliteConnection, sql: &'static str) -> Result<()> {
    sqlx::query(sql).execute(conn).await?.rows_affected();
    Ok(())
}
