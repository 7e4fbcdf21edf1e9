//! A procedure in a list: the same for the server and for the island that searches while typing.

use crate::i18n::{t, use_lang};
use leptos::prelude::*;
use shared::i18n::msg;
use shared::procedure::Summary;

/// One result.
#[component]
pub fn ProcedureLine(summary: Summary) -> impl IntoView {
    let lang = use_lang();
    let name = lang.pick(&summary.name, &summary.name_en).to_owned();
    let fee = if summary.has_fee { msg::catalogue::HAS_FEE } else { msg::catalogue::NO_FEE };
    view! {
        <li>
            <a href=format!("/thu-tuc/{}", summary.id)>{name}</a>
            <p>
                <span>{summary.agency_name}</span>
                <span>{summary.online_level.text(lang)}</span>
                <span>{summary.limit.text(lang)}</span>
                <span>{t(fee)}</span>
                {(!summary.code.is_empty())
                    .then(|| view! { <span class="code">{summary.code.clone()}</span> })}
            </p>
        </li>
    }
}
