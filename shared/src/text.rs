//! Vietnamese text: composed (NFC) for keeping, folded for finding.
//!
//! Deliberately not all of Unicode: only the marks that Vietnamese (and the languages of the
//! Central Highlands) put on Latin letters, so that the browser need not load the whole table.

use crate::host::lower;

/// One row a vowel; the columns are the tones of [`TONES`], after the bare letter.
const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'á', 'ả', 'ã', 'ạ'],
    ['ă', 'ằ', 'ắ', 'ẳ', 'ẵ', 'ặ'],
    ['â', 'ầ', 'ấ', 'ẩ', 'ẫ', 'ậ'],
    ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'],
    ['ê', 'ề', 'ế', 'ể', 'ễ', 'ệ'],
    ['i', 'ì', 'í', 'ỉ', 'ĩ', 'ị'],
    ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'],
    ['ô', 'ồ', 'ố', 'ổ', 'ỗ', 'ộ'],
    ['ơ', 'ờ', 'ớ', 'ở', 'ỡ', 'ợ'],
    ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'],
    ['ư', 'ừ', 'ứ', 'ử', 'ữ', 'ự'],
    ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'],
];

/// Combining grave, acute, hook above, tilde, dot below.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];
const CIRCUMFLEX: char = '\u{302}';
const BREVE: char = '\u{306}';
const HORN: char = '\u{31b}';

/// Lower case, without accents, đ → d: what search compares. Takes composed and combining input.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    lower(text).chars().filter(|c| !is_mark(*c)).map(bare).collect()
}

/// Puts combining marks onto their letters: the NFC form, for every Vietnamese letter.
pub fn compose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match out.pop() {
            None => out.push(c),
            Some(before) => match joined(before, c) {
                Some(letter) => out.push(letter),
                None => out.extend([before, c]),
            },
        }
    }
    out
}

/// Composed, trimmed, with single spaces and without invisible characters; line breaks become
/// spaces. What is checked and handed in, never what is shown while typing.
pub fn tidy(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    compose(&words.join(" "))
}

