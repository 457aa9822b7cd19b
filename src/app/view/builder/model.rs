//! What the builder shows, as plain values.

use super::disclose::{PresentationEdit, SelectionEdit};
use crate::app::message::command::Command;
use crate::app::message::notice::Action;
use crate::app::value::builder::{EditMode, Field, Slot};
use crate::app::value::{CopyTarget, TextSpan, Tone};
use crate::app::view::{LimitRow, Note, PasswordView, SavingRow, SizeBar, TokenPart};
use crate::engine::builder::draft::{Follow, PayloadKind, Structure, Writing};
use std::sync::Arc;

/// What the builder shows.
#[derive(Clone, Debug, Default)]
pub struct BuildView {
    pub page: Page,
    /// Rises when a text was changed by anything but typing in its field.
    pub revision: u64,
    /// Whether a step can be taken back.
    pub can_undo: bool,
    /// Whether one can be brought back.
    pub can_redo: bool,
    /// Whether Inspect shows a token that can be carried over.
    pub can_edit_inspected: bool,
    /// Whether Inspect shows a token of which variants can be made.
    pub can_tamper_inspected: bool,
    /// A name for a new template is asked for; why the last one was refused, or nothing.
    pub naming: Option<String>,
}

/// A page of the builder.
#[derive(Clone, Debug, Default)]
pub enum Page {
    #[default]
    Nothing,
    /// What to start from.
    Templates(Templates),
    /// The draft and its token.
    Draft(Box<DraftView>),
    /// What is signed elsewhere.
    Elsewhere(Box<ElsewhereView>),
    /// Variants of a token.
    Tamper(TamperView),
}

/// What to start from.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    pub cards: Vec<TemplateCard>,
    /// Those that the person saved.
    pub own: Vec<OwnCard>,
    /// There is a draft to go back to.
    pub has_draft: bool,
    /// A template needs a key first: what is the case, and what can be done.
    pub waiting: Option<(String, Vec<Action>)>,
}

/// A template of the person's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnCard {
    pub name: String,
    /// What its claims are, or its payload.
    pub summary: String,
    /// How it is signed and encrypted.
    pub keys: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateCard {
    pub index: usize,
    pub title: String,
    /// Who makes it, who checks it, what for.
    pub summary: String,
    pub reference: String,
    /// "Signed with ES256, key \"prod\"".
    pub keys: String,
}

/// A draft and its token.
#[derive(Clone, Debug)]
pub struct DraftView {
    /// The draft is of an earlier session: from when, and what was left out.
    pub restored: Option<String>,
    /// What it was started from.
    pub title: String,
    /// How the headers are edited.
    pub header_mode: EditMode,
    /// What is done with the payload.
    pub structure: Structure,
    /// The signature that is shown; `None`: nothing is signed.
    pub signature: Option<SignatureEdit>,
    /// The recipient that is shown; `None`: nothing is encrypted.
    pub encryption: Option<EncryptionEdit>,
    /// What is signed or encrypted.
    pub payload: PayloadEdit,
    /// What the holder may withhold; `None`: it cannot be an SD-JWT.
    pub selection: Option<SelectionEdit>,
    /// What the holder shows; `None`: there is nothing to choose.
    pub presentation: Option<PresentationEdit>,
    /// What is rarely used, open or folded.
    pub is_more_open: bool,
    /// How many of the rare things are in use: "2 in use"; empty: none.
    pub more: String,
    pub result: ResultView,
}

/// A text that is edited.
#[derive(Clone, Debug)]
pub struct Editor {
    pub field: Field,
    /// What a screen reader calls it.
    pub name: &'static str,
    pub text: Arc<str>,
    /// The bytes that are wrong, and why.
    pub fault: Option<(TextSpan, String)>,
    /// What people call that mistake, to be said beside the bytes; empty: it has no name.
    pub fault_name: String,
    /// The bytes of what is not as it was.
    pub marks: Vec<TextSpan>,
    /// What was just set, to be selected.
    pub selected: Option<TextSpan>,
    /// Bytes that Inspect would say something about, how bad it is, and what.
    pub remarks: Vec<(TextSpan, Tone, String)>,
    /// Times in words.
    pub readings: Vec<Reading>,
    /// What the member at the caret could be.
    pub known: super::KnownValues,
    /// The members, where they are edited as a table; `None`: as text, or the text is not JSON.
    pub table: Option<Vec<FormRow>>,
    /// A table is wanted, and the text is no JSON object.
    pub has_no_table: bool,
}

