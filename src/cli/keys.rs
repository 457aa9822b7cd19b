//! `jotsmith keys`: keyrings and key files without a window.

use super::complain;
use super::escape::escaped;
use super::input::{self, InputError};
use crate::engine::jwk::export::{ExportError, ExportFormat, ExportRow, export};
use crate::engine::jwk::generate::{self, GenerateError, KeyIdSource, Recipe};
use crate::engine::jwk::select::kind_words;
use crate::engine::jwk::{ImportOptions, Jwk, KeyIds, KeyProblem, import};
use crate::engine::keyring::{
    AddError, EntryDetails, Form, Keyring, KeyringEntry, OpenError, Outline, SealError, Strength, open, outline, seal,
};
use crate::engine::limit::Limits;
use crate::engine::secret::SecretBytes;
use crate::store::keyring::{Guard, KeyringFile, KeyringFolder, LoadError, SaveError};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

const AFTER_HELP: &str = "\
Keyrings are encrypted JWK Sets (RFC 7517 §7), which other programs open too. They stand in a folder of their own;
JOTSMITH_DATA_DIR names another one. Passphrases come from the environment, never from the command line, which other users
can see. Nothing private is printed without --private.

Examples:
  PASS=… jotsmith keys generate p-256 --keyring prod --create --passphrase-env PASS
  PASS=… jotsmith keys list --keyring prod --passphrase-env PASS
  jotsmith keys convert issuer.pem --to public-jwk
  PASS=… jotsmith keys export --keyring prod --to public-jwk-set --passphrase-env PASS";

/// List, make, convert and keep keys
#[derive(Args)]
#[command(after_help = AFTER_HELP, arg_required_else_help = true)]
pub struct KeysArguments {
    #[command(subcommand)]
    command: KeysCommand,
}

#[derive(Subcommand)]
enum KeysCommand {
    List(ListArguments),
    Add(AddArguments),
    Generate(GenerateArguments),
    Convert(ConvertArguments),
    Export(ExportArguments),
}

/// List the keyrings, or the keys of one, or those of a file
#[derive(Args)]
struct ListArguments {
    /// The keyring whose keys are listed
    #[arg(long, value_name = "NAME", conflicts_with = "file")]
    keyring: Option<String>,

    /// A key file whose keys are listed
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,

    /// An environment variable that holds the passphrase
    #[arg(long, value_name = "NAME")]
    passphrase_env: Option<OsString>,

    /// Print the list as JSON, in one line
    #[arg(long)]
    json: bool,
}

/// Add the keys of files to a keyring
#[derive(Args)]
struct AddArguments {
    /// Key files: JWK, JWK Set, PEM, DER, PKCS#12, OpenSSH, certificates
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    #[command(flatten)]
    target: Target,

    /// An environment variable that holds the passphrase of the files
    #[arg(long, value_name = "NAME")]
    file_passphrase_env: Option<OsString>,

    /// Pin the keys to this issuer (iss)
    #[arg(long, value_name = "TEXT")]
    issuer: Option<String>,
}

#[derive(Args)]
struct Target {
    /// The keyring
    #[arg(long, value_name = "NAME")]
    keyring: String,

    /// Make the keyring if it is not there
    #[arg(long)]
    create: bool,

    /// Make it a plain JWK Set, without a passphrase, for public keys alone
    #[arg(long, requires = "create")]
    public: bool,

    /// An environment variable that holds the keyring's passphrase
    #[arg(long, value_name = "NAME")]
    passphrase_env: Option<OsString>,
}

/// Generate a key, into a keyring or, with --private, onto standard output or into a file
#[derive(Args)]
struct GenerateArguments {
    /// What: oct-128 … oct-512, rsa-2048, rsa-3072, rsa-4096, p-256, p-384, p-521, secp256k1, ed25519, ed448, x25519, x448,
    /// ml-dsa-44, ml-dsa-65, ml-dsa-87
    #[arg(value_name = "KIND")]
    kind: String,

    /// Its kid: thumbprint, date, uuid, none, or =TEXT for TEXT itself
    #[arg(long, value_name = "KID", default_value = "thumbprint")]
    kid: String,

