//! The left pane: every parameter of the header with the place it came from.

use super::cache::Kept;
use super::json::{Places, Section, fault_note, json_rows};
use super::member::{explain_header, header_row};
use super::{MemberRow, Message, Pane, PaneBody, RowList};
use crate::app::message::command::Command;
use crate::app::state::State;
use crate::app::value::words::counted;
use crate::app::value::{CopyTarget, PaneMode, TABLE_ROWS, Tone};
use crate::engine::ground::json::Kind;
use crate::engine::jose::header::HeaderSource;
use std::collections::HashMap;

fn places(state: &State, source: &HeaderSource) -> Places {
    Places { part: source.part.clone(), map: state.entry_map() }
}

pub(super) fn build(state: &State, kept: &mut Kept) -> Pane {
    let header = state.covered_layer().and_then(|layer| layer.header(state.entry_index()));
    let sources = header.map_or(&[][..], |header| &header.sources);
    let bytes: usize = sources.iter().map(|source| source.part.as_ref().map_or(0, |part| part.bytes.len())).sum();
    let is_object = |source: &HeaderSource| source.object().is_some_and(|object| object.kind() == Kind::Object);
    let has_rows = sources.iter().any(is_object);
    let is_broken = sources.iter().any(|source| source.root == 0 && !source.document.is_complete());
    // A table would hide what is wrong: a header that is no object, or breaks off, is shown as it stands.
    let mode = if has_rows && !is_broken { state.settings.header_mode } else { PaneMode::Json };
    let body = if sources.is_empty() {
        PaneBody::Message(Message {
            title: if header.is_some() { "There is no header" } else { "" }.to_owned(),
            ..Message::default()
        })
    } else if mode == PaneMode::Table {
        PaneBody::Table(table(state, sources))
    } else {
        kept.header_rows(state).map_or_else(|| PaneBody::Message(Message::default()), PaneBody::Rows)
    };
    Pane {
        title: "Header".to_owned(),
        subtitle: match bytes {
            0 => String::new(),
            _ if state.shown_key_binding().is_some() => format!("{}, key binding", counted(bytes, "byte")),
            _ => counted(bytes, "byte"),
        },
        brief: String::new(),
        issuer: String::new(),
        more: Vec::new(),
        body,
        mode,
        modes: if has_rows && !is_broken { vec![PaneMode::Table, PaneMode::Json] } else { Vec::new() },
        copy: (!sources.is_empty()).then_some(CopyTarget::Header),
        note: sources
            .iter()
            .filter(|source| source.root == 0)
            .find_map(|source| fault_note(&source.document, &places(state, source))),
    }
}

fn table(state: &State, sources: &[HeaderSource]) -> Vec<MemberRow> {
    let is_encryption = state.layer().is_some_and(|layer| layer.jwe().is_some());
    // Names must be unique over all the objects that make a header (RFC 7515 §4).
    let mut times: HashMap<String, usize> = HashMap::new();
    let members = || sources.iter().flat_map(|source| source.object().into_iter().flat_map(|object| object.members()));
    for member in members() {
        *times.entry(member.name.into_owned()).or_default() += 1;
    }
    let mut rows = Vec::new();
    let mut place = 0;
    for source in sources {
        let places = places(state, source);
        for member in source.object().into_iter().flat_map(|object| object.members()) {
            if rows.len() < TABLE_ROWS {
                let times = times.get(&*member.name).copied().unwrap_or(1);
                let row =
                    header_row(member.value, &source.document, source.origin, is_encryption, place, &places, times);
                rows.push(row);
            }
            place += 1;
        }
    }
    if place > TABLE_ROWS {
        rows.push(more_row(place - TABLE_ROWS, CopyTarget::Header, Command::HeaderMode(PaneMode::Json)));
    }
    rows
}

/// The last row of a table that is too long; the command shows all of it.
pub(super) fn more_row(left: usize, copy: CopyTarget, command: Command) -> MemberRow {
    MemberRow {
        name: "…".to_owned(),
        value: vec![crate::app::value::Run::new(
            format!("and {} more", crate::app::value::words::grouped(left)),
            crate::app::value::Role::Weak,
        )],
        reading: Vec::new(),
        explanation: None,
        badges: Vec::new(),
        copy,
        token: None,
        tone: Tone::Neutral,
        depth: 0,
        fold: None,
        whole: Some(command),
        is_rest: true,
    }
}

/// The rows of the JSON mode.
pub(super) fn rows(state: &State) -> Option<RowList> {
    let header = state.covered_layer()?.header(state.entry_index())?;
    let (mut first_node, mut first_member) = (0, 0);
    let mut sections = Vec::new();
    for source in &header.sources {
        let heading = (header.sources.len() > 1).then(|| source.origin.words().to_owned());
        sections.push(Section {
            heading,
            document: source.document.clone(),
            root: source.root,
            places: places(state, source),
            first_node,
            copy: |_, member| member.map(CopyTarget::HeaderValue),
            first_member,
            explain: explain_header,
            zone: state.local_zone().cloned(),
        });
        first_node += source.document.len();
        first_member += source.object().map_or(0, |object| object.members().count());
    }
    (!sections.is_empty()).then(|| json_rows(sections, &state.looking.header_folds))
}
