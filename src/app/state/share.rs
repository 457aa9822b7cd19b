//! What is about to be shared.

use crate::app::value::share::{ShareRules, ShareScope};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::redact::Redacted;
use std::sync::Arc;

#[derive(Default)]
pub(in crate::app) struct Share {
    pub scope: ShareScope,
    pub rules: ShareRules,
    /// The key of the pseudonyms, the same for as long as the window is open: two tickets of one day fit together.
    pub key: Option<SecretBytes>,
    /// The number of the last question.
    pub revision: u64,
    /// The answer to it.
    pub redacted: Option<Arc<[Redacted]>>,
    /// Why there is none.
    pub error: Option<String>,
}
