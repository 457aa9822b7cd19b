//! Why no token was made, what makes one weak, and what is worth knowing about one, in words.

use super::{Words, bytes, key_type, misfit, reason, sd_jwt};
use crate::engine::builder::elsewhere::{AssembleError, ToSign};
use crate::engine::builder::weakness::{LEAST_PBES2_COUNT, LEAST_RSA_BITS};
use crate::engine::builder::{BuildError, BuildNote, Place, Weakness};
use crate::engine::crypto::content::EncryptError;
use crate::engine::crypto::key_management::{DecryptError, DetermineError};
use crate::engine::crypto::signature::SignError;
use crate::engine::ground::json::{self, FaultKind, Mistake};
use crate::engine::ground::jwa::{SignatureFamily, SignatureRow};
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::reason::KeyReason;
use crate::engine::text::words::{capital, grouped, shown};

const ANOTHER: &str = "Choose another key or another algorithm";

/// Every reason why nothing was made: one, but for what is too weak.
pub fn errors(error: &BuildError) -> Vec<Words> {
    match error {
        BuildError::TooWeak { weak_points } => weak_points.iter().map(|point| weakness(&point.weakness)).collect(),
        _ => vec![first(error)],
    }
}

/// What is done elsewhere with the bytes, before the hash where there is one: "ES256 signs the SHA-256 of it".
pub fn signed_of(input: &ToSign) -> String {
    let name = input.row.name;
    match input.digest() {
        Some((hash, _)) => format!("{name} signs the {} of it", hash.title()),
        None if input.is_mac() => format!("{name} is computed over these bytes with the shared secret"),
        None => format!("{name} signs these bytes themselves"),
    }
}

/// In which forms a signature of this algorithm is taken that comes as text.
pub fn signature_forms(row: &SignatureRow) -> &'static str {
    match row.family {
        SignatureFamily::Ecdsa => "r and s joined, or DER, in hexadecimal or base64, or the answer of a KMS as it is",
        SignatureFamily::Hmac => "The whole MAC, in hexadecimal or base64, or the answer of a KMS as it is",
        _ => "In hexadecimal or base64, or the answer of a KMS as it is",
    }
}

/// Why there is no token of a signature that was made elsewhere.
pub fn assembly(error: &AssembleError) -> Words {
    match error {
        AssembleError::NoInput => Words::new("This is not what was to be signed"),
        AssembleError::Algorithm(name) => Words::new(format!("{} is not a signature algorithm", shown(name))),
        AssembleError::Duplicate(name) => {
            Words::new(format!("\"{}\" appears twice in the header; verifiers must reject such a token", shown(name)))
                .advising("Keep one of them, and have it signed again")
        }
        AssembleError::Misfit(found) => misfit::words(found),
        AssembleError::OnlyDetached => {
            Words::new("The token cannot contain this payload unencoded (b64 is false)").advising("Detach the payload")
        }
    }
}

