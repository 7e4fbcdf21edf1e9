//! Answers laid out under their questions: the one way in which the page to check them, the
//! citizen's page and the officer's page show what was declared.

use super::address::AddressBook;
use super::answer::{Answer, Answers, Row};
use super::check::CheckContext;
use super::schema::{Field, FieldKind, Form, Section};
use super::show::{is_single_box, show};
use crate::i18n::Lang;
use serde::{Deserialize, Serialize};

/// One section of the answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionView {
    /// Its key.
    pub key: String,
    /// Its title in both languages.
    pub title: (String, String),
    /// Its answers.
    pub answers: Vec<AnswerView>,
}

/// One answer, as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerView {
    /// The field's key.
    pub key: String,
    /// Its label in both languages.
    pub label: (String, String),
    /// The answer in both languages.
    pub shown: (Shown, Shown),
}

/// An answer in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// In words; empty where nothing was given.
    Words(String),
    /// A table: its rows, each with the names of its columns and what stands in them.
    Rows(Vec<Vec<(String, String)>>),
}

impl Shown {
    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Words(words) => words.is_empty(),
            Self::Rows(rows) => rows.is_empty(),
        }
    }
}

impl Form {
    /// What is asked for, with its answers; files have their own place.
    pub fn lay_out(&self, answers: &Answers, ctx: &CheckContext<'_>) -> Vec<SectionView> {
        let laid = |section: &Section| SectionView {
            key: section.key.clone(),
            title: (section.title_vi.clone(), section.title_en.clone()),
            answers: self
                .visible_fields(section, answers, ctx)
                .into_iter()
                .filter(|field| field.kind != FieldKind::File)
                .map(|field| self.answer_view(field, answers, ctx))
                .collect(),
        };
        self.visible_sections(answers, ctx)
            .into_iter()
            .map(laid)
            .filter(|section| !section.answers.is_empty())
            .collect()
    }

    fn answer_view(&self, field: &Field, answers: &Answers, ctx: &CheckContext<'_>) -> AnswerView {
        let shown = |lang| match answers.get(&field.key) {
            Some(Answer::Rows(rows)) => {
                let columns = |row: &Row| self.visible_columns(field, row, answers, ctx);
                Shown::Rows(cells(lang, rows, columns, ctx.book))
            }
            Some(answer) => Shown::Words(show(lang, field, answer, ctx.book)),
            // A box that is not ticked says "no", which is an answer.
            None if is_single_box(field) => {
                Shown::Words(show(lang, field, &Answer::Flag(false), ctx.book))
            }
            None => Shown::Words(String::new()),
        };
        AnswerView {
            key: field.key.clone(),
            label: (field.label_vi.clone(), field.label_en.clone()),
            shown: (shown(Lang::Vi), shown(Lang::En)),
        }
    }

    /// What was typed, and what stands where nothing was touched.
    pub fn with_defaults(&self, answers: &Answers, ctx: &CheckContext<'_>) -> Answers {
        let fields = self.sections.iter().flat_map(|section| &section.fields);
        let untouched = fields.filter(|field| answers.get(&field.key).is_none());
        let defaults = untouched.filter_map(|field| {
            Some((field.key.clone(), field.default_on(ctx.today)?.into_owned()))
        });
        let given = answers.iter().map(|(key, answer)| (key.to_owned(), answer.clone()));
        given.chain(defaults).collect()
    }
}

/// The rows in which something stands, cell by cell.
fn cells<'f>(
    lang: Lang,
    rows: &[Row],
    columns: impl Fn(&Row) -> Vec<&'f Field>,
    book: Option<&AddressBook>,
) -> Vec<Vec<(String, String)>> {
    let cell = |column: &Field, row: &Row| {
        let text = show(lang, column, row.get(&column.key)?, book);
        (!text.is_empty()).then(|| (column.label(lang).to_owned(), text))
    };
    rows.iter()
        .filter(|row| !row.values().all(Answer::is_blank))
        .map(|row| columns(row).into_iter().filter_map(|column| cell(column, row)).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{book, shipped};
    use super::super::{Address, Papers};
    use super::*;
    use chrono::NaiveDate;

    const RECORD: &str = "stp-lltp-03-2013";

    fn laid(answers: &Answers, book: &AddressBook, key: &str) -> AnswerView {
        let ctx = CheckContext {
            today: NaiveDate::from_ymd_opt(2026, 1, 5).unwrap(),
            papers: &Papers::new(),
            book: Some(book),
        };
        let sections = shipped(RECORD).lay_out(answers, &ctx);
        let mut all = sections.into_iter().flat_map(|section| section.answers);
        all.find(|answer| answer.key == key).unwrap_or_else(|| panic!("{key} is not asked"))
    }

    fn lived(from: &str, commune: &str, occupation: &str) -> Row {
        let address = Address {
            province: "Bắc Kạn".to_owned(),
            commune: commune.to_owned(),
            ..Address::default()
        };
        let address = if commune.is_empty() { Address::default() } else { address };
        Row::from([
            ("from".to_owned(), Answer::text(from)),
            ("to".to_owned(), Answer::text("")),
            ("address".to_owned(), Answer::Address(address)),
            ("occupation".to_owned(), Answer::text(occupation)),
        ])
    }

    #[test]
    fn a_table_is_laid_out_row_by_row_with_the_names_of_its_columns() {
        let rows = vec![lived("3/2015", "duc xuan", "Làm ruộng"), lived("", "", " ")];
        let answers: Answers =
            [("residence_history".to_owned(), Answer::Rows(rows))].into_iter().collect();

        let table = laid(&answers, &book(), "residence_history");

        let Shown::Rows(rows) = &table.shown.0 else { panic!("{table:?}") };
        assert_eq!(rows.len(), 1, "a row without a word is left out");
        let texts: Vec<&str> = rows[0].iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["03/2015", "phường Đức Xuân, tỉnh Thái Nguyên", "Làm ruộng"]);
        assert!(rows[0].iter().all(|(label, _)| !label.is_empty()));
        assert!(!table.shown.1.is_empty());
    }

    #[test]
    fn an_address_is_shown_as_it_is_understood() {
        let typed = Address {
            province: "Bắc Kạn".to_owned(),
            commune: "duc xuan".to_owned(),
            detail: "Tổ 3".to_owned(),
            ..Address::default()
        };
        let answers: Answers =
            [("permanent_address".to_owned(), Answer::Address(typed))].into_iter().collect();

        let Shown::Words(words) = laid(&answers, &book(), "permanent_address").shown.0 else {
            panic!("an address is no table")
        };

        assert_eq!(words, "Tổ 3, phường Đức Xuân, tỉnh Thái Nguyên");
    }

    #[test]
    fn what_was_left_out_is_empty_and_a_box_that_was_not_ticked_says_no() {
        let form = shipped(RECORD);
        let answers = Answers::default();

        assert!(laid(&answers, &book(), "full_name").shown.0.is_empty());
        let fields = form.sections.iter().flat_map(|section| &section.fields);
        for field in fields.filter(|f| is_single_box(f) && f.visible_when.is_none()) {
            let said = laid(&answers, &book(), &field.key).shown.0;
            assert_eq!(said, Shown::Words("Không".to_owned()), "{}", field.key);
        }
    }
}
