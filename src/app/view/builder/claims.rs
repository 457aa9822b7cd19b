//! What is signed or encrypted, and how it is edited.

use super::completion::{KnownValues, known_values};
use super::{CaretTime, Editor, FormRow, PayloadEdit, Reading, editor};
use crate::app::query::builder::caret::{AtCaret, at_caret};
use crate::app::query::builder::times::{TimeAt, times};
use crate::app::state::State;
use crate::app::state::builder::change::ChangeKind;
use crate::app::value::builder::{EditMode, Field, PayloadKind};
use crate::app::value::reading::EDITABLE;
use crate::app::value::words::{counted, elided, grouped, size};
use crate::app::value::{Tone, time};
use crate::app::view::member::{explain_claim, explain_header};
use crate::engine::builder::draft::{Draft, DraftPayload};
use crate::engine::builder::edit;
use crate::engine::ground::json::{Document, Value, duplicates};
use crate::engine::ground::limit::Limits;
use crate::engine::jwt::numeric_date::format_utc;
use crate::engine::text::deceptive::is_deceptive;
use crate::engine::text::escape::escaped;

/// Members that the form shows; the text shows them all.
const ROWS: usize = 500;
/// Characters that can be edited in one line.
const LINE: usize = 2_000;
/// Times that are read out of one member.
const TIMES: usize = 6;

pub(in crate::app) fn payload(state: &State, draft: &Draft) -> PayloadEdit {
    let payload = &draft.payload;
    let builder = &state.build;
    let document = builder.derived.document(Field::Claims);
    let (editor, length) = match payload.kind {
        PayloadKind::Claims => (Some(editor(builder, Field::Claims, "Claims")), payload.claims.len()),
        PayloadKind::Text => (Some(editor(builder, Field::Text, "Payload")), payload.text.len()),
        PayloadKind::File => (None, payload.file.as_ref().map_or(0, |file| file.bytes.len())),
    };
    let is_claims = payload.kind == PayloadKind::Claims;
    let editor = editor.map(|editor| Editor {
        readings: document.filter(|_| is_claims).map(|document| readings(state, document)).unwrap_or_default(),
        known: if is_claims { known_values(state, &payload.claims) } else { KnownValues::default() },
        ..editor
    });
    // A text field would lag behind the keys.
    let is_too_long = editor.is_some() && length > EDITABLE;
    let editor = editor.filter(|_| !is_too_long);
    let form = document
        .filter(|_| is_claims && !is_too_long && builder.claims_mode == EditMode::Form)
        .and_then(|document| document.object().map(|root| (form(state, Field::Claims, document), root.child_count())));
    let form_more = form.as_ref().map_or(0, |(rows, count)| count.saturating_sub(rows.len()));
    PayloadEdit {
        kind: payload.kind,
        subtitle: size(length),
        editor,
        is_too_long,
        mode: if is_claims && !is_too_long { builder.claims_mode } else { EditMode::Text },
        form: form.map(|(rows, _)| rows),
        form_more,
        file: match &payload.file {
            Some(file) => format!("{}, {}", elided(&file.name, 60), counted(file.bytes.len(), "byte")),
            None => String::new(),
        },
        at_caret: caret_time(state),
        is_compacted: payload.is_compacted,
        spacing: spacing(payload, is_claims && !is_too_long),
        can_act: document.is_some_and(|document| document.object().is_some()),
    }
}

/// What *Format* and *Minify* do to the bytes that are signed.
fn spacing(payload: &DraftPayload, is_shown: bool) -> [String; 2] {
    let what = ["One member per line", "No spaces and line breaks between values"];
    let depth = Limits::DEFAULT.json_depth;
    let length = payload.claims.len();
    let told = |what: &str, spaced: Result<String, _>| match spaced {
        _ if payload.is_compacted => format!("{what}. What is signed stays the same: it has no spaces anyway"),
        Ok(text) if text == payload.claims => format!("{what}: it already is"),
        Ok(text) => {
            format!("{what}. What is signed changes: {} bytes instead of {}", grouped(text.len()), grouped(length))
        }
        Err(_) => format!("{what}: available once the text is JSON"),
    };
    if !is_shown {
        return Default::default();
    }
    [told(what[0], edit::pretty(&payload.claims, depth)), told(what[1], edit::compact(&payload.claims, depth))]
}

