//! The keys to sign with and to encrypt for, out of files, secrets and passphrases.

use super::arguments::BuildArguments;
use super::error::{BuilderError, usage};
use super::header::{SIGNATURE, Typed};
use crate::cli::source::error::SourceError;
use crate::cli::source::input;
use crate::cli::source::key::one_key;
use crate::cli::source::named::Opened;
use crate::cli::source::passphrase::Passphrase;
use crate::cli::source::print::complain;
use crate::cli::source::secret::{SecretEncoding, secret_file_keys, secret_keys};
use crate::engine::builder::{Place, jwe, jws};
use crate::engine::ground::jwa::{
    CONTENT_ENCRYPTION_ALGORITHMS, KeyManagementFamily, KeyManagementRow, SignatureFamily, SignatureRow,
};
use crate::engine::key::{Jwk, KeyIds, KeyMaterial};
use crate::engine::key_file::generate;
use crate::engine::speech;
use crate::engine::text::words::{counted, shown};
use std::sync::Arc;

/// The value for one of several signatures or recipients: none, one for all, or one for each.
pub(super) fn each<'a, T>(
    values: &'a [T],
    index: usize,
    count: usize,
    flag: &str,
) -> Result<Option<&'a T>, BuilderError> {
    match values.len() {
        0 => Ok(None),
        1 => Ok(values.first()),
        given if given == count => Ok(values.get(index)),
        given => {
            let keys = counted(count, "key");
            Err(usage(format!("{flag} is given {given} times for {keys}: pass it once, or once for each key")))
        }
    }
}

/// The keys to sign with, one for each signature.
pub(super) fn signers(
    arguments: &BuildArguments,
    opened: &Opened,
    passphrase: Option<&Passphrase>,
    ids: &mut KeyIds,
) -> Result<Vec<Arc<Jwk>>, BuilderError> {
    let mut keys = Vec::new();
    if arguments.is_encryption {
        return Ok(keys);
    }
    let count = arguments.key.len() + arguments.kid.len() + arguments.secret_file.len() + arguments.secret_env.len();
    // Where something else signs, the public half says enough.
    let is_elsewhere = arguments.signing_input;
    let fitting = |algorithm: Option<&'static SignatureRow>| {
        move |key: &Jwk| {
            (key.is_private() || is_elsewhere)
                && match algorithm {
                    Some(row) => jws::algorithms_for(key).iter().any(|fitting| fitting.name == row.name),
                    None => jws::default_algorithm(key).is_some(),
                }
        }
    };
    let algorithm = |index: usize| -> Result<Option<&'static SignatureRow>, BuilderError> {
        let header = each(&arguments.header, index, count, "--header")?.map(String::as_str);
        let chosen = each(&arguments.alg, index, count, "--alg")?.copied();
        Typed::new(arguments, [header]).algorithm(SIGNATURE, Place::ProtectedHeader(index), chosen, None)
    };
    for (index, path) in arguments.key.iter().enumerate() {
        let chosen = algorithm(index)?;
        let key = one_key(path, passphrase, ids, fitting(chosen), "pass it with --secret-file")?;
        let is_chosen = chosen.is_some() || arguments.allow_weak;
        if let Some(problem) = unable_to_sign(&key).filter(|_| !is_chosen) {
            return Err(SourceError::UnfitKey { name: input::name(path), problem }.into());
        }
        keys.push(Arc::new(key));
    }
    for (index, name) in arguments.kid.iter().enumerate() {
        let fits = fitting(algorithm(arguments.key.len() + index)?);
        keys.push(opened.one(Some(name), fits, "sign", "--kid")?);
    }
    let is_unsecured = arguments.alg.iter().any(|row| row.family == SignatureFamily::Unsecured);
    if count == 0 && !opened.is_empty() && arguments.to_kid.is_empty() && !is_unsecured {
        keys.push(opened.one(None, fitting(arguments.alg.first().copied()), "sign", "--kid")?);
    }
    keys.extend(secrets(arguments, ids)?);
    Ok(keys)
}

/// The shared secrets, each in its likeliest reading.
pub(super) fn secrets(arguments: &BuildArguments, ids: &mut KeyIds) -> Result<Vec<Arc<Jwk>>, BuilderError> {
    let first = |readings: Vec<Jwk>, name: String| -> Result<Arc<Jwk>, BuilderError> {
        if readings.len() > 1 {
            complain(&format!("{name}: the line break at its end is not part of the secret"));
        }
        let first = readings.into_iter().next().ok_or_else(|| usage(format!("{name} contains no secret")))?;
        Ok(Arc::new(first))
    };
    let mut keys = Vec::new();
    for path in &arguments.secret_file {
        keys.push(first(secret_file_keys(path, arguments.secret_encoding, true, ids)?.keys, input::name(path))?);
    }
    for name in &arguments.secret_env {
        let (bytes, name) = (input::read_variable(name)?, input::variable(name));
        keys.push(first(
            secret_keys(&bytes, &name, arguments.secret_encoding.unwrap_or(SecretEncoding::Utf8), ids)?,
            name,
        )?);
    }
    Ok(keys)
}

/// What to do with a secret where a recipient's key is taken.
const FOR_SECRETS: &str = "to encrypt with it, use jotsmith encrypt --secret-file FILE";

/// Where what to encrypt with comes from.
fn no_recipient(arguments: &BuildArguments) -> &'static str {
    if arguments.is_encryption {
        "no recipient: name a key with --encrypt-to, a shared secret with --secret-file, or a passphrase with --passphrase-file"
    } else if arguments.secret_file.is_empty() && arguments.secret_env.is_empty() {
        "no recipient: name one with --encrypt-to, or for PBES2 --passphrase-file"
    } else {
        "no recipient: a shared secret signs here. To encrypt with it, use jotsmith encrypt"
    }
}

