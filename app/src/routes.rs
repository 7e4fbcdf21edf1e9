//! Every address, in one table.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

/// All pages.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router>
            <FlatRoutes fallback=|| "404">
                <Route path=path!("/") view=|| view! { <h1>"Một Cửa"</h1> } ssr=SsrMode::Async/>
            </FlatRoutes>
        </Router>
    }
}
