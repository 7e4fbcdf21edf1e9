//! What a file is, by its bytes. A file that is two things at once is nothing we take.

use super::FileKind;

/// How much of the beginning is looked at: enough for the colour profiles before a JPEG's size.
pub const HEAD_BYTES: usize = 256 * 1024;
/// How much of the end is looked at: the list of files of a DOCX, the trailer of a PDF.
pub const TAIL_BYTES: usize = 128 * 1024;

/// Where a page of HTML or SVG has to begin for a browser to take it for one.
const MARKUP_BYTES: usize = 1024;
const ZIP_END: &[u8] = b"PK\x05\x06";
const ZIP_END_BYTES: usize = 22;
const ZIP_ENTRY: &[u8] = b"PK\x01\x02";
const ZIP_ENTRY_BYTES: usize = 46;
/// Names in a ZIP are told apart by case, those of a document are not.
const MACROS: &[u8] = b"vbaproject.bin";
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The two ends of a file, and how long it is. They overlap in a short file.
#[derive(Debug, Clone, Copy)]
pub struct Ends<'a> {
    /// The first bytes, [`HEAD_BYTES`] if there are as many.
    pub head: &'a [u8],
    /// The last bytes, [`TAIL_BYTES`] if there are as many.
    pub tail: &'a [u8],
    /// All bytes.
    pub length: u64,
}

impl<'a> Ends<'a> {
    /// The ends of a file that is in memory.
    pub fn of(whole: &'a [u8]) -> Self {
        Self {
            head: &whole[..whole.len().min(HEAD_BYTES)],
            tail: &whole[whole.len().saturating_sub(TAIL_BYTES)..],
            length: whole.len() as u64,
        }
    }
}

/// The kind of file that these ends belong to, or `None` for everything we do not take.
pub fn sniff(ends: &Ends<'_>) -> Option<FileKind> {
    let head = ends.head;
    if head.starts_with(b"PK\x03\x04") {
        return is_docx(ends).then_some(FileKind::Docx);
    }
    if has_markup(head) || zip_end(ends.tail).is_some() {
        return None;
    }
    match head {
        [b'%', b'P', b'D', b'F', b'-', b'1' | b'2', b'.', ..] => Some(FileKind::Pdf),
        [0xff, 0xd8, 0xff, ..] => Some(FileKind::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(FileKind::Png),
        _ if is_heic(head) => Some(FileKind::Heic),
        _ => None,
    }
}

/// Whether it opens with a password only: an encrypted PDF, or an encrypted Office file, which
/// is a compound file with a stream `EncryptedPackage`.
pub fn is_locked(ends: &Ends<'_>) -> bool {
    if ends.head.starts_with(COMPOUND_FILE) {
        let stream: Vec<u8> =
            "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return contains(ends.head, &stream) || contains(ends.tail, &stream);
    }
    ends.head.starts_with(b"%PDF-") && (names_encryption(ends.head) || names_encryption(ends.tail))
}

/// `/Encrypt 12 0 R` or `/Encrypt <<…>>` as a trailer has it; not `/EncryptMetadata`.
fn names_encryption(bytes: &[u8]) -> bool {
    positions(bytes, b"/Encrypt").any(|at| {
        let rest = &bytes[at + b"/Encrypt".len()..];
        let value = rest.trim_ascii_start();
        value.starts_with(b"<<")
            || (value.len() < rest.len() && value.first().is_some_and(u8::is_ascii_digit))
    })
}

/// The brand is one of HEVC still images; `mif1` and `msf1` leave it to the compatible brands.
fn is_heic(head: &[u8]) -> bool {
    const HEVC: [&[u8]; 6] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"];
    let Some(size) = head.get(..4).and_then(|size| size.try_into().ok()).map(u32::from_be_bytes)
    else {
        return false;
    };
    let end = usize::try_from(size).unwrap_or(usize::MAX).min(head.len());
    if end < 16 || &head[4..8] != b"ftyp" {
        return false;
    }
    match &head[8..12] {
        b"mif1" | b"msf1" => head[16..end].chunks_exact(4).any(|brand| HEVC.contains(&brand)),
        brand => HEVC.contains(&brand),
    }
}

/// A ZIP that begins at the file's first byte, ends at its last, and whose list names the parts
/// of a Word document and no macros.
fn is_docx(ends: &Ends<'_>) -> bool {
    let Some(names) = zip_names(ends) else { return false };
    names.contains(&&b"[Content_Types].xml"[..])
        && names.iter().any(|name| name.starts_with(b"word/"))
        && !names.iter().any(|name| name.to_ascii_lowercase().ends_with(MACROS))
}

/// The names in the central directory, if the whole of it is in the tail.
fn zip_names<'a>(ends: &Ends<'a>) -> Option<Vec<&'a [u8]>> {
    let tail = ends.tail;
    let end = zip_end(tail)?;
    let size = usize::try_from(u32_at(tail, end + 12)?).ok()?;
    let offset = u64::from(u32_at(tail, end + 16)?);
    let begin = end.checked_sub(size)?;
    if offset + (tail.len() - begin) as u64 != ends.length {
        return None; // something stands before or between
    }
    let (mut at, mut names) = (begin, Vec::new());
    while at < end {
        if tail.get(at..at + 4)? != ZIP_ENTRY {
            return None;
        }
        let name = usize::from(u16_at(tail, at + 28)?);
        let rest = usize::from(u16_at(tail, at + 30)?) + usize::from(u16_at(tail, at + 32)?);
        let first = at + ZIP_ENTRY_BYTES;
        names.push(tail.get(first..first + name)?);
        at = first + name + rest;
    }
    (at == end).then_some(names)
}