/// What a key says of itself that restricts it to this use.
fn restriction(key: &Jwk, public_key_use: &str) -> Option<String> {
    let own = key.algorithm.as_deref().filter(|own| generate::use_of(own) == Some(public_key_use));
    let own_use = key.public_key_use.as_deref().filter(|own| *own == public_key_use);
    own.map(|own| format!("alg {}", shown(own))).or_else(|| own_use.map(|own| format!("use {own}")))
}

/// Why a key of a file, with which no algorithm was passed, does not sign; `None`: it does, or something else says why not.
fn unable_to_sign(key: &Jwk) -> Option<String> {
    if jws::default_algorithm(key).is_some() {
        return None;
    }
    if let Some(own) = restriction(key, "enc") {
        return Some(format!("this key is for encryption ({own}): sign with another one"));
    }
    let kind = || speech::key::kind(key.kind());
    jws::algorithms_for(key).is_empty().then(|| format!("{} cannot sign: sign with Ed25519, P-256 or RSA", kind()))
}

/// Whether a header that was passed says by which algorithm to encrypt.
fn names_algorithm(arguments: &BuildArguments) -> bool {
    let own = arguments.header.first().filter(|_| arguments.is_encryption);
    let texts = [own, arguments.jwe_header.as_ref(), arguments.jwe_unprotected.as_ref()];
    Typed::new(arguments, texts.map(|text| text.map(String::as_str))).decides("alg")
}

/// The keys to encrypt for, one for each recipient.
pub(super) fn receivers(
    arguments: &BuildArguments,
    opened: &Opened,
    passphrase: Option<&Passphrase>,
    ids: &mut KeyIds,
) -> Result<Vec<Arc<Jwk>>, BuilderError> {
    let mut keys = Vec::new();
    let secrets_count =
        if arguments.is_encryption { arguments.secret_file.len() + arguments.secret_env.len() } else { 0 };
    let count = arguments.encrypt_to.len() + arguments.to_kid.len() + secrets_count;
    let fitting = |algorithm: Option<&'static KeyManagementRow>| {
        move |key: &Jwk| match algorithm {
            Some(row) => jwe::algorithms_for(key).iter().any(|fitting| fitting.name == row.name),
            None => jwe::default_algorithm(key).is_some(),
        }
    };
    for (index, path) in arguments.encrypt_to.iter().enumerate() {
        let fits = fitting(each(&arguments.jwe_alg, index, count, "--jwe-alg")?.copied());
        let key = one_key(path, passphrase, ids, fits, FOR_SECRETS)?;
        if jwe::algorithms_for(&key).is_empty() {
            let problem =
                format!("{} signs and cannot encrypt: encrypt for X25519, P-256 or RSA", speech::key::kind(key.kind()));
            return Err(SourceError::UnfitKey { name: input::name(path), problem }.into());
        }
        let is_chosen = !arguments.jwe_alg.is_empty() || names_algorithm(arguments) || arguments.allow_weak;
        if !is_chosen && jwe::default_algorithm(&key).is_none() {
            let problem = match restriction(&key, "sig") {
                Some(own) => format!("this key is for signing ({own}): encrypt for another one"),
                None => "no algorithm follows from this key: pass one with --jwe-alg".to_owned(),
            };
            return Err(SourceError::UnfitKey { name: input::name(path), problem }.into());
        }
        keys.push(Arc::new(key));
    }
    for (index, name) in arguments.to_kid.iter().enumerate() {
        let algorithm = each(&arguments.jwe_alg, arguments.encrypt_to.len() + index, count, "--jwe-alg")?.copied();
        keys.push(opened.one(Some(name), fitting(algorithm), "be encrypted for", "--to-kid")?);
    }
    if arguments.is_encryption {
        let secrets = secrets(arguments, ids)?;
        let is_direct = arguments.jwe_alg.iter().any(|row| row.family == KeyManagementFamily::Direct);
        if let Some(KeyMaterial::Oct(secret)) = secrets.first().map(|key| &key.material)
            && is_direct
            && !CONTENT_ENCRYPTION_ALGORITHMS.iter().any(|enc| enc.key_len == secret.len())
        {
            let length = counted(secret.len(), "byte");
            return Err(usage(format!(
                "the secret has {length}, and dir takes 16, 24, 32, 48 or 64: leave --jwe-alg out to derive a key from it"
            )));
        }
        keys.extend(secrets);
        if keys.is_empty() && !opened.is_empty() {
            keys.push(opened.one(None, fitting(arguments.jwe_alg.first().copied()), "be encrypted for", "--to-kid")?);
        }
    }
    // Where nothing is signed and no keyring opened, a passphrase is what to encrypt with.
    let is_alone = arguments.is_encryption && opened.is_empty() && arguments.jwe_alg.is_empty();
    let is_password = is_alone || arguments.jwe_alg.iter().any(|row| row.family == KeyManagementFamily::Pbes2);
    match passphrase {
        Some(passphrase) if keys.is_empty() && is_password => {
            passphrase.check_repeated()?;
            passphrase.note_use();
            // The first reading is without a line break at its end, which a person never types into a dialog.
            keys.extend(passphrase.keys(ids)?.into_iter().next().map(Arc::new));
        }
        _ if keys.is_empty() && (arguments.is_encryption || !arguments.jwe_alg.is_empty()) => {
            return Err(usage(no_recipient(arguments)));
        }
        _ => {}
    }
    Ok(keys)
}
