//! A draft with all that its pages need, in one read.

use super::fee::{fee, fee_questions};
use super::{DraftWork, Problems, problems, resume};
use crate::Portal;
use crate::error::Result;
use shared::draft::{DraftView, SlotView, TaskState, TaskView};
use shared::error::FieldError;
use shared::form::{CheckContext, FieldKind, Form, Papers, Section};
use shared::id::DraftId;
use shared::identity::Actor;
use shared::payment::fee::FeeQuestions;
use shared::time::local_day;

/// The last part of the address of the papers' page.
pub(super) const PAPERS: &str = "giay-to";
/// The last part of the address of the fee's page.
pub(super) const FEE: &str = "le-phi";
/// The last part of the address of the page where answers are checked.
pub(super) const CHECK: &str = "kiem-tra";

/// The draft, for the one whose it is.
pub async fn view(portal: &Portal, actor: &Actor, id: DraftId) -> Result<DraftView> {
    let mut tx = portal.db.read().await?;
    let work = DraftWork::open_unsubmitted(portal, &mut tx, actor, id).await?;
    let found = problems(portal, &mut tx, &work).await?;
    let published = portal.published();
    let procedure = work.procedure.procedure.clone();
    let fee = fee(portal, &work);
    let fee_questions = fee_questions(portal, &work);
    let tasks = tasks(portal, &work, &found, (&fee_questions, fee.is_ok()));
    Ok(DraftView {
        id,
        slug: published.slug_of(&procedure).to_owned(),
        agency_name: published.agency_name(&procedure.agency),
        form: Form::clone(&work.form),
        revision: work.row.revision,
        saved_at: work.row.saved_at,
        expires_at: work.row.expires_at,
        resume_code: resume::open_code(portal, id, &work.row.resume_code_sealed)?,
        fee_choice: work.fee_choice,
        answers: work.answers,
        procedure,
        fee_questions,
        is_fee_clear: fee.is_ok(),
        quote: fee.ok().flatten(),
        slots: found.slots,
        tasks,
        problems: found.errors,
        is_signed_in: actor.person().is_some(),
    })
}

pub(super) fn tasks(
    portal: &Portal,
    work: &DraftWork,
    found: &Problems,
    (asked, is_fee_clear): (&FeeQuestions, bool),
) -> Vec<TaskView> {
    let papers = Papers::new();
    let ctx = CheckContext { today: local_day(portal.now()), papers: &papers, book: None };
    let mut tasks: Vec<TaskView> = work
        .form
        .visible_sections(&work.answers, &ctx)
        .into_iter()
        .filter(|section| asks_on_a_page(section))
        .map(|section| TaskView {
            path: section.key.clone(),
            title_vi: section.title_vi.clone(),
            title_en: section.title_en.clone(),
            state: state_of_section(section, work, &found.errors),
        })
        .collect();
    if !found.slots.is_empty() {
        tasks.push(plain(PAPERS, state_of_papers(work, found)));
    }
    if !asked.is_empty() {
        let is_done = is_fee_clear && work.has_visited(FEE);
        tasks.push(plain(FEE, if is_done { TaskState::Done } else { TaskState::NotStarted }));
    }
    // What is right can be handed in, whether every page of it was opened or not: the page to check
    // shows all of it.
    let is_ready = found.errors.is_empty() && is_fee_clear;
    tasks.push(plain(CHECK, if is_ready { TaskState::NotStarted } else { TaskState::CannotStart }));
    tasks
}

/// A section of files only has no page of its own: files have theirs.
fn asks_on_a_page(section: &Section) -> bool {
    section.fields.iter().any(|field| field.kind != FieldKind::File)
}

fn plain(path: &str, state: TaskState) -> TaskView {
    TaskView { path: path.to_owned(), title_vi: String::new(), title_en: String::new(), state }
}

fn state_of_section(section: &Section, work: &DraftWork, errors: &[FieldError]) -> TaskState {
    let is_of = |path: &str| {
        let key = path.split('.').next().unwrap_or(path);
        section.fields.iter().any(|f| f.kind != FieldKind::File && f.key == key)
    };
    let is_wrong = errors.iter().any(|error| is_of(&error.field));
    state_of(is_wrong, work.has_visited(&section.key))
}

fn state_of_papers(work: &DraftWork, found: &Problems) -> TaskState {
    let is_of = |slot: &SlotView| found.errors.iter().any(|error| error.field == slot.key);
    let has_files = found.slots.iter().any(|slot| !slot.files.is_empty());
    state_of(found.slots.iter().any(is_of), has_files || work.has_visited(PAPERS))
}

/// What was answered beforehand, from the profile or by the form, is not done before it was read.
fn state_of(is_wrong: bool, is_visited: bool) -> TaskState {
    match (is_wrong, is_visited) {
        (_, false) => TaskState::NotStarted,
        (false, true) => TaskState::Done,
        (true, true) => TaskState::InProgress,
    }
}
