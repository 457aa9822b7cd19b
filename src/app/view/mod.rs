//! What the window shows, as plain values: no engine type, no secret, no toolkit.
//!
//! `app::view::build` makes a [`View`] from the state; `ui` draws it and answers with commands. A view is cheap to clone:
//! long things sit behind [`Rows`].

pub mod build;
mod certificate;
pub(super) mod claims;
mod conversion;
mod dialog;
mod drawer;
mod empty;
pub(super) mod header;
mod json;
mod key_binding;
mod keyring;
mod keyring_dialog;
mod keys;
mod member;
pub(super) mod sd_jwt;
pub(super) mod signature;
mod status;
mod text;
mod token;
mod verdict;

pub use super::keyring::work::Spare;
pub use super::keyring::{Place, RingId};
pub use crate::engine::key_file::export::ExportFormat as KeyFormat;
pub use conversion::Form;
pub(super) use conversion::{Conversions, refresh as refresh_conversions, text as converted};
pub(super) use drawer::all_findings;
pub use keyring::{HandOut, KeyExport, KeyringRow, Note as KeyringNote};
pub use keyring_dialog::{GenerateKind, KeyringDialogView, PassphraseView};
pub(super) use member::is_time;
pub(super) use text::{capital, counted, elided, size};

use super::policy::PolicyText;
use super::state::State;
use std::fmt;
use std::sync::Arc;

/// Most members that a table shows; the JSON mode shows them all.
pub(super) const TABLE_ROWS: usize = 1_000;

/// The sentence on the token, for a report.
pub(super) fn verdict_of(state: &State) -> VerdictStrip {
    verdict::build(state)
}

/// The parts of a token that was read.
pub(super) fn parts_of(object: &crate::engine::jose::layer::JoseObject) -> Vec<&crate::engine::jose::part::Part> {
    token::of_object(object)
}

/// Where the coloured parts of the token stand in the box.
pub(super) fn token_parts(state: &State) -> Vec<TextSpan> {
    token::build(state).parts.into_iter().map(|part| part.span).collect()
}

/// What the window shows of `state`. Its cost does not grow with the token beyond what is on the screen.
pub fn build(state: &State) -> View {
    let mut token = token::build(state);
    let lit = state.looking.hover.filter(|span| {
        span.start <= span.end && token.text.is_char_boundary(span.start) && token.text.is_char_boundary(span.end)
    });
    let (mut verdict, claims, mut signature) = (verdict::build(state), claims::build(state), signature::build(state));
    // Each thing is offered once: by the pane that needs it, else beside the sentence on the token.
    if signature.actions == verdict.actions {
        signature.actions.clear();
    }
    if let PaneBody::Message(message) = &claims.body {
        if signature.actions == message.actions {
            signature.actions.clear();
        }
        if verdict.actions == message.actions {
            verdict.actions.clear();
        }
    }
    if build::can_edit(state) {
        let command = crate::app::command::Command::Build(crate::app::command::BuildCommand::EditInspected);
        let label = "Edit this token".to_owned();
        signature.actions.push(Action { label, icon: Some(Icon::Build), command });
    }
    if token.offer.as_ref().is_some_and(|offer| verdict.actions.iter().any(|action| action.command == offer.command)) {
        token.offer = None;
    }
    View {
        workspace: state.workspace,
        theme: state.settings.theme,
        empty: empty::build(state),
        instead: empty::instead(state),
        verdict,
        layers: verdict::layers(state),
        header: header::build(state),
        claims,
        signature,
        drawer: drawer::build(state),
        status: status::build(state),
        keys: keys::build(state),
        build: build::build(state),
        dialog: dialog::build(state),
        notices: state.notices.clone(),
        lit,
        just_copied: state.just_copied.clone(),
        drop_hint: None,
        token,
    }
}

/// A piece of text and what it is; its colour is chosen by the theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// What it is.
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
    /// Ordinary words.
    Plain,
    /// Less important words.
    Weak,
    /// More important words.
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
    /// As it should be.
    Good,
    /// Look at this.
    Warning,
    /// Wrong.
    Bad,
    /// Nothing to say.
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
}

/// One row of a long, virtualised list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// How far it is indented, in steps.
    pub indent: usize,
    /// Whether it can be folded, and is folded now.
    pub fold: Option<Fold>,
    /// Its text.
    pub runs: Vec<Run>,
    /// What copying this row puts on the clipboard.
    pub copy: Option<CopyTarget>,
    /// The bytes of the token box's text that it stands for.
    pub token: Option<TextSpan>,
    /// Plain words about it, for a tooltip.
    pub explanation: Option<String>,
}

/// A fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fold {
    /// Which node, for [`Command::ToggleFold`](crate::app::command::Command::ToggleFold).
    pub node: usize,
    /// Whether its inside is hidden.
    pub folded: bool,
}

