//! One writer an upload on this node. Between nodes the database decides: a piece counts only
//! where the last one ended.

use shared::error::ErrorCode;
use shared::id::UploadId;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Who is writing.
#[derive(Clone, Default)]
pub(crate) struct Writers(Arc<Mutex<HashSet<UploadId>>>);

/// The right to write to one upload, until it is dropped.
pub(crate) struct Turn {
    writers: Writers,
    upload: UploadId,
}

impl Writers {
    /// The right to write, or `upload.busy`.
    pub(crate) fn turn(&self, upload: UploadId) -> Result<Turn, ErrorCode> {
        let is_free = self.set().insert(upload);
        is_free.then(|| Turn { writers: self.clone(), upload }).ok_or(ErrorCode::UploadBusy)
    }

    fn set(&self) -> MutexGuard<'_, HashSet<UploadId>> {
        // A set has no invariant that a panic elsewhere could have broken.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.writers.set().remove(&self.upload);
    }
}
