//! Dossiers: the projection of their events that pages and queues read.

use crate::error::{Error, Result, contradiction};
use crate::{Tx, on};
use chrono::NaiveDate;
use shared::dossier::{DossierAction, DossierState};
use shared::flow::Transition;
use shared::id::{DossierId, DraftId, FormVersionId, PersonId, ProcedureVersionId, StaffId};
use shared::time::Instant;
use uuid::Uuid;

/// A dossier as stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DossierRow {
    /// Its id.
    #[sqlx(try_from = "Uuid")]
    pub id: DossierId,
    /// The draft it was.
    #[sqlx(try_from = "Uuid")]
    pub draft_id: DraftId,
    /// Known from submission on.
    pub reference: String,
    /// The official code, from acceptance on.
    pub code: Option<String>,
    /// Whose it is.
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    /// The procedure as it was at submission.
    #[sqlx(try_from = "Uuid")]
    pub procedure_version_id: ProcedureVersionId,
    /// Its form.
    #[sqlx(try_from = "Uuid")]
    pub form_version_id: FormVersionId,
    /// The procedure's key.
    pub procedure_id: String,
    /// Who decides.
    pub agency_id: String,
    /// The field of the procedure.
    pub sector: String,
    /// `online`, `counter` or `postal`.
    pub channel: String,
    state: String,
    /// `none`, `open`, `settled`, `cancelled`, `refunded` or `unknown`.
    pub payment_state: String,
    /// Grows with each change; guards against two at once.
    pub version: i64,
    assignee_id: Option<Uuid>,
    /// The applicant's name.
    pub applicant_name: String,
    /// Accent-free, for the officers' search.
    pub search_key: String,
    /// The declaration, sealed.
    pub answers_sealed: Vec<u8>,
    /// Keyed hash of the last four digits of the phone.
    pub phone_tail_hash: Vec<u8>,
    /// Keyed hash of the last four digits of the identity number.
    pub id_tail_hash: Vec<u8>,
    /// How often a supplement was asked for.
    pub supplement_count: i64,
    /// When it was handed in.
    pub submitted_at: Instant,
    /// When the clock started.
    pub accepted_at: Option<Instant>,
    /// The first due instant.
    pub due_original: Option<Instant>,
    /// The due instant now.
    pub due_at: Option<Instant>,
    /// Its business day.
    pub due_on: Option<NaiveDate>,
    /// When the result was ready.
    pub finished_at: Option<Instant>,
    /// When nothing more was expected.
    pub ended_at: Option<Instant>,
    /// What the queue is ordered by.
    pub queue_at: Instant,
    /// How long its chain is.
    pub event_count: i64,
    /// The hash of the chain's last link.
    pub head_hash: Vec<u8>,
}

impl DossierRow {
    /// A dossier that was just handed in.
    pub fn submitted(new: NewDossier) -> Self {
        Self {
            id: new.id,
            draft_id: new.draft_id,
            reference: new.reference,
            code: None,
            person_id: new.person_id,
            procedure_version_id: new.procedure_version_id,
            form_version_id: new.form_version_id,
            procedure_id: new.procedure_id,
            agency_id: new.agency_id,
            sector: new.sector,
            channel: new.channel,
            state: DossierState::Submitted.as_str().to_owned(),
            payment_state: new.payment_state,
            version: 0,
            assignee_id: None,
            applicant_name: new.applicant_name,
            search_key: new.search_key,
            answers_sealed: new.answers_sealed,
            phone_tail_hash: new.phone_tail_hash,
            id_tail_hash: new.id_tail_hash,
            supplement_count: 0,
            submitted_at: new.submitted_at,
            accepted_at: None,
            due_original: None,
            due_at: None,
            due_on: None,
            finished_at: None,
            ended_at: None,
            queue_at: new.submitted_at,
            event_count: 0,
            head_hash: Vec::new(),
        }
    }

    /// Where it stands.
    pub fn state(&self) -> Result<DossierState> {
        DossierState::parse(&self.state)
            .ok_or_else(|| contradiction("dossier", self.id, format!("state {}", self.state)))
    }

