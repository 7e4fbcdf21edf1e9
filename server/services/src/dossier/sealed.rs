//! Personal values of a dossier: sealed for it alone, or hashed to be compared.

use crate::Portal;
use crate::error::{Error, Result};
use shared::form::Declaration;
use shared::id::DossierId;

const DECLARATION: &str = "dossier.declaration";
const TAIL: &str = "dossier.tail";
/// So many last digits prove that somebody has the slip in hand.
pub(super) const TAIL_DIGITS: usize = 4;

/// Seals a declaration for its dossier.
pub(crate) fn seal_declaration(portal: &Portal, id: DossierId, what: &Declaration) -> Vec<u8> {
    let plain = serde_json::to_vec(what).expect("a declaration is plain JSON");
    portal.keys.seal(DECLARATION, id.0.as_bytes(), &plain, &portal.entropy)
}

/// Opens it again.
pub(crate) fn open_declaration(
    portal: &Portal,
    id: DossierId,
    sealed: &[u8],
) -> Result<Declaration> {
    let plain = portal.keys.open(DECLARATION, id.0.as_bytes(), sealed)?;
    serde_json::from_slice(&plain).map_err(|e| Error::caused("a stored declaration", e))
}

/// The keyed hash of a number's last four digits; a shorter number matches nothing.
pub(crate) fn tail_hash(portal: &Portal, id: DossierId, number: &str) -> Vec<u8> {
    let digits: Vec<u8> = number.bytes().filter(u8::is_ascii_digit).collect();
    let tail = match digits.len().checked_sub(TAIL_DIGITS) {
        Some(from) => digits[from..].to_vec(),
        None => b"none".to_vec(),
    };
    portal.keys.keyed_hash(TAIL, &[id.0.as_bytes(), tail.as_slice()].concat()).to_vec()
}
