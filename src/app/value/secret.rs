//! Texts and files that may be secret: wiped when dropped, never printed.

use crate::engine::keyring::guess;
use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Text that may be secret: wiped when dropped, never printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// Takes the text over.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// A passphrase of six words, chosen by chance; `None` where there is no randomness.
    pub fn generated() -> Option<Self> {
        let words = guess::generate()?;
        std::str::from_utf8(words.expose()).ok().map(|words| Self::new(words.to_owned()))
    }

    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[secret, {} bytes]", self.0.len())
    }
}

/// Bytes of a file that may hold a key: wiped when the last that holds them is dropped, never printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FileBytes {
    /// The file's name, for a person.
    pub name: String,
    /// Whether other users of this computer can read it.
    pub is_open_to_others: bool,
    /// Who makes copies of it elsewhere: "Dropbox".
    pub carrier: Option<&'static str>,
    bytes: Arc<Zeroizing<Vec<u8>>>,
}

impl FileBytes {
    /// What they are called where they were pasted and wait for a passphrase.
    pub const PASTED: &'static str = "the pasted key";

    /// Whether their name is that of a file.
    pub(in crate::app) fn is_file(&self) -> bool {
        ![Self::PASTED, crate::engine::key::PASTED, ""].contains(&self.name.as_str())
    }

    /// A file's name and its bytes.
    pub fn new(name: String, bytes: Vec<u8>) -> Self {
        Self { name, is_open_to_others: false, carrier: None, bytes: Arc::new(Zeroizing::new(bytes)) }
    }

    /// The same under another name.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        Self { name: name.to_owned(), ..self }
    }

    /// The same, of a file that other users of this computer can read, or cannot.
    #[must_use]
    pub fn open_to_others(self, is_open_to_others: bool) -> Self {
        Self { is_open_to_others, ..self }
    }

    /// The same, of a file in a folder that is copied elsewhere, by whom; or in one that is not.
    #[must_use]
    pub fn carried_by(self, carrier: Option<&'static str>) -> Self {
        Self { carrier, ..self }
    }

    /// The bytes themselves.
    pub fn expose(&self) -> &[u8] {
        &self.bytes
    }
}

impl fmt::Debug for FileBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} [{} bytes]", self.name, self.bytes.len())
    }
}

/// How the text of a secret is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SecretReading {
    /// As a key if it is one, else as UTF-8.
    #[default]
    Automatic,
    /// The text's own bytes.
    Utf8,
    /// Standard base64.
    Base64,
    /// base64url.
    Base64Url,
    Hex,
}

/// One of several keys in a text that is being pasted: nothing of the key itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundKey {
    /// What it would be called; may be empty.
    pub name: String,
    /// "RSA 2048 bits", "secret of 32 bytes".
    pub kind: String,
    /// Where in the text: "PEM, PKCS#8", "secret, value of JWT_SECRET".
    pub format: String,
    pub is_private: bool,
}

/// One that was chosen of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenKey {
    /// Its place among those that were found.
    pub index: usize,
    /// What the person calls it; empty: as before.
    pub name: String,
}
