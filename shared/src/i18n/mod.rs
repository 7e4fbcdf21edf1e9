//! The catalogue: every sentence that people read, Vietnamese first, English its equal.
//!
//! `locales/{vi,en}/<noun>.ftl` hold lines `key = text`; `{name}` is filled in, and
//! `{count|day|days}` chooses by number. `build.rs` makes a constant of each key.

mod lang;

pub use lang::Lang;

/// The generated constants, one module a noun: `msg::dossier::SUBMIT`.
pub mod msg {
    use super::Key;
    include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));
}

/// One entry of the catalogue, Vietnamese and English. Not a number in a table of all of them: what no
/// island says is not linked into the browser's module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key(&'static [&'static str; 2]);

impl Key {
    /// The sentence as it stands in the catalogue.
    pub fn text(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.0[0],
            Lang::En => self.0[1],
        }
    }

    /// The sentence with its placeholders filled in. A name without a value stays as it is.
    pub fn with(self, lang: Lang, values: &[(&str, &str)]) -> String {
        fill(self.text(lang), values)
    }
}

/// Fills `{name}` and `{count|one|other}` in `text`.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((slot, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        push_slot(&mut out, slot, values);
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn push_slot(out: &mut String, slot: &str, values: &[(&str, &str)]) {
    let mut parts = slot.split('|');
    let name = parts.next().unwrap_or_default();
    let Some((_, value)) = values.iter().find(|(known, _)| *known == name) else {
        out.push('{');
        out.push_str(slot);
        out.push('}');
        return;
    };
    match (parts.next(), parts.next()) {
        (Some(one), Some(other)) => out.push_str(if *value == "1" { one } else { other }),
        _ => out.push_str(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_and_words_agree_with_numbers() {
        let text = "{n} {n|day|days} left for {code}, {unknown}";

        assert_eq!(fill(text, &[("n", "1"), ("code", "A")]), "1 day left for A, {unknown}");
        assert_eq!(fill(text, &[("n", "3"), ("code", "A")]), "3 days left for A, {unknown}");
        assert_eq!(fill("a { b", &[]), "a { b");
    }
}
