//! Why a key or a part of a key file cannot be used, in words.

use super::Words;
use super::act::Act;
use crate::engine::ground::base64url;
use crate::engine::ground::jwa::elsewhere;
use crate::engine::key::KeyError;
use crate::engine::key::foreign::ForeignFormat;
use crate::engine::key_file::import::KeyProblem;
use crate::engine::text::page::{fetch_command, fetch_keys};
use crate::engine::text::words::capital;

/// Why a key cannot be used.
pub fn words(error: &KeyError) -> Words {
    let fact = error.to_string();
    // The name of a member keeps its case: k is not K.
    let sentence = if error.starts_with_a_name() { fact } else { capital(&fact) };
    with_act(Words::new(sentence).advising(advice(error)), error)
}

/// With what the program can do about it.
fn with_act(words: Words, error: &KeyError) -> Words {
    match error {
        KeyError::Metadata { keys } => match fetch_command(keys) {
            Some(command) => words.offering(Act::CopyCommand(command)),
            None => words,
        },
        KeyError::Foreign(ForeignFormat::Token) => words.offering(Act::OpenAsToken),
        _ => words,
    }
}

/// The same with the place in its file.
pub fn problem(problem: &KeyProblem) -> Words {
    match problem.place.as_str() {
        "" => words(&problem.error),
        place => {
            let words = Words::new(format!("{place}: {}", problem.error)).advising(advice(&problem.error));
            with_act(words, &problem.error)
        }
    }
}

