//! Reasons as sentences, with what to do about them.

use super::act::Act;
use super::{Words, bytes, cause, doubt, embedded, key, likeness};
use crate::engine::crypto::key_management::DecryptError;
use crate::engine::crypto::signature::VerifyError;
use crate::engine::ground::jwa::{ContentEncryptionRow, KeyManagementFamily, KeyManagementRow};
use crate::engine::jose::embedded::{EmbeddedSource, Trust};
use crate::engine::jose::reason::{
    AlgorithmReason, AlgorithmRole, Belonging, DecryptionReason, HolderName, KeyBindingReason, KeyReason, MissingKey,
    MissingKeyReason, OtherWriting, Purpose, Reason, SignatureReason, is_of_the_key,
};
use crate::engine::jwt::difference::nearly;
use crate::engine::rule::sd_jwt;
use crate::engine::text::mask;
use crate::engine::text::words::{capital, clause, counted, grouped, shown};

/// A reason in words.
pub fn words(reason: &Reason) -> Words {
    match reason {
        Reason::Rule(broken) => {
            let more = match broken.more {
                0 => String::new(),
                more => format!(" (and {more} more like it)"),
            };
            Words::new(format!("{}{more}", broken.message)).advising(broken.rule.advice)
        }
        Reason::Algorithm(reason) => algorithm(reason),
        Reason::MissingKey(reason) => missing_key(reason),
        Reason::Key(reason) => of_key(reason),
        Reason::Signature(reason) => signature(reason),
        Reason::Cause(found, remedy) => cause::words(found, *remedy),
        Reason::Decryption(reason) => decryption(reason),
        Reason::KeyBinding(reason) => key_binding(reason),
    }
}

pub fn sentence(reason: &Reason) -> String {
    words(reason).sentence
}

const fn role_words(role: AlgorithmRole) -> &'static str {
    match role {
        AlgorithmRole::Signature => "signature algorithm",
        AlgorithmRole::KeyManagement => "JWE key management algorithm",
        AlgorithmRole::ContentEncryption => "JWE content encryption algorithm",
    }
}

fn algorithm(reason: &AlgorithmReason) -> Words {
    match reason {
        AlgorithmReason::OtherCase { name, registered, .. } => {
            Words::new(format!("\"{}\" is not {registered}: algorithm names are case-sensitive", shown(name)))
                .advising("Strict verifiers reject it; ask the issuer to correct it")
        }
        AlgorithmReason::Foreign { role, name, registered } => {
            let (whose, parameter, section) = match role {
                AlgorithmRole::Signature => ("issuer", "alg", "3.1"),
                AlgorithmRole::KeyManagement => ("sender", "alg", "4.1"),
                AlgorithmRole::ContentEncryption => ("sender", "enc", "5.1"),
            };
            Words::new(format!("\"{}\" is not a JOSE algorithm; it most likely means {registered}", shown(name)))
                .advising(format!("The {whose} must write \"{parameter}\":\"{registered}\" (RFC 7518 §{section})"))
        }
        AlgorithmReason::KnownByName { name, words, .. } => {
            Words::new(format!("\"{}\" is {words}; Jotsmith does not support it", shown(name)))
        }
        AlgorithmReason::OtherRole { role, name } => {
            let message = format!("{} is not a {}", shown(name), role_words(*role));
            Words::new(message).advising("The issuer names the wrong algorithm")
        }
        AlgorithmReason::Unknown { role, name } => {
            Words::new(format!("\"{}\" is not a known {}", shown(name), role_words(*role)))
        }
        AlgorithmReason::NotInThisBuild { name, needs_openssl_35 } => {
            let words = Words::new(format!("This build does not support {name}"));
            if *needs_openssl_35 { words.advising("A build with OpenSSL 3.5 or newer does") } else { words }
        }
        AlgorithmReason::EphemeralCurve { curve } => {
            Words::new(format!("The sender's ephemeral key is on {curve}, which Jotsmith does not support"))
        }
    }
}

