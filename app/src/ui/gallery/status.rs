//! Status is a word, a shape and a colour; notices; how far something has come.

use crate::dossier::{By, Standing};
use crate::i18n::{t, use_lang};
use crate::ui::{
    Due, Empty, Icon, Moment, MomentState, Notice, Panel, Steps, Tag, Task, TaskList, TaskState,
    Timeline, Tone,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::dossier::DossierState;
use shared::i18n::msg;

const TONES: [Tone; 5] = [Tone::Plain, Tone::Note, Tone::Done, Tone::Soon, Tone::Late];

fn a_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day of the calendar")
}

/// Every tone, every word that citizens are told, every distance of a date.
#[component]
pub(super) fn Statuses() -> impl IntoView {
    let tones: Vec<_> =
        TONES.map(|tone| view! { <Tag text=tone.as_str().to_owned() tone/> }).into_iter().collect();
    let mut statuses: Vec<_> = DossierState::ALL.map(DossierState::for_citizen).to_vec();
    statuses.dedup();
    let words: Vec<_> = statuses
        .into_iter()
        .map(|status| view! { <Tag text=t(status.key()).to_owned() tone=Tone::from(status)/> })
        .collect();
    let dates: Vec<_> = [9, 2, 0, -3]
        .map(|days_left| view! { <p><Due day=a_day() days_left/></p> })
        .into_iter()
        .collect();
    view! {
        <p class="cluster">{tones}</p>
        <p class="cluster">{words}</p>
        <div class="stack" data-gap="small">{dates}</div>
        <Standing
            state=DossierState::Assigned
            agency="Sở Tư pháp".to_owned()
            officer=Some("Hoàng Văn Thắng".to_owned())
            since={None::<shared::time::Instant>}
            by=By::Nothing
        />
    }
}

/// What has to be known, what is empty, what is done for good.
#[component]
pub(super) fn Notices() -> impl IntoView {
    let notices: Vec<_> = TONES
        .into_iter()
        .map(|tone| {
            view! {
                <Notice title=tone.as_str() tone>
                    <p>{t(msg::gallery::SENTENCE)}</p>
                </Notice>
            }
        })
        .collect();
    view! {
        {notices}
        <Empty title=t(msg::dossier_page::MINE_EMPTY) icon=Icon::FileText>
            <p>{t(msg::dossier_page::MINE_EMPTY_TEXT)}</p>
        </Empty>
        <Panel
            title=t(msg::dossier_page::RECEIVED)
            reference_label=t(msg::dossier_page::REFERENCE)
            reference="HS-7K3M-9QX2D"
        />
    }
}

/// A road with its moments, the tasks of a draft, the steps of a short one.
#[component]
pub(super) fn Progress() -> impl IntoView {
    let lang = use_lang();
    let moment = move |state, of: DossierState, who: Option<&str>| {
        let who = who.map(str::to_owned);
        view! {
            <Moment state title=of.words().now.text(lang) when="09:15 24/11/2026" who>
                <p>{of.words().you.text(lang)}</p>
            </Moment>
        }
    };
    let tasks = [
        (TaskState::Done, msg::dossier_page::SLIP_APPLICANT),
        (TaskState::Underway, msg::dossier_page::PAPERS),
        (TaskState::Wrong, msg::dossier_page::ANSWERS),
        (TaskState::NotStarted, msg::dossier_page::FEE),
        (TaskState::Waits, msg::dossier_page::RESULT),
    ];
    let tasks: Vec<_> = tasks
        .into_iter()
        .enumerate()
        .map(|(at, (state, name))| {
            view! {
                <Task
                    id=format!("task{at}")
                    href="#progress"
                    name=t(name)
                    hint={None::<String>}
                    state
                />
            }
        })
        .collect();
    let names = [msg::identity::PHONE, msg::identity::CODE, msg::dossier_page::RESULT];
    view! {
        <Timeline>
            {moment(MomentState::Past, DossierState::Submitted, None)}
            {moment(MomentState::Stopped, DossierState::SupplementRequested, Some("Nông Thị Hoa"))}
            {moment(MomentState::Now, DossierState::Assigned, Some("Hoàng Văn Thắng"))}
            {moment(MomentState::Next, DossierState::ResultReady, None)}
        </Timeline>
        <TaskList>{tasks}</TaskList>
        <Steps names=names.map(|name| t(name).to_owned()).to_vec() current=2/>
    }
}
