//! Questions about looking for a secret.

use crate::app::state::State;
use crate::engine::ground::jwa::SignatureFamily;
use crate::engine::ground::jwa::signature::find;
use crate::engine::jose::reason::Reason;
use crate::engine::jose::status::{SignatureResult, SignatureStatus};

/// Whether the token that is shown may have been made with a secret that somebody can guess: it is signed with HMAC, no key at
/// hand has verified it, and it is not known what went wrong.
pub(in crate::app) fn is_possible(state: &State) -> bool {
    let Some(layer) = state.examination().and_then(|examination| examination.layers.first()) else { return false };
    let is_open = |result: &SignatureResult| {
        let is_hmac = result.algorithm.as_deref().and_then(find).is_some_and(|row| row.family == SignatureFamily::Hmac);
        let is_explained = result.reasons.iter().any(|reason| matches!(reason, Reason::Cause(..)));
        is_hmac && !is_explained && matches!(result.status, SignatureStatus::Unchecked | SignatureStatus::Rejected)
    };
    state.candidate().is_some_and(|candidate| candidate.is_whole)
        && layer.signatures.iter().any(is_open)
        && !layer.signatures.iter().any(|result| result.status == SignatureStatus::Verified)
}