    /// Its use: sig, enc, or none [default: the usual one of its kind]
    #[arg(long = "use", value_name = "USE")]
    public_key_use: Option<String>,

    /// Its alg, or none [default: the usual one of its kind]
    #[arg(long, value_name = "ALG")]
    alg: Option<String>,

    /// Its key_ops, separated by commas
    #[arg(long, value_name = "OPERATIONS", value_delimiter = ',')]
    key_ops: Vec<String>,

    /// The keyring that it goes into
    #[arg(long, value_name = "NAME")]
    keyring: Option<String>,

    /// Make the keyring if it is not there
    #[arg(long, requires = "keyring")]
    create: bool,

    /// An environment variable that holds the keyring's passphrase
    #[arg(long, value_name = "NAME")]
    passphrase_env: Option<OsString>,

    #[command(flatten)]
    output: OutputArguments,
}

/// Convert the keys of a file
#[derive(Args)]
struct ConvertArguments {
    /// The key file, or - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// An environment variable that holds the passphrase of the file
    #[arg(long, value_name = "NAME")]
    passphrase_env: Option<OsString>,

    #[command(flatten)]
    output: OutputArguments,
}

/// Write the keys of a keyring, or the whole keyring, for other programs
#[derive(Args)]
struct ExportArguments {
    /// The keyring
    #[arg(long, value_name = "NAME")]
    keyring: String,

    /// The kid or the thumbprint of a key; may be repeated [default: all of them]
    #[arg(long, value_name = "KEY")]
    key: Vec<String>,

    /// An environment variable that holds the keyring's passphrase
    #[arg(long, value_name = "NAME")]
    passphrase_env: Option<OsString>,

    #[command(flatten)]
    output: OutputArguments,
}

#[derive(Args)]
struct OutputArguments {
    /// The format
    ///
    /// Public: public-jwk, public-jwk-set, spki-pem, spki-der, pkcs1-public-pem, pkcs1-public-der, openssh-public,
    /// thumbprint, thumbprint-uri. Private: jwk, jwk-set, pkcs8-pem, pkcs8-der, encrypted-pkcs8-pem, encrypted-pkcs8-der,
    /// sec1-pem, sec1-der, pkcs1-pem, pkcs1-der, secret. Of a whole keyring: encrypted-jwk-set, and
    /// encrypted-jwk-set-for-jose, weak enough for Debian's jose
    #[arg(long, value_name = "FORMAT")]
    to: Option<String>,

    /// Write private keys and secrets; without it, nothing private leaves
    #[arg(long)]
    private: bool,

    /// A new file to write into, instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// An environment variable that holds the passphrase of what is written
    #[arg(long, value_name = "NAME")]
    new_passphrase_env: Option<OsString>,
}

