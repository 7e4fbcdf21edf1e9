//! Which texts there are. Their words stand in the catalogue under `message`.

/// A text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Template {
    /// A one-time code.
    OneTimeCode,
    /// We have it.
    DossierSubmitted,
    /// Taken in; the clock runs.
    Accepted,
    /// Something is missing.
    SupplementRequested,
    /// What was missing has arrived.
    SupplementReceived,
    /// Not taken in.
    IntakeRefused,
    /// The fee was paid.
    PaymentReceived,
    /// There is a result.
    ResultReady,
    /// The result was handed over.
    Returned,
    /// Taken back.
    Withdrawn,
}

impl Template {
    /// Every text.
    pub const ALL: [Self; 10] = [
        Self::OneTimeCode,
        Self::DossierSubmitted,
        Self::Accepted,
        Self::SupplementRequested,
        Self::SupplementReceived,
        Self::IntakeRefused,
        Self::PaymentReceived,
        Self::ResultReady,
        Self::Returned,
        Self::Withdrawn,
    ];

    /// The stable name, as stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OneTimeCode => "one_time_code",
            Self::DossierSubmitted => "dossier_submitted",
            Self::Accepted => "accepted",
            Self::SupplementRequested => "supplement_requested",
            Self::SupplementReceived => "supplement_received",
            Self::IntakeRefused => "intake_refused",
            Self::PaymentReceived => "payment_received",
            Self::ResultReady => "result_ready",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The text of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.as_str() == name)
    }
}