/// With what to load.
fn wanting(words: Words, missing: MissingKey) -> Words {
    let (advice, act) = match missing {
        MissingKey::SharedSecret => ("Load the shared secret", Act::LoadSecret),
        MissingKey::IssuerKey => ("Load the issuer's public key", Act::LoadKey),
        MissingKey::Passphrase => ("Enter the passphrase", Act::EnterPassphrase),
        MissingKey::RsaPrivateKey => ("Load the recipient's RSA private key", Act::LoadKey),
        MissingKey::PrivateKey => ("Load the recipient's private key", Act::LoadKey),
        MissingKey::SharedKey => ("Load the shared key", Act::LoadSecret),
        MissingKey::KeyEncryptionKey => ("Load the shared key encryption key", Act::LoadSecret),
    };
    words.advising(advice).offering(act)
}

fn missing_key(reason: &MissingKeyReason) -> Words {
    match reason {
        MissingKeyReason::NoneLoaded(missing) => wanting(Words::new("No key is loaded"), *missing),
        MissingKeyReason::NoneFits { algorithm, is_derivation_tried: true, .. } => Words::new(format!(
            "None of your keys fits {algorithm}, nor does the key that NextAuth.js or Auth.js derives from them"
        ))
        .advising("Load the shared key; a session of NextAuth.js or Auth.js needs its secret whole (NEXTAUTH_SECRET, AUTH_SECRET)")
        .offering(Act::LoadSecret),
        MissingKeyReason::NoneFits { algorithm, missing, .. } => {
            wanting(Words::new(format!("None of your keys fits {algorithm}")), *missing)
        }
        MissingKeyReason::PublicHalfOnly { missing, is_named: true, .. } => {
            wanting(Words::new("Only the public half of the key that the token names is loaded"), *missing)
        }
        MissingKeyReason::PublicHalfOnly { algorithm, missing, is_named: false } => {
            wanting(Words::new(format!("No private key for {algorithm} is loaded, only a public key")), *missing)
        }
        MissingKeyReason::OtherNames { purpose, named, tried } => other_names(*purpose, named, tried),
        MissingKeyReason::AllBelongElsewhere(Purpose::Signature) => {
            Words::new("Your keys did not make this signature; they belong to other parts of this token")
                .advising("Load the key that made this signature; if one of yours should have, the token was changed")
                .offering(Act::LoadKey)
        }
        MissingKeyReason::AllBelongElsewhere(Purpose::Decryption) => {
            Words::new("Encrypted for another key; yours belong to other parts of this token")
                .advising("Load this recipient's key")
                .offering(Act::LoadKey)
        }
        MissingKeyReason::AllBelongToHolder { is_confirmed, has_others } => {
            let whose = if *is_confirmed { "the holder of the token" } else { "whoever sent the token" };
            let others = if *has_others { " and to other parts of this token" } else { "" };
            let text = format!("Your keys did not make this signature; they belong to {whose}{others}");
            wanting(Words::new(text), MissingKey::IssuerKey)
        }
        MissingKeyReason::AllBelongToIssuers => {
            Words::new("Your keys did not make this signature; they belong to the issuers of what it presents")
                .advising("Load the key of the holder, who makes the presentation")
                .offering(Act::LoadKey)
        }
        MissingKeyReason::MadeByEmbedded { source, trust } => made_by_embedded(source, trust.as_ref()),
        MissingKeyReason::IssuerGivenAsKey { source } => Words::new(format!(
            "Your key belongs to an authority in its certificate chain, not to the signer; made by {}",
            embedded::words(source)
        ))
        .advising("Load that certificate as a trust anchor")
        .offering(Act::LoadTrustAnchor),
        MissingKeyReason::AttestationMissing => {
            Words::new("Its key is in the client attestation that it was sent with, which is not at hand")
                .advising("Give the client attestation too: verifiers take the key out of its cnf")
        }
        MissingKeyReason::ReadInPart { keys } => {
            let tried = match keys {
                0 => {
                    let words = "No secret that fits was found, and not all of what was given was tried";
                    return Words::new(words).advising("Load the part that has the secret").offering(Act::LoadKey);
                }
                1 => "The only key that was read did not make the signature".to_owned(),
                _ => format!("None of the {keys} keys that were read made the signature"),
            };
            Words::new(format!("{tried}, and not all of what was given was tried"))
                .advising("Load the part that has the right key")
                .offering(Act::LoadKey)
        }
        MissingKeyReason::Untried { keys, of, price, whole } => {
            let time = time_words(*price);
            let message = match of {
                1 => format!("The key was not tried: that would take {time}"),
                _ => {
                    let (keys, of) = (grouped(*keys as u128), grouped(*of as u128));
                    format!("{keys} of {of} keys were not tried: that would take {time} more")
                }
            };
            let message = match time_words(*whole) {
                all if all != time => format!("{message}, and {all} for the whole token"),
                _ => message,
            };
            Words::new(message).advising("Load only the key that is meant, or run it anyway").offering(Act::RunAnyway)
        }
        MissingKeyReason::NoPassphraseOpens => {
            wanting(Words::new("None of your passphrases and secrets decrypts it"), MissingKey::Passphrase)
        }
    }
}

