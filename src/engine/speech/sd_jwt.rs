//! Why no SD-JWT or no presentation was made, in words.

use super::{Words, reason};
use crate::engine::builder::sd_jwt::{ClaimPathError, SdJwtError};
use crate::engine::text::words::shown;

pub fn words(error: &SdJwtError) -> Words {
    match error {
        SdJwtError::NotClaims => Words::new("An SD-JWT carries claims, and this payload is not a claims set")
            .advising("Give the payload as claims, a JSON object"),
        SdJwtError::Detached => Words::new("An SD-JWT carries its payload; it cannot be detached"),
        SdJwtError::NotSigned => Words::new("An SD-JWT is signed by its issuer").advising("Choose a key to sign with"),
        SdJwtError::Path { path, error } => Words::new(format!("The path {} {}", quoted(path), path_fault(error))),
        SdJwtError::PathNowhere { path } => {
            Words::new(format!("The path {} matches nothing in the claims", quoted(path)))
                .advising("Paths are JSON pointers: /address/locality, /nationalities/0, /nationalities/*")
        }
        SdJwtError::ReservedName { name, .. } => Words::new(format!(
            "The claims have a member \"{}\", a name that is reserved for selective disclosure",
            shown(name)
        ))
        .advising("Give it another name; Jotsmith adds the digests"),
        SdJwtError::DecoysNowhere { path } => {
            Words::new(format!("Decoys go into an object or a list; {} is neither", quoted(path)))
        }
        SdJwtError::TooMany { count, limit } => {
            Words::new(format!("{count} disclosures and decoys are too many; up to {limit} can be examined again"))
        }
        SdJwtError::HolderKeyIsSecret => Words::new("The holder's key is a shared secret")
            .advising("The token names the public half of the holder's key: choose a key pair"),
        SdJwtError::HolderDiffers { .. } => {
            Words::new("The claims already have a cnf, and it names another key than the holder's")
                .advising("Remove cnf from the claims, or choose no holder key")
        }
        SdJwtError::NotSdJwt => Words::new("Not an SD-JWT")
            .advising("An SD-JWT is a signed token followed by disclosures, each ended by a tilde"),
        SdJwtError::Faulty { reason } => reason::words(reason),
        SdJwtError::NotDisclosable { path, there_are } => {
            let words = Words::new(format!("There is no disclosure {}", quoted(path)));
            if there_are.is_empty() {
                words.advising("There are no disclosures")
            } else {
                words.advising(format!("There are {}", there_are.join(", ")))
            }
        }
        SdJwtError::Ambiguous { name, paths } => {
            let first: Vec<&str> = paths.iter().take(10).map(String::as_str).collect();
            Words::new(format!("{} disclosures are named {}", paths.len(), quoted(name)))
                .advising(format!("Name one of them: {}", first.join(", ")))
        }
        SdJwtError::AlwaysDisclosed { path, has_inside } => {
            let words = Words::new(format!("{} is not selectively disclosable: anyone can read it", quoted(path)));
            let inside = if path.starts_with('/') { path.clone() } else { format!("/{path}") };
            if *has_inside { words.advising(format!("What can be chosen inside it: {inside}/*")) } else { words }
        }
        SdJwtError::KeyBindingAlgorithm { algorithm } => {
            Words::new(format!("A key binding cannot be signed with {algorithm}"))
                .advising("It needs a digital signature with the holder's private key")
        }
        SdJwtError::KeyBindingKey => Words::new("The holder's key cannot sign"),
    }
}

/// What is wrong with a path, behind it.
pub const fn path_fault(error: &ClaimPathError) -> &'static str {
    match error {
        ClaimPathError::Whole => "names no claim: write a name, or a path such as /address/locality",
        ClaimPathError::Escape => "has a ~ that is not ~0 (for ~) or ~1 (for /)",
        ClaimPathError::NotLast => "has ** before something else; it can only be last",
    }
}

/// At most forty characters of what was written.
fn quoted(path: &str) -> String {
    let short: String = path.chars().take(40).collect();
    format!("\"{}\"", shown(&short))
}
