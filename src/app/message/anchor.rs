//! What a person does with trust anchors.

use crate::app::value::{Place, RingId};

/// What happens to the certificates that are trusted. One is named by its `x5t#S256`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnchorCommand {
    /// The *Load trust anchor…* button.
    Load,
    /// Trust the certificate that this key came with.
    OfKey(u64),
    /// Keep one of the session in a keyring.
    Keep {
        /// Which.
        anchor: String,
        /// Where.
        ring: RingId,
    },
    /// Trust one no more.
    Remove {
        /// Which.
        anchor: String,
        /// Where it is.
        place: Place,
    },
    /// Trust the one again that the removal of this number took; `None`: the last one.
    UndoRemove(Option<u64>),
}
