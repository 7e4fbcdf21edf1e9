//! Agencies, procedures, forms, the calendar and the addresses, as published.

use crate::error::Result;
use crate::{Tx, on};
use chrono::NaiveDate;
use shared::id::{FormVersionId, ProcedureVersionId};
use shared::time::Instant;
use uuid::Uuid;

/// An agency as stored; `record` is its JSON.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AgencyRow {
    /// The key, such as `STP`.
    pub id: String,
    /// Its Vietnamese name.
    pub name_vi: String,
    /// Its English name.
    pub name_en: String,
    /// Its place in the list.
    pub position: i64,
    /// The whole record.
    pub record: String,
}

/// A published version of a procedure; `record` is its JSON.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ProcedureVersionRow {
    /// The version's own id.
    #[sqlx(try_from = "Uuid")]
    pub id: ProcedureVersionId,
    /// The key that all versions share.
    pub procedure_id: String,
    /// 1, 2, 3 …
    pub version: i64,
    /// Who decides.
    pub agency_id: String,
    /// The form to fill in.
    #[sqlx(try_from = "Uuid")]
    pub form_version_id: FormVersionId,
    /// The whole record.
    pub record: String,
    /// SHA-256 of what was imported.
    pub content_hash: Vec<u8>,
    /// Since when it is in force.
    pub published_at: Instant,
}

/// A published version of a form; `definition` is its JSON.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FormVersionRow {
    /// The version's own id.
    #[sqlx(try_from = "Uuid")]
    pub id: FormVersionId,
    /// The key that all versions share.
    pub form_id: String,
    /// 1, 2, 3 …
    pub version: i64,
    /// The whole definition.
    pub definition: String,
    /// SHA-256 of the definition.
    pub content_hash: Vec<u8>,
    /// Since when it is in force.
    pub published_at: Instant,
}

/// A day that differs from its weekday.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct CalendarDayRow {
    /// The day.
    pub day: NaiveDate,
    /// What it is called.
    pub name: String,
    /// `holiday`, `compensatory` or `swapped_working_day`.
    pub kind: String,
    /// Whether it was announced.
    pub certain: bool,
}

/// All agencies, in their order.
pub async fn agencies(tx: &mut Tx) -> Result<Vec<AgencyRow>> {
    let sql = "SELECT id, name_vi, name_en, position, record FROM agency ORDER BY position, id";
    Ok(on!(tx, conn => sqlx::query_as(sql).fetch_all(conn).await?))
}

/// Writes an agency over what was known of it.
pub async fn put_agency(tx: &mut Tx, row: &AgencyRow) -> Result<()> {
    let sql = "INSERT INTO agency (id, name_vi, name_en, position, record) \
               VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (id) DO UPDATE SET name_vi = excluded.name_vi, \
               name_en = excluded.name_en, position = excluded.position, record = excluded.record";
    on!(tx, conn => {
        sqlx::query(sql).bind(&row.id).bind(&row.name_vi).bind(&row.name_en)
            .bind(row.position).bind(&row.record).execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// The versions in force, one a procedure.
pub async fn procedures_in_force(tx: &mut Tx) -> Result<Vec<ProcedureVersionRow>> {
    let sql = "SELECT id, procedure_id, version, agency_id, form_version_id, record, \
               content_hash, published_at FROM procedure_version WHERE retired_at IS NULL \
               ORDER BY procedure_id";
    Ok(on!(tx, conn => sqlx::query_as(sql).fetch_all(conn).await?))
}

/// One version, in force or not.
pub async fn find_procedure_version(
    tx: &mut Tx,
    id: ProcedureVersionId,
) -> Result<Option<ProcedureVersionRow>> {
    let sql = "SELECT id, procedure_id, version, agency_id, form_version_id, record, \
               content_hash, published_at FROM procedure_version WHERE id = $1";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(id.0).fetch_optional(conn).await?))
}

/// The newest version of a form.
pub async fn newest_form(tx: &mut Tx, form_id: &str) -> Result<Option<FormVersionRow>> {
    let sql = "SELECT id, form_id, version, definition, content_hash, published_at \
               FROM form_version WHERE form_id = $1 ORDER BY version DESC LIMIT 1";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(form_id).fetch_optional(conn).await?))
}

/// One version of a form.
pub async fn find_form_version(tx: &mut Tx, id: FormVersionId) -> Result<Option<FormVersionRow>> {
    let sql = "SELECT id, form_id, version, definition, content_hash, published_at \
               FROM form_version WHERE id = $1";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(id.0).fetch_optional(conn).await?))
}

/// Publishes a version of a form.
pub async fn publish_form(tx: &mut Tx, row: &FormVersionRow) -> Result<()> {
    let sql = "INSERT INTO form_version (id, form_id, version, definition, content_hash, \
               published_at) VALUES ($1, $2, $3, $4, $5, $6)";
    on!(tx, conn => {
        sqlx::query(sql).bind(row.id.0).bind(&row.form_id).bind(row.version)
            .bind(&row.definition).bind(&row.content_hash).bind(row.published_at)
            .execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// Publishes a version of a procedure. The one before must have been retired.
pub async fn publish_procedure(tx: &mut Tx, row: &ProcedureVersionRow) -> Result<()> {
    let sql = "INSERT INTO procedure_version (id, procedure_id, version, agency_id, \
               form_version_id, record, content_hash, published_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    on!(tx, conn => {
        sqlx::query(sql).bind(row.id.0).bind(&row.procedure_id).bind(row.version)
            .bind(&row.agency_id).bind(row.form_version_id.0).bind(&row.record)
            .bind(&row.content_hash).bind(row.published_at).execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// Ends the validity of a version; dossiers that point to it keep it.
pub async fn retire_procedure(tx: &mut Tx, id: ProcedureVersionId, at: Instant) -> Result<()> {
    let sql = "UPDATE procedure_version SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL";
    on!(tx, conn => sqlx::query(sql).bind(id.0).bind(at).execute(conn).await?.rows_affected());
    Ok(())
}

/// Every day that differs from its weekday.
pub async fn calendar_days(tx: &mut Tx) -> Result<Vec<CalendarDayRow>> {
    let sql = "SELECT day, name, kind, certain FROM calendar_day ORDER BY day";
    Ok(on!(tx, conn => sqlx::query_as(sql).fetch_all(conn).await?))
}

/// Writes a day over what was known of it.
pub async fn put_calendar_day(tx: &mut Tx, row: &CalendarDayRow) -> Result<()> {
    let sql = "INSERT INTO calendar_day (day, name, kind, certain) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (day) DO UPDATE SET name = excluded.name, kind = excluded.kind, \
               certain = excluded.certain";
    on!(tx, conn => {
        sqlx::query(sql).bind(row.day).bind(&row.name).bind(&row.kind).bind(row.certain)
            .execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// A document that is read whole, such as the address book; its JSON.
pub async fn find_reference(tx: &mut Tx, name: &str) -> Result<Option<String>> {
    let sql = "SELECT body FROM reference WHERE name = $1";
    Ok(on!(tx, conn => sqlx::query_scalar(sql).bind(name).fetch_optional(conn).await?))
}

/// Writes a document over what was there.
pub async fn put_reference(tx: &mut Tx, name: &str, body: &str) -> Result<()> {
    let sql = "INSERT INTO reference (name, body) VALUES ($1, $2) \
               ON CONFLICT (name) DO UPDATE SET body = excluded.body";
    on!(tx, conn => {
        sqlx::query(sql).bind(name).bind(body).execute(conn).await?.rows_affected()
    });
    Ok(())
}
