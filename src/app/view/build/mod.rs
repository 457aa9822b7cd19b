//! The builder: what is edited, what is chosen, what comes of it.

mod claims;
mod completion;
mod disclose;
mod header;
mod original;
mod result;
mod tamper;
mod templates;

pub use crate::app::build::draft::{Follow, PayloadKind, Structure, Writing};
pub use claims::seconds_words;
pub use completion::{Completion, completions};
pub use disclose::{ClaimMark, PAGE, PresentationEdit, SelectionEdit};

use super::{Action, CopyTarget, Note, Role, Run, SizeBar, TextSpan, TokenPart, Tone, Workspace};
use crate::app::build::{Builder, text};
use crate::app::state::State;
use crate::engine::ground::json::{Fault, FaultKind};
use std::sync::Arc;

/// What the builder shows.
#[derive(Clone, Debug, Default)]
pub struct BuildView {
    /// Which page.
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
    /// Nothing yet.
    #[default]
    Nothing,
    /// What to start from.
    Templates(Templates),
    /// The draft and its token.
    Draft(Box<DraftView>),
    /// Variants of a token.
    Tamper(TamperView),
}

/// One of the texts of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each says what it is; signatures and recipients are counted from 0")]
pub enum Field {
    Claims,
    Text,
    Protected(usize),
    Unprotected(usize),
    EncryptionHeader,
    SharedHeader,
    RecipientHeader(usize),
    Aad,
    Apu(usize),
    Apv(usize),
    Count(usize),
}

/// A signature or a recipient, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each says what it is")]
pub enum Slot {
    Signature(usize),
    Recipient(usize),
}

/// How claims are edited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum EditMode {
    /// As JSON text.
    #[default]
    Text,
    /// Member by member.
    Form,
}

/// A quick action on the claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quick {
    /// `exp` so many seconds from now.
    Expires(i64),
    /// `iat` is now.
    IssuedNow,
    /// `nbf` is now.
    NotBeforeNow,
    /// A new random `jti`.
    NewId,
    /// One more of `roles`.
    AddRole(String),
}

/// Of which token variants are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TamperSource {
    /// The one that was made here.
    Built,
    /// The one in Inspect.
    Inspected,
}

/// What of the builder can be copied.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum BuildCopy {
    /// The token.
    Token,
    /// The payload that a detached token does not carry.
    DetachedPayload,
    /// The public halves of the keys that sign, as a JWK Set.
    PublicSet,
    /// What the holder shows of the token.
    Presentation,
    /// The n-th variant.
    Variant(usize),
    /// All variants as JSON.
    TamperSet,
}

/// What to start from.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    /// All of them.
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
    /// What it is called.
    pub name: String,
    /// What its claims are, or its payload.
    pub summary: String,
    /// How it is signed and encrypted.
    pub keys: String,
}

/// A template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateCard {
    /// Its number.
    pub index: usize,
    /// What people call it.
    pub title: String,
    /// Who makes it, who checks it, what for.
    pub summary: String,
    /// Where it is defined.
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
    /// What came of it.
    pub result: ResultView,
}

/// A text that is edited.
#[derive(Clone, Debug)]
pub struct Editor {
    /// Which one.
    pub field: Field,
    /// What a screen reader calls it.
    pub name: &'static str,
    /// The text.
    pub text: Arc<str>,
    /// The bytes that are wrong, and why.
    pub fault: Option<(TextSpan, String)>,
    /// The bytes of what is not as it was.
    pub marks: Vec<TextSpan>,
    /// What was just set, to be selected.
    pub selected: Option<TextSpan>,
}

/// One of several things to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<T> {
    /// What is chosen.
    pub value: T,
    /// Its name.
    pub name: String,
    /// What it is, in words.
    pub words: String,
    /// It goes with what is chosen already.
    pub fits: bool,
}

/// A key and an algorithm.
#[derive(Clone, Debug)]
pub struct KeyChoice {
    /// Whose.
    pub slot: Slot,
    /// "Signing key", "Recipient's key": what a screen reader calls it.
    pub name: &'static str,
    /// The keys of the session that could do it.
    pub keys: Vec<Choice<u64>>,
    /// The one that is chosen.
    pub key: Option<u64>,
    /// Its name; when none is chosen, why.
    pub key_words: String,
    /// The algorithms.
    pub algorithms: Vec<Choice<&'static str>>,
    /// The one that is chosen.
    pub algorithm: String,
    /// What it is, in words.
    pub algorithm_words: String,
    /// One is being made.
    pub is_making: bool,
}

/// One of several signatures or recipients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// "1 · ES256".
    pub label: String,
    /// How it stands.
    pub tone: Tone,
}

