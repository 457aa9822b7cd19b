//! `jotsmith inspect`: one token, the keys, the verdict.

mod arguments;
mod certificate;
mod checklist;
mod entry;
mod field;
mod inner;
mod opaque;
mod output;
mod place;
mod readout;
mod sd_jwt;
mod together;
mod value;

pub(super) use arguments::{ENDS, InspectArguments};

use super::source::clock::{now_of_keys, now_of_token};
use super::source::error::SourceError;
use super::source::input::{self, Hidden, Source};
use super::source::key::{KeysOfFile, keys_to_check};
use super::source::passphrase::Passphrase;
use super::source::print::complain;
use super::source::secret::{SecretEncoding, secret_file_keys, secret_keys};
use super::source::status::UNUSABLE;
use super::source::token::Found;
use super::source::{clipboard, key_place, keyring};
use crate::engine::cross;
use crate::engine::detect::{self, Detection, ForeignKind};
use crate::engine::examine::examine;
use crate::engine::ground::limit::{Assumptions, Beside, ExamineOptions, Limits};
use crate::engine::jose::layer::{Examination, JoseObject};
use crate::engine::jose::status::{Assumed, RecipientStatus, SignatureStatus};
use crate::engine::judge::{claimed_time, judge};
use crate::engine::jwt::moment::{NoSuchTime, TokenMoment};
use crate::engine::jwt::policy::{Policy, Verdict};
use crate::engine::jwt::policy_file::{self, PolicyFileError};
use crate::engine::key::{Jwk, KeyIds, KeyRing, TrustAnchor};
use crate::engine::key_file::anchor;
use crate::engine::speech;
use crate::engine::text::words::{clause, joined};
use output::Output;
use place::Place;
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
    /// No claim holds a token under this name or number.
    NoInner { path: String, known: Vec<String> },
    /// The claim holds several: their places, and their numbers.
    SeveralInner { path: String, known: Vec<(usize, String)> },
    /// The token does not name the time that it is to be evaluated at.
    NoSuchTime(NoSuchTime),
    /// A file with expectations is none.
    Policy { name: String, error: PolicyFileError },
    /// The claims have no such value, or are not in sight.
    NoField { path: String, is_locked: bool },
    /// The argument is no file, but something else that has a name.
    Foreign { name: &'static str, explanation: String },
    /// What was picked is not a token, and has nothing of what is asked for.
    NoTokenPicked { number: u32, name: &'static str },
    /// Pseudonyms need a key.
    NoRandomness,
}

impl fmt::Display for InspectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::PayloadNotDetached => f.write_str(
                "the token contains a payload that differs from --payload: the file would not be what is verified",
            ),
            Self::Policy { name, error } => write!(f, "the expectations in {name} cannot be used: {error}"),
            Self::NoField { is_locked: true, .. } => f.write_str("the claims cannot be read without a key"),
            Self::NoField { path, .. } => write!(f, "the claims have no {path}"),
            Self::NoInner { path, known } if known.is_empty() => write!(f, "no claim {path} contains a token"),
            Self::NoInner { path, known } => {
                write!(f, "no claim {path} contains a token; these do: {}", joined(known))
            }
            Self::SeveralInner { path, known } => {
                let named: Vec<String> =
                    known.iter().map(|(number, path)| format!("--inner {number} ({path})")).collect();
                write!(f, "the claim {path} contains {} tokens; choose one: {}", known.len(), joined(&named))
            }
            Self::NoTokenPicked { number, name } => {
                write!(
                    f,
                    "number {number} in the input is not a token but the {}: nothing in it can be read",
                    clause(name)
                )
            }
            Self::NoRandomness => f.write_str("no random numbers are available"),
            Self::NoSuchTime(error) => write!(f, "{error}: pass a time with --now"),
            Self::Foreign { name, explanation } => write!(f, "this is not a JOSE token. {name}: {explanation}"),
        }
    }
}

impl std::error::Error for InspectError {}

