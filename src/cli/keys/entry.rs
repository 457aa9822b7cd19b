//! `jotsmith keys show`, `remove`, `note`, `pin`, `rename`, `passphrase` and `import`: what the window does with a keyring.

use super::arguments::{
    ImportArguments, NoteArguments, OneKey, PinArguments, RemoveArguments, RenameArguments, ShowArguments,
};
use super::error::KeysError;
use super::list::described;
use super::writing::Writing;
use crate::cli::source::error::SourceError;
use crate::cli::source::named::{is_meant, name, short_thumbprint};
use crate::cli::source::passphrase::{Passphrase, check_used};
use crate::cli::source::print::{complain, print};
use crate::cli::source::{input, keyring};
use crate::engine::key::KeyIds;
use crate::engine::keyring::{EntryDetails, Form, Keyring, KeyringEntry, MOST_BYTES, outline};
use crate::engine::text::escape::escaped;
use crate::store::keyring::SaveError;
use std::collections::{HashMap, HashSet};

/// Says of keys that they are called like others of their keyring, where either can be meant by that.
pub(super) fn tell_taken(keyring: &Keyring, thumbprints: &[String]) {
    let mut owners: HashMap<&str, HashSet<&str>> = HashMap::new();
    let labels = |entry: &'_ KeyringEntry| -> Vec<String> {
        let key_id = entry.key().ok().and_then(|key| key.key_id.clone());
        key_id.into_iter().chain(entry.details().name.clone()).collect()
    };
    let all: Vec<(Vec<String>, &str)> = keyring
        .entries()
        .iter()
        .filter_map(|entry| Some((labels(entry), entry.key().ok()?.thumbprint.as_str())))
        .collect();
    for (labels, thumbprint) in &all {
        for label in labels {
            owners.entry(label).or_default().insert(thumbprint);
        }
    }
    let changed: HashSet<&str> = thumbprints.iter().map(String::as_str).collect();
    let mut told = HashSet::new();
    for (labels, _) in all.iter().filter(|(_, thumbprint)| changed.contains(thumbprint)) {
        for label in labels {
            let count = owners.get(label.as_str()).map_or(0, HashSet::len);
            if count > 1 && told.insert(label.as_str()) {
                let others = if count == 2 { "another key".to_owned() } else { format!("{} other keys", count - 1) };
                let verb = if count == 2 { "is" } else { "are" };
                complain(&format!(
                    "warning: {others} of keyring {} {verb} called {}, too: choose between them by the thumbprint",
                    escaped(keyring.name()),
                    escaped(label)
                ));
            }
        }
    }
}

/// The one entry that a person means, by its place.
fn place(keyring: &str, entries: &[KeyringEntry], wanted: &str) -> Result<usize, KeysError> {
    let found: Vec<usize> =
        entries.iter().enumerate().filter(|(_, entry)| is_meant(entry, wanted)).map(|(index, _)| index).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(KeysError::NoSuchKey { key: wanted.to_owned(), keyring: keyring.to_owned() }),
        several => {
            let keys = several.iter().filter_map(|index| entries.get(*index)?.key().ok());
            let thumbprints = keys.filter_map(|key| short_thumbprint(key)).collect();
            Err(KeysError::SeveralKeys { name: wanted.to_owned(), count: several.len(), thumbprints })
        }
    }
}

pub(super) fn show(arguments: &ShowArguments) -> Result<(), KeysError> {
    let OneKey { key, keyring, passphrase, trust } = &arguments.which;
    let mut passphrase = Passphrase::of(passphrase.origin())?;
    let name = keyring;
    let keyring = keyring::read(name, &mut passphrase, *trust, &mut KeyIds::default())?;
    check_used(passphrase.as_ref())?;
    let index = place(name, keyring.entries(), key)?;
    let Some(entry) = keyring.entries().get(index) else { return Ok(()) };
    Ok(print(described(name, entry, arguments.json).as_bytes())?)
}