    /// Whose work it is.
    pub fn assignee(&self) -> Option<StaffId> {
        self.assignee_id.map(StaffId)
    }

    /// Gives it to somebody, or to nobody.
    pub fn set_assignee(&mut self, staff: Option<StaffId>) {
        self.assignee_id = staff.map(|id| id.0);
    }
}

/// What a dossier consists of when it is handed in.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are those of DossierRow")]
pub struct NewDossier {
    pub id: DossierId,
    pub draft_id: DraftId,
    pub reference: String,
    pub person_id: PersonId,
    pub procedure_version_id: ProcedureVersionId,
    pub form_version_id: FormVersionId,
    pub procedure_id: String,
    pub agency_id: String,
    pub sector: String,
    pub channel: String,
    pub payment_state: String,
    pub applicant_name: String,
    pub search_key: String,
    pub answers_sealed: Vec<u8>,
    pub phone_tail_hash: Vec<u8>,
    pub id_tail_hash: Vec<u8>,
    pub submitted_at: Instant,
}

/// One line of a queue.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct QueueRow {
    /// Its id.
    #[sqlx(try_from = "Uuid")]
    pub id: DossierId,
    /// Known from submission on.
    pub reference: String,
    /// The official code, from acceptance on.
    pub code: Option<String>,
    /// The procedure's key.
    pub procedure_id: String,
    /// Who decides.
    pub agency_id: String,
    /// How it was filed.
    pub channel: String,
    /// Where it stands.
    pub state: String,
    /// Where its fee stands.
    pub payment_state: String,
    /// The applicant's name.
    pub applicant_name: String,
    /// Whose work it is.
    pub assignee_id: Option<Uuid>,
    /// The name of whose work it is.
    pub assignee_name: Option<String>,
    /// When it was handed in.
    pub submitted_at: Instant,
    /// The due instant.
    pub due_at: Option<Instant>,
    /// What the queue is ordered by.
    pub queue_at: Instant,
}

/// What a queue shows.
#[derive(Debug, Clone, Default)]
pub struct QueueFilter<'a> {
    /// One agency, or all that `agencies` allows.
    pub agency: Option<&'a str>,
    /// The agencies that may be seen, as `,STP,SYT,`; empty is all.
    pub agencies: &'a str,
    /// Only what waits for this officer: assigned to them, or in `turn`.
    pub mine: Option<StaffId>,
    /// Where what waits for the officer's roles is, as `,STP:submitted,*:approved,`.
    pub turn: &'a str,
    /// Only these states, as `,accepted,assigned,`; empty is all.
    pub states: &'a str,
    /// Only one procedure.
    pub procedure: Option<&'a str>,
    /// Only one field.
    pub sector: Option<&'a str>,
    /// Only one channel.
    pub channel: Option<&'a str>,
    /// Accent-free words that the search key must hold, with `%` around.
    pub search: Option<&'a str>,
    /// Only those due on this day or after.
    pub due_from: Option<NaiveDate>,
    /// Only those due on this day or before.
    pub due_to: Option<NaiveDate>,
}

/// The place in a queue after which the next page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueAfter {
    /// `queue_at` of the last line seen.
    pub queue_at: Instant,
    /// Its id.
    pub id: DossierId,
}

/// The columns of [`DossierRow`], in front of a condition.
macro_rules! dossier_where {
    ($condition:literal) => {
        concat!(
            "SELECT id, draft_id, reference, code, person_id, procedure_version_id, ",
            "form_version_id, procedure_id, agency_id, sector, channel, state, payment_state, ",
            "version, assignee_id, applicant_name, search_key, answers_sealed, phone_tail_hash, ",
            "id_tail_hash, supplement_count, submitted_at, accepted_at, due_original, due_at, ",
            "due_on, finished_at, ended_at, queue_at, event_count, head_hash FROM dossier ",
            $condition
        )
    };
}

