//! Why a file is not taken, each with its own words.

use super::{FileKind, megabytes};
use crate::error::{ApiError, ErrorCode};

/// What is wrong with a file, and what its sentence needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// No bytes at all.
    Empty,
    /// Larger than a file may be here.
    TooLarge {
        /// The limit, in bytes.
        bytes_max: u64,
    },
    /// Not what this paper takes.
    WrongType {
        /// What it takes.
        kinds: Vec<FileKind>,
    },
    /// It opens with a password only, so nobody here could read it.
    Locked,
    /// Cut off or broken: nobody could open it.
    Damaged,
    /// A photo too coarse for its use.
    ImageTooSmall {
        /// The least width, in pixels.
        width_px_min: u32,
        /// The least height, in pixels.
        height_px_min: u32,
    },
    /// The paper has as many files as it takes.
    TooMany {
        /// The limit.
        files_max: u32,
    },
    /// All files of the dossier together are too large.
    DossierFull {
        /// The limit, in bytes.
        bytes_max: u64,
    },
    /// The scanner found something.
    Infected,
}

impl FileFault {
    /// Its stable code.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Empty => ErrorCode::UploadEmpty,
            Self::TooLarge { .. } => ErrorCode::UploadTooLarge,
            Self::WrongType { .. } => ErrorCode::UploadWrongType,
            Self::Locked => ErrorCode::UploadLocked,
            Self::Damaged => ErrorCode::UploadDamaged,
            Self::ImageTooSmall { .. } => ErrorCode::UploadImageTooSmall,
            Self::TooMany { .. } => ErrorCode::UploadTooMany,
            Self::DossierFull { .. } => ErrorCode::UploadDossierFull,
            Self::Infected => ErrorCode::UploadRefusedByScan,
        }
    }

    /// What its sentence needs.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Empty | Self::Locked | Self::Damaged | Self::Infected => Vec::new(),
            Self::TooLarge { bytes_max } | Self::DossierFull { bytes_max } => {
                vec![("max", megabytes(*bytes_max))]
            }
            Self::WrongType { kinds } => vec![("kinds", FileKind::labels(kinds))],
            Self::ImageTooSmall { width_px_min, height_px_min } => {
                vec![("width", width_px_min.to_string()), ("height", height_px_min.to_string())]
            }
            Self::TooMany { files_max } => vec![("max", files_max.to_string())],
        }
    }
}

impl From<FileFault> for ApiError {
    fn from(fault: FileFault) -> Self {
        let params = fault.params().into_iter().map(|(name, value)| (name.to_owned(), value));
        Self { params: params.collect(), ..Self::new(fault.code()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use std::collections::HashSet;

    #[test]
    fn each_fault_has_its_own_whole_sentence() {
        let faults = [
            FileFault::Empty,
            FileFault::TooLarge { bytes_max: 20 << 20 },
            FileFault::WrongType { kinds: vec![FileKind::Jpeg, FileKind::Png] },
            FileFault::Locked,
            FileFault::Damaged,
            FileFault::ImageTooSmall { width_px_min: 400, height_px_min: 600 },
            FileFault::TooMany { files_max: 10 },
            FileFault::DossierFull { bytes_max: 100 << 20 },
            FileFault::Infected,
        ];
        for lang in [Lang::Vi, Lang::En] {
            let sentences: HashSet<String> =
                faults.iter().map(|fault| ApiError::from(fault.clone()).sentence(lang)).collect();

            assert_eq!(sentences.len(), faults.len());
            assert!(sentences.iter().all(|text| !text.contains('{')), "{sentences:?}");
            assert!(sentences.iter().any(|text| text.contains("JPEG, PNG")));
        }
    }
}