impl From<SourceError> for InspectError {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

/// The trust anchors of a file.
fn anchors(path: &Path, limits: &Limits) -> Result<Vec<TrustAnchor>, SourceError> {
    let bytes = input::read_secret_file(path, limits.key_file, Hidden::Key)?;
    let name = input::name(path);
    anchor::read(&bytes, &name, limits)
        .map_err(|_| SourceError::UnfitKey { name, problem: "it contains no certificate".to_owned() })
}

/// Reads, examines, judges, prints.
pub(super) fn run(arguments: &InspectArguments) -> Result<ExitCode, InspectError> {
    let limits = if arguments.do_it_anyway { Limits::DEFAULT.do_it_anyway() } else { Limits::DEFAULT };
    let policy = policy(arguments, &limits)?;
    tell_lists(arguments);
    let mut ids = KeyIds::default();
    // What cannot be used hides no token: what is wrong with it stands beside what can be read.
    let mut faults = Vec::new();
    let mut passphrase = noted(Passphrase::of(arguments.passphrase.origin()), &mut faults).flatten();
    let mut notes = Vec::new();
    let mut keys = keys(arguments, passphrase.as_ref(), &mut ids, &mut faults, &mut notes);
    let is_keyring_read = add_kept_keys(&mut keys, arguments, &mut passphrase, (&limits, &mut ids), &mut faults);
    let payload = arguments.payload.as_deref().and_then(|path| noted(input::read_file(path, limits.text), &mut faults));
    let payload: Option<Arc<[u8]>> = payload.map(|bytes| bytes.as_slice().into());
    faults.iter().for_each(|fault| complain(&fault.to_string()));

    // A proof that was not held against its access token must not look as if it had been.
    let given = arguments.access_token.as_deref().map(|given| access_token(given, &limits)).transpose()?;
    let source = source(arguments)?;
    let place = Place::of(&source);
    let (text, unpacked) = source
        .read_noted(limits.text)
        .map_err(|error| foreign(arguments.token.as_deref(), &limits).unwrap_or(InspectError::Source(error)))?;
    let detection = Found::detected(&text, &limits)?;
    let others = together::Others::of(&text);
    let listed = opaque::Listed::new(others.opaque(), detection.candidates.len());
    let mut session = Session {
        arguments,
        limits,
        policy,
        keys,
        ids,
        passphrase,
        is_passphrase_tried: false,
        is_keyring_read,
        payload,
        given,
        faults,
        notes,
        text,
        detection,
        others,
        listed,
        unpacked,
        place,
    };
    if !arguments.all {
        if let Some(status) = arguments.pick.and_then(|number| session.opaque(number, false).transpose()).transpose()? {
            return Ok(ExitCode::from(status));
        }
        return Ok(ExitCode::from(session.inspect(arguments.pick, None)?));
    }
    let labels: Vec<String> = session.detection.candidates.iter().map(|candidate| candidate.label.clone()).collect();
    let is_text = !(arguments.json
        || arguments.sarif
        || arguments.html
        || arguments.field.is_some()
        || arguments.inner.is_some());
    let opaque: Vec<u32> = session.listed.numbers().filter(|_| is_text).collect();
    if labels.len() + opaque.len() < 2 {
        return Ok(ExitCode::from(session.inspect(None, None)?));
    }
    let mut statuses = Vec::new();
    for (number, label) in (1..).zip(&labels) {
        statuses.push(match session.inspect(Some(number), Some((number, label))) {
            Ok(status) => status,
            Err(error @ InspectError::Source(SourceError::Output(_))) => return Err(error),
            // One that fails hides no other.
            Err(error) => {
                complain(&format!("token {number}: {error}"));
                UNUSABLE
            }
        });
    }
    for number in opaque {
        statuses.extend(session.opaque(number, true)?);
    }
    Ok(ExitCode::from(worst(&statuses)))
}

/// The exit status of several tokens: one that is invalid outranks one that cannot be read, and that one what is not checked.
fn worst(statuses: &[u8]) -> u8 {
    [1, UNUSABLE, 3].into_iter().find(|status| statuses.contains(status)).unwrap_or(0)
}

/// What every token of an input is looked at with.
struct Session<'a> {
    arguments: &'a InspectArguments,
    limits: Limits,
    policy: Policy,
    keys: KeyRing,
    ids: KeyIds,
    passphrase: Option<Passphrase>,
    /// The keys that are derived from it are among the others.
    is_passphrase_tried: bool,
    is_keyring_read: bool,
    payload: Option<Arc<[u8]>>,
    given: Option<String>,
    faults: Vec<SourceError>,
    /// What was said of the files that were read.
    notes: Vec<String>,
    text: String,
    /// The tokens in it.
    detection: Detection,
    /// What is known of those that stand beside the one that is looked into.
    others: together::Others,
    /// What stands beside them and is none.
    listed: opaque::Listed,
    /// How the file was packed.
    unpacked: Option<&'static str>,
    place: Place,
}