/// The first of them.
pub fn first(error: &BuildError) -> Words {
    match error {
        BuildError::NothingToMake => {
            Words::new("Nothing to sign or encrypt").advising("Choose a key to sign with, or a recipient")
        }
        BuildError::Syntax { place, mistake: Some((found, span)), .. } => {
            let Words { sentence, advice, .. } = mistake(found);
            let place = capital(&place_words(*place));
            Words::new(format!("{place} is not JSON: {} at byte {}", sentence.to_lowercase(), span.start))
                .advising(advice)
        }
        BuildError::Syntax { place, fault, .. } => syntax(*place, fault),
        BuildError::NotAnObject { place, found, .. } => {
            Words::new(format!("{} is {}, not a JSON object", capital(&place_words(*place)), found.words()))
                .advising("Write { … }")
        }
        BuildError::Rule { rule, message, .. } => Words::new(message.clone()).advising(rule.advice),
        BuildError::AlgorithmMissing { place, parameter } => {
            Words::new(format!("{} names no {parameter}", capital(&place_words(*place))))
                .advising(format!("Choose an algorithm, or write \"{parameter}\" into the header"))
        }
        BuildError::AlgorithmUnknown { parameter, name, .. } => {
            Words::new(format!("{parameter} is \"{}\", which Jotsmith does not support", shown(name)))
                .advising("Names are case-sensitive; choose one from the list")
        }
        BuildError::AlgorithmDiffers { parameter, header, chosen, .. } => {
            Words::new(format!("{parameter} says \"{}\", but {chosen} was chosen", shown(header)))
                .advising("Let the header follow the choice, or choose what the header says")
        }
        BuildError::Parameter { name, problem, .. } => Words::new(format!("{name} {problem}")),
        BuildError::KeyMissing { algorithm, .. } => {
            Words::new(format!("{algorithm} needs a key")).advising("Choose one, or generate one")
        }
        BuildError::Serialization { serialization, what } => {
            Words::new(format!("The {} serialization has no room for {what}", serialization.word())).advising(
                match serialization {
                    Serialization::Compact => "Choose a JSON serialization, flattened or general",
                    Serialization::Flattened | Serialization::General => "Choose the general serialization",
                },
            )
        }
        BuildError::OnlyCompactElsewhere { serialization } => Words::new(format!(
            "What is signed elsewhere becomes a compact token, and the {} serialization was chosen",
            serialization.word()
        ))
        .advising("Choose the compact one, and convert the token afterwards"),
        BuildError::TooManyEntries { count, limit } => {
            Words::new(format!("{count} signatures or recipients are too many; up to {limit} can be examined again"))
        }
        BuildError::UnencodedClaims { .. } => Words::new("A JWT must not have b64 false")
            .advising("Give it as a payload instead of claims, with a typ other than JWT"),
        BuildError::UnencodedPayload { offset } => {
            Words::new(format!("The payload cannot be in the token unencoded, because of its byte {offset}"))
                .advising("Detach it, encode it (b64 true), or choose a JSON serialization if it is UTF-8")
        }
        BuildError::DetachedInside => Words::new("A detached payload cannot be encrypted with its signature")
            .advising("Keep the payload in the token, or do not encrypt"),
        BuildError::DirectWithSeveral { algorithm, .. } => {
            Words::new(format!("{algorithm} fixes the content key, so there can be no other recipient"))
                .advising("Choose an algorithm that wraps a key, such as ECDH-ES+A256KW or A256KW")
        }
        BuildError::TooWeak { weak_points } => {
            weak_points.first().map_or_else(|| Words::new("Too weak to issue"), |point| weakness(&point.weakness))
        }
        BuildError::Sign { algorithm, error, .. } => sign(algorithm, error),
        BuildError::Determine { algorithm, error, .. } => determine(algorithm, error),
        BuildError::Encrypt { encryption, error } => encrypt(encryption, error),
        BuildError::SdJwt(error) => sd_jwt::words(error),
        BuildError::NoRandomness => Words::new("The operating system provides no random numbers"),
        BuildError::Rejected { reason } => reason::words(reason),
    }
}

/// A place in words, with an article; signatures and recipients counted from 1.
pub fn place_words(place: Place) -> String {
    match place {
        Place::Request => "the request".to_owned(),
        Place::Payload => "the payload".to_owned(),
        Place::ProtectedHeader(0) => "the header".to_owned(),
        Place::ProtectedHeader(index) => format!("the header of signature {}", index + 1),
        Place::UnprotectedHeader(0) => "the unprotected header".to_owned(),
        Place::UnprotectedHeader(index) => format!("the unprotected header of signature {}", index + 1),
        Place::SigningKey(0) => "the signing key".to_owned(),
        Place::SigningKey(index) => format!("the key of signature {}", index + 1),
        Place::EncryptionHeader => "the encryption header".to_owned(),
        Place::SharedHeader => "the shared header".to_owned(),
        Place::RecipientHeader(index) => format!("the header of recipient {}", index + 1),
        Place::RecipientKey(0) => "the recipient's key".to_owned(),
        Place::RecipientKey(index) => format!("the key of recipient {}", index + 1),
    }
}

