//! Finished files, by their content: the same bytes are kept once, whoever sent them.

use super::{FileError, Result};
use bytes::{Bytes, BytesMut};
use futures::stream::BoxStream;
use futures::{Stream, StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{
    GetOptions, MultipartUpload, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload,
};
use sha2::{Digest, Sha256};
use shared::file::FileHash;
use std::ops::Range;
use std::sync::Arc;

/// What is read or written at once; S3 wants parts of at least 5 MiB.
pub const PART_BYTES: usize = 8 * 1024 * 1024;

/// The bytes of a file, piece by piece.
pub type Bytestream = BoxStream<'static, Result<Bytes>>;

/// The place for finished files.
#[derive(Clone, Debug)]
pub struct FileStore {
    objects: Arc<dyn ObjectStore>,
}

impl FileStore {
    pub(super) fn new(objects: Arc<dyn ObjectStore>) -> Self {
        Self { objects }
    }

    /// Keeps the bytes under their hash. Nothing is visible before all of them were checked and
    /// are durable; keeping the same file twice is no error.
    pub async fn put(
        &self,
        hash: FileHash,
        bytes: impl Stream<Item = Result<Bytes>> + Unpin,
    ) -> Result<()> {
        if self.size(hash).await?.is_some() {
            return Ok(());
        }
        let mut source = Parts { bytes, digest: Sha256::new() };
        let first = source.next().await?;
        if first.len() < PART_BYTES {
            source.confirm(hash)?;
            return self.put_whole(hash, first).await;
        }
        let mut upload = self.objects.put_multipart(&key(hash)).await?;
        match put_parts(upload.as_mut(), first, source, hash).await {
            Ok(()) => Ok(()),
            Err(error) => {
                upload.abort().await?;
                Err(error)
            }
        }
    }

    async fn put_whole(&self, hash: FileHash, bytes: Bytes) -> Result<()> {
        let payload = PutPayload::from_bytes(bytes);
        let create = PutOptions::from(PutMode::Create);
        match self.objects.put_opts(&key(hash), payload.clone(), create).await {
            Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => Ok(()),
            // Some vendors know no conditional write; the name is the content, so nothing is lost.
            Err(object_store::Error::NotImplemented { .. }) => {
                self.objects.put(&key(hash), payload).await?;
                Ok(())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The length of a file, or `None` when there is none.
    pub async fn size(&self, hash: FileHash) -> Result<Option<u64>> {
        match self.objects.head(&key(hash)).await {
            Ok(meta) => Ok(Some(meta.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The bytes of a file, or a part of them.
    pub async fn read(&self, hash: FileHash, range: Option<Range<u64>>) -> Result<Bytestream> {
        let options = GetOptions { range: range.map(Into::into), ..GetOptions::default() };
        let found = self.objects.get_opts(&key(hash), options).await?;
        Ok(found.into_stream().map_err(FileError::from).boxed())
    }

    /// Removes a file. That nothing refers to it any more is for the caller to know.
    pub async fn remove(&self, hash: FileHash) -> Result<()> {
        match self.objects.delete(&key(hash)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// `sha256/ab/cd/<hex>`: no folder gets too large.
pub(super) fn key(hash: FileHash) -> Path {
    let hex = hash.to_string();
    Path::from_iter(["sha256", &hex[..2], &hex[2..4], &hex])
}

/// A stream in parts of [`PART_BYTES`], hashed as it passes.
struct Parts<S> {
    bytes: S,
    digest: Sha256,
}

impl<S: Stream<Item = Result<Bytes>> + Unpin> Parts<S> {
    /// The next part; shorter than [`PART_BYTES`] only at the end.
    async fn next(&mut self) -> Result<Bytes> {
        let mut part = BytesMut::new();
        while part.len() < PART_BYTES {
            let Some(piece) = self.bytes.next().await else { break };
            part.extend_from_slice(&piece?);
        }
        self.digest.update(&part);
        Ok(part.freeze())
    }

    fn confirm(self, hash: FileHash) -> Result<()> {
        let found = FileHash(self.digest.finalize().into());
        if found == hash { Ok(()) } else { Err(FileError::Changed) }
    }
}

async fn put_parts<S: Stream<Item = Result<Bytes>> + Unpin>(
    upload: &mut dyn MultipartUpload,
    first: Bytes,
    mut source: Parts<S>,
    hash: FileHash,
) -> Result<()> {
    let mut part = first;
    while !part.is_empty() {
        let last = part.len() < PART_BYTES;
        upload.put_part(PutPayload::from_bytes(part)).await?;
        part = if last { Bytes::new() } else { source.next().await? };
    }
    source.confirm(hash)?;
    upload.complete().await?;
    Ok(())
}
