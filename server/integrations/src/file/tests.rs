//! Files, pieces and the scanner, against the disk, an S3 where one is named, and a clamd that
//! speaks its bytes.

use super::store::key;
use super::*;
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use sha2::{Digest, Sha256};
use shared::file::FileHash;
use shared::id::UploadId;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use uuid::Uuid;

/// The disk, and the S3 at `TEST_S3_ENDPOINT` with a bucket `test` where it is set
/// (`moto_server -p 5555`; CI runs without).
async fn places() -> Vec<(tempfile::TempDir, FileStore, Spool)> {
    let folder = || tempfile::tempdir().unwrap();
    let disk = folder();
    let mut all = vec![FileSettings::Folder(disk.path().to_owned())];
    let mut folders = vec![disk];
    #[expect(clippy::disallowed_methods, reason = "tests are told by the environment")]
    if let Ok(endpoint) = std::env::var("TEST_S3_ENDPOINT") {
        reqwest::Client::new().put(format!("{endpoint}/test")).send().await.unwrap();
        all.push(FileSettings::S3(S3Settings {
            endpoint,
            region: "us-east-1".to_owned(),
            bucket: "test".to_owned(),
            access_key: "test".to_owned(),
            secret_key: "test".to_owned().into(),
        }));
        folders.push(folder());
    }
    let opened = all.iter().map(|settings| open(settings).unwrap());
    folders.into_iter().zip(opened).map(|(folder, (files, spool))| (folder, files, spool)).collect()
}

fn hash(bytes: &[u8]) -> FileHash {
    FileHash(Sha256::digest(bytes).into())
}

fn pieces(bytes: &[u8]) -> Bytestream {
    let all: Vec<_> = bytes.chunks(1 << 20).map(Bytes::copy_from_slice).map(Ok).collect();
    stream::iter(all).boxed()
}

async fn whole(stream: Bytestream) -> Vec<u8> {
    stream.try_collect::<Vec<_>>().await.unwrap().concat()
}

#[tokio::test]
async fn a_file_is_kept_once_under_its_content() {
    for (_folder, files, _) in places().await {
        let note = format!("giấy tờ {}", Uuid::new_v4()).into_bytes();

        let (first, second) = tokio::join!(
            files.put(hash(&note), pieces(&note)),
            files.put(hash(&note), pieces(&note)),
        );

        assert!(first.is_ok() && second.is_ok(), "{first:?} {second:?}");
        assert_eq!(files.size(hash(&note)).await.unwrap(), Some(note.len() as u64));
        assert_eq!(whole(files.read(hash(&note), None).await.unwrap()).await, note);
        assert_eq!(whole(files.read(hash(&note), Some(2..5)).await.unwrap()).await, note[2..5]);
        files.remove(hash(&note)).await.unwrap();
        files.remove(hash(&note)).await.unwrap();
        assert_eq!(files.size(hash(&note)).await.unwrap(), None);
        assert!(matches!(files.read(hash(&note), None).await, Err(FileError::Missing)));
    }
}

#[tokio::test]
async fn a_large_file_goes_in_parts_and_a_changed_one_not_at_all() {
    for (_folder, files, _) in places().await {
        let scan: Vec<u8> =
            (0..12 << 20).map(|at: u32| at.to_le_bytes()[(at % 3) as usize]).collect();
        let other = hash(b"another file");

        files.put(hash(&scan), pieces(&scan)).await.unwrap();

        assert_eq!(hash(&whole(files.read(hash(&scan), None).await.unwrap()).await), hash(&scan));
        assert!(matches!(files.put(other, pieces(&scan)).await, Err(FileError::Changed)));
        assert!(matches!(files.put(other, pieces(b"short")).await, Err(FileError::Changed)));
        assert_eq!(files.size(other).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_file_lies_two_folders_deep() {
    assert_eq!(
        key(hash(b"")).as_ref(),
        "sha256/e3/b0/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
}

#[tokio::test]
async fn pieces_are_read_in_the_order_that_is_asked_for() {
    for (_folder, _, spool) in places().await {
        let upload = UploadId(Uuid::new_v4());
        for (name, text) in [("0-a", "xin "), ("0-b", "stray"), ("4-c", "chào")] {
            spool.write(upload, name, Bytes::from(text)).await.unwrap();
        }

        let names = vec!["0-a".to_owned(), "4-c".to_owned()];
        assert_eq!(whole(spool.read(upload, names)).await, "xin chào".as_bytes());
        assert_eq!(spool.sizes(upload).await.unwrap()["0-b"], 5);
        let missing = spool.read(upload, vec!["9-z".to_owned()]).try_collect::<Vec<_>>().await;
        assert!(matches!(missing, Err(FileError::Missing)));

        spool.remove(upload).await.unwrap();
        spool.remove(upload).await.unwrap();
        assert!(spool.sizes(upload).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn an_upload_that_is_gone_leaves_no_folder() {
    let disk = tempfile::tempdir().unwrap();
    let (_, spool) = open(&FileSettings::Folder(disk.path().to_owned())).unwrap();
    let upload = UploadId(Uuid::new_v4());

    spool.write(upload, "0-a", Bytes::from_static(b"x")).await.unwrap();
    assert!(disk.path().join("spool").join(upload.0.simple().to_string()).exists());
    spool.remove(upload).await.unwrap();

    assert!(!disk.path().join("spool").join(upload.0.simple().to_string()).exists());
}

/// A clamd that finds `VIRUS`, answers once, and says `answer` instead where one is given.
async fn clamd(answer: Option<&'static [u8]>) -> Scanner {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut command = [0; 10];
        socket.read_exact(&mut command).await.unwrap();
        assert_eq!(&command, b"zINSTREAM\0");
        let mut seen = Vec::new();
        loop {
            let length = socket.read_u32().await.unwrap() as usize;
            if length == 0 {
                break;
            }
            assert!(length <= 64 * 1024);
            let mut chunk = vec![0; length];
            socket.read_exact(&mut chunk).await.unwrap();
            seen.extend(chunk);
        }
        let infected = seen.windows(5).any(|bytes| bytes == b"VIRUS");
        let said: &[u8] = if infected { b"stream: Test.Virus FOUND\0" } else { b"stream: OK\0" };
        socket.write_all(answer.unwrap_or(said)).await.unwrap();
    });
    Scanner::new(ScanSettings::Tcp(address))
}

#[tokio::test]
async fn the_scanner_tells_clean_from_infected() {
    let mut bytes = vec![b'.'; 300_000];

    assert_eq!(clamd(None).await.scan(pieces(&bytes)).await.unwrap(), Verdict::Clean);
    bytes.extend(b"VIRUS");
    assert_eq!(
        clamd(None).await.scan(pieces(&bytes)).await.unwrap(),
        Verdict::Infected("Test.Virus".to_owned())
    );
    let off = Scanner::new(ScanSettings::Off);
    assert_eq!(off.scan(pieces(&bytes)).await.unwrap(), Verdict::Unscanned);
}

#[tokio::test]
async fn any_other_answer_is_not_clean() {
    for said in [&b"INSTREAM size limit exceeded. ERROR\0"[..], b"", b"stream: OKAY\0"] {
        let answer = clamd(Some(said)).await.scan(pieces(b"x")).await;
        assert!(matches!(answer, Err(FileError::Scanner(_))), "{said:?}: {answer:?}");
    }
    let nobody = Scanner::new(ScanSettings::Unix("/nonexistent/clamd.sock".into()));
    assert!(matches!(nobody.scan(pieces(b"x")).await, Err(FileError::Scanner(_))));
}