/// A time in a text, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The byte that its number ends with.
    pub end: usize,
    /// Its member, or that of the list that it is in.
    pub name: String,
    /// "2026-11-23 14:20:00 UTC · in 5 min".
    pub words: String,
    /// Where there is less room: "in 5 min".
    pub short: String,
}

/// One thing that Inspect would say about the token in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemarkRow {
    /// How bad.
    pub tone: Tone,
    /// What is the case.
    pub text: String,
    /// What to do about it; may be empty.
    pub advice: String,
    /// Where the standard says so; may be empty.
    pub reference: String,
    /// The text that it is about.
    pub field: Option<Field>,
    /// Its bytes there.
    pub span: Option<TextSpan>,
    /// What mends it.
    pub fix: Option<Action>,
}

/// One of several things to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<T> {
    pub value: T,
    pub name: String,
    pub words: String,
    /// It goes with what is chosen already.
    pub fits: bool,
}

/// What a key is chosen with, wherever one is.
#[derive(Clone, Debug, Default)]
pub struct KeyPicker {
    /// "Signing key", "Recipient's key": what a screen reader calls it.
    pub name: &'static str,
    /// The keys at hand that could do it, those that fit first.
    pub keys: Vec<Choice<u64>>,
    /// The one that is chosen.
    pub key: Option<u64>,
    /// Its name; when none is chosen, why.
    pub words: String,
    /// Whether none has to be chosen.
    pub is_optional: bool,
    /// What brings another key: one that is made, pasted, loaded, or in a keyring that is locked.
    pub actions: Vec<Action>,
    /// One is being made.
    pub is_making: bool,
}

/// A key and an algorithm.
#[derive(Clone, Debug)]
pub struct KeyChoice {
    pub slot: Slot,
    pub picker: KeyPicker,
    pub algorithms: Vec<Choice<&'static str>>,
    /// The one that is chosen.
    pub algorithm: String,
    pub algorithm_words: String,
}

/// One of several signatures or recipients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// "1 · prod-2026"; without a key, "1 · ES256".
    pub label: String,
    pub tone: Tone,
}

#[derive(Clone, Debug)]
pub struct SignatureEdit {
    /// All of them; one alone has no tabs.
    pub tabs: Vec<Tab>,
    /// The one that is shown.
    pub index: usize,
    /// Key and algorithm; `None`: unsecured.
    pub choice: Option<KeyChoice>,
    /// Whether the header follows.
    pub follow: Follow,
    pub protected: Editor,
    /// What the token has that the text does not say yet.
    pub pending: String,
    /// The unprotected header; `None`: the serialization has no room for one.
    pub unprotected: Option<Editor>,
    /// How the JWS is written.
    pub writing: Writing,
    /// Whether it can be chosen: what is encrypted along is compact.
    pub can_choose_writing: bool,
    /// The payload stays outside.
    pub is_detached: bool,
    /// The payload is not base64url.
    pub is_unencoded: bool,
    pub is_unsecured: bool,
    /// Whether another can be added.
    pub can_add: bool,
}

