//! A table that reads like a ledger.

use leptos::prelude::*;

/// A column's heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// What stands in it.
    pub title: String,
    /// Figures: set to the right, in tabular digits.
    pub is_number: bool,
    /// The title is for screen readers only (a column of buttons, of checkboxes).
    pub is_quiet: bool,
    /// Where the sorting by this column is, and how it sorts now.
    pub sort: Option<Sort>,
}

/// Sorting by a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// The same list sorted by this column (or the other way round).
    pub href: String,
    /// Whether the list is sorted by it now, and upwards.
    pub ascending: Option<bool>,
}

impl Column {
    /// A column of words.
    pub fn words(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// A column of figures.
    pub fn figures(title: impl Into<String>) -> Self {
        Self { title: title.into(), is_number: true, ..Self::default() }
    }

    /// A column whose title is only heard.
    pub fn quiet(title: impl Into<String>) -> Self {
        Self { title: title.into(), is_quiet: true, ..Self::default() }
    }

    /// The same, sortable.
    pub fn sorted(self, href: impl Into<String>, ascending: Option<bool>) -> Self {
        Self { sort: Some(Sort { href: href.into(), ascending }), ..self }
    }
}

/// The table. Its children are the `<tr>`s of its body: first cell `<th scope="row">`, figures
/// `<td class="number">`. With `stacked` a row becomes a small card on a phone; give each cell
/// `data-label="…"` then, for the heading is gone. `quiet_caption` keeps the caption for screen readers
/// where a heading just above says the same.
#[component]
pub fn DataTable(
    #[prop(into)] id: String,
    #[prop(into)] caption: String,
    columns: Vec<Column>,
    #[prop(optional)] stacked: bool,
    #[prop(optional)] quiet_caption: bool,
    children: Children,
) -> impl IntoView {
    let caption_id = format!("{id}-caption");
    let labelled_by = caption_id.clone();
    let head = columns.into_iter().map(column_head).collect_view();
    view! {
        <div
            class="table"
            role="region"
            tabindex="0"
            aria-labelledby=labelled_by
            data-stacked=stacked.then_some("true")
        >
            <table id=id>
                <caption id=caption_id class=quiet_caption.then_some("visually-hidden")>
                    {caption}
                </caption>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

fn column_head(column: Column) -> impl IntoView {
    let Column { title, is_number, is_quiet, sort } = column;
    let order = sort
        .as_ref()
        .and_then(|sort| sort.ascending)
        .map(|ascending| if ascending { "ascending" } else { "descending" });
    let title = match sort {
        Some(sort) => view! { <a href=sort.href>{title}</a> }.into_any(),
        None if is_quiet => view! { <span class="visually-hidden">{title}</span> }.into_any(),
        None => title.into_any(),
    };
    view! {
        <th scope="col" class=is_number.then_some("number") aria-sort=order>
            {title}
        </th>
    }
}