/// Why it did not work.
#[derive(Debug)]
pub enum KeysError {
    /// Something could not be read.
    Input(InputError),
    /// The platform has no home for this user.
    NoFolder,
    /// A keyring was not read.
    Load {
        /// Which one.
        name: String,
        /// Why.
        error: LoadError,
    },
    /// A keyring does not open.
    Open {
        /// Which one.
        name: String,
        /// Why.
        error: OpenError,
    },
    /// A keyring was not saved.
    Save(SaveError),
    /// A whole keyring could not be written for others.
    Seal(SealError),
    /// A file holds no key.
    NoKey {
        /// Which one.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// A file needs a passphrase.
    FilePassphraseNeeded {
        /// Which one.
        path: PathBuf,
    },
    /// A passphrase that is empty.
    PassphraseEmpty {
        /// Its variable.
        name: OsString,
    },
    /// A passphrase is needed, and no variable is named.
    PassphraseNeeded {
        /// Which argument names it.
        argument: &'static str,
    },
    /// No such kind of key.
    NoSuchKind(String),
    /// No such format.
    NoSuchFormat(String),
    /// The keyring has no such key.
    NoSuchKey(String),
    /// Something private, without `--private`.
    PrivateNotAsked(&'static str),
    /// A new key that would be lost.
    WouldBeLost,
    /// A format for a whole keyring, and no keyring.
    KeyringOnly,
    /// Bytes for a terminal.
    BinaryToTerminal,
    /// Generating failed.
    Generate(GenerateError),
    /// A key cannot be written like this.
    Export(ExportError),
    /// A key could not be added.
    Add(AddError),
    /// The output could not be written.
    Output {
        /// Into which file; standard output otherwise.
        path: Option<PathBuf>,
        /// Why.
        error: io::Error,
    },
}

impl fmt::Display for KeysError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(error) => error.fmt(f),
            Self::NoFolder => f.write_str("there is no folder for keyrings: set JOTSMITH_DATA_DIR"),
            Self::Load { name, error: LoadError::NotFound } => {
                write!(f, "there is no keyring {name}; --create makes it where keys are added or generated")
            }
            Self::Load { name, error } => write!(f, "keyring {name}: {error}"),
            Self::Open { name, error: OpenError::PassphraseNeeded } => {
                write!(f, "keyring {name} opens with a passphrase only: name its variable with --passphrase-env")
            }
            Self::Open { name, error } => {
                write!(f, "keyring {name}: {error}")?;
                if error.advice().is_empty() { Ok(()) } else { write!(f, ". {}", error.advice()) }
            }
            Self::Save(error) => {
                // There is no window in which they would still be.
                let words = error.to_string();
                write!(f, "{}. {}", words.strip_suffix("; your keys are still here").unwrap_or(&words), error.advice())
            }
            Self::Seal(error) => error.fmt(f),
            Self::NoKey { path, problem } => write!(f, "no key in {}: {problem}", path.display()),
            Self::FilePassphraseNeeded { path } => {
                write!(f, "{} opens with a passphrase only: name its variable", path.display())
            }
            Self::PassphraseEmpty { name } => write!(f, "no passphrase in ${}: it is empty", name.display()),
            Self::PassphraseNeeded { argument } => {
                write!(f, "a passphrase is needed: name its variable with {argument}")
            }
            Self::NoSuchKind(name) => {
                let names: Vec<&str> = generate::GENERATED_KINDS.iter().map(|row| row.name).collect();
                write!(f, "no kind of key is called {name}: there are {}", names.join(", "))
            }
            Self::NoSuchFormat(name) => write!(f, "no format is called {name}: see --help"),
            Self::NoSuchKey(name) => write!(f, "the keyring has no key with the kid or thumbprint {name}"),
            Self::PrivateNotAsked(format) => {
                write!(f, "{format} shows what is private: say --private if that is wanted")
            }
            Self::WouldBeLost => f.write_str(
                "a key that is neither kept nor shown is lost: name a --keyring, or say --private to have it printed",
            ),
            Self::KeyringOnly => f.write_str("this format is for a whole keyring: keys export --keyring NAME"),
            Self::BinaryToTerminal => f.write_str("these are bytes, not text: name a file with --out"),
            Self::Generate(error) => error.fmt(f),
            Self::Export(error) => error.fmt(f),
            Self::Add(error) => error.fmt(f),
            Self::Output { path: Some(path), error } => write!(f, "cannot write {}: {error}", path.display()),
            Self::Output { path: None, error } => write!(f, "cannot write to standard output: {error}"),
        }
    }
}

impl std::error::Error for KeysError {}

impl From<InputError> for KeysError {
    fn from(error: InputError) -> Self {
        Self::Input(error)
    }
}

impl From<SaveError> for KeysError {
    fn from(error: SaveError) -> Self {
        Self::Save(error)
    }
}

impl From<ExportError> for KeysError {
    fn from(error: ExportError) -> Self {
        Self::Export(error)
    }
}

/// Does what is asked.
pub fn run(arguments: &KeysArguments) -> Result<ExitCode, KeysError> {
    match &arguments.command {
        KeysCommand::List(arguments) => list(arguments)?,
        KeysCommand::Add(arguments) => add(arguments)?,
        KeysCommand::Generate(arguments) => generate_key(arguments)?,
        KeysCommand::Convert(arguments) => convert(arguments)?,
        KeysCommand::Export(arguments) => export_keys(arguments)?,
    }
    Ok(ExitCode::SUCCESS)
}

