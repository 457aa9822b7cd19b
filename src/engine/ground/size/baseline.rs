//! What a token is compared with.

use super::SESSION_ID_BYTES;

/// What would be sent instead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Baseline {
    /// The bare `sub`.
    Sub,
    /// A session identifier of 128 bits.
    #[default]
    SessionId,
    /// So many bytes.
    Bytes(usize),
}

impl Baseline {
    /// Its bytes; `None`: the token has no `sub`.
    pub const fn bytes(self, sub: Option<usize>) -> Option<usize> {
        match self {
            Self::Sub => sub,
            Self::SessionId => Some(SESSION_ID_BYTES),
            Self::Bytes(bytes) => Some(bytes),
        }
    }
}