fn begin(which: &OneKey) -> Result<(Writing, usize), KeysError> {
    let mut ids = KeyIds::default();
    let writing = Writing::begin(&which.keyring, None, which.passphrase.origin(), which.trust, &mut ids)?;
    let index = place(&which.keyring, writing.keyring.entries(), &which.key)?;
    Ok((writing, index))
}

pub(super) fn remove(arguments: &RemoveArguments) -> Result<(), KeysError> {
    let (mut writing, index) = begin(&arguments.which)?;
    let Some(entry) = writing.keyring.remove(index) else { return Ok(()) };
    writing.save()?;
    let ring = escaped(&arguments.which.keyring).into_owned();
    Ok(print(format!("{} removed from {ring}; its backup still has it\n", name(&entry)).as_bytes())?)
}

/// Changes what is known about a key besides the key.
fn change(which: &OneKey, change: impl FnOnce(&mut EntryDetails)) -> Result<String, KeysError> {
    let (mut writing, index) = begin(which)?;
    let details = writing.keyring.entries().get(index).map(|entry| entry.details().clone());
    let mut details = details.unwrap_or_default();
    change(&mut details);
    writing.keyring.set_details(index, details);
    let entry = writing.keyring.entries().get(index);
    let words = entry.map(name).unwrap_or_default();
    let thumbprint = entry.and_then(|entry| entry.key().ok()).map(|key| key.thumbprint.clone());
    writing.save()?;
    tell_taken(&writing.keyring, thumbprint.as_slice());
    Ok(words)
}

fn said(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

pub(super) fn note(arguments: &NoteArguments) -> Result<(), KeysError> {
    let new = said(&arguments.name);
    let is_gone = new.is_none();
    let words = change(&arguments.which, |details| details.name = new)?;
    let what = if is_gone { "has no name of its own any more" } else { "is its name now" };
    Ok(print(format!("{words} {what}\n").as_bytes())?)
}

pub(super) fn pin(arguments: &PinArguments) -> Result<(), KeysError> {
    let issuer = said(&arguments.issuer);
    let words = change(&arguments.which, |details| details.issuer.clone_from(&issuer))?;
    let what = match issuer {
        Some(issuer) => format!("is pinned to issuer {}", escaped(&issuer)),
        None => "is pinned to no issuer".to_owned(),
    };
    Ok(print(format!("{words} {what}\n").as_bytes())?)
}

pub(super) fn rename(arguments: &RenameArguments) -> Result<(), KeysError> {
    let folder = keyring::folder()?;
    let load = |error| SourceError::Load { name: arguments.name.clone(), error };
    let (mut file, _) = folder.open(&arguments.name).map_err(load)?;
    if let Some(why) = file.read_only() {
        return Err(SaveError::ReadOnly(why).into());
    }
    folder.rename(&mut file, &arguments.new_name)?;
    let (old, new) = (escaped(&arguments.name), escaped(&arguments.new_name));
    Ok(print(format!("{old} is called {new} now\n").as_bytes())?)
}

pub(super) fn import(arguments: &ImportArguments) -> Result<(), KeysError> {
    let bytes = input::read_file(&arguments.file, MOST_BYTES)?;
    let file_name = input::name(&arguments.file);
    let unusable = |error| KeysError::NoKeyringFile { name: file_name.clone(), error };
    let form = outline(&bytes).map_err(unusable)?.form;
    if form == Form::Public {
        let opened = crate::engine::keyring::open(
            &bytes,
            "",
            None,
            &crate::engine::ground::limit::Limits::DEFAULT,
            &mut KeyIds::default(),
        );
        if opened.is_ok_and(|keyring| keyring.holds_private_keys()) {
            return Err(KeysError::PrivateInClear { name: file_name });
        }
    }
    let name = match &arguments.name {
        Some(name) => name.clone(),
        None => arguments.file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default(),
    };
    let folder = keyring::folder()?;
    let mut file = folder.create(&name, form)?;
    if let Some(notice) = folder.import(&mut file, &bytes)?.notice {
        complain(&notice);
    }
    Ok(print(format!("{} is among the keyrings\n", escaped(&name)).as_bytes())?)
}
