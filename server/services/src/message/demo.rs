//! The phones of the demo world: what is sent can be read on a page.

use crate::Portal;
use crate::error::Result;
use integrations::clock::Clock;
use integrations::message::{MessageOrder, SandboxGateway};
use shared::error::ErrorCode;
use shared::identity::{DemoMessage, Phone};
use std::sync::Arc;
use store::Db;
use store::message::DemoMessage as DemoRow;

/// How many messages the page shows.
const SHOWN_MAX: i64 = 50;

/// A provider whose phones are a table of ours.
pub fn sandbox(db: &Db, clock: &Clock) -> SandboxGateway {
    let (db, clock) = (db.clone(), clock.clone());
    SandboxGateway::new(Arc::new(move |order| {
        let (db, clock) = (db.clone(), clock.clone());
        Box::pin(async move { show(&db, &clock, order).await.map_err(|e| e.to_string()) })
    }))
}

async fn show(db: &Db, clock: &Clock, order: MessageOrder) -> store::Result<()> {
    let row = DemoRow {
        id: order.id,
        channel: order.channel,
        recipient: order.recipient,
        body: order.text,
        sent_at: clock.now(),
    };
    let mut tx = db.write().await?;
    store::message::show_in_demo(&mut tx, &row).await?;
    tx.commit().await
}

/// What arrived, newest first, on one phone or on all. There is no such page outside the demo world.
pub async fn inbox(portal: &Portal, phone: &str) -> Result<Vec<DemoMessage>> {
    if !portal.is_demo {
        return Err(ErrorCode::NotFound.into());
    }
    let typed = phone.trim();
    let number = Phone::parse(typed).map_or_else(|| typed.to_owned(), |p| p.number().to_owned());
    let wanted = (!number.is_empty()).then_some(number.as_str());
    let mut tx = portal.db.read().await?;
    let rows = store::message::list_demo(&mut tx, wanted, SHOWN_MAX).await?;
    Ok(rows.into_iter().map(view).collect())
}

fn view(row: DemoRow) -> DemoMessage {
    let DemoRow { id, channel, recipient, body, sent_at } = row;
    DemoMessage { id, channel, recipient, body, sent_at }
}
