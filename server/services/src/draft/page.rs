//! Saves a page of a form as it was posted, and says which page comes next.

use super::fee::{fee, fee_questions};
use super::save::{too_large, write};
use super::view::{CHECK, PAPERS, tasks};
use super::{DraftWork, Problems, papers_of, problems};
use crate::Portal;
use crate::error::Result;
use shared::draft::{NextPage, PageAct, PostedPage, TaskView};
use shared::error::ErrorCode;
use shared::form::{Answer, Answers, CheckContext, Field, FieldKind, Form, ROWS_MAX, Row, Section};
use shared::identity::Actor;
use shared::time::local_day;
use std::collections::BTreeSet;
use store::Tx;
use store::file::Holder;

/// Takes over a posted page, right or wrong: what was typed is kept whatever comes next.
pub async fn save_page(portal: &Portal, actor: &Actor, page: PostedPage) -> Result<NextPage> {
    let mut tx = portal.db.write().await?;
    let mut work = DraftWork::open_unsubmitted(portal, &mut tx, actor, page.id).await?;
    if page.section == PAPERS {
        return leave_papers(portal, tx, work, page.is_from_check).await;
    }
    let form = work.form.clone();
    let section = form.section(&page.section).ok_or(ErrorCode::NotFound)?;
    let holder = Holder { draft: Some(page.id), dossier: None };
    let papers = papers_of(&store::file::list(&mut tx, holder).await?)?;
    let published = portal.published();
    let ctx = CheckContext {
        today: local_day(portal.now()),
        papers: &papers,
        book: Some(&published.book),
    };
    let mut seen = shown(&form, section, &work.answers, &ctx);
    seen.extend(page.pairs.iter().map(|(name, _)| root_of(name).to_owned()));
    let posted = work.answers.with_posted(&form, &page.section, page.pairs.clone(), &ctx);
    work.answers = posted.map_err(|_| too_large())?;
    work.visit(&page.section);
    let row = act_on_rows(section, &mut work.answers, &page.act);
    let has_appeared = !shown(&form, section, &work.answers, &ctx).is_subset(&seen);
    let found = problems(portal, &mut tx, &work).await?;
    let asked = fee_questions(portal, &work);
    let list = tasks(portal, &work, &found, (&asked, fee(portal, &work).is_ok()));
    write(portal, tx, work).await?;
    Ok(match (page.act, row) {
        (PageAct::Later, _) => NextPage::List,
        (_, Some(control)) => NextPage::At(control),
        _ if needs_mending(section, &found, &seen) => NextPage::Mend,
        _ if has_appeared => NextPage::Appeared,
        _ if page.is_from_check => NextPage::Task(CHECK.to_owned()),
        _ => after(&list, &page.section),
    })
}

/// The page of the papers has nothing to save: its files were kept as they came.
async fn leave_papers(
    portal: &Portal,
    mut tx: Tx,
    mut work: DraftWork,
    is_from_check: bool,
) -> Result<NextPage> {
    work.visit(PAPERS);
    let found = problems(portal, &mut tx, &work).await?;
    let asked = fee_questions(portal, &work);
    let list = tasks(portal, &work, &found, (&asked, fee(portal, &work).is_ok()));
    write(portal, tx, work).await?;
    if is_from_check {
        return Ok(NextPage::Task(CHECK.to_owned()));
    }
    Ok(after(&list, PAPERS))
}

/// The keys of the questions that the page asks.
fn shown(
    form: &Form,
    section: &Section,
    answers: &Answers,
    ctx: &CheckContext<'_>,
) -> BTreeSet<String> {
    let fields = form.visible_fields(section, answers, ctx).into_iter();
    let on_page = fields.filter(|field| field.kind != FieldKind::File);
    on_page.map(|field| field.key.clone()).collect()
}

fn root_of(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

/// Adds or removes a row, and says where to go on.
fn act_on_rows(section: &Section, answers: &mut Answers, act: &PageAct) -> Option<String> {
    let (PageAct::AddRow(key) | PageAct::RemoveRow(key, _)) = act else { return None };
    let table = section.fields.iter().find(|field| field.key == *key)?;
    let mut rows = answers.get(key).and_then(Answer::as_rows).unwrap_or_default().to_vec();
    let at = match act {
        PageAct::RemoveRow(_, row) => {
            if *row < rows.len() {
                rows.remove(*row);
            }
            row.saturating_sub(1)
        }
        _ => {
            if rows.len() < ROWS_MAX {
                rows.push(Row::new());
            }
            rows.len() - 1
        }
    };
    answers.set(key.clone(), Answer::Rows(rows));
    Some(first_control_of_row(table, at))
}

fn first_control_of_row(table: &Field, row: usize) -> String {
    let path =
        |column: &Field| column.first_control(&format!("{}.{row}.{}", table.key, column.key));
    table.columns.first().map_or_else(|| table.key.clone(), path)
}

/// Whether a question that was on the page has to be mended; one that has just appeared is new,
/// not wrong.
fn needs_mending(section: &Section, found: &Problems, seen: &BTreeSet<String>) -> bool {
    let is_here = |key: &str| {
        section.fields.iter().any(|field| field.key == key && field.kind != FieldKind::File)
    };
    found
        .errors
        .iter()
        .map(|error| root_of(&error.field))
        .any(|key| is_here(key) && seen.contains(key))
}

fn after(tasks: &[TaskView], section: &str) -> NextPage {
    let at = tasks.iter().position(|task| task.path == section);
    let next = at.and_then(|at| tasks.get(at + 1));
    next.map_or(NextPage::List, |task| NextPage::Task(task.path.clone()))
}
