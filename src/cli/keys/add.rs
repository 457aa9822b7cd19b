//! `jotsmith keys add`.

use super::arguments::AddArguments;
use super::entry::tell_taken;
use super::error::{KeysError, print_after};
use super::file::{FileKey, key_file};
use super::writing::Writing;
use crate::cli::source::clock::clock;
use crate::cli::source::error::SourceError;
use crate::cli::source::input::Hidden;
use crate::cli::source::passphrase::Passphrase;
use crate::cli::source::print::complain;
use crate::cli::source::secret::{SecretEncoding, secret_keys};
use crate::cli::source::{input, key_place, named};
use crate::engine::ground::limit::Limits;
use crate::engine::key::KeyIds;
use crate::engine::key::names::Names;
use crate::engine::keyring::{AddError, EntryDetails, Form};
use crate::engine::speech;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

/// What to do with a file that is no key.
const OF_ADDING: &str = "to add it as a secret, pass --secret-encoding utf8";

pub(super) fn add(arguments: &AddArguments) -> Result<(), KeysError> {
    let mut ids = KeyIds::default();
    let target = &arguments.target;
    let file_passphrase = Passphrase::of(arguments.file_passphrase.origin())?;
    let mut keys = Vec::new();
    for path in &arguments.files {
        if let Some(encoding) = arguments.secret_encoding {
            keys.push(secret(path, encoding, &mut ids)?);
            continue;
        }
        let found = key_file(path, file_passphrase.as_ref(), "--file-passphrase", OF_ADDING, &mut ids)?;
        for words in key_place::words(found.iter().map(|key| &*key.key), false) {
            complain(&format!("{}: {words}", input::name(path)));
        }
        keys.extend(found);
    }
    // A certificate and the key that it is for are one.
    let count = keys.iter().map(|key| &key.key.thumbprint).collect::<HashSet<_>>().len();
    if arguments.name.is_some() && count > 1 {
        return Err(KeysError::NameForSeveral { count });
    }
    let name = arguments.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let mut changed = Vec::new();
    let form = if target.public { Form::Public } else { Form::Encrypted };
    let create = target.create.then_some((form, target.weak));
    let mut writing = Writing::begin(&target.keyring, create, target.passphrase.origin(), target.trust, &mut ids)?;
    let (mut added, mut joined, mut known) = (0, 0, 0);
    let mut names = Names::of(writing.keyring.keys().map(|key| &**key));
    for FileKey { key, text } in &keys {
        match writing.keyring.add_or_join(key, text.as_ref(), clock()) {
            Ok((index, is_joined)) => {
                if is_joined {
                    joined += 1;
                    let name = writing.keyring.entries().get(index).map(named::name).unwrap_or_default();
                    complain(&speech::key::one_with_certificate(&name));
                } else {
                    added += 1;
                }
                changed.push(key.thumbprint.clone());
                let details = writing.keyring.entries().get(index).map(|entry| entry.details().clone());
                let mut details: EntryDetails = details.unwrap_or_default();
                details.issuer = arguments.issuer.clone().or(details.issuer);
                // What a person typed is the name; what a file says may be said of several keys.
                details.name = match (name, details.name) {
                    (Some(name), _) => Some(name.to_owned()),
                    (None, said) => said.map(|said| names.take(&said, &key.thumbprint)),
                };
                writing.keyring.set_details(index, details);
            }
            Err(AddError::Already(_)) => known += 1,
            Err(error) => return Err(KeysError::Add(error)),
        }
    }
    if added + joined > 0 {
        writing.save()?;
        tell_taken(&writing.keyring, &changed);
    }
    let joined_words = if joined > 0 { format!(", {joined} joined with its other half") } else { String::new() };
    let known = if known > 0 { format!("{joined_words}, {known} already there") } else { joined_words };
    let done = if joined > 0 && added == 0 {
        format!("{joined} joined with its other half in {}", target.keyring)
    } else if added > 0 {
        format!("{added} added to {}", target.keyring)
    } else {
        "nothing was added".to_owned()
    };
    print_after(&done, format!("{added} added{known}\n").as_bytes())
}

/// The secret of a file, in its likeliest reading.
fn secret(path: &Path, encoding: SecretEncoding, ids: &mut KeyIds) -> Result<FileKey, SourceError> {
    let name = input::name(path);
    let bytes = input::read_secret_file(path, Limits::DEFAULT.key_file, Hidden::Secret)?;
    let readings = secret_keys(&bytes, &name, encoding, ids)?;
    if readings.len() > 1 {
        complain(&format!("{name}: the line break at its end is not part of the secret"));
    }
    let first = readings.into_iter().next();
    let key = first.ok_or_else(|| SourceError::BadSecret { name, problem: "nothing to read".to_owned() })?;
    Ok(FileKey { key: Arc::new(key), text: None })
}