/// What the times in the claims are.
fn readings(state: &State, document: &Document) -> Vec<Reading> {
    let reading = |time: TimeAt| Reading {
        end: time.span.end,
        name: time.name,
        words: seconds_words(time.seconds, state.now()),
        short: time::from_now(i128::from(time.seconds), state.now()),
    };
    times(document).take(ROWS).map(reading).collect()
}

/// What a member says, where it is a time, or holds some: each in a line.
fn read_out(state: &State, times: &[TimeAt], value: Value<'_>) -> String {
    let span = value.span();
    let within = times.get(times.partition_point(|time| time.span.start < span.start)..).unwrap_or_default();
    let within = within.iter().take_while(|time| time.span.end <= span.end).take(TIMES);
    let line = |time: &TimeAt| match seconds_words(time.seconds, state.now()) {
        words if time.span == span => words,
        words => format!("{}: {words}", elided(&time.name, 24)),
    };
    within.map(line).collect::<Vec<_>>().join("\n")
}

fn caret_time(state: &State) -> Option<CaretTime> {
    let (field, caret) = state.build.caret?;
    let document = state.build.derived.document(field).filter(|_| field == Field::Claims)?;
    let AtCaret { name, seconds, is_written_as_date, .. } = at_caret(document, caret)?;
    let date = format_utc(seconds);
    let distance = time::from_now(i128::from(seconds), state.now());
    let name = if name.is_empty() { String::new() } else { format!("{} · ", elided(&name, 24)) };
    let words = if is_written_as_date {
        format!("{name}a date, but a NumericDate is a number")
    } else {
        format!("{name}{date} · {distance}")
    };
    Some(CaretTime { words, date, fix: is_written_as_date.then(|| format!("Make it {seconds}")) })
}

/// The members of a text as rows.
pub(super) fn form(state: &State, field: Field, document: &Document) -> Vec<FormRow> {
    let Some(root) = document.root() else { return Vec::new() };
    let repeated = duplicates(root);
    let changes = &state.build.derived.changes;
    let times: Vec<TimeAt> = times(document).collect();
    root.members()
        .take(ROWS)
        .map(|member| {
            let value = member.value;
            let text = value.as_str().filter(|text| !value.has_lone_surrogate() && !text.contains(is_deceptive));
            let is_text = text.is_some();
            let shown = text.map_or_else(|| in_one_line(&value.lexeme()), |text| text.into_owned());
            let change = changes.iter().find(|change| change.field == field && change.name == member.name);
            let badge = if repeated.iter().any(|(name, _)| *name == member.name) {
                Some(("there twice".to_owned(), Tone::Bad))
            } else {
                change.map(|change| match change.kind {
                    ChangeKind::Added => ("added".to_owned(), Tone::Warning),
                    ChangeKind::Removed | ChangeKind::Changed => ("changed".to_owned(), Tone::Warning),
                })
            };
            let written = document.bytes().get(member.name_span.range()).unwrap_or_default();
            let (shown_name, is_name_json) = shown_name(&member.name, &String::from_utf8_lossy(written));
            let refused = state.build.refused.iter();
            let refused = refused.filter(|each| each.field == field).find(|each| each.name == member.name);
            FormRow {
                refused: refused.map(|refused| (refused.typed.clone(), refused.why.clone())),
                shown_name,
                is_name_json,
                is_long: shown.len() > LINE,
                value: shown,
                is_text,
                reading: read_out(state, &times, value),
                explanation: match field {
                    Field::Claims => explain_claim(&member.name),
                    _ => explain_header(&member.name),
                },
                badge,
                name: member.name.into_owned(),
            }
        })
        .collect()
}

/// A name as it is edited: itself, or the JSON string that it stands as where a character of it could not be seen.
fn shown_name(name: &str, written: &str) -> (String, bool) {
    let is_plain = !name.contains(is_deceptive) && !name.contains(char::REPLACEMENT_CHARACTER);
    if is_plain { (name.to_owned(), false) } else { (escaped(written).into_owned(), true) }
}

/// JSON without line breaks between its values, and with what cannot be seen written out: the same value.
fn in_one_line(json: &str) -> String {
    // A line break can stand between values alone.
    let line = json.contains(['\n', '\r']).then(|| edit::compact(json, Limits::DEFAULT.json_depth).ok()).flatten();
    escaped(line.as_deref().unwrap_or(json)).into_owned()
}

/// A time in words: "2026-11-23 14:20:00 UTC · in 5 min".
pub fn seconds_words(seconds: i64, now: i64) -> String {
    format!("{} · {}", format_utc(seconds), time::from_now(i128::from(seconds), now))
}
