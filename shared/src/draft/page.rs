//! One page of a form as a browser posts it, and the page that comes next.

use crate::id::DraftId;
use serde::{Deserialize, Serialize};

/// What a posted page says beyond its answers. A key of a form has no `@` in it.
const DRAFT: &str = "@draft";
const SECTION: &str = "@section";
const ACT: &str = "@act";
const BACK: &str = "@back";

/// A page of a form, posted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostedPage {
    /// The draft.
    pub id: DraftId,
    /// The key of the page.
    pub section: String,
    /// What the pressed button asks for.
    pub act: PageAct,
    /// Whether the page was opened from the check of all answers.
    pub is_from_check: bool,
    /// The answers, by the names of their controls.
    pub pairs: Vec<(String, String)>,
}

impl PostedPage {
    /// The names of the hidden controls: draft, page, way back.
    pub const HIDDEN: [&str; 3] = [DRAFT, SECTION, BACK];
    /// The name of the buttons.
    pub const ACT: &str = ACT;

    /// Reads a posted page; nothing where it does not say which page it is.
    pub fn read(pairs: Vec<(String, String)>) -> Option<Self> {
        let (facts, pairs): (Vec<_>, Vec<_>) =
            pairs.into_iter().partition(|(name, _)| name.starts_with('@'));
        let fact = |wanted: &str| {
            facts.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
        };
        Some(Self {
            id: fact(DRAFT)?.parse().ok()?,
            section: fact(SECTION)?.to_owned(),
            act: PageAct::read(fact(ACT).unwrap_or_default())?,
            is_from_check: fact(BACK).is_some_and(|back| !back.is_empty()),
            pairs,
        })
    }
}

/// What the button of a page asks for, besides saving.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageAct {
    /// Check this page and go on.
    Continue,
    /// Go on another time: nothing is checked.
    Later,
    /// One more row in that table.
    AddRow(String),
    /// That table without that row.
    RemoveRow(String, usize),
}

impl PageAct {
    /// The value of the button.
    pub fn as_value(&self) -> String {
        match self {
            Self::Continue => "continue".to_owned(),
            Self::Later => "later".to_owned(),
            Self::AddRow(table) => format!("add:{table}"),
            Self::RemoveRow(table, row) => format!("remove:{table}:{row}"),
        }
    }

    fn read(value: &str) -> Option<Self> {
        let mut parts = value.split(':');
        let act = parts.next()?;
        let mut word = || parts.next().map(str::to_owned);
        match act {
            "" | "continue" => Some(Self::Continue),
            "later" => Some(Self::Later),
            "add" => word().map(Self::AddRow),
            "remove" => {
                let table = word()?;
                Some(Self::RemoveRow(table, word()?.parse().ok()?))
            }
            _ => None,
        }
    }
}

/// Where a posted page leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum NextPage {
    /// The list of what is done and what is not.
    List,
    /// That task.
    Task(String),
    /// The same page: something has to be mended.
    Mend,
    /// The same page: the answers brought up new questions.
    Appeared,
    /// The same page, at that control.
    At(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posted(pairs: &[(&str, &str)]) -> Option<PostedPage> {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        PostedPage::read(pairs.iter().map(own).collect())
    }

    #[test]
    fn a_posted_page_says_which_it_is_and_what_is_wanted() {
        let id = "0190b1c0-0000-7000-8000-000000000000";

        let page = posted(&[("@draft", id), ("@section", "family"), ("name", "Mai")]).unwrap();

        assert_eq!(page.section, "family");
        assert_eq!(page.act, PageAct::Continue);
        assert!(!page.is_from_check);
        assert_eq!(page.pairs, [("name".to_owned(), "Mai".to_owned())]);
        assert_eq!(posted(&[("@draft", "x"), ("@section", "family")]), None);
        assert_eq!(posted(&[("@draft", id)]), None);
    }

    #[test]
    fn every_act_is_read_back_from_its_button() {
        let table = || "residence_history".to_owned();
        let acts = [
            PageAct::Continue,
            PageAct::Later,
            PageAct::AddRow(table()),
            PageAct::RemoveRow(table(), 12),
        ];

        for act in acts {
            assert_eq!(PageAct::read(&act.as_value()), Some(act));
        }
        assert_eq!(PageAct::read("remove:t:x"), None);
        assert_eq!(PageAct::read("burn"), None);
    }
}
