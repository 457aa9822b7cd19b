//! What a file is chosen for, and what came of it.

/// What a file is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilePurpose {
    /// A token to read.
    Token,
    /// A key to add.
    Key,
    /// A certificate to trust.
    Anchor,
    /// The payload of a detached signature.
    Payload,
    /// The payload of a token that is made.
    BuildPayload,
    Keyring,
    /// What is expected of tokens.
    Policy,
    /// A list of words that a secret may be among: it is not read here, as it may be longer than the memory.
    WordList,
    /// A new file for keys that are handed out.
    Export,
    /// A new file for what the builder made.
    Save,
}

/// What came of choosing a file.
#[derive(Clone, Debug, PartialEq)]
pub enum FileAnswer {
    /// The dialog was closed without a choice.
    Cancelled,
    /// There is no file dialog on this system: a path must be typed.
    NoDialog,
    /// The file could not be read, or written; why.
    Unreadable(String),
    /// The file was written, in words.
    Written(String),
    /// The new file that was chosen, where one that is there may be replaced; or one that is read piece by piece.
    Place(std::path::PathBuf),
    Read(crate::app::value::FileBytes),
}
