//! What people type, and what the catalogue says. Folded; one line each.

/// Abbreviations stand for their words, and the words for them.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("attp", "an toan thuc pham"),
    ("bhtn", "bao hiem that nghiep"),
    ("bhxh", "bao hiem xa hoi"),
    ("bhyt", "bao hiem y te"),
    ("bvtv", "bao ve thuc vat"),
    ("cccd", "can cuoc cong dan"),
    ("cchn", "chung chi hanh nghe"),
    ("ctcp", "cong ty co phan"),
    ("dn", "doanh nghiep"),
    ("dntn", "doanh nghiep tu nhan"),
    ("dtm", "danh gia tac dong moi truong"),
    ("gcn", "giay chung nhan"),
    ("gpld", "giay phep lao dong"),
    ("gplx", "giay phep lai xe"),
    ("gpmt", "giay phep moi truong"),
    ("gpxd", "giay phep xay dung"),
    ("hdv", "huong dan vien"),
    ("kcn", "khu cong nghiep"),
    ("lltp", "ly lich tu phap"),
    ("nld", "nguoi lao dong"),
    ("qsdd", "quyen su dung dat"),
    ("tctn", "tro cap that nghiep"),
    ("thcs", "trung hoc co so"),
    ("thpt", "trung hoc pho thong"),
    ("tnhh", "trach nhiem huu han"),
    ("ttdt", "thong tin dien tu"),
    ("ubnd", "uy ban nhan dan"),
];

/// Everyday words for official ones; not the other way round.
const EVERYDAY: &[(&str, &str)] = &[
    ("bang cap bang tot nghiep", "van bang"),
    ("bang lai xe bang lai", "giay phep lai xe"),
    ("cay xang", "xang dau"),
    ("chung minh nhan dan cmnd", "can cuoc"),
    ("dkkd dang ky kinh doanh mo cong ty thanh lap cong ty", "dang ky thanh lap"),
    ("dkkd dang ky kinh doanh", "dang ky thay doi dia chi tru so"),
    ("dong cua cong ty", "giai the"),
    ("giay khai sinh ket hon khai tu", "ho tich"),
    ("nha hang quan an", "dich vu an uong"),
    ("nha thuoc quay thuoc", "kinh doanh duoc"),
    ("nghi sinh sinh con", "thai san"),
    ("rut bao hiem", "bao hiem xa hoi mot lan"),
    ("sang ten mua ban dat", "chuyen nhuong"),
    ("so do so hong", "quyen su dung dat"),
    ("the chap vay ngan hang", "bien phap bao dam"),
    ("tien an tien su", "ly lich tu phap"),
    ("vsattp ve sinh", "an toan thuc pham"),
];

/// The words that a text of the catalogue is found by besides its own. `padded` begins and ends
/// with a space and has one between its words.
pub(super) fn aliases_of(padded: &str) -> impl Iterator<Item = &'static str> + '_ {
    let has = |phrase: &str| {
        padded.match_indices(phrase).any(|(at, found)| {
            padded.as_bytes()[at - 1] == b' ' && padded.as_bytes()[at + found.len()] == b' '
        })
    };
    let abbreviations = ABBREVIATIONS.iter().filter_map(move |(short, long)| {
        if has(long) {
            Some(*short)
        } else if has(short) {
            Some(*long)
        } else {
            None
        }
    });
    let everyday =
        EVERYDAY.iter().filter_map(move |(typed, official)| has(official).then_some(*typed));
    abbreviations.chain(everyday).flat_map(|words| words.split(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_alias_is_folded_and_stands_once() {
        for (short, long) in ABBREVIATIONS.iter().chain(EVERYDAY) {
            for text in [short, long] {
                assert_eq!(crate::text::fold(text), **text);
                assert!(text.split(' ').all(|word| !word.is_empty()), "{text}");
            }
        }
        let shorts: Vec<&str> = ABBREVIATIONS.iter().map(|(short, _)| *short).collect();
        assert!(shorts.is_sorted() && shorts.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn aliases_are_taken_from_whole_words() {
        let found: Vec<&str> = aliases_of(" doi giay phep lai xe ").collect();
        assert_eq!(found, ["gplx", "bang", "lai", "xe", "bang", "lai"]);

        assert_eq!(aliases_of(" so bhxh ").collect::<Vec<_>>(), ["bao", "hiem", "xa", "hoi"]);
        assert_eq!(aliases_of(" bhxhx ").count(), 0);
    }
}