/// As [`tidy`], but keeps the lines of a longer text (at most one empty line in a row).
pub fn tidy_lines(text: &str) -> String {
    let mut out = String::new();
    let mut empty = 0;
    for line in text.replace("\r\n", "\n").split(['\n', '\r']).map(tidy) {
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        empty = 0;
        out.push_str(&line);
    }
    out
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Control characters, zero-width characters and marks of direction, which are pasted unseen.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The letter that `mark` makes of `before`, if that is a Vietnamese letter.
fn joined(before: char, mark: char) -> Option<char> {
    if !is_mark(mark) {
        return None;
    }
    let (row, column, is_capital) = place(before)?;
    let letter = match (mark, VOWELS[row][0]) {
        (CIRCUMFLEX, 'a') => VOWELS[2][column],
        (BREVE, 'a') => VOWELS[1][column],
        (CIRCUMFLEX, 'e') => VOWELS[4][column],
        (CIRCUMFLEX, 'o') => VOWELS[7][column],
        (HORN, 'o') => VOWELS[8][column],
        (HORN, 'u') => VOWELS[10][column],
        _ if column == 0 => VOWELS[row][1 + TONES.iter().position(|tone| *tone == mark)?],
        _ => return None,
    };
    Some(if is_capital { capital(letter) } else { letter })
}

/// Row and column of a vowel, and whether it is a capital.
fn place(letter: char) -> Option<(usize, usize, bool)> {
    VOWELS.iter().enumerate().find_map(|(row, letters)| {
        let small = letters.iter().position(|known| *known == letter);
        let large = || letters.iter().position(|known| capital(*known) == letter);
        small.map(|at| (row, at, false)).or_else(|| large().map(|at| (row, at, true)))
    })
}

/// The capital of a letter of [`VOWELS`], by how Unicode has arranged them: a browser need not load
/// the capitals of all other scripts.
fn capital(small: char) -> char {
    let before = match small {
        'a'..='z' | 'à'..='ý' => 32,
        _ => 1,
    };
    char::from_u32(u32::from(small) - before).unwrap_or(small)
}

#[rustfmt::skip] // a table is read by rows
fn bare(lower: char) -> char {
    match lower {
        'à' | 'á' | 'ả' | 'ã' | 'ạ' | 'ă' | 'ằ' | 'ắ' | 'ẳ' | 'ẵ' | 'ặ'
        | 'â' | 'ầ' | 'ấ' | 'ẩ' | 'ẫ' | 'ậ' | 'ä' | 'å' => 'a',
        'è' | 'é' | 'ẻ' | 'ẽ' | 'ẹ' | 'ê' | 'ề' | 'ế' | 'ể' | 'ễ' | 'ệ' | 'ë' | 'ĕ' => 'e',
        'ì' | 'í' | 'ỉ' | 'ĩ' | 'ị' | 'ï' | 'ĭ' => 'i',
        'ò' | 'ó' | 'ỏ' | 'õ' | 'ọ' | 'ô' | 'ồ' | 'ố' | 'ổ' | 'ỗ' | 'ộ'
        | 'ơ' | 'ờ' | 'ớ' | 'ở' | 'ỡ' | 'ợ' | 'ö' | 'ŏ' => 'o',
        'ù' | 'ú' | 'ủ' | 'ũ' | 'ụ' | 'ư' | 'ừ' | 'ứ' | 'ử' | 'ữ' | 'ự' | 'ü' | 'ŭ' => 'u',
        'ỳ' | 'ý' | 'ỷ' | 'ỹ' | 'ỵ' | 'ÿ' => 'y',
        'đ' | 'ð' => 'd',
        'ƀ' => 'b',
        'ç' | 'č' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every Vietnamese letter, taken apart in the two orders that occur.
    fn taken_apart() -> Vec<(char, Vec<String>)> {
        let mut all = Vec::new();
        for (row, letters) in VOWELS.iter().enumerate() {
            let (base, modifier) = match row {
                1 => ('a', Some(BREVE)),
                2 => ('a', Some(CIRCUMFLEX)),
                4 => ('e', Some(CIRCUMFLEX)),
                7 => ('o', Some(CIRCUMFLEX)),
                8 => ('o', Some(HORN)),
                10 => ('u', Some(HORN)),
                _ => (letters[0], None),
            };
            for (column, letter) in letters.iter().enumerate() {
                let tone = column.checked_sub(1).map(|at| TONES[at]);
                let one = [Some(base), modifier, tone].into_iter().flatten().collect();
                let other = [Some(base), tone, modifier].into_iter().flatten().collect();
                all.push((*letter, vec![one, other]));
            }
        }
        all
    }

    #[test]
    fn every_letter_is_composed_from_either_order_in_either_case() {
        for (letter, ways) in taken_apart() {
            for way in ways {
                assert_eq!(compose(&way), letter.to_string(), "{way:?}");
                let upper: String = letter.to_uppercase().collect();
                assert_eq!(compose(&way.to_uppercase()), upper, "{way:?}");
                assert_eq!(fold(&way), fold(&letter.to_string()));
                assert!(fold(&upper).is_ascii(), "{upper}");
            }
        }
    }

    #[test]
    fn folding_gives_plain_letters() {
        assert_eq!(fold("Đặng Thị Ngọc ÁNH"), "dang thi ngoc anh");
        assert_eq!(fold("Cấp phiếu LÝ LỊCH tư pháp"), "cap phieu ly lich tu phap");
        assert_eq!(fold("Nguye\u{302}\u{303}n Đu\u{31b}\u{301}c"), "nguyen duc");
        assert_eq!(fold("Y Ñĕ Čil"), "y ne cil");
        assert_eq!(fold("K'Rƀam 12/3"), "k'rbam 12/3");
    }

    #[test]
    fn tidying_keeps_words_and_lines() {
        assert_eq!(tidy("  Hoàng\u{a0} Thị \n\u{200b}Mai\u{feff} "), "Hoàng Thị Mai");
        assert_eq!(tidy("Hoa\u{300}ng"), "Hoàng");
        assert_eq!(tidy_lines(" a  b \r\n\r\n\r\n c\n d \n\n"), "a b\n\nc\nd");
        assert_eq!(tidy("\u{301}"), "\u{301}", "a mark alone stays, and is refused by patterns");
    }

    proptest! {
        #[test]
        fn composing_and_folding_are_stable(text in "\\PC{0,40}") {
            let composed = compose(&text);
            prop_assert_eq!(compose(&composed), composed.clone());
            prop_assert_eq!(fold(&composed), fold(&text));
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
