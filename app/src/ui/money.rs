//! An amount of money.

use leptos::prelude::*;
use shared::money::Dong;

/// `120.000 ₫`, never broken across lines.
#[component]
pub fn Money(amount: Dong) -> impl IntoView {
    view! { <data class="money" value=amount.0>{amount.to_string()}</data> }
}
