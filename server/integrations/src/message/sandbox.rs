//! The provider of the demo world and of tests: puts messages where somebody can read them, takes each
//! id once, and goes away on request.

use super::{MessageGateway, MessageOrder, SendError};
use async_trait::async_trait;
use futures::future::BoxFuture;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Where messages go. It keeps the first of each id.
pub type Sink = Arc<dyn Fn(MessageOrder) -> BoxFuture<'static, Result<(), String>> + Send + Sync>;

/// The sandbox provider. Copies are one provider.
#[derive(Clone)]
pub struct SandboxGateway {
    sink: Sink,
    is_away: Arc<AtomicBool>,
}

impl SandboxGateway {
    /// A provider that hands what it gets to `sink`.
    pub fn new(sink: Sink) -> Self {
        Self { sink, is_away: Arc::new(AtomicBool::new(false)) }
    }

    /// Goes away, or comes back.
    pub fn set_away(&self, is_away: bool) {
        self.is_away.store(is_away, Ordering::SeqCst);
    }
}

#[async_trait]
impl MessageGateway for SandboxGateway {
    async fn send(&self, order: &MessageOrder) -> Result<(), SendError> {
        if self.is_away.load(Ordering::SeqCst) {
            return Err(SendError::NotNow("the sandbox is away".to_owned()));
        }
        (self.sink)(order.clone()).await.map_err(SendError::NotNow)
    }
}
