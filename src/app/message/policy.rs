//! What happens to the expectations of a token.

use crate::app::value::policy::PolicyText;

/// What happens to the expectations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyCommand {
    Open,
    /// The dialog's OK.
    Set(PolicyText),
    /// Expect the issuer of the token that is shown.
    ExpectIssuer,
    /// Expect the audience of the token that is shown; of several the first.
    ExpectAudience,
    /// Expect nothing any more.
    Clear,
}
