//! A dossier with all that its page needs, in one read; what the reader may not see is left out.

use super::change::actor_name;
use super::find_shown;
use super::history::history;
use super::read::subject;
use super::sealed::open_declaration;
use super::supplement::{all_files, open_request};
use crate::draft::files_of;
use crate::error::{Error, Result};
use crate::{Portal, payment};
use serde_json::Value;
use shared::dossier::deadline::{acknowledge_by, working_days_left};
use shared::dossier::{
    DossierAction, DossierState, DossierView, FeeView, Reference, ResultOutcome, ResultView,
    SupplementItem, SupplementView, TimelineEntry,
};
use shared::draft::SlotView;
use shared::file::{FileLimits, PaperRule, RESULT_PAPER};
use shared::form::{CheckContext, Declaration, FieldKind, Form, Papers, SectionView};
use shared::id::StaffId;
use shared::identity::{Actor, Role, Who};
use shared::money::Dong;
use shared::policy;
use shared::procedure::{Channel, Procedure};
use shared::time::{Instant, local_day};
use std::sync::Arc;
use store::Tx;
use store::dossier::DossierRow;
use store::file::FileRow;

/// The dossier of that reference or code, for those who may see it.
pub async fn view(portal: &Portal, actor: &Actor, code: &str) -> Result<DossierView> {
    let mut tx = portal.db.read().await?;
    let row = find_shown(&mut tx, actor, code).await?;
    let state = row.state()?;
    let is_staff = matches!(actor.who, Who::Staff(_));
    let published = portal.published();
    let version = portal.versions.procedure(&mut tx, row.procedure_version_id).await?;
    let form = portal.versions.form(&mut tx, row.form_version_id).await?;
    let files = all_files(&mut tx, &row).await?;
    let declaration = open_declaration(portal, row.id, &row.answers_sealed)?;
    let running = row.due_at.filter(|_| state.is_on_the_clock());
    let procedure = &version.procedure;
    let timeline = log(portal, &mut tx, &row, is_staff.then_some(&form)).await?;
    Ok(DossierView {
        id: row.id,
        reference: shown_reference(&row),
        code: row.code.clone(),
        version: row.version,
        slug: published.slug_of(procedure).to_owned(),
        procedure_name: (procedure.name.clone(), procedure.name_en.clone()),
        agency_name: published.agency_name(&row.agency_id),
        state,
        status: state.for_citizen(),
        channel: Channel::parse(&row.channel).unwrap_or(Channel::Online),
        applicant_name: row.applicant_name.clone(),
        submitted_at: row.submitted_at,
        accepted_at: row.accepted_at,
        due_at: running,
        working_days_left: running
            .map(|due| working_days_left(&published.calendar, portal.now(), due)),
        appointed_at: row.due_at.filter(|_| state != DossierState::SupplementRequested),
        answer_by: answer_by(portal, (&row, state), &timeline),
        finished_at: row.finished_at,
        assignee: assignee(&mut tx, &row).await?,
        fee: fee(&mut tx, &row).await?,
        sections: sections(portal, &row, &form, &declaration),
        papers: papers(procedure, &form, &files, &[], &portal.limits.files)?,
        timeline,
        supplement: supplement(&mut tx, &row, state).await?,
        result: result(&mut tx, &row, &files, is_staff).await?,
        result_files: if is_staff { files_of(&files, RESULT_PAPER)? } else { Vec::new() },
        actions: policy::dossier_actions(actor, &subject(&row)?),
        assignable: if is_staff { assignable(&mut tx, &row).await? } else { Vec::new() },
        head_hash: hex::encode(&row.head_hash),
    })
}

/// By when what was handed in, or sent to complete it, has to be accepted or answered. A fee that is
/// due comes first.
pub(super) fn answer_by(
    portal: &Portal,
    (row, state): (&DossierRow, DossierState),
    timeline: &[TimelineEntry],
) -> Option<Instant> {
    let is_waiting = state == DossierState::Submitted && row.payment_state != "open";
    let since = timeline.last().filter(|_| is_waiting)?.at;
    Some(acknowledge_by(&portal.published().calendar, since))
}

/// `HS-7K3M-9QX2D`.
pub(crate) fn shown_reference(row: &DossierRow) -> String {
    Reference::parse(&row.reference).map_or_else(|_| row.reference.clone(), |r| r.to_string())
}

/// The official code, or the reference before there is one.
pub(super) fn shown_code(row: &DossierRow) -> String {
    row.code.clone().unwrap_or_else(|| shown_reference(row))
}

async fn assignee(tx: &mut Tx, row: &DossierRow) -> Result<Option<(StaffId, String)>> {
    let Some(id) = row.assignee() else { return Ok(None) };
    Ok(store::account::find_staff(tx, id).await?.map(|staff| (id, staff.full_name)))
}

async fn assignable(tx: &mut Tx, row: &DossierRow) -> Result<Vec<(StaffId, String)>> {
    let staff = store::account::staff_with_role(tx, Role::CaseOfficer, &row.agency_id).await?;
    Ok(staff.into_iter().map(|staff| (staff.id, staff.full_name)).collect())
}