impl Session<'_> {
    /// Examines, judges and prints the token of this number, or the first; `heading` is its number and what it is. The exit
    /// status.
    fn inspect(&mut self, pick: Option<u32>, heading: Option<(u32, &str)>) -> Result<u8, InspectError> {
        let arguments = self.arguments;
        let mut found = Found::in_detection(&self.text, pick, &self.detection)?;
        found.cleaned.splice(0..0, self.unpacked.iter().map(|note| format!("The file was {note}")));
        // A single token needs a name only beside what is none.
        if found.labels.is_empty() && !self.listed.all.is_empty() {
            found.labels.extend(self.detection.candidates.iter().map(|candidate| candidate.label.clone()));
        }
        // A report goes somewhere else than standard error.
        if arguments.json {
            found.notes.extend(self.faults.iter().map(SourceError::to_string).chain(self.notes.iter().cloned()));
        }
        // What it is has been said; there is nothing of a token to read out.
        if found.token.is_empty() && !(arguments.json || arguments.sarif) {
            return Ok(UNUSABLE);
        }
        let mut options = options(arguments, self.limits, &mut found, self.payload.clone(), self.given.clone());
        let beside = options.beside.clone();
        options.beside.extend(self.others.opaque_tokens());
        let examination = self.examine(&mut found, &options)?;
        if arguments.is_decryption
            && examination.layers.first().is_some_and(|layer| matches!(layer.object, JoseObject::Jws(_)))
        {
            complain("this token is signed, not encrypted: there is nothing to decrypt");
        }
        let now = self.now_of(&examination)?;
        let mut judgement = judge(&examination, &self.policy, now);
        let picked = together::Picked { text: &found.token, examination: &examination };
        let together = self.others.check(&picked, &beside, (&self.keys, now), &mut judgement);
        let credentials = cross::evaluate(&examination, &mut judgement, (&self.keys, &options, now), &|held| {
            speech::cross::credential(held, now)
        });
        let ties = refused_by_name(&examination, &self.faults).into_iter();
        let unused = is_public_secret_unused(&examination, &options).then(|| PUBLIC_SECRET_UNUSED.to_owned());
        for tie in ties.chain(unused).chain(if_mended(&found.token, &options, &self.faults)) {
            complain(&tie);
            found.notes.extend(arguments.json.then_some(tie));
        }
        let status = match status(judgement.verdict) {
            _ if !self.faults.is_empty() => UNUSABLE,
            // What says whether it was revoked was given, and says nothing; what it presents was not checked.
            0 if together.iter().any(|check| check.token == 0 && check.is_doubtful())
                || cross::unchecked(&examination, &judgement) > 0 =>
            {
                3
            }
            status => status,
        };
        let output = Output {
            arguments,
            policy: &self.policy,
            examination: &examination,
            judgement: &judgement,
            found: &found,
            together: &together,
            credentials: &credentials,
            input: &self.text,
            place: &self.place,
            now,
            status,
            heading,
            listed: &self.listed,
        };
        output.print()?;
        Ok(status)
    }

    /// When the token is judged.
    fn now_of(&self, examination: &Examination) -> Result<i64, InspectError> {
        let given = if self.arguments.at_iat { Some(TokenMoment::ISSUED) } else { self.arguments.now };
        now_of_token(given, |name| claimed_time(examination, name)).map_err(InspectError::NoSuchTime)
    }

    /// Looks into the token, or into the one that it holds.
    fn examine(&mut self, found: &mut Found, options: &ExamineOptions) -> Result<Examination, InspectError> {
        let mut examination = examine(&found.token, &self.keys, options);
        // What no token is has no faults of one.
        if found.token.is_empty() {
            examination.findings.clear();
        }
        if let Some(given) = &options.detached_payload
            && is_another_payload(&examination, given)
        {
            return Err(InspectError::PayloadNotDetached);
        }
        if let Some(passphrase) = self.passphrase.as_ref().filter(|_| asks_for_passphrase(&examination)) {
            passphrase.note_use();
            if !self.is_passphrase_tried {
                for key in passphrase.keys(&mut self.ids)? {
                    self.keys.push(Arc::new(key));
                }
                self.is_passphrase_tried = true;
                self.others.forget();
            }
            let beside = options.beside.iter().map(Beside::anew).collect();
            examination = examine(&found.token, &self.keys, &ExamineOptions { beside, ..options.clone() });
        }
        // A keyring that was opened without the passphrase may be one that was put in the place of the real one: what its keys
        // say is not shown. What a keyring that could not be read would have needed is not known.
        if let Some(passphrase) = self.passphrase.as_ref().filter(|_| self.is_keyring_read) {
            passphrase.check_used()?;
        }
        if let Some(path) = &self.arguments.inner {
            let outer = Beside::new(found.token.as_str().into(), false, false);
            inner::take(found, &examination, path)?;
            let beside = options.beside.iter().map(Beside::anew).chain([outer]).collect();
            let options =
                ExamineOptions { following: None, preceding: None, detached_payload: None, beside, ..options.clone() };
            examination = examine(&found.token, &self.keys, &options);
        }
        Ok(examination)
    }
}

