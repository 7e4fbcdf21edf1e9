//! Drafts: what somebody is filling in.

use crate::error::{Error, Result};
use crate::{Tx, on};
use shared::id::{DraftId, FormVersionId, PersonId, ProcedureVersionId, SessionId};
use shared::time::Instant;
use uuid::Uuid;

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DraftRow {
    /// Its id.
    #[sqlx(try_from = "Uuid")]
    pub id: DraftId,
    /// Whose it is, once somebody has signed in.
    pub person_id: Option<Uuid>,
    /// Whose it is before that.
    pub session_id: Option<Uuid>,
    /// The procedure as it was when the draft was begun.
    #[sqlx(try_from = "Uuid")]
    pub procedure_version_id: ProcedureVersionId,
    /// Its form.
    #[sqlx(try_from = "Uuid")]
    pub form_version_id: FormVersionId,
    /// What was typed, sealed.
    pub answers_sealed: Vec<u8>,
    /// What decides the fee: JSON.
    pub fee_choice: String,
    /// The tasks that somebody has been through, by address, with a space between.
    pub visited: String,
    /// Grows with each save.
    pub revision: i64,
    /// The resume code, sealed, to show it again.
    pub resume_code_sealed: Vec<u8>,
    /// When it was begun.
    pub created_at: Instant,
    /// When it was saved last.
    pub saved_at: Instant,
    /// When it will be removed.
    pub expires_at: Instant,
    /// When it became a dossier.
    pub submitted_at: Option<Instant>,
}

impl DraftRow {
    /// Whose it is, once somebody has signed in.
    pub fn person(&self) -> Option<PersonId> {
        self.person_id.map(PersonId)
    }

    /// Whose it is before that.
    pub fn session(&self) -> Option<SessionId> {
        self.session_id.map(SessionId)
    }
}

/// The draft with that id.
pub async fn find(tx: &mut Tx, id: DraftId) -> Result<Option<DraftRow>> {
    let sql = "SELECT id, person_id, session_id, procedure_version_id, form_version_id, \
               answers_sealed, fee_choice, visited, revision, resume_code_sealed, created_at, saved_at, \
               expires_at, submitted_at FROM draft WHERE id = $1";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(id.0).fetch_optional(conn).await?))
}

/// The unfinished draft with that resume code.
pub async fn find_by_resume_code(tx: &mut Tx, code_hash: &[u8]) -> Result<Option<DraftRow>> {
    let sql = "SELECT id, person_id, session_id, procedure_version_id, form_version_id, \
               answers_sealed, fee_choice, visited, revision, resume_code_sealed, created_at, saved_at, \
               expires_at, submitted_at FROM draft \
               WHERE resume_code_hash = $1 AND submitted_at IS NULL";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(code_hash).fetch_optional(conn).await?))
}

/// The unfinished drafts of a person or, before sign-in, of a session; newest first.
pub async fn list_open(
    tx: &mut Tx,
    person: Option<PersonId>,
    session: Option<SessionId>,
    limit: i64,
) -> Result<Vec<DraftRow>> {
    let sql = "SELECT id, person_id, session_id, procedure_version_id, form_version_id, \
               answers_sealed, fee_choice, visited, revision, resume_code_sealed, created_at, saved_at, \
               expires_at, submitted_at FROM draft WHERE submitted_at IS NULL AND \
               (person_id = $1 OR (person_id IS NULL AND session_id = $2)) \
               ORDER BY saved_at DESC, id LIMIT $3";
    Ok(on!(tx, conn => {
        sqlx::query_as(sql).bind(person.map(|p| p.0)).bind(session.map(|s| s.0)).bind(limit)
            .fetch_all(conn).await?
    }))
}

/// The unfinished drafts of people we know that expire after `from` and until `to`, soonest first.
pub async fn list_expiring(
    tx: &mut Tx,
    (from, to): (Instant, Instant),
    limit: i64,
) -> Result<Vec<DraftRow>> {
    let sql = "SELECT id, person_id, session_id, procedure_version_id, form_version_id, \
               answers_sealed, fee_choice, visited, revision, resume_code_sealed, created_at, saved_at, \
               expires_at, submitted_at FROM draft WHERE submitted_at IS NULL \
               AND person_id IS NOT NULL AND expires_at > $1 AND expires_at <= $2 \
               ORDER BY expires_at, id LIMIT $3";
    Ok(on!(tx, conn => {
        sqlx::query_as(sql).bind(from).bind(to).bind(limit).fetch_all(conn).await?
    }))
}

