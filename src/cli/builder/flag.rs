//! What to do about a token that is refused, by the options that do it. The sentence is the same as in the window; what is
//! chosen there in a list is an option here.

use crate::engine::builder::sd_jwt::SdJwtError;
use crate::engine::builder::{BuildError, Weakness};
use crate::engine::crypto::signature::SignError;
use crate::engine::jose::jws::Serialization;
use crate::engine::speech::builder::errors;
use crate::engine::speech::{self, Words};

/// Every reason, with what to do in a terminal.
pub(super) fn reasons(error: &BuildError) -> Vec<Words> {
    match error {
        BuildError::TooWeak { weak_points } => {
            let words = weak_points.iter().map(|point| (speech::builder::weakness(&point.weakness), &point.weakness));
            words.map(|(words, weakness)| instead(words, of_weakness(weakness))).collect()
        }
        error => errors(error).into_iter().map(|words| instead(words, of_error(error))).collect(),
    }
}

fn instead(words: Words, advice: Option<&str>) -> Words {
    match advice {
        Some(advice) => words.advising(advice),
        None => words,
    }
}

/// `None`: what is said to everybody can be done here.
fn of_error(error: &BuildError) -> Option<&'static str> {
    Some(match error {
        BuildError::NothingToMake => "Name a key to sign with (--key FILE), or a recipient (--encrypt-to FILE)",
        BuildError::AlgorithmMissing { parameter: "enc", .. } => "Pass it with --enc, or write it into --jwe-header",
        BuildError::AlgorithmMissing { .. } => {
            "Pass it with --alg, or --jwe-alg for encryption, or write it into the header"
        }
        BuildError::AlgorithmUnknown { .. } => "Names are case-sensitive; jotsmith build --help lists them",
        BuildError::AlgorithmDiffers { .. } => {
            "Pass one of the two, or --header-sync alg to replace what the header says"
        }
        BuildError::KeyMissing { .. } => "Name one with --key FILE; jotsmith keys generate makes one",
        BuildError::Serialization { serialization: Serialization::Compact, .. } => {
            "Pass --serialization flattened, or general for several signatures or recipients"
        }
        BuildError::Serialization { .. } => "Pass --serialization general",
        BuildError::OnlyCompactElsewhere { .. } => {
            "Leave --serialization out, and convert the token afterwards with jotsmith export"
        }
        BuildError::UnencodedClaims { .. } => {
            "Pass the content with --payload FILE instead of --claims, and no typ JWT"
        }
        BuildError::UnencodedPayload { .. } => {
            "Pass --detached, or leave b64 out; UTF-8 can be in a JSON serialization (--serialization flattened)"
        }
        BuildError::DetachedInside => "Leave out --detached, or --encrypt-to",
        BuildError::DirectWithSeveral { .. } => {
            "Pass an algorithm that wraps a key with --jwe-alg, such as ECDH-ES+A256KW or A256KW"
        }
        BuildError::SdJwt(SdJwtError::NotSigned) => "Name a key to sign with: --key FILE",
        BuildError::SdJwt(SdJwtError::HolderDiffers { .. }) => "Remove cnf from the claims, or leave --holder out",
        BuildError::SdJwt(_) => return None,
        BuildError::Sign { error, .. } => return of_signing(error),
        BuildError::Determine { .. } => {
            "Pass another recipient's key with --encrypt-to, or another algorithm with --jwe-alg"
        }
        BuildError::Syntax { .. }
        | BuildError::NotAnObject { .. }
        | BuildError::Rule { .. }
        | BuildError::Parameter { .. }
        | BuildError::TooManyEntries { .. }
        | BuildError::TooWeak { .. }
        | BuildError::Encrypt { .. }
        | BuildError::NoRandomness
        | BuildError::Rejected { .. } => return None,
    })
}

const fn of_signing(error: &SignError) -> Option<&'static str> {
    match error {
        SignError::KeyType { .. } | SignError::Curve { .. } => {
            Some("Pass another key with --key, or another algorithm with --alg")
        }
        SignError::NoPrivateKey => Some("Pass the file of the private key with --key"),
        SignError::KeyInvalid(_) | SignError::Unsupported(_) => None,
    }
}

const fn of_weakness(weakness: &Weakness) -> Option<&'static str> {
    match weakness {
        Weakness::Unsecured => Some("Name a key with --key, and leave --alg none out"),
        Weakness::ShortSecret { .. } => {
            Some("A short secret can be guessed from one token: jotsmith keys generate oct-256 --private makes one")
        }
        Weakness::Rsa15 => Some("Pass --jwe-alg RSA-OAEP-256"),
        Weakness::SmallRsa { .. } => {
            Some("jotsmith keys generate rsa-3072 --private makes one that is good beyond 2030")
        }
        Weakness::FewIterations { .. } => Some("Leave --pbes2-count out: the default is what is recommended today"),
        Weakness::OtherAlgorithm { .. } => Some("Leave --alg out to use that of the key, or pass another key"),
        Weakness::OtherUse { .. } | Weakness::OtherOperations { .. } => Some("Pass another key"),
        Weakness::TooMuchCompressed { .. } => Some("Leave --zip out"),
        Weakness::HiddenValidity { .. } => Some("Leave it out of --sd"),
        Weakness::SymmetricSdJwt => Some("Sign with a private key: --key FILE"),
        Weakness::NoHolder => Some("Present it without --holder-key, or have it issued for the holder's key"),
        Weakness::OtherHolder => Some("Pass the private half of the key in cnf with --holder-key or --keyring"),
        Weakness::PublishedSecret { .. } | Weakness::Key { .. } => None,
    }
}
