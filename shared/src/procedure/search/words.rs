//! How a text falls into words.

use crate::text::fold;

/// What is typed beyond this is not read.
const QUERY_CHARS_MAX: usize = 300;

/// The folded words of a text: runs of letters and digits.
pub(super) fn words_of(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The words of a query, each once, without those that begin another: who has `cap` has `c`.
pub(super) fn query_words(query: &str) -> Vec<String> {
    let read: String = query.chars().take(QUERY_CHARS_MAX).collect();
    let all = words_of(national_code(read.trim()));
    let mut kept: Vec<String> = Vec::with_capacity(all.len());
    for (at, word) in all.iter().enumerate() {
        let begins_another = all
            .iter()
            .enumerate()
            .any(|(other, longer)| other != at && longer.starts_with(word) && longer != word);
        if !begins_another && !kept.contains(word) {
            kept.push(word.clone());
        }
    }
    kept
}

/// Of a local code such as `2.000488.000.00.00.H03` the national part, else all of it.
fn national_code(query: &str) -> &str {
    const NATIONAL_CHARS: usize = "2.000488".len();
    let shape = |(at, b): (usize, u8)| if at == 1 { b == b'.' } else { b.is_ascii_digit() };
    match query.split_at_checked(NATIONAL_CHARS) {
        Some((code, rest)) if rest.starts_with('.') && code.bytes().enumerate().all(shape) => code,
        _ => query,
    }
}
