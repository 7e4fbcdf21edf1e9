//! Uploads that were begun in this browser and not finished: their address, by what the file looks
//! like. It says nothing of the file's content, and an address is of no use without the session.

use super::piece::size;
use super::slot::Slot;
use leptos::prelude::window;
use shared::file::Holder;
use web_sys::{File, Storage};

const PREFIX: &str = "tep";

/// An upload that was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Left {
    /// Under which it is remembered.
    pub(super) key: String,
    /// Where it goes on.
    pub(super) address: String,
    /// What the file is called.
    pub(super) name: String,
    /// Its size.
    pub(super) bytes: u64,
}

/// The key of a file for a paper: the same file chosen again has the same.
pub(super) fn key_of(slot: &Slot, file: &File) -> String {
    format!("{}{} {} {}", beginning(slot), size(file), file.last_modified(), file.name())
}

fn beginning(slot: &Slot) -> String {
    let id = match slot.holder {
        Holder::Draft(id) => id.0,
        Holder::Dossier(id) => id.0,
    };
    format!("{PREFIX} {id} {} ", slot.key)
}

/// The address that is remembered.
pub(super) fn address(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Remembers; a browser that keeps nothing begins anew after a reload.
pub(super) fn remember(key: &str, address: &str) {
    if let Some(storage) = storage() {
        let _kept = storage.set_item(key, address);
    }
}

/// Forgets.
pub(super) fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _gone = storage.remove_item(key);
    }
}

/// What was left of this paper.
pub(super) fn left(slot: &Slot) -> Vec<Left> {
    let Some(storage) = storage() else { return Vec::new() };
    let begins = beginning(slot);
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok()?);
    keys.filter_map(|key| {
        let mut parts = key.strip_prefix(&begins)?.splitn(3, ' ');
        let bytes = parts.next()?.parse().ok()?;
        let name = parts.nth(1)?.to_owned();
        let address = storage.get_item(&key).ok()??;
        Some(Left { key, address, name, bytes })
    })
    .collect()
}

/// Some browsers have none in private windows.
fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}
