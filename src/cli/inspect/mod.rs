//! `jotsmith inspect`: one token, the keys, the verdict.

mod arguments;
mod certificate;
mod entry;
mod readout;
mod sd_jwt;
mod style;
mod value;

pub(super) use arguments::InspectArguments;

use super::source::clock::clock;
use super::source::error::SourceError;
use super::source::input::{self, Source};
use super::source::key::keys_to_check;
use super::source::passphrase::Passphrase;
use super::source::print::{print, print_coloured};
use super::source::secret::secret_keys;
use super::source::status::UNUSABLE;
use super::source::token::Found;
use super::source::{key_place, keyring};
use crate::engine::detect::{self, Foreign, ForeignKind};
use crate::engine::examine::examine;
use crate::engine::ground::limit::ExamineOptions;
use crate::engine::ground::limit::Limits;
use crate::engine::jose::layer::Examination;
use crate::engine::jose::status::RecipientStatus;
use crate::engine::judge::judge;
use crate::engine::jwt::policy::{Policy, Verdict};
use crate::engine::key::{KeyIds, KeyRing};
use crate::engine::report;
use readout::Readout;
use std::ffi::OsStr;
use std::fmt;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// Why there is no report.
#[derive(Debug)]
pub(super) enum InspectError {
    /// Something could not be read, or written.
    Source(SourceError),
    /// A payload was given for a token that has its own, and it is another.
    PayloadNotDetached,
    /// The argument is no file, but something else that has a name.
    Foreign { name: &'static str, explanation: &'static str },
}

impl fmt::Display for InspectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::PayloadNotDetached => f.write_str(
                "the token has a payload of its own, and --payload is another: the file would not be what is checked",
            ),
            Self::Foreign { name, explanation } => write!(f, "this is no JOSE token. {name}: {explanation}"),
        }
    }
}

impl std::error::Error for InspectError {}

impl From<SourceError> for InspectError {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

/// Reads, examines, judges, prints.
pub(super) fn run(arguments: &InspectArguments) -> Result<ExitCode, InspectError> {
    let limits = Limits::DEFAULT;
    let mut ids = KeyIds::default();
    let passphrase = Passphrase::of(arguments.passphrase_env.as_deref())?;
    let mut keys = keys(arguments, passphrase.as_ref(), &limits, &mut ids)?;
    for name in &arguments.keyring {
        let keyring = keyring::read(name, passphrase.as_ref(), arguments.trust, &mut ids)?;
        for entry in keyring.entries() {
            let Ok(key) = entry.key() else { continue };
            if let Some(issuer) = &entry.details().issuer {
                keys.pin(key.id, issuer.as_str());
            }
            keys.push(key.clone());
        }
    }
    let payload = arguments.payload.as_deref().map(|path| input::read_file(path, limits.text)).transpose()?;
    let payload: Option<Arc<[u8]>> = payload.map(|bytes| bytes.as_slice().into());

    let text = Source::of(arguments.token.as_deref())?
        .read(limits.text)
        .map_err(|error| foreign(arguments.token.as_deref(), &limits).unwrap_or(InspectError::Source(error)))?;
    let found = Found::of(&text, arguments.pick, &limits)?;
    // What it is has been said; there is nothing of a token to read out.
    if found.token.is_empty() && !arguments.json {
        return Ok(ExitCode::from(UNUSABLE));
    }

    let now = arguments.now.unwrap_or_else(clock);
    // Of a ring, a key that is named otherwise says nothing about the token.
    let keys_are_for_this_token = arguments.keyring.is_empty();
    let options = ExamineOptions { limits, detached_payload: payload, keys_are_for_this_token };
    let mut examination = examine(&found.token, &keys, &options);
    if let Some(given) = &options.detached_payload
        && is_another_payload(&examination, given)
    {
        return Err(InspectError::PayloadNotDetached);
    }
    if let Some(passphrase) = passphrase.as_ref().filter(|_| asks_for_passphrase(&examination)) {
        passphrase.note_use();
        for key in passphrase.keys(&mut ids)? {
            keys.push(Arc::new(key));
        }
        examination = examine(&found.token, &keys, &options);
    }
    if let Some(passphrase) = passphrase.filter(|_| !arguments.keyring.is_empty()) {
        passphrase.check_used()?;
    }
    let policy = Policy {
        leeway: arguments.leeway,
        issuer: arguments.issuer.clone(),
        audience: arguments.audience.clone(),
        token_type: arguments.typ.clone(),
        algorithms: arguments.algorithm.clone(),
        required_claims: arguments.require.clone(),
        max_age: arguments.max_age,
        nonce: arguments.nonce.clone(),
        proof_window: arguments.proof_window,
    };
    let judgement = judge(&examination, &policy, now);

    if arguments.json {
        let report = report::report(&examination, &judgement, &found.cleaned, &found.notes, found.picked, now);
        let mut json = report.to_json();
        json.push('\n');
        print(json.as_bytes())?;
    } else {
        let readout = Readout {
            examination: &examination,
            judgement: &judgement,
            cleaned: &found.cleaned,
            notes: &found.notes,
            picked: found.picked,
            labels: &found.labels,
            now,
            leeway: arguments.leeway,
        };
        print_coloured(&readout.text(), arguments.color.choice())?;
    }
    Ok(ExitCode::from(status(judgement.verdict)))
}

/// The exit status of a verdict.
const fn status(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Valid => 0,
        Verdict::Invalid => 1,
        Verdict::Unreadable => UNUSABLE,
        Verdict::Unchecked | Verdict::Unsecured => 3,
    }
}

