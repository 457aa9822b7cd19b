//! What the person had the token checked under, although the token or its keys do not say it.

use crate::engine::key::reading::SecretReading;

/// One assumption. The verdict says it as long as it holds, and it can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// Shared secrets are read in this way too.
    Secret(SecretReading),
    /// It is this time: Unix seconds.
    At(i64),
}
