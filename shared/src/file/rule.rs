//! What one paper takes, and how much a dossier holds.

use super::damage::is_damaged;
use super::{Dimensions, Ends, FileFault, FileKind, dimensions, is_locked, sniff};
use crate::form::{Decimal, Field, Validation};
use serde::{Deserialize, Serialize};

/// A megabyte as file managers count it.
pub const MB: u64 = 1024 * 1024;

/// Bytes as whole megabytes, or with one decimal where they are not whole: `20`, `0,5`.
pub fn megabytes(bytes: u64) -> String {
    let tenths = bytes * 10 / MB;
    match (tenths / 10, tenths % 10) {
        (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole},{tenth}"),
    }
}

/// The limits of the house, from the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLimits {
    /// One file.
    pub file_bytes_max: u64,
    /// All files of a dossier together.
    pub dossier_bytes_max: u64,
    /// Files for one paper, where its form names no number.
    pub files_per_paper: u32,
}

impl Default for FileLimits {
    fn default() -> Self {
        Self { file_bytes_max: 20 * MB, dossier_bytes_max: 100 * MB, files_per_paper: 10 }
    }
}

/// What one paper takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperRule {
    /// Kinds of file.
    pub kinds: Vec<FileKind>,
    /// One file.
    pub file_bytes_max: u64,
    /// How many files.
    pub files_max: u32,
    /// The least width of an image, in pixels; 0 is any.
    pub width_px_min: u32,
    /// The least height of an image, in pixels; 0 is any.
    pub height_px_min: u32,
}

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Content {
    /// Its kind, by its bytes.
    pub kind: FileKind,
    /// Its size in pixels, where it is an image that says so.
    pub dimensions: Option<Dimensions>,
}

/// What is taken already, when the next file comes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Room {
    /// Bytes of the dossier, those still on their way included.
    pub dossier_bytes: u64,
    /// Files of this paper, those still on their way included.
    pub paper_files: u32,
}

impl PaperRule {
    /// What a paper takes of which no form says anything.
    pub fn general(limits: &FileLimits) -> Self {
        Self {
            kinds: FileKind::ALL.to_vec(),
            file_bytes_max: limits.file_bytes_max,
            files_max: limits.files_per_paper,
            width_px_min: 0,
            height_px_min: 0,
        }
    }

    /// What a field of type `file` takes. One without `max_files` takes one file; a form never
    /// widens what the house takes.
    pub fn of_field(limits: &FileLimits, field: &Field) -> Self {
        let Validation { max_size_mb, max_files, min_width_px, min_height_px, .. } =
            &field.validation;
        let named = field.accept.iter().filter_map(|entry| FileKind::of_accept(entry)).collect();
        Self {
            kinds: if field.accept.is_empty() { FileKind::ALL.to_vec() } else { named },
            file_bytes_max: limits.file_bytes_max.min(max_size_mb.map_or(u64::MAX, bytes_of)),
            files_max: max_files.map_or(1, |max| max.try_into().unwrap_or(u32::MAX)),
            width_px_min: min_width_px.unwrap_or(0),
            height_px_min: min_height_px.unwrap_or(0),
        }
    }

    /// What can be said before a byte is sent.
    pub fn check_size(&self, length: u64) -> Result<(), FileFault> {
        match length {
            0 => Err(FileFault::Empty),
            length if length > self.file_bytes_max => {
                Err(FileFault::TooLarge { bytes_max: self.file_bytes_max })
            }
            _ => Ok(()),
        }
    }

    /// Whether one more file of `length` bytes fits.
    pub fn check_room(
        &self,
        limits: &FileLimits,
        taken: Room,
        length: u64,
    ) -> Result<(), FileFault> {
        if taken.paper_files >= self.files_max {
            return Err(FileFault::TooMany { files_max: self.files_max });
        }
        if taken.dossier_bytes.saturating_add(length) > limits.dossier_bytes_max {
            return Err(FileFault::DossierFull { bytes_max: limits.dossier_bytes_max });
        }
        Ok(())
    }

    /// What the bytes say.
    pub fn check_content(&self, ends: &Ends<'_>) -> Result<Content, FileFault> {
        self.check_size(ends.length)?;
        if is_locked(ends) {
            return Err(FileFault::Locked);
        }
        let kind = sniff(ends)
            .filter(|kind| self.kinds.contains(kind))
            .ok_or_else(|| FileFault::WrongType { kinds: self.kinds.clone() })?;
        let dimensions = dimensions(kind, ends.head);
        if is_damaged(kind, ends, dimensions) {
            return Err(FileFault::Damaged);
        }
        if kind.is_image() {
            self.check_dimensions(dimensions)?;
        }
        Ok(Content { kind, dimensions })
    }

