//! What is about to be shared: all of it, with what is masked marked.

use crate::app::query;
use crate::app::state::State;
use crate::app::value::share::{ShareRules, ShareScope};
use crate::engine::redact::{Mask, Readable};
use crate::engine::speech;
use std::sync::Arc;

/// Characters of a line.
const WIDTH: usize = 84;

#[derive(Clone, Debug, PartialEq)]
pub struct ShareView {
    pub scope: ShareScope,
    /// Tokens on the desk.
    pub desk: usize,
    pub rules: ShareRules,
    pub lines: Arc<[ShareLine]>,
    /// How many values of each kind are masked; empty while it is worked on.
    pub summary: String,
    pub error: Option<String>,
    pub is_ready: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareLine {
    pub is_heading: bool,
    pub runs: Vec<ShareRun>,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareRun {
    pub text: String,
    /// What stood there, where it is masked.
    pub masked: Option<&'static str>,
}

pub(super) fn build(state: &State) -> ShareView {
    let share = &state.share;
    let redacted = share.redacted.as_deref().unwrap_or_default();
    let mut lines = Vec::new();
    let titles: Vec<String> = match share.scope {
        ShareScope::Token => vec!["Token".to_owned()],
        ShareScope::Desk => state.desk.entries.iter().map(|entry| query::desk::title(state, entry)).collect(),
    };
    for (index, redacted) in redacted.iter().enumerate() {
        heading(&mut lines, titles.get(index).map_or("Token", String::as_str));
        written(&mut lines, redacted.text.trim_end(), &redacted.masks);
        for readable in redacted.tokens.iter().flatten() {
            heading(&mut lines, &title(readable));
            read(&mut lines, readable);
        }
    }
    ShareView {
        scope: share.scope,
        desk: state.desk.entries.len(),
        rules: share.rules.clone(),
        lines: lines.into(),
        summary: if redacted.is_empty() { String::new() } else { speech::redact::summary(redacted) },
        error: share.error.clone(),
        is_ready: share.redacted.is_some(),
    }
}

fn title(readable: &Readable) -> String {
    let part = speech::redact::part(readable.part);
    match readable.depth {
        0 => format!("{part}, decoded"),
        _ => format!("{part} of a token inside, decoded"),
    }
}

fn heading(lines: &mut Vec<ShareLine>, text: &str) {
    lines.push(ShareLine { is_heading: true, runs: vec![ShareRun { text: text.to_owned(), masked: None }] });
}

/// A text as it is.
fn written(lines: &mut Vec<ShareLine>, text: &str, masks: &[Mask]) {
    let breaks = |line: &str| line.find('\n').map(|at| at + 1);
    pieces(lines, text, masks, breaks);
}

/// A JSON text, each member of the outermost object in a line of its own.
fn read(lines: &mut Vec<ShareLine>, readable: &Readable) {
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    let mut ends = Vec::new();
    for (at, byte) in readable.text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_string => is_escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            b',' if !in_string && depth == 1 => ends.push(at + 1),
            b'\n' => ends.push(at + 1),
            _ => {}
        }
    }
    let mut from = 0;
    for end in ends.into_iter().chain([readable.text.len()]) {
        let piece = readable.text.get(from..end).unwrap_or_default();
        let masks: Vec<Mask> = within(&readable.masks, from, end).collect();
        pieces(lines, piece, &masks, |_| None);
        from = end;
    }
}

/// The masks of these bytes, counted from the first of them.
fn within(masks: &[Mask], from: usize, end: usize) -> impl Iterator<Item = Mask> + '_ {
    let first = masks.partition_point(|mask| mask.span.end <= from);
    let rest = masks.get(first..).unwrap_or_default().iter().take_while(move |mask| mask.span.start < end);
    rest.map(move |mask| {
        let (start, end) = (mask.span.start.max(from) - from, mask.span.end.min(end) - from);
        Mask { span: crate::engine::ground::span::Span::new(start, end), kind: mask.kind }
    })
}

/// Cut where it must be, and where it is too long for a line.
fn pieces(lines: &mut Vec<ShareLine>, text: &str, masks: &[Mask], breaks: impl Fn(&str) -> Option<usize>) {
    let mut from = 0;
    while let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
        let longest = rest.char_indices().nth(WIDTH).map_or(rest.len(), |(at, _)| at);
        let line = &rest[..longest];
        let length = breaks(line).unwrap_or(longest);
        let end = from + length;
        let mut runs = Vec::new();
        let mut at = from;
        for mask in within(masks, from, end) {
            let (start, stop) = (from + mask.span.start, from + mask.span.end);
            push(&mut runs, text, at, start, None);
            push(&mut runs, text, start, stop, Some(speech::redact::kind(mask.kind)));
            at = stop;
        }
        push(&mut runs, text, at, end, None);
        lines.push(ShareLine { is_heading: false, runs });
        from = end;
    }
}

fn push(runs: &mut Vec<ShareRun>, text: &str, from: usize, to: usize, masked: Option<&'static str>) {
    let piece = text.get(from..to).unwrap_or_default().trim_end_matches(['\n', '\r']);
    if !piece.is_empty() {
        let text = crate::engine::text::escape::escaped(piece).into_owned();
        runs.push(ShareRun { text, masked });
    }
}
