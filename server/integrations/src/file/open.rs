//! Which disk or which bucket, by the settings.

use super::{FileStore, Result, Spool};
use object_store::ObjectStore;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::prefix::PrefixStore;
use secrecy::{ExposeSecret, SecretString};
use std::path::PathBuf;
use std::sync::Arc;

/// Where files are kept.
#[derive(Debug, Clone)]
pub enum FileSettings {
    /// A folder of this machine, with `files` and `spool` in it: one node, or a disk that all
    /// nodes share.
    Folder(PathBuf),
    /// A bucket that every node reaches.
    S3(S3Settings),
}

/// A bucket that speaks S3.
#[derive(Debug, Clone)]
pub struct S3Settings {
    /// `https://…`; `http://` is allowed, for a store beside the server.
    pub endpoint: String,
    /// The region's name; most stores of one's own take any.
    pub region: String,
    /// The bucket.
    pub bucket: String,
    /// The key's name.
    pub access_key: String,
    /// The key.
    pub secret_key: SecretString,
}

/// Opens the place for files and the place for unfinished uploads beside it.
pub fn open(settings: &FileSettings) -> Result<(FileStore, Spool)> {
    let (files, pieces): (Arc<dyn ObjectStore>, Arc<dyn ObjectStore>) = match settings {
        FileSettings::Folder(folder) => {
            let (files, spool) = (folder.join("files"), folder.join("spool"));
            std::fs::create_dir_all(&files)?;
            std::fs::create_dir_all(&spool)?;
            let files = LocalFileSystem::new_with_prefix(files)?.with_fsync(true);
            // The folder of an upload goes with its last piece.
            let pieces = LocalFileSystem::new_with_prefix(spool)?.with_fsync(true);
            (Arc::new(files), Arc::new(pieces.with_automatic_cleanup(true)))
        }
        FileSettings::S3(s3) => {
            let bucket: Arc<dyn ObjectStore> = Arc::new(open_s3(s3)?);
            (Arc::clone(&bucket), Arc::new(PrefixStore::new(bucket, "spool")))
        }
    };
    Ok((FileStore::new(files), Spool::new(pieces)))
}

fn open_s3(settings: &S3Settings) -> Result<impl ObjectStore> {
    Ok(AmazonS3Builder::new()
        .with_endpoint(&settings.endpoint)
        .with_allow_http(settings.endpoint.starts_with("http://"))
        .with_region(&settings.region)
        .with_bucket_name(&settings.bucket)
        .with_access_key_id(&settings.access_key)
        .with_secret_access_key(settings.secret_key.expose_secret())
        .build()?)
}
