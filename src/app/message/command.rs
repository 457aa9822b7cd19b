//! All that can happen, as values: clicks, keys, files, answers of the worker. One queue, and `update` is its only reader.

pub use super::anchor::AnchorCommand;
pub use super::builder::BuildCommand;
pub use super::builder::disclose::DiscloseCommand;
pub use super::builder::keep::KeepCommand;
pub use super::builder::member::{MemberChange, MemberCommand};
pub use super::desk::DeskCommand;
pub use super::export::ExportCommand;
pub use super::keyring::{KeyChoices, KeyIdChoice, KeyringCommand};
pub use super::policy::PolicyCommand;
pub use super::size::SizeCommand;
pub use crate::app::value::policy::PolicyText;

use super::guess::GuessCommand;
use super::kept::KeptCommand;
use super::key_file::KeyFileCommand;
use super::settings::SettingsCommand;
use super::share::ShareCommand;
use crate::app::value::assumption::Assumption;
use crate::app::value::{
    ChosenKey, CopyTarget, DrawerTab, FileBytes, KeyColumn, MemberFold, PaneMode, SecretReading, SecretText, TextSpan,
    ThemeChoice, TimeStyle, Workspace,
};

#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    // The token
    /// The text in the box was edited by hand.
    EditToken(String),
    /// A whole text was pasted: it replaces what is there, cleaned.
    PasteToken(String),
    /// A text was pasted in another workspace than Inspect, and no field took it.
    PasteHere(SecretText),
    /// The Paste button: ask the clipboard.
    RequestPaste,
    /// The Open… button: ask for a file with a token.
    OpenTokenFile,
    ClearToken,
    /// Take the clean-up, or the clearing, back.
    UndoToken,
    /// Show another of several tokens.
    ChooseCandidate(usize),
    /// Open a sample with its key.
    OpenSample(usize),
    /// Put back one layer that was taken off what was pasted, with what was taken off below it.
    UndoCleaning(usize),
    /// What was given for a key is a token: look into that.
    OpenAsToken(FileBytes),
    /// The token in the claim of this path takes the place of the one that it is in.
    TakeInner(String),
    /// What is in the token box is key material: make it a key and empty the box.
    MoveTokenToKeys,
    /// Something about the tokens at hand.
    Desk(DeskCommand),
    /// Files were dropped on the window.
    DropFiles {
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
    /// The same under a name.
    AddKeyAs(String, SecretText, SecretReading),
    /// Those that were chosen of several keys in the dialog.
    AddChosenKeys(SecretText, Vec<ChosenKey>),
    /// A passphrase for what asked for it.
    GivePassphrase(SecretText),
    /// Something about a key file that is not done with.
    KeyFile(KeyFileCommand),
    /// The *Use passphrase* button of a PBES2 token.
    OpenPassphrase,
    /// Remove keys, of the session or of a keyring.
    RemoveKeys(Vec<u64>),
    /// Put back what the removal of this number took; `None`: the last one.
    UndoRemoveKeys(Option<u64>),
    /// Show a key's detail.
    SelectKey(Option<u64>),
    /// Select these keys together; a range begins at the first.
    SelectKeys(Vec<u64>),
    /// Copy what is public of these keys: a JWK, or a JWK Set.
    CopyPublic(Vec<u64>),
    /// Sort the table of keys by a column; once more, backwards; and once more, no longer.
    SortKeys(KeyColumn),
    /// Show only the keys that have these words in any column.
    FilterKeys(String),

    /// Something about looking for the secret of the token.
    Guess(GuessCommand),

    /// Something about the certificates that are trusted.
    Anchor(AnchorCommand),

    // Keyrings
    Keyring(KeyringCommand),
    /// Something about tokens that keyrings keep.
    Kept(KeptCommand),

    // Looking
    Show(Workspace),
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
    /// Show or hide what is within a claim of the table.
    ToggleMember(MemberFold),
    /// Show the claims in the order of their names, or as they were written.
    SortClaims(bool),
    /// Fold or unfold a node of the header pane's JSON.
    ToggleHeaderFold(usize),
    /// Hold the token that is shown against the demands of this kind; `None`: of its own.
    ChooseKind(Option<String>),
    /// List no findings of this rule any more, for any token.
    Mute(String),
    /// List them again.
    Unmute(String),
    /// Show a tab of the drawer, and open it.
    SelectTab(DrawerTab),
    /// Something about the size of the token.
    Size(SizeCommand),
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
    SetTheme(ThemeChoice),
    /// The *Load payload file…* button of a detached signature.
    LoadPayloadFile,
    /// The *Type payload…* button of a detached signature: open the dialog.
    OpenPayload,
    /// The dialog's text is the payload, as it is.
    GivePayload(String),
    /// Run work that was refused for its price.
    DoItAnyway,
    /// Check the token under an assumption.
    Assume(Assumption),
    /// Take an assumption back.
    TakeBack(Assumption),
    /// Stop the work that is under way.
    CancelWork,

    // Handing on
    /// Put it on the clipboard.
    Copy(CopyTarget),
    /// Take the secret off the clipboard that was copied last.
    ClearClipboard,
    /// Something about what can be handed on.
    Export(ExportCommand),
    /// Something about tokens for others to see.
    Share(ShareCommand),

    /// Something happens in the builder.
    Build(BuildCommand),

    /// Something about the settings.
    Settings(SettingsCommand),

    // Dialogs and messages
    /// Open the list of shortcuts.
    OpenShortcuts,
    /// Open the command palette.
    OpenPalette,
    OpenAbout,
    /// Close whatever is in front.
    CloseDialog,
    /// A path was typed in place of the file dialog.
    GivePath(String),
    DismissNotice(u64),

    // Answers from outside
    /// Something outside has answered; see [`Answer`](super::job::Answer).
    Answer(Box<super::job::Answer>),
    /// The clock has moved on: Unix seconds.
    Tick(i64),
    /// So many seconds have gone by since the window opened, those in which the computer slept among them, whatever was done
    /// to the clock.
    Passed(i64),
}
