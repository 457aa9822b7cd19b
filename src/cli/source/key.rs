//! Key files: what is in one, and what is said about it.

use super::error::SourceError;
use super::input::{self, Hidden};
use super::key_place;
use super::passphrase::Passphrase;
use super::print::complain;
use super::secret::{complain_of_others, guessed_secret_keys, is_variable, readings_of_variables, several};
use crate::engine::ground::limit::Limits;
use crate::engine::key::foreign::ForeignFormat;
use crate::engine::key::{Jwk, KeyError, KeyIds, KeyMaterial, KeyRing, Unread};
use crate::engine::key_file::import::{Import, ImportOptions, KeyProblem};
use crate::engine::speech::{self, Words};
use crate::engine::text::words::capital;
use crate::engine::verify::key_file;
use std::ffi::OsString;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Notes about one key file that are printed.
const MOST_NOTES: usize = 5;

/// How the arguments begin that name a passphrase, unless the subcommand has several.
pub(in crate::cli) const PASSPHRASE: &str = "--passphrase";

/// The name of a file with a key, as an argument: what stands in its place by mistake may be a secret, and is not repeated.
#[derive(Clone, Debug)]
pub(in crate::cli) struct KeyPath(PathBuf);

impl From<OsString> for KeyPath {
    fn from(name: OsString) -> Self {
        Self(name.into())
    }
}

impl Deref for KeyPath {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

/// A file that holds one key at least.
pub(in crate::cli) struct KeyFile<'a> {
    path: &'a Path,
    bytes: Zeroizing<Vec<u8>>,
    options: ImportOptions,
    pub(in crate::cli) imported: Import,
}

impl<'a> KeyFile<'a> {
    /// Reads it; arguments that begin like `argument` name its passphrase, and `for_secrets` says what to do with a file that may
    /// be a secret. Where no passphrase was given and one is needed, the person is asked.
    pub(in crate::cli) fn read(
        path: &'a Path,
        passphrase: Option<&Passphrase>,
        argument: &'static str,
        for_secrets: &str,
        ids: &mut KeyIds,
    ) -> Result<Self, SourceError> {
        let limits = Limits::DEFAULT;
        let bytes = input::read_secret_file(path, limits.key_file, Hidden::Key)?;
        let mut options = ImportOptions {
            passphrase: passphrase.map(Passphrase::for_file),
            is_file: !input::is_stdin(path),
            ..ImportOptions::default()
        };
        let mut imported = key_file::import(&bytes, &file_name(path), &options, &limits, ids);
        let name = input::name(path);
        if imported.keys.is_empty()
            && imported.needs_passphrase
            && passphrase.is_none()
            && let Some(asked) = Passphrase::ask(&format!("Passphrase of {name}"))?
        {
            options.passphrase = Some(asked.for_file());
            imported = key_file::import(&bytes, &file_name(path), &options, &limits, ids);
            if imported.keys.is_empty() {
                let problem = imported.problems.first().map_or_else(|| "nothing to read".to_owned(), words);
                return Err(SourceError::NoKey {
                    name,
                    problem,
                    key_ids: Vec::new(),
                    mended: Vec::new(),
                    unread: Box::default(),
                });
            }
        }
        if !imported.keys.is_empty() {
            if let Some(passphrase) = passphrase.filter(|_| key_place::needs_passphrase(&bytes, &options)) {
                passphrase.note_use();
            }
            return Ok(Self { path, bytes, options, imported });
        }
        if imported.needs_passphrase && passphrase.is_none() {
            return Err(SourceError::KeyFileLocked { name, argument });
        }
        let problem = imported.problems.first().map_or_else(
            || "nothing to read".to_owned(),
            |problem| match (problem.error.clone(), imported.part) {
                (_, Some(part)) => {
                    let advice = capital(&speech::key::read_in_part(part));
                    Words { advice, ..speech::key_error::problem(problem) }.joined()
                }
                (KeyError::Foreign(format), None) => foreign(format, problem, path, argument),
                (KeyError::NotAKey, None) => not_a_key(problem, for_secrets),
                _ => words(problem),
            },
        );
        let mut unread = imported.unread();
        key_place::mark_doubtful(&mut unread, path);
        let key_ids = imported.problems.into_iter().filter_map(|problem| problem.key_id).collect();
        Err(SourceError::NoKey { name, problem, key_ids, mended: imported.mended, unread: Box::new(unread) })
    }

    /// Marks its keys with what its place and the dates of its certificates say.
    pub(in crate::cli) fn mark(&mut self, now: i64) {
        key_place::mark(&mut self.imported, self.path, &self.bytes, &self.options, now);
    }

    /// Whether nothing in it is a key, but all of it may be a secret.
    pub(in crate::cli) fn is_secret(&self) -> bool {
        self.imported.keys.iter().all(|key| key.source.is_secret)
    }

