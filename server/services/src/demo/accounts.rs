//! The demo world's staff: one account for each role, whose password and authenticator everybody may
//! know.

use crate::Portal;
use crate::error::{Error, Result};
use crate::identity::TOTP_PURPOSE;
use integrations::identity::{password, totp};
use shared::error::ErrorCode;
use shared::id::StaffId;
use shared::identity::Role::{
    self, Accountant, AgencyLeader, Auditor, CaseOfficer, CentreLeader, DivisionHead,
    IntakeOfficer, PostalIntakeClerk, ProcedureController, RecordsClerk, SystemAdmin,
};
use shared::identity::{DemoAccount, Grant};
use shared::time::Instant;
use store::Tx;
use store::account::StaffRow;
use tokio::task::spawn_blocking;

/// The password of every demo account (README.md).
pub const PASSWORD: &str = "MotCua@2026";

/// Login, name, role, agencies; no agency is all of them.
type Account = (&'static str, &'static str, Role, &'static [&'static str]);

const EVERYWHERE: &[&str] = &[];
/// Sở Tư pháp decides the procedure that the demo begins with.
const STP: &[&str] = &["STP"];
const SGTVT: &[&str] = &["SGTVT"];
/// The agencies without officers of their own in the demo world.
const ELSEWHERE: &[&str] = &[
    "SYT", "SNV", "SLDTBXH", "SKHDT", "SCT", "SXD", "STNMT", "SNNPTNT", "SGDDT", "BQLKCN", "BHXH",
    "CA", "STC", "SVHTTDL", "STTTT", "SKHCN",
];
/// The four departments whose intake is done by the postal clerk (`data/agencies.json`).
const POSTAL: &[&str] = &["STC", "SVHTTDL", "STTTT", "SKHCN"];

#[rustfmt::skip] // a table is read by columns
const ACCOUNTS: [Account; 20] = [
    ("tiepnhan",        "Nông Thị Hoa",       IntakeOfficer,       &["STP", "SGTVT", "SYT", "SNV", "SLDTBXH"]),
    ("tiepnhan2",       "Hà Đức Toàn",        IntakeOfficer,       &["SKHDT", "SCT", "SXD", "STNMT", "SNNPTNT", "SGDDT", "BQLKCN", "BHXH", "CA"]),
    ("buudien",         "Triệu Thị Mai",      PostalIntakeClerk,   POSTAL),
    ("chuyenvien",      "Hoàng Văn Thắng",    CaseOfficer,         STP),
    ("chuyenvien2",     "Ma Thị Duyên",       CaseOfficer,         STP),
    ("truongphong",     "Đàm Quang Huy",      DivisionHead,        STP),
    ("lanhdao",         "Nguyễn Thu Hằng",    AgencyLeader,        STP),
    ("vanthu",          "Bế Thị Lan",         RecordsClerk,        STP),
    ("chuyenvien.gtvt", "Lường Văn Bảo",      CaseOfficer,         SGTVT),
    ("truongphong.gtvt", "Lục Văn Minh",      DivisionHead,        SGTVT),
    ("lanhdao.gtvt",    "Phạm Quốc Việt",     AgencyLeader,        SGTVT),
    ("vanthu.gtvt",     "Bàn Thị Nái",        RecordsClerk,        SGTVT),
    ("chuyenvien.khac", "Hà Thị Nguyệt",      CaseOfficer,         ELSEWHERE),
    ("lanhdao.khac",    "Nông Quốc Khánh",    AgencyLeader,        ELSEWHERE),
    ("vanthu.khac",     "Vi Thị Liên",        RecordsClerk,        ELSEWHERE),
    ("ketoan",          "Dương Thị Kim Oanh", Accountant,          EVERYWHERE),
    ("giamdoc",         "Hứa Minh Tuấn",      CentreLeader,        EVERYWHERE),
    ("kiemsoat",        "Chu Thị Hạnh",       ProcedureController, EVERYWHERE),
    ("quantri",         "Lý Văn Sơn",         SystemAdmin,         EVERYWHERE),
    ("thanhtra",        "Đinh Công Thành",    Auditor,             EVERYWHERE),
];

