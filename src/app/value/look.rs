//! How things look: runs of text, their roles and tones, icons, and the bytes of the box that they stand for.

/// A piece of text and what it is; its colour is chosen by the theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub role: Role,
}

impl Run {
    /// `text` as `role`.
    pub fn new(text: impl Into<String>, role: Role) -> Self {
        Self { text: text.into(), role }
    }
}

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    Plain,
    Weak,
    Strong,
    /// The name of a JSON member.
    Name,
    /// A JSON string.
    String,
    /// A JSON number.
    Number,
    /// `true`, `false`, `null`.
    Literal,
    /// Brackets, colons, commas, dots.
    Punctuation,
    /// Bytes in hexadecimal or base64url.
    Bytes,
    /// What is wrong, underlined.
    Fault,
    /// In one of the four tones.
    Tone(Tone),
}

/// How something stands. Always beside an icon and a word, never colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    Good,
    Warning,
    Bad,
    #[default]
    Neutral,
}

/// One of the drawn icons in `assets/icons`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the file of the same name")]
pub enum Icon {
    Inspect,
    Key,
    Settings,
    Paste,
    Open,
    Clear,
    Copy,
    Check,
    Cross,
    Warning,
    Info,
    Question,
    Lock,
    Unlock,
    Clock,
    Undo,
    Search,
    Sun,
    Moon,
    ChevronRight,
    ChevronDown,
    Plus,
    Trash,
    Eye,
    Unsigned,
    Export,
    Size,
    Timeline,
    Jump,
    Build,
    Redo,
    Compare,
    Desk,
}

/// Bytes of the token box's text, `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TextSpan {
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Which part of a token; each has its colour and underline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the standards' names")]
pub enum PartKind {
    Header,
    Payload,
    Signature,
    EncryptedKey,
    InitializationVector,
    Ciphertext,
    AuthenticationTag,
    AdditionalData,
    Unknown,
}

/// Most members that a table shows; the JSON mode shows them all.
pub(in crate::app) const TABLE_ROWS: usize = 1_000;

/// What is opened in the table of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MemberFold {
    /// The value, by its number in the document.
    pub node: usize,
    /// Where that is a string with JSON in it: the value within it, by its number there.
    pub inner: Option<usize>,
}
