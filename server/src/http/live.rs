//! Live pages: an event stream that says "read again" for one topic. A hint, never the truth.

use super::lines::{Line, RETRY_SECONDS};
use super::{Edge, headers};
use app::backend::Caller;
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::{StreamExt, stream};
use http::header::RETRY_AFTER;
use serde::Deserialize;
use services::live::{Watch, may_watch};
use shared::identity::Actor;
use std::convert::Infallible;
use std::time::Duration;
use store::Notice;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::Instant;

/// How often a silent stream shows that it lives.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How soon a browser that lost the line comes back.
const RETRY: Duration = Duration::from_secs(1);

/// Which topic.
#[derive(Deserialize)]
pub(super) struct Wanted {
    topic: String,
}

/// The stream of one topic, for those who may see it. A browser asks no more after a refusal, and the
/// page says that it has to be loaded again.
pub(super) async fn stream(
    State(edge): State<Edge>,
    Extension(caller): Extension<Caller>,
    Query(wanted): Query<Wanted>,
) -> Response {
    let ears = edge.portal.db.watch();
    let watch = match may_watch(&edge.portal, &caller.actor, &wanted.topic).await {
        Ok(watch) => watch,
        Err(e) => return headers::refuse(e.into_api(&caller.request_id).code),
    };
    let line = match edge.lines.take(caller.actor.session, &edge.limits.live) {
        Ok(line) => line,
        Err(e) => return ([(RETRY_AFTER, RETRY_SECONDS)], headers::refused(e)).into_response(),
    };
    let stop = edge.stop.clone().cancelled_owned();
    let asked_at = Instant::now();
    let viewer = Viewer {
        edge,
        secret: caller.secret,
        topic: wanted.topic,
        watch,
        ears,
        asked_at,
        _line: line,
    };
    // Whoever connects again may have missed something: the first word is "read".
    let hello = stream::once(async { say("hello").retry(RETRY) });
    let changes = stream::unfold(viewer, |mut viewer| async move {
        viewer.next().await.then(|| (say("changed"), viewer))
    });
    let events = hello.chain(changes).take_until(stop).map(Ok::<_, Infallible>);
    Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
}

fn say(word: &str) -> Event {
    // Browsers drop an event without data.
    Event::default().event(word).data(word)
}

/// Who listens, and to what.
struct Viewer {
    edge: Edge,
    secret: Option<String>,
    topic: String,
    watch: Watch,
    ears: Receiver<Notice>,
    asked_at: Instant,
    _line: Line,
}

impl Viewer {
    /// Waits until the topic is spoken of, or may have been; `false` when there is nothing more to hear.
    async fn next(&mut self) -> bool {
        loop {
            let ask_at = self.asked_at + self.edge.limits.live.asked_again;
            tokio::select! {
                heard = self.ears.recv() => match heard {
                    Ok(notice) if self.watch.hears(&notice.topic) => return true,
                    Ok(_) => {}
                    Err(RecvError::Lagged(_)) => return true,
                    Err(RecvError::Closed) => return false,
                },
                () = tokio::time::sleep_until(ask_at) => {
                    if !self.may_go_on().await {
                        return false;
                    }
                    self.asked_at = Instant::now();
                }
            }
        }
    }

    /// Asks again: a session ends, a right is taken away, a pass runs out. A browser whose line is cut
    /// for that comes back and is refused; a stream that just ended after a time would make every open
    /// page say that the line is lost.
    async fn may_go_on(&mut self) -> bool {
        let portal = &self.edge.portal;
        let actor = match &self.secret {
            Some(secret) => services::identity::actor_of(portal, secret).await,
            None => Ok(Actor::nobody(None)),
        };
        let answer = match actor {
            Ok(actor) => may_watch(portal, &actor, &self.topic).await,
            Err(e) => Err(e),
        };
        match answer {
            Ok(watch) => {
                self.watch = watch;
                true
            }
            Err(services::Error::Refused(_)) => false,
            Err(e) => {
                tracing::warn!(error = %e, "who listens could not be asked; asked again later");
                true
            }
        }
    }
}