/// Where the token comes from.
fn source(arguments: &InspectArguments) -> Result<Source, InspectError> {
    Ok(match arguments.clipboard {
        true => Source::Text(clipboard::read()?),
        false => Source::of(arguments.token.as_deref())?,
    })
}

/// Says how an option with commas in it is taken.
fn tell_lists(arguments: &InspectArguments) {
    for name in arguments.require.iter().filter(|name| name.contains(',')) {
        complain(&format!("--require {name} is the name of one claim: for several, repeat --require"));
    }
    if let Some(name) = arguments.audience.as_ref().filter(|name| name.contains(',')) {
        complain(&format!("--audience {name} is one audience: pass the one that your API has"));
    }
}

/// What was read; what is wrong with it otherwise is kept in `faults`.
fn noted<T>(read: Result<T, SourceError>, faults: &mut Vec<SourceError>) -> Option<T> {
    read.map_err(|fault| faults.push(fault)).ok()
}

/// The keys of keyrings, and the anchors. Whether a keyring could be read.
fn add_kept_keys(
    keys: &mut KeyRing,
    arguments: &InspectArguments,
    passphrase: &mut Option<Passphrase>,
    (limits, ids): (&Limits, &mut KeyIds),
    faults: &mut Vec<SourceError>,
) -> bool {
    let mut is_keyring_read = false;
    for name in &arguments.keyring {
        let added = keyring::add(keys, std::slice::from_ref(name), passphrase, arguments.trust, ids);
        is_keyring_read |= noted(added, faults).is_some();
    }
    for path in &arguments.anchors {
        for anchor in noted(anchors(path, limits), faults).into_iter().flatten() {
            keys.trust(Arc::new(anchor));
        }
    }
    is_keyring_read
}

