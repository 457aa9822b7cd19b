//! All that can happen, as values: clicks, keys, files, answers of the worker. One queue, and `update` is its only reader.

pub use super::build::command::BuildCommand;
pub use super::build::disclose::DiscloseCommand;
pub use super::build::keep::KeepCommand;
pub use super::build::member::{MemberChange, MemberCommand};
pub use super::keyring::command::{KeyChoices, KeyIdChoice, KeyringCommand};
pub use super::policy::{PolicyCommand, PolicyText};
use super::view::{CopyTarget, DrawerTab, PaneMode, TextSpan, ThemeChoice, TimeStyle, Workspace};
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

    /// The text itself.
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

/// What happens to key files that are not done with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFileCommand {
    /// Leave the file that asks for a passphrase, and go on with the next.
    Skip,
    /// Stop reading the file of this number.
    Stop(u64),
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
    /// Hexadecimal.
    Hex,
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    // The token
    /// The text in the box was edited by hand.
    EditToken(String),
    /// A whole text was pasted: it replaces what is there, cleaned.
    PasteToken(String),
    /// The Paste button: ask the clipboard.
    RequestPaste,
    /// The Open… button: ask for a file with a token.
    OpenTokenFile,
    /// Empty the box.
    ClearToken,
    /// Take the clean-up, or the clearing, back.
    UndoToken,
    /// Show another of several tokens.
    ChooseCandidate(usize),
    /// Open a sample with its key.
    OpenSample(usize),
    /// What is in the token box is key material: make it a key and empty the box.
    MoveTokenToKeys,
    /// Files were dropped on the window.
    DropFiles {
        /// What they are.
        files: Vec<FileBytes>,
        /// Why others could not be read.
        unread: Vec<String>,
    },

    // Keys
    /// The *Load key file…* button.
    LoadKeyFile,
    /// The *Paste key* button: open the dialog.
    OpenAddKey,
    /// The dialog's text changed: what could it be?
    PreviewKey(SecretText, SecretReading),
    /// The dialog's OK.
    AddKey(SecretText, SecretReading),
    /// A passphrase for what asked for it.
    GivePassphrase(SecretText),
    /// Something about a key file that is not done with.
    KeyFile(KeyFileCommand),
    /// The *Use passphrase* button of a PBES2 token.
    OpenPassphrase,
    /// Remove a key of the session.
    RemoveKey(u64),
    /// Put the removed one back.
    UndoRemoveKey,
    /// Show a key's detail.
    SelectKey(Option<u64>),

    // Keyrings
    /// Something about keyrings.
    Keyring(KeyringCommand),

    // Looking
    /// Switch workspace.
    Show(Workspace),
    /// Show a layer.
    SelectLayer(usize),
    /// Show a signature or recipient.
    SelectEntry(usize),
    /// Switch the header pane's mode.
    HeaderMode(PaneMode),
    /// Switch the claims pane's mode.
    ClaimsMode(PaneMode),
    /// Switch the signature pane's mode.
    SignatureMode(PaneMode),
    /// Fold or unfold a node of the claims pane's JSON.
    ToggleFold(usize),
    /// Fold or unfold a node of the header pane's JSON.
    ToggleHeaderFold(usize),
    /// Show a tab of the drawer, and open it.
    SelectTab(DrawerTab),
    /// Open or fold the drawer.
    ToggleDrawer,
    /// Something that stands for these bytes of the token is hovered.
    Hover(Option<TextSpan>),
    /// How times are shown.
    SetTimeStyle(TimeStyle),
    /// Seconds by which clocks may differ.
    SetLeeway(u64),
    /// What is expected of a token.
    Policy(PolicyCommand),
    /// Open the dialog that sets the clock.
    OpenSetClock,
    /// Judge as of this time: Unix seconds or a date; empty text: the real clock.
    SetClock(String),
    /// Light, dark, system.
    SetTheme(ThemeChoice),
    /// The *Load payload file…* button of a detached signature.
    LoadPayloadFile,
    /// The *Type payload…* button of a detached signature: open the dialog.
    OpenPayload,
    /// The dialog's text is the payload, as it is.
    GivePayload(String),
    /// Run work that was refused for its price.
    DoItAnyway,
    /// Stop the work that is under way.
    CancelWork,

    // Handing on
    /// Put it on the clipboard.
    Copy(CopyTarget),

    /// Something happens in the builder.
    Build(BuildCommand),

    // Dialogs and messages
    /// Open the list of shortcuts.
    OpenShortcuts,
    /// Open the command palette.
    OpenPalette,
    /// Open About.
    OpenAbout,
    /// Close whatever is in front.
    CloseDialog,
    /// A path was typed in place of the file dialog.
    GivePath(String),
    /// Close a message.
    DismissNotice(u64),

    // Answers from outside
    /// Something outside has answered; see `app::job::Answer`.
    Answer(Box<super::job::Answer>),
    /// The clock has moved on: Unix seconds.
    Tick(i64),
}
