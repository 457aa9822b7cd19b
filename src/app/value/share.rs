//! What is shared of the tokens at hand, as commands and views name it.

pub use crate::engine::redact::Rules as ShareRules;

/// Of what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ShareScope {
    /// The token that is shown.
    #[default]
    Token,
    /// Every token on the desk.
    Desk,
}
