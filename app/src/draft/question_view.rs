//! One question of a form, whatever its kind: drawn with what was typed and what is wrong with it.

use super::address_view::address_field;
use crate::i18n::{t, tf, use_lang};
use crate::ui::icon::Icon;
use crate::ui::{
    Button, ButtonKind, Checkbox, CheckboxGroup, Choice, DateField, Fieldset, Glyph, RadioGroup,
    Select, TextArea, TextField, TextKind,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::draft::{PageAct, PostedPage};
use shared::form::{
    AddressBook, Answer, Answers, CheckContext, Field, FieldKind, Form, Papers, Precision, Row,
};
use shared::i18n::msg;
use std::collections::BTreeMap;

/// So many short answers stand beside each other.
const INLINE_CHOICES_MAX: usize = 2;
/// A longer answer stands on a line of its own.
const INLINE_CHOICE_CHARS_MAX: usize = 14;

/// What the questions of a page are drawn with.
pub(crate) struct Questions<'a> {
    pub(crate) form: &'a Form,
    pub(crate) answers: &'a Answers,
    pub(crate) book: &'a AddressBook,
    pub(crate) today: NaiveDate,
    pub(crate) papers: &'a Papers,
    /// Where files are sent, if somewhere else.
    pub(crate) files_page: String,
    /// Whether the page knows how to add rows to tables and to take them away.
    pub(crate) can_change_rows: bool,
    /// Sentences by the path of the field.
    pub(crate) errors: BTreeMap<String, String>,
}

/// Where a question stands and what was answered.
#[derive(Clone, Copy)]
struct Asked<'a> {
    field: &'a Field,
    path: &'a str,
    answer: Option<&'a Answer>,
}

impl Questions<'_> {
    fn ctx(&self) -> CheckContext<'_> {
        CheckContext { today: self.today, papers: self.papers, book: Some(self.book) }
    }

    /// All questions of the page; those whose condition does not hold are there for the island,
    /// hidden and not sent.
    pub(crate) fn all(&self, section: &shared::form::Section) -> Vec<AnyView> {
        let shown = self.form.visible_fields(section, self.answers, &self.ctx());
        let is_shown = |field: &Field| shown.iter().any(|known| known.key == field.key);
        let question =
            |field| self.question(field, &field.key, self.answers.get(&field.key), is_shown(field));
        section.fields.iter().map(question).collect()
    }

    fn question(
        &self,
        field: &Field,
        path: &str,
        answer: Option<&Answer>,
        is_shown: bool,
    ) -> AnyView {
        let default = field.default_on(self.today);
        let asked = Asked { field, path, answer: answer.or(default.as_deref()) };
        let control = match field.kind {
            FieldKind::Table => self.table(asked),
            FieldKind::File => file(&self.files_page, field),
            FieldKind::Address => {
                address_field(self.book, field, path, asked.answer, self.error(path))
            }
            _ => control(asked, self.error(path)),
        };
        view! {
            <fieldset
                class="asked"
                role="presentation"
                data-field=path.to_owned()
                hidden=!is_shown
                disabled=!is_shown
            >
                {control}
            </fieldset>
        }
        .into_any()
    }

    fn error(&self, path: &str) -> Option<String> {
        self.errors.get(path).cloned()
    }

    /// A repeating group: a card a row, and a button for one more.
    fn table(&self, asked: Asked<'_>) -> AnyView {
        let Asked { field, path, answer } = asked;
        let blank = [Row::new()];
        let rows = answer.and_then(Answer::as_rows).filter(|rows| !rows.is_empty());
        let rows = rows.unwrap_or(&blank);
        let can_grow = self.can_change_rows && field.max_rows.is_none_or(|most| rows.len() < most);
        let cards: Vec<AnyView> =
            rows.iter().enumerate().map(|(at, row)| self.row(field, at, row)).collect();
        let (label, hint) = (field.label(use_lang()).to_owned(), field.help(use_lang()));
        let act = PageAct::AddRow(path.to_owned()).as_value();
        let id = path.to_owned();
        view! {
            <Fieldset
                id=id.clone()
                legend=label
                hint=hint.map(str::to_owned)
                error=self.error(path)
                optional=says_optional(field)
            >
                <div class="groups" id=id tabindex="-1">{cards}</div>
                <span class="add_row" hidden=!can_grow>
                    <Button
                        kind=ButtonKind::Secondary
                        icon=Icon::Plus
                        attr:name=PostedPage::ACT
                        attr:value=act
                    >
                        {t(msg::draft::ADD_ROW)}
                    </Button>
                </span>
            </Fieldset>
        }
        .into_any()
    }

    fn row(&self, table: &Field, at: usize, row: &Row) -> AnyView {
        let shown = self.form.visible_columns(table, row, self.answers, &self.ctx());
        let cells: Vec<AnyView> = table
            .columns
            .iter()
            .map(|column| {
                let path = format!("{}.{at}.{}", table.key, column.key);
                let is_shown = shown.iter().any(|known| known.key == column.key);
                self.question(column, &path, row.get(&column.key), is_shown)
            })
            .collect();
        let title = tf(msg::draft::ROW, &[("n", &(at + 1).to_string())]);
        let title_id = format!("{}.{at}-title", table.key);
        let heading_id = title_id.clone();
        let act = PageAct::RemoveRow(table.key.clone(), at).as_value();
        view! {
            <section class="group" aria-labelledby=title_id>
                <header>
                    <h2 id=heading_id>{title.clone()}</h2>
                    {self
                        .can_change_rows
                        .then(|| view! {
                            <Button
                                kind=ButtonKind::Quiet
                                icon=Icon::Trash
                                attr:name=PostedPage::ACT
                                attr:value=act
                            >
                                {t(msg::draft::REMOVE_ROW)}
                                <span class="visually-hidden">" " {title}</span>
                            </Button>
                        })}
                </header>
                {cells}
            </section>
        }
        .into_any()
    }
}

