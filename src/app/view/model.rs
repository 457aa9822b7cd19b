//! What the window shows, as plain values: no engine type, no secret, no toolkit.

use super::builder;
use super::checklist::ChecklistView;
use super::compare::CompareView;
use super::desk::DeskView;
use super::export::{ExportPane, ExportRow};
use super::guess::GuessView;
use super::keyring::{HandOut, KeyringNote, KeyringRow};
use super::keyring_dialog::{KeyringDialogView, PasswordView};
use super::palette::Named;
use super::policy::PolicyView;
use super::rows::RowList;
use super::settings::SettingsView;
use super::share::ShareView;
use crate::app::message::command::Command;
use crate::app::message::notice::{Action, Notice};
use crate::app::value::{
    CopyTarget, DrawerTab, FoundKey, Icon, KeyOrder, MemberFold, PaneMode, PartKind, Run, TextSpan, ThemeChoice,
    TimeStyle, Tone, Workspace,
};
use std::sync::Arc;

/// All that is on the screen.
#[derive(Clone, Debug)]
pub struct View {
    /// Which workspace is shown.
    pub workspace: Workspace,
    /// Light, dark, or as the system has it.
    pub theme: ThemeChoice,
    pub token: TokenBox,
    /// The tokens at hand.
    pub desk: DeskView,
    /// Two of them side by side, in place of the panes.
    pub compare: Option<CompareView>,
    /// Shown in place of the panes while there is no token.
    pub empty: Option<EmptyState>,
    /// Shown in place of the panes while there is a text, and no token in it.
    pub instead: Option<Message>,
    pub verdict: VerdictStrip,
    /// The layers, outermost first; empty when there is one alone.
    pub layers: Vec<Crumb>,
    pub header: Pane,
    pub claims: Pane,
    pub signature: SignaturePane,
    /// What lies below the panes.
    pub drawer: Drawer,
    pub status: StatusBar,
    pub keys: KeysView,
    pub build: builder::BuildView,
    /// A window in front of everything, if any.
    pub dialog: Option<Dialog>,
    /// Short messages that go away by themselves, newest last.
    pub notices: Vec<Notice>,
    /// The bytes of the token box's text to light up, because something that stands for them is hovered.
    pub lit: Option<TextSpan>,
    /// What was copied within the last half second, so that its button can confirm it.
    pub just_copied: Option<CopyTarget>,
    /// Whether files are being dragged over the window.
    pub drop_hint: Option<String>,
}

impl View {
    /// What the window is called: the verdict, so that a task bar and a screen reader tell it. Nothing of the token.
    pub fn title(&self) -> String {
        if self.empty.is_some() || self.verdict.word.is_empty() {
            return "Jotsmith".to_owned();
        }
        format!("{} · Jotsmith", self.verdict.word)
    }
}

#[derive(Clone, Debug, Default)]
pub struct TokenBox {
    /// The text as it stands in the box.
    pub text: Arc<str>,
    /// Rises whenever `text` was changed by anything but typing in the box.
    pub revision: u64,
    /// Short enough to edit in place; else it is shown as read-only rows.
    pub editable: bool,
    /// The coloured parts, in order, without overlaps. What lies between is punctuation.
    pub parts: Vec<TokenPart>,
    /// The exact bytes that are wrong.
    pub faults: Vec<TokenFault>,
    /// What was removed from what was pasted: "\"Bearer \" and 2 line breaks removed"; `None`: nothing.
    pub cleaned: Option<String>,
    /// What was taken off, one by one, where that is more than one thing: each can be put back.
    pub steps: Vec<String>,
    /// Whether the clean-up can be taken back.
    pub can_undo: bool,
    /// Several tokens in one text: their names, and which one is shown.
    pub candidates: Vec<String>,
    /// Index into `candidates`.
    pub candidate: usize,
    /// Where the one that is shown stands in the text.
    pub chosen: Option<TextSpan>,
    /// "The text is a PEM private key" and a button to move it to the keys.
    pub offer: Option<Offer>,
    /// Work is under way that has taken longer than 150 ms.
    pub busy: bool,
}

