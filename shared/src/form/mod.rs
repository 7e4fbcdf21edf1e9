//! Electronic forms: their definition, what people answer, and what follows from both.
//!
//! `Form` is read from `data/forms/*.json`; `Answers` keep what was typed, right or wrong;
//! `Form::check` turns them into a `Declaration` or says what has to be mended. The browser and
//! the server run the same code; only the server's word counts.

mod address;
mod answer;
mod check;
mod condition;
mod date;
mod definition;
#[cfg(test)]
mod definition_tests;
mod extract;
mod field_rules;
mod generic;
mod lay_out;
mod number;
mod object;
mod pairs;
mod pattern;
mod prefill;
#[cfg(test)]
mod property_tests;
mod schema;
mod scope;
mod sentence;
mod show;
mod table_rules;
#[cfg(test)]
mod tests;
mod warning;

pub use address::{Address, AddressBook, AddressFault, AddressLevel, AddressRows, Era, Unit};
pub use answer::{
    ANSWER_BYTES_MAX, ANSWERS_BYTES_MAX, Answer, Answers, AnswersFault, DateParts, ROWS_MAX, Row,
};
pub use check::{CheckContext, Declaration, Paper, Papers};
pub use condition::{Condition, Op};
pub use date::{DateExpr, PartialDate, Precision};
pub use definition::DefinitionFault;
pub use generic::generic_form;
pub use lay_out::{AnswerView, SectionView, Shown};
pub use number::Decimal;
pub use pattern::Pattern;
pub use prefill::{Prefilled, Profile, prefill};
pub use schema::{
    Bound, Field, FieldKind, FieldOption, Form, FormFault, NumberCheck, Section, Signature,
    SumEquals, Validation,
};
pub use sentence::sentence;
pub use show::show;
pub use warning::warnings;