/// A signature that the token's own key made: a fact, and no reason to trust it.
fn made_by_embedded(source: &EmbeddedSource, trust: Option<&Trust>) -> Words {
    let made = format!("Made by {}, which proves nothing about who that is", embedded::words(source));
    match (source, trust) {
        (EmbeddedSource::Certificate { .. }, Some(Trust::Broken(error))) => {
            Words::new(format!("Made by {}, but {}", embedded::words(source), embedded::broken(error)))
                .advising("Load the certificate of an authority that you trust and that issued this chain")
                .offering(Act::LoadTrustAnchor)
        }
        (EmbeddedSource::Certificate { .. }, _) => Words::new(made)
            .advising("Load a trust anchor that the certificates lead to, or the issuer's key")
            .offering(Act::LoadTrustAnchor),
        _ => Words::new(made).advising("Load the issuer's key, or verify it with its own key").offering(Act::UseOwnKey),
    }
}

/// Microseconds in words.
fn time_words(price: u64) -> String {
    match price.div_ceil(1_000_000) {
        0 | 1 => "about a second".to_owned(),
        seconds @ ..=90 => format!("about {seconds} seconds"),
        seconds => format!("about {} minutes", seconds.div_ceil(60)),
    }
}

fn other_names(purpose: Purpose, named: &str, tried: &[String]) -> Words {
    let (lead, failed) = match purpose {
        Purpose::Signature => ("The token names key", "did not make this signature"),
        Purpose::Decryption => ("Encrypted for key", "did not decrypt it"),
    };
    let quoted: Vec<String> = tried.iter().map(|name| format!("\"{}\"", shown(name))).collect();
    let yours = match quoted.as_slice() {
        [only] => format!("your key {only} {failed}"),
        [first, second] => format!("your keys {first} and {second} {failed}"),
        all => format!("your {} keys have other names and {failed}", all.len()),
    };
    // A name that was typed, or changed on its way.
    let near = tried.iter().find_map(|name| Some((name, nearly(named, name)?)));
    let near = near.map_or_else(String::new, |(name, how)| {
        format!("; the names \"{}\" and \"{}\" {how}", shown(named), shown(name))
    });
    Words::new(format!("{lead} \"{}\"; {yours}{near}", shown(named)))
        .advising("Load that key; if the issuer has rotated its keys, fetch its key set again")
        .offering(Act::LoadKey)
}

