//! The keys of files, as `jotsmith keys` takes them.

use crate::cli::source::clock::clock;
use crate::cli::source::error::SourceError;
use crate::cli::source::key::KeyFile;
use crate::cli::source::passphrase::Passphrase;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::{Jwk, KeyIds};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// A key of a file, and the JSON that it came as.
pub(super) struct FileKey {
    pub(super) key: Arc<Jwk>,
    pub(super) text: Option<SecretBytes>,
}

/// The keys of a file; `argument` names the variable of its passphrase, and `for_secrets` says what to do with what may be a
/// secret.
pub(super) fn key_file(
    path: &Path,
    passphrase: Option<&Passphrase>,
    argument: &'static str,
    for_secrets: &str,
    ids: &mut KeyIds,
) -> Result<Vec<FileKey>, SourceError> {
    let mut file = KeyFile::read(path, passphrase, argument, for_secrets, ids)?;
    file.mark(clock());
    file.tell([]);
    let mut texts: HashMap<_, _> = file.imported.texts.into_iter().collect();
    let keys = file.imported.keys.into_iter();
    Ok(keys.map(|key| FileKey { text: texts.remove(&key.id), key: Arc::new(key) }).collect())
}
