//! Live pages: an event stream that says "read again" for one topic. A hint, never the truth.

use super::{Edge, headers};
use app::backend::Caller;
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::{StreamExt, stream};
use serde::Deserialize;
use services::live::Watch;
use std::convert::Infallible;
use std::time::Duration;
use store::Notice;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// How often a silent stream shows that it lives.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How soon a browser that lost the line comes back.
const RETRY: Duration = Duration::from_secs(1);

/// Which topic.
#[derive(Deserialize)]
pub(super) struct Wanted {
    topic: String,
}

/// The stream of one topic, for those who may see it.
pub(super) async fn stream(
    State(edge): State<Edge>,
    Extension(caller): Extension<Caller>,
    Query(wanted): Query<Wanted>,
) -> Response {
    let ears = edge.portal.db.watch();
    let watch = match services::live::may_watch(&edge.portal, &caller.actor, &wanted.topic).await {
        Ok(watch) => watch,
        Err(e) => return headers::refuse(e.into_api(&caller.request_id).code),
    };
    // Whoever connects again may have missed something: the first word is "read".
    let hello = stream::once(async { say("hello").retry(RETRY) });
    let changes = stream::unfold((ears, watch), |(mut ears, watch)| async move {
        next(&mut ears, &watch).await.then(|| (say("changed"), (ears, watch)))
    });
    let words = hello.chain(changes).take_until(edge.stop.cancelled_owned());
    let events = words.map(Ok::<_, Infallible>);
    Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
}

fn say(word: &str) -> Event {
    // Browsers drop an event without data.
    Event::default().event(word).data(word)
}

/// Waits until the topic is spoken of, or may have been; `false` when the server stops.
async fn next(ears: &mut Receiver<Notice>, watch: &Watch) -> bool {
    loop {
        match ears.recv().await {
            Ok(notice) if watch.hears(&notice.topic) => return true,
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => return true,
            Err(RecvError::Closed) => return false,
        }
    }
}