pub(super) fn of_key(reason: &KeyReason) -> Words {
    match reason {
        KeyReason::WrongKind { algorithm, needed, found, likeness: own } => {
            let found = own.map_or_else(|| key::kind(*found), likeness::words);
            Words::new(format!("{algorithm} needs {}; this is {found}", key::needed(*needed)))
        }
        KeyReason::LooksLike(own) => {
            Words::new(format!("The text that was given as the key is {}", likeness::words(*own)))
                .advising(likeness::advice(*own))
        }
        KeyReason::PublicHalf => public_half(),
        KeyReason::OtherAlgorithm { own, algorithm } => {
            Words::new(format!("The key is for {} only, but the token says {algorithm}", shown(own)))
        }
        KeyReason::OtherUse { own, needed } => {
            Words::new(format!("The key's use is \"{}\", but \"{needed}\" is needed", shown(own)))
        }
        KeyReason::OtherOperations { own, needed } => {
            let needed = needed.join(" or ");
            if own.is_empty() {
                return Words::new(format!("The key's key_ops is empty, but {needed} is needed"));
            }
            let own: Vec<String> = own.iter().map(|name| format!("\"{}\"", shown(name))).collect();
            Words::new(format!("The key's key_ops are {}, but {needed} is needed", own.join(", ")))
        }
        KeyReason::OtherName { named, own } => {
            let nearly = nearly(named, own).map_or_else(String::new, |how| format!(": the two {how}"));
            Words::new(format!("The token names key \"{}\", but this key is \"{}\"{nearly}", shown(named), shown(own)))
        }
        KeyReason::FitsAnyway(Purpose::Signature) => Words::new("This key did make the signature"),
        KeyReason::FitsAnyway(Purpose::Decryption) => Words::new("This key does decrypt the token"),
        KeyReason::FitsDoubtful { name, doubt, is_usable } => doubt::words(name, *doubt, *is_usable),
        KeyReason::NotNeeded(Purpose::Signature) => Words::new("Not tried: another key verified the signature"),
        KeyReason::NotNeeded(Purpose::Decryption) => Words::new("Not tried: another key decrypted the token"),
        KeyReason::Same => Words::new("It is the same key, loaded from another place"),
        KeyReason::BudgetSpent => Words::new("Not tried: the work allowed for one token is used up"),
        KeyReason::BelongsTo(belonging) => Words::new(match belonging {
            Belonging::OuterLayer => "It is the key of the layer around this one".to_owned(),
            Belonging::Did(purpose, number) => format!("It is the key of {} {number}", entry_word(*purpose)),
            Belonging::NamedBy(purpose, number) => format!("{} {number} names it", capital(entry_word(*purpose))),
            Belonging::Confirmed => "It is the holder's key, which the token names in cnf".to_owned(),
            Belonging::Bearer => "It made what was sent with this token and names it: it is the sender's".to_owned(),
            Belonging::Issuer => "It made a credential that is presented here: it is the issuer's".to_owned(),
        }),
    }
}

const fn entry_word(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Signature => "signature",
        Purpose::Decryption => "recipient",
    }
}

/// What is said where no cause was found. `supplied` is the length of a payload that came from elsewhere: another one than
/// was signed is as likely as another key (RFC 7515, Appendix F).
fn unexplained(key: &str, is_for_graph: bool, is_search_short: bool, supplied: Option<usize>) -> String {
    if is_for_graph {
        return "The token is for Microsoft Graph, which signs the hash of the nonce and alone is meant to verify it: request a token for your own API (aud)".to_owned();
    }
    let searched = if is_search_short { "Not every cause could be tried" } else { "No cause found" };
    match supplied {
        None => format!("{searched}; most likely another {key} made it, or the token was changed after signing"),
        Some(0) => format!(
            "{searched}; the payload that was supplied is empty: supply what was signed, byte for byte, or another {key} made it"
        ),
        Some(_) => format!(
            "{searched}; most likely something else was signed than the payload that was supplied, another {key} made it, or the token was changed after signing"
        ),
    }
}