/// A button that does something about what is in the token box.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    pub text: String,
    /// What the button says.
    pub action: String,
    /// What the button does.
    pub command: Command,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenPart {
    /// Its bytes in the box's text.
    pub span: TextSpan,
    pub kind: PartKind,
    /// "Header, 61 characters".
    pub label: String,
}

/// Bytes that are wrong, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenFault {
    pub span: TextSpan,
    pub message: String,
}

/// What the window shows when there is no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmptyState {
    /// One line on what to do.
    pub title: String,
    /// Two or three lines more.
    pub lines: Vec<String>,
    pub samples: Vec<Sample>,
}

/// A token to try, with its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    pub name: String,
    pub description: String,
    /// Index for [`Command::OpenSample`](crate::app::message::command::Command::OpenSample).
    pub index: usize,
}

/// The one sentence on the token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerdictStrip {
    pub tone: Tone,
    pub icon: Option<Icon>,
    /// "Valid", "Expired 3 h ago", "Not checked", "Encrypted" …
    pub word: String,
    /// Why: "signature verified with ES256 by key \"prod-2026\"".
    pub detail: String,
    /// "expires in 11 min 20 s"; empty when there is nothing of the kind.
    pub time: String,
    /// How the time stands.
    pub time_tone: Tone,
    /// What to do now, as buttons.
    pub actions: Vec<Action>,
    /// What it rests on that nobody but the person says.
    pub assumed: Vec<Assumed>,
    /// An older verdict, shown dimmed while the new one is computed.
    pub stale: bool,
}

/// An assumption that the verdict rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumed {
    /// In a sentence.
    pub text: String,
    /// As a picture.
    pub icon: Icon,
    /// Takes it back.
    pub undo: Action,
}

/// One layer in the breadcrumb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// "JWE", "JWS".
    pub label: String,
    pub tone: Tone,
    /// Whether it is the one that is shown.
    pub selected: bool,
}

#[derive(Clone, Debug)]
pub struct Pane {
    pub title: String,
    /// Beside the heading, weak: "61 bytes", "unprotected".
    pub subtitle: String,
    /// The same, where there is no room for that: what matters of it.
    pub brief: String,
    /// Who issued it, without `https://`: it is always in the heading.
    pub issuer: String,
    /// What else can be done with all of it.
    pub more: Vec<Action>,
    pub body: PaneBody,
    /// Table or JSON.
    pub mode: PaneMode,
    /// Whether there is anything to switch to.
    pub modes: Vec<PaneMode>,
    /// Copies the whole pane.
    pub copy: Option<CopyTarget>,
    /// What is to be said of the content, above it: where it breaks off.
    pub note: Option<Note>,
}

/// A sentence on the content of a pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub tone: Tone,
    pub text: String,
    /// The bytes of the token box's text that it is about.
    pub token: Option<TextSpan>,
}

/// What a pane shows.
#[derive(Clone, Debug)]
pub enum PaneBody {
    /// Nothing, and why.
    Message(Message),
    Table(Vec<MemberRow>),
    /// Rows of text, virtualised. Monospaced.
    Rows(RowList),
}

/// Words in place of content, with buttons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    pub icon: Option<Icon>,
    pub title: String,
    pub lines: Vec<String>,
    /// What can be done.
    pub actions: Vec<Action>,
    pub tone: Tone,
}