/// Bytes of the token box's text, `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TextSpan {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Rows that are made when they are seen.
pub trait Rows: Send + Sync {
    /// How many.
    fn len(&self) -> usize;
    /// The one at `index`; an empty row beyond the end.
    fn row(&self, index: usize) -> Row;
    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Shared rows.
#[derive(Clone)]
pub struct RowList(pub Arc<dyn Rows>);

impl fmt::Debug for RowList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RowList({} rows)", self.0.len())
    }
}

impl From<Vec<Row>> for RowList {
    fn from(rows: Vec<Row>) -> Self {
        struct Fixed(Vec<Row>);
        impl Rows for Fixed {
            fn len(&self) -> usize {
                self.0.len()
            }
            fn row(&self, index: usize) -> Row {
                self.0.get(index).cloned().unwrap_or_default()
            }
        }
        Self(Arc::new(Fixed(rows)))
    }
}

/// All that is on the screen.
#[derive(Clone, Debug)]
pub struct View {
    /// Which workspace is shown.
    pub workspace: Workspace,
    /// Light, dark, or as the system has it.
    pub theme: ThemeChoice,
    /// The token box.
    pub token: TokenBox,
    /// Shown in place of the panes while there is no token.
    pub empty: Option<EmptyState>,
    /// Shown in place of the panes while there is a text, and no token in it.
    pub instead: Option<Message>,
    /// The one sentence.
    pub verdict: VerdictStrip,
    /// The layers, outermost first; empty when there is one alone.
    pub layers: Vec<Crumb>,
    /// Left pane.
    pub header: Pane,
    /// Middle pane.
    pub claims: Pane,
    /// Right pane.
    pub signature: SignaturePane,
    /// What lies below the panes.
    pub drawer: Drawer,
    /// The bottom line.
    pub status: StatusBar,
    /// The key workspace.
    pub keys: KeysView,
    /// The builder.
    pub build: build::BuildView,
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

/// Which workspace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Workspace {
    /// Paste and read.
    #[default]
    Inspect,
    /// Make a token.
    Build,
    /// The session's keys.
    Keys,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The token box.
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
    /// Whether the clean-up can be taken back.
    pub can_undo: bool,
    /// Several tokens in one text: their names, and which one is shown.
    pub candidates: Vec<String>,
    /// Index into `candidates`.
    pub candidate: usize,
    /// "The text is a PEM private key" and a button to move it to the keys.
    pub offer: Option<Offer>,
    /// Work is under way that has taken longer than 150 ms.
    pub busy: bool,
}

/// A button that does something about what is in the token box.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// What is the case.
    pub text: String,
    /// What the button says.
    pub action: String,
    /// What the button does.
    pub command: crate::app::command::Command,
}

/// One part of the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenPart {
    /// Its bytes in the box's text.
    pub span: TextSpan,
    /// Which one.
    pub kind: PartKind,
    /// "Header, 61 characters".
    pub label: String,
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

/// Bytes that are wrong, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenFault {
    /// Where.
    pub span: TextSpan,
    /// Why.
    pub message: String,
}

/// What the window shows when there is no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmptyState {
    /// One line on what to do.
    pub title: String,
    /// Two or three lines more.
    pub lines: Vec<String>,
    /// Tokens to try.
    pub samples: Vec<Sample>,
}

/// A token to try, with its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Its name.
    pub name: String,
    /// What it shows.
    pub description: String,
    /// Index for [`Command::OpenSample`](crate::app::command::Command::OpenSample).
    pub index: usize,
}

/// The one sentence on the token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerdictStrip {
    /// How it stands.
    pub tone: Tone,
    /// Its icon.
    pub icon: Option<Icon>,
    /// "Signature verified", "Rejected", "Not checked", "Unsecured", "Encrypted, locked" …
    pub word: String,
    /// The rest of the sentence: "ES256, key \"prod-2026\"".
    pub detail: String,
    /// "expires in 11 min 20 s"; empty when there is nothing of the kind.
    pub time: String,
    /// How the time stands.
    pub time_tone: Tone,
    /// What to do now, as buttons.
    pub actions: Vec<Action>,
    /// An older verdict, shown dimmed while the new one is computed.
    pub stale: bool,
}

/// A button.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// What it says.
    pub label: String,
    /// Its icon.
    pub icon: Option<Icon>,
    /// What it does.
    pub command: crate::app::command::Command,
}

impl Eq for Action {}

/// One layer in the breadcrumb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// "JWE", "JWS".
    pub label: String,
    /// How it stands.
    pub tone: Tone,
    /// Whether it is the one that is shown.
    pub selected: bool,
}

