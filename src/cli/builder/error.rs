//! Why nothing could be made, or even tried.

use crate::cli::source::error::SourceError;
use crate::engine::builder::template::TemplateError;
use std::fmt;

#[derive(Debug)]
pub(in crate::cli) enum BuilderError {
    /// Something could not be read or written, or a secret is not what it should be.
    Source(SourceError),
    /// The arguments contradict each other, or something is missing.
    Usage(String),
    /// The template needs something.
    Template { name: String, error: TemplateError },
}

impl fmt::Display for BuilderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::Usage(message) => f.write_str(message),
            Self::Template { name, error } => write!(f, "the template {name}: {error}"),
        }
    }
}

impl std::error::Error for BuilderError {}

impl From<SourceError> for BuilderError {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

pub(super) fn usage(message: impl Into<String>) -> BuilderError {
    BuilderError::Usage(message.into())
}