/// The keys beside one of them.
fn others(keys: usize) -> String {
    match keys.saturating_sub(1) {
        1 => "the other key".to_owned(),
        others => format!("any of the other {others}"),
    }
}

fn public_half() -> Words {
    Words::new("This is a public key; decryption needs the private one")
        .advising("Load the recipient's private key")
        .offering(Act::LoadKey)
}

fn signature(reason: &SignatureReason) -> Words {
    match reason {
        SignatureReason::Missing => Words::new("There is no signature"),
        SignatureReason::Unsecured => {
            Words::new("alg is none, so nothing is signed and anyone could have written this")
                .advising("Never accept an unsecured token where a signed one is expected")
        }
        SignatureReason::Empty { algorithm } => {
            Words::new(format!("The signature is empty, but {algorithm} needs one"))
                .advising("Get the token again from its issuer")
        }
        SignatureReason::Cut { algorithm, expected, found, is_elsewhere: true } => Words::new(format!(
            "The signature is incomplete: it has {found}, {algorithm} makes {expected}",
            found = bytes(*found)
        ))
        .advising("A part of it is missing, not only its end, or another secret made it: copy the whole token"),
        SignatureReason::OtherWriting { writing, is_tried, .. } => other_writing(*writing, *is_tried),
        SignatureReason::Cut { algorithm, expected, found, .. } => {
            let key = if algorithm.starts_with(['R', 'P']) {
                format!(" with a {}-bit key", expected * 8)
            } else {
                String::new()
            };
            // So few may as well have been lost within it.
            let advice = if expected - found <= 3 {
                "Its end was cut off, or Markdown or a chat took _ out of it: copy the whole token, as text or as code"
            } else {
                "Copy the whole token, or get it again from its issuer"
            };
            Words::new(format!(
                "The signature is incomplete: it has {found}, {algorithm}{key} makes {expected}",
                found = bytes(*found)
            ))
            .advising(advice)
        }
        SignatureReason::Redacted { placeholder } => {
            let writer = mask::masked(placeholder).and_then(|masked| masked.writer);
            let by = writer.map_or_else(String::new, |writer| format!(", as {writer}"));
            Words::new(format!("Instead of a signature, the token has a placeholder, \"{}\"{by}", shown(placeholder)))
                .advising("The signature was removed before the token was shared; only the whole token can be verified")
        }
        SignatureReason::UnusualLength { algorithm, usual, found } => Words::new(format!(
            "The signature has {}, an unusual length: {algorithm} with a 2048-bit key makes {usual}",
            bytes(*found)
        ))
        .advising(match usual.checked_sub(*found) {
            Some(1..=3) => {
                "Its end was cut off, or Markdown or a chat took _ out of it: copy the whole token, as text or as code"
            }
            _ => "It was most likely cut off: copy the whole token, or get it again from its issuer",
        }),
        SignatureReason::PayloadDetached => Words::new("The payload is not in the token (detached)")
            .advising("Supply the payload to verify the signature")
            .offering(Act::SupplyPayload),
        SignatureReason::Mismatch { is_secret, is_for_graph, is_search_short, supplied } => {
            let key = if *is_secret { "secret" } else { "key" };
            Words::new("The signature was not made with this key over these bytes").advising(unexplained(
                key,
                *is_for_graph,
                *is_search_short,
                *supplied,
            ))
        }
        SignatureReason::NoneOf { keys, named, is_for_graph, is_search_short, supplied } => Words::new(match named {
            Some(named) => format!(
                "Key \"{}\", which the token names, did not make this signature, nor did {}",
                shown(named),
                others(*keys)
            ),
            None => format!("None of the {keys} matching keys made this signature"),
        })
        .advising(unexplained("key", *is_for_graph, *is_search_short, *supplied)),
        SignatureReason::EmbeddedMismatch { source } => Words::new(match source {
            EmbeddedSource::Jwk => "The signature does not match the key in its own header".to_owned(),
            _ => format!("The signature does not match {}", embedded::words(source)),
        })
        .advising("It was changed after signing, or the key was exchanged"),
        SignatureReason::NoProof { kind, gap } => {
            let (sentence, advice) = embedded::gap(*kind, *gap);
            Words::new(sentence).advising(advice)
        }
        SignatureReason::MadeByEmbedded { source } => {
            Words::new(format!("None of your keys made this signature; {} did", embedded::words(source)))
                .advising("Load the issuer's key; a key that the token brings along proves nothing by itself")
                .offering(Act::UseOwnKey)
        }
        SignatureReason::Refused { algorithm, error } => refused_signature(algorithm, error),
    }
}