#[derive(Clone, Debug)]
pub struct EncryptionEdit {
    /// All recipients; one alone has no tabs.
    pub tabs: Vec<Tab>,
    /// The one that is shown.
    pub index: usize,
    pub choice: KeyChoice,
    /// `enc`.
    pub content_encryptions: Vec<Choice<&'static str>>,
    /// The one that is used.
    pub content_encryption: String,
    /// Whether the headers follow.
    pub follow: Follow,
    pub protected: Editor,
    /// What the token has that the text does not say yet.
    pub pending: String,
    /// The shared unprotected header; `None`: no room for one.
    pub shared: Option<Editor>,
    /// The recipient's own header; `None`: no room for one.
    pub header: Option<Editor>,
    /// Additional authenticated data; `None`: no room for it.
    pub aad: Option<Editor>,
    /// `apu` and `apv`; `None`: the algorithm agrees on nothing.
    pub parties: Option<[Editor; 2]>,
    /// The iteration count of PBES2 and the advised one; `None`: not used.
    pub count: Option<(Editor, String)>,
    /// What its password costs a guesser; `None`: it has none.
    pub password: Option<PasswordView>,
    /// How the JWE is written.
    pub writing: Writing,
    pub is_compressed: bool,
    /// Whether another can be added.
    pub can_add: bool,
}

/// What is signed or encrypted.
#[derive(Clone, Debug)]
pub struct PayloadEdit {
    pub kind: PayloadKind,
    /// Beside the heading: "214 bytes".
    pub subtitle: String,
    /// The claims or the text; `None`: a file, or too long to be edited in place.
    pub editor: Option<Editor>,
    /// It is too long to be edited in place.
    pub is_too_long: bool,
    pub mode: EditMode,
    /// The members, for the form; `None`: the text is not JSON.
    pub form: Option<Vec<FormRow>>,
    /// Members that the form does not show, because there are too many.
    pub form_more: usize,
    /// The file's name and size.
    pub file: String,
    /// What stands at the caret: a time.
    pub at_caret: Option<CaretTime>,
    /// Spaces and line breaks are left out of the token.
    pub is_compacted: bool,
    /// What *Format* and *Minify* do to the bytes that are signed.
    pub spacing: [String; 2],
    /// Whether a role can be added: the claims can be read.
    pub can_act: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaretTime {
    /// "exp · 2026-11-23 14:20:00 UTC · in 5 min".
    pub words: String,
    /// As a date that can be edited.
    pub date: String,
    /// It is a date, and should be the integer of this button.
    pub fix: Option<String>,
}

/// One member of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormRow {
    pub name: String,
    /// The name to edit: as it is, or the JSON string that it stands as where it could not be seen else.
    pub shown_name: String,
    /// `shown_name` is a JSON string.
    pub is_name_json: bool,
    /// The value to edit: a string without its quotes, else JSON.
    pub value: String,
    /// It is a string.
    pub is_text: bool,
    /// Too long to be edited in a line.
    pub is_long: bool,
    /// What it says, in words.
    pub reading: String,
    /// What the member means.
    pub explanation: Option<String>,
    /// What was typed and is not in the text, and why not.
    pub refused: Option<(String, String)>,
    /// "new", "changed", "there twice".
    pub badge: Option<(String, Tone)>,
}

#[derive(Clone, Debug, Default)]
pub struct ResultView {
    pub tone: Tone,
    /// One line: "Signed with ES256", "Too weak to issue", "The claims are not JSON".
    pub title: String,
    /// Why, each with what to do.
    pub reasons: Vec<(String, String)>,
    /// What can be done about it.
    pub actions: Vec<Action>,
    /// It is too weak: whether it was allowed; `None`: it is not.
    pub allowed: Option<bool>,
    pub token: Option<BuiltToken>,
    /// A newer one is being made.
    pub is_pending: bool,
    pub is_slow: bool,
    /// What Inspect would say about it, the worst first.
    pub remarks: Vec<RemarkRow>,
    /// Where a key is missing: takes the first of those at hand that fit.
    pub choose: Option<Action>,
    /// What the key that takes the first one does where none is offered: it says so.
    pub none_to_take: Option<Command>,
    /// What mends what is found at the caret, or else the first that can be mended in one step.
    pub mend: Option<Action>,
    /// Worth knowing: notes of the engine and the template.
    pub notes: Vec<Note>,
    /// Compared with the original.
    pub original: Option<OriginalView>,
    /// A CDN grant: what each of the two sides does, and what is copied for the other.
    pub halves: Option<Halves>,
}