/// The dossier with that id.
pub async fn find(tx: &mut Tx, id: DossierId) -> Result<Option<DossierRow>> {
    let sql = dossier_where!("WHERE id = $1");
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(id.0).fetch_optional(conn).await?))
}

/// The dossier that a draft became.
pub async fn find_by_draft(tx: &mut Tx, draft: DraftId) -> Result<Option<DossierRow>> {
    let sql = dossier_where!("WHERE draft_id = $1");
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(draft.0).fetch_optional(conn).await?))
}

/// The dossier with that reference or official code.
pub async fn find_by_code(tx: &mut Tx, code: &str) -> Result<Option<DossierRow>> {
    let sql = dossier_where!("WHERE reference = $1 OR code = $1");
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(code).fetch_optional(conn).await?))
}

/// A person's dossiers, newest first.
pub async fn list_of_person(tx: &mut Tx, person: PersonId, limit: i64) -> Result<Vec<DossierRow>> {
    let sql = dossier_where!("WHERE person_id = $1 ORDER BY submitted_at DESC, id DESC LIMIT $2");
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(person.0).bind(limit).fetch_all(conn).await?))
}

/// A page of all dossiers by id, for `server verify`.
pub async fn list_all(
    tx: &mut Tx,
    after: Option<DossierId>,
    limit: i64,
) -> Result<Vec<DossierRow>> {
    let sql = dossier_where!("WHERE ($1 IS NULL OR id > $1) ORDER BY id LIMIT $2");
    Ok(on!(tx, conn => {
        sqlx::query_as(sql).bind(after.map(|id| id.0)).bind(limit).fetch_all(conn).await?
    }))
}

/// Writes a dossier that was just handed in. `false` when its draft already became one.
pub async fn add(tx: &mut Tx, row: &DossierRow) -> Result<bool> {
    let sql = "INSERT INTO dossier (id, draft_id, reference, person_id, procedure_version_id, \
               form_version_id, procedure_id, agency_id, sector, channel, state, payment_state, \
               version, applicant_name, search_key, answers_sealed, phone_tail_hash, \
               id_tail_hash, supplement_count, submitted_at, queue_at, event_count, head_hash) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, \
               $17, $18, $19, $20, $21, $22, $23) ON CONFLICT (draft_id) DO NOTHING";
    let added = on!(tx, conn => {
        sqlx::query(sql).bind(row.id.0).bind(row.draft_id.0).bind(&row.reference)
            .bind(row.person_id.0).bind(row.procedure_version_id.0).bind(row.form_version_id.0)
            .bind(&row.procedure_id).bind(&row.agency_id).bind(&row.sector).bind(&row.channel)
            .bind(&row.state).bind(&row.payment_state).bind(row.version)
            .bind(&row.applicant_name).bind(&row.search_key).bind(&row.answers_sealed)
            .bind(&row.phone_tail_hash).bind(&row.id_tail_hash).bind(row.supplement_count)
            .bind(row.submitted_at).bind(row.queue_at).bind(row.event_count)
            .bind(&row.head_hash).execute(conn).await?.rows_affected()
    });
    Ok(added == 1)
}

/// Takes a step: the only way to another state. `row` is the dossier as it shall be, except for
/// state and version; it must have been read at that version.
pub async fn record(
    tx: &mut Tx,
    row: &mut DossierRow,
    step: Transition<DossierState, DossierAction>,
) -> Result<()> {
    if row.state()? != step.from() {
        return Err(Error::Stale);
    }
    step.to().as_str().clone_into(&mut row.state);
    update(tx, row).await
}