/// A signature that is written otherwise, and may not be the right one either.
fn other_writing(writing: OtherWriting, is_tried: bool) -> Words {
    let (what, advice) = match writing {
        OtherWriting::Hex { bytes } => (
            format!("The signature is hexadecimal text, {} characters for {bytes} bytes", 2 * bytes),
            "The issuer must encode the bytes (digest), not their hexadecimal text (hexdigest)",
        ),
        OtherWriting::Der => (
            "The signature is ASN.1 (DER)".to_owned(),
            "The issuer must convert it to r and s (IEEE P1363 or raw format)",
        ),
    };
    if is_tried {
        Words::new(format!("{what}, and does not match when it is decoded either")).advising(format!(
            "{advice}; besides, no cause found: most likely another key made it, or the token was changed after signing"
        ))
    } else {
        Words::new(what).advising(advice)
    }
}

fn refused_signature(algorithm: &str, error: &VerifyError) -> Words {
    match error {
        VerifyError::Mismatch => Words::new("This key did not make the signature"),
        VerifyError::SignatureLength { expected, found } => Words::new(format!(
            "The signature has {}; {algorithm}{} makes {expected}",
            bytes(*found),
            // The name alone fixes all other lengths.
            if algorithm.starts_with(['R', 'P']) || algorithm == "EdDSA" { " with this key" } else { "" }
        ))
        .advising(if (1..=3).contains(&expected.saturating_sub(*found)) {
            "Its end was cut off, Markdown or a chat took _ out of it, or it belongs to another key or algorithm"
        } else if found < expected {
            "A part of it is missing, or it belongs to another key or algorithm"
        } else {
            "Something was added to it, or it belongs to another key or algorithm"
        }),
        VerifyError::DerSignature => Words::new("The signature is ASN.1 (DER); JOSE needs r and s concatenated")
            .advising("The issuer must convert it; most libraries call this IEEE P1363 or raw format"),
        VerifyError::ZeroSignature => Words::new("r or s of the signature is out of range")
            .advising("A forgery attempt (CVE-2022-21449), or damage"),
        VerifyError::KeyType { needed, found } => Words::new(format!("{algorithm} needs {needed}; this is {found}")),
        VerifyError::Curve { needed, found } => {
            Words::new(format!("{algorithm} needs {needed}; this key is on {found}"))
        }
        VerifyError::Unsupported(what) => unsupported(what),
        VerifyError::KeyInvalid(what) => unusable(what),
    }
}

fn unsupported(what: &str) -> Words {
    Words::new(format!("Not supported by this build: {what}"))
}

fn unusable(what: &str) -> Words {
    Words::new(format!("The key cannot be used: {what}"))
}