/// Removes the unfinished drafts that nobody has touched for too long. Returns how many.
pub async fn remove_expired(tx: &mut Tx, now: Instant) -> Result<u64> {
    let sql = "DELETE FROM draft WHERE submitted_at IS NULL AND expires_at <= $1";
    Ok(on!(tx, conn => sqlx::query(sql).bind(now).execute(conn).await?.rows_affected()))
}

/// Begins a draft.
pub async fn begin(tx: &mut Tx, row: &DraftRow, resume_code_hash: &[u8]) -> Result<()> {
    let sql = "INSERT INTO draft (id, person_id, session_id, procedure_version_id, \
               form_version_id, answers_sealed, fee_choice, revision, resume_code_hash, \
               resume_code_sealed, created_at, saved_at, expires_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    on!(tx, conn => {
        sqlx::query(sql).bind(row.id.0).bind(row.person_id).bind(row.session_id)
            .bind(row.procedure_version_id.0).bind(row.form_version_id.0)
            .bind(&row.answers_sealed).bind(&row.fee_choice).bind(row.revision)
            .bind(resume_code_hash).bind(&row.resume_code_sealed).bind(row.created_at)
            .bind(row.saved_at).bind(row.expires_at).execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// Saves what was typed, if nobody else has saved since `row` was read.
pub async fn save(tx: &mut Tx, row: &DraftRow) -> Result<()> {
    let sql = "UPDATE draft SET answers_sealed = $3, fee_choice = $4, visited = $5, \
               saved_at = $6, expires_at = $7, revision = revision + 1 \
               WHERE id = $1 AND revision = $2 AND submitted_at IS NULL";
    let saved = on!(tx, conn => {
        sqlx::query(sql).bind(row.id.0).bind(row.revision).bind(&row.answers_sealed)
            .bind(&row.fee_choice).bind(&row.visited).bind(row.saved_at).bind(row.expires_at)
            .execute(conn).await?.rows_affected()
    });
    if saved == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Gives a draft to the person who signed in.
pub async fn give_to(tx: &mut Tx, id: DraftId, person: PersonId) -> Result<()> {
    let sql = "UPDATE draft SET person_id = $2 WHERE id = $1 AND person_id IS NULL";
    on!(tx, conn => sqlx::query(sql).bind(id.0).bind(person.0).execute(conn).await?.rows_affected());
    Ok(())
}

/// Gives all drafts of a session to the person who signed in with it.
pub async fn claim(tx: &mut Tx, session: SessionId, person: PersonId) -> Result<()> {
    let sql = "UPDATE draft SET person_id = $2 WHERE session_id = $1 AND person_id IS NULL";
    on!(tx, conn => sqlx::query(sql).bind(session.0).bind(person.0).execute(conn).await?.rows_affected());
    Ok(())
}

/// Hands a draft to another session, for somebody who entered its resume code.
pub async fn move_to_session(tx: &mut Tx, id: DraftId, session: SessionId) -> Result<()> {
    let sql = "UPDATE draft SET session_id = $2 WHERE id = $1 AND person_id IS NULL";
    on!(tx, conn => sqlx::query(sql).bind(id.0).bind(session.0).execute(conn).await?.rows_affected());
    Ok(())
}

/// Marks a draft as handed in at the revision that was checked; `false` when it was handed in or
/// changed meanwhile.
pub async fn mark_submitted(tx: &mut Tx, id: DraftId, revision: i64, at: Instant) -> Result<bool> {
    let sql = "UPDATE draft SET submitted_at = $3 \
               WHERE id = $1 AND revision = $2 AND submitted_at IS NULL";
    let marked = on!(tx, conn => {
        sqlx::query(sql).bind(id.0).bind(revision).bind(at).execute(conn).await?.rows_affected()
    });
    Ok(marked == 1)
}

/// Removes a draft that was not handed in.
pub async fn remove(tx: &mut Tx, id: DraftId) -> Result<()> {
    let sql = "DELETE FROM draft WHERE id = $1 AND submitted_at IS NULL";
    on!(tx, conn => sqlx::query(sql).bind(id.0).execute(conn).await?.rows_affected());
    Ok(())
}
