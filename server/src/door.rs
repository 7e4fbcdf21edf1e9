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

/// After a failure to accept, such as too many open files.
const PAUSE: Duration = Duration::from_millis(100);

/// Connections at once.
pub(crate) const CONNECTIONS_MAX: usize = 4_096;

/// What the door lets through.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Connections at once; more wait at the door of the operating system.
    pub connections: usize,
    /// The head of a request arrives within this time, the first one or the next on the same
    /// connection.
    pub head_time: Duration,
    /// What is read ahead of a connection; no head is longer. hyper wants 8 KiB at least.
    pub head_bytes: usize,
    /// Requests that are under way may take so long to end once we were asked to stop.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: CONNECTIONS_MAX,
            head_time: Duration::from_secs(20),
            head_bytes: 64 * 1024,
            drain: Duration::from_secs(10),
        }
    }
}

/// Serves until `stop`, then ends what is under way.
pub(crate) async fn serve(
    listener: TcpListener,
    routes: Router,
    limits: Limits,
    stop: &CancellationToken,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut open = JoinSet::new();
    while let Some((stream, peer)) = next(&listener, stop).await {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { break };
        let talk = talk(stream, peer, routes.clone(), limits, stop.clone());
        open.spawn(async move {
            talk.await;
            drop(place);
        });
        while open.try_join_next().is_some() {}
    }
    drop(listener);
    if tokio::time::timeout(limits.drain, open.join_all()).await.is_err() {
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
async fn talk(
    stream: TcpStream,
    peer: SocketAddr,
    routes: Router,
    limits: Limits,
    stop: CancellationToken,
) {
    // Small answers should not wait for more of them.
    let _slower = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        routes.clone().oneshot(request)
    });
    let conversation = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_time)
        .max_buf_size(limits.head_bytes)
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

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::Notify;

    const SHORT: Duration = Duration::from_millis(50);
    /// How long a test waits for what should come.
    const PATIENCE: Duration = Duration::from_secs(20);

    struct Door {
        address: SocketAddr,
        stop: CancellationToken,
        closed: tokio::task::JoinHandle<()>,
    }

    async fn open(routes: Router, limits: Limits) -> Door {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let stop = CancellationToken::new();
        let until = stop.clone();
        let closed = tokio::spawn(async move { serve(listener, routes, limits, &until).await });
        Door { address, stop, closed }
    }

    impl Door {
        async fn knock(&self, words: &[u8]) -> TcpStream {
            let mut stream = TcpStream::connect(self.address).await.expect("the door is open");
            stream.write_all(words).await.expect("somebody listens");
            stream
        }
    }

    /// All that comes until the other side hangs up.
    async fn rest_of(mut stream: TcpStream) -> String {
        let mut said = Vec::new();
        tokio::time::timeout(PATIENCE, stream.read_to_end(&mut said))
            .await
            .expect("the door hangs up")
            .expect("without breaking");
        String::from_utf8(said).expect("HTTP is ASCII here")
    }

    fn hello() -> Router {
        Router::new().route("/", get(|| async { "hello" }))
    }

    #[tokio::test]
    async fn a_head_that_never_ends_is_not_waited_for() {
        let door = open(hello(), Limits { head_time: SHORT, ..Limits::default() }).await;

        let never_ends = door.knock(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ").await;

        assert!(!rest_of(never_ends).await.contains("hello"));
    }

    #[tokio::test]
    async fn a_connection_on_which_nothing_more_is_asked_is_closed() {
        let door = open(hello(), Limits { head_time: SHORT, ..Limits::default() }).await;

        let asks_once = door.knock(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;

        assert!(rest_of(asks_once).await.ends_with("hello"));
    }

    #[tokio::test]
    async fn a_head_that_is_too_long_is_refused() {
        let door = open(hello(), Limits { head_bytes: 8_192, ..Limits::default() }).await;
        let mut head = b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: ".to_vec();
        head.resize(8_192, b'a');

        let too_long = door.knock(&head).await;

        assert!(rest_of(too_long).await.starts_with("HTTP/1.1 431"));
    }

    #[tokio::test]
    async fn who_comes_when_all_places_are_taken_waits_and_is_served() {
        let (inside, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let seen = Arc::clone(&most);
        let crowd = Router::new().route(
            "/",
            get(move || {
                let (inside, most) = (Arc::clone(&inside), Arc::clone(&most));
                async move {
                    let now = inside.fetch_add(1, Ordering::SeqCst) + 1;
                    most.fetch_max(now, Ordering::SeqCst);
                    // Whoever else may come in does so now.
                    for _turn in 0..100 {
                        tokio::task::yield_now().await;
                    }
                    inside.fetch_sub(1, Ordering::SeqCst);
                    "served"
                }
            }),
        );
        let door = open(crowd, Limits { connections: 2, ..Limits::default() }).await;

        let mut all = JoinSet::new();
        for _person in 0..8 {
            let stream =
                door.knock(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
            all.spawn(rest_of(stream));
        }
        let answers = all.join_all().await;

        assert!(answers.iter().all(|answer| answer.ends_with("served")));
        assert!(seen.load(Ordering::SeqCst) <= 2);
    }

    #[tokio::test]
    async fn what_is_under_way_ends_before_the_door_closes() {
        let (began, finish) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (told, may) = (Arc::clone(&began), Arc::clone(&finish));
        let slow = Router::new().route(
            "/",
            get(move || {
                let (began, finish) = (Arc::clone(&told), Arc::clone(&may));
                async move {
                    began.notify_one();
                    finish.notified().await;
                    "whole"
                }
            }),
        );
        let door = open(slow, Limits::default()).await;
        let stream = door.knock(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
        began.notified().await;

        door.stop.cancel();
        while TcpStream::connect(door.address).await.is_ok() {}
        finish.notify_one();

        assert!(rest_of(stream).await.ends_with("whole"));
        door.closed.await.expect("the door closed by itself");
    }

    #[tokio::test]
    async fn what_does_not_end_is_not_waited_for_for_ever() {
        let began = Arc::new(Notify::new());
        let told = Arc::clone(&began);
        let endless = Router::new().route(
            "/",
            get(move || {
                told.notify_one();
                std::future::pending::<&'static str>()
            }),
        );
        let door = open(endless, Limits { drain: SHORT, ..Limits::default() }).await;
        let _stream = door.knock(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
        began.notified().await;

        door.stop.cancel();

        tokio::time::timeout(PATIENCE, door.closed).await.expect("in time").expect("by itself");
    }
}