fn decryption(reason: &DecryptionReason) -> Words {
    match reason {
        DecryptionReason::Refused { row, enc, error } => refused_decryption(row, enc, error),
        DecryptionReason::ParameterMissing { algorithm, name } => {
            Words::new(format!("{algorithm} needs the header parameter {name}"))
        }
        DecryptionReason::ParameterType { name, found } => {
            Words::new(format!("{name} is {}, not a string", found.words()))
        }
        DecryptionReason::ParameterEncoding { name } => Words::new(format!("{name} is not base64url")),
        DecryptionReason::P2cInvalid { found } => {
            Words::new(format!("p2c is {}, not a positive whole number", shown(found)))
        }
        DecryptionReason::EphemeralKeyUnusable(error) => Words::new(format!("epk is not a usable key: {error}")),
        DecryptionReason::NoneOf { keys, named } => Words::new(match named {
            Some(named) => format!(
                "Key \"{}\", which the token names, does not decrypt it, nor does {}",
                shown(named),
                others(*keys)
            ),
            None => format!("None of the {keys} matching keys decrypts the token"),
        })
        .advising("The recipient has another key, or the token was damaged"),
        DecryptionReason::InflateLimit { limit } => {
            let limit = grouped(*limit as u128);
            Words::new(format!(
                "Decrypted, but the plaintext inflates to more than {limit} bytes; inflating it was stopped"
            ))
        }
        DecryptionReason::InflateDamaged => Words::new("Decrypted, but the plaintext is not compressed as zip says"),
        DecryptionReason::InflateTrailing { bytes } => {
            let (bytes, are) = (counted(*bytes, "byte"), if *bytes == 1 { "is" } else { "are" });
            Words::new(format!("{bytes} after the compressed plaintext {are} ignored"))
                .advising("The issuer's compression appends data: report it to them")
        }
    }
}

fn refused_decryption(row: &KeyManagementRow, enc: &ContentEncryptionRow, error: &DecryptError) -> Words {
    let algorithm = row.name;
    match error {
        DecryptError::KeyType { needed, found } => Words::new(format!("{algorithm} needs {needed}; this is {found}")),
        DecryptError::Curve { needed, found } => {
            Words::new(format!("{algorithm} needs {needed}; this key is on {found}"))
        }
        DecryptError::KeyLength { needed, found } => {
            let name = if row.family == KeyManagementFamily::Direct { enc.name } else { algorithm };
            Words::new(format!("{name} needs a key of {needed} bytes; this one has {found}", found = bytes(*found)))
        }
        DecryptError::KeyInvalid(what) => unusable(what),
        DecryptError::NoPrivateKey => public_half(),
        DecryptError::Unsupported(what) => unsupported(what),
        DecryptError::ExcessiveWork { required, limit } => {
            let (required, limit) = (grouped(u128::from(*required)), grouped(u128::from(*limit)));
            Words::new(format!("The token requires {required} PBKDF2 iterations; at most {limit} are allowed"))
                .advising("A count this high can be an attack; run it anyway only if you trust the sender")
                .offering(Act::RunAnyway)
        }
        DecryptError::EncryptedKeyLength { needed, found } => {
            Words::new(format!("The encrypted key has {found}; for this key it needs {needed}", found = bytes(*found)))
                .advising("It is for another key, or it was cut off")
        }
        DecryptError::EncryptedKeyForbidden => {
            Words::new(format!("{algorithm} has no encrypted key, but there is one"))
        }
        DecryptError::EncryptedKeyMissing => {
            Words::new(format!("{algorithm} needs an encrypted key, but there is none"))
        }
        DecryptError::IvLength { needed, found } => {
            Words::new(format!("The IV has {found}; {} needs {needed}", enc.name, found = bytes(*found)))
        }
        DecryptError::TagLength { needed, found } => {
            Words::new(format!("The tag has {found}; {} needs {needed}", enc.name, found = bytes(*found)))
        }
        DecryptError::CiphertextLength { found } => {
            Words::new(format!("The ciphertext has {found}; CBC needs whole blocks of 16", found = bytes(*found)))
        }
        DecryptError::CekLength { needed, found } => Words::new(format!(
            "The content key inside has {found}; {} needs {needed}",
            enc.name,
            found = bytes(*found)
        ))
        .advising("The sender made a mistake, or this is not the recipient's key"),
        DecryptError::MissingParameter(name) => Words::new(format!("{algorithm} needs the header parameter {name}")),
        DecryptError::ParameterLength { name, needed, found } => {
            Words::new(format!("{name} in the header has {found}; {algorithm} needs {needed}", found = bytes(*found)))
        }
        DecryptError::EphemeralKey(what) => Words::new(format!("The sender's ephemeral key does not fit: {what}"))
            .advising("It is for a key on another curve, or an invalid-curve attack on yours"),
        DecryptError::P2cInvalid => Words::new("p2c is not a positive whole number"),
        DecryptError::SaltTooShort { needed, found } => {
            Words::new(format!("The salt (p2s) has {found}; at least {needed} are required", found = bytes(*found)))
        }
        DecryptError::KeyUnwrap => {
            let what = if row.family == KeyManagementFamily::Pbes2 { "passphrase" } else { "key" };
            Words::new(format!("Wrong {what}, or the encrypted key is damaged"))
                .advising("Try the recipient's other keys; if none works, get the token again")
        }
        DecryptError::TagMismatch if is_of_the_key(row) => Words::new("Wrong key, or the token was changed")
            .advising(format!("With {algorithm} the two cannot be told apart")),
        DecryptError::TagMismatch => {
            Words::new("The key fits, but the content, IV, tag or header is not what was encrypted")
                .advising("Get the token again; nothing in it shows which of them was changed")
        }
        DecryptError::Padding => Words::new("Authentic, but padded incorrectly: the sender made a mistake"),
    }
}

