//! The part of a form that one page needs: what a browser is sent to check that page.

use super::answer::Answers;
use super::schema::{Field, Form, Section};
use serde::Serialize;
use std::collections::BTreeSet;

impl Form {
    /// This form with the page `key` whole, and of the others only the fields that its conditions
    /// and rules name. It checks and shows that page as the whole form does.
    pub fn page(&self, key: &str) -> Self {
        let named = self.named_from(key);
        let part = |section: &Section| -> Option<Section> {
            if section.key == key {
                return Some(section.clone());
            }
            let is_named = |field: &&Field| named.contains(field.key.as_str());
            let fields: Vec<Field> = section.fields.iter().filter(is_named).cloned().collect();
            (!fields.is_empty()).then(|| Section { fields, ..section.clone() })
        };
        Self {
            sections: self.sections.iter().filter_map(part).collect(),
            legal_basis: Vec::new(),
            procedure_ids: Vec::new(),
            declaration_vi: None,
            signature: None,
            notes: None,
            ..self.clone()
        }
    }

    /// The answers to the fields of this form, or of this part of one.
    pub fn answers_of(&self, answers: &Answers) -> Answers {
        let own = answers.iter().filter(|(key, _)| self.field(key).is_some());
        own.map(|(key, answer)| (key.to_owned(), answer.clone())).collect()
    }

    /// The fields of other pages that a page names, and those that these name in turn.
    fn named_from(&self, key: &str) -> BTreeSet<&str> {
        let mut named = BTreeSet::new();
        let mut texts: Vec<String> = self.section(key).iter().map(as_text).collect();
        while let Some(text) = texts.pop() {
            for section in self.sections.iter().filter(|section| section.key != key) {
                for field in section.fields.iter().filter(|field| names(&text, &field.key)) {
                    if named.insert(field.key.as_str()) {
                        texts.push(as_text(&section.visible_when) + &as_text(field));
                    }
                }
            }
        }
        named
    }
}

/// A definition as text: whatever rule names a field, the name stands in it.
fn as_text(definition: &impl Serialize) -> String {
    serde_json::to_string(definition).unwrap_or_default()
}

/// Whether `key` stands in `text` as a word.
fn names(text: &str, key: &str) -> bool {
    let is_edge = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '-');
    text.match_indices(key).any(|(at, _)| {
        is_edge(text[..at].chars().next_back()) && is_edge(text[at + key.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::tests::{SHIPPED, book, shipped};
    use crate::form::{Answer, CheckContext, Papers};

    #[test]
    fn a_page_alone_is_checked_as_in_its_form() {
        let (papers, book) = (Papers::new(), book());
        let today = "2026-01-05".parse().unwrap();
        let ctx = CheckContext { today, papers: &papers, book: Some(&book) };
        for form in SHIPPED.map(shipped) {
            let mut answers = Answers::new();
            for field in form.sections.iter().flat_map(|section| &section.fields) {
                let last = field.options.last().map(|option| Answer::text(option.value.as_str()));
                answers.set(field.key.clone(), last.unwrap_or(Answer::text("yes")));
            }
            for section in &form.sections {
                let page = form.page(&section.key);
                let own = page.answers_of(&answers);

                let alone = page.check_section(&section.key, &own, &ctx);

                assert_eq!(alone, form.check_section(&section.key, &answers, &ctx));
                let (whole, part) = (as_text(&form).len(), as_text(&page).len());
                assert!(part < whole, "{} {}", form.form_id, section.key);
            }
        }
    }
}
