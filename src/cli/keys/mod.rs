//! `jotsmith keys`: keyrings and key files without a window.

mod arguments;
mod error;
mod list;
mod ring;
mod trash;

pub use arguments::KeysArguments;
pub use error::KeysError;
pub(super) use ring::read_keyring;

use super::complain;
use super::escape::escaped;
use super::input;
use super::key_place;
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::{Jwk, KeyIds};
use crate::engine::key_file::export::{ExportError, ExportFormat, ExportRow, export};
use crate::engine::key_file::generate;
use crate::engine::key_file::generate::{KeyIdSource, Recipe};
use crate::engine::key_file::import::{ImportOptions, KeyProblem};
use crate::engine::keyring::{AddError, EntryDetails, Form, Strength, seal};
use crate::engine::verify::key_file::import;
use arguments::{AddArguments, ConvertArguments, ExportArguments, GenerateArguments, KeysCommand, OutputArguments};
use ring::{Writing, clock, passphrase};
use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// Does what is asked.
pub fn run(arguments: &KeysArguments) -> Result<ExitCode, KeysError> {
    match &arguments.command {
        KeysCommand::List(arguments) => list::list(arguments)?,
        KeysCommand::Add(arguments) => add(arguments)?,
        KeysCommand::Generate(arguments) => generate_key(arguments)?,
        KeysCommand::Convert(arguments) => convert(arguments)?,
        KeysCommand::Export(arguments) => export_keys(arguments)?,
        KeysCommand::Delete(arguments) => trash::delete(arguments)?,
        KeysCommand::Trash(arguments) => trash::list(arguments)?,
        KeysCommand::Restore(arguments) => trash::restore(arguments)?,
        KeysCommand::Erase(arguments) => trash::erase(arguments)?,
    }
    Ok(ExitCode::SUCCESS)
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
    let mut imported = import(&bytes, &name, &options, &limits, ids);
    key_place::mark(&mut imported, path, &bytes, &options, clock());
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
        let found = key_file(path, file_passphrase.as_ref(), &mut ids)?;
        for words in key_place::words(found.iter().map(|key| &*key.key), false) {
            complain(&format!("{}: {words}", path.display()));
        }
        keys.extend(found);
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
    let usual = generate::named(&arguments.kind).ok_or_else(|| KeysError::NoSuchKind(arguments.kind.clone()))?;
    let output = &arguments.output;
    let or_usual = |given: &Option<String>, usual: Option<String>| match given.as_deref() {
        None => usual,
        Some("none") => None,
        Some(text) => Some(text.to_owned()),
    };
    // What is for another algorithm than usual may be for another use, too.
    let use_of_alg = arguments.alg.as_deref().and_then(generate::use_of).map(str::to_owned);
    let recipe = Recipe {
        kind: usual.kind,
        key_id: match arguments.kid.as_str() {
            "thumbprint" => KeyIdSource::Thumbprint,
            "date" => KeyIdSource::Date(clock()),
            "uuid" => KeyIdSource::Uuid,
            "none" => KeyIdSource::None,
            text => KeyIdSource::Typed(text.strip_prefix('=').unwrap_or(text).to_owned()),
        },
        public_key_use: or_usual(&arguments.public_key_use, use_of_alg.or(usual.public_key_use)),
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
