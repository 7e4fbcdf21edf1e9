//! How many pixels an image has, from its first bytes.

use super::FileKind;
use serde::{Deserialize, Serialize};

/// The size of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dimensions {
    /// Width in pixels.
    pub width_px: u32,
    /// Height in pixels.
    pub height_px: u32,
}

/// The pixels of an image of this kind, if its first bytes say so.
pub fn dimensions(kind: FileKind, head: &[u8]) -> Option<Dimensions> {
    let found = match kind {
        FileKind::Png => png(head),
        FileKind::Jpeg => jpeg(head),
        FileKind::Heic => heic(head),
        FileKind::Pdf | FileKind::Docx => None,
    };
    found.filter(|size| size.width_px > 0 && size.height_px > 0)
}

/// The first chunk of a PNG is `IHDR` with width and height.
fn png(head: &[u8]) -> Option<Dimensions> {
    if head.get(12..16)? != b"IHDR" {
        return None;
    }
    Some(Dimensions { width_px: u32_at(head, 16)?, height_px: u32_at(head, 20)? })
}

/// Walks the segments of a JPEG to the frame header, `SOF0` to `SOF15` without `DHT`, `JPG`, `DAC`.
fn jpeg(head: &[u8]) -> Option<Dimensions> {
    let mut at = 2;
    loop {
        if *head.get(at)? != 0xff {
            return None;
        }
        let marker = *head.get(at + 1)?;
        match marker {
            0xff => at += 1, // padding
            0x01 | 0xd0..=0xd8 => at += 2,
            0xd9 | 0xda => return None, // the picture begins before its size was named
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let height_px = u32::from(u16_at(head, at + 5)?);
                let width_px = u32::from(u16_at(head, at + 7)?);
                return Some(Dimensions { width_px, height_px });
            }
            _ => at += 2 + usize::from(u16_at(head, at + 2)?),
        }
    }
}

/// The largest `ispe` property: tiles and thumbnails have one of their own.
fn heic(head: &[u8]) -> Option<Dimensions> {
    head.windows(4)
        .enumerate()
        .filter(|(_, name)| name == b"ispe")
        .filter_map(|(at, _)| {
            Some(Dimensions { width_px: u32_at(head, at + 8)?, height_px: u32_at(head, at + 12)? })
        })
        .max_by_key(|size| u64::from(size.width_px) * u64::from(size.height_px))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_be_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{heic, jpeg, png};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_kind_of_image_says_how_large_it_is() {
        let size = Some(Dimensions { width_px: 640, height_px: 480 });

        assert_eq!(dimensions(FileKind::Png, &png(640, 480)), size);
        assert_eq!(dimensions(FileKind::Jpeg, &jpeg(640, 480)), size);
        assert_eq!(dimensions(FileKind::Heic, &heic(640, 480)), size);
        assert_eq!(dimensions(FileKind::Png, &png(0, 480)), None);
        assert_eq!(dimensions(FileKind::Jpeg, &jpeg(640, 480)[..24]), None);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let begun: Vec<u8> = [&b"\xff\xd8"[..], bytes.as_slice()].concat();
            for kind in FileKind::ALL {
                dimensions(kind, &bytes);
                dimensions(kind, &begun);
            }
        }
    }
}