/// One member in the table view.
#[derive(Clone, Debug, PartialEq)]
pub struct MemberRow {
    pub name: String,
    /// The value as written, coloured; shortened when very long.
    pub value: Vec<Run>,
    /// The value in words, below or beside it: "2026-11-23 14:20:00 UTC, in 11 min".
    pub reading: Vec<Run>,
    /// What the member means, from the registry.
    pub explanation: Option<String>,
    /// "unprotected", "there twice": small labels with a tone.
    pub badges: Vec<(String, Tone)>,
    pub copy: CopyTarget,
    /// The bytes of the token box's text that carry it.
    pub token: Option<TextSpan>,
    pub tone: Tone,
    /// How many members it is within.
    pub depth: usize,
    /// Which members can be shown below it, and whether they are.
    pub fold: Option<(MemberFold, bool)>,
    /// What shows all of it, where the row leaves something out.
    pub whole: Option<Command>,
    /// It stands for the members that the table leaves out.
    pub is_rest: bool,
}

#[derive(Clone, Debug)]
pub struct SignaturePane {
    /// "Signature", "Signatures", "Encryption".
    pub title: String,
    /// Beside the heading, weak.
    pub subtitle: String,
    /// One for each signature or recipient.
    pub entries: Vec<EntryView>,
    /// Which of them is open below.
    pub selected: usize,
    /// For a JWE: mode, encrypted key, IV, ciphertext, tag, AAD, each with its size.
    pub facts: Vec<(String, Vec<Run>)>,
    /// The signature's bytes, or those of the authentication tag, in the chosen mode.
    pub bytes: Option<RowList>,
    /// What the bytes are called.
    pub bytes_title: String,
    /// Hex or base64url.
    pub mode: PaneMode,
    pub copy: Option<CopyTarget>,
    /// Words in place of entries, when there is none.
    pub message: Option<Message>,
    /// Buttons below the entries: load a key, paste a key.
    pub actions: Vec<Action>,
}

/// One signature or recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryView {
    pub tone: Tone,
    pub icon: Icon,
    /// "Verified with prod-2026".
    pub title: String,
    /// "ES256 · matched by kid".
    pub subtitle: String,
    /// Why.
    pub reasons: Vec<ReasonView>,
    /// "2 other keys tried"; the list is in the drawer.
    pub note: String,
    /// The key that it is about, where that is at hand.
    pub key: Option<u64>,
}

/// Why a signature or a recipient stands as it does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReasonView {
    /// What is the case.
    pub message: String,
    /// What to do; may be empty.
    pub advice: String,
    /// Buttons that do it.
    pub actions: Vec<Action>,
}

impl ReasonView {
    /// Without buttons.
    pub fn new(message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { message: message.into(), advice: advice.into(), actions: Vec::new() }
    }
}

#[derive(Clone, Debug)]
pub struct Drawer {
    /// Open or folded to its tab line.
    pub open: bool,
    /// The tab that is shown.
    pub tab: DrawerTab,
    /// How many findings there are, by tone: bad, warning, neutral.
    pub counts: [usize; 3],
    pub findings: Vec<FindingRow>,
    /// Rules whose findings are not listed, and how many each would have here.
    pub muted: Vec<(String, usize)>,
    /// The demands of the token's kind.
    pub checklist: ChecklistView,
    /// What the tokens at hand say about each other.
    pub together: Vec<FindingRow>,
    /// The token has hashes of a code, a state or an access token, which can be typed.
    pub has_hashes: bool,
    /// Times of the token on one line.
    pub timeline: Timeline,
    /// Where the bytes go.
    pub size: super::SizeView,
    /// Every key and what came of it.
    pub keys_tried: Vec<AttemptRow>,
    /// What can be handed to somebody else.
    pub exports: Vec<ExportRow>,
    /// The tab of that.
    pub export: ExportPane,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRow {
    /// The rule that it can be muted by; what makes a token invalid cannot.
    pub rule: Option<&'static str>,
    pub tone: Tone,
    pub message: String,
    pub advice: String,
    /// The rule's name and the standard's place.
    pub reference: String,
    /// The bytes of the token box's text.
    pub token: Option<TextSpan>,
    /// Which layer it belongs to, when there are several.
    pub layer: Option<String>,
    /// Buttons that do something about it.
    pub actions: Vec<Action>,
}

/// Times of the token.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// Marks from left to right, each with its place 0..1 and words.
    pub marks: Vec<TimelineMark>,
    /// Where the clock stands that it is judged by: 0..1, or beyond where it was set to a time off the line.
    pub now: f32,
    /// The seconds since 1970 at 0 and at 1.
    pub ends: (i64, i64),
    /// The span in which the token is valid, 0..1.
    pub valid: Option<(f32, f32)>,
    /// In words, for those who do not see it: "Issued 3 min ago, expires in 57 min".
    pub summary: String,
}

