//! File names as people see them, made safe to show, to store and to send in a header.

use crate::text;

/// The longest name that is kept; file systems end at 255 bytes.
pub const NAME_BYTES_MAX: usize = 180;
const EXTENSION_BYTES_MAX: usize = 12;
const NAMELESS: &str = "giay-to";

/// The name without its path, invisible characters and what file systems refuse; composed
/// Vietnamese stays as it is. Never empty, and cleaning twice changes nothing.
pub fn clean_name(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last.chars().filter(|c| !is_tag(*c)).map(without_meaning).collect();
    let name = shorten(&text::tidy(&shown));
    let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if name.is_empty() { NAMELESS.to_owned() } else { name.to_owned() }
}

/// Characters that file systems or headers give a meaning become a dash.
fn without_meaning(c: char) -> char {
    match c {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => '-',
        other => other,
    }
}

/// Invisible characters that [`text::tidy`] leaves, for they do no harm in an answer.
fn is_tag(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{180e}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Cuts the stem, not the extension.
fn shorten(name: &str) -> String {
    if name.len() <= NAME_BYTES_MAX {
        return name.to_owned();
    }
    let extension = match name.rfind('.') {
        Some(at) if name.len() - at <= EXTENSION_BYTES_MAX => &name[at..],
        _ => "",
    };
    let mut end = NAME_BYTES_MAX - extension.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{extension}", name[..end].trim_end_matches(|c: char| c == '.' || c.is_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn vietnamese_names_stay_and_combining_marks_are_joined() {
        assert_eq!(clean_name("Đơn đề nghị.pdf"), "Đơn đề nghị.pdf");
        assert_eq!(clean_name("Gia\u{302}\u{301}y kho\u{31b}\u{309}i.jpg"), "Giấy khởi.jpg");
    }

    #[test]
    fn what_is_unseen_or_leads_elsewhere_goes() {
        assert_eq!(clean_name("so\u{ad} ho\u{200b} khau.pdf"), "so ho khau.pdf");
        assert_eq!(clean_name("anh\u{202e}gpj.exe"), "anhgpj.exe");
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("C:\\Anh\\mat truoc.png"), "mat truoc.png");
        assert_eq!(clean_name("a\r\nSet-Cookie: x=\"1\".pdf"), "a Set-Cookie- x=-1-.pdf");
        assert_eq!(clean_name(" \u{200b}.. "), "giay-to");
        assert_eq!(clean_name("hồ sơ/"), "giay-to");
    }

    #[test]
    fn a_long_name_keeps_its_extension() {
        let name = clean_name(&format!("{}.docx", "ệ".repeat(200)));

        assert!(name.len() <= NAME_BYTES_MAX && name.ends_with("ệ.docx"), "{name}");
    }

    proptest! {
        #[test]
        fn a_clean_name_is_short_visible_and_stays_clean(raw in any::<String>()) {
            let name = clean_name(&raw);

            prop_assert!(!name.is_empty() && name.len() <= NAME_BYTES_MAX);
            prop_assert!(!name.contains(|c: char| c.is_control() || "/\\\"".contains(c)));
            prop_assert_eq!(clean_name(&name), name);
        }
    }
}
