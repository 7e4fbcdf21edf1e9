//! What a use case can answer instead of success.

use shared::error::{ApiError, ErrorCode, FieldError};

/// Refused, invalid, stale, or failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Refused for a reason that people can be told.
    #[error("{0}")]
    Refused(Box<ApiError>),
    /// A form with fields to mend.
    #[error("{} fields to mend", .0.len())]
    Invalid(Vec<FieldError>),
    /// Somebody else was faster.
    #[error("changed meanwhile by {who}")]
    Stale {
        /// The name of who was faster; empty when unknown.
        who: String,
    },
    /// Anything inside: a database that is away, a contradiction. Logged, not told.
    #[error("{what}")]
    Failed {
        /// For the log.
        what: String,
        /// What caused it.
        #[source]
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
}

/// The result of a use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A refusal whose sentence needs values.
    pub fn refused<const N: usize>(code: ErrorCode, params: [(&str, String); N]) -> Self {
        let mut api = ApiError::new(code);
        api.params = params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self::Refused(Box::new(api))
    }

    /// Something inside that has no source.
    pub fn failed(what: impl Into<String>) -> Self {
        Self::Failed { what: what.into(), source: None }
    }

    /// Something inside, with its source.
    pub fn caused(what: &str, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Failed { what: format!("{what}: {source}"), source: Some(Box::new(source)) }
    }

    /// The code that people and programs see.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Refused(api) => api.code,
            Self::Invalid(_) => ErrorCode::FormIncomplete,
            Self::Stale { .. } => ErrorCode::DossierChangedMeanwhile,
            Self::Failed { .. } => ErrorCode::Internal,
        }
    }

    /// What crosses the wire. The one place where refusals and failures are logged.
    pub fn into_api(self, request_id: &str) -> ApiError {
        match &self {
            Self::Failed { what, .. } => tracing::error!(request_id, what, "failed"),
            refused => tracing::info!(request_id, code = %refused.code(), "refused"),
        }
        let mut api = match self {
            Self::Refused(api) => *api,
            Self::Invalid(fields) => {
                let mut api = ApiError::new(ErrorCode::FormIncomplete);
                api.params.insert("count".to_owned(), fields.len().to_string());
                api.fields = fields;
                api
            }
            Self::Stale { who } => {
                let mut api = ApiError::new(ErrorCode::DossierChangedMeanwhile);
                api.params.insert("who".to_owned(), who);
                api
            }
            Self::Failed { .. } => ApiError::new(ErrorCode::Internal),
        };
        request_id.clone_into(&mut api.request_id);
        api
    }
}

impl From<ErrorCode> for Error {
    fn from(code: ErrorCode) -> Self {
        Self::Refused(Box::new(ApiError::new(code)))
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Stale => Self::Stale { who: String::new() },
            store::Error::Unstorable(_) => ErrorCode::BadRequest.into(),
            other => Self::caused("store", other),
        }
    }
}

impl From<integrations::seal::SealError> for Error {
    fn from(error: integrations::seal::SealError) -> Self {
        Self::caused("a sealed value", error)
    }
}