    /// Says what was noted while it was read, and `more`.
    pub(in crate::cli) fn tell(&self, more: impl IntoIterator<Item = String>) {
        let part = self.imported.part.map(speech::key::read_in_part).into_iter();
        let notes = part.chain(self.imported.problems.iter().map(words)).chain(self.imported.notes.iter().cloned());
        let notes: Vec<String> = notes.chain(more).collect();
        let name = input::name(self.path);
        for note in notes.iter().take(MOST_NOTES) {
            complain(&format!("{name}: {note}"));
        }
        if notes.len() > MOST_NOTES {
            complain(&format!("{name}: and {} more notes", notes.len() - MOST_NOTES));
        }
    }
}

/// Keys of a file, what is known of the rest of it, and what is to be said of it in a report as well.
#[derive(Default)]
pub(in crate::cli) struct KeysOfFile {
    pub(in crate::cli) keys: Vec<Jwk>,
    pub(in crate::cli) unread: Unread,
    pub(in crate::cli) notes: Vec<String>,
}

impl From<Vec<Jwk>> for KeysOfFile {
    fn from(keys: Vec<Jwk>) -> Self {
        Self { keys, ..Self::default() }
    }
}

impl KeysOfFile {
    pub(super) fn new(keys: Vec<Jwk>, imported: &Import, path: &Path) -> Self {
        let note = |part| format!("{}: {}", input::name(path), speech::key::read_in_part(part));
        let mut unread = imported.unread();
        key_place::mark_doubtful(&mut unread, path);
        Self { keys, unread, notes: imported.part.map(note).into_iter().collect() }
    }

    /// Both together.
    pub(in crate::cli) fn extend(&mut self, other: Self) {
        self.keys.extend(other.keys);
        self.unread.extend(other.unread);
        self.notes.extend(other.notes);
    }

    pub(in crate::cli) fn ring(self) -> KeyRing {
        KeyRing::new(self.keys.into_iter().map(Arc::new)).with(self.unread)
    }
}

/// The keys of a file to check a token with. A file that may be a secret is one in every plausible reading.
pub(in crate::cli) fn keys_to_check(
    path: &Path,
    passphrase: Option<&Passphrase>,
    now: i64,
    ids: &mut KeyIds,
) -> Result<KeysOfFile, SourceError> {
    let mut file = match KeyFile::read(path, passphrase, PASSPHRASE, AS_SECRET, ids) {
        // Nothing of it is surely a secret, or that was not read: what may be one is tried, and the rest is said.
        Err(SourceError::NoKey { name, problem, unread, .. }) if !unread.is_nothing() => {
            let note = format!("{name}: {problem}");
            complain(&note);
            return Ok(KeysOfFile { unread: *unread, notes: vec![note], ..KeysOfFile::default() });
        }
        file => file?,
    };
    // Text that may be a secret, and the values of variables, in every reading.
    let (secrets, keys): (Vec<_>, Vec<_>) =
        std::mem::take(&mut file.imported.keys).into_iter().partition(|key| key.source.is_secret);
    let is_alone = secrets.len() == 1 && keys.is_empty();
    file.imported.keys = keys;
    for secret in &secrets {
        // What is below what wraps it, which is said.
        let below = file.imported.secret.as_ref().map(|own| own.expose());
        let found = match &secret.material {
            _ if is_variable(secret) => readings_of_variables(std::iter::once(secret), ids)?,
            KeyMaterial::Oct(own) if !is_alone => guessed_secret_keys(own.expose(), &file_name(path), ids)?,
            _ => guessed_secret_keys(below.unwrap_or(&file.bytes), &file_name(path), ids)?,
        };
        file.imported.keys.extend(found);
    }
    // One word that gives a variable its value may be a secret with a sign of equality in it. What has blanks or quotes is a
    // line of settings or of a program, and JSON is no secret that anybody made.
    let is_word =
        |text: &str| !text.is_empty() && !text.contains(|sign: char| sign.is_whitespace() || "\"'{".contains(sign));
    let is_line = std::str::from_utf8(&file.bytes).is_ok_and(|text| is_word(text.trim()));
    let is_whole = is_line && file.imported.keys.iter().all(is_variable) && !secrets.is_empty();
    if is_whole {
        let known: Vec<_> = file.imported.keys.iter().map(|key| key.material.clone()).collect();
        let whole = guessed_secret_keys(&file.bytes, &file_name(path), ids)?;
        file.imported.keys.extend(whole.into_iter().filter(|key| !known.contains(&key.material)));
        file.imported.notes.push("the whole line is tried as a secret as well".to_owned());
    }
    // That a text is taken for a secret needs no words where it was asked for nothing else.
    if is_alone && file.imported.secret.is_none() {
        key_place::mark_place(file.imported.keys.iter_mut(), path);
    } else {
        file.mark(now);
        file.tell(key_place::words(file.imported.keys.iter(), true));
    }
    Ok(KeysOfFile::new(std::mem::take(&mut file.imported.keys), &file.imported, path))
}