/// Every kind that is one control or one group of controls.
fn control(asked: Asked<'_>, error: Option<String>) -> AnyView {
    let Asked { field, path, answer } = asked;
    let lang = use_lang();
    let label = field.label(lang).to_owned();
    let hint = field.help(lang).map(str::to_owned);
    let optional = says_optional(field);
    let (name, id) = (path.to_owned(), path.to_owned());
    let value = answer.and_then(Answer::as_text).unwrap_or_default().to_owned();
    match field.kind {
        FieldKind::Textarea => {
            view! { <TextArea name id label hint error value optional/> }.into_any()
        }
        FieldKind::Date => {
            let boxes = answer.map(|answer| field.date_boxes(answer)).unwrap_or_default();
            let value = [boxes.day, boxes.month, boxes.year].join("/");
            let month_only = field.precision() == Precision::Month;
            let id = field.first_control(path);
            view! { <DateField name id label hint error value optional month_only/> }.into_any()
        }
        FieldKind::Checkbox | FieldKind::Select if field.is_multiple() => {
            let choices = choices(field);
            let values = values(answer);
            view! { <CheckboxGroup name id legend=label hint error values choices optional/> }
                .into_any()
        }
        FieldKind::Checkbox => {
            let checked = answer.is_some_and(is_ticked);
            view! { <Checkbox name id label hint error checked/> }.into_any()
        }
        FieldKind::Radio => {
            let choices = choices(field);
            let inline = is_short(&choices);
            view! { <RadioGroup name id legend=label hint error value choices optional inline/> }
                .into_any()
        }
        FieldKind::Select => {
            let options = choices(field).into_iter().map(|c| (c.value, c.label)).collect();
            let prompt = t(msg::draft::CHOOSE);
            view! { <Select name id label hint error value prompt options optional/> }.into_any()
        }
        _ => {
            let kind = text_kind(field);
            view! { <TextField name id label hint error value kind optional/> }.into_any()
        }
    }
}

/// Whether the question needs the mark; many labels of paper forms say it themselves.
pub(super) fn says_optional(field: &Field) -> bool {
    !field.required && !field.label_vi.contains("(nếu có")
}

fn text_kind(field: &Field) -> TextKind {
    match field.kind {
        FieldKind::Number => TextKind::Number,
        FieldKind::Money => TextKind::Money,
        FieldKind::Cccd => TextKind::Digits,
        FieldKind::Phone => TextKind::Phone,
        FieldKind::Email => TextKind::Email,
        _ if field.prefill.as_deref() == Some("profile.full_name") => TextKind::Name,
        _ => TextKind::Text,
    }
}

fn choices(field: &Field) -> Vec<Choice> {
    let lang = use_lang();
    let choice =
        |option: &shared::form::FieldOption| Choice::new(option.value.clone(), option.label(lang));
    field.options.iter().map(choice).collect()
}

fn is_short(choices: &[Choice]) -> bool {
    let is_short = |choice: &Choice| choice.label.chars().count() <= INLINE_CHOICE_CHARS_MAX;
    choices.len() <= INLINE_CHOICES_MAX && choices.iter().all(is_short)
}

fn values(answer: Option<&Answer>) -> Vec<String> {
    match answer {
        Some(Answer::List(values)) => values.clone(),
        Some(Answer::Text(value)) => vec![value.clone()],
        _ => Vec::new(),
    }
}

fn is_ticked(answer: &Answer) -> bool {
    match answer {
        Answer::Flag(flag) => *flag,
        Answer::Text(text) => matches!(text.as_str(), "on" | "true" | "1" | "yes"),
        _ => false,
    }
}

/// Files have a page of their own: this says so, with the way there.
fn file(page: &str, field: &Field) -> AnyView {
    let label = field.label(use_lang()).to_owned();
    view! {
        <div class="paper_link">
            <Glyph icon=Icon::FileText/>
            <p>
                <strong>{label.clone()}</strong>
                <br/>
                {t(msg::draft::PAPER_ELSEWHERE)} " "
                <a href=format!("{page}#{}", field.key)>
                    {t(msg::draft::TO_PAPERS)} <span class="visually-hidden">" " {label}</span>
                </a>
            </p>
        </div>
    }
    .into_any()
}