/// Where the end record of a ZIP stands, if its comment reaches exactly to the end.
fn zip_end(tail: &[u8]) -> Option<usize> {
    let earliest = tail.len().saturating_sub(ZIP_END_BYTES + usize::from(u16::MAX));
    positions(&tail[earliest..], ZIP_END).map(|at| earliest + at).find(|at| {
        u16_at(tail, at + 20)
            .is_some_and(|comment| at + ZIP_END_BYTES + usize::from(comment) == tail.len())
    })
}

fn has_markup(head: &[u8]) -> bool {
    let start = head[..head.len().min(MARKUP_BYTES)].to_ascii_lowercase();
    [&b"<html"[..], b"<script", b"<svg", b"<!doctype", b"<iframe", b"<body"]
        .iter()
        .any(|tag| contains(&start, tag))
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    positions(bytes, wanted).next().is_some()
}

fn positions<'a>(bytes: &'a [u8], wanted: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    bytes
        .windows(wanted.len())
        .enumerate()
        .filter(move |(_, seen)| *seen == wanted)
        .map(|(at, _)| at)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use proptest::prelude::*;

    fn kind(bytes: &[u8]) -> Option<FileKind> {
        sniff(&Ends::of(bytes))
    }

    #[test]
    fn what_we_take_is_known_by_its_bytes() {
        assert_eq!(kind(b"%PDF-1.7\n%%EOF"), Some(FileKind::Pdf));
        assert_eq!(kind(b"%PDF-2.0\n%%EOF"), Some(FileKind::Pdf));
        assert_eq!(kind(&samples::jpeg(640, 480)), Some(FileKind::Jpeg));
        assert_eq!(kind(&samples::png(640, 480)), Some(FileKind::Png));
        assert_eq!(kind(&samples::heic(640, 480)), Some(FileKind::Heic));
        assert_eq!(kind(&samples::docx()), Some(FileKind::Docx));
    }

    #[test]
    fn what_we_do_not_take_is_nothing() {
        let svg = b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>";
        for other in [
            &b""[..],
            b"hello world",
            b"MZ\x90\x00\x03\x00\x00\x00",
            b"\x7fELF\x02\x01\x01",
            b"GIF89a",
            b"<!doctype html><p>x",
            svg,
            b"%PDF-9.9",
            b"\0\0\0\x18ftypavif\0\0\0\0mif1avif",
            b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif",
        ] {
            assert_eq!(kind(other), None, "{}", String::from_utf8_lossy(other));
        }
    }

    #[test]
    fn a_zip_is_a_document_only_with_the_parts_of_one_and_without_macros() {
        let types = "[Content_Types].xml";

        assert_eq!(kind(&samples::zip(&["a.txt"])), None);
        assert_eq!(kind(&samples::zip(&[types, "xl/workbook.xml"])), None);
        for macros in ["word/vbaProject.bin", "word/VBAProject.bin", "word/VBAPROJECT.BIN"] {
            assert_eq!(kind(&samples::zip(&[types, "word/document.xml", macros])), None);
        }
    }

    #[test]
    fn two_things_at_once_are_nothing() {
        let page = [&b"%PDF-1.4\n<html><script>alert(1)</script>"[..], b"\n%%EOF"].concat();
        let jar = [samples::jpeg(8, 8), samples::zip(&["META-INF/MANIFEST.MF"])].concat();
        let sfx = [samples::zip(&["x"]), samples::docx()].concat();

        assert_eq!(kind(&page), None);
        assert_eq!(kind(&jar), None);
        assert_eq!(kind(&sfx), None);
    }

    #[test]
    fn a_password_is_noticed() {
        let pdf = |text: &str| [b"%PDF-1.6\n", text.as_bytes()].concat();
        let office: Vec<u8> = [
            COMPOUND_FILE.to_vec(),
            vec![0; 600],
            "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ]
        .concat();

        assert!(is_locked(&Ends::of(&pdf("trailer <</Encrypt 12 0 R /Size 9>>"))));
        assert!(is_locked(&Ends::of(&pdf("trailer <</Encrypt<</V 4>>>>"))));
        assert!(!is_locked(&Ends::of(&pdf("<</EncryptMetadata false>> /Encryption 1"))));
        assert!(is_locked(&Ends::of(&office)));
        assert!(!is_locked(&Ends::of(COMPOUND_FILE)));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            cut in 0usize..400,
        ) {
            let document = samples::docx();
            for begun in [
                [&b"\0\0\0\x18ftyp"[..], bytes.as_slice()].concat(),
                [&b"PK\x03\x04"[..], bytes.as_slice(), ZIP_END, bytes.as_slice()].concat(),
                [&document[..cut.min(document.len())], bytes.as_slice()].concat(),
                [&document[..document.len() - cut.min(22)], bytes.as_slice()].concat(),
                bytes,
            ] {
                sniff(&Ends::of(&begun));
                is_locked(&Ends::of(&begun));
            }
        }
    }
}