fn key_binding(reason: &KeyBindingReason) -> Words {
    let of_rule = |sentence: String| Words::new(sentence).advising(sd_jwt::SDJWT_KB_KEY.advice);
    match reason {
        KeyBindingReason::NoHolder => {
            of_rule("The claims name no holder's key (cnf), so the key binding cannot be checked".to_owned())
        }
        KeyBindingReason::HolderKeyUnusable(error) => {
            of_rule(format!("The holder's key in cnf cannot be used: {error}"))
        }
        KeyBindingReason::HolderKeyNotLoaded(name) => {
            let name = match name {
                HolderName::Thumbprint => "jkt",
                HolderName::Certificate => "x5t#S256",
                HolderName::KeyId => "kid",
            };
            Words::new(format!("cnf names the holder's key by {name}, and none of your keys is that one"))
                .advising("Load the holder's public key")
                .offering(Act::LoadKey)
        }
        KeyBindingReason::HolderNotUnderstood => {
            of_rule("cnf names the holder's key in a way that Jotsmith does not understand".to_owned())
        }
        KeyBindingReason::NotChecked(why) => {
            Words::new(format!("The key binding was not checked: {}", clause(&sentence(why))))
        }
        KeyBindingReason::NotTheNamedKey => {
            of_rule("The key that cnf names did not sign the key binding; another may have the same name".to_owned())
        }
        KeyBindingReason::NotTheHolder(why) => {
            let why = why.as_deref().filter(|why| !why.is_mere_mismatch()).map(|why| clause(&sentence(why)));
            let why = why.map_or_else(String::new, |why| format!(": {why}"));
            Words::new(format!("The key binding was not signed with the holder's key{why}"))
                .advising(sd_jwt::SDJWT_KB_SIGNATURE.advice)
        }
        KeyBindingReason::PresentationRejected => {
            Words::new("The presentation that it binds is rejected, so the key binding proves nothing")
        }
        KeyBindingReason::HashUnchecked => Words::new("sd_hash could not be compared with the presentation"),
        KeyBindingReason::SignatureUnverified => Words::new("Its signature was not verified"),
        KeyBindingReason::IssuerUnverified => Words::new(
            "Made with the key in cnf, but nothing vouches for that key until the issuer's signature is verified",
        )
        .advising("Load the issuer's key")
        .offering(Act::LoadKey),
    }
}