/// Whether the outermost JWS carries a payload that is not the one given. A verdict on its own would be taken for one on
/// the file.
fn is_another_payload(examination: &Examination, given: &[u8]) -> bool {
    let own = examination.layers.first().and_then(|layer| layer.jws()?.payload.as_ref());
    own.is_some_and(|payload| *payload.bytes != *given)
}

/// What an argument is that names no file: a token of another format, an API key, an identifier. Its text, which may be
/// secret, is not repeated.
fn foreign(argument: Option<&OsStr>, limits: &Limits) -> Option<InspectError> {
    let argument = argument?.to_str().filter(|argument| !Path::new(argument).exists())?;
    let Foreign { kind, name, explanation, .. } = detect::detect(argument, limits).foreign?;
    let has_a_name = matches!(
        kind,
        ForeignKind::Token | ForeignKind::SignedValue | ForeignKind::Credential | ForeignKind::Identifier
    );
    has_a_name.then_some(InspectError::Foreign { name, explanation })
}

fn keys(
    arguments: &InspectArguments,
    passphrase: Option<&Passphrase>,
    limits: &Limits,
    ids: &mut KeyIds,
) -> Result<KeyRing, SourceError> {
    let mut keys = Vec::new();
    for path in &arguments.key {
        keys.extend(keys_to_check(path, passphrase, arguments.now.unwrap_or_else(clock), ids)?);
    }
    for path in &arguments.secret_file {
        let bytes = input::read_file(path, limits.key_file)?;
        let mut secrets = secret_keys(&bytes, &input::name(path), arguments.secret_encoding, ids)?;
        key_place::mark_place(&mut secrets, path);
        keys.extend(secrets);
    }
    for name in &arguments.secret_env {
        let bytes = input::read_variable(name)?;
        keys.extend(secret_keys(&bytes, &input::variable(name), arguments.secret_encoding, ids)?);
    }
    Ok(KeyRing::new(keys.into_iter().map(Arc::new)))
}

/// Whether something is still locked that a passphrase opens (RFC 7518 §4.8).
fn asks_for_passphrase(examination: &Examination) -> bool {
    examination.layers.iter().flat_map(|layer| &layer.recipients).any(|result| {
        let is_pbes2 = result.algorithm.as_deref().is_some_and(|algorithm| algorithm.starts_with("PBES2-"));
        is_pbes2 && matches!(result.status, RecipientStatus::Locked | RecipientStatus::Failed)
    })
}

#[cfg(test)]
mod tests {
    use super::status;
    use crate::engine::jwt::policy::Verdict;

    #[test]
    fn every_verdict_has_its_status() {
        assert_eq!(status(Verdict::Valid), 0);
        assert_eq!(status(Verdict::Invalid), 1);
        assert_eq!(status(Verdict::Unreadable), 2);
        assert_eq!(status(Verdict::Unchecked), 3);
        assert_eq!(status(Verdict::Unsecured), 3);
    }
}
