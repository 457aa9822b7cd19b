//! The builder: what is edited, what is chosen, what comes of it.

pub(in crate::app) mod claims;
pub(in crate::app) mod completion;
pub(in crate::app) mod disclose;
pub(in crate::app) mod elsewhere;
pub(in crate::app) mod header;
pub(in crate::app) mod missing;
pub mod model;
pub(in crate::app) mod original;
pub(in crate::app) mod remark;
pub(in crate::app) mod result;
pub(in crate::app) mod tamper;
pub(in crate::app) mod templates;

pub use claims::seconds_words;
pub use completion::{Completion, KnownValue, KnownValues, completions};
pub use disclose::{ClaimMark, PAGE, PresentationEdit, SelectionEdit};
pub use model::{
    BuildView, BuiltToken, CaretTime, ChangeRow, Choice, DraftView, Editor, ElsewhereView, EncryptionEdit, FormRow,
    Halves, InputView, KeyChoice, KeyPicker, OriginalView, OwnCard, Page, PayloadEdit, Reading, RemarkRow, ResultView,
    SignatureEdit, Tab, TamperView, TemplateCard, Templates, VariantRow,
};

use crate::app::query;
use crate::app::state::State;
use crate::app::state::builder::Builder;
use crate::app::state::builder::text::text;
use crate::app::value::builder::Field;
use crate::app::value::{Role, Run, TextSpan, Workspace};
use crate::engine::ground::json::{self, Fault, FaultKind};
use crate::engine::speech::Words;
use crate::engine::speech::builder::mistake as mistake_words;
use std::sync::Arc;

/// The size of the token that was made, for the bottom line.
pub(in crate::app) fn size_runs(state: &State) -> Vec<Run> {
    let Some(built) = state.build.current().and_then(|made| made.built.as_ref().ok()) else { return Vec::new() };
    let mut runs = vec![Run::new(crate::app::value::words::size(built.size.total), Role::Strong)];
    for part in built.size.parts.iter().take(6) {
        runs.push(Run::new(" · ", Role::Weak));
        runs.push(Run::new(format!("{} {}", part.name, crate::app::value::words::grouped(part.bytes)), Role::Plain));
    }
    runs.push(Run::new(" · ", Role::Weak));
    runs.push(Run::new(super::status::ratio(built.size.total), Role::Plain));
    runs
}

/// Whether Inspect shows a layer that can be carried over.
pub(in crate::app) fn can_edit(state: &State) -> bool {
    use crate::engine::jose::layer::JoseObject;
    state.is_current()
        && state.layer().is_some_and(|layer| match &layer.object {
            JoseObject::Jws(_) => layer.sd_jwt.is_none(),
            JoseObject::Jwe(_) => layer.content.is_some(),
            JoseObject::Unreadable(_) => false,
        })
}

pub(in crate::app) fn build(state: &State) -> BuildView {
    let builder = &state.build;
    let page = match (&builder.tamper, &builder.draft) {
        (Some(tampering), _) => Page::Tamper(tamper::view(tampering)),
        (None, Some(_)) if builder.elsewhere.is_some() && !builder.is_choosing => builder
            .elsewhere
            .as_ref()
            .map(|page| Page::Elsewhere(Box::new(elsewhere::view(state, page))))
            .unwrap_or_default(),
        (None, Some(draft)) if !builder.is_choosing => Page::Draft(Box::new(DraftView {
            restored: templates::restored(state),
            title: draft.title.clone(),
            header_mode: builder.header_mode,
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

/// Whether it tells how far away times are.
pub(in crate::app) fn shows_times(state: &State) -> bool {
    query::builder::next_tick(state).is_some() || state.build.keep.restored.is_some()
}

/// The clock has moved on, and nothing else has changed.
pub(in crate::app) fn refresh_times(state: &State, view: &mut BuildView) {
    if let (Page::Draft(page), Some(draft)) = (&mut view.page, &state.build.draft) {
        page.payload = claims::payload(state, draft);
        page.restored = templates::restored(state);
    }
}

/// The editor of a text.
fn editor(builder: &Builder, field: Field, name: &'static str) -> Editor {
    let text: Arc<str> = builder.draft.as_ref().and_then(|draft| text(draft, field)).map_or("", String::as_str).into();
    let document = builder.derived.document(field).filter(|_| !(is_header(field) && text.trim().is_empty()));
    let mistake = document.and_then(|document| json::mistake(&text, document.fault()?));
    let fault_name = mistake.as_ref().map(|(mistake, _)| mistake_words(mistake).sentence).unwrap_or_default();
    let fault = document.and_then(|document| {
        let place = name_of_text(field);
        match (document.fault(), &mistake) {
            (Some(_), Some((mistake, span))) => {
                let span = TextSpan { start: span.start, end: span.end };
                Some((span, mistaken(&mistake_words(mistake), &text, span.start)))
            }
            (Some(fault), None) => {
                let span = TextSpan { start: fault.span.start, end: fault.span.end };
                Some((span, syntax(place, &text, fault)))
            }
            (None, _) => document.root().filter(|root| root.kind() != json::Kind::Object).map(|root| {
                let span = TextSpan { start: root.span().start, end: root.span().end };
                (span, format!("{place} must be a JSON object; this is {}", root.kind().words()))
            }),
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
        remarks: remark::of_field(builder, field, &text),
        readings: Vec::new(),
        known: KnownValues::default(),
        table: None,
        has_no_table: false,
        fault_name,
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

/// A mistake by its name, where it is, and what to do.
fn mistaken(words: &Words, text: &str, at: usize) -> String {
    let (line, column) = place_in(text, at);
    format!("{} at line {line}, column {column}. {}", words.sentence, words.advice)
}

/// What is wrong with a text, where, and what would be right.
fn syntax(place: &str, text: &str, fault: &Fault) -> String {
    let (line, column) = place_in(text, fault.span.start);
    let at = format!("line {line}, column {column}");
    let found = text.get(fault.span.start..).and_then(|rest| rest.chars().next());
    let found = found.map(|found| crate::app::value::words::safe(&found.to_string())).unwrap_or_default();
    let what = match fault.kind {
        FaultKind::Empty => {
            return "Empty: write at least { }".to_owned();
        }
        FaultKind::ByteOrderMark => format!("Byte order mark at {at}"),
        FaultKind::NotUtf8 => format!("Not UTF-8 from {at} on"),
        FaultKind::Truncated => format!("Cut off at {at}"),
        FaultKind::Unexpected => format!("Unexpected \"{found}\" at {at}"),
        FaultKind::BadNumber => format!("Invalid number at {at}"),
        FaultKind::BadEscape => format!("Invalid escape at {at}"),
        FaultKind::ControlCharacter => format!("Control character in a string at {at}"),
        FaultKind::Trailing => format!("Trailing data at {at}"),
        FaultKind::TooDeep => format!("Nested too deeply at {at}"),
        FaultKind::TooLong => format!("{place} is too long"),
    };
    match fault.expected.words() {
        "" => what,
        expected => format!("{what}; expected {expected}"),
    }
}
