//! A connection to work with, the same on both engines.

use crate::db::{NOTICE_CHANNEL, Notice, Notices};
use crate::error::Result;
use crate::lite::Turn;
use sqlx::pool::PoolConnection;
use sqlx::postgres::PgConnection;
use sqlx::sqlite::SqliteConnection;
use sqlx::{Postgres, Sqlite, Transaction};

/// Where queries run: a consistent reader, or a writer whose work counts from [`Tx::commit`] on.
/// Dropped without commit, a writer leaves nothing behind.
pub struct Tx {
    inner: Inner,
    notices: Notices,
    told: Vec<String>,
}

enum Inner {
    LiteRead(PoolConnection<Sqlite>),
    LiteWrite(Turn),
    PgRead(PoolConnection<Postgres>),
    PgWrite(Transaction<'static, Postgres>),
}

/// One engine's connection, for [`on!`].
pub(crate) enum Conn<'c> {
    Lite(&'c mut SqliteConnection),
    Pg(&'c mut PgConnection),
}

/// Runs the same body on either engine: `on!(tx, conn => query.execute(conn).await?)`.
macro_rules! on {
    ($tx:expr, $conn:ident => $body:expr) => {
        match $tx.conn() {
            $crate::tx::Conn::Lite($conn) => $body,
            $crate::tx::Conn::Pg($conn) => $body,
        }
    };
}
pub(crate) use on;

impl Tx {
    pub(crate) fn lite_read(conn: PoolConnection<Sqlite>, notices: Notices) -> Self {
        Self { inner: Inner::LiteRead(conn), notices, told: Vec::new() }
    }

    pub(crate) fn lite_write(turn: Turn, notices: Notices) -> Self {
        Self { inner: Inner::LiteWrite(turn), notices, told: Vec::new() }
    }

    pub(crate) fn pg_read(conn: PoolConnection<Postgres>, notices: Notices) -> Self {
        Self { inner: Inner::PgRead(conn), notices, told: Vec::new() }
    }

    pub(crate) fn pg_write(tx: Transaction<'static, Postgres>, notices: Notices) -> Self {
        Self { inner: Inner::PgWrite(tx), notices, told: Vec::new() }
    }

    pub(crate) fn conn(&mut self) -> Conn<'_> {
        match &mut self.inner {
            Inner::LiteRead(conn) => Conn::Lite(conn),
            Inner::LiteWrite(turn) => Conn::Lite(turn.conn()),
            Inner::PgRead(conn) => Conn::Pg(conn),
            Inner::PgWrite(tx) => Conn::Pg(tx),
        }
    }

    /// Tells the viewers of `topic`, on every node, once the work is committed. A hint: whoever
    /// hears it reads again.
    pub fn tell(&mut self, topic: impl Into<String>) {
        let topic = topic.into();
        if !self.told.contains(&topic) {
            self.told.push(topic);
        }
    }

    /// Makes the work durable and tells the viewers.
    pub async fn commit(self) -> Result<()> {
        match self.inner {
            Inner::LiteRead(_) | Inner::PgRead(_) => Ok(()),
            Inner::LiteWrite(turn) => {
                turn.commit().await?;
                for topic in self.told {
                    self.notices.send(Notice { topic });
                }
                Ok(())
            }
            Inner::PgWrite(mut tx) => {
                for topic in &self.told {
                    sqlx::query("SELECT pg_notify($1, $2)")
                        .bind(NOTICE_CHANNEL)
                        .bind(topic)
                        .execute(&mut *tx)
                        .await?;
                }
                Ok(tx.commit().await?)
            }
        }
    }
}
