//! Small files of each kind, for the tests.

/// A PNG of which only the beginning is true.
pub(super) fn png(width_px: u32, height_px: u32) -> Vec<u8> {
    [
        &b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..],
        &width_px.to_be_bytes(),
        &height_px.to_be_bytes(),
        b"\x08\x02\0\0\0",
    ]
    .concat()
}

/// A JPEG with a JFIF segment before its frame header.
pub(super) fn jpeg(width_px: u16, height_px: u16) -> Vec<u8> {
    [
        &b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc2\0\x11\x08"[..],
        &height_px.to_be_bytes(),
        &width_px.to_be_bytes(),
        b"\x03\xff\xd9",
    ]
    .concat()
}

/// A HEIC with a tile of 512 pixels and the whole image.
pub(super) fn heic(width_px: u32, height_px: u32) -> Vec<u8> {
    let size = |width: u32, height: u32| {
        [&b"\0\0\0\x14ispe\0\0\0\0"[..], &width.to_be_bytes(), &height.to_be_bytes()].concat()
    };
    [b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic".to_vec(), size(64, 64), size(width_px, height_px)]
        .concat()
}

/// A Word document of empty parts.
pub(super) fn docx() -> Vec<u8> {
    zip(&["[Content_Types].xml", "_rels/.rels", "word/document.xml"])
}

/// A ZIP of empty files.
pub(super) fn zip(names: &[&str]) -> Vec<u8> {
    let (mut files, mut list) = (Vec::new(), Vec::new());
    for name in names {
        let length = u16::try_from(name.len()).expect("a test's name is short").to_le_bytes();
        let offset = u32::try_from(files.len()).expect("a test's file is small").to_le_bytes();
        files.extend([&b"PK\x03\x04"[..], &[0; 22], &length, &[0; 2], name.as_bytes()].concat());
        list.extend(
            [&b"PK\x01\x02"[..], &[0; 24], &length, &[0; 12], &offset, name.as_bytes()].concat(),
        );
    }
    let count = u16::try_from(names.len()).expect("a test has few files").to_le_bytes();
    let size = u32::try_from(list.len()).expect("a test's list is short").to_le_bytes();
    let offset = u32::try_from(files.len()).expect("a test's file is small").to_le_bytes();
    let end = [&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &size, &offset, &[0; 2]].concat();
    [files, list, end].concat()
}
