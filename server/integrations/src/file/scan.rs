//! The virus scanner: clamd by its own socket (protocols.md §10), or none.
//!
//! Where one is configured, a file that could not be scanned is refused for now, never kept.

use super::{FileError, Result};
use bytes::Bytes;
use futures::{Stream, StreamExt};
use std::path::PathBuf;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;

/// Connecting, and each step of the conversation.
const STEP_TIMEOUT: Duration = Duration::from_secs(5);
/// The scan itself, after the last byte: an archive takes a while.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);
const CHUNK_BYTES: usize = 64 * 1024;
const ANSWER_BYTES_MAX: u64 = 1024;

/// Where clamd listens, if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScanSettings {
    /// Files are kept unscanned.
    Off,
    /// `host:port`.
    Tcp(String),
    /// The path of its socket.
    Unix(PathBuf),
}

/// What the scanner says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was found.
    Clean,
    /// Something was found, by this name.
    Infected(String),
    /// There is no scanner.
    Unscanned,
}

/// Asks the scanner that the settings name.
#[derive(Debug, Clone)]
pub struct Scanner {
    settings: ScanSettings,
}

impl Scanner {
    /// A scanner by the settings; it is first asked when a file comes.
    pub fn new(settings: ScanSettings) -> Self {
        Self { settings }
    }

    /// Whether files are scanned here.
    pub fn is_on(&self) -> bool {
        self.settings != ScanSettings::Off
    }

    /// What the scanner says of these bytes. Any answer that is neither `OK` nor `FOUND`, silence
    /// included, is an error.
    pub async fn scan(&self, bytes: impl Stream<Item = Result<Bytes>> + Unpin) -> Result<Verdict> {
        match &self.settings {
            ScanSettings::Off => Ok(Verdict::Unscanned),
            ScanSettings::Tcp(address) => {
                talk(within(STEP_TIMEOUT, TcpStream::connect(address)).await?, bytes).await
            }
            ScanSettings::Unix(path) => {
                talk(within(STEP_TIMEOUT, UnixStream::connect(path)).await?, bytes).await
            }
        }
    }
}

/// `zINSTREAM`, then each chunk after its length, then a length of zero.
async fn talk(
    mut clamd: impl AsyncRead + AsyncWrite + Unpin,
    mut bytes: impl Stream<Item = Result<Bytes>> + Unpin,
) -> Result<Verdict> {
    let mut sent = send(&mut clamd, b"zINSTREAM\0").await;
    while let (Ok(()), Some(piece)) = (&sent, bytes.next().await) {
        for chunk in piece?.chunks(CHUNK_BYTES) {
            let length = u32::try_from(chunk.len()).expect("a chunk is 64 KiB").to_be_bytes();
            sent = match send(&mut clamd, &length).await {
                Ok(()) => send(&mut clamd, chunk).await,
                refused => refused,
            };
        }
    }
    // Whoever stops listening (a file over its limit) has still said why.
    if sent.is_ok() {
        sent = send(&mut clamd, &[0; 4]).await;
    }
    let mut answer = Vec::new();
    within(ANSWER_TIMEOUT, clamd.take(ANSWER_BYTES_MAX).read_to_end(&mut answer)).await?;
    let verdict = read_answer(&answer)?;
    sent.map(|()| verdict)
}

fn read_answer(answer: &[u8]) -> Result<Verdict> {
    let text = String::from_utf8_lossy(answer);
    let said = text.trim_end_matches(['\0', '\n']).strip_prefix("stream: ");
    match said.map(|said| (said, said.strip_suffix(" FOUND"))) {
        Some(("OK", _)) => Ok(Verdict::Clean),
        Some((_, Some(name))) => Ok(Verdict::Infected(name.to_owned())),
        _ => Err(FileError::Scanner(format!("answered {text:?}"))),
    }
}

async fn send(clamd: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> Result<()> {
    within(STEP_TIMEOUT, clamd.write_all(bytes)).await
}

async fn within<T>(limit: Duration, step: impl Future<Output = std::io::Result<T>>) -> Result<T> {
    match timeout(limit, step).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(FileError::Scanner(error.to_string())),
        Err(_) => Err(FileError::Scanner("no answer in time".to_owned())),
    }
}