/// A mistake in JSON by the name that people have for it, and what to do.
pub fn mistake(mistake: &Mistake) -> Words {
    let (name, advice) = match mistake {
        Mistake::TrailingComma => ("Trailing comma", "Remove it"),
        Mistake::SingleQuotes => ("Single quotes", "JSON requires double quotes"),
        Mistake::TypographicQuotes => ("Typographic quotes", "JSON requires straight double quotes"),
        Mistake::MissingQuote => ("Missing quote", "Close the text with a double quote"),
        Mistake::UnquotedName => ("Missing quotes", "Write the name in double quotes"),
        Mistake::UnquotedText => ("Missing quotes", "Write the text in double quotes"),
        Mistake::UnescapedQuote => ("Quote inside a text", "Write \\\" for it"),
        Mistake::Comment => ("Comment", "JSON has no comments: remove it"),
        Mistake::MissingComma => ("Missing comma", "Add one after the value"),
        Mistake::MissingColon => ("Missing colon", "Add one between name and value"),
        Mistake::MissingEnd(end) => return Words::new(format!("Missing {end}")).advising("Close what is open"),
        Mistake::Literal(right) => return Words::new("Unknown word").advising(format!("JSON has {right}")),
        Mistake::UnfinishedLiteral(whole) => {
            return Words::new(format!("Unfinished {whole}"))
                .advising(format!("Write {whole}, or a text in double quotes"));
        }
        Mistake::NotANumber => ("Unknown number", "JSON has neither NaN nor Infinity"),
        Mistake::LeadingZero => ("Leading zero", "Remove it, or write a text in quotes"),
        Mistake::PlusSign => ("Plus sign", "Write the number without it"),
        Mistake::BareDot => ("Digit missing beside the dot", "Write 0.5 or 1.0"),
        Mistake::Hexadecimal => ("Hexadecimal number", "JSON has decimal digits alone"),
    };
    Words::new(name).advising(advice)
}

fn syntax(place: Place, fault: &json::Fault) -> Words {
    let at = fault.span.start;
    let what = match fault.kind {
        FaultKind::Empty => "is empty".to_owned(),
        FaultKind::ByteOrderMark => "starts with a byte order mark".to_owned(),
        FaultKind::NotUtf8 => format!("is not UTF-8 from byte {at} on"),
        FaultKind::Truncated => format!("is cut off at byte {at}"),
        FaultKind::Unexpected => format!("is not JSON at byte {at}"),
        FaultKind::BadNumber => format!("has a number at byte {at} that JSON does not allow"),
        FaultKind::BadEscape => format!("has an escape at byte {at} that JSON does not allow"),
        FaultKind::ControlCharacter => format!("has a control character in a string at byte {at}"),
        FaultKind::Trailing => format!("has trailing data at byte {at}"),
        FaultKind::TooDeep => format!("is nested too deeply at byte {at}"),
        FaultKind::TooLong => "is too long".to_owned(),
    };
    let place = capital(&place_words(place));
    Words::new(match fault.expected.words() {
        "" => format!("{place} {what}"),
        expected => format!("{place} {what}, expected {expected}"),
    })
}

fn unsupported(what: &str) -> Words {
    Words::new(format!("Not supported by this build: {what}"))
}

fn sign(algorithm: &str, error: &SignError) -> Words {
    match error {
        SignError::KeyType { needed, found } => {
            Words::new(format!("{algorithm} needs {}; this is {}", key_type(needed), key_type(found))).advising(ANOTHER)
        }
        SignError::Curve { needed, found } => {
            Words::new(format!("{algorithm} needs {needed}; this key is on {found}")).advising(ANOTHER)
        }
        SignError::NoPrivateKey => {
            Words::new("This is a public key; signing needs the private one").advising("Load the private key")
        }
        SignError::KeyInvalid(what) => Words::new(format!("The key cannot sign: {what}")),
        SignError::Unsupported(what) => unsupported(what),
    }
}