fn options(
    arguments: &InspectArguments,
    limits: Limits,
    found: &mut Found,
    payload: Option<Arc<[u8]>>,
    given: Option<String>,
) -> ExamineOptions {
    let is_key_expected = !(arguments.key.is_empty()
        && arguments.keyring.is_empty()
        && arguments.secret_file.is_empty()
        && arguments.secret_env.is_empty()
        && arguments.anchors.is_empty());
    let others = std::mem::take(&mut found.others);
    let beside = match given {
        Some(text) => vec![Beside::new(text.into(), true, false)],
        None => others.into_iter().map(|text| Beside::new(text.into(), false, false)).collect(),
    };
    ExamineOptions {
        limits,
        is_key_expected,
        // The one that was named, else what else is in the input.
        beside,
        following: Some(found.following.as_str().into()),
        preceding: Some(found.preceding.as_str().into()),
        detached_payload: payload,
        // Of a ring, a key that is named otherwise says nothing about the token.
        keys_are_for_this_token: arguments.keyring.is_empty(),
        assumptions: Assumptions {
            as_written: arguments.as_written,
            hashed_nonce: arguments.hash_nonce,
            as_made: arguments.as_made,
            own_key: arguments.own_key,
            public_secret: arguments.public_secret,
        },
        ..ExamineOptions::default()
    }
}

/// What is expected: by the file, and instead of that by the options.
fn policy(arguments: &InspectArguments, limits: &Limits) -> Result<Policy, InspectError> {
    let of_file = match &arguments.policy {
        None => Policy::default(),
        Some(path) => {
            let name = input::name(path);
            let text = Source::file(path).read(limits.text)?;
            policy_file::read(&text).map_err(|error| InspectError::Policy { name, error })?.policy
        }
    };
    let list = |own: &Vec<String>, of_file: Vec<String>| if own.is_empty() { of_file } else { own.clone() };
    let mut required_claims = of_file.required_claims;
    required_claims.extend(arguments.require.iter().cloned());
    Ok(Policy {
        leeway: arguments.leeway.or(of_file.leeway),
        issuer: arguments.issuer.clone().or(of_file.issuer),
        audience: arguments.audience.clone().or(of_file.audience),
        token_type: arguments.typ.clone().or(of_file.token_type),
        algorithms: list(&arguments.algorithm, of_file.algorithms),
        required_claims,
        required_values: of_file.required_values,
        min_remaining: arguments.expires_in.or(of_file.min_remaining),
        max_age: arguments.max_age.or(of_file.max_age),
        nonce: arguments.nonce.clone().or(of_file.nonce),
        method: arguments.htm.clone(),
        uri: arguments.htu.clone(),
        is_proof: arguments.access_token.is_some(),
        proof_window: arguments.proof_window.or(of_file.proof_window),
        profile: arguments.profile.map(|row| row.kind).or(of_file.profile),
        at_iat: arguments.at_iat,
    })
}

/// The access token that a proof came with: a file, or the token itself. It need not be a JWT, and is hashed as it is.
fn access_token(given: &OsStr, limits: &Limits) -> Result<String, SourceError> {
    match given.to_str().filter(|text| !Path::new(text).exists() && !names_a_file(text)) {
        Some(text) => Ok(text.trim().to_owned()),
        None => {
            let bytes = input::read_file(Path::new(given), limits.text)?;
            Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
        }
    }
}

/// Whether a text is rather the name of a file that is not there than an access token, which nobody can guess.
fn names_a_file(text: &str) -> bool {
    const SHORTEST_TOKEN: usize = 16;
    let extension = Path::new(text).extension().and_then(OsStr::to_str).unwrap_or_default();
    let is_known = ["txt", "jwt", "json", "token", "tok", "jwk", "log", "dat"].contains(&extension);
    let is_path = ["/", "./", "../", "~/", ".\\", "..\\"].iter().any(|start| text.starts_with(start));
    is_known || is_path || text.len() < SHORTEST_TOKEN
}

const PUBLIC_SECRET_UNUSED: &str = "--public-secret was not used: the keys that you gave were tried instead; leave them out to verify with a public secret";

