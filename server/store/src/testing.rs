//! Throwaway databases for tests, on both engines.
//!
//! `TEST_POSTGRES_URL` names a PostgreSQL cluster; each test gets a schema of its own in it.
//! A missing PostgreSQL fails the run: start one with `make test`, or `scripts/postgres.sh start`.

use crate::Db;
use crate::error::Result;
use sqlx::Executor;
use sqlx::postgres::PgPool;
use std::path::PathBuf;
use uuid::Uuid;

/// A database that nobody else uses. The file of SQLite goes with `folder`.
pub struct TestDb {
    /// The database, migrated and empty.
    pub db: Db,
    /// What opens it again.
    pub url: String,
    folder: Option<PathBuf>,
}

impl Drop for TestDb {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            // A folder that stays behind in /tmp harms nobody.
            let _left_behind = std::fs::remove_dir_all(folder);
        }
    }
}

/// An empty SQLite database in a folder of its own.
pub async fn sqlite(unique: Uuid) -> Result<TestDb> {
    let folder = std::env::temp_dir().join(format!("motcua-{unique}"));
    std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
    let url = format!("sqlite:{}", folder.join("test.db").display());
    let db = Db::open(&url).await?;
    Ok(TestDb { db, url, folder: Some(folder) })
}

/// An empty PostgreSQL schema.
pub async fn postgres(unique: Uuid) -> Result<TestDb> {
    #[expect(clippy::disallowed_methods, reason = "tests are told by the environment")]
    let base = std::env::var("TEST_POSTGRES_URL")
        .expect("TEST_POSTGRES_URL names the PostgreSQL for tests: run `make test`");
    let schema = format!("t_{}", unique.simple());
    let pool = PgPool::connect(&base).await?;
    pool.execute(sqlx::AssertSqlSafe(format!("CREATE SCHEMA {schema}"))).await?;
    pool.close().await;
    let joint = if base.contains('?') { '&' } else { '?' };
    let url = format!("{base}{joint}options=-c%20search_path%3D{schema}");
    let db = Db::open(&url).await?;
    Ok(TestDb { db, url, folder: None })
}

/// Runs a statement past all rules, as somebody with the database's password could.
pub async fn run_sql(db: &Db, statement: &str) -> Result<()> {
    let mut tx = db.write().await?;
    crate::on!(&mut tx, conn => {
        sqlx::query(sqlx::AssertSqlSafe(statement.to_owned())).execute(conn).await?;
    });
    tx.commit().await
}

/// Writes one test for both engines: `on_both_engines!(name, |test| async move { … });`
#[macro_export]
macro_rules! on_both_engines {
    ($name:ident, $body:expr) => {
        mod $name {
            use super::*;

            #[tokio::test]
            async fn sqlite() {
                let unique = uuid::Uuid::new_v4();
                let test = $crate::testing::sqlite(unique).await.expect("a fresh SQLite");
                ($body)(test).await;
            }

            #[tokio::test]
            async fn postgres() {
                let unique = uuid::Uuid::new_v4();
                let test = $crate::testing::postgres(unique).await.expect("a fresh PostgreSQL");
                ($body)(test).await;
            }
        }
    };
}
