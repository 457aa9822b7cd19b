//! What can be copied or exported, and who may see it.

pub use crate::engine::key_file::export::ExportFormat as KeyFormat;

use super::Place;
use super::builder::BuildCopy;

/// What can be copied. The text is made when it is copied.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each says what it is")]
pub enum CopyTarget {
    Token,
    /// What the table of exports makes of the token, by its name there.
    Export(&'static str),
    /// The n-th coloured part of the token box.
    TokenPart(usize),
    /// Header of the layer that is shown, as JSON.
    Header,
    /// Claims, payload or plaintext as it is.
    Claims,
    /// The same with a line for each member.
    ClaimsIndented,
    /// Signature as base64url.
    Signature,
    /// Value of a header parameter, by its place among the parameters.
    HeaderValue(usize),
    /// Value of a claim, by its number in the document.
    ClaimValue(usize),
    /// A value in the JSON that a claim is as a string: the claim's number in the document, and its own there.
    ClaimInner(usize, usize),
    /// `"name": value` of a claim.
    ClaimMember(usize),
    /// The n-th disclosure of an SD-JWT, as it was received.
    Disclosure(usize),
    /// What the dialog *Share redacted* shows.
    Shared,
    KeyThumbprint(u64),
    /// Public JWK of a key.
    PublicJwk(u64),
    /// Something of the builder.
    Build(BuildCopy),
    /// A key in a format of others, private where the format says so.
    KeyAs(u64, KeyFormat),
    /// Keys in a format.
    Keys(KeyExport),
    /// Plain text that the view already shows.
    Text(String),
}

/// Keys and the form in which they are handed out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyExport {
    /// These keys; `None`: all that the place has.
    pub keys: Option<Vec<u64>>,
    /// The session or a keyring.
    pub place: Place,
    /// The format's name, as on the command line.
    pub format: String,
}

impl KeyExport {
    /// The key, where it is one.
    pub fn only(&self) -> Option<u64> {
        if let Some([id]) = self.keys.as_deref() { Some(*id) } else { None }
    }
}

/// How a text is kept on the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrecy {
    /// Everybody may see it.
    Open,
    /// Out of clipboard histories.
    Secret,
    /// A private key or a shared secret: out of histories, and taken away after a while.
    Private,
}