/// A token that was made.
#[derive(Clone, Debug)]
pub struct BuiltToken {
    /// The token; very long ones are cut.
    pub text: Arc<str>,
    pub parts: Vec<TokenPart>,
    /// How many characters are not shown.
    pub more: usize,
    pub characters: String,
    /// It is of the draft as it stands.
    pub is_current: bool,
    /// "412 bytes".
    pub size: String,
    /// "18.7 times a session id".
    pub ratio: String,
    /// "+12 against the original"; empty: there is none.
    pub difference: String,
    /// Where the bytes go: parts.
    pub parts_sizes: Vec<SizeBar>,
    /// Where the bytes go: claims, as they were written.
    pub claims: Vec<SizeBar>,
    /// What the encoding and the layers cost.
    pub overhead: Vec<String>,
    /// How it stands to each way to send it.
    pub verdicts: Vec<(Tone, String)>,
    /// Limits that are near or exceeded.
    pub limits: Vec<LimitRow>,
    /// What would make it shorter.
    pub savings: Vec<SavingRow>,
    /// The payload is not in it.
    pub is_detached: bool,
    /// What became of spaces and line breaks between the claims, and the other way; `None`: there are none.
    pub whitespace: Option<Action>,
}

/// A draft beside the token that it was carried over from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginalView {
    /// Whether the old signature would still hold, in a sentence.
    pub signature: Option<(Tone, String)>,
    pub changes: Vec<ChangeRow>,
    /// "2 members differ", "Nothing differs".
    pub summary: String,
}

/// One member that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRow {
    /// "changed", "added", "removed".
    pub word: &'static str,
    /// In which text: "header", "claims".
    pub place: &'static str,
    pub name: String,
    pub was: String,
    pub is: String,
}

/// Both halves of a grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Halves {
    /// What the auth server does.
    pub signer: Vec<String>,
    /// What the CDN checks.
    pub checker: Vec<String>,
    /// The public JWK Set; `None`: the key has no public half.
    pub copy: Option<CopyTarget>,
}

/// A token that is signed by a card, an HSM or a KMS.
#[derive(Clone, Debug, Default)]
pub struct ElsewhereView {
    /// The public key that the signature is checked with, or the secret where there is none.
    pub picker: KeyPicker,
    /// In which forms the signature is taken.
    pub forms: &'static str,
    pub algorithms: Vec<Choice<&'static str>>,
    /// The one that is chosen.
    pub algorithm: String,
    /// What is to be signed.
    pub input: Option<InputView>,
    /// Why there is nothing: what is the case, and what to do.
    pub reasons: Vec<(String, String)>,
    /// What is wrong with it and what mends that: `kid` names another key than the one that is to sign.
    pub mendable: Vec<(Note, Action)>,
    /// Why there is no token of the signature; empty: nothing is wrong.
    pub error: String,
    /// How the signature was checked.
    pub outcome: (Tone, String),
    /// The token; empty: there is none yet.
    pub token: String,
}

/// What is to be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputView {
    /// Its beginning, as text.
    pub text: String,
    /// How long it is.
    pub size: String,
    /// "ES256 signs the SHA-256 of it".
    pub words: String,
    /// The hash, in hexadecimal; empty: the bytes themselves are signed.
    pub digest: String,
    /// It is text.
    pub can_copy: bool,
}

/// Variants of a token.
#[derive(Clone, Debug, Default)]
pub struct TamperView {
    pub title: String,
    pub is_pending: bool,
    /// Why there are none.
    pub error: String,
    /// What the verifier is to be told: label and value.
    pub verifier: Vec<(String, String)>,
    pub rows: Vec<VariantRow>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantRow {
    pub name: String,
    pub title: String,
    /// What a verifier that accepts it does wrong.
    pub why: String,
    /// Where the standard says so.
    pub reference: String,
    /// What a correct verifier must answer.
    pub expected: String,
    /// How that is shown.
    pub tone: Tone,
}
