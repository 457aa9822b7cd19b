//! Where a keyring is remembered: under a name that says nothing, of its place and of what that is called.

use crate::engine::crypto::digest::sha256;
use crate::store::{atomic, regular};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The names of the records of a place, without the folder.
pub(super) struct Records {
    /// Of where it really is, links resolved.
    pub(super) real: String,
    /// Of what it is called, which counts where that is another path, or was.
    pub(super) called: String,
    /// Whether it is another path now.
    pub(super) is_link: bool,
    /// Of the latter where it is no link, and as an earlier Jotsmith named it.
    pub(super) earlier: Option<String>,
}

impl Records {
    /// Named by digests: the names of keyrings are in their own folder alone.
    pub(super) fn of(place: &Path) -> Option<Self> {
        // Keeps `..`: what is before it may be a link.
        let absolute = std::path::absolute(place).ok()?;
        let lexical = lexical(&absolute);
        let real = resolved(&absolute);
        let bytes = |path: &Path| path.as_os_str().as_encoded_bytes().to_vec();
        let is_link = real != lexical;
        Some(Self {
            called: name_of(b"called", &bytes(&lexical)),
            is_link,
            // The same path may really be another place.
            earlier: (is_link && resolved(&lexical) == real).then(|| name_of(b"", &bytes(&lexical))),
            real: name_of(b"", &bytes(&real)),
        })
    }
}

/// The name of a record, by what it is of.
pub(super) fn name_of(kind: &[u8], of: &[u8]) -> String {
    let digest = if kind.is_empty() { sha256(of) } else { sha256(&[kind, b"\0", of].concat()) };
    data_encoding::HEXLOWER.encode(&digest)
}

/// A path as it is written, without `.` and `..`.
fn lexical(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            // Above the root there is nothing.
            Component::ParentDir => drop(out.pop()),
            other => out.push(other),
        }
    }
    out
}

/// Where a path leads. The keyring itself may be a link, and is what it is called; its folder need not be there.
fn resolved(path: &Path) -> PathBuf {
    let Some(folder) = path.parent() else { return lexical(path) };
    let found = folder.ancestors().find_map(|above| Some((above, std::fs::canonicalize(above).ok()?)));
    let joined = found.and_then(|(above, real)| Some(real.join(path.strip_prefix(above).ok()?)));
    lexical(joined.as_deref().unwrap_or(path))
}

pub(super) fn save(path: &Path, record: &impl Serialize) -> Result<(), String> {
    let text = serde_json::to_vec(record).map_err(|error| error.to_string())?;
    atomic::write(path, &text).map_err(|error| {
        format!(
            "what this computer knows of the keyring was not saved ({}), so a replaced keyring may not be noticed. \
             Correct the permissions of {}",
            regular::reason(&error),
            path.parent().unwrap_or(path).display()
        )
    })
}

/// `None` where there is none; what cannot be read is an error, in words.
pub(super) fn load<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, String> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("{}: {}", path.display(), regular::reason(&error))),
    };
    serde_json::from_slice(&bytes).map(Some).map_err(|_| {
        let what = if bytes.is_empty() { "is empty" } else { "is damaged" };
        format!("{} {what}", path.display())
    })
}
