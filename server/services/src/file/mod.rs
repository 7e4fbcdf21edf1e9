//! Files attached to papers: where they may go, who may read them, who may take them off again.

mod place;
mod read;
mod remove;

pub use read::{FoundFile, find, read};
pub use remove::remove;

pub(crate) use place::Place;
pub(crate) use remove::take_off;

use crate::error::Error;
use crate::upload::Writers;
use integrations::file::{FileError, FileStore, Scanner, Spool};
use shared::error::ApiError;
use shared::file::FileFault;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Files that are hashed, scanned and stored at the same time; each holds up to two parts of
/// 8 MiB in memory.
const FINISHING_MAX: usize = 3;

/// Where bytes live, and who is writing.
#[derive(Clone)]
pub struct Files {
    pub(crate) store: FileStore,
    pub(crate) spool: Spool,
    pub(crate) scanner: Scanner,
    pub(crate) writers: Writers,
    pub(crate) finishing: Arc<Semaphore>,
}

impl Files {
    /// The places that the settings name, and the scanner.
    pub fn new((store, spool): (FileStore, Spool), scanner: Scanner) -> Self {
        let finishing = Arc::new(Semaphore::new(FINISHING_MAX));
        Self { store, spool, scanner, writers: Writers::default(), finishing }
    }
}

impl From<FileFault> for Error {
    fn from(fault: FileFault) -> Self {
        Self::Refused(Box::new(ApiError::from(fault)))
    }
}

impl From<FileError> for Error {
    fn from(error: FileError) -> Self {
        Self::caused("files", error)
    }
}