fn advice(error: &KeyError) -> String {
    match error {
        KeyError::Empty => "Choose the file that contains the key",
        KeyError::EmptySet => "Fetch it again, and check the address: the issuer publishes no keys there",
        KeyError::OtherCurve { .. } => "Correct crv: the program that writes the key names the wrong curve",
        KeyError::TooLong { .. } => "A key file is small; is this the right file?",
        KeyError::TooManyKeys { .. } => "Split the set",
        KeyError::NotAKey => {
            "Jotsmith reads PEM, DER, PKCS#12, OpenSSH, PuTTY, JWK, JWK Sets, certificates and plain secrets; to use this \
             as a secret, choose its encoding"
        }
        KeyError::Foreign(format) => return format.advice(),
        KeyError::NotBase64 | KeyError::Damaged(_) | KeyError::EndMissing => "Copy all of it again from its source",
        KeyError::NotInEncoding(_) => "Choose another encoding, or let Jotsmith guess it",
        KeyError::PassphraseNeeded => "Enter the passphrase",
        KeyError::PassphraseWrong => "Try again; check the keyboard layout",
        KeyError::OtherKeyNeeded(_) => "Load the key that decrypts it first",
        KeyError::EncryptionUnknown(_) => {
            "Encrypt it again: openssl pkcs8 -topk8 -in key.pem -out new.pem (old ciphers: add -provider legacy \
             -provider default)"
        }
        KeyError::ExcessiveWork { .. } => "Encrypt it again with fewer iterations",
        KeyError::NoJoseAlgorithm(_) => "Generate a key of another kind: P-256, Ed25519 or RSA",
        KeyError::ExplicitCurve => "Convert it: openssl pkey -in key.pem -ec_param_enc named_curve -out new.pem",
        KeyError::CurveMissing => "Keep the EC PARAMETERS block before it",
        KeyError::SeedMissing => "Export it again with the seed; it cannot be computed from the expanded key",
        KeyError::Json(_) | KeyError::NotAnObject => "Copy the whole JSON again",
        KeyError::RestrictionType { .. } => "Correct it in the JWK, or leave it out",
        KeyError::MemberMissing("kty") => {
            "Add \"kty\": RSA where there are n and e, EC or OKP where there is crv, oct where there is k (RFC 7517 §4.1)"
        }
        KeyError::MemberMissing(_) | KeyError::MemberType(_) | KeyError::MemberEmpty(_) => "",
        KeyError::MemberEncoding { name: "k", fault: base64url::FaultKind::Foreign | base64url::FaultKind::Whitespace } => {
            "Write base64url of the bytes of the secret, not its text (RFC 7518 §6.4.1)"
        }
        KeyError::MemberEncoding { fault, .. } => match fault {
            base64url::FaultKind::Padding => "Remove the = at the end",
            base64url::FaultKind::StandardAlphabet => "Write - for + and _ for /",
            base64url::FaultKind::Whitespace => "Remove spaces and line breaks",
            _ => "Copy it again from its source",
        },
        KeyError::MemberLength { expected, found, .. } if found < expected => {
            "Leading zero bytes must be kept (RFC 7518 §6.2)"
        }
        KeyError::MemberLength { .. } => "",
        KeyError::MemberZeros { expected, found, .. } if found < expected => {
            "Its first byte is zero and must be kept (RFC 7518 §6.2.1.2): correct the program that writes the key"
        }
        KeyError::MemberZeros { .. } => {
            "Remove the leading zero byte that Java's BigInteger.toByteArray writes (RFC 7518 §6.2.1.2)"
        }
        KeyError::MemberNumber { name: "e", .. } => "Write base64url of its bytes: 65537 is \"AQAB\" (RFC 7518 §6.3.1.2)",
        KeyError::MemberNumber { .. } => "Write base64url of its bytes (RFC 7518 §2)",
        KeyError::Metadata { keys } => return fetch_keys(keys),
        KeyError::ServerAnswer(_) => "The request was refused: look for why, and fetch the keys again",
        KeyError::Placeholder | KeyError::VariableEmpty(_) => "Set the variable, or load the file that holds the key",
        KeyError::Shortened { .. } => "Print all of it: in Node.js, buffer.toString()",
        KeyError::PrintedObject => {
            "Export the key: key.export({ type: \"spki\", format: \"pem\" }) in Node.js, crypto.subtle.exportKey(\"jwk\", key) \
             in a browser, key.public_bytes(…) in Python"
        }
        KeyError::Masked { .. } => "Take it from where it is kept",
        KeyError::Variables(_) => "Use the value of one of them alone",
        KeyError::MemberTwice(_) => "Parsers disagree on which one wins: keep one",
        KeyError::OutOfRange(_) => "",
        KeyError::KeyTypeUnknown(name) if name == "oct-HSM" => {
            "The secret never leaves Azure Key Vault's HSM: let the vault check the token"
        }
        KeyError::KeyTypeUnknown(_) => "kty must be oct, RSA, EC, OKP or AKP, in exactly this case",
        KeyError::CurveUnknown(name) => match name.as_str() {
            name if elsewhere::curve(name).is_some() => {
                "JOSE does not register this curve; use P-256, P-384, P-521 or Ed25519 to work with others"
            }
            "P-256K" | "K-256" => "The registered name is secp256k1 (RFC 8812)",
            _ => "EC has P-256, P-384, P-521, secp256k1; OKP has Ed25519, Ed448, X25519, X448",
        },
        KeyError::AlgorithmUnknown(_) => "AKP has ML-DSA-44, ML-DSA-65, ML-DSA-87 (RFC 9964)",
        KeyError::SwappedCoordinates => "Write each coordinate under its own name (RFC 7518 §6.2.1): correct the program that writes the key",
        KeyError::NotOnCurve => "Using such a key can leak your private key (invalid curve attack)",
        KeyError::PrivatePublicMismatch | KeyError::RsaInconsistent(_) => "Two keys were mixed up, or it is damaged",
        KeyError::RsaModulus { .. } | KeyError::RsaTooLarge { .. } => "Generate a key of 3072 bits",
        KeyError::RsaMultiPrime => "Generate a key with two primes",
        KeyError::NotUsable | KeyError::Refused | KeyError::Unsupported(_) => "",
    }
    .to_owned()
}