/// One mark on the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineMark {
    /// `iat`, `nbf`, `exp`, `auth_time`.
    pub name: String,
    /// 0..1, or beyond where it is far from all that the line is about.
    pub at: f32,
    /// "2026-11-23 14:20:00 UTC".
    pub time: String,
    /// "in 11 min".
    pub relative: String,
    pub tone: Tone,
    /// The seconds since 1970 to judge the token at, just before its end where it is one.
    pub judged_at: Option<i64>,
}

impl Timeline {
    /// The time at a place of the line, in seconds since 1970.
    pub fn seconds_at(&self, place: f32) -> Option<i64> {
        let (from, to) = (self.ends.0 as f64, self.ends.1 as f64);
        let seconds = from + f64::from(place.clamp(0.0, 1.0)) * (to - from);
        (seconds.is_finite() && to > from).then_some(seconds.round() as i64)
    }
}

/// One key that was thought of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptRow {
    pub tone: Tone,
    pub icon: Icon,
    pub key: String,
    /// "EC P-256, public".
    pub kind: String,
    /// Why it fits or not.
    pub reason: String,
    /// Which signature or recipient, when there are several.
    pub entry: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusBar {
    /// "477 B · header 61 · claims 214 · signature 86 · 21.7× a session id".
    pub size: Vec<Run>,
    /// "clock 14:08:39 UTC" or "as of …".
    pub clock: String,
    /// "Clipboard cleared in 27 s", while a secret is on it; "Selection cleared in …", while one is selected.
    pub secret: Option<String>,
    /// "Guessing: 12 %", while words of a list are tried.
    pub guessing: Option<String>,
    /// Whether the clock was set by hand.
    pub clock_is_set: bool,
    /// Seconds.
    pub leeway: u64,
    /// What is expected sets it.
    pub leeway_is_expected: bool,
    /// "Expects issuer, audience".
    pub expects: String,
    /// Each expectation with what it is, one a line.
    pub expectations: String,
    /// How times are shown.
    pub time_style: TimeStyle,
    /// "3 keys".
    pub keys: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeysView {
    /// The session, then every keyring, by name.
    pub keyrings: Vec<KeyringRow>,
    /// What the rows are the keys of: "This session", or a keyring's name.
    pub title: String,
    /// How many rows: "10,000"; empty where there is none.
    pub count: String,
    /// What can be done with all of it.
    pub actions: Vec<Action>,
    /// What is done less often.
    pub more: Vec<Action>,
    /// Every form in which all of it can be handed out.
    pub hand_out: Vec<HandOut>,
    /// What is to be said of it: not saved, for reading alone.
    pub notes: Vec<KeyringNote>,
    /// Words in place of rows.
    pub message: Option<Message>,
    /// After how many idle minutes keyrings are locked.
    pub auto_lock: Option<u64>,
    pub rows: Vec<KeyRow>,
    /// How many keys there are, whatever the filter leaves.
    pub total: usize,
    /// What the rows are sorted by.
    pub order: Option<KeyOrder>,
    /// What they were asked to contain.
    pub filter: String,
    /// The certificates that are trusted there; `None` where there can be none, as the keyring is locked.
    pub anchors: Option<Vec<PlaceRow>>,
    /// The tokens that are kept there.
    pub tokens: Vec<PlaceRow>,
    /// The keys that are selected, of those in the rows; a range begins at the first.
    pub selected: Vec<u64>,
    /// What is known about it, or what can be done with all of them.
    pub detail: Option<KeyDetail>,
    /// Whether a removal can be taken back.
    pub can_undo_removal: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// Names it in commands.
    pub id: u64,
    /// For a person: its kid, or what it is and where it came from.
    pub name: String,
    /// `kid`; empty when it has none.
    pub kid: String,
    /// "EC P-256", "RSA 2048", "oct 256 bits".
    pub kind: String,
    /// What it can do: "verify", "sign, verify", "decrypt" …
    pub can: String,
    /// Whether it holds private material.
    pub private: bool,
    /// What still has it when the window is closed: a keyring, its file, or nothing.
    pub kept: String,
    /// File name and format.
    pub source: String,
    /// RFC 7638, SHA-256.
    pub thumbprint: String,
    /// How it stands: weak, published …
    pub tone: Tone,
    pub is_selected: bool,
}

impl KeyRow {
    /// Whether it is secret, in a word.
    pub const fn holds(&self) -> &'static str {
        if self.private { "private" } else { "public" }
    }
}

