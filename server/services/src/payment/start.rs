//! Begins to pay: an attempt is written down before the payer is sent off.

use super::find::find_owed;
use crate::Portal;
use crate::dossier::shown_reference;
use crate::error::{Error, Result};
use chrono::TimeDelta;
use integrations::payment::StartOrder;
use shared::error::ErrorCode;
use shared::i18n::{Lang, msg};
use shared::identity::{Actor, Role};
use shared::payment::{
    ATTEMPT, Attempt, AttemptAction, AttemptState, Obligation, REDIRECT_MINUTES, StartAttempt,
    TxnRef, first_query, may_start_attempt,
};
use shared::time::Instant;
use std::net::IpAddr;
use store::Tx;
use store::dossier::DossierRow;
use store::payment::{AttemptRow, NewAttempt};

/// So many attempts an hour may be made for one fee; continuing one is not making one.
const ATTEMPTS_PER_HOUR_MAX: usize = 10;
/// Where the gateway sends the payer back to.
const RETURN_PATH: &str = "/thanh-toan/vnpay/ve";

/// What a payer asks for.
#[derive(Debug, Clone)]
pub struct StartPayment {
    /// The dossier's reference or code, as typed.
    pub reference: String,
    /// Whether they want another attempt beside the one that is under way.
    pub another: bool,
    /// The language of the gateway's page.
    pub lang: Lang,
    /// Their address, which the gateway wants to know.
    pub payer_ip: IpAddr,
}

/// Where to send the payer: to a fresh attempt, or to the one that is under way.
pub async fn start(portal: &Portal, actor: &Actor, wanted: StartPayment) -> Result<String> {
    let mut tx = portal.db.write().await?;
    let (dossier, owed) = find_owed(&mut tx, actor, &wanted.reference).await?;
    let owed = store::payment::lock_obligation(&mut tx, owed.id).await?.obligation()?;
    let rows = store::payment::list_attempts(&mut tx, owed.id).await?;
    let attempts = rows.iter().map(AttemptRow::attempt).collect::<Result<Vec<Attempt>, _>>()?;
    let now = portal.now();
    match may_start_attempt(&owed, &attempts, wanted.another, now)? {
        StartAttempt::Continue(id) => {
            let row = rows.into_iter().find(|row| row.id == id);
            let row = row.filter(|row| !row.pay_url.is_empty()).ok_or(ErrorCode::PaymentNotOpen)?;
            if row.state()?.is_open() {
                Ok(row.pay_url)
            } else {
                Err(ErrorCode::PaymentChecking.into())
            }
        }
        StartAttempt::New => {
            check_pace(&rows, now)?;
            let url = begin(portal, &mut tx, &dossier, (&owed, rows.len()), &wanted).await?;
            tx.tell(format!("dossier:{}", dossier.id));
            tx.commit().await?;
            Ok(url)
        }
    }
}

async fn begin(
    portal: &Portal,
    tx: &mut Tx,
    dossier: &DossierRow,
    (owed, made): (&Obligation, usize),
    wanted: &StartPayment,
) -> Result<String> {
    let now = portal.now();
    let order = StartOrder {
        txn_ref: TxnRef(format!("HS{}T{}", dossier.reference, made + 1)),
        amount: owed.amount,
        about: msg::payment::ORDER_ABOUT
            .with(wanted.lang, &[("reference", &shown_reference(dossier))]),
        created_at: now,
        expires_at: now + TimeDelta::minutes(REDIRECT_MINUTES),
        payer_ip: wanted.payer_ip,
        lang: wanted.lang,
        return_url: format!("{}{RETURN_PATH}", portal.public_url),
    };
    let pay_url =
        portal.gateway.start(&order).map_err(|e| Error::caused("the order of a payment", e))?;
    let sent = ATTEMPT
        .step(AttemptState::Created, AttemptAction::Send, &[Role::Citizen])
        .expect("the table lets a citizen be sent off; a test walks it");
    let attempt = NewAttempt {
        id: portal.fresh(),
        obligation_id: owed.id,
        gateway: portal.gateway.id(),
        txn_ref: order.txn_ref,
        amount: order.amount,
        sent,
        created_at: now,
        expires_at: order.expires_at,
        query_at: first_query(order.expires_at),
        pay_url,
    };
    store::payment::add_attempt(tx, &attempt).await?;
    Ok(attempt.pay_url)
}

fn check_pace(made: &[AttemptRow], now: Instant) -> Result<()> {
    let hour = TimeDelta::hours(1);
    let recent: Vec<Instant> =
        made.iter().map(|row| row.created_at).filter(|at| *at + hour > now).collect();
    match recent.first() {
        Some(first) if recent.len() >= ATTEMPTS_PER_HOUR_MAX => {
            let seconds = (*first + hour - now).num_seconds() + 1;
            Err(Error::refused(ErrorCode::TooManyRequests, [("seconds", seconds.to_string())]))
        }
        _ => Ok(()),
    }
}
