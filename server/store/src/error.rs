//! What can go wrong with a query, by what the caller can do about it.

/// A query that did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The row was changed since it was read: read again and look.
    #[error("the row was changed since it was read")]
    Stale,
    /// A stored value that no version of this program writes.
    #[error("{table} {id}: {what}")]
    Contradiction {
        /// Where it stands.
        table: &'static str,
        /// Which row.
        id: String,
        /// What is wrong with it.
        what: String,
    },
    /// The database is away, full, or refuses.
    #[error("database: {0}")]
    Database(#[source] sqlx::Error),
    /// A text that this engine keeps nowhere: PostgreSQL has no place for the character NUL.
    #[error("a text that cannot be kept: {0}")]
    Unstorable(#[source] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The batch that this write was part of could not be made durable.
    #[error("the commit failed: {0}")]
    Commit(String),
}

/// The result of a query.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Whether a unique key refused the row.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(e)) if e.is_unique_violation())
    }
}

/// What PostgreSQL says of a text with a character that it does not keep: `character_not_in_repertoire`
/// and `untranslatable_character`.
const UNSTORABLE: [&str; 2] = ["22021", "22P05"];

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
        if code.is_some_and(|code| UNSTORABLE.contains(&code.as_ref())) {
            return Self::Unstorable(error);
        }
        Self::Database(error)
    }
}

/// A stored value that cannot be read.
pub(crate) fn contradiction(table: &'static str, id: impl ToString, what: impl ToString) -> Error {
    Error::Contradiction { table, id: id.to_string(), what: what.to_string() }
}
