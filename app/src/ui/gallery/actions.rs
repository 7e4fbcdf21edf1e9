//! What is pressed, and the ways through the house.

use crate::i18n::t;
use crate::ui::{
    BackLink, Breadcrumbs, Button, ButtonKind, ButtonLink, Buttons, Countdown, Dialog, Icon,
    Pagination, SearchBox, Tab, Tabs,
};
use leptos::prelude::*;
use shared::i18n::msg;

/// Buttons of every weight, as buttons, as links, with an icon, at rest.
#[component]
pub(super) fn Actions() -> impl IntoView {
    let kinds = [ButtonKind::Primary, ButtonKind::Secondary, ButtonKind::Quiet, ButtonKind::Danger];
    let rows: Vec<_> = kinds
        .into_iter()
        .map(|kind| {
            view! {
                <Buttons>
                    <Button kind attr:r#type="button">{t(msg::dossier_page::WITHDRAW)}</Button>
                    <Button kind icon=Icon::Printer attr:r#type="button">
                        {t(msg::dossier_page::PRINT)}
                    </Button>
                    <ButtonLink href="#actions" kind>{t(msg::dossier_page::FOLLOW)}</ButtonLink>
                    <Button kind attr:r#type="button" attr:disabled=true>
                        {t(msg::gallery::DISABLED)}
                    </Button>
                </Buttons>
            }
        })
        .collect();
    view! {
        {rows}
        <Dialog id="dialog" title=t(msg::dossier_page::WITHDRAW_TITLE) open=true>
            <p>{t(msg::dossier_page::WITHDRAW_END)}</p>
            <Buttons>
                <Button kind=ButtonKind::Danger attr:r#type="button">
                    {t(msg::dossier_page::WITHDRAW)}
                </Button>
                <Button kind=ButtonKind::Secondary attr:r#type="button">
                    {t(msg::dossier_page::KEEP)}
                </Button>
            </Buttons>
        </Dialog>
        <Countdown
            seconds=90
            before=t(msg::identity::AGAIN_NOW).to_owned()
            running=t(msg::identity::AGAIN_IN).to_owned()
            after=t(msg::identity::AGAIN_NOW).to_owned()
        />
    }
}

/// Back, up, along, to the next page, and straight to what one looks for.
#[component]
pub(super) fn Ways() -> impl IntoView {
    let tab = |key, count, is_current| Tab {
        href: "#ways".to_owned(),
        text: t(key).to_owned(),
        count,
        is_current,
    };
    let tabs = vec![
        tab(msg::dossier_page::MINE_WAITING, Some(2), true),
        tab(msg::dossier_page::MINE_RUNNING, Some(14), false),
        tab(msg::dossier_page::MINE_ENDED, None, false),
    ];
    let trail = vec![
        ("#ways".to_owned(), t(msg::shell::CATALOGUE).to_owned()),
        ("#ways".to_owned(), t(msg::dossier_page::MINE).to_owned()),
    ];
    view! {
        <BackLink href="#ways"/>
        <Breadcrumbs trail/>
        <Tabs label=t(msg::dossier_page::MINE) tabs/>
        <Pagination
            page=2
            pages=9
            previous=Some("#ways".to_owned())
            next=Some("#ways".to_owned())
        />
        <SearchBox
            action="/thu-tuc"
            name="q"
            id="search"
            label=t(msg::home::SEARCH_LABEL)
            hint={None::<String>}
            value=""
            show_label=true
        />
        <SearchBox
            action="/thu-tuc"
            name="q"
            id="search-large"
            label=t(msg::shell::CATALOGUE)
            hint={None::<String>}
            value=t(msg::gallery::TYPED)
            large=true
            show_label=true
        />
    }
}
