//! `jotsmith keys add`.

use super::arguments::AddArguments;
use super::error::{KeysError, print_after};
use super::file::{FileKey, key_file};
use super::writing::Writing;
use crate::cli::source::clock::clock;
use crate::cli::source::passphrase::Passphrase;
use crate::cli::source::print::complain;
use crate::cli::source::{input, key_place};
use crate::engine::key::KeyIds;
use crate::engine::keyring::{AddError, EntryDetails, Form};
use std::collections::HashSet;

pub(super) fn add(arguments: &AddArguments) -> Result<(), KeysError> {
    let mut ids = KeyIds::default();
    let target = &arguments.target;
    let file_passphrase = Passphrase::of(arguments.file_passphrase.origin())?;
    let mut keys = Vec::new();
    for path in &arguments.files {
        let found = key_file(path, file_passphrase.as_ref(), "--file-passphrase", &mut ids)?;
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
    let form = if target.public { Form::Public } else { Form::Encrypted };
    let create = target.create.then_some((form, target.weak));
    let mut writing = Writing::begin(&target.keyring, create, target.passphrase.origin(), target.trust, &mut ids)?;
    let (mut added, mut known) = (0, 0);
    for FileKey { key, text } in &keys {
        match writing.keyring.add(key, text.as_ref(), clock()) {
            Ok(index) => {
                added += 1;
                let details = writing.keyring.entries().get(index).map(|entry| entry.details().clone());
                let mut details: EntryDetails = details.unwrap_or_default();
                details.issuer = arguments.issuer.clone().or(details.issuer);
                details.name = name.map(str::to_owned).or(details.name);
                writing.keyring.set_details(index, details);
            }
            Err(AddError::Already(_)) => known += 1,
            Err(error) => return Err(KeysError::Add(error)),
        }
    }
    if added > 0 {
        writing.save()?;
    }
    let known = if known > 0 { format!(", {known} already there") } else { String::new() };
    let done = if added > 0 { format!("{added} added to {}", target.keyring) } else { "nothing was added".to_owned() };
    print_after(&done, format!("{added} added{known}\n").as_bytes())
}