/// Writes what changed without a step: payment state, chain, search key.
pub async fn update(tx: &mut Tx, row: &mut DossierRow) -> Result<()> {
    let sql = "UPDATE dossier SET code = $3, state = $4, payment_state = $5, assignee_id = $6, \
               applicant_name = $7, search_key = $8, answers_sealed = $9, phone_tail_hash = $10, \
               id_tail_hash = $11, supplement_count = $12, accepted_at = $13, \
               due_original = $14, due_at = $15, due_on = $16, finished_at = $17, \
               ended_at = $18, queue_at = $19, event_count = $20, head_hash = $21, \
               version = version + 1 WHERE id = $1 AND version = $2";
    let touched = on!(tx, conn => {
        sqlx::query(sql).bind(row.id.0).bind(row.version).bind(&row.code).bind(&row.state)
            .bind(&row.payment_state).bind(row.assignee_id).bind(&row.applicant_name)
            .bind(&row.search_key).bind(&row.answers_sealed).bind(&row.phone_tail_hash)
            .bind(&row.id_tail_hash).bind(row.supplement_count).bind(row.accepted_at)
            .bind(row.due_original).bind(row.due_at).bind(row.due_on).bind(row.finished_at)
            .bind(row.ended_at).bind(row.queue_at).bind(row.event_count).bind(&row.head_hash)
            .execute(conn).await?.rows_affected()
    });
    if touched == 0 {
        return Err(Error::Stale);
    }
    row.version += 1;
    Ok(())
}

/// The next number of a series: 1, 2, 3 … without holes once committed.
pub async fn next_serial(tx: &mut Tx, name: &str) -> Result<i64> {
    let sql = "INSERT INTO serial (name, last) VALUES ($1, 1) \
               ON CONFLICT (name) DO UPDATE SET last = serial.last + 1 RETURNING last";
    Ok(on!(tx, conn => sqlx::query_scalar(sql).bind(name).fetch_one(conn).await?))
}

/// The condition of [`QueueFilter`], bound as `$1` to `$11`, behind a choice of columns.
macro_rules! queue_where {
    ($columns:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM dossier d LEFT JOIN staff s ON s.id = d.assignee_id ",
            "WHERE d.ended_at IS NULL ",
            "AND ($1 IS NULL OR d.agency_id = $1) ",
            "AND ($2 = '' OR $2 LIKE '%,' || d.agency_id || ',%') ",
            "AND ($3 IS NULL OR (d.assignee_id = $3 AND d.finished_at IS NULL) ",
            "OR $4 LIKE '%,' || d.agency_id || ':' || d.state || ',%' ",
            "OR $4 LIKE '%,*:' || d.state || ',%') ",
            "AND ($5 = '' OR $5 LIKE '%,' || d.state || ',%') ",
            "AND ($6 IS NULL OR d.procedure_id = $6) ",
            "AND ($7 IS NULL OR d.sector = $7) ",
            "AND ($8 IS NULL OR d.channel = $8) ",
            "AND ($9 IS NULL OR d.search_key LIKE $9) ",
            "AND ($10 IS NULL OR d.due_on >= $10) ",
            "AND ($11 IS NULL OR d.due_on <= $11) ",
            $rest
        )
    };
}

macro_rules! bind_queue {
    ($sql:expr, $filter:expr) => {
        $sql.bind($filter.agency)
            .bind($filter.agencies)
            .bind($filter.mine.map(|id| id.0))
            .bind($filter.turn)
            .bind($filter.states)
            .bind($filter.procedure)
            .bind($filter.sector)
            .bind($filter.channel)
            .bind($filter.search)
            .bind($filter.due_from)
            .bind($filter.due_to)
    };
}

/// A page of open dossiers, due first.
pub async fn queue(
    tx: &mut Tx,
    filter: &QueueFilter<'_>,
    after: Option<QueueAfter>,
    limit: i64,
) -> Result<Vec<QueueRow>> {
    let sql = queue_where!(
        "d.id, d.reference, d.code, d.procedure_id, d.agency_id, d.channel, d.state, \
         d.payment_state, d.applicant_name, d.assignee_id, s.full_name AS assignee_name, \
         d.submitted_at, d.due_at, d.queue_at",
        "AND ($12 IS NULL OR d.queue_at > $12 OR (d.queue_at = $12 AND d.id > $13)) \
         ORDER BY d.queue_at, d.id LIMIT $14"
    );
    Ok(on!(tx, conn => {
        bind_queue!(sqlx::query_as(sql), filter).bind(after.map(|a| a.queue_at))
            .bind(after.map(|a| a.id.0)).bind(limit).fetch_all(conn).await?
    }))
}

