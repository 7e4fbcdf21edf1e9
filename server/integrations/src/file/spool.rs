//! Unfinished uploads, one durable object a piece: `<upload id>/<name of the piece>`.
//!
//! A piece never changes once written, and two writers never share a name. Which pieces count,
//! and in which order, is written in the database after they are durable; so a crash, a second
//! writer or another node can leave a stray piece behind, never a wrong file.

use super::{Bytestream, FileError, Result};
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use shared::id::UploadId;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The place for unfinished uploads.
#[derive(Clone, Debug)]
pub struct Spool {
    pieces: Arc<dyn ObjectStore>,
}

impl Spool {
    pub(super) fn new(pieces: Arc<dyn ObjectStore>) -> Self {
        Self { pieces }
    }

    /// Writes a piece; it is durable when this returns.
    pub async fn write(&self, upload: UploadId, piece: &str, bytes: Bytes) -> Result<()> {
        self.pieces.put(&key(upload, piece), PutPayload::from_bytes(bytes)).await?;
        Ok(())
    }

    /// The pieces that are there, by name, with their lengths.
    pub async fn sizes(&self, upload: UploadId) -> Result<BTreeMap<String, u64>> {
        let found = self.pieces.list(Some(&folder(upload)));
        found
            .map_err(FileError::from)
            .try_filter_map(async |meta| {
                Ok(meta.location.filename().map(|name| (name.to_owned(), meta.size)))
            })
            .try_collect()
            .await
    }

    /// The bytes of these pieces, one after the other.
    pub fn read(&self, upload: UploadId, pieces: Vec<String>) -> Bytestream {
        let objects = Arc::clone(&self.pieces);
        stream::iter(pieces)
            .then(move |piece| {
                let objects = Arc::clone(&objects);
                async move {
                    let found = objects.get(&key(upload, &piece)).await?;
                    Ok::<_, FileError>(found.into_stream().map_err(FileError::from))
                }
            })
            .try_flatten()
            .boxed()
    }

    /// Removes all pieces, those that never counted included.
    pub async fn remove(&self, upload: UploadId) -> Result<()> {
        let found = self.pieces.list(Some(&folder(upload))).map_ok(|meta| meta.location).boxed();
        self.pieces.delete_stream(found).try_for_each(async |_| Ok(())).await.or_else(|error| {
            match FileError::from(error) {
                FileError::Missing => Ok(()), // somebody else has just removed it
                other => Err(other),
            }
        })
    }
}

fn folder(upload: UploadId) -> Path {
    Path::from(upload.0.simple().to_string())
}

fn key(upload: UploadId, piece: &str) -> Path {
    folder(upload).join(piece)
}
