//! A payment of the demo world's past: nobody was there to go to the gateway, so its word is made up. What
//! follows from the word is done as always.

use super::settle::settle;
use super::start::{StartPayment, start};
use crate::Portal;
use crate::error::{Error, Result};
use shared::error::ErrorCode;
use shared::i18n::Lang;
use shared::identity::Actor;
use shared::money::Dong;
use shared::payment::{Fact, Outcome, Source, TxnRef, Verdict};
use std::net::Ipv4Addr;
use store::payment::NoticeRow;

/// The protocol counts hundredths of a đồng.
const HUNDREDTHS: i64 = 100;

/// Pays the fee of a dossier, as its owner.
pub(crate) async fn pay_in_demo(portal: &Portal, actor: &Actor, reference: &str) -> Result<()> {
    if !portal.is_demo {
        return Err(ErrorCode::NotFound.into());
    }
    let wanted = StartPayment {
        reference: reference.to_owned(),
        another: false,
        lang: Lang::Vi,
        payer_ip: Ipv4Addr::LOCALHOST.into(),
    };
    let url = start(portal, actor, wanted).await?;
    let txn_ref = parameter(&url, "vnp_TxnRef")?;
    let amount: i64 = parameter(&url, "vnp_Amount")?
        .parse()
        .map_err(|e| Error::caused("the amount of a payment address", e))?;
    let fact = Fact {
        gateway: portal.gateway.id(),
        gateway_txn_id: Some(format!("{:08}", portal.entropy.u64() % 100_000_000)),
        txn_ref: TxnRef(txn_ref),
        amount: Some(Dong(amount / HUNDREDTHS)),
        outcome: Outcome::Paid,
        at: Some(portal.now()),
        source: Source::Notice,
    };
    let row = NoticeRow {
        id: portal.fresh(),
        gateway: fact.gateway,
        source: fact.source,
        received_at: portal.now(),
        raw: b"demo".to_vec(),
        verdict: None,
    };
    let mut tx = portal.db.write().await?;
    store::payment::add_notice(&mut tx, &row).await?;
    tx.commit().await?;
    match settle(portal, &fact, row.id).await? {
        Verdict::Applied => Ok(()),
        other => Err(Error::failed(format!("the demo's payment was answered {other:?}"))),
    }
}

fn parameter(url: &str, name: &str) -> Result<String> {
    url.split(['?', '&'])
        .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
        .map(str::to_owned)
        .ok_or_else(|| Error::failed(format!("a payment address without {name}")))
}
