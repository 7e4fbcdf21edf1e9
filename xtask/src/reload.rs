//! The other end of leptos' `<AutoReload/>`: open pages connect, and are told to reload.

use std::{
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use anyhow::{Context, Result};
use tungstenite::{Message, WebSocket};

use crate::layout::RELOAD_PORT;

type Pages = Arc<Mutex<Vec<WebSocket<TcpStream>>>>;

pub(crate) struct Reload {
    pages: Pages,
}

impl Reload {
    /// Takes connections from now on, on this machine only.
    pub(crate) fn listen() -> Result<Self> {
        let address = format!("127.0.0.1:{RELOAD_PORT}");
        let listener =
            TcpListener::bind(&address).with_context(|| format!("is {address} taken?"))?;
        let pages = Pages::default();
        let joined = Arc::clone(&pages);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if let Ok(page) = tungstenite::accept(stream) {
                    joined.lock().unwrap_or_else(PoisonError::into_inner).push(page);
                }
            }
        });
        Ok(Self { pages })
    }

    /// Every open page reloads, and connects again when it has.
    pub(crate) fn all(&self) {
        let pages = std::mem::take(&mut *self.pages.lock().unwrap_or_else(PoisonError::into_inner));
        for mut page in pages {
            // A page that was closed meanwhile has nothing to reload.
            drop(page.send(Message::text(r#"{"all":true}"#)));
        }
    }
}
