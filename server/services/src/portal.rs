//! What every use case is handed: the database, the outside world, the catalogue in force.

use crate::catalogue::{Published, Versions};
use crate::error::Result;
use crate::file::Files;
use integrations::clock::Clock;
use integrations::entropy::Entropy;
use integrations::message::MessageGateway;
use integrations::payment::PaymentGateway;
use integrations::seal::Keys;
use shared::file::FileLimits;
use shared::time::Instant;
use std::sync::{Arc, RwLock};
use store::Db;
use uuid::Uuid;

/// What may be set, with its defaults in `server/src/settings.rs`.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Of attached files.
    pub files: FileLimits,
}

/// The system, as use cases see it. Cheap to clone.
#[derive(Clone)]
pub struct Portal {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// Randomness.
    pub entropy: Entropy,
    /// The keys that seal and hash personal values.
    pub keys: Keys,
    /// Where files live.
    pub files: Files,
    /// Who carries messages; without one they wait in the outbox.
    pub messages: Option<Arc<dyn MessageGateway>>,
    /// Who takes fees for us.
    pub gateway: Arc<dyn PaymentGateway>,
    /// Sizes and counts.
    pub limits: Limits,
    /// The address people reach us at, without a slash at its end.
    pub public_url: Arc<str>,
    /// Whether this is the demo world.
    pub is_demo: bool,
    /// Versions that were read before.
    pub(crate) versions: Versions,
    published: Arc<RwLock<Arc<Published>>>,
}

impl Portal {
    /// Puts the parts together and reads what is published.
    pub async fn open(parts: PortalParts) -> Result<Self> {
        let published = Published::read(&parts.db).await?;
        Ok(Self {
            db: parts.db,
            clock: parts.clock,
            entropy: parts.entropy,
            keys: parts.keys,
            files: parts.files,
            messages: parts.messages,
            gateway: parts.gateway,
            limits: parts.limits,
            public_url: parts.public_url.trim_end_matches('/').into(),
            is_demo: parts.is_demo,
            versions: Versions::default(),
            published: Arc::new(RwLock::new(Arc::new(published))),
        })
    }

    /// The catalogue, calendar and addresses in force.
    pub fn published(&self) -> Arc<Published> {
        Arc::clone(&self.published.read().expect("no thread panics while it holds this lock"))
    }

    /// Reads again what is published, after an import here or on another node.
    pub async fn refresh(&self) -> Result<()> {
        let fresh = Arc::new(Published::read(&self.db).await?);
        *self.published.write().expect("no thread panics while it holds this lock") = fresh;
        Ok(())
    }

    /// Now, in UTC with microseconds.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// A fresh id that sorts by time.
    pub fn fresh<T: From<Uuid>>(&self) -> T {
        T::from(self.entropy.uuid_v7(self.now()))
    }
}

/// What a [`Portal`] is made of.
#[expect(missing_docs, reason = "the fields are those of Portal")]
pub struct PortalParts {
    pub db: Db,
    pub clock: Clock,
    pub entropy: Entropy,
    pub keys: Keys,
    pub files: Files,
    pub messages: Option<Arc<dyn MessageGateway>>,
    pub gateway: Arc<dyn PaymentGateway>,
    pub limits: Limits,
    pub public_url: String,
    pub is_demo: bool,
}