// Keyrings

fn folder() -> Result<KeyringFolder, KeysError> {
    KeyringFolder::standard().ok_or(KeysError::NoFolder)
}

pub(super) fn passphrase(name: Option<&OsStr>) -> Result<Option<SecretBytes>, KeysError> {
    let Some(name) = name else { return Ok(None) };
    let mut bytes = input::read_variable(name)?;
    if bytes.is_empty() {
        return Err(KeysError::PassphraseEmpty { name: name.to_owned() });
    }
    Ok(Some(SecretBytes::new(std::mem::take(&mut *bytes))))
}

/// A keyring, opened without its lock.
pub(super) fn read_keyring(
    name: &str,
    passphrase: Option<&SecretBytes>,
    ids: &mut KeyIds,
) -> Result<Keyring, KeysError> {
    let bytes = folder()?.read(name).map_err(|error| KeysError::Load { name: name.to_owned(), error })?;
    opened(&bytes, name, passphrase, ids)
}

fn opened(bytes: &[u8], name: &str, passphrase: Option<&SecretBytes>, ids: &mut KeyIds) -> Result<Keyring, KeysError> {
    open(bytes, name, passphrase, &Limits::DEFAULT, ids)
        .map_err(|error| KeysError::Open { name: name.to_owned(), error })
}

/// A keyring that is written to: its file is locked until it is dropped.
struct Writing {
    file: KeyringFile,
    keyring: Keyring,
    passphrase: SecretBytes,
}

impl Writing {
    fn begin(
        name: &str,
        create: Option<Form>,
        passphrase_env: Option<&OsStr>,
        ids: &mut KeyIds,
    ) -> Result<Self, KeysError> {
        let folder = folder()?;
        let passphrase = passphrase(passphrase_env)?;
        match (folder.open(name), create) {
            (Ok((file, bytes)), _) => {
                if let Some(why) = file.read_only() {
                    return Err(SaveError::ReadOnly(why).into());
                }
                for leftover in file.leftovers().iter().filter(|leftover| leftover.is_newer) {
                    let path = leftover.path.display();
                    complain(&format!("keyring {name}: a save that did not come to its end left {path}"));
                }
                let keyring = opened(&bytes, name, passphrase.as_ref(), ids)?;
                Ok(Self { file, keyring, passphrase: passphrase.unwrap_or_default() })
            }
            (Err(LoadError::NotFound), Some(form)) => {
                if form == Form::Encrypted && passphrase.is_none() {
                    return Err(KeysError::PassphraseNeeded { argument: "--passphrase-env" });
                }
                let file = folder.create(name, form)?;
                if let Some(why) = file.read_only() {
                    return Err(SaveError::ReadOnly(why).into());
                }
                let keyring = Keyring::new(name, form, clock());
                Ok(Self { file, keyring, passphrase: passphrase.unwrap_or_default() })
            }
            (Err(error), _) => Err(KeysError::Load { name: name.to_owned(), error }),
        }
    }

    fn save(mut self) -> Result<(), KeysError> {
        let saved = self.file.save(&mut self.keyring, &self.passphrase, Guard::Checked)?;
        if let Some(notice) = saved.notice {
            complain(&notice);
        }
        Ok(())
    }
}

#[expect(clippy::disallowed_methods, reason = "the command line reads the clock")]
fn clock() -> i64 {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |duration| duration.as_secs());
    i64::try_from(seconds).unwrap_or(i64::MAX)
}

// list

fn list(arguments: &ListArguments) -> Result<(), KeysError> {
    let passphrase = passphrase(arguments.passphrase_env.as_deref())?;
    let mut ids = KeyIds::default();
    let text = match (&arguments.keyring, &arguments.file) {
        (Some(name), _) => {
            let keyring = read_keyring(name, passphrase.as_ref(), &mut ids)?;
            let entries: Vec<ListedKey> = keyring.entries().iter().map(ListedKey::of_entry).collect();
            if arguments.json { keys_json(Some(name), &entries) } else { keys_text(&entries) }
        }
        (None, Some(path)) => {
            let keys = key_file(path, passphrase.as_ref(), &mut ids)?;
            let entries: Vec<ListedKey> = keys.iter().map(|key| ListedKey::of_key(&key.key)).collect();
            if arguments.json { keys_json(None, &entries) } else { keys_text(&entries) }
        }
        (None, None) => keyrings(arguments.json)?,
    };
    print(text.as_bytes())
}