/// A signature.
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
    /// The protected header.
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
    /// Nothing is signed.
    pub is_unsecured: bool,
    /// Whether another can be added.
    pub can_add: bool,
}

/// The encryption.
#[derive(Clone, Debug)]
pub struct EncryptionEdit {
    /// All recipients; one alone has no tabs.
    pub tabs: Vec<Tab>,
    /// The one that is shown.
    pub index: usize,
    /// Key and algorithm.
    pub choice: KeyChoice,
    /// `enc`.
    pub content_encryptions: Vec<Choice<&'static str>>,
    /// The one that is used.
    pub content_encryption: String,
    /// Whether the headers follow.
    pub follow: Follow,
    /// The protected header.
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
    /// How the JWE is written.
    pub writing: Writing,
    /// Compresses the plaintext.
    pub is_compressed: bool,
    /// Whether another can be added.
    pub can_add: bool,
}

/// What is signed or encrypted.
#[derive(Clone, Debug)]
pub struct PayloadEdit {
    /// Claims, text, file.
    pub kind: PayloadKind,
    /// Beside the heading: "214 bytes".
    pub subtitle: String,
    /// The claims or the text; `None`: a file, or too long to be edited in place.
    pub editor: Option<Editor>,
    /// It is too long to be edited in place.
    pub is_too_long: bool,
    /// Text or form.
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
    /// Whether a role can be added: the claims can be read.
    pub can_act: bool,
}

/// A time at the caret.
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
    /// Its name.
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
    /// "new", "changed", "there twice".
    pub badge: Option<(String, Tone)>,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct ResultView {
    /// How it stands.
    pub tone: Tone,
    /// One line: "Signed with ES256", "Too weak to issue", "The claims are not JSON".
    pub title: String,
    /// Why, each with what to do.
    pub reasons: Vec<(String, String)>,
    /// What can be done about it.
    pub actions: Vec<Action>,
    /// It is too weak: whether it was allowed; `None`: it is not.
    pub allowed: Option<bool>,
    /// The token.
    pub token: Option<BuiltToken>,
    /// A newer one is being made.
    pub is_pending: bool,
    /// It takes long.
    pub is_slow: bool,
    /// Worth mending, each with what does it.
    pub mendable: Vec<(Note, Action)>,
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
    /// Its coloured parts.
    pub parts: Vec<TokenPart>,
    /// How many characters are not shown.
    pub more: usize,
    /// How many are.
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
    /// What differs.
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
    /// Its name.
    pub name: String,
    /// What it was.
    pub was: String,
    /// What it is.
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

/// Variants of a token.
#[derive(Clone, Debug, Default)]
pub struct TamperView {
    /// Of what.
    pub title: String,
    /// Being made.
    pub is_pending: bool,
    /// Why there are none.
    pub error: String,
    /// What the verifier is to be told: label and value.
    pub verifier: Vec<(String, String)>,
    /// The variants.
    pub rows: Vec<VariantRow>,
}

/// One variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantRow {
    /// Its stable name.
    pub name: String,
    /// What was done.
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

/// The size of the token that was made, for the bottom line.
pub(super) fn size_runs(state: &State) -> Vec<Run> {
    let Some(built) = state.build.current().and_then(|made| made.built.as_ref().ok()) else { return Vec::new() };
    let mut runs = vec![Run::new(super::size(built.size.total), Role::Strong)];
    for part in built.size.parts.iter().take(6) {
        runs.push(Run::new(" · ", Role::Weak));
        runs.push(Run::new(format!("{} {}", part.name, super::text::grouped(part.bytes)), Role::Plain));
    }
    runs.push(Run::new(" · ", Role::Weak));
    runs.push(Run::new(super::status::ratio(built.size.total), Role::Plain));
    runs
}

/// Whether Inspect shows a layer that can be carried over.
pub(super) fn can_edit(state: &State) -> bool {
    use crate::engine::jose::layer::JoseObject;
    state.is_current()
        && state.layer().is_some_and(|layer| match &layer.object {
            JoseObject::Jws(_) => layer.sd_jwt.is_none(),
            JoseObject::Jwe(_) => layer.content.is_some(),
            JoseObject::Unreadable(_) => false,
        })
}

pub(super) fn build(state: &State) -> BuildView {
    let builder = &state.build;
    let page = match (&builder.tamper, &builder.draft) {
        (Some(tampering), _) => Page::Tamper(tamper::view(tampering)),
        (None, Some(draft)) if !builder.is_choosing => Page::Draft(Box::new(DraftView {
            restored: templates::restored(state),
            title: draft.title.clone(),
            structure: draft.structure,
            signature: draft.structure.signs().then(|| header::signature(state, draft)).flatten(),
            encryption: draft.structure.encrypts().then(|| header::encryption(state, draft)).flatten(),
            payload: claims::payload(state, draft),
            selection: disclose::selection(state, draft),
            presentation: disclose::presentation(state, draft),
            is_more_open: builder.is_more_open,
            more: header::rare_in_use(draft),
            result: result::view(state, draft),
        })),
        // Each template is held against every key: not while nobody sees it.
        _ if state.workspace != Workspace::Build => Page::Nothing,
        _ => Page::Templates(templates::view(state)),
    };
    BuildView {
        page,
        revision: builder.revision,
        can_undo: builder.can_undo(),
        can_redo: builder.can_redo(),
        can_edit_inspected: can_edit(state),
        can_tamper_inspected: state.layer().is_some() && state.is_current(),
        naming: builder.keep.naming.clone(),
    }
}

/// The editor of a text.
fn editor(builder: &Builder, field: Field, name: &'static str) -> Editor {
    let text: Arc<str> = builder.draft.as_ref().and_then(|draft| text(draft, field)).map_or("", String::as_str).into();
    let document = builder.derived.document(field).filter(|_| !(is_header(field) && text.trim().is_empty()));
    let fault = document.and_then(|document| {
        let place = name_of_text(field);
        match document.fault() {
            Some(fault) => {
                let span = TextSpan { start: fault.span.start, end: fault.span.end };
                Some((span, syntax(place, &text, fault)))
            }
            None => {
                document.root().filter(|root| root.kind() != crate::engine::ground::json::Kind::Object).map(|root| {
                    let span = TextSpan { start: root.span().start, end: root.span().end };
                    (span, format!("{place} must be a JSON object, this is {}", root.kind().words()))
                })
            }
        }
    });
    // What the engine says of the bytes of this text, once the text itself is right.
    let fault = fault.or_else(|| result::fault_of(builder, field, &text));
    let marks = builder.derived.changes.iter().filter(|change| change.field == field);
    let marks = marks.filter_map(|change| change.span).map(|span| TextSpan { start: span.start, end: span.end });
    let selected = builder.selected.as_ref().filter(|(each, _)| *each == field);
    Editor {
        field,
        name,
        marks: marks.filter(|span| text.get(span.start..span.end).is_some()).collect(),
        selected: selected.map(|(_, range)| TextSpan { start: range.start, end: range.end }),
        fault,
        text,
    }
}

const fn is_header(field: Field) -> bool {
    !matches!(field, Field::Claims)
}

const fn name_of_text(field: Field) -> &'static str {
    match field {
        Field::Claims | Field::Text => "The claims",
        Field::Protected(_) | Field::EncryptionHeader => "The header",
        Field::Unprotected(_) => "The unprotected header",
        Field::SharedHeader => "The shared header",
        Field::RecipientHeader(_) => "The recipient's header",
        Field::Aad | Field::Apu(_) | Field::Apv(_) | Field::Count(_) => "The field",
    }
}