/// How many open dossiers that is, counted no further than `most`.
pub async fn queue_count(tx: &mut Tx, filter: &QueueFilter<'_>, most: i64) -> Result<i64> {
    let sql = concat!("SELECT COUNT(*) FROM (", queue_where!("d.id", "LIMIT $12"), ") AS counted");
    Ok(on!(tx, conn => {
        bind_queue!(sqlx::query_scalar(sql), filter).bind(most).fetch_one(conn).await?
    }))
}

/// A request for more, with its items as JSON.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SupplementRow {
    /// 1, 2, 3 …
    pub round: i64,
    /// When it was asked.
    pub requested_at: Instant,
    /// Who asked, by name.
    pub requested_by: String,
    /// What was said to the citizen.
    pub note: String,
    /// Papers and fields with a reason each: JSON.
    pub items: String,
    /// When it was answered.
    pub answered_at: Option<Instant>,
}

/// All requests for more, oldest first.
pub async fn supplements(tx: &mut Tx, id: DossierId) -> Result<Vec<SupplementRow>> {
    let sql = "SELECT round, requested_at, requested_by, note, items, answered_at \
               FROM supplement_request WHERE dossier_id = $1 ORDER BY round";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(id.0).fetch_all(conn).await?))
}

/// Asks for more.
pub async fn add_supplement(tx: &mut Tx, id: DossierId, row: &SupplementRow) -> Result<()> {
    let sql = "INSERT INTO supplement_request (dossier_id, round, requested_at, requested_by, \
               note, items) VALUES ($1, $2, $3, $4, $5, $6)";
    on!(tx, conn => {
        sqlx::query(sql).bind(id.0).bind(row.round).bind(row.requested_at)
            .bind(&row.requested_by).bind(&row.note).bind(&row.items).execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// Marks the open request as answered.
pub async fn answer_supplement(tx: &mut Tx, id: DossierId, at: Instant) -> Result<()> {
    let sql = "UPDATE supplement_request SET answered_at = $2 \
               WHERE dossier_id = $1 AND answered_at IS NULL";
    on!(tx, conn => sqlx::query(sql).bind(id.0).bind(at).execute(conn).await?.rows_affected());
    Ok(())
}

/// A proposed or issued result.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ResultRow {
    /// `granted` or `refused`.
    pub outcome: String,
    /// What was decided, in a sentence.
    pub summary: String,
    /// On what ground, for a refusal.
    pub legal_ground: String,
    /// Who proposed it.
    pub drafted_by: Uuid,
    /// Who approved it.
    pub approved_by: Option<Uuid>,
    /// Its number, once issued.
    pub number: Option<String>,
    /// When it was issued.
    pub issued_at: Option<Instant>,
}

/// The result, if one was proposed.
pub async fn find_result(tx: &mut Tx, id: DossierId) -> Result<Option<ResultRow>> {
    let sql = "SELECT outcome, summary, legal_ground, drafted_by, approved_by, number, issued_at \
               FROM result_document WHERE dossier_id = $1";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(id.0).fetch_optional(conn).await?))
}

/// Writes the result over what was proposed before.
pub async fn put_result(tx: &mut Tx, id: DossierId, row: &ResultRow) -> Result<()> {
    let sql = "INSERT INTO result_document (dossier_id, outcome, summary, legal_ground, \
               drafted_by, approved_by, number, issued_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (dossier_id) DO UPDATE SET \
               outcome = excluded.outcome, summary = excluded.summary, \
               legal_ground = excluded.legal_ground, drafted_by = excluded.drafted_by, \
               approved_by = excluded.approved_by, number = excluded.number, \
               issued_at = excluded.issued_at";
    on!(tx, conn => {
        sqlx::query(sql).bind(id.0).bind(&row.outcome).bind(&row.summary)
            .bind(&row.legal_ground).bind(row.drafted_by).bind(row.approved_by)
            .bind(&row.number).bind(row.issued_at).execute(conn).await?.rows_affected()
    });
    Ok(())
}
