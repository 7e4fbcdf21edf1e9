//! One paper with its files, as it travels to the island.

use serde::{Deserialize, Serialize};
use shared::file::{Holder, MB, PaperRule, megabytes};
use shared::id::FileId;

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// What its files belong to.
    pub holder: Holder,
    /// Its key; also the id of its file input.
    pub key: String,
    /// What it is.
    pub name: String,
    /// In what case it is needed, what kind of copy; may be empty.
    pub hint: String,
    /// Whether nothing can be handed in without it.
    pub required: bool,
    /// What it takes, and how many.
    pub rule: PaperRule,
    /// What is there.
    pub files: Vec<SlotFile>,
    /// What a plain form has just sent in vain.
    pub refused: Vec<RefusedFile>,
    /// The page that shows it.
    pub back: String,
}

/// A file that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotFile {
    /// Its id.
    pub id: FileId,
    /// What the person called it.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Whether it is part of what was handed in: it stays.
    pub is_fixed: bool,
}

/// A file that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedFile {
    /// What the person called it; empty when it is not about one file.
    pub name: String,
    /// Why, and what to do.
    pub words: String,
}

impl Slot {
    /// Where a plain form sends files.
    pub fn action(&self) -> String {
        let (kind, id) = match self.holder {
            Holder::Draft(id) => ("ban-nhap", id.0),
            Holder::Dossier(id) => ("ho-so", id.0),
        };
        format!("/tep/{kind}/{id}/{}?ve={}", self.key, self.back)
    }
}

/// `820 KB`, `1,2 MB`.
pub fn size_text(bytes: u64) -> String {
    if bytes < MB {
        format!("{} KB", bytes.div_ceil(1024))
    } else {
        format!("{} MB", megabytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_as_file_managers_do() {
        assert_eq!(size_text(0), "0 KB");
        assert_eq!(size_text(1), "1 KB");
        assert_eq!(size_text(820 * 1024), "820 KB");
        assert_eq!(size_text(MB + MB / 4), "1,2 MB");
    }
}