/// Header or claims.
#[derive(Clone, Debug)]
pub struct Pane {
    /// Its heading.
    pub title: String,
    /// Beside the heading, weak: "61 bytes", "unprotected".
    pub subtitle: String,
    /// What is shown.
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
    /// How it stands.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
    /// The bytes of the token box's text that it is about.
    pub token: Option<TextSpan>,
}

/// How a pane shows its content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PaneMode {
    /// One row a member, values in words.
    #[default]
    Table,
    /// As it was written, with folds.
    Json,
    /// Hexadecimal.
    Hex,
    /// The characters of the token.
    Base64url,
}

/// What a pane shows.
#[derive(Clone, Debug)]
pub enum PaneBody {
    /// Nothing, and why.
    Message(Message),
    /// Name and value.
    Table(Vec<MemberRow>),
    /// Rows of text, virtualised. Monospaced.
    Rows(RowList),
}

/// Words in place of content, with buttons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Its icon.
    pub icon: Option<Icon>,
    /// One line.
    pub title: String,
    /// More lines.
    pub lines: Vec<String>,
    /// What can be done.
    pub actions: Vec<Action>,
    /// How it stands.
    pub tone: Tone,
}

/// One member in the table view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// The name, exactly.
    pub name: String,
    /// The value as written, coloured; shortened when very long.
    pub value: Vec<Run>,
    /// The value in words, below or beside it: "2026-11-23 14:20:00 UTC, in 11 min".
    pub reading: Vec<Run>,
    /// What the member means, from the registry.
    pub explanation: Option<String>,
    /// "unprotected", "there twice": small labels with a tone.
    pub badges: Vec<(String, Tone)>,
    /// Copies the value.
    pub copy: CopyTarget,
    /// The bytes of the token box's text that carry it.
    pub token: Option<TextSpan>,
    /// How it stands.
    pub tone: Tone,
}

/// The right pane.
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
    /// Copies the signature.
    pub copy: Option<CopyTarget>,
    /// Words in place of entries, when there is none.
    pub message: Option<Message>,
    /// Buttons below the entries: load a key, paste a key.
    pub actions: Vec<Action>,
}

/// One signature or recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryView {
    /// How it stands.
    pub tone: Tone,
    /// Its icon.
    pub icon: Icon,
    /// "Verified with prod-2026".
    pub title: String,
    /// "ES256 · matched by kid".
    pub subtitle: String,
    /// Why: message and advice.
    pub reasons: Vec<(String, String)>,
    /// "2 other keys tried"; the list is in the drawer.
    pub note: String,
}

/// Below the panes.
#[derive(Clone, Debug)]
pub struct Drawer {
    /// Open or folded to its tab line.
    pub open: bool,
    /// The tab that is shown.
    pub tab: DrawerTab,
    /// How many findings there are, by tone: bad, warning, neutral.
    pub counts: [usize; 3],
    /// The findings.
    pub findings: Vec<FindingRow>,
    /// Times of the token on one line.
    pub timeline: Timeline,
    /// Where the bytes go.
    pub size: SizeView,
    /// Every key and what came of it.
    pub keys_tried: Vec<AttemptRow>,
    /// What can be handed to somebody else.
    pub exports: Vec<ExportRow>,
}

/// A tab of the drawer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the tab of that name")]
pub enum DrawerTab {
    #[default]
    Findings,
    Timeline,
    Size,
    KeysTried,
    Export,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRow {
    /// How bad.
    pub tone: Tone,
    /// What is the case.
    pub message: String,
    /// What to do.
    pub advice: String,
    /// The rule's name and the standard's place.
    pub reference: String,
    /// The bytes of the token box's text.
    pub token: Option<TextSpan>,
    /// Which layer it belongs to, when there are several.
    pub layer: Option<String>,
}

/// Times of the token.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// Marks from left to right, each with its place 0..1 and words.
    pub marks: Vec<TimelineMark>,
    /// Where "now" stands, 0..1.
    pub now: f32,
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
    /// 0..1.
    pub at: f32,
    /// "2026-11-23 14:20:00 UTC".
    pub time: String,
    /// "in 11 min".
    pub relative: String,
    /// How it stands.
    pub tone: Tone,
}

/// Where the bytes go.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SizeView {
    /// One sentence: "477 bytes, 21.7 times a session id; 455 MB more per million requests".
    pub summary: String,
    /// Parts of the token with their share 0..1.
    pub parts: Vec<SizeBar>,
    /// Claims with their encoded share 0..1, largest first.
    pub claims: Vec<SizeBar>,
    /// Places with a limit: name, limit in words, how the token stands there.
    pub limits: Vec<(String, String, Tone)>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct SizeBar {
    /// Name.
    pub name: String,
    /// Bytes.
    pub bytes: usize,
    /// 0..1 of the whole.
    pub share: f32,
    /// Its colour, for parts.
    pub kind: Option<PartKind>,
}

