//! The kinds of file that papers come in.

use serde::{Deserialize, Serialize};

/// What a file is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileKind {
    /// Portable Document Format.
    Pdf,
    /// A photo or scan.
    Jpeg,
    /// A picture or scan.
    Png,
    /// What iPhones photograph in.
    Heic,
    /// Word, without macros.
    Docx,
}

impl FileKind {
    /// Every kind, in the order in which they are named to people.
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Jpeg, Self::Png, Self::Heic, Self::Docx];

    /// The stable name, as stored; also the extension of a download.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Heic => "heic",
            Self::Docx => "docx",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Heic => "HEIC",
            Self::Docx => "DOCX",
        }
    }

    /// The `Content-Type` it is served with.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Heic => "image/heic",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }

    /// The kind that a form's `accept` list means: a media type, `image/*` excluded, or `.docx`.
    pub fn of_accept(entry: &str) -> Option<Self> {
        match entry.trim().trim_start_matches('.').to_ascii_lowercase().as_str() {
            "jpg" | "image/jpg" => Some(Self::Jpeg),
            "heif" | "image/heif" => Some(Self::Heic),
            other => Self::ALL
                .into_iter()
                .find(|kind| kind.media_type() == other || kind.as_str() == other),
        }
    }

    /// Whether it has a width and a height.
    pub fn is_image(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Heic)
    }

    /// Whether every browser can show it in place, so that an officer need not download it.
    pub fn shows_in_place(self) -> bool {
        matches!(self, Self::Pdf | Self::Jpeg | Self::Png)
    }

    /// `accept` of a file input: types for the camera, extensions for what browsers do not know.
    pub fn accept_attribute(kinds: &[Self]) -> String {
        let mut entries: Vec<&str> = Vec::new();
        for kind in kinds {
            entries.push(kind.media_type());
            entries.extend(match kind {
                Self::Jpeg => &[".jpg", ".jpeg"][..],
                Self::Heic => &[".heic", ".heif"],
                Self::Docx => &[".docx"],
                Self::Pdf | Self::Png => &[],
            });
        }
        entries.join(",")
    }

    /// `PDF, JPEG, PNG`, for sentences.
    pub fn labels(kinds: &[Self]) -> String {
        kinds.iter().map(|kind| kind.label()).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_name_kinds_by_type_or_extension() {
        assert_eq!(FileKind::of_accept("application/pdf"), Some(FileKind::Pdf));
        assert_eq!(FileKind::of_accept(".JPG"), Some(FileKind::Jpeg));
        assert_eq!(FileKind::of_accept("image/heif"), Some(FileKind::Heic));
        assert_eq!(FileKind::of_accept("text/html"), None);
        for kind in FileKind::ALL {
            assert_eq!(FileKind::parse(kind.as_str()), Some(kind));
        }
    }

    #[test]
    fn a_photo_input_offers_the_camera() {
        let accept = FileKind::accept_attribute(&[FileKind::Jpeg, FileKind::Pdf]);

        assert_eq!(accept, "image/jpeg,.jpg,.jpeg,application/pdf");
    }
}
