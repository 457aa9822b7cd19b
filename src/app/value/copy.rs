//! What can be copied or exported, and who may see it.

pub use crate::engine::key_file::export::ExportFormat as KeyFormat;

use super::Place;
use super::builder::BuildCopy;
use crate::engine::jose::jws::Serialization;

/// What can be copied. The text is made when it is copied.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each says what it is")]
pub enum CopyTarget {
    Token,
    AuthorizationHeader,
    CurlCommand,
    /// A `Set-Cookie` header with every restriction that keeps the token from others.
    SetCookie,
    /// The n-th coloured part of the token box.
    TokenPart(usize),
    /// Header of the layer that is shown, as JSON.
    Header,
    /// Claims, payload or plaintext as it is.
    Claims,
    /// Signature as base64url.
    Signature,
    /// Value of a header parameter, by its place among the parameters.
    HeaderValue(usize),
    /// Value of a claim, by its number in the document.
    ClaimValue(usize),
    /// `"name": value` of a claim.
    ClaimMember(usize),
    /// The n-th disclosure of an SD-JWT, as it was received.
    Disclosure(usize),
    /// The layer that is shown, in another serialization.
    Converted(Form),
    /// A report in Markdown without the signature.
    Report,
    /// The JSON report of `jotsmith inspect --json`.
    JsonReport,
    /// The token with its signature cut out: nobody can use it, and everybody can read it.
    UnsignedToken,
    /// What the dialog *Share redacted* shows.
    Shared,
    /// All findings as text.
    Findings,
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
    /// One key; `None`: all that the place has.
    pub key: Option<u64>,
    /// The session or a keyring.
    pub place: Place,
    /// The format's name, as on the command line.
    pub format: String,
}

/// A serialization (RFC 7515 §7, RFC 7516 §7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the standards' names")]
pub enum Form {
    Compact,
    Flattened,
    General,
}

impl Form {
    pub(in crate::app) const fn of_engine(self) -> Serialization {
        match self {
            Self::Compact => Serialization::Compact,
            Self::Flattened => Serialization::Flattened,
            Self::General => Serialization::General,
        }
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
