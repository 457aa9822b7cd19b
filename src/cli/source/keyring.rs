//! Keyrings on the disk, opened without their lock.

use super::error::SourceError;
use super::passphrase::Passphrase;
use crate::engine::ground::limit::Limits;
use crate::engine::key::KeyIds;
use crate::engine::keyring::{Keyring, open};
use crate::store::keyring::KeyringFolder;

/// Where the keyrings are.
pub(in crate::cli) fn folder() -> Result<KeyringFolder, SourceError> {
    KeyringFolder::standard().ok_or(SourceError::NoFolder)
}

/// A keyring as it is on the disk.
pub(in crate::cli) fn read(
    name: &str,
    passphrase: Option<&Passphrase>,
    ids: &mut KeyIds,
) -> Result<Keyring, SourceError> {
    let bytes = folder()?.read(name).map_err(|error| SourceError::Load { name: name.to_owned(), error })?;
    opened(&bytes, name, passphrase, ids)
}

/// The keyring in these bytes.
pub(in crate::cli) fn opened(
    bytes: &[u8],
    name: &str,
    passphrase: Option<&Passphrase>,
    ids: &mut KeyIds,
) -> Result<Keyring, SourceError> {
    open(bytes, name, passphrase.map(|passphrase| &passphrase.bytes), &Limits::DEFAULT, ids)
        .map_err(|error| SourceError::Open { name: name.to_owned(), error })
}
