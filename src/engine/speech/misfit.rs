//! Why a signature that was made elsewhere does not fit, and what would be right.

use super::{Words, bytes, key_type, reason};
use crate::engine::builder::elsewhere::{ForeignSignature, Misfit, MisfitKind, Spelling};
use crate::engine::crypto::signature::VerifyError;
use crate::engine::ground::jwa::{SignatureFamily, signature};

pub(super) fn words(misfit: &Misfit) -> Words {
    let Misfit { kind, algorithm, .. } = misfit;
    let awaited = awaited(misfit);
    match kind {
        MisfitKind::Empty => Words::new("There is no signature: it is empty").advising(awaited),
        MisfitKind::Key => Words::new("This is a key or a certificate, not a signature").advising(awaited),
        MisfitKind::Foreign(foreign) => {
            let (name, over) = match foreign {
                ForeignSignature::Ssh => ("an SSH signature", "ssh-keygen -Y sign"),
                ForeignSignature::OpenPgp => ("an OpenPGP signature or message", "gpg"),
                ForeignSignature::Cms => ("a CMS (PKCS #7) signature", "openssl cms or smime"),
            };
            Words::new(format!("This is {name}: {over} signs other bytes than these")).advising(awaited)
        }
        MisfitKind::Refusal => Words::new("This is the error message of a service, not a signature")
            .advising("Read it: nothing was signed"),
        MisfitKind::Text => Words::new("This is text, and nothing in it can be a signature").advising(awaited),
        MisfitKind::Digest => {
            Words::new("This is the hash that was to be signed, not its signature").advising("Have it signed")
        }
        MisfitKind::OtherKey(error) => other_key(algorithm, error),
        MisfitKind::Length { found, spelling, like } => length(misfit, *found, *spelling, *like, awaited),
        MisfitKind::Made(found) => Words::new(reason::sentence(found)).advising(again(algorithm)),
        MisfitKind::Unknown if misfit.expected.is_some() => {
            Words::new("The signature does not fit: it was made over other bytes, or with another key")
                .advising(again(algorithm))
        }
        MisfitKind::Unknown => Words::new("A signature of this algorithm has another length").advising(awaited),
    }
}

fn other_key(algorithm: &str, error: &VerifyError) -> Words {
    let words = match error {
        VerifyError::KeyType { needed, found } => {
            Words::new(format!("{algorithm} needs {}; this is {}", key_type(needed), key_type(found)))
        }
        VerifyError::Curve { needed, found } => {
            Words::new(format!("{algorithm} needs {needed}; this key is on {found}"))
        }
        VerifyError::KeyInvalid(what) => return Words::new(format!("The key cannot check a signature: {what}")),
        // Not said of the key.
        VerifyError::SignatureLength { .. }
        | VerifyError::DerSignature
        | VerifyError::ZeroSignature
        | VerifyError::Mismatch
        | VerifyError::Unsupported(_) => Words::new("The key does not fit the algorithm"),
    };
    words.advising("Check it with the public half of the key that signed")
}

fn length(misfit: &Misfit, found: usize, spelling: Spelling, like: Option<&str>, awaited: String) -> Words {
    let read = match spelling {
        Spelling::Bytes => "",
        Spelling::Hexadecimal => ", read as hexadecimal",
        Spelling::Base64 => ", read as base64",
        Spelling::Der => ", read out of DER",
        Spelling::Tpm => ", read out of the answer of a TPM",
    };
    let like = like.map(|name| format!(", as one of {name} has")).unwrap_or_default();
    let expected = match misfit.expected {
        Some(expected) => format!("; one of {} has {}", misfit.algorithm, bytes(expected)),
        None => String::new(),
    };
    Words::new(format!("The signature has {}{read}{like}{expected}", bytes(found))).advising(awaited)
}

/// What would be right, of the algorithm and the key.
fn awaited(misfit: &Misfit) -> String {
    let Misfit { algorithm, expected, .. } = misfit;
    let row = signature::find(algorithm);
    let length = expected.map(|length| format!(" of {}", bytes(length))).unwrap_or_default();
    match row.map(|row| row.family) {
        Some(SignatureFamily::Ecdsa) => {
            let length = expected.map(|length| format!(" to {}", bytes(length))).unwrap_or_default();
            format!("{algorithm} needs r and s joined{length}, or the same in DER")
        }
        Some(SignatureFamily::Hmac) => format!("{algorithm} needs the MAC{length}"),
        Some(SignatureFamily::RsaPss) => {
            let salt = row.and_then(|row| row.hash).map(|hash| bytes(hash.output_len())).unwrap_or_default();
            format!("{algorithm} needs a PSS signature{length}, made with a salt of {salt}")
        }
        Some(SignatureFamily::RsaPkcs1) => format!("{algorithm} needs a PKCS #1 v1.5 signature{length}"),
        _ => format!("{algorithm} needs a signature{length}"),
    }
}

/// What to have signed.
fn again(algorithm: &str) -> String {
    let row = signature::find(algorithm);
    match row.and_then(|row| Some((row.family, row.hash?))) {
        Some((SignatureFamily::Hmac, _)) | None => {
            format!(
                "Have the bytes of the signing input signed as they are, without a line break at the end, by {algorithm}"
            )
        }
        Some((_, hash)) => format!(
            "Have the bytes of the signing input signed as they are, without a line break at the end, by {algorithm}: they are \
             hashed once, with {}",
            hash.title()
        ),
    }
}
