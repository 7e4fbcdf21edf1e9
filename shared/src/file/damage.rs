//! Files of which hardly more than the name of the kind is there. Only what no reader opens is called
//! damaged: real files are broken in many ways that readers forgive.

use super::{Dimensions, Ends, FileKind};

/// Readers look for a PDF's end in its last kilobyte; some writers leave a little behind it.
const PDF_END_BYTES: usize = 2048;
/// The brand of a HEIC is the first box, and short.
const BRAND_BYTES_MIN: u64 = 16;
/// The largest plans that are scanned have half as many; what claims more fills a viewer's memory.
const PIXELS_MAX: u64 = 1 << 30;

/// Whether nobody could read it.
pub(super) fn is_damaged(kind: FileKind, ends: &Ends<'_>, dimensions: Option<Dimensions>) -> bool {
    match kind {
        FileKind::Pdf => !has_pdf_end(ends.tail),
        FileKind::Png => !can_be_shown(dimensions),
        FileKind::Jpeg => !may_be_shown(ends, dimensions),
        FileKind::Heic => has_false_brand(ends) || !may_be_shown(ends, dimensions),
        // Its list of files has been read already, or it would be none.
        FileKind::Docx => false,
    }
}

fn has_pdf_end(tail: &[u8]) -> bool {
    let last = &tail[tail.len().saturating_sub(PDF_END_BYTES)..];
    let has = |mark: &[u8]| last.windows(mark.len()).any(|seen| seen == mark);
    has(b"%%EOF") || has(b"startxref")
}

/// The size stands anywhere before the picture, perhaps behind what we look at.
fn may_be_shown(ends: &Ends<'_>, dimensions: Option<Dimensions>) -> bool {
    let is_cut = ends.length > ends.head.len() as u64;
    can_be_shown(dimensions) || (dimensions.is_none() && is_cut)
}

fn can_be_shown(dimensions: Option<Dimensions>) -> bool {
    dimensions
        .is_some_and(|size| u64::from(size.width_px) * u64::from(size.height_px) <= PIXELS_MAX)
}

/// The first box of a HEIC ends within the file.
fn has_false_brand(ends: &Ends<'_>) -> bool {
    let size = ends.head.first_chunk().map_or(0, |size| u64::from(u32::from_be_bytes(*size)));
    size < BRAND_BYTES_MIN || size > ends.length
}

#[cfg(test)]
mod tests {
    use super::super::samples::{heic, jpeg, png};
    use super::super::{FileFault, FileLimits, HEAD_BYTES, PaperRule};
    use super::*;

    fn check(bytes: &[u8]) -> Result<FileKind, FileFault> {
        let rule = PaperRule::general(&FileLimits::default());
        rule.check_content(&Ends::of(bytes)).map(|content| content.kind)
    }

    #[test]
    fn what_is_only_the_name_of_its_kind_is_damaged() {
        let lies: Vec<u8> = [&b"\0\x01\0\0ftypheic\0\0\0\0mif1"[..], &heic(8, 8)].concat();
        for bytes in [
            &b"%PDF-1.7\n"[..],
            b"\xff\xd8\xff",
            &jpeg(640, 480)[..20],
            &jpeg(640, 0),
            b"\x89PNG\r\n\x1a\n",
            &png(0, 0),
            &png(1 << 31, 1),
            &png(1 << 16, 1 << 16),
            &heic(640, 480)[..24],
            &heic(1 << 20, 1 << 20),
            &lies,
        ] {
            assert_eq!(check(bytes), Err(FileFault::Damaged), "{bytes:x?}");
        }
    }

    #[test]
    fn a_pdf_may_have_something_behind_its_end() {
        let pdf = |behind: usize| [&b"%PDF-1.4\n%%EOF\n"[..], &vec![0; behind]].concat();

        assert_eq!(check(&pdf(2_000)), Ok(FileKind::Pdf));
        assert_eq!(check(b"%PDF-1.4\nstartxref\n9\n"), Ok(FileKind::Pdf));
        assert_eq!(check(&pdf(2_048)), Err(FileFault::Damaged));
    }

    #[test]
    fn a_photo_whose_size_stands_far_behind_is_taken() {
        // A phone's depth map, in segments of 64 KiB before the picture.
        let segment = [&b"\xff\xe1\xff\xff"[..], &vec![0; 0xffff - 2]].concat();
        let photo = [&b"\xff\xd8"[..], &segment.repeat(5), &jpeg(640, 480)[2..]].concat();
        let far = [&heic(8, 8)[..24], &vec![0; HEAD_BYTES]].concat();

        assert_eq!(check(&photo), Ok(FileKind::Jpeg));
        assert_eq!(check(&far), Ok(FileKind::Heic));
        assert_eq!(check(&jpeg(4_000, 3_000)), Ok(FileKind::Jpeg));
        assert_eq!(check(&png(19_866, 28_087)), Ok(FileKind::Png));
    }
}
