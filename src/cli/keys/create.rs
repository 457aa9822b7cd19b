//! `jotsmith keys create` and `passphrase`.

use super::arguments::{ChangeArguments, CreateArguments};
use super::error::{KeysError, after, print_after};
use super::writing::Writing;
use crate::cli::source::passphrase::Passphrase;
use crate::cli::source::print::{complain, hand_over};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::KeyIds;
use crate::engine::keyring::Form;
use crate::engine::text::escape::escaped;

pub(super) fn create(arguments: &CreateArguments) -> Result<(), KeysError> {
    let name = &arguments.name;
    let form = if arguments.public { Form::Public } else { Form::Encrypted };
    let given = Passphrase::of(arguments.passphrase.origin())?;
    let passphrase = match given {
        _ if form == Form::Public => None,
        _ if arguments.generate_passphrase => Some(shown()?),
        None => Passphrase::ask_new(&format!("Passphrase of the new keyring {name}"))?,
        Some(given) => Some(given.repeated()?),
    };
    if form == Form::Encrypted && passphrase.is_none() {
        return Err(KeysError::PassphraseNeeded { argument: "--passphrase" });
    }
    Writing::create(name, form, passphrase, arguments.weak)?.save()?;
    let done = format!("keyring {name} created");
    if arguments.generate_passphrase {
        // Standard output has the passphrase alone.
        complain(&done);
        return Ok(());
    }
    print_after(&done, format!("{}\n", escaped(&done)).as_bytes())
}

/// A new passphrase that somebody has by now: a keyring that nobody can open is worth nothing.
fn shown() -> Result<Passphrase, KeysError> {
    let passphrase = Passphrase::generated()?;
    let line = SecretBytes::new([passphrase.bytes().expose(), b"\n"].concat());
    hand_over(line.expose(), "the new passphrase")?;
    Ok(passphrase)
}

pub(super) fn change_passphrase(arguments: &ChangeArguments) -> Result<(), KeysError> {
    let name = &arguments.name;
    let mut ids = KeyIds::default();
    let mut writing = Writing::begin(name, None, arguments.passphrase.origin(), arguments.trust, &mut ids)?;
    let new = match Passphrase::of(arguments.new_passphrase.origin())? {
        _ if arguments.generate_passphrase => Some(shown()?),
        None => Passphrase::ask_new(&format!("New passphrase of keyring {name}"))?,
        Some(given) => Some(given.repeated()?),
    };
    let new = new.ok_or(KeysError::PassphraseNeeded { argument: "--new-passphrase" })?;
    writing.seal_with(new, arguments.weak)?;
    writing.save()?;
    let done = format!("{name} has its new passphrase");
    if arguments.discard_older {
        let count = writing.discard_older().map_err(|error| after(&done, error))?;
        complain(&format!("deleted {count} older files of {name}"));
    } else if writing.older() > 0 {
        complain(&format!(
            "{} older files of {name} still open with the old passphrase; keys backups {name} --discard --yes deletes them",
            writing.older()
        ));
    }
    if arguments.generate_passphrase {
        complain(&done);
        return Ok(());
    }
    print_after(&done, format!("{}\n", escaped(&done)).as_bytes())
}