fn determine(algorithm: &str, error: &DetermineError) -> Words {
    let error = match error {
        DetermineError::CekFixed => {
            return Words::new(format!("{algorithm} fixes the content key; none can be chosen"));
        }
        DetermineError::Refused(error) => error,
    };
    match error {
        DecryptError::KeyType { needed, found } => {
            Words::new(format!("{algorithm} needs {}; this is {}", key_type(needed), key_type(found))).advising(ANOTHER)
        }
        DecryptError::Curve { needed, found } => {
            Words::new(format!("{algorithm} needs {needed}; this key is on {found}")).advising(ANOTHER)
        }
        DecryptError::KeyLength { needed, found } => Words::new(format!(
            "{algorithm} needs a key of {needed} bytes here; this one has {found}",
            found = bytes(*found)
        ))
        .advising(ANOTHER),
        DecryptError::KeyInvalid(what) => Words::new(format!("The key cannot be used: {what}")),
        DecryptError::CekLength { needed, found } => {
            Words::new(format!("The chosen content key has {found}; {needed} are needed", found = bytes(*found)))
        }
        DecryptError::ParameterLength { name, needed, found } => {
            Words::new(format!("{name} has {found}; {algorithm} needs {needed}", found = bytes(*found)))
        }
        DecryptError::EphemeralKey(what) => Words::new(format!("The ephemeral key does not fit: {what}")),
        DecryptError::P2cInvalid => Words::new("p2c is not a positive whole number"),
        DecryptError::SaltTooShort { needed, found } => {
            Words::new(format!("The salt (p2s) has {found}; at least {needed} are required", found = bytes(*found)))
        }
        DecryptError::ExcessiveWork { required, limit } => {
            let (required, limit) = (grouped(u128::from(*required)), grouped(u128::from(*limit)));
            Words::new(format!("{required} PBKDF2 iterations; recipients allow at most {limit}"))
                .advising("Choose a lower count")
        }
        DecryptError::Unsupported(what) => unsupported(what),
        DecryptError::NoPrivateKey => Words::new("The ephemeral key has no private half"),
        // What only a recipient can meet.
        DecryptError::EncryptedKeyLength { .. }
        | DecryptError::EncryptedKeyForbidden
        | DecryptError::EncryptedKeyMissing
        | DecryptError::IvLength { .. }
        | DecryptError::TagLength { .. }
        | DecryptError::CiphertextLength { .. }
        | DecryptError::MissingParameter(_)
        | DecryptError::KeyUnwrap
        | DecryptError::TagMismatch
        | DecryptError::Padding => Words::new(format!("{algorithm} yields no content key with this recipient's key")),
    }
}

fn encrypt(encryption: &str, error: &EncryptError) -> Words {
    match error {
        EncryptError::CekLength { needed, found } => Words::new(format!(
            "{encryption} needs a content key of {needed} bytes; this one has {found}",
            found = bytes(*found)
        )),
        EncryptError::IvLength { needed, found } => Words::new(format!(
            "{encryption} needs an IV of {needed} bytes; this one has {found}",
            found = bytes(*found)
        )),
        EncryptError::Unsupported(what) => unsupported(what),
    }
}

