//! People and staff: the one place that knows who somebody is.

use crate::error::{Result, contradiction};
use crate::{Tx, on};
use shared::id::{PersonId, StaffId};
use shared::identity::{Grant, Role};
use shared::time::Instant;
use uuid::Uuid;

/// The agency of a grant that holds everywhere.
const EVERYWHERE: &str = "*";

/// A citizen.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PersonRow {
    /// Their id.
    #[sqlx(try_from = "Uuid")]
    pub id: PersonId,
    /// Their phone, `0` and nine digits.
    pub phone: String,
    /// Their name, as entered last; empty before the first form.
    pub full_name: String,
    /// Keyed hash of the identity number.
    pub personal_id_hash: Option<Vec<u8>>,
    /// What was entered last, sealed.
    pub profile_sealed: Option<Vec<u8>>,
    /// Since when we know them.
    pub created_at: Instant,
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StaffRow {
    /// Their id.
    #[sqlx(try_from = "Uuid")]
    pub id: StaffId,
    /// What they sign in with.
    pub login: String,
    /// Their name, as shown to citizens.
    pub full_name: String,
    /// Argon2id.
    pub password_hash: String,
    /// The TOTP secret, sealed.
    pub totp_sealed: Vec<u8>,
    /// The last time step that was used.
    pub totp_last_step: i64,
    /// Since when they may no longer sign in.
    pub disabled_at: Option<Instant>,
}

/// The citizen with that id.
pub async fn find_person(tx: &mut Tx, id: PersonId) -> Result<Option<PersonRow>> {
    let sql = "SELECT id, phone, full_name, personal_id_hash, profile_sealed, created_at \
               FROM person WHERE id = $1";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(id.0).fetch_optional(conn).await?))
}

/// The citizen with that phone.
pub async fn find_person_by_phone(tx: &mut Tx, phone: &str) -> Result<Option<PersonRow>> {
    let sql = "SELECT id, phone, full_name, personal_id_hash, profile_sealed, created_at \
               FROM person WHERE phone = $1";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(phone).fetch_optional(conn).await?))
}

/// Makes the citizen known, unless the phone is known already.
pub async fn add_person(tx: &mut Tx, row: &PersonRow) -> Result<()> {
    let sql = "INSERT INTO person (id, phone, full_name, personal_id_hash, profile_sealed, \
               created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (phone) DO NOTHING";
    on!(tx, conn => {
        sqlx::query(sql).bind(row.id.0).bind(&row.phone).bind(&row.full_name)
            .bind(&row.personal_id_hash).bind(&row.profile_sealed).bind(row.created_at)
            .execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// Keeps what the citizen entered last, to fill in the next form.
pub async fn update_person(tx: &mut Tx, row: &PersonRow) -> Result<()> {
    let sql = "UPDATE person SET full_name = $2, personal_id_hash = $3, profile_sealed = $4 \
               WHERE id = $1";
    on!(tx, conn => {
        sqlx::query(sql).bind(row.id.0).bind(&row.full_name).bind(&row.personal_id_hash)
            .bind(&row.profile_sealed).execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// The member of staff with that id.
pub async fn find_staff(tx: &mut Tx, id: StaffId) -> Result<Option<StaffRow>> {
    let sql = "SELECT id, login, full_name, password_hash, totp_sealed, totp_last_step, \
               disabled_at FROM staff WHERE id = $1";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(id.0).fetch_optional(conn).await?))
}

/// The member of staff with that login.
pub async fn find_staff_by_login(tx: &mut Tx, login: &str) -> Result<Option<StaffRow>> {
    let sql = "SELECT id, login, full_name, password_hash, totp_sealed, totp_last_step, \
               disabled_at FROM staff WHERE login = $1";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(login).fetch_optional(conn).await?))
}

/// Everybody who may be given work at an agency: those holding `role` there.
pub async fn staff_with_role(tx: &mut Tx, role: Role, agency: &str) -> Result<Vec<StaffRow>> {
    let sql = "SELECT s.id, s.login, s.full_name, s.password_hash, s.totp_sealed, \
               s.totp_last_step, s.disabled_at FROM staff s JOIN staff_grant g \
               ON g.staff_id = s.id WHERE g.role = $1 AND g.agency_id IN ($2, $3) \
               AND s.disabled_at IS NULL ORDER BY s.full_name, s.login";
    Ok(on!(tx, conn => {
        sqlx::query_as(sql).bind(role.as_str()).bind(agency).bind(EVERYWHERE)
            .fetch_all(conn).await?
    }))
}

/// Adds a member of staff, unless the login is taken.
pub async fn add_staff(tx: &mut Tx, row: &StaffRow) -> Result<bool> {
    let sql = "INSERT INTO staff (id, login, full_name, password_hash, totp_sealed, \
               totp_last_step) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (login) DO NOTHING";
    let added = on!(tx, conn => {
        sqlx::query(sql).bind(row.id.0).bind(&row.login).bind(&row.full_name)
            .bind(&row.password_hash).bind(&row.totp_sealed).bind(row.totp_last_step)
            .execute(conn).await?.rows_affected()
    });
    Ok(added == 1)
}

/// Uses up a time step of the second factor; `false` when it was used before.
pub async fn use_totp_step(tx: &mut Tx, id: StaffId, step: i64) -> Result<bool> {
    let sql = "UPDATE staff SET totp_last_step = $2 WHERE id = $1 AND totp_last_step < $2";
    let used = on!(tx, conn => {
        sqlx::query(sql).bind(id.0).bind(step).execute(conn).await?.rows_affected()
    });
    Ok(used == 1)
}

/// What a member of staff was granted.
pub async fn grants(tx: &mut Tx, id: StaffId) -> Result<Vec<Grant>> {
    let sql = "SELECT role, agency_id FROM staff_grant WHERE staff_id = $1 ORDER BY 1, 2";
    let rows: Vec<(String, String)> =
        on!(tx, conn => sqlx::query_as(sql).bind(id.0).fetch_all(conn).await?);
    rows.into_iter()
        .map(|(role, agency)| {
            let role = Role::parse_staff(&role)
                .ok_or_else(|| contradiction("staff_grant", id, format!("role {role}")))?;
            Ok(Grant { role, agency: (agency != EVERYWHERE).then_some(agency) })
        })
        .collect()
}

/// Grants a role.
pub async fn grant(tx: &mut Tx, id: StaffId, grant: &Grant) -> Result<()> {
    let sql = "INSERT INTO staff_grant (staff_id, role, agency_id) VALUES ($1, $2, $3) \
               ON CONFLICT (staff_id, role, agency_id) DO NOTHING";
    let agency = grant.agency.as_deref().unwrap_or(EVERYWHERE);
    on!(tx, conn => {
        sqlx::query(sql).bind(id.0).bind(grant.role.as_str()).bind(agency).execute(conn).await?.rows_affected()
    });
    Ok(())
}
