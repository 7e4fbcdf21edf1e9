//! `/`: what do you need? A search, what people come for most, and what the Centre is.

use crate::backend;
use crate::i18n::{t, tf, use_lang};
use crate::load::load;
use crate::ui::icon::Icon;
use crate::ui::{Brocade, Glyph, Page, SearchBox, Width};
use leptos::prelude::*;
use services::catalogue::Published;
use shared::i18n::msg;
use shared::procedure::LifeEvent;
use std::sync::Arc;

/// The start page.
#[component]
pub fn HomePage() -> impl IntoView {
    let published = async { Ok(backend::current()?.0.published()) };
    load(published, |published| view! { <Home published/> })
}

#[component]
fn Home(published: Arc<Published>) -> impl IntoView {
    let online = published.procedures.iter().filter(|p| p.procedure.is_online()).count();
    view! {
        <Page title=t(msg::home::TITLE) width=Width::Full>
            <div class="hero">
                <div class="column">
                    <h1 tabindex="-1">{t(msg::home::QUESTION)}</h1>
                    <p>{t(msg::home::LEAD)}</p>
                    <SearchBox
                        action="/thu-tuc"
                        name="q"
                        id="q"
                        label=t(msg::home::SEARCH_LABEL)
                        hint=Some(t(msg::home::SEARCH_HINT).to_owned())
                        value=""
                        large=true
                    />
                </div>
            </div>
            <div class="column stack">
                <ul class="doors">
                    <Door icon=Icon::FileText href="/ho-so" title=t(msg::home::MINE) text=t(msg::home::MINE_TEXT)/>
                    <Door icon=Icon::Search href="/tra-cuu" title=t(msg::home::TRACK) text=t(msg::home::TRACK_TEXT)/>
                    <Door icon=Icon::RotateCcw href="/ban-nhap" title=t(msg::home::RESUME) text=t(msg::home::RESUME_TEXT)/>
                </ul>
                <section class="stack">
                    <h2>{t(msg::home::OCCASIONS)}</h2>
                    <ul class="doors">{occasions(&published)}</ul>
                </section>
                <Brocade/>
                <dl class="figures_line">
                    <Figure name=t(msg::home::FIGURE_PROCEDURES) value=published.procedures.len()/>
                    <Figure name=t(msg::home::FIGURE_ONLINE) value=online/>
                    <Figure name=t(msg::home::FIGURE_AGENCIES) value=published.agencies.len()/>
                </dl>
            </div>
        </Page>
    }
}

/// The occasions in life that have procedures, with how many.
fn occasions(published: &Published) -> Vec<impl IntoView + use<>> {
    let lang = use_lang();
    LifeEvent::ALL
        .iter()
        .filter_map(|event| {
            let count = published.summaries.iter().filter(|s| s.life_event == *event).count();
            (count > 0).then(|| {
                let text = tf(msg::home::OCCASION_COUNT, &[("n", &count.to_string())]);
                view! {
                    <Door
                        icon=icon_of(*event)
                        href=format!("/thu-tuc?dip={}", event.as_str())
                        title=event.text(lang)
                        text=text
                    />
                }
            })
        })
        .collect()
}

fn icon_of(event: LifeEvent) -> Icon {
    match event {
        LifeEvent::Family => Icon::Users,
        LifeEvent::Identity => Icon::User,
        LifeEvent::Driving => Icon::Car,
        LifeEvent::Study => Icon::GraduationCap,
        LifeEvent::Work => Icon::Hammer,
        LifeEvent::Insurance => Icon::ShieldCheck,
        LifeEvent::Health => Icon::HeartPulse,
        LifeEvent::Home => Icon::House,
        LifeEvent::Enterprise => Icon::Briefcase,
        LifeEvent::Farming => Icon::Leaf,
        LifeEvent::Culture => Icon::Landmark,
        LifeEvent::Trade => Icon::Scale,
        LifeEvent::Other => Icon::FileText,
    }
}

#[component]
fn Door(
    icon: Icon,
    #[prop(into)] href: String,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
) -> impl IntoView {
    view! {
        <li>
            <Glyph icon/>
            <div>
                <a href=href>{title}</a>
                <p>{text}</p>
            </div>
        </li>
    }
}

#[component]
fn Figure(#[prop(into)] name: String, value: usize) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
}
