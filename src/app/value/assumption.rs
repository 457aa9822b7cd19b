//! What the person had the token checked under, although the token or its keys do not say it.

use crate::engine::key::reading::SecretReading;

/// One assumption. The verdict says it as long as it holds, and it can be taken back. All but those about secrets and the
/// clock are about the token that is shown, and end with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// The key that the token carries is its maker's.
    OwnKey,
    /// Base64 with padding or in the standard alphabet is what was meant.
    AsWritten,
    /// The token was made otherwise than its standard or the key says, as it was proved.
    AsMade,
    /// The `nonce` of the header was hashed before it was signed.
    HashedNonce,
    /// The secret that everybody knows, and that fits, is the one to check it with.
    PublicSecret,
    /// Shared secrets are read in this way too.
    Secret(SecretReading),
    /// It is the time at which the token says that it was made.
    AtIat,
    /// It is this time: Unix seconds.
    At(i64),
}
