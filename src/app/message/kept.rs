//! What a person does with tokens that keyrings keep. One is named by its mark, which tells nothing of it.

use crate::app::value::RingId;
use crate::app::value::desk::EntryId;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptCommand {
    /// Keep a token of the desk in a keyring; `None`: the one that is in the box.
    Keep {
        token: Option<EntryId>,
        ring: RingId,
    },
    /// There is no keyring to keep one in: say what to do.
    NoKeyring,
    /// Read it again.
    Open {
        ring: RingId,
        token: String,
    },
    Remove {
        ring: RingId,
        token: String,
    },
    UndoRemove(u64),
}
