//! What happens to the expectations of a token.

use crate::app::value::policy::{Expecting, ExpectingBefore, PolicyText};

/// What happens to the expectations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyCommand {
    Open,
    /// What is typed so far: what of it would the token that is shown meet?
    Preview(Box<PolicyText>),
    /// Hold tokens against these expectations, and show them in the dialog.
    Choose(Expecting),
    /// Forget those that are kept under this name.
    Delete(String),
    /// The way back: everything as it was before.
    Restore(Box<ExpectingBefore>),
    /// Write what is typed into a file for `--policy`.
    Export(Box<PolicyText>),
    /// Read such a file.
    Import,
    /// The dialog's OK. With a name it is kept under that.
    Set(Box<PolicyText>),
    /// Expect the issuer of the token that is shown.
    ExpectIssuer,
    /// Expect the audience of the token that is shown; of several the first.
    ExpectAudience,
    /// Expect this issuer, or this audience, in place of the one that was expected.
    ExpectAlso {
        /// The issuer; `None`: as before.
        issuer: Option<String>,
        /// The audience; `None`: as before.
        audience: Option<String>,
    },
    /// Expect nothing any more.
    Clear,
}