async fn fee(tx: &mut Tx, row: &DossierRow) -> Result<FeeView> {
    let owed = store::payment::find_obligation(tx, row.id).await?;
    let (total, lines, settled_at) = match owed {
        Some(owed) => (Dong(owed.amount), payment::lines(&owed.lines)?, owed.settled_at),
        None => (Dong::ZERO, Vec::new(), None),
    };
    Ok(FeeView { state: row.payment_state.clone(), total, lines, settled_at })
}

fn sections(
    portal: &Portal,
    row: &DossierRow,
    form: &Form,
    declaration: &Declaration,
) -> Vec<SectionView> {
    let papers = Papers::new();
    let published = portal.published();
    let ctx = CheckContext {
        today: local_day(row.submitted_at),
        papers: &papers,
        book: Some(&published.book),
    };
    form.lay_out(declaration.values(), &ctx)
}

/// The papers of the procedure, and the files of the form that are there or asked for.
pub(super) fn papers(
    procedure: &Procedure,
    form: &Form,
    files: &[FileRow],
    asked: &[SupplementItem],
    limits: &FileLimits,
) -> Result<Vec<SlotView>> {
    let mut slots = Vec::new();
    for paper in procedure.papers().into_iter().filter(|paper| paper.is_asked_beside(form)) {
        slots.push(SlotView {
            required: paper.must_be_uploaded(),
            files: files_of(files, &paper.key)?,
            key: paper.key,
            name: paper.name,
            hint: paper.when,
            rule: PaperRule::general(limits),
        });
    }
    for field in form.sections.iter().flat_map(|section| &section.fields) {
        let found = files_of(files, &field.key)?;
        if field.kind == FieldKind::File && (!found.is_empty() || is_asked(asked, &field.key)) {
            slots.push(SlotView {
                key: field.key.clone(),
                name: field.label_vi.clone(),
                hint: String::new(),
                required: field.required,
                rule: PaperRule::of_field(limits, field),
                files: found,
            });
        }
    }
    Ok(slots)
}

/// Whether a paper or field is asked for.
pub(super) fn is_asked(asked: &[SupplementItem], key: &str) -> bool {
    asked.iter().any(|item| item.key == key)
}

/// What happened, oldest first. What staff say among themselves stays with them.
pub(super) async fn timeline(
    tx: &mut Tx,
    row: &DossierRow,
    is_staff: bool,
) -> Result<Vec<TimelineEntry>> {
    let events = store::event::list(tx, row.id).await?;
    Ok(events
        .into_iter()
        .filter(|event| is_staff || !is_internal(&event.kind))
        .map(|event| TimelineEntry {
            who: actor_name(&event.actor),
            note: note(&event.payload, is_staff),
            kind: event.kind,
            at: event.at,
            changes: Vec::new(),
        })
        .collect())
}

/// The timeline; staff see from what to what, in the words of the form.
async fn log(
    portal: &Portal,
    tx: &mut Tx,
    row: &DossierRow,
    form: Option<&Arc<Form>>,
) -> Result<Vec<TimelineEntry>> {
    let mut entries = timeline(tx, row, form.is_some()).await?;
    if let Some(form) = form {
        let changes = history(portal, tx, row, form).await?;
        for (entry, changes) in entries.iter_mut().zip(changes) {
            entry.changes = changes;
        }
    }
    Ok(entries)
}

fn is_internal(kind: &str) -> bool {
    let action = DossierAction::parse(kind);
    matches!(action, Some(DossierAction::ReturnDraft | DossierAction::DraftResult))
}

fn note(payload: &str, is_staff: bool) -> String {
    let Ok(value) = serde_json::from_str::<Value>(payload) else { return String::new() };
    let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let internal = || if is_staff { text("comment").or_else(|| text("summary")) } else { None };
    text("note").or_else(internal).unwrap_or_default()
}

async fn supplement(
    tx: &mut Tx,
    row: &DossierRow,
    state: DossierState,
) -> Result<Option<SupplementView>> {
    if !matches!(state, DossierState::IntakeSupplement | DossierState::SupplementRequested) {
        return Ok(None);
    }
    let (request, items) = open_request(tx, row).await?;
    Ok(Some(SupplementView {
        round: request.round,
        requested_at: request.requested_at,
        requested_by: request.requested_by,
        note: request.note,
        items,
    }))
}

/// A proposed result is for staff; the citizen sees what was issued.
async fn result(
    tx: &mut Tx,
    row: &DossierRow,
    files: &[FileRow],
    is_staff: bool,
) -> Result<Option<ResultView>> {
    let Some(result) = store::dossier::find_result(tx, row.id).await? else { return Ok(None) };
    if !is_staff && result.issued_at.is_none() {
        return Ok(None);
    }
    let outcome = ResultOutcome::parse(&result.outcome)
        .ok_or_else(|| Error::failed(format!("the result of {} is {}", row.id, result.outcome)))?;
    Ok(Some(ResultView {
        outcome,
        summary: result.summary,
        legal_ground: result.legal_ground,
        number: result.number,
        issued_at: result.issued_at,
        files: files_of(files, RESULT_PAPER)?,
    }))
}