/// The account of that role at that agency.
pub(super) fn login_of(role: Role, agency: &str) -> Option<&'static str> {
    let fits = |account: &&Account| account.2 == role && account.3.contains(&agency);
    ACCOUNTS.iter().find(fits).map(|account| account.0)
}

/// Creates the accounts that are not there yet. Returns how many.
pub async fn seed(portal: &Portal) -> Result<usize> {
    only_in_demo(portal)?;
    let missing = missing(portal).await?;
    if missing.is_empty() {
        return Ok(0);
    }
    let entropy = portal.entropy.clone();
    let hash = spawn_blocking(move || password::hash(PASSWORD, &entropy))
        .await
        .map_err(|e| Error::caused("hashing the demo password", e))?;
    let mut tx = portal.db.write().await?;
    for account in &missing {
        add(portal, &mut tx, account, &hash).await?;
    }
    tx.commit().await?;
    Ok(missing.len())
}

/// The accounts, with the codes that work now.
pub async fn accounts(portal: &Portal) -> Result<Vec<DemoAccount>> {
    only_in_demo(portal)?;
    let now = portal.now();
    let mut tx = portal.db.read().await?;
    let mut all = Vec::with_capacity(ACCOUNTS.len());
    for account in ACCOUNTS {
        let (login, full_name, role, agencies) = account;
        if let Some(staff) = store::account::find_staff_by_login(&mut tx, login).await? {
            all.push(DemoAccount {
                login: login.to_owned(),
                full_name: full_name.to_owned(),
                role,
                agencies: agencies.iter().map(|id| (*id).to_owned()).collect(),
                password: PASSWORD.to_owned(),
                totp: usable_code(&secret(portal, login), now, staff.totp_last_step),
                seconds_left: totp::STEP_SECONDS - now.timestamp().rem_euclid(totp::STEP_SECONDS),
            });
        }
    }
    Ok(all)
}

/// The secret that an authenticator may be given for a demo account.
pub fn authenticator_secret(portal: &Portal, login: &str) -> Result<String> {
    only_in_demo(portal)?;
    Ok(totp::base32(&secret(portal, login)))
}

pub(super) fn only_in_demo(portal: &Portal) -> Result<()> {
    if portal.is_demo { Ok(()) } else { Err(ErrorCode::NotFound.into()) }
}

async fn missing(portal: &Portal) -> Result<Vec<Account>> {
    let mut tx = portal.db.read().await?;
    let mut missing = Vec::new();
    for account in ACCOUNTS {
        if store::account::find_staff_by_login(&mut tx, account.0).await?.is_none() {
            missing.push(account);
        }
    }
    Ok(missing)
}

async fn add(portal: &Portal, tx: &mut Tx, account: &Account, hash: &str) -> Result<()> {
    let (login, full_name, role, agencies) = *account;
    let id: StaffId = portal.fresh();
    let secret = secret(portal, login);
    let totp_sealed = portal.keys.seal(TOTP_PURPOSE, id.0.as_bytes(), &secret, &portal.entropy);
    let row = StaffRow {
        id,
        login: login.to_owned(),
        full_name: full_name.to_owned(),
        password_hash: hash.to_owned(),
        totp_sealed,
        totp_last_step: 0,
        disabled_at: None,
    };
    if !store::account::add_staff(tx, &row).await? {
        return Ok(());
    }
    if agencies.is_empty() {
        store::account::grant(tx, id, &Grant { role, agency: None }).await?;
    }
    for agency in agencies {
        let agency = Some((*agency).to_owned());
        store::account::grant(tx, id, &Grant { role, agency }).await?;
    }
    Ok(())
}

/// The same at every start, so that an authenticator once set up goes on working.
fn secret(portal: &Portal, login: &str) -> [u8; totp::SECRET_BYTES] {
    let hash = portal.keys.keyed_hash("demo_totp", login.as_bytes());
    *hash.first_chunk().expect("a hash is longer than a secret")
}

/// The code of this half minute, or the next one's where this one was used: both are taken now. Empty
/// where both were used.
fn usable_code(secret: &[u8], now: Instant, used: i64) -> String {
    let next = now + chrono::TimeDelta::seconds(totp::STEP_SECONDS);
    [now, next]
        .into_iter()
        .map(|at| totp::code_at(secret, at))
        .find(|code| totp::verify(secret, code, now, Some(used)).is_some())
        .unwrap_or_default()
}
