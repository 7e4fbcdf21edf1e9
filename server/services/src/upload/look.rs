//! Looking at a whole upload once: its hash and its two ends.

use crate::error::Result;
use bytes::Bytes;
use futures::{Stream, StreamExt};
use integrations::file::FileError;
use sha2::{Digest, Sha256};
use shared::file::{Ends, FileHash, HEAD_BYTES, TAIL_BYTES};

/// What was seen.
pub(super) struct Look {
    pub(super) hash: FileHash,
    length: u64,
    head: Vec<u8>,
    tail: Vec<u8>,
}

impl Look {
    /// Reads all bytes, in bounded memory.
    pub(super) async fn at(
        mut bytes: impl Stream<Item = Result<Bytes, FileError>> + Unpin,
    ) -> Result<Self, FileError> {
        let (mut digest, mut length) = (Sha256::new(), 0);
        let (mut head, mut tail) = (Vec::new(), Vec::new());
        while let Some(piece) = bytes.next().await {
            let piece = piece?;
            digest.update(&piece);
            length += piece.len() as u64;
            let wanted = (HEAD_BYTES - head.len()).min(piece.len());
            head.extend_from_slice(&piece[..wanted]);
            tail.extend_from_slice(&piece[piece.len().saturating_sub(TAIL_BYTES)..]);
            tail.drain(..tail.len().saturating_sub(TAIL_BYTES));
        }
        Ok(Self { hash: FileHash(digest.finalize().into()), length, head, tail })
    }

    pub(super) fn ends(&self) -> Ends<'_> {
        Ends { head: &self.head, tail: &self.tail, length: self.length }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::stream;

    #[tokio::test]
    async fn both_ends_are_seen_whatever_the_pieces() {
        let whole: Vec<u8> = (0..600_000_u32).map(|at| at.to_le_bytes()[at as usize % 3]).collect();
        for piece in [1000, 70_000, 600_000] {
            let pieces: Vec<_> =
                whole.chunks(piece).map(|c| Ok(Bytes::copy_from_slice(c))).collect();

            let look = Look::at(stream::iter(pieces)).await.unwrap();

            let wanted = Ends::of(&whole);
            let seen = look.ends();
            assert!(seen.head == wanted.head && seen.tail == wanted.tail);
            assert_eq!(seen.length, wanted.length);
            assert_eq!(look.hash, FileHash(Sha256::digest(&whole).into()));
        }
    }
}