fn keyrings(as_json: bool) -> Result<String, KeysError> {
    let folder = folder()?;
    let listed = folder.list().map_err(|error| KeysError::Load { name: String::new(), error })?;
    let mut rows = Vec::new();
    for listed in listed {
        // What is in a header that everybody may read.
        let outline: Option<Outline> = folder.read(&listed.name).ok().and_then(|bytes| outline(&bytes).ok());
        rows.push((listed, outline));
    }
    if as_json {
        let list: Vec<Value> = rows
            .iter()
            .map(|(listed, outline)| {
                json!({
                    "name": listed.name,
                    "encrypted": listed.form == Form::Encrypted,
                    "algorithm": outline.as_ref().and_then(|outline| outline.algorithm.clone()),
                    "iterations": outline.as_ref().and_then(|outline| outline.iterations),
                    "readable": outline.is_some(),
                    "path": listed.path.to_string_lossy(),
                })
            })
            .collect();
        return Ok(format!("{}\n", json!({ "keyrings": list })));
    }
    if rows.is_empty() {
        return Ok(format!("No keyrings in {}\n", escaped(&folder.path().display().to_string())));
    }
    let width = rows.iter().map(|(listed, _)| listed.name.chars().count()).max().unwrap_or(0);
    let lines = rows.iter().map(|(listed, outline)| {
        let how = match (outline, listed.form) {
            (None, _) => "damaged, or no keyring".to_owned(),
            (Some(Outline { iterations: Some(iterations), .. }), _) => format!("locked, {iterations} iterations"),
            (Some(_), Form::Encrypted) => "locked".to_owned(),
            (Some(_), Form::Public) => "public keys, not encrypted".to_owned(),
        };
        let padding = " ".repeat(width - listed.name.chars().count());
        format!("{}{padding}  {how}\n", escaped(&listed.name))
    });
    Ok(lines.collect())
}

/// What is listed of a key: nothing private.
struct ListedKey<'a> {
    key: Result<&'a Jwk, String>,
    details: Option<&'a EntryDetails>,
}

impl<'a> ListedKey<'a> {
    fn of_entry(entry: &'a KeyringEntry) -> Self {
        Self { key: entry.key().map(|key| &**key).map_err(ToString::to_string), details: Some(entry.details()) }
    }

    fn of_key(key: &'a Jwk) -> Self {
        Self { key: Ok(key), details: None }
    }
}

