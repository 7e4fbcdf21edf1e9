//! Bodies that stop on their way: whoever says that more is coming and sends nothing holds a place.

use super::limits::Pace;
use axum::body::{Body, Bytes};
use hyper::body::{Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};
use tokio::time::Sleep;

/// The sender was too slow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the body has stopped on its way")]
struct Stopped;

/// How it stands with a body, for the layer that answers.
#[derive(Debug, Clone, Default)]
pub(super) struct Standing(Arc<AtomicU8>);

const COMING: u8 = 0;
const AWAITED: u8 = 1;
const STOPPED: u8 = 2;

impl Standing {
    fn set(&self, standing: u8) {
        self.0.store(standing, Ordering::Release);
    }

    /// Whether somebody waits for the next piece: what takes long is the sender then.
    pub(super) fn is_awaited(&self) -> bool {
        self.0.load(Ordering::Acquire) != COMING
    }

    /// Whether it was given up.
    pub(super) fn has_stopped(&self) -> bool {
        self.0.load(Ordering::Acquire) == STOPPED
    }
}

/// A body that has to come at a pace.
pub(super) struct Paced {
    body: Body,
    pace: Pace,
    standing: Standing,
    came: u64,
    patience: Option<Pin<Box<Sleep>>>,
}

impl Paced {
    pub(super) fn new(body: Body, pace: Pace, standing: Standing) -> Self {
        Self { body, pace, standing, came: 0, patience: None }
    }

    /// More time for whoever keeps the pace.
    fn note(&mut self, bytes: usize) {
        self.standing.set(COMING);
        self.came += bytes as u64;
        if self.came >= self.pace.bytes_min {
            self.came = 0;
            self.patience = None;
        }
    }
}

impl hyper::body::Body for Paced {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if self.standing.has_stopped() {
            return Poll::Ready(None);
        }
        if let Poll::Ready(piece) = Pin::new(&mut self.body).poll_frame(cx) {
            let bytes = piece.as_ref().and_then(|piece| piece.as_ref().ok()?.data_ref());
            self.note(bytes.map_or(0, Bytes::len));
            return Poll::Ready(piece.map(|piece| piece.map_err(Into::into)));
        }
        self.standing.set(AWAITED);
        let within = self.pace.within;
        let patience = self.patience.get_or_insert_with(|| Box::pin(tokio::time::sleep(within)));
        if patience.as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        self.standing.set(STOPPED);
        Poll::Ready(Some(Err(Stopped.into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use futures::{StreamExt, stream};
    use std::convert::Infallible;
    use std::time::Duration;

    const SHORT: Pace = Pace { bytes_min: 3, within: Duration::from_millis(20) };

    async fn read(pieces: &'static [&'static str], is_whole: bool) -> (Option<Bytes>, Standing) {
        let standing = Standing::default();
        let pieces = stream::iter(pieces).map(|piece| Ok::<_, Infallible>(*piece));
        let body = if is_whole {
            Body::from_stream(pieces)
        } else {
            Body::from_stream(pieces.chain(stream::pending()))
        };
        let paced = Body::new(Paced::new(body, SHORT, standing.clone()));
        (to_bytes(paced, 1000).await.ok(), standing)
    }

    #[tokio::test]
    async fn a_body_that_comes_is_read_to_its_end() {
        let (whole, standing) = read(&["ab", "cd", "e"], true).await;

        assert_eq!(whole.as_deref(), Some(&b"abcde"[..]));
        assert!(!standing.is_awaited());
    }

    #[tokio::test]
    async fn a_body_that_stops_is_given_up() {
        for begun in [&[][..], &["ab"], &["abcd"]] {
            let (whole, standing) = read(begun, false).await;

            assert_eq!(whole, None);
            assert!(standing.has_stopped());
        }
    }

    #[tokio::test]
    async fn drops_are_no_pace() {
        let standing = Standing::default();
        let drops = stream::unfold((), |()| async {
            tokio::task::yield_now().await;
            Some((Ok::<_, Infallible>("a"), ()))
        });
        let pace = Pace { bytes_min: u64::MAX, ..SHORT };
        let paced = Body::new(Paced::new(Body::from_stream(drops), pace, standing.clone()));

        assert!(to_bytes(paced, usize::MAX).await.is_err());
        assert!(standing.has_stopped());
    }
}