/// Whether `--public-secret` was given, and a key of the person's answered in its place.
fn is_public_secret_unused(examination: &Examination, options: &ExamineOptions) -> bool {
    let mut results = examination.layers.iter().flat_map(|layer| &layer.signatures).peekable();
    options.assumptions.public_secret
        && results.peek().is_some()
        && results.all(|result| !result.attempts.is_empty() && !result.assumed.contains(&Assumed::PublicSecret))
}

/// Says so if the key that the token names is one that could not be used.
fn refused_by_name(examination: &Examination, faults: &[SourceError]) -> Option<String> {
    let layer = examination.layers.first()?;
    let signatures = layer.jws().into_iter().flat_map(|jws| &jws.signatures).map(|signature| &signature.header);
    let recipients = layer.jwe().into_iter().flat_map(|jwe| &jwe.recipients).map(|recipient| &recipient.header);
    let refused: Vec<&String> = faults.iter().flat_map(SourceError::refused_keys).collect();
    let mut named = signatures.chain(recipients).filter_map(|header| header.key_id());
    let kid = named.find(|kid| refused.contains(&kid))?;
    Some(format!("the token names key \"{kid}\", which could not be used"))
}

/// Whether a key that could not be used made the token, once it is written as it should be. It is told, and checks nothing.
fn if_mended(token: &str, options: &ExamineOptions, faults: &[SourceError]) -> Option<String> {
    let mended: Vec<Arc<Jwk>> =
        faults.iter().flat_map(SourceError::mended_keys).map(|key| Arc::new(key.clone())).collect();
    if mended.is_empty() {
        return None;
    }
    // What the person has assumed says nothing about the key.
    let options = ExamineOptions { assumptions: Assumptions::default(), ..options.clone() };
    let examination = examine(token, &KeyRing::new(mended), &options);
    let layer = examination.layers.first()?;
    let is_signed = layer.signatures.iter().any(|result| result.status == SignatureStatus::Verified);
    let is_opened = layer.recipients.iter().any(|result| result.status == RecipientStatus::Decrypted);
    let failed = layer.signatures.iter().any(|result| result.status == SignatureStatus::Rejected);
    if is_signed {
        Some("once the key is corrected as said, it verifies the signature".to_owned())
    } else if is_opened {
        Some("once the key is corrected as said, it decrypts the token".to_owned())
    } else {
        failed.then(|| "even once the key is corrected as said, it does not verify the signature".to_owned())
    }
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
    let foreign = detect::detect(argument, limits).foreign?;
    let has_a_name = matches!(
        foreign.kind,
        ForeignKind::Token
            | ForeignKind::SignedValue
            | ForeignKind::Credential
            | ForeignKind::Identifier
            | ForeignKind::Placeholder
    );
    has_a_name.then_some(InspectError::Foreign { name: foreign.name, explanation: foreign.words() })
}

fn keys(
    arguments: &InspectArguments,
    passphrase: Option<&Passphrase>,
    ids: &mut KeyIds,
    faults: &mut Vec<SourceError>,
    notes: &mut Vec<String>,
) -> KeyRing {
    let mut keys = KeysOfFile::default();
    let mut take = |read: Result<KeysOfFile, SourceError>| keys.extend(noted(read, faults).unwrap_or_default());
    for path in &arguments.key {
        take(keys_to_check(path, passphrase, now_of_keys(arguments.now), ids));
    }
    for path in &arguments.secret_file {
        take(secret_file_keys(path, arguments.secret_encoding, false, ids).map(|mut secrets| {
            key_place::mark_place(secrets.keys.iter_mut(), path);
            secrets
        }));
    }
    for name in &arguments.secret_env {
        take(input::read_variable(name).and_then(|bytes| {
            let encoding = arguments.secret_encoding.unwrap_or(SecretEncoding::Utf8);
            secret_keys(&bytes, &input::variable(name), encoding, ids).map(KeysOfFile::from)
        }));
    }
    notes.extend(keys.notes.iter().cloned());
    keys.ring()
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