    fn check_dimensions(&self, dimensions: Option<Dimensions>) -> Result<(), FileFault> {
        let (width_px_min, height_px_min) = (self.width_px_min, self.height_px_min);
        match dimensions {
            _ if width_px_min == 0 && height_px_min == 0 => Ok(()),
            None => Err(FileFault::Damaged),
            Some(size) if size.width_px < width_px_min || size.height_px < height_px_min => {
                Err(FileFault::ImageTooSmall { width_px_min, height_px_min })
            }
            Some(_) => Ok(()),
        }
    }
}

fn bytes_of(megabytes: Decimal) -> u64 {
    megabytes.thousandths().unsigned_abs().saturating_mul(MB) / 1000
}

#[cfg(test)]
mod tests {
    use super::super::samples::{docx, png};
    use super::*;

    fn field(validation: &str) -> PaperRule {
        let json = format!(
            r#"{{"key": "photo", "label_vi": "Ảnh", "type": "file", "required": true,
                "accept": ["image/jpeg", "image/png"], "validation": {validation}}}"#
        );
        PaperRule::of_field(&FileLimits::default(), &serde_json::from_str(&json).unwrap())
    }

    fn portrait() -> PaperRule {
        field(r#"{"max_size_mb": 5, "min_width_px": 400, "min_height_px": 600}"#)
    }

    #[test]
    fn the_house_takes_twenty_megabytes_and_a_form_may_take_less() {
        let general = PaperRule::general(&FileLimits::default());

        assert_eq!(general.check_size(20 * MB), Ok(()));
        assert_eq!(
            general.check_size(20 * MB + 1),
            Err(FileFault::TooLarge { bytes_max: 20 * MB })
        );
        assert_eq!(general.check_size(0), Err(FileFault::Empty));
        assert_eq!(
            portrait().check_size(5 * MB + 1),
            Err(FileFault::TooLarge { bytes_max: 5 * MB })
        );
        assert_eq!(portrait().files_max, 1);
        assert_eq!(field(r#"{"max_size_mb": 0.5, "max_files": 3}"#).file_bytes_max, MB / 2);
        assert_eq!(field(r#"{"max_size_mb": 900}"#).file_bytes_max, 20 * MB);
    }

    #[test]
    fn a_dossier_is_full_at_its_limit_and_a_paper_at_its_number() {
        let limits = FileLimits::default();
        let rule = PaperRule::general(&limits);
        let room = |dossier_bytes, paper_files| Room { dossier_bytes, paper_files };

        assert_eq!(rule.check_room(&limits, room(99 * MB, 9), MB), Ok(()));
        assert_eq!(
            rule.check_room(&limits, room(99 * MB, 9), MB + 1),
            Err(FileFault::DossierFull { bytes_max: 100 * MB })
        );
        assert_eq!(
            rule.check_room(&limits, room(0, 10), 1),
            Err(FileFault::TooMany { files_max: 10 })
        );
        assert!(rule.check_room(&limits, room(u64::MAX, 0), u64::MAX).is_err());
    }

    #[test]
    fn a_portrait_is_an_image_of_enough_pixels() {
        let ok = png(400, 600);
        let narrow = png(399, 600);
        let headless = b"\x89PNG\r\n\x1a\n".to_vec();

        assert_eq!(portrait().check_content(&Ends::of(&ok)).unwrap().kind, FileKind::Png);
        assert_eq!(
            portrait().check_content(&Ends::of(&narrow)),
            Err(FileFault::ImageTooSmall { width_px_min: 400, height_px_min: 600 })
        );
        assert_eq!(portrait().check_content(&Ends::of(&headless)), Err(FileFault::Damaged));
        assert_eq!(
            portrait().check_content(&Ends::of(&docx())),
            Err(FileFault::WrongType { kinds: vec![FileKind::Jpeg, FileKind::Png] })
        );
    }

    #[test]
    fn sizes_are_named_in_megabytes() {
        assert_eq!(megabytes(20 * MB), "20");
        assert_eq!(megabytes(MB / 2), "0,5");
    }
}