/// One key that was thought of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptRow {
    /// How it went.
    pub tone: Tone,
    /// Its icon.
    pub icon: Icon,
    /// The key's name.
    pub key: String,
    /// "EC P-256, public".
    pub kind: String,
    /// Why it fits or not.
    pub reason: String,
    /// Which signature or recipient, when there are several.
    pub entry: Option<String>,
}

/// One thing that can be copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportRow {
    /// "curl command".
    pub name: String,
    /// What it is good for.
    pub description: String,
    /// What it copies.
    pub copy: CopyTarget,
}

/// The bottom line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusBar {
    /// "477 B · header 61 · claims 214 · signature 86 · 21.7× a session id".
    pub size: Vec<Run>,
    /// "clock 14:08:39 UTC" or "as of …".
    pub clock: String,
    /// Whether the clock was set by hand.
    pub clock_is_set: bool,
    /// Seconds.
    pub leeway: u64,
    /// "Expects issuer, audience".
    pub expects: String,
    /// Each expectation with what it is, one a line.
    pub expectations: String,
    /// How times are shown.
    pub time_style: TimeStyle,
    /// "3 keys".
    pub keys: String,
}

/// How times are shown first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each says what it is")]
pub enum TimeStyle {
    #[default]
    Utc,
    Local,
    Relative,
    Unix,
}

/// The key workspace.
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
    /// One row a key.
    pub rows: Vec<KeyRow>,
    /// The key whose detail is shown.
    pub selected: Option<u64>,
    /// What is known about it.
    pub detail: Option<KeyDetail>,
    /// Whether a removal can be taken back.
    pub can_undo_removal: bool,
}

/// One key.
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
    /// File name and format.
    pub source: String,
    /// RFC 7638, SHA-256.
    pub thumbprint: String,
    /// How it stands: weak, published …
    pub tone: Tone,
}

/// All about one key.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyDetail {
    /// Its name.
    pub name: String,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    /// What is wrong with it.
    pub findings: Vec<FindingRow>,
    /// Every form in which it can be handed out, the private ones last.
    pub hand_out: Vec<HandOut>,
    /// What can be done with it.
    pub actions: Vec<Action>,
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
        /// A long text is being read.
        is_working: bool,
    },
    /// A passphrase is needed for a key file, or as the password of a PBES2 token.
    Passphrase {
        /// For what.
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
    Policy {
        /// What is expected now.
        text: PolicyText,
        /// What the token that is shown has of it, in the same fields.
        of_token: PolicyText,
        /// What went wrong with the last try.
        error: Option<String>,
    },
    /// The payload of a detached signature is typed or pasted.
    Payload,
    /// No file dialog is available: a path is typed.
    TypePath {
        /// For what.
        purpose: String,
        /// A file is written there, and not read.
        saves: bool,
        /// What went wrong with the last try.
        error: Option<String>,
    },
    /// Something about keyrings.
    Keyring(KeyringDialogView),
    /// Every command and its shortcut.
    Shortcuts,
    /// The command palette.
    Palette,
    /// What this is, versions, licences.
    About,
}

/// A short message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it stands.
    pub tone: Tone,
    /// What is the case.
    pub text: String,
    /// Buttons: "Undo".
    pub actions: Vec<Action>,
    /// Names it for closing.
    pub id: u64,
}

/// What can be copied. The text is made when it is copied.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each says what it is")]
pub enum CopyTarget {
    Token,
    AuthorizationHeader,
    CurlCommand,
    /// The n-th coloured part of the token box.
    TokenPart(usize),
    /// Header of the layer that is shown, as JSON.
    Header,
    /// Claims, payload or plaintext as it is.
    Claims,
    /// Signature as base64url.
    Signature,
    /// Value of a header parameter, by its place among the parameters.
    HeaderValue(usize),
    /// Value of a claim, by its number in the document.
    ClaimValue(usize),
    /// `"name": value` of a claim.
    ClaimMember(usize),
    /// The n-th disclosure of an SD-JWT, as it was received.
    Disclosure(usize),
    /// The layer that is shown, in another serialization.
    Converted(Form),
    /// A report in Markdown without the signature.
    Report,
    /// The JSON report of `jotsmith inspect --json`.
    JsonReport,
    /// The token with its signature cut out, safe to show.
    RedactedToken,
    /// All findings as text.
    Findings,
    /// Thumbprint of a key.
    KeyThumbprint(u64),
    /// Public JWK of a key.
    PublicJwk(u64),
    /// Something of the builder.
    Build(build::BuildCopy),
    /// A key in a format of others, private where the format says so.
    KeyAs(u64, KeyFormat),
    /// Keys in a format.
    Keys(KeyExport),
    /// Plain text that the view already shows.
    Text(String),
}
