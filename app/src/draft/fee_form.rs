//! The island around the questions about the fee: the amount follows each answer. It is the page's
//! own amount, read again.

use super::api::choose_fee;
use super::page_dom::PageDom;
use crate::live::read_again;
use leptos::html;
use leptos::prelude::*;
use shared::id::DraftId;
use std::collections::BTreeMap;

/// The part of the page that says what it costs.
pub const AMOUNT_ID: &str = "fee-so-far";
const COUNTS: &str = "quantities[";

/// Wraps the form.
#[island(lazy)]
pub fn FeeForm(id: DraftId, children: Children) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    let choose = move || {
        let Some(dom) = root.get_untracked().and_then(|root| PageDom::inside(&root)) else {
            return;
        };
        let mut chosen: BTreeMap<String, String> = dom.pairs().into_iter().collect();
        let mut take = |name: &str| chosen.remove(name).unwrap_or_default();
        let (variant, exemption) = (take("variant"), take("exemption"));
        let counts = chosen.into_iter().filter_map(|(name, count)| {
            let key = name.strip_prefix(COUNTS)?.strip_suffix(']')?;
            Some((key.to_owned(), count))
        });
        let counts = counts.collect();
        leptos::task::spawn_local(async move {
            let answer = choose_fee(id, variant, exemption, counts, String::new()).await;
            if answer.is_ok() {
                // What could not be read again stays as it was; the button works it out, too.
                let _shown = read_again(AMOUNT_ID).await;
            }
        });
    };
    view! {
        <div node_ref=root on:change=move |_| choose()>
            {children()}
        </div>
    }
}
