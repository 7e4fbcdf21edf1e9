//! Views of one list as links: they work without script and can be bookmarked.

use leptos::prelude::*;

/// One view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Where it is.
    pub href: String,
    /// What it shows.
    pub text: String,
    /// How many there are in it.
    pub count: Option<i64>,
    /// The one shown now.
    pub is_current: bool,
}

/// The views, `label` names them together ("Lọc hồ sơ").
#[component]
pub fn Tabs(#[prop(into)] label: String, tabs: Vec<Tab>) -> impl IntoView {
    let tabs = tabs
        .into_iter()
        .map(|tab| {
            view! {
                <li>
                    <a href=tab.href aria-current=tab.is_current.then_some("page")>
                        {tab.text}
                        {tab.count.map(|count| view! { " " <data value=count>{count}</data> })}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="tabs" aria-label=label>
            <ul>{tabs}</ul>
        </nav>
    }
}
