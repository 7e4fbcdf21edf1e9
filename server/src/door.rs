//! The door: takes connections and speaks HTTP/1 with each. It limits how many there are, how long
//! somebody may take to say what they want, and how much of it there may be.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// More wait at the door of the operating system.
const CONNECTIONS_MAX: usize = 4_096;
/// The head of a request arrives within this time, the first one or the next on the same connection.
const HEAD_TIMEOUT: Duration = Duration::from_secs(20);
/// What is read ahead of a connection; no head is longer.
const HEAD_BYTES_MAX: usize = 64 * 1024;
/// After a failure to accept, such as too many open files.
const PAUSE: Duration = Duration::from_millis(100);
/// Requests that are under way may take so long to end once we were asked to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// Serves until `stop`, then ends what is under way.
pub(crate) async fn serve(listener: TcpListener, routes: Router, stop: &CancellationToken) {
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let mut open = JoinSet::new();
    while let Some((stream, peer)) = next(&listener, stop).await {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { break };
        let talk = talk(stream, peer, routes.clone(), stop.clone());
        open.spawn(async move {
            talk.await;
            drop(place);
        });
        while open.try_join_next().is_some() {}
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, open.join_all()).await.is_err() {
        tracing::warn!("requests were still under way");
    }
}

/// The next connection; none once we were asked to stop.
async fn next(listener: &TcpListener, stop: &CancellationToken) -> Option<(TcpStream, SocketAddr)> {
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(connection) => return Some(connection),
                Err(e) => {
                    tracing::warn!(error = %e, "a connection could not be taken");
                    tokio::time::sleep(PAUSE).await;
                }
            },
            () = stop.cancelled() => return None,
        }
    }
}

/// One connection, request after request. What goes wrong on it is the other side's affair.
async fn talk(stream: TcpStream, peer: SocketAddr, routes: Router, stop: CancellationToken) {
    // Small answers should not wait for more of them.
    let _slower = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        routes.clone().oneshot(request)
    });
    let conversation = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(HEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(conversation);
    tokio::select! {
        ended = conversation.as_mut() => note(ended),
        () = stop.cancelled() => {
            conversation.as_mut().graceful_shutdown();
            note(conversation.await);
        }
    }
}

fn note(ended: hyper::Result<()>) {
    if let Err(e) = ended {
        tracing::debug!(error = %e, "a connection broke");
    }
}
