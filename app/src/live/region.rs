//! A part of a page that the server keeps fresh.

use super::page::{Unread, read_again};
use crate::i18n::t;
use crate::ui::{Glyph, Icon, LIVE_REGION_ID};
use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use shared::i18n::msg;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::{Event, EventSource};

/// What the document is told after a part was swapped.
pub const SWAPPED: &str = "swapped";

/// Between two readings of the same part, however often it is spoken of.
const PAUSE_MILLISECONDS: u32 = 200;

/// How the page hears of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// It does.
    Open,
    /// The line is gone; the browser tries again.
    Lost,
    /// The server no longer lets this reader listen: only a reload helps.
    Ended,
}

/// Wraps what the server has drawn (`children`) and reads it again whenever something about `topic`
/// has changed. `id` is that of the part, unique on the page. No island inside: it would be asleep
/// after the first swap.
#[island]
pub fn LiveRegion(topic: String, id: String, children: Children) -> impl IntoView {
    let line = RwSignal::new(Line::Open);
    let part = id.clone();
    Effect::new(move |_| listen(&topic, &part, line));
    view! {
        <div id=id class="live_region">{children()}</div>
        {move || match line.get() {
            Line::Open => None,
            Line::Lost => Some(t(msg::ui::LIVE_LOST)),
            Line::Ended => Some(t(msg::ui::LIVE_ENDED)),
        }
            .map(|words| {
                view! {
                    <p class="live_line" role="status">
                        <Glyph icon=Icon::WifiOff/>
                        {words}
                    </p>
                }
            })}
    }
}

/// Opens the stream; it closes with the page.
fn listen(topic: &str, part: &str, line: RwSignal<Line>) {
    let Ok(stream) = EventSource::new(&format!("/api/live?topic={topic}")) else { return };
    let reader = Rc::new(Reader {
        part: part.to_owned(),
        line,
        is_reading: Cell::new(false),
        is_asked: Cell::new(false),
    });
    for word in ["hello", "changed"] {
        let reader = Rc::clone(&reader);
        EventListener::new(&stream, word, move |_| {
            reader.line.set(Line::Open);
            reader.wake();
        })
        .forget();
    }
    let lost = stream.clone();
    EventListener::new(&stream, "error", move |_| {
        let is_closed = lost.ready_state() == EventSource::CLOSED;
        line.set(if is_closed { Line::Ended } else { Line::Lost });
    })
    .forget();
}

/// Reads one part, never twice at once, and once more when it was spoken of meanwhile.
struct Reader {
    part: String,
    line: RwSignal<Line>,
    is_reading: Cell<bool>,
    is_asked: Cell<bool>,
}

impl Reader {
    fn wake(self: &Rc<Self>) {
        self.is_asked.set(true);
        if !self.is_reading.replace(true) {
            leptos::task::spawn_local(Rc::clone(self).read());
        }
    }

    async fn read(self: Rc<Self>) {
        while self.is_asked.replace(false) {
            match read_again(&self.part).await {
                Ok(true) => announce(),
                Ok(false) | Err(Unread::Offline) => {}
                Err(Unread::Gone) => self.line.set(Line::Ended),
            }
            TimeoutFuture::new(PAUSE_MILLISECONDS).await;
        }
        self.is_reading.set(false);
    }
}

/// Says once, politely, that the page has changed; other islands hear of it too.
fn announce() {
    if let Ok(swapped) = Event::new(SWAPPED) {
        // Nobody can refuse to have been told.
        let _done = document().dispatch_event(&swapped);
    }
    if let Some(region) = document().get_element_by_id(LIVE_REGION_ID) {
        region.set_text_content(Some(t(msg::ui::LIVE_CHANGED)));
    }
}
