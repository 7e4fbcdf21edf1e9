//! What can go wrong with stored bytes, by what the caller can do about it.

/// Bytes that were not stored, read or scanned.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// There is no such file.
    #[error("no such file")]
    Missing,
    /// The bytes are not those that were named: they changed on the way or on the disk.
    #[error("the bytes are not those that were named")]
    Changed,
    /// The disk or the object store is away, full, or refuses.
    #[error("storage: {0}")]
    Storage(#[source] object_store::Error),
    /// The source of the bytes ended early.
    #[error("reading the bytes: {0}")]
    Source(#[from] std::io::Error),
    /// The scanner did not answer `OK` or `FOUND`: the file is not scanned, never clean.
    #[error("scanner: {0}")]
    Scanner(String),
}

/// The result of a work on stored bytes.
pub type Result<T, E = FileError> = std::result::Result<T, E>;

impl From<object_store::Error> for FileError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::Missing,
            other => Self::Storage(other),
        }
    }
}
