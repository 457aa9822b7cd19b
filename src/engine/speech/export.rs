//! Why something cannot be made of a token, in words.

use super::Words;
use super::convert;
use crate::engine::convert::ConvertError;
use crate::engine::text::words::{grouped, shown};

/// Why an export does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is JSON, or broken.
    NotCompact,
    /// It is in that serialization.
    SameForm,
    /// It cannot be written in another serialization.
    Form(ConvertError),
    /// The claims are encrypted, and no key opened them.
    Locked,
    /// There is no claims set.
    NoClaims,
    /// There is no such part.
    NoPart,
    /// A name occurs twice in an object.
    Repeated(String),
    /// Neither a signature nor a recipient has a key.
    NoKey,
    /// The key is a shared secret, of which nothing is public.
    SharedSecret,
    /// The format does not take this key.
    KeyFormat,
    /// Not a DPoP proof.
    NoProof,
    /// No library that is written for checks what is encrypted.
    Encrypted,
    Unsecured,
    SelectiveDisclosure,
    Detached,
    /// `crit` or `b64`.
    Critical,
    NoAlgorithm,
    /// The library does not know the algorithm.
    Algorithm {
        library: &'static str,
        algorithm: String,
    },
    /// The program takes a secret as an argument alone.
    SecretArgument {
        program: &'static str,
    },
    /// The configuration has a file for public keys alone.
    SecretSet,
    /// A value has no literal in the language.
    Literal {
        language: &'static str,
    },
    /// The address does not fit into a line.
    Address,
    /// It says more than can be looked for in all of it.
    Unredacted,
    /// The system has no random numbers for pseudonyms.
    NoRandomness,
    TooLong {
        bytes: usize,
        limit: usize,
    },
}

/// What stands in the way.
pub fn words(unfit: &Unfit) -> Words {
    match unfit {
        Unfit::NotCompact => {
            Words::new("Only a compact token fits into one line").advising("Convert it to the compact serialization")
        }
        Unfit::SameForm => Words::new("It is in this serialization already"),
        Unfit::Form(error) => convert::words(error),
        Unfit::Locked => Words::new("The claims are encrypted").advising("Add the key that decrypts them"),
        Unfit::NoClaims => Words::new("It contains no claims that can be read in full"),
        Unfit::NoPart => Words::new("The token has no such part"),
        Unfit::Repeated(name) => {
            Words::new(format!("\"{}\" appears twice, and here a name can appear only once", shown(name)))
        }
        Unfit::NoKey => Words::new("No key has verified or decrypted it yet").advising("Add the issuer's key"),
        Unfit::SharedSecret => Words::new("It was verified with a shared secret, which has no public half"),
        Unfit::KeyFormat => Words::new("This format has no room for a key of this type"),
        Unfit::NoProof => Words::new("It is not a DPoP proof"),
        Unfit::Encrypted => Words::new("The token is encrypted; this code is for signed tokens")
            .advising("Choose the layer that is signed"),
        Unfit::Unsecured => Words::new("The token has no signature (alg is none): every verifier must reject it"),
        Unfit::SelectiveDisclosure => {
            Words::new("It is an SD-JWT: a JWT library would accept it without checking its disclosures")
        }
        Unfit::Detached => Words::new("Its payload is detached: the libraries take it from elsewhere"),
        Unfit::Critical => Words::new("It has critical header parameters, which this code does not implement"),
        Unfit::NoAlgorithm => Words::new("Its header names no algorithm that is known"),
        Unfit::Algorithm { library, algorithm } => {
            Words::new(format!("{library} does not support {}", shown(algorithm)))
        }
        Unfit::SecretArgument { program } => Words::new(format!(
            "{program} takes a secret only as an argument, which other users of the computer can read"
        )),
        Unfit::SecretSet => Words::new(
            "The token is signed with a shared secret, and this configuration reads public keys from a file of its own",
        ),
        Unfit::Literal { language } => {
            Words::new(format!("Its issuer, audience, type or key ID contains a character that {language} cannot hold"))
        }
        Unfit::Address => Words::new("The address is not a valid http or https URL")
            .advising("Percent-encode spaces, quotes and other characters that URLs cannot contain"),
        Unfit::Unredacted => Words::new("It contains too many values to be redacted as a whole"),
        Unfit::NoRandomness => Words::new("The system provides no random numbers, so nothing can be redacted"),
        Unfit::TooLong { bytes, limit } => Words::new(format!(
            "It has {} bytes, and there is room for {}",
            grouped(*bytes as u128),
            grouped(*limit as u128)
        )),
    }
}