fn keys_json(keyring: Option<&str>, entries: &[ListedKey<'_>]) -> String {
    let keys: Vec<Value> = entries
        .iter()
        .map(|entry| {
            let mut row = match &entry.key {
                Ok(key) => json!({
                    "kid": key.key_id,
                    "kty": key.key_type().name(),
                    "crv": key.curve().map(|curve| curve.name()),
                    "alg": key.algorithm,
                    "use": key.public_key_use,
                    "key_ops": key.key_operations,
                    "private": key.is_private(),
                    "thumbprint": key.thumbprint,
                    "findings": key.findings.iter().map(|finding| json!({
                        "rule": finding.rule.id,
                        "severity": finding.severity.word(),
                        "message": finding.message,
                    })).collect::<Vec<_>>(),
                }),
                Err(problem) => json!({ "problem": problem }),
            };
            if let (Some(details), Some(row)) = (entry.details, row.as_object_mut()) {
                row.insert("name".to_owned(), json!(details.name));
                row.insert("created".to_owned(), json!(details.created));
                row.insert("issuer".to_owned(), json!(details.issuer));
            }
            row
        })
        .collect();
    format!("{}\n", json!({ "keyring": keyring, "keys": keys }))
}

fn keys_text(entries: &[ListedKey<'_>]) -> String {
    if entries.is_empty() {
        return "No keys\n".to_owned();
    }
    let mut out = String::new();
    for (index, entry) in entries.iter().enumerate() {
        match &entry.key {
            Ok(key) => {
                let kind = kind_words(key);
                let half = if key.is_private() { "private" } else { "public" };
                let name =
                    key.key_id.as_deref().map_or("no kid".to_owned(), |key_id| format!("kid {}", escaped(key_id)));
                out.push_str(&format!("{:>3}  {name}\n     {}, {half}", index + 1, plain(&kind)));
                for (label, value) in [("alg", &key.algorithm), ("use", &key.public_key_use)] {
                    if let Some(value) = value {
                        out.push_str(&format!(", {label} {}", escaped(value)));
                    }
                }
                out.push_str(&format!("\n     thumbprint {}\n", key.thumbprint));
                for finding in &key.findings {
                    out.push_str(&format!("     {}: {}\n", finding.severity.word(), escaped(&finding.message)));
                }
            }
            Err(problem) => out.push_str(&format!("{:>3}  cannot be used: {}\n", index + 1, escaped(problem))),
        }
        if let Some(issuer) = entry.details.and_then(|details| details.issuer.as_deref()) {
            out.push_str(&format!("     pinned to issuer {}\n", escaped(issuer)));
        }
        if let Some(name) = entry.details.and_then(|details| details.name.as_deref()) {
            out.push_str(&format!("     {}\n", escaped(name)));
        }
    }
    out
}

/// Without its article.
fn plain(kind: &str) -> &str {
    kind.strip_prefix("an ").or_else(|| kind.strip_prefix("a ")).unwrap_or(kind)
}

// add

/// A key of a file, and the JSON that it came as.
struct FileKey {
    key: Arc<Jwk>,
    text: Option<SecretBytes>,
}

fn key_file(path: &Path, passphrase: Option<&SecretBytes>, ids: &mut KeyIds) -> Result<Vec<FileKey>, KeysError> {
    let limits = Limits::DEFAULT;
    let bytes = if path == Path::new("-") {
        input::read_file(Path::new("/dev/stdin"), limits.key_file)?
    } else {
        input::read_file(path, limits.key_file)?
    };
    let name = path.file_name().unwrap_or(path.as_os_str()).display().to_string();
    let options = ImportOptions { passphrase: passphrase.cloned(), ..ImportOptions::default() };
    let imported = import(&bytes, &name, &options, &limits, ids);
    if imported.keys.is_empty() {
        if imported.needs_passphrase && passphrase.is_none() {
            return Err(KeysError::FilePassphraseNeeded { path: path.to_owned() });
        }
        let problem = imported.problems.first().map_or_else(|| "nothing to read".to_owned(), words);
        return Err(KeysError::NoKey { path: path.to_owned(), problem });
    }
    for note in imported.problems.iter().map(words).chain(imported.notes) {
        complain(&format!("{}: {note}", path.display()));
    }
    let mut texts: HashMap<_, _> = imported.texts.into_iter().collect();
    Ok(imported.keys.into_iter().map(|key| FileKey { text: texts.remove(&key.id), key: Arc::new(key) }).collect())
}

fn words(problem: &KeyProblem) -> String {
    let (message, advice) = (problem.message(), problem.advice());
    if advice.is_empty() { message } else { format!("{message}. {advice}") }
}

fn add(arguments: &AddArguments) -> Result<(), KeysError> {
    let mut ids = KeyIds::default();
    let target = &arguments.target;
    let file_passphrase = passphrase(arguments.file_passphrase_env.as_deref())?;
    let mut keys = Vec::new();
    for path in &arguments.files {
        keys.extend(key_file(path, file_passphrase.as_ref(), &mut ids)?);
    }
    let form = if target.public { Form::Public } else { Form::Encrypted };
    let create = target.create.then_some(form);
    let mut writing = Writing::begin(&target.keyring, create, target.passphrase_env.as_deref(), &mut ids)?;
    let (mut added, mut known) = (0, 0);
    for FileKey { key, text } in &keys {
        match writing.keyring.add(key, text.as_ref(), clock()) {
            Ok(index) => {
                added += 1;
                if let Some(issuer) = &arguments.issuer {
                    let details = writing.keyring.entries().get(index).map(|entry| entry.details().clone());
                    let details = EntryDetails { issuer: Some(issuer.clone()), ..details.unwrap_or_default() };
                    writing.keyring.set_details(index, details);
                }
            }
            Err(AddError::Already(_)) => known += 1,
            Err(error) => return Err(KeysError::Add(error)),
        }
    }
    if added > 0 {
        writing.save()?;
    }
    let known = if known > 0 { format!(", {known} there already") } else { String::new() };
    print(format!("{added} added{known}\n").as_bytes())
}

// generate

fn generate_key(arguments: &GenerateArguments) -> Result<(), KeysError> {
    let row = generate::find(&arguments.kind).ok_or_else(|| KeysError::NoSuchKind(arguments.kind.clone()))?;
    let output = &arguments.output;
    let or_usual = |given: &Option<String>, usual: Option<String>| match given.as_deref() {
        None => usual,
        Some("none") => None,
        Some(text) => Some(text.to_owned()),
    };
    let usual = Recipe::usual(row);
    let recipe = Recipe {
        kind: row.kind,
        key_id: match arguments.kid.as_str() {
            "thumbprint" => KeyIdSource::Thumbprint,
            "date" => KeyIdSource::Date(clock()),
            "uuid" => KeyIdSource::Uuid,
            "none" => KeyIdSource::None,
            text => KeyIdSource::Typed(text.strip_prefix('=').unwrap_or(text).to_owned()),
        },
        public_key_use: or_usual(&arguments.public_key_use, usual.public_key_use),
        algorithm: or_usual(&arguments.alg, usual.algorithm),
        key_operations: (!arguments.key_ops.is_empty()).then(|| arguments.key_ops.clone()),
    };
    if arguments.keyring.is_none() && !output.private {
        return Err(KeysError::WouldBeLost);
    }
    let default = if output.private { ExportFormat::Jwk } else { ExportFormat::PublicJwk };
    let format = output.format(default)?;
    if arguments.keyring.is_none() && !format.is_private {
        return Err(KeysError::WouldBeLost);
    }
    let mut ids = KeyIds::default();
    // Before a key is made that has nowhere to go.
    let writing = match &arguments.keyring {
        Some(name) => {
            let create = arguments.create.then_some(Form::Encrypted);
            Some(Writing::begin(name, create, arguments.passphrase_env.as_deref(), &mut ids)?)
        }
        None => None,
    };
    let key = Arc::new(generate::generate(&recipe, &mut ids).map_err(KeysError::Generate)?);
    for finding in &key.findings {
        complain(&format!("{}: {}", finding.severity.word(), finding.message));
    }
    let is_kept = writing.is_some();
    if let Some(mut writing) = writing {
        writing.keyring.add(&key, None, clock()).map_err(KeysError::Add)?;
        writing.save()?;
    }
    match output.bytes(&[&key], format) {
        // The secret is in its keyring; nothing of it is public.
        Err(KeysError::Export(ExportError::NoPublicHalf)) if is_kept && output.to.is_none() => {
            print(format!("1 added: {}\n", escaped(key.key_id.as_deref().unwrap_or("no kid"))).as_bytes())
        }
        bytes => output.write(bytes?.expose(), format.is_private, format.is_binary),
    }
}

// convert, export

impl OutputArguments {
    fn format(&self, default: ExportFormat) -> Result<&'static ExportRow, KeysError> {
        let format = match self.to.as_deref() {
            None => default,
            Some(name) if keyring_format(name).is_some() => return Err(KeysError::KeyringOnly),
            Some(name) => ExportFormat::named(name).ok_or_else(|| KeysError::NoSuchFormat(name.to_owned()))?,
        };
        let row = format.row();
        if row.is_private && !self.private { Err(KeysError::PrivateNotAsked(row.name)) } else { Ok(row) }
    }

    fn bytes(&self, keys: &[&Jwk], format: &ExportRow) -> Result<SecretBytes, KeysError> {
        let passphrase = passphrase(self.new_passphrase_env.as_deref())?;
        if format.needs_passphrase && passphrase.is_none() {
            return Err(KeysError::PassphraseNeeded { argument: "--new-passphrase-env" });
        }
        Ok(export(keys, format.format, passphrase.as_ref())?)
    }

    /// Writes into a file that is not there yet, or to standard output.
    fn write(&self, bytes: &[u8], is_private: bool, is_binary: bool) -> Result<(), KeysError> {
        let Some(path) = &self.out else {
            if is_binary && io::stdout().is_terminal() {
                return Err(KeysError::BinaryToTerminal);
            }
            return print(bytes);
        };
        let fault = |error| KeysError::Output { path: Some(path.clone()), error };
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if is_private {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        let mut file = options.open(path).map_err(fault)?;
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        if written.is_err() {
            // Half a key is none.
            let _ = std::fs::remove_file(path);
        }
        let _ = is_private;
        written.map_err(fault)
    }
}

/// The formats of a whole keyring.
const KEYRING_FORMATS: [(&str, Strength); 2] =
    [("encrypted-jwk-set", Strength::Full), ("encrypted-jwk-set-for-jose", Strength::LatchsetJose)];

fn keyring_format(name: &str) -> Option<(&'static str, Strength)> {
    KEYRING_FORMATS.into_iter().find(|(known, _)| *known == name)
}

fn convert(arguments: &ConvertArguments) -> Result<(), KeysError> {
    let output = &arguments.output;
    let format = output.format(ExportFormat::PublicJwkSet)?;
    let passphrase = passphrase(arguments.passphrase_env.as_deref())?;
    let keys = key_file(&arguments.file, passphrase.as_ref(), &mut KeyIds::default())?;
    let keys: Vec<&Jwk> = keys.iter().map(|key| &*key.key).collect();
    output.write(output.bytes(&keys, format)?.expose(), format.is_private, format.is_binary)
}

fn export_keys(arguments: &ExportArguments) -> Result<(), KeysError> {
    let output = &arguments.output;
    let passphrase_in = passphrase(arguments.passphrase_env.as_deref())?;
    let mut ids = KeyIds::default();
    if let Some((name, strength)) = output.to.as_deref().and_then(keyring_format) {
        if !output.private {
            return Err(KeysError::PrivateNotAsked(name));
        }
        let mut keyring = read_keyring(&arguments.keyring, passphrase_in.as_ref(), &mut ids)?;
        keyring.protect();
        let new = passphrase(output.new_passphrase_env.as_deref())?.or(passphrase_in);
        let new = new.ok_or(KeysError::PassphraseNeeded { argument: "--new-passphrase-env" })?;
        if strength == Strength::LatchsetJose {
            complain(
                "warning: 32,768 iterations are one seventh of what a keyring has; guessing the passphrase is as much easier",
            );
        }
        let sealed = seal(&keyring, &new, strength).map_err(KeysError::Seal)?;
        return output.write(&sealed, true, false);
    }
    let format = output.format(ExportFormat::PublicJwkSet)?;
    let keyring = read_keyring(&arguments.keyring, passphrase_in.as_ref(), &mut ids)?;
    let mut keys: Vec<&Jwk> = Vec::new();
    for name in &arguments.key {
        let before = keys.len();
        let matching = |key: &&Arc<Jwk>| key.key_id.as_deref() == Some(name.as_str()) || key.thumbprint == *name;
        keys.extend(keyring.keys().filter(matching).map(|key| &**key));
        if keys.len() == before {
            return Err(KeysError::NoSuchKey(name.clone()));
        }
    }
    if arguments.key.is_empty() {
        keys.extend(keyring.keys().map(|key| &**key));
    }
    output.write(output.bytes(&keys, format)?.expose(), format.is_private, format.is_binary)
}

/// Writes to standard output. A reader that has seen enough and left is no fault.
fn print(bytes: &[u8]) -> Result<(), KeysError> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(KeysError::Output { path: None, error }),
        _ => Ok(()),
    }
}
