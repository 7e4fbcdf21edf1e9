//! The document around every page.

use crate::App;
use leptos::config::LeptosOptions;
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags, provide_meta_context};

/// The whole document.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    provide_meta_context();
    crate::backend::provide_refused();
    view! {
        <!DOCTYPE html>
        <html lang="vi">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <HydrationScripts options=options.clone() islands=true/>
                <HashedStylesheet options/>
                <MetaTags/>
            </head>
            <body><App/></body>
        </html>
    }
}
