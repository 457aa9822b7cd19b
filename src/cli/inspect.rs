//! `jotsmith inspect`: one token, the keys, the verdict.

use super::complain;
use super::input::{self, InputError, Source};
use super::key_place;
use super::keys::{KeysError, read_keyring};
use super::readout::Readout;
use crate::engine::detect::{self, Candidate, Foreign, ForeignKind};
use crate::engine::examine::examine;
use crate::engine::ground::limit::ExamineOptions;
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::jose::layer::Examination;
use crate::engine::jose::status::RecipientStatus;
use crate::engine::judge::judge;
use crate::engine::jwt::policy::{Policy, Verdict};
use crate::engine::key::{Jwk, KeyIds, KeyRing};
use crate::engine::key_file::import;
use crate::engine::key_file::import::{ImportOptions, KeyProblem};
use crate::engine::key_file::secret::{self, secret_readings};
use crate::engine::report::{self, Picked};
use crate::engine::verify::key_file;
use clap::{Args, ValueEnum};
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Notes about one key file that are printed.
const MOST_NOTES: usize = 5;

const AFTER_HELP: &str = "\
Exit status:
  0  valid: every layer verified or decrypted with a supplied key, and the claims hold
  1  invalid: rejected, expired, not yet valid, malformed
  2  wrong usage, or unreadable input
  3  not checked: no key fits, or the token is unsecured

Secrets are read from files and from the environment, never from the command line, which other users can see.
Nothing is sent anywhere.

Examples:
  jotsmith inspect eyJhbGciOi… --key jwks.json
  wl-paste | jotsmith inspect --key issuer.pem --json
  SECRET=… jotsmith inspect token.txt --secret-env SECRET --secret-encoding base64";

/// Show a token and check it
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct InspectArguments {
    /// The token, a file that holds it, or - for standard input [default: standard input]
    ///
    /// Whatever stands around a token is removed and listed: "Bearer ", quotes, line breaks, JSON, URLs, cookies, a curl
    /// command. What looks like a token is read as one; write ./NAME for a file of such a name.
    #[arg(value_name = "TOKEN | FILE | -")]
    token: Option<OsString>,

    /// A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated
    #[arg(long, value_name = "FILE")]
    key: Vec<PathBuf>,

    /// A keyring whose keys are tried where they fit; may be repeated
    #[arg(long, value_name = "NAME")]
    keyring: Vec<String>,

    /// A file that holds a shared secret; may be repeated
    #[arg(long, value_name = "FILE")]
    secret_file: Vec<PathBuf>,

    /// An environment variable that holds a shared secret; may be repeated
    #[arg(long, value_name = "NAME")]
    secret_env: Vec<OsString>,

    /// How the secrets are written
    #[arg(long, value_name = "ENCODING", value_enum, default_value_t = SecretEncoding::Utf8)]
    secret_encoding: SecretEncoding,

    /// An environment variable that holds a passphrase: of a keyring, an encrypted key file, or a token with PBES2
    #[arg(long, value_name = "NAME")]
    passphrase_env: Option<OsString>,

    /// The time to judge at, in seconds since 1970 [default: the clock]
    #[arg(long, value_name = "UNIX", allow_negative_numbers = true)]
    now: Option<i64>,

    /// Seconds by which clocks may differ
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    leeway: u64,

    /// The payload of a detached signature
    #[arg(long, value_name = "FILE")]
    payload: Option<PathBuf>,

    /// The issuer (iss) that is expected
    #[arg(long, value_name = "TEXT")]
    issuer: Option<String>,

    /// The audience (aud) that is expected
    #[arg(long, value_name = "TEXT")]
    audience: Option<String>,

    /// The kind of token (typ) that is expected, such as at+jwt
    #[arg(long, value_name = "TYPE")]
    typ: Option<String>,

    /// An algorithm that is accepted (alg, or enc); may be repeated
    #[arg(long, value_name = "NAME")]
    algorithm: Vec<String>,

    /// A claim that has to be there; may be repeated
    #[arg(long, value_name = "CLAIM")]
    require: Vec<String>,

    /// Seconds since iat after which the token is too old
    #[arg(long, value_name = "SECONDS")]
    max_age: Option<u64>,

    /// Which token, if the input holds several; the first is 1
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pick: Option<u32>,

    /// Print the report as JSON, in one line
    #[arg(long)]
    json: bool,

    /// Whether to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    color: Color,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum SecretEncoding {
    /// The bytes as they are
    Utf8,
    /// Standard base64
    Base64,
    /// base64url
    Base64url,
    /// Hexadecimal
    Hex,
}

