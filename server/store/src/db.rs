//! The database: SQLite in a file, or PostgreSQL for several nodes.

use crate::error::Result;
use crate::lite::WriterQueue;
use crate::tx::Tx;
use sqlx::postgres::{PgConnectOptions, PgListener, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Executor};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;
use tokio::sync::broadcast;

/// The PostgreSQL channel that carries notices between nodes.
pub(crate) const NOTICE_CHANNEL: &str = "motcua_notice";

/// A viewer that falls further behind than this reads again anyway.
const NOTICE_QUEUE_MAX: usize = 4096;

const LITE_READERS_MAX: u32 = 8;
const PG_CONNECTIONS_MAX: u32 = 16;
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
const LISTENER_PAUSE: Duration = Duration::from_secs(1);

/// A hint that something about `topic` has changed: `dossier:<id>`, `agency:<id>`, …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What it is about.
    pub topic: String,
}

/// Where notices go on this node.
#[derive(Debug, Clone)]
pub(crate) struct Notices(broadcast::Sender<Notice>);

impl Notices {
    pub(crate) fn send(&self, notice: Notice) {
        // Nobody watching is the ordinary case.
        let _nobody = self.0.send(notice);
    }
}

/// The database.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
    notices: Notices,
}

#[derive(Clone)]
enum Engine {
    Lite { readers: SqlitePool, writer: WriterQueue },
    Pg(PgPool),
}

impl Db {
    /// Opens `sqlite:<path>` or `postgres://…` and brings its schema up to date.
    pub async fn open(url: &str) -> Result<Self> {
        let (sender, _) = broadcast::channel(NOTICE_QUEUE_MAX);
        let notices = Notices(sender);
        let engine = if url.starts_with("postgres") {
            Engine::open_pg(url, &notices).await?
        } else {
            Engine::open_lite(url).await?
        };
        Ok(Self { engine, notices })
    }

    /// A connection that reads.
    pub async fn read(&self) -> Result<Tx> {
        Ok(match &self.engine {
            Engine::Lite { readers, .. } => {
                Tx::lite_read(readers.acquire().await?, self.notices.clone())
            }
            Engine::Pg(pool) => Tx::pg_read(pool.acquire().await?, self.notices.clone()),
        })
    }

    /// A transaction that writes; nothing counts before [`Tx::commit`].
    pub async fn write(&self) -> Result<Tx> {
        Ok(match &self.engine {
            Engine::Lite { writer, .. } => {
                Tx::lite_write(writer.turn().await?, self.notices.clone())
            }
            Engine::Pg(pool) => Tx::pg_write(pool.begin().await?, self.notices.clone()),
        })
    }

    /// The notices of every topic, from now on.
    pub fn watch(&self) -> broadcast::Receiver<Notice> {
        self.notices.0.subscribe()
    }

    /// Copies the database, while it runs, into a new SQLite file.
    ///
    /// # Errors
    /// On PostgreSQL, where `pg_dump` is the tool.
    pub async fn snapshot_into(&self, file: &Path) -> Result<()> {
        let Engine::Lite { readers, .. } = &self.engine else {
            return Err(sqlx::Error::Configuration("only SQLite copies itself".into()).into());
        };
        sqlx::query("VACUUM INTO $1").bind(file.display().to_string()).execute(readers).await?;
        Ok(())
    }

    /// Whether this is SQLite.
    pub fn is_lite(&self) -> bool {
        matches!(self.engine, Engine::Lite { .. })
    }

    /// Closes all connections; what was committed is on disk.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Lite { readers, .. } => readers.close().await,
            Engine::Pg(pool) => pool.close().await,
        }
    }
}

impl Engine {
    async fn open_lite(url: &str) -> Result<Self> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .pragma("temp_store", "memory")
            .disable_statement_logging();
        let mut conn = options.clone().connect().await?;
        sqlx::migrate!("migrations/sqlite").run(&mut conn).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(LITE_READERS_MAX)
            .connect_with(options.read_only(true))
            .await?;
        Ok(Self::Lite { readers, writer: WriterQueue::new(conn) })
    }

    async fn open_pg(url: &str, notices: &Notices) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)?.disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(PG_CONNECTIONS_MAX)
            .after_connect(|conn, _| {
                Box::pin(async move {
                    conn.execute("SET TIME ZONE 'UTC'").await?;
                    Ok(())
                })
            })
            .connect_with(options)
            .await?;
        sqlx::migrate!("migrations/postgres").run(&pool).await?;
        tokio::spawn(relay(pool.clone(), notices.clone()));
        Ok(Self::Pg(pool))
    }
}

/// Hands on what other nodes (and this one) have told, for as long as the pool lives.
async fn relay(pool: PgPool, notices: Notices) {
    while !pool.is_closed() {
        match listen(&pool, &notices).await {
            Ok(()) => return,
            Err(e) => tracing::warn!(error = %e, "listening for notices again"),
        }
        tokio::time::sleep(LISTENER_PAUSE).await;
    }
}

async fn listen(pool: &PgPool, notices: &Notices) -> Result<()> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(NOTICE_CHANNEL).await?;
    loop {
        let note = listener.recv().await?;
        notices.send(Notice { topic: note.payload().to_owned() });
    }
}