/// What is kept beside the keys of a place: a certificate that is trusted, a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceRow {
    /// The subject of the certificate, the name of the token.
    pub title: String,
    /// "expires 2031-05-02", "kept 2026-11-29".
    pub note: String,
    /// How that stands.
    pub tone: Tone,
    /// Where it came from, and where it is kept.
    pub source: String,
    /// More about it, a line each, for a tooltip.
    pub details: String,
    /// What can be done with it; the last one removes it.
    pub actions: Vec<Action>,
}

/// All about one key, or what several have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyDetail {
    pub name: String,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    /// What is wrong with it.
    pub findings: Vec<FindingRow>,
    /// Every form in which it can be handed out, the private ones last.
    pub hand_out: Vec<HandOut>,
    /// What can be done with it.
    pub actions: Vec<Action>,
    pub removal: Action,
}

/// A window in front of everything.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// Paste a key or a secret. The text itself lives in the window, never in a view.
    AddKey {
        /// What went wrong with the last try.
        error: Option<String>,
        /// "32 bytes as base64url" and so on, for what was typed last; empty before anything was.
        readings: Vec<String>,
        /// Several keys in it: the person says which.
        found: Vec<FoundKey>,
        /// What the key is called unless the person says otherwise.
        suggested: String,
        /// A long text is being read.
        is_working: bool,
        /// What can be done about it.
        offer: Option<Action>,
        /// What it costs a guesser, where it is to be the password of a token.
        password: Option<Box<PasswordView>>,
    },
    /// A passphrase is needed for a key file, or as the password of a PBES2 token.
    Passphrase {
        purpose: String,
        /// What went wrong with the last try.
        error: Option<String>,
        /// It is being tried.
        is_working: bool,
        /// How many more files wait for theirs.
        more: usize,
    },
    /// The platform's file dialog is open.
    WaitingForFile {
        /// "Choose a key file in the dialog".
        text: String,
    },
    /// The clock is being set.
    SetClock {
        /// What is set now, as text.
        text: String,
        /// What went wrong with the last try.
        error: Option<String>,
    },
    /// What is expected of a token.
    Policy(Box<PolicyView>),
    /// The payload of a detached signature is typed or pasted.
    Payload,
    /// No file dialog is available: a path is typed.
    TypePath {
        purpose: String,
        /// A file is written there, and not read.
        saves: bool,
        /// What went wrong with the last try.
        error: Option<String>,
    },
    Keyring(KeyringDialogView),
    Settings(Box<SettingsView>),
    /// Looking for the secret of the token.
    Guess(GuessView),
    /// What is about to be shared.
    Share(ShareView),
    /// Every command and its shortcut.
    Shortcuts,
    /// With what it finds by a name of the person's.
    Palette(Vec<Named>),
    /// What this is, versions, licences.
    About,
}