/// The one key of a file that is meant: the only one, or the only one that fits.
pub(in crate::cli) fn one_key(
    path: &Path,
    passphrase: Option<&Passphrase>,
    ids: &mut KeyIds,
    fits: impl Fn(&Jwk) -> bool,
    for_secrets: &str,
) -> Result<Jwk, SourceError> {
    let file = KeyFile::read(path, passphrase, PASSPHRASE, AS_SECRET, ids)?;
    let failed = |problem: String| SourceError::UnfitKey { name: input::name(path), problem };
    file.tell([]);
    // A secret can be read in several ways, and a token made with the wrong one is worth nothing. The value of the variable
    // that is meant is text, and is what was just said.
    if file.is_secret() {
        let is_meant = |key: &Jwk| {
            let secret = file.imported.secret.as_ref();
            matches!((&key.material, secret), (KeyMaterial::Oct(own), Some(secret)) if own == secret) && fits(key)
        };
        if let Some(key) = file.imported.keys.iter().find(|key| is_meant(key)) {
            complain_of_others(&file.imported, &input::name(path));
            return Ok(key.clone());
        }
        if let Some(problem) = several(&file.imported) {
            return Err(failed(problem));
        }
        return Err(failed(format!("this is not a key but may be a secret: {for_secrets}")));
    }
    let mut keys = file.imported.keys;
    let is_public = !keys.iter().any(Jwk::is_private);
    if keys.len() > 1 {
        keys.retain(|key| fits(key));
        if keys.len() > 1 {
            return Err(failed(format!("{} of its keys fit: put the one you mean into a file of its own", keys.len())));
        }
    }
    let unfit = if is_public { "all of its keys are public: load the private ones" } else { "none of its keys fits" };
    keys.pop().ok_or_else(|| failed(unfit.to_owned()))
}

/// A file of another program: what makes keys of it, at the end of the line as it can be run, and what to do with them.
fn foreign(format: ForeignFormat, problem: &KeyProblem, path: &Path, argument: &str) -> String {
    let Some(conversion) = format.conversion().filter(|_| !input::is_stdin(path)) else { return words(problem) };
    let new = quoted(&path.with_extension(conversion.extension()));
    let passphrase = if conversion.gives_pkcs12() { format!(", with {argument}-env NAME") } else { String::new() };
    let advice = format!(
        "To use {new} instead{passphrase}, convert it{}: {}",
        conversion.condition(),
        conversion.command(&quoted(path), &new)
    );
    Words { advice, ..speech::key_error::problem(problem) }.joined()
}

/// A name as a shell takes it.
fn quoted(path: &Path) -> String {
    let name = path.display().to_string();
    let is_plain = |character: char| character.is_alphanumeric() || "._-/+@%:,".contains(character);
    if !name.is_empty() && name.chars().all(is_plain) { name } else { format!("'{}'", name.replace('\'', "'\\''")) }
}

/// What a key of the file is said to come from.
fn file_name(path: &Path) -> String {
    if input::is_stdin(path) {
        return input::name(path);
    }
    // What the shell has opened, `<(…)`, has a number for a name.
    if path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd") {
        return "a pipe".to_owned();
    }
    path.file_name().unwrap_or(path.as_os_str()).display().to_string()
}

/// What to do with a secret where there is an option for one.
const AS_SECRET: &str = "to use this as a secret, pass it with --secret-file";

/// A file that is no key; what to do where it may be a secret; empty: nothing.
fn not_a_key(problem: &KeyProblem, for_secrets: &str) -> String {
    let read = "Jotsmith reads PEM, DER, PKCS#12, OpenSSH, PuTTY, JWK, JWK Sets, certificates and plain secrets";
    let advice = if for_secrets.is_empty() { read.to_owned() } else { format!("{read}; {for_secrets}") };
    speech::key_error::problem(problem).advising(advice).joined()
}

/// A problem and what to do about it, by the options that do it.
pub(super) fn words(problem: &KeyProblem) -> String {
    let words = speech::key_error::problem(problem);
    let advice = match problem.error {
        KeyError::Variables(_) => {
            return format!("{}: with --secret-env NAME, or in a file of its own", words.joined());
        }
        KeyError::Empty => "Pass the file that contains the key",
        KeyError::NotAKey => return not_a_key(problem, AS_SECRET),
        KeyError::NotInEncoding(_) => "Pass another --secret-encoding, or leave it out",
        KeyError::OtherKeyNeeded(_) => "Decrypt it with that key first: jotsmith decrypt FILE --key KEY",
        KeyError::Placeholder | KeyError::VariableEmpty(_) => "Set the variable, or pass the file that holds the key",
        _ => return words.joined(),
    };
    words.advising(advice).joined()
}