/// Line and column of a byte, both counted from 1, columns in characters.
fn place_in(text: &str, byte: usize) -> (usize, usize) {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    let before = text.get(..byte).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

/// What is wrong with a text, where, and what would be right.
fn syntax(place: &str, text: &str, fault: &Fault) -> String {
    let (line, column) = place_in(text, fault.span.start);
    let at = format!("line {line}, column {column}");
    let found = text.get(fault.span.start..).and_then(|rest| rest.chars().next());
    let found = found.map(|found| super::text::safe(&found.to_string())).unwrap_or_default();
    let what = match fault.kind {
        FaultKind::Empty => {
            return format!("{place} are empty: write {{ }} at least").replace("header are", "header is");
        }
        FaultKind::ByteOrderMark => format!("A byte order mark stands at {at}"),
        FaultKind::NotUtf8 => format!("No UTF-8 from {at} on"),
        FaultKind::Truncated => format!("Breaks off at {at}"),
        FaultKind::Unexpected => format!("\"{found}\" cannot stand at {at}"),
        FaultKind::BadNumber => format!("No number that JSON knows at {at}"),
        FaultKind::BadEscape => format!("No escape that JSON knows at {at}"),
        FaultKind::ControlCharacter => format!("A control character in a string at {at}"),
        FaultKind::Trailing => format!("Something goes on behind the end, at {at}"),
        FaultKind::TooDeep => format!("Nested too deep at {at}"),
        FaultKind::TooLong => format!("{place} too long"),
    };
    if fault.expected.is_empty() { what } else { format!("{what}; expected {}", fault.expected) }
}
