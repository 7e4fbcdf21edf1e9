//! The outbox: one row a logical message, written in the transaction of what caused it.

use crate::error::Result;
use crate::{Tx, on};
use shared::id::MessageId;
use shared::time::Instant;
use uuid::Uuid;

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

/// A message whose turn has come, held by whoever reads it until its lease ends.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DueMessage {
    /// Its id, the same at every try.
    #[sqlx(try_from = "Uuid")]
    pub id: MessageId,
    /// `sms`, `zalo` or `email`.
    pub channel: String,
    /// A phone or address.
    pub recipient: String,
    /// Which text.
    pub template: String,
    /// In which language.
    pub lang: String,
    /// What the text needs.
    pub params: String,
    /// Which try this is, from 1.
    pub attempts: i64,
    /// When it was wanted.
    pub created_at: Instant,
}

/// Takes messages that are due, and nobody else's before `until`.
pub async fn lease_due(
    tx: &mut Tx,
    now: Instant,
    until: Instant,
    limit: i64,
) -> Result<Vec<DueMessage>> {
    // The conditions stand twice: on PostgreSQL the outer ones are checked again after waiting for
    // another node that took the same row.
    let sql = "UPDATE message SET leased_until = $2, attempts = attempts + 1 \
               WHERE id IN (SELECT id FROM message WHERE state = 'queued' AND next_at <= $1 \
               AND (leased_until IS NULL OR leased_until <= $1) ORDER BY next_at, id LIMIT $3) \
               AND state = 'queued' AND (leased_until IS NULL OR leased_until <= $1) \
               RETURNING id, channel, recipient, template, lang, params, attempts, created_at";
    Ok(on!(tx, conn => {
        sqlx::query_as(sql).bind(now).bind(until).bind(limit).fetch_all(conn).await?
    }))
}

/// The provider has it. What the text needed is forgotten.
pub async fn mark_sent(tx: &mut Tx, id: MessageId, at: Instant) -> Result<()> {
    let sql = "UPDATE message SET state = 'sent', sent_at = $2, leased_until = NULL, \
               params = '{}', last_error = NULL WHERE id = $1 AND state = 'queued'";
    on!(tx, conn => sqlx::query(sql).bind(id.0).bind(at).execute(conn).await?.rows_affected());
    Ok(())
}

/// The provider did not take it: again at `next_at`.
pub async fn postpone(tx: &mut Tx, id: MessageId, next_at: Instant, error: &str) -> Result<()> {
    let sql = "UPDATE message SET next_at = $2, leased_until = NULL, last_error = $3 \
               WHERE id = $1 AND state = 'queued'";
    on!(tx, conn => {
        sqlx::query(sql).bind(id.0).bind(next_at).bind(error).execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// It will not be tried again; somebody has to look.
pub async fn give_up(tx: &mut Tx, id: MessageId, error: &str) -> Result<()> {
    let sql = "UPDATE message SET state = 'dead', leased_until = NULL, last_error = $2 \
               WHERE id = $1 AND state = 'queued'";
    on!(tx, conn => sqlx::query(sql).bind(id.0).bind(error).execute(conn).await?.rows_affected());
    Ok(())
}

/// How many messages are in each state, and when the oldest of them was wanted.
pub async fn count_by_state(tx: &mut Tx) -> Result<Vec<(String, i64, Instant)>> {
    let sql = "SELECT state, CAST(COUNT(*) AS BIGINT), MIN(created_at) FROM message \
               GROUP BY state ORDER BY state";
    Ok(on!(tx, conn => sqlx::query_as(sql).fetch_all(conn).await?))
}

/// A message that was given up.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DeadMessage {
    /// Its id.
    #[sqlx(try_from = "Uuid")]
    pub id: MessageId,
    /// Which text.
    pub template: String,
    /// When it was wanted.
    pub created_at: Instant,
    /// How often it was tried.
    pub attempts: i64,
    /// Why it was given up.
    pub last_error: Option<String>,
}

/// The messages that were given up, newest first.
pub async fn list_dead(tx: &mut Tx, limit: i64) -> Result<Vec<DeadMessage>> {
    let sql = "SELECT id, template, created_at, attempts, last_error FROM message \
               WHERE state = 'dead' ORDER BY created_at DESC, id LIMIT $1";
    Ok(on!(tx, conn => sqlx::query_as(sql).bind(limit).fetch_all(conn).await?))
}

/// What a phone of the demo world would have shown.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DemoMessage {
    /// The id of the message.
    #[sqlx(try_from = "Uuid")]
    pub id: MessageId,
    /// `sms`, `zalo` or `email`.
    pub channel: String,
    /// A phone or address.
    pub recipient: String,
    /// The words.
    pub body: String,
    /// When it arrived.
    pub sent_at: Instant,
}

/// Shows a message on the phones of the demo world, once for its id.
pub async fn show_in_demo(tx: &mut Tx, row: &DemoMessage) -> Result<()> {
    let sql = "INSERT INTO demo_message (id, channel, recipient, body, sent_at) \
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING";
    on!(tx, conn => {
        sqlx::query(sql).bind(row.id.0).bind(&row.channel).bind(&row.recipient).bind(&row.body)
            .bind(row.sent_at).execute(conn).await?.rows_affected()
    });
    tx.tell("demo");
    Ok(())
}

/// What the phones of the demo world show, newest first; of one recipient or of all.
pub async fn list_demo(
    tx: &mut Tx,
    recipient: Option<&str>,
    limit: i64,
) -> Result<Vec<DemoMessage>> {
    let sql = "SELECT id, channel, recipient, body, sent_at FROM demo_message \
               WHERE $1 IS NULL OR recipient = $1 ORDER BY sent_at DESC, id DESC LIMIT $2";
    Ok(on!(tx, conn => {
        sqlx::query_as(sql).bind(recipient).bind(limit).fetch_all(conn).await?
    }))
}

/// Whether a message waits to be sent now.
pub async fn is_any_due(tx: &mut Tx, now: Instant) -> Result<bool> {
    let sql = "SELECT id FROM message WHERE state = 'queued' AND next_at <= $1 \
               AND (leased_until IS NULL OR leased_until <= $1) LIMIT 1";
    let found: Option<Uuid> =
        on!(tx, conn => sqlx::query_scalar(sql).bind(now).fetch_optional(conn).await?);
    Ok(found.is_some())
}
