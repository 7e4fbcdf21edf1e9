//! Messages to people: SMS, later Zalo and mail. What is sent and when is decided elsewhere; here is the
//! way out of the house.

mod sandbox;

pub use sandbox::{SandboxGateway, Sink};

use async_trait::async_trait;
use shared::id::MessageId;

/// One text for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageOrder {
    /// The provider's request id as well: sent twice with the same id, it arrives once
    /// (protocols.md §5.6).
    pub id: MessageId,
    /// `sms`, `zalo` or `email`.
    pub channel: String,
    /// A phone or an address.
    pub recipient: String,
    /// The words.
    pub text: String,
}

/// Why a provider did not take a message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Away, busy, or out of quota: the same order may be given again later.
    #[error("not now: {0}")]
    NotNow(String),
    /// It will never be taken: no such number, a text that is not allowed.
    #[error("never: {0}")]
    Never(String),
}

/// A provider of messages.
#[async_trait]
pub trait MessageGateway: Send + Sync {
    /// Hands a message over. A provider that already has this id counts as success.
    async fn send(&self, order: &MessageOrder) -> Result<(), SendError>;
}
