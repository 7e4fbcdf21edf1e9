//! The outbox: one row a logical message, written in the transaction of what caused it.

use crate::error::Result;
use crate::{Tx, on};
use shared::id::MessageId;
use shared::time::Instant;

/// A message that wants to go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// Its id.
    pub id: MessageId,
    /// What it is about; a second message with the same key is not written.
    pub event_key: String,
    /// `sms`, `zalo` or `email`.
    pub channel: String,
    /// A phone or address.
    pub recipient: String,
    /// Which text.
    pub template: String,
    /// In which language.
    pub lang: String,
    /// What the text needs: JSON, without personal data beyond the dossier's code.
    pub params: String,
    /// When it was wanted.
    pub created_at: Instant,
}

/// Puts a message into the outbox, once for its event.
pub async fn enqueue(tx: &mut Tx, message: &NewMessage) -> Result<()> {
    let sql = "INSERT INTO message (id, event_key, channel, recipient, template, lang, params, \
               state, attempts, next_at, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, 'queued', 0, $8, $8) \
               ON CONFLICT (event_key) DO NOTHING";
    on!(tx, conn => {
        sqlx::query(sql).bind(message.id.0).bind(&message.event_key).bind(&message.channel)
            .bind(&message.recipient).bind(&message.template).bind(&message.lang)
            .bind(&message.params).bind(message.created_at).execute(conn).await?.rows_affected()
    });
    tx.tell("outbox");
    Ok(())
}