impl SecretEncoding {
    const fn of_engine(self) -> secret::SecretEncoding {
        match self {
            Self::Utf8 => secret::SecretEncoding::Utf8,
            Self::Base64 => secret::SecretEncoding::Base64,
            Self::Base64url => secret::SecretEncoding::Base64Url,
            Self::Hex => secret::SecretEncoding::Hex,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Color {
    /// On a terminal
    Auto,
    /// Even into a file
    Always,
    /// Not at all
    Never,
}

/// Why there is no report.
#[derive(Debug)]
pub enum InspectError {
    /// Something could not be read.
    Input(InputError),
    /// A keyring does not open.
    Keyring(KeysError),
    /// The input holds nothing.
    Empty,
    /// A payload was given for a token that has its own, and it is another.
    PayloadNotDetached,
    /// The argument is no file, but something else that has a name.
    Foreign {
        /// What it is called.
        name: &'static str,
        /// What that is.
        explanation: &'static str,
    },
    /// A key file holds no key.
    NoKey {
        /// Which one.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// A key file needs a passphrase.
    PassphraseNeeded {
        /// Which one.
        path: PathBuf,
    },
    /// A secret is not what its encoding says, or is empty.
    BadSecret {
        /// Where it was.
        name: String,
        /// What is wrong with it, without any of it.
        problem: String,
    },
    /// There are not so many tokens.
    NoSuchToken {
        /// The number that was asked for.
        number: usize,
        /// How many there are.
        of: usize,
    },
    /// The report could not be written.
    Output(io::Error),
}

impl fmt::Display for InspectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(error) => error.fmt(f),
            Self::Keyring(error) => error.fmt(f),
            Self::Empty => f.write_str("the input is empty"),
            Self::PayloadNotDetached => f.write_str(
                "the token has a payload of its own, and --payload is another: the file would not be what is checked",
            ),
            Self::Foreign { name, explanation } => write!(f, "this is no JOSE token. {name}: {explanation}"),
            Self::NoKey { path, problem } => {
                write!(f, "no key in {}: {problem}", path.display())
            }
            Self::PassphraseNeeded { path } => {
                write!(f, "{} opens with a passphrase only: name its variable with --passphrase-env", path.display())
            }
            Self::BadSecret { name, problem } => write!(f, "no secret in {name}: {problem}"),
            Self::NoSuchToken { number, of: 1 } => write!(f, "no token {number}: the input holds one"),
            Self::NoSuchToken { number, of } => write!(f, "no token {number}: the input holds {of}"),
            Self::Output(error) => write!(f, "cannot write the report: {error}"),
        }
    }
}

impl std::error::Error for InspectError {}

impl From<InputError> for InspectError {
    fn from(error: InputError) -> Self {
        Self::Input(error)
    }
}

/// Reads, examines, judges, prints.
pub fn run(arguments: &InspectArguments) -> Result<ExitCode, InspectError> {
    let limits = Limits::DEFAULT;
    let mut ids = KeyIds::default();
    let passphrase = Passphrase::of(arguments.passphrase_env.as_deref())?;
    let mut keys = keys(arguments, passphrase.as_ref(), &limits, &mut ids)?;
    for name in &arguments.keyring {
        let keyring = read_keyring(name, passphrase.as_ref().map(|passphrase| &passphrase.bytes), &mut ids)
            .map_err(InspectError::Keyring)?;
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
        .map_err(|error| foreign(arguments.token.as_deref(), &limits).unwrap_or(InspectError::Input(error)))?;
    if text.trim().is_empty() {
        return Err(InspectError::Empty);
    }
    let found = Found::of(&text, arguments.pick, &limits)?;
    // What it is has been said; there is nothing of a token to read out.
    if found.token.is_empty() && !arguments.json {
        return Ok(ExitCode::from(super::UNUSABLE));
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
    if let Some(passphrase) = passphrase.filter(|_| asks_for_passphrase(&examination)) {
        for key in passphrase.keys(&mut ids)? {
            keys.push(Arc::new(key));
        }
        examination = examine(&found.token, &keys, &options);
    }
    let policy = Policy {
        leeway: arguments.leeway,
        issuer: arguments.issuer.clone(),
        audience: arguments.audience.clone(),
        token_type: arguments.typ.clone(),
        algorithms: arguments.algorithm.clone(),
        required_claims: arguments.require.clone(),
        max_age: arguments.max_age,
    };
    let judgement = judge(&examination, &policy, now);

    let choice = match arguments.color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    };
    if arguments.json {
        let report = report::report(&examination, &judgement, &found.cleaned, &found.notes, found.picked);
        let mut json = report.to_json();
        json.push('\n');
        print(&json, anstream::ColorChoice::Never)?;
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
        print(&readout.text(), choice)?;
    }
    Ok(ExitCode::from(status(judgement.verdict)))
}

/// The exit status of a verdict.
const fn status(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Valid => 0,
        Verdict::Invalid => 1,
        Verdict::Unreadable => super::UNUSABLE,
        Verdict::Unchecked | Verdict::Unsecured => 3,
    }
}

#[expect(clippy::disallowed_methods, reason = "the command line reads the clock where --now does not say it")]
pub(super) fn clock() -> i64 {
    let now = SystemTime::now();
    let seconds = |duration: std::time::Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    now.duration_since(UNIX_EPOCH).map_or_else(|error| -seconds(error.duration()), seconds)
}

/// The token that was asked for, and what was found around it.
pub(super) struct Found {
    pub(super) token: String,
    cleaned: Vec<String>,
    notes: Vec<String>,
    picked: Option<Picked>,
    labels: Vec<String>,
}

impl Found {
    pub(super) fn of(text: &str, pick: Option<u32>, limits: &Limits) -> Result<Self, InspectError> {
        let detection = detect::detect(text, limits);
        let of = detection.candidates.len();
        let number = pick.map_or(1, |pick| pick as usize);
        if number > of.max(1) {
            return Err(InspectError::NoSuchToken { number, of: of.max(1) });
        }
        let labels = if of > 1 {
            detection.candidates.iter().map(|candidate| candidate.label.clone()).collect()
        } else {
            Vec::new()
        };
        match detection.candidates.into_iter().nth(number - 1) {
            Some(Candidate { text, cleaned, notes, .. }) => Ok(Self {
                token: text,
                cleaned: cleaned.into_iter().map(|cleanup| cleanup.text).collect(),
                notes: notes.into_iter().map(|note| note.text).collect(),
                picked: (of > 1).then_some(Picked { number, of }),
                labels,
            }),
            None => {
                // Nothing like a token: what it rather is is said, and it is not read as a broken one.
                let words = match (&detection.key_material, &detection.foreign) {
                    (Some(key), _) => Some(format!("this is no token but {}: give a key with --key", key.words())),
                    (None, Some(foreign)) => {
                        Some(format!("this is no JOSE token. {}: {}", foreign.name, foreign.explanation))
                    }
                    (None, None) => None,
                };
                let token = if words.is_some() { String::new() } else { text.trim().to_owned() };
                words.iter().for_each(|words| complain(words));
                let (cleaned, notes) = (Vec::new(), words.into_iter().collect());
                Ok(Self { token, cleaned, notes, picked: None, labels })
            }
        }
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
) -> Result<KeyRing, InspectError> {
    let mut keys = Vec::new();
    for path in &arguments.key {
        keys.extend(key_file(path, passphrase, limits, arguments.now.unwrap_or_else(clock), ids)?);
    }
    for path in &arguments.secret_file {
        let bytes = input::read_file(path, limits.key_file)?;
        let mut secrets = secret_keys(&bytes, &path.display().to_string(), arguments.secret_encoding, ids)?;
        key_place::mark_place(&mut secrets, path);
        keys.extend(secrets);
    }
    for name in &arguments.secret_env {
        let bytes = input::read_variable(name)?;
        keys.extend(secret_keys(&bytes, &variable(name), arguments.secret_encoding, ids)?);
    }
    Ok(KeyRing::new(keys.into_iter().map(Arc::new)))
}

/// A variable as a person writes it.
pub(super) fn variable(name: &OsStr) -> String {
    format!("${}", name.display())
}

/// What opens a key file or a token with PBES2. It joins the keys only when a token asks for it: as a secret that fails
/// it would speak against signatures that it was never meant for.
pub(super) struct Passphrase {
    name: String,
    pub(super) bytes: SecretBytes,
}

impl Passphrase {
    pub(super) fn of(name: Option<&OsStr>) -> Result<Option<Self>, InspectError> {
        let Some(name) = name else { return Ok(None) };
        let mut bytes = input::read_variable(name)?;
        let name = variable(name);
        if bytes.is_empty() {
            return Err(InspectError::BadSecret { name, problem: "it is empty".to_owned() });
        }
        Ok(Some(Self { name, bytes: SecretBytes::new(std::mem::take(&mut *bytes)) }))
    }