/// What makes a token too weak to issue.
pub fn weakness(weakness: &Weakness) -> Words {
    match weakness {
        Weakness::Unsecured => Words::new("alg is none, so nothing is signed and anyone could write such a token")
            .advising("Choose an algorithm and a key"),
        Weakness::ShortSecret { algorithm, found, needed } => {
            Words::new(format!("The secret has {found}; {algorithm} needs at least {needed}", found = bytes(*found)))
                .advising("A short secret can be guessed from one token: generate one")
        }
        Weakness::Rsa15 => Words::new("RSA1_5 can be broken with the recipient's help (Bleichenbacher's attack)")
            .advising("Choose RSA-OAEP-256"),
        Weakness::SmallRsa { bits } => {
            Words::new(format!("The key has {bits} bits; RSA needs at least {LEAST_RSA_BITS}"))
                .advising("Generate a longer one: 3072 bits are good beyond 2030")
        }
        Weakness::FewIterations { count, advised } => {
            Words::new(format!("{count} PBKDF2 iterations; at least {LEAST_PBES2_COUNT} are required"))
                .advising(format!("{} are recommended today", grouped(u128::from(*advised))))
        }
        Weakness::Key { message, advice, .. } => Words::new(message.clone()).advising(advice.clone()),
        Weakness::OtherAlgorithm { own, algorithm } => {
            Words::new(format!("The key is for {} only, not for {algorithm}", shown(own)))
                .advising("Choose the algorithm of the key, or another key")
        }
        Weakness::OtherUse { own, needed } => {
            reason::of_key(&KeyReason::OtherUse { own: own.clone(), needed }).advising("Choose another key")
        }
        Weakness::OtherOperations { own, needed } => {
            reason::of_key(&KeyReason::OtherOperations { own: own.clone(), needed: needed.clone() })
                .advising("Choose another key")
        }
        Weakness::PublishedSecret { parameter, member } => {
            Words::new(format!("{parameter} contains \"{member}\", a private member that anyone could read"))
                .advising("Put the public half there")
        }
        Weakness::TooMuchCompressed { bytes, limit } => {
            let (bytes, limit) = (grouped(*bytes as u128), grouped(*limit as u128));
            Words::new(format!("{bytes} bytes are compressed; recipients inflate up to {limit}"))
                .advising("Leave zip out")
        }
        Weakness::HiddenValidity { name } => {
            Words::new(format!("{name} decides about validity, and the holder could leave it out"))
                .advising("Make it always visible")
        }
        Weakness::SymmetricSdJwt => {
            Words::new("With a shared secret every verifier can make such a token").advising("Sign with a private key")
        }
        Weakness::NoHolder => Words::new("The token names no holder (cnf), so nobody can check a key binding")
            .advising("Present it without key binding, or have it issued for the holder's key"),
        Weakness::OtherHolder => Words::new("The token is bound to another key (cnf): every verifier rejects this one")
            .advising("Sign with the private half of the key in cnf"),
    }
}

/// What is worth knowing about a token that was made.
pub fn note(note: &BuildNote) -> Words {
    match note {
        BuildNote::UnknownExtension(message) => {
            Words::new(message.clone()).advising("Verifiers that do not know it must reject the token")
        }
        BuildNote::FewerIterations { count, advised, algorithm } => {
            let (count, advised) = (grouped(u128::from(*count)), grouped(u128::from(*advised)));
            Words::new(format!("{count} PBKDF2 iterations; {advised} are recommended for {algorithm}"))
                .advising("With fewer, passwords are guessed faster")
        }
        BuildNote::Compressed => Words::new("Compressed before encryption: the length can reveal the content")
            .advising("Leave zip out where someone else can choose part of the content (RFC 8725 §3.6)"),
        BuildNote::ContentTypeMissing => {
            Words::new("A token is nested inside, and cty does not say JWT, as the standard requires")
                .advising("Add \"cty\":\"JWT\" (RFC 7519 §5.2)")
        }
        BuildNote::NothingSelective => Words::new("No claim can be withheld: every verifier will see all of them")
            .advising("Choose what the holder may withhold"),
        BuildNote::WithheldInside { path, hidden } => {
            Words::new(format!("{path} is shown without the {hidden} that can be withheld inside it"))
                .advising(format!("Disclose {path}/* too if the verifier needs them"))
        }
    }
}
