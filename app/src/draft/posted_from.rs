//! Where a plain form leads after it was kept, and what its controls mean.

use super::api::draft_path;
use shared::draft::{NextPage, PostedPage};
use shared::payment::fee::FeeChoice;
use std::collections::BTreeMap;

/// The page from which answers were posted.
pub(super) struct PostedFrom {
    draft: String,
    section: String,
    back: &'static str,
}

impl PostedFrom {
    pub(super) fn of(page: &PostedPage) -> Self {
        Self {
            draft: draft_path(page.id),
            section: page.section.clone(),
            back: if page.is_from_check { "?ve=kiem-tra" } else { "" },
        }
    }

    pub(super) fn leads_to(&self, next: &NextPage) -> String {
        let Self { draft, section, back } = self;
        match next {
            NextPage::List => draft.clone(),
            NextPage::Task(path) => format!("{draft}/{path}"),
            NextPage::Mend => format!("{draft}/{section}?sua=1{}", back.replace('?', "&")),
            NextPage::Appeared => format!("{draft}/{section}?them=1{}", back.replace('?', "&")),
            NextPage::At(control) => format!("{draft}/{section}{back}#{control}"),
        }
    }
}

/// Empty means not chosen; a count that is no number counts nothing.
pub(super) fn read_choice(
    variant: String,
    exemption: String,
    quantities: &BTreeMap<String, String>,
) -> FeeChoice {
    let given = |text: String| Some(text).filter(|text| !text.is_empty());
    let counted = |(key, text): (&String, &String)| Some((key.clone(), text.trim().parse().ok()?));
    FeeChoice {
        variant: given(variant),
        exemption: given(exemption),
        quantities: quantities.iter().filter_map(counted).collect(),
    }
}