    pub(super) fn keys(&self, ids: &mut KeyIds) -> Result<Vec<Jwk>, InspectError> {
        let mut keys = secret_keys(self.bytes.expose(), &self.name, SecretEncoding::Utf8, ids)?;
        for key in &mut keys {
            key.public_key_use = Some("enc".to_owned());
            key.source.format = "passphrase".to_owned();
        }
        Ok(keys)
    }
}

/// Whether something is still locked that a passphrase opens (RFC 7518 §4.8).
fn asks_for_passphrase(examination: &Examination) -> bool {
    examination.layers.iter().flat_map(|layer| &layer.recipients).any(|result| {
        let is_pbes2 = result.algorithm.as_deref().is_some_and(|algorithm| algorithm.starts_with("PBES2-"));
        is_pbes2 && matches!(result.status, RecipientStatus::Locked | RecipientStatus::Failed)
    })
}

fn key_file(
    path: &Path,
    passphrase: Option<&Passphrase>,
    limits: &Limits,
    now: i64,
    ids: &mut KeyIds,
) -> Result<Vec<Jwk>, InspectError> {
    let bytes = input::read_file(path, limits.key_file)?;
    let name = path.file_name().unwrap_or(path.as_os_str()).display().to_string();
    let options =
        ImportOptions { passphrase: passphrase.map(|passphrase| passphrase.bytes.clone()), ..ImportOptions::default() };
    let mut imported = key_file::import(&bytes, &name, &options, limits, ids);
    key_place::mark(&mut imported, path, &bytes, &options, now);
    if imported.keys.is_empty() {
        if imported.needs_passphrase && passphrase.is_none() {
            return Err(InspectError::PassphraseNeeded { path: path.to_owned() });
        }
        let problem = imported.problems.first().map_or_else(|| "nothing to read".to_owned(), words);
        return Err(InspectError::NoKey { path: path.to_owned(), problem });
    }
    if let [Jwk { source, .. }] = imported.keys.as_slice()
        && source.format.starts_with("secret")
    {
        let mut keys = guessed_secret_keys(&bytes, &name, ids)?;
        key_place::mark_place(&mut keys, path);
        return Ok(keys);
    }
    let places = key_place::words(imported.keys.iter(), true);
    let notes: Vec<String> = imported.problems.iter().map(words).chain(imported.notes).chain(places).collect();
    for note in notes.iter().take(MOST_NOTES) {
        complain(&format!("{}: {note}", path.display()));
    }
    if notes.len() > MOST_NOTES {
        complain(&format!("{}: and {} more notes", path.display(), notes.len() - MOST_NOTES));
    }
    Ok(imported.keys)
}

/// A file that is no key but may be a secret: in every plausible reading, since a wrong one would reject a good token.
fn guessed_secret_keys(bytes: &[u8], name: &str, ids: &mut KeyIds) -> Result<Vec<Jwk>, InspectError> {
    let readings = secret_readings(bytes).into_iter().map(|(reading, secret)| {
        let mut key = secret_key(secret.expose(), name, SecretEncoding::Utf8, ids)?;
        key.source.format = format!("secret, read {}", reading.words());
        Ok(key)
    });
    readings.collect()
}

/// A problem and what to do about it.
pub(super) fn words(problem: &KeyProblem) -> String {
    let (message, advice) = (problem.message(), problem.advice());
    if advice.is_empty() { message } else { format!("{message}. {advice}") }
}

/// The secret as a key. A UTF-8 secret with a line break at its end is two: the line that was meant, and the bytes exactly.
/// The key that matches says which it is.
pub(super) fn secret_keys(
    bytes: &[u8],
    name: &str,
    encoding: SecretEncoding,
    ids: &mut KeyIds,
) -> Result<Vec<Jwk>, InspectError> {
    let line = bytes.strip_suffix(b"\n").map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let mut keys = Vec::new();
    if let (SecretEncoding::Utf8, Some(line)) = (encoding, line) {
        let mut key = secret_key(line, name, encoding, ids)?;
        key.source.format.push_str(", without the line break at its end");
        keys.push(key);
    }
    keys.push(secret_key(bytes, name, encoding, ids)?);
    Ok(keys)
}

/// The secret as one key, every byte of it.
fn secret_key(bytes: &[u8], name: &str, encoding: SecretEncoding, ids: &mut KeyIds) -> Result<Jwk, InspectError> {
    import::secret(bytes, encoding.of_engine(), name, ids)
        .map_err(|error| InspectError::BadSecret { name: name.to_owned(), problem: error.to_string() })
}

/// Writes to standard output. A reader that has seen enough and left is no fault.
pub(super) fn print(text: &str, choice: anstream::ColorChoice) -> Result<(), InspectError> {
    let mut stdout = anstream::AutoStream::new(io::stdout().lock(), choice);
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(InspectError::Output(error)),
        _ => Ok(()),
    }
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
