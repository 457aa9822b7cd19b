//! Why no SD-JWT or no presentation was made.

use super::path::ClaimPathError;
use crate::engine::ground::span::Span;
use crate::engine::jose::status::Told;

/// Why no SD-JWT or no presentation was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SdJwtError {
    /// What is signed are no claims.
    NotClaims,
    /// Its payload stays outside, and so would the digests.
    Detached,
    /// Nothing is signed.
    NotSigned,
    /// A path cannot be read.
    Path {
        /// As it was written.
        path: String,
        /// Why not.
        error: ClaimPathError,
    },
    /// A path names nothing in the claims.
    PathNowhere {
        /// As it was written.
        path: String,
    },
    /// A name that the standard reserves stands in the claims (RFC 9901 §4.1).
    ReservedName {
        /// Which one.
        name: String,
        /// Its bytes in the claims text.
        span: Span,
    },
    /// Decoys are asked for in something that is neither an object nor a list.
    DecoysNowhere {
        /// As it was written.
        path: String,
    },
    /// More disclosures or digests than are read again.
    TooMany {
        /// How many at least.
        count: usize,
        /// How many are allowed.
        limit: usize,
    },
    /// The holder's key is a shared secret, which must not stand in a token.
    HolderKeyIsSecret,
    /// The claims have a `cnf` that says something else.
    HolderDiffers {
        /// Its bytes in the claims text.
        span: Span,
    },
    /// What is to be presented is no SD-JWT.
    NotSdJwt,
    /// What is to be presented is rejected by every verifier.
    Faulty {
        /// Why.
        reason: Told,
    },
    /// No disclosure has this name or stands at this path.
    NotDisclosable {
        /// As it was written.
        path: String,
        /// What there is, at most ten paths.
        there_are: Vec<String>,
    },
    /// Several disclosures have this name.
    Ambiguous {
        /// The name.
        name: String,
        /// Where they stand.
        paths: Vec<String>,
    },
    /// What stands at this path is in the clear, so there is nothing to choose.
    AlwaysDisclosed {
        /// As it was written.
        path: String,
        /// Whether something inside it can be chosen.
        has_inside: bool,
    },
    /// A key binding needs a digital signature (RFC 9901 §4.3).
    KeyBindingAlgorithm {
        /// Which one was asked for.
        algorithm: &'static str,
    },
    /// The holder's key signs nothing.
    KeyBindingKey,
}

impl SdJwtError {
    /// The bytes of the claims text that it is about.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::ReservedName { span, .. } | Self::HolderDiffers { span } => Some(*span),
            _ => None,
        }
    }

    /// A stable code, a sentence, what to do.
    pub fn reason(&self) -> Told {
        match self {
            Self::NotClaims => Told::new("sd-jwt-payload", "An SD-JWT carries claims; this payload is none")
                .advising("Give the payload as claims, a JSON object"),
            Self::Detached => Told::new("sd-jwt-detached", "An SD-JWT carries its payload; it cannot be detached"),
            Self::NotSigned => {
                Told::new("sd-jwt-unsigned", "An SD-JWT is signed by its issuer").advising("Choose a key to sign with")
            }
            Self::Path { path, error } => Told::new("claim-path", format!("The path {} {error}", quoted(path))),
            Self::PathNowhere { path } => {
                Told::new("claim-path-nowhere", format!("The path {} names nothing in the claims", quoted(path)))
                    .advising("Paths are JSON pointers: /address/locality, /nationalities/0, /nationalities/*")
            }
            Self::ReservedName { name, .. } => Told::new(
                "sd-jwt-reserved-name",
                format!("The claims have a member \"{name}\", a name that selective disclosure needs for itself"),
            )
            .advising("Give it another name; digests are put in here"),
            Self::DecoysNowhere { path } => {
                Told::new("decoys-nowhere", format!("Decoys go into an object or a list; {} is neither", quoted(path)))
            }
            Self::TooMany { count, limit } => Told::new(
                "sd-jwt-too-many",
                format!("{count} disclosures and decoys are too many: up to {limit} are read again"),
            ),
            Self::HolderKeyIsSecret => Told::new("holder-key-secret", "The holder's key is a shared secret")
                .advising("The token names the public half of the holder's key: choose a key pair"),
            Self::HolderDiffers { .. } => {
                Told::new("holder-differs", "The claims have a cnf already, and it names another key than the holder's")
                    .advising("Take cnf out of the claims, or choose no holder key")
            }
            Self::NotSdJwt => Told::new("not-sd-jwt", "This is no SD-JWT")
                .advising("An SD-JWT is a signed token with disclosures behind it, each ended by a tilde"),
            Self::Faulty { reason } => reason.clone(),
            Self::NotDisclosable { path, there_are } => {
                let reason = Told::new("not-disclosable", format!("No disclosure is {}", quoted(path)));
                if there_are.is_empty() {
                    reason.advising("There is no disclosure at all")
                } else {
                    reason.advising(format!("There are {}", there_are.join(", ")))
                }
            }
            Self::Ambiguous { name, paths } => {
                Told::new("name-ambiguous", format!("{} disclosures are named {}", paths.len(), quoted(name))).advising(
                    format!(
                        "Say which one: {}",
                        paths.iter().take(10).map(String::as_str).collect::<Vec<_>>().join(", ")
                    ),
                )
            }
            Self::AlwaysDisclosed { path, has_inside } => {
                let reason = Told::new(
                    "always-disclosed",
                    format!("{} is in the clear: everybody can read it anyway", quoted(path)),
                );
                let inside = if path.starts_with('/') { path.clone() } else { format!("/{path}") };
                if *has_inside { reason.advising(format!("What can be chosen inside it: {inside}/*")) } else { reason }
            }
            Self::KeyBindingAlgorithm { algorithm } => {
                Told::new("key-binding-algorithm", format!("A key binding cannot be signed with {algorithm}"))
                    .advising("It needs a digital signature with the holder's private key")
            }
            Self::KeyBindingKey => Told::new("key-binding-key", "The holder's key is none to sign with"),
        }
    }
}

/// At most forty characters of what was written.
fn quoted(path: &str) -> String {
    let shown: String = path.chars().take(40).collect();
    format!("\"{shown}\"")
}
