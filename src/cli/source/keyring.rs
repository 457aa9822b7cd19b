//! Keyrings on the disk: opened, and held against what this computer saw of them last.

use super::error::SourceError;
use super::passphrase::Passphrase;
use super::print::complain;
use crate::engine::ground::limit::Limits;
use crate::engine::key::{KeyIds, KeyRing};
use crate::engine::keyring::{Form, Keyring, OpenError, check_form, open, outline};
use crate::store::keyring::{KeyringFolder, digest};
use clap::Args;

/// What a person says of keyrings that are not as they were.
#[derive(Args, Clone, Copy)]
pub(in crate::cli) struct Trust {
    /// Use a keyring although it is not as this computer last saw it, or is not encrypted and new to this computer
    #[arg(long)]
    pub(in crate::cli) accept_changed_keyring: bool,

    /// Open a keyring although its key derivation costs more than is done without asking
    #[arg(long)]
    open_anyway: bool,
}

/// How often a passphrase can be typed.
const MOST_TRIES: usize = 3;

/// How often a file is read again that another program writes meanwhile.
const REREADS: usize = 5;

/// Where the keyrings are.
pub(in crate::cli) fn folder() -> Result<KeyringFolder, SourceError> {
    KeyringFolder::standard().ok_or(SourceError::NoFolder)
}

/// A keyring as it is on the disk, without its lock.
pub(in crate::cli) fn read(
    name: &str,
    passphrase: &mut Option<Passphrase>,
    trust: Trust,
    ids: &mut KeyIds,
) -> Result<Keyring, SourceError> {
    let folder = folder()?;
    let load = || folder.read(name).map_err(|error| SourceError::Load { name: name.to_owned(), error });
    let (mut form, mut bytes) = load()?;
    for _ in 0..REREADS {
        let opened = opened(&folder, name, form, &bytes, passphrase, trust, ids);
        if !matches!(opened, Err(SourceError::Changed { .. })) {
            return opened;
        }
        // Another program may have saved it since it was read: then it is what it is now that counts.
        let now = load()?;
        if now.1 == bytes {
            return opened;
        }
        (form, bytes) = now;
    }
    opened(&folder, name, form, &bytes, passphrase, trust, ids)
}

/// Adds what keyrings hold to the keys at hand: keys with their issuers, and trust anchors.
pub(in crate::cli) fn add(
    keys: &mut KeyRing,
    names: &[String],
    passphrase: &mut Option<Passphrase>,
    trust: Trust,
    ids: &mut KeyIds,
) -> Result<(), SourceError> {
    for name in names {
        let keyring = read(name, passphrase, trust, ids)?;
        for entry in keyring.entries() {
            let Ok(key) = entry.key() else { continue };
            if let Some(issuer) = &entry.details().issuer {
                keys.pin(key.id, issuer.as_str());
            }
            keys.push(key.clone());
        }
        keyring.trusted().for_each(|anchor| keys.trust(anchor));
    }
    Ok(())
}

/// The keyring in these bytes, whose file is called one of this form. Where no passphrase was given and one is needed, the
/// person is asked for it, which is then in `passphrase`.
pub(in crate::cli) fn opened(
    folder: &KeyringFolder,
    name: &str,
    form: Form,
    bytes: &[u8],
    passphrase: &mut Option<Passphrase>,
    trust: Trust,
    ids: &mut KeyIds,
) -> Result<Keyring, SourceError> {
    let keyring = unsealed(name, form, bytes, passphrase, trust, ids)?;
    if let Some(words) = folder.exposure(name) {
        complain(&format!("warning: keyring {name}: {words}"));
    }
    let digest = digest(bytes);
    let noted = match folder.change(name, &keyring, digest) {
        None => folder.notice(name, &keyring, digest),
        Some(change) if trust.accept_changed_keyring => {
            complain(&format!("keyring {name}: accepted, although {change}"));
            folder.remember(name, &keyring, digest)
        }
        Some(change) => return Err(SourceError::Changed { name: name.to_owned(), change }),
    };
    if let Err(why) = noted {
        complain(&format!("warning: keyring {name}: {why}"));
    }
    Ok(keyring)
}

/// The same, whatever this computer saw of it last: a backup, or what a save left.
pub(in crate::cli) fn unsealed(
    name: &str,
    form: Form,
    bytes: &[u8],
    passphrase: &mut Option<Passphrase>,
    trust: Trust,
    ids: &mut KeyIds,
) -> Result<Keyring, SourceError> {
    // One that is called public may be encrypted since.
    let is_encrypted = form == Form::Encrypted || outline(bytes).is_ok_and(|outline| outline.form == Form::Encrypted);
    let mut limits = Limits::DEFAULT;
    if trust.open_anyway {
        limits.pbes2_iterations = limits.pbes2_iterations_ceiling;
    }
    let mut tries = 0;
    loop {
        let given = passphrase.as_ref().filter(|_| is_encrypted);
        let opened =
            check_form(bytes, form).and_then(|()| open(bytes, name, given.map(Passphrase::bytes), &limits, ids));
        let error = match opened {
            Ok(mut keyring) => {
                // What its file is called counts, and not what it was called when it was sealed.
                keyring.rename(name);
                return Ok(keyring);
            }
            Err(error) => error,
        };
        let is_typed = passphrase.as_ref().is_some_and(Passphrase::is_typed);
        let may_be_asked = match error {
            OpenError::PassphraseNeeded => passphrase.is_none(),
            OpenError::WrongPassphraseOrDamaged => is_typed,
            _ => false,
        };
        tries += 1;
        let asked = if may_be_asked && tries <= MOST_TRIES {
            if is_typed {
                complain(&format!("keyring {name}: {error}"));
            }
            Passphrase::ask(&format!("Passphrase of keyring {name}"))?
        } else {
            None
        };
        match asked {
            Some(asked) => *passphrase = Some(asked),
            None => return Err(SourceError::Open { name: name.to_owned(), error }),
        }
    }
}
