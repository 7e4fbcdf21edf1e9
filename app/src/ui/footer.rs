//! The foot of every page: whom to ask, how one likes to read, and the word that a session ends soon.

use super::brocade::Brocade;
use super::icon::{Glyph, Icon};
use super::visit::{Theme, Visit};
use crate::i18n::t;
use crate::identity::SessionEndDialog;
use leptos::prelude::*;
use shared::i18n::msg;

/// The foot.
#[component]
pub fn Footer(visit: Visit) -> impl IntoView {
    let centre = visit.centre.clone();
    let asked = visit.clone();
    let hours = visit.lang.pick(&centre.hours, &centre.hours_en).to_owned();
    view! {
        <footer class="footer">
            <Brocade/>
            <div class="column">
                <section aria-labelledby="footer-help">
                    <h2 id="footer-help">{t(msg::shell::HELP)}</h2>
                    <Contact visit=visit.clone()/>
                    <p class="muted">{hours}</p>
                </section>
                <section aria-labelledby="footer-centre">
                    <h2 id="footer-centre">{t(msg::shell::ADDRESS)}</h2>
                    <address>
                        <strong>{centre.name(visit.lang).to_owned()}</strong>
                        <br/>
                        {centre.address}
                    </address>
                </section>
                <section aria-labelledby="footer-reading">
                    <h2 id="footer-reading">{t(msg::shell::READING)}</h2>
                    {visit
                        .demo
                        .then(|| view! {
                            <p><a href="/bo-thanh-phan">{t(msg::gallery::TITLE)}</a></p>
                        })}
                    <Reading visit=visit/>
                </section>
            </div>
        </footer>
        <SessionEndDialog visit=asked/>
    }
}

/// Telephone and Zalo, as big as a thumb: on the foot and on every error page.
#[component]
pub fn Contact(visit: Visit) -> impl IntoView {
    let call = visit.centre.phone_link();
    view! {
        <ul class="contact">
            <li>
                <a href=call>
                    <Glyph icon=Icon::Phone/>
                    <span>{t(msg::shell::CALL)} " " <span class="code">{visit.centre.phone}</span></span>
                </a>
            </li>
            <li>
                <a href=visit.centre.zalo rel="external">
                    <Glyph icon=Icon::MessageCircle/>
                    <span>{t(msg::shell::ZALO)}</span>
                </a>
            </li>
        </ul>
    }
}

/// How the page looks, as plain links: each remembers the choice and shows this page again.
#[component]
fn Reading(visit: Visit) -> impl IntoView {
    let type_link = if visit.large_type { "normal" } else { "large" };
    let type_name = if visit.large_type { msg::shell::TYPE_NORMAL } else { msg::shell::TYPE_LARGE };
    let contrast_link = if visit.more_contrast { "normal" } else { "more" };
    let contrast_name =
        if visit.more_contrast { msg::shell::CONTRAST_NORMAL } else { msg::shell::CONTRAST_MORE };
    let themes = [
        (Theme::Device, "device", msg::shell::THEME_DEVICE),
        (Theme::Light, "light", msg::shell::THEME_LIGHT),
        (Theme::Dark, "dark", msg::shell::THEME_DARK),
    ];
    let themes = themes
        .into_iter()
        .map(|(theme, word, name)| {
            let current = (theme == visit.theme).then_some("true");
            let href = visit.with_preference("theme", word);
            view! { <li><a href=href aria-current=current rel="nofollow">{t(name)}</a></li> }
        })
        .collect_view();
    view! {
        <ul class="reading">
            <li>
                <a href=visit.with_preference("letters", type_link) rel="nofollow">{t(type_name)}</a>
            </li>
            <li>
                <a href=visit.with_preference("contrast", contrast_link) rel="nofollow">
                    {t(contrast_name)}
                </a>
            </li>
        </ul>
        <ul class="reading">{themes}</ul>
    }
}
