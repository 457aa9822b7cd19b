//! Why nothing could be made, or even tried.

use crate::cli::source::error::SourceError;
use crate::engine::builder::template::TemplateError;

#[derive(Debug, thiserror::Error)]
pub(in crate::cli) enum BuilderError {
    /// Something could not be read or written, or a secret is not what it should be.
    #[error(transparent)]
    Source(SourceError),
    /// The arguments contradict each other, or something is missing.
    #[error("{0}")]
    Usage(String),
    /// The template needs something.
    #[error("the template {name}: {error}")]
    Template { name: String, error: TemplateError },
}

impl From<SourceError> for BuilderError {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

pub(super) fn usage(message: impl Into<String>) -> BuilderError {
    BuilderError::Usage(message.into())
}
