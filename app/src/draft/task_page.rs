//! `/ban-nhap/{id}`: what is done and what is not, and how to go on elsewhere.

use super::opened::{Opened, with_draft};
use super::send_kept::SendKept;
use super::start_page::RefusedNotice;
use crate::i18n::{t, tf, use_lang};
use crate::refusal::use_refused;
use crate::ui::icon::Icon;
use crate::ui::{BackLink, ButtonKind, ButtonLink, Page, Task, TaskList};
use leptos::prelude::*;
use services::Portal;
use shared::draft::{TaskState, TaskView};
use shared::i18n::msg;
use shared::time::{local_day, show_day, show_instant};

/// The task list.
#[component]
pub fn TaskPage() -> impl IntoView {
    with_draft(|opened| view! { <Tasks opened/> })
}

#[component]
fn Tasks(opened: Opened) -> impl IntoView {
    let lang = use_lang();
    let draft = opened.draft.clone();
    let name = opened.procedure_name(lang);
    let done = draft.tasks.iter().filter(|task| task.state == TaskState::Done).count();
    let (done, all) = (done.to_string(), draft.tasks.len().to_string());
    let path = opened.path();
    let next = draft.tasks.iter().find(|task| is_next(task.state));
    let next = next.map(|task| format!("{path}/{}", task.path));
    let tasks: Vec<AnyView> = draft.tasks.iter().map(|task| task_line(&path, task)).collect();
    let saved = show_instant(draft.saved_at);
    view! {
        <Page title=tf(msg::draft::TASKS_TITLE, &[("procedure", &name)])>
            <div class="stack">
                <BackLink href="/ban-nhap"/>
                <div>
                    <p class="muted">{t(msg::draft::TASKS_ABOVE)}</p>
                    <h1 tabindex="-1">{name}</h1>
                </div>
                {use_refused().map(|refused| view! { <RefusedNotice refused/> })}
                <SendKept id=draft.id/>
                <div class="draft_bar">
                    <p class="saved">{tf(msg::draft::SAVED_AT, &[("when", &saved)])}</p>
                    <p>{tf(msg::draft::DONE_OF, &[("done", &done), ("all", &all)])}</p>
                </div>
                <TaskList>{tasks}</TaskList>
                {next.map(|next| view! {
                    <div>
                        <ButtonLink href=next icon=Icon::ArrowRight>
                            {t(msg::draft::GO_ON)}
                        </ButtonLink>
                    </div>
                })}
                <Elsewhere
                    code=draft.resume_code
                    expires=show_day(local_day(draft.expires_at))
                />
                <div>
                    <ButtonLink
                        href=format!("{path}/xoa")
                        kind=ButtonKind::Quiet
                        icon=Icon::Trash
                    >
                        {t(msg::draft::REMOVE)}
                    </ButtonLink>
                </div>
            </div>
        </Page>
    }
}

/// How to go on with another device, and until when.
#[component]
fn Elsewhere(code: String, expires: String) -> impl IntoView {
    let here = expect_context::<Portal>().public_url;
    let text = tf(msg::draft::ELSEWHERE_TEXT, &[("address", &format!("{here}/tiep-tuc"))]);
    view! {
        <section class="card stack" data-gap="small">
            <h2>{t(msg::draft::ELSEWHERE)}</h2>
            <p>{text}</p>
            <p class="resume_code">{code}</p>
            <p class="muted small">{tf(msg::draft::EXPIRES, &[("day", &expires)])}</p>
        </section>
    }
}

fn task_line(path: &str, task: &TaskView) -> AnyView {
    let name = task_name(task);
    let id = format!("task-{}", task.path);
    let href = format!("{path}/{}", task.path);
    let state = match task.state {
        TaskState::NotStarted => crate::ui::TaskState::NotStarted,
        TaskState::InProgress => crate::ui::TaskState::Underway,
        TaskState::Done => crate::ui::TaskState::Done,
        TaskState::CannotStart => crate::ui::TaskState::Waits,
    };
    view! { <Task id href name hint={None::<String>} state/> }.into_any()
}

/// What a task is called: a section by its own title, the others from the catalogue.
pub(super) fn task_name(task: &TaskView) -> String {
    if !task.title_vi.is_empty() {
        return use_lang().pick(&task.title_vi, &task.title_en).to_owned();
    }
    t(match task.path.as_str() {
        "giay-to" => msg::draft::TASK_PAPERS,
        "le-phi" => msg::draft::TASK_FEE,
        _ => msg::draft::TASK_CHECK,
    })
    .to_owned()
}

fn is_next(state: TaskState) -> bool {
    matches!(state, TaskState::NotStarted | TaskState::InProgress)
}
