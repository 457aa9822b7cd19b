//! Rows of a pane: JSON as it was written, text, hexadecimal, base64url. Each row is made when it is seen.

use super::{Fold, Note, Row, RowList, Rows};
use crate::app::value::reading::SourceMap;
use crate::app::value::words::{counted, elided, safe};
use crate::app::value::{CopyTarget, Role, Run, TextSpan, Tone, time};
use crate::engine::ground::json::{Document, Fault, FaultKind, Kind, Value, duplicates};
use crate::engine::ground::span::Span;
use crate::engine::jose::part::Part;
use crate::engine::jwt::numeric_date;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// Characters of a string that a row shows.
const SHOWN: usize = 200;
/// Characters of a value in a row of its own, before it is opened.
const CUT: usize = 60;
/// Characters of a row of a long value that was opened.
const PIECE: usize = 60;
/// Characters that a level stands in, where a pane has a width.
const STEP: usize = 2;
/// Fewer characters of a value stand in no row.
const LEAST: usize = 16;
/// Bytes of a value that is shown to its end without being asked for.
const WHOLE: usize = 2_000;
/// More members than this are not compared by name.
const REPEATED: usize = 10 * crate::app::value::TABLE_ROWS;
/// Bytes of a row in hexadecimal.
const HEX: usize = 8;
/// Characters of a row of base64url, which stands in the narrow pane at the right.
pub(super) const NARROW: usize = 28;
/// Characters at most of a row of text.
pub(super) const WIDE: usize = 68;

/// From bytes of a decoded part to characters of the box.
#[derive(Clone, Default)]
pub(super) struct Places {
    /// The part that carries the bytes; none for what stands in the clear.
    pub part: Option<Part>,
    /// The layer's text in the box; none for a layer inside, and while an older token is shown.
    pub map: Option<SourceMap>,
}

impl Places {
    /// The characters of the box that carry these bytes.
    pub fn of(&self, bytes: Span) -> Option<TextSpan> {
        let in_text = self.part.as_ref().map_or(bytes, |part| part.span_of_bytes(bytes));
        self.map.as_ref()?.span(in_text)
    }
}

/// A name and its value as one stretch of bytes.
pub(super) fn member_span(value: Value<'_>) -> Span {
    let span = value.span();
    Span::new(value.name_span().map_or(span.start, |name| name.start), span.end)
}

/// One JSON object that is shown: a header source, the claims.
pub(super) struct Section {
    /// A heading, where there is more than one.
    pub heading: Option<String>,
    pub document: Arc<Document>,
    /// The value of the document that is shown.
    pub root: usize,
    pub places: Places,
    /// What is added to a node's number, so that folds of several sections do not meet.
    pub first_node: usize,
    /// What copying the value of a node puts on the clipboard, given its number in the document and, for a member of the
    /// root, its place there.
    pub copy: fn(usize, Option<usize>) -> Option<CopyTarget>,
    /// What is added to the place of a member of the root.
    pub first_member: usize,
    /// What a member of the root means.
    pub explain: fn(&str) -> Option<String>,
    /// Where times are told, if not in UTC.
    pub zone: Option<jiff::tz::TimeZone>,
}

/// What stands in one row.
#[derive(Clone, Copy)]
enum Line {
    Heading,
    /// A value, or the opening of an object or array.
    Open(u32),
    Close(u32),
    /// A piece of a long value that was opened, from this byte of it on.
    Piece(u32, u32),
    /// What the time above it is.
    Time(u32),
    /// The text behind the fault.
    Rest,
}

struct JsonRows {
    sections: Arc<Vec<Section>>,
    lines: Vec<(u16, Line)>,
    /// Objects and arrays that are folded, and long values that are opened.
    folded: HashSet<usize>,
    /// For each section, the members of the root whose name stands there more than once.
    repeated: Arc<Vec<HashSet<usize>>>,
    /// How wide the pane is, where that is known.
    columns: Option<usize>,
}

/// How the rows of a pane of a width are cut.
#[derive(Clone, Copy)]
struct Wrapping<'a> {
    section: &'a Section,
    folded: &'a HashSet<usize>,
    columns: Option<usize>,
}

impl Wrapping<'_> {
    /// Characters that a value has room for beside its name.
    fn first(self, value: Value<'_>) -> usize {
        let Some(columns) = self.columns else { return CUT };
        // Quotes, the colon and the comma.
        let name = value.name_span().filter(|_| value.index() != self.section.root);
        let name = name.map_or(1, |name| name.len().min(SHOWN) + 3);
        columns.saturating_sub(self.indent(value) * STEP + name).max(LEAST)
    }

    /// Characters of each row below that.
    fn further(self, value: Value<'_>) -> usize {
        let Some(columns) = self.columns else { return PIECE };
        columns.saturating_sub((self.indent(value) + 1) * STEP + 1).max(LEAST)
    }

    fn indent(self, value: Value<'_>) -> usize {
        value.depth().saturating_sub(self.section.document.value(self.section.root).map_or(0, Value::depth))
    }

    /// Whether the value is cut in its row, so that it can be opened.
    fn is_long(self, value: Value<'_>) -> bool {
        let room = self.first(value);
        !is_container(value) && value.span().len() > room && value.lexeme().chars().nth(room).is_some()
    }

    /// Whether a long value is shown to its end: one that fits a pane is, unless it was closed.
    fn is_open(self, value: Value<'_>) -> bool {
        let is_whole = self.columns.is_some() && value.span().len() <= WHOLE;
        self.folded.contains(&(self.section.first_node + value.index())) != is_whole
    }

    /// Whether a time has no room beside its number.
    fn has_time_below(self, value: Value<'_>) -> bool {
        let width = |time: String| value.span().len() + time.chars().count() + 2;
        let room = self.first(value);
        self.columns.is_some()
            && value.name_span().is_some()
            && time_of(self.section, value).is_some_and(|time| width(time) > room)
    }
}

/// Rows of these objects, one below the other.
pub(super) fn json_rows(sections: Vec<Section>, folded: &HashSet<usize>) -> RowList {
    let lines = lines(&sections, folded, None);
    let repeated = Arc::new(sections.iter().map(repeated).collect());
    RowList(Arc::new(JsonRows { sections: Arc::new(sections), lines, folded: folded.clone(), repeated, columns: None }))
}

fn lines(sections: &[Section], folded: &HashSet<usize>, columns: Option<usize>) -> Vec<(u16, Line)> {
    let mut lines = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        let Ok(index) = u16::try_from(index) else { break };
        if section.heading.is_some() {
            lines.push((index, Line::Heading));
        }
        expand(Wrapping { section, folded, columns }, |line| lines.push((index, line)));
    }
    lines
}

/// The members of the root whose name stands there more than once (RFC 7519 §4).
fn repeated(section: &Section) -> HashSet<usize> {
    let root = section.document.value(section.root);
    let Some(root) = root.filter(|root| root.kind() == Kind::Object && root.child_count() <= REPEATED) else {
        return HashSet::new();
    };
    duplicates(root).into_iter().flat_map(|(_, values)| values).map(Value::index).collect()
}

/// Walks the nodes that are not folded away: linear, no recursion.
fn expand(wrapping: Wrapping<'_>, mut add: impl FnMut(Line)) {
    let Wrapping { section, folded, .. } = wrapping;
    let document = &section.document;
    let Some(root) = document.value(section.root) else {
        add_fault(document, &mut add);
        return;
    };
    let end = root.next_index();
    let mut open: Vec<(usize, u32)> = Vec::new();
    let mut index = section.root;
    loop {
        while let Some(&(next, node)) = open.last()
            && index >= next
        {
            open.pop();
            if document.value(node as usize).is_some_and(|value| is_closed(document, value)) {
                add(Line::Close(node));
            }
        }
        if index >= end {
            break;
        }
        let (Some(value), Ok(node)) = (document.value(index), u32::try_from(index)) else { break };
        add(Line::Open(node));
        if !is_container(value) || value.child_count() == 0 {
            if wrapping.is_open(value) && wrapping.is_long(value) {
                pieces(wrapping, value, |at| add(Line::Piece(node, at)));
            }
            if wrapping.has_time_below(value) {
                add(Line::Time(node));
            }
            index += 1;
        } else if folded.contains(&(section.first_node + index)) {
            index = value.next_index();
        } else {
            open.push((value.next_index(), node));
            index += 1;
        }
    }
    // A fault of the document concerns the object that is the document.
    if section.root == 0 {
        add_fault(document, &mut add);
    }
}

fn add_fault(document: &Document, add: &mut impl FnMut(Line)) {
    if document.fault().is_some() && !rest(document).is_empty() {
        add(Line::Rest);
    }
}

/// Where the rows of a long value begin below that of its name, in bytes of it.
fn pieces(wrapping: Wrapping<'_>, value: Value<'_>, mut add: impl FnMut(u32)) {
    let beside = if wrapping.columns.is_some() { wrapping.first(value) } else { 0 };
    for (at, _) in value.lexeme().char_indices().skip(beside).step_by(wrapping.further(value)) {
        let Ok(at) = u32::try_from(at) else { return };
        add(at);
    }
}

/// The bytes behind the last value that was read: also the name that the fault cut off.
fn rest(document: &Document) -> Span {
    let all = document.bytes();
    let last = document.len().checked_sub(1).and_then(|last| document.value(last));
    let mut start = match last {
        None => 0,
        Some(value) if is_container(value) && !is_closed(document, value) => value.span().start + 1,
        Some(value) => value.span().end,
    };
    // Brackets that were closed behind it are shown already.
    while all.get(start).is_some_and(|byte| byte.is_ascii_whitespace() || b",]}".contains(byte)) {
        start += 1;
    }
    let fault = document.fault().map_or(all.len(), |fault| fault.span.start);
    Span::new(start.min(fault), all.len())
}

fn is_container(value: Value<'_>) -> bool {
    matches!(value.kind(), Kind::Object | Kind::Array)
}

/// Whether the closing bracket was there: in a text that breaks off it may not be.
fn is_closed(document: &Document, value: Value<'_>) -> bool {
    if document.is_complete() {
        return true;
    }
    let span = value.span();
    let bracket = if value.kind() == Kind::Object { b'}' } else { b']' };
    let Some(last) = span.end.checked_sub(1).filter(|last| *last > span.start) else { return false };
    let inside = value.children().last().map_or(span.start + 1, |child| child.span().end);
    let bytes = document.bytes();
    bytes.get(last) == Some(&bracket)
        && bytes.get(inside..last).is_some_and(|bytes| bytes.iter().all(|byte| byte.is_ascii_whitespace()))
}

impl Rows for JsonRows {
    fn len(&self) -> usize {
        self.lines.len()
    }

    fn row(&self, index: usize) -> Row {
        let Some(&(number, line)) = self.lines.get(index) else { return Row::default() };
        let Some(section) = self.sections.get(usize::from(number)) else { return Row::default() };
        match line {
            Line::Heading => {
                Row { runs: vec![Run::new(section.heading.clone().unwrap_or_default(), Role::Weak)], ..Row::default() }
            }
            Line::Open(node) => self.opening(section, node as usize, self.repeated.get(usize::from(number))),
            Line::Piece(node, at) => piece(self.wrapping(section), node as usize, at as usize),
            Line::Time(node) => time_below(section, node as usize),
            Line::Close(node) => closing(section, node as usize),
            Line::Rest => rest_row(section),
        }
    }

    fn wrapped(&self, columns: usize) -> Option<RowList> {
        Some(RowList(Arc::new(Self {
            sections: Arc::clone(&self.sections),
            lines: lines(&self.sections, &self.folded, Some(columns)),
            folded: self.folded.clone(),
            repeated: Arc::clone(&self.repeated),
            columns: Some(columns),
        })))
    }
}

impl JsonRows {
    fn wrapping<'a>(&'a self, section: &'a Section) -> Wrapping<'a> {
        Wrapping { section, folded: &self.folded, columns: self.columns }
    }

    fn opening(&self, section: &Section, node: usize, repeated: Option<&HashSet<usize>>) -> Row {
        let Some(value) = section.document.value(node) else { return Row::default() };
        let base = section.document.value(section.root).map_or(0, Value::depth);
        let depth = value.depth().saturating_sub(base);
        let mut runs = name_runs(section, value);
        let mut fold = None;
        if is_container(value) {
            let (open, close) = brackets(value);
            if value.child_count() == 0 {
                runs.push(Run::new(
                    format!("{open}{}", if is_closed(&section.document, value) { close } else { "" }),
                    Role::Punctuation,
                ));
            } else {
                let folded = self.folded.contains(&(section.first_node + node));
                fold = Some(Fold { node: section.first_node + node, folded });
                runs.push(Run::new(open, Role::Punctuation));
                if folded {
                    let unit = if value.kind() == Kind::Object { "member" } else { "element" };
                    runs.push(Run::new(format!(" {} ", counted(value.child_count(), unit)), Role::Weak));
                    runs.push(Run::new(close, Role::Punctuation));
                }
            }
            if (value.child_count() == 0 || fold.is_some_and(|fold| fold.folded)) && has_next(section, value) {
                runs.push(Run::new(",", Role::Punctuation));
            }
        } else {
            let wrapping = self.wrapping(section);
            let is_opened = wrapping.is_open(value);
            if wrapping.is_long(value) {
                fold = Some(Fold { node: section.first_node + node, folded: !is_opened });
            }
            match fold {
                Some(_) if is_opened && self.columns.is_some() => {
                    let beside: String = value.lexeme().chars().take(wrapping.first(value)).collect();
                    runs.push(Run::new(safe(&beside), role(value.kind())));
                }
                Some(_) if is_opened => runs.push(Run::new(counted(value.span().len(), "byte"), Role::Weak)),
                _ => {
                    runs.push(scalar_run(value, wrapping.first(value)));
                    if has_next(section, value) {
                        runs.push(Run::new(",", Role::Punctuation));
                    }
                }
            }
        }
        if let Some(time) = time_of(section, value).filter(|_| !self.wrapping(section).has_time_below(value)) {
            runs.push(Run::new(format!("  {time}"), Role::Weak));
        }
        if repeated.is_some_and(|repeated| repeated.contains(&node)) {
            runs.push(Run::new("  duplicate name", Role::Tone(Tone::Bad)));
        }
        let name = (depth == 1).then(|| value.name()).flatten();
        let place = name.as_ref().and_then(|_| place_in_root(section, node));
        Row {
            indent: depth,
            fold,
            runs,
            copy: (section.copy)(node, place.map(|place| place + section.first_member)),
            token: section.places.of(member_span(value)),
            explanation: name.and_then(|name| (section.explain)(&name)),
        }
    }
}

/// What a time is, where the name says that the number is one, or that of the list that it is in.
fn time_of(section: &Section, value: Value<'_>) -> Option<String> {
    let name = (value.kind() == Kind::Number).then(|| value.name().or_else(|| list_of(value)?.name()))??;
    let seconds = i64::try_from(time::of_claim(&name, value)?).ok()?;
    Some(section.zone.as_ref().map_or_else(|| numeric_date::format_utc(seconds), |zone| time::local(seconds, zone)))
}

/// The list that a value is in, as far as it is near: the rows that are seen are made at every frame.
fn list_of(value: Value<'_>) -> Option<Value<'_>> {
    const NEAR: usize = 100;
    let before = (value.index().saturating_sub(NEAR)..value.index()).rev();
    let holds = |other: &Value<'_>| other.depth() + 1 == value.depth() && other.next_index() > value.index();
    let holder = before.filter_map(|index| value.document().value(index)).find(holds)?;
    (holder.kind() == Kind::Array).then_some(holder)
}

/// Which member of the root this is. Only headers need it, and those are short.
fn place_in_root(section: &Section, node: usize) -> Option<usize> {
    section
        .document
        .value(section.root)?
        .children()
        .take(crate::app::value::TABLE_ROWS)
        .position(|child| child.index() == node)
}

/// A row of a long value.
fn piece(wrapping: Wrapping<'_>, node: usize, at: usize) -> Row {
    let section = wrapping.section;
    let Some(value) = section.document.value(node) else { return Row::default() };
    let lexeme = value.lexeme();
    let rest = lexeme.get(at..).unwrap_or_default();
    let end = rest.char_indices().nth(wrapping.further(value)).map_or(rest.len(), |(end, _)| end);
    let mut runs = vec![Run::new(safe(&rest[..end]), role(value.kind()))];
    if end == rest.len() && has_next(section, value) {
        runs.push(Run::new(",", Role::Punctuation));
    }
    let start = value.span().start + at;
    let token = section.places.of(Span::new(start, start + end));
    Row { indent: wrapping.indent(value) + 1, runs, token, ..Row::default() }
}

/// What a time is, below it.
fn time_below(section: &Section, node: usize) -> Row {
    let Some(value) = section.document.value(node) else { return Row::default() };
    let base = section.document.value(section.root).map_or(0, Value::depth);
    let runs = vec![Run::new(time_of(section, value).unwrap_or_default(), Role::Weak)];
    let token = section.places.of(value.span());
    Row { indent: value.depth().saturating_sub(base) + 1, runs, token, ..Row::default() }
}

fn closing(section: &Section, node: usize) -> Row {
    let Some(value) = section.document.value(node) else { return Row::default() };
    let base = section.document.value(section.root).map_or(0, Value::depth);
    let comma = if has_next(section, value) { "," } else { "" };
    Row {
        indent: value.depth().saturating_sub(base),
        runs: vec![Run::new(format!("{}{comma}", brackets(value).1), Role::Punctuation)],
        ..Row::default()
    }
}

fn name_runs(section: &Section, value: Value<'_>) -> Vec<Run> {
    let Some(span) = value.name_span().filter(|_| value.index() != section.root) else { return Vec::new() };
    let name = String::from_utf8_lossy(section.document.bytes().get(span.range()).unwrap_or_default());
    vec![Run::new(elided(&name, SHOWN), Role::Name), Run::new(": ", Role::Punctuation)]
}

/// Whether a sibling stands behind it.
fn has_next(section: &Section, value: Value<'_>) -> bool {
    value.index() != section.root
        && section.document.value(value.next_index()).is_some_and(|next| next.depth() == value.depth())
}

fn brackets(value: Value<'_>) -> (&'static str, &'static str) {
    if value.kind() == Kind::Object { ("{", "}") } else { ("[", "]") }
}

/// A scalar exactly as it was written; a very long one is cut, with its length.
pub(super) fn scalar_run(value: Value<'_>, limit: usize) -> Run {
    Run::new(elided(&value.lexeme(), limit), role(value.kind()))
}

pub(super) const fn role(kind: Kind) -> Role {
    match kind {
        Kind::String => Role::String,
        Kind::Number => Role::Number,
        Kind::True | Kind::False | Kind::Null => Role::Literal,
        Kind::Object | Kind::Array => Role::Punctuation,
    }
}

/// A value in one line, as it was written but for whitespace between its parts; cut after about `budget` characters.
pub(super) fn inline_runs(document: &Document, value: Value<'_>, budget: usize) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut left = budget;
    let mut open: Vec<(usize, &'static str)> = Vec::new();
    let mut index = value.index();
    let end = value.next_index();
    let mut is_first = true;
    let mut push = |runs: &mut Vec<Run>, text: String, role: Role| {
        left = left.saturating_sub(text.len());
        match runs.last_mut() {
            Some(last) if last.role == role => last.text.push_str(&text),
            _ => runs.push(Run::new(text, role)),
        }
        left > 0
    };
    loop {
        while let Some(&(next, close)) = open.last()
            && index >= next
        {
            open.pop();
            push(&mut runs, close.to_owned(), Role::Punctuation);
            is_first = false;
        }
        let Some(node) = (index < end).then(|| document.value(index)).flatten() else { break };
        if !is_first && !push(&mut runs, ", ".to_owned(), Role::Punctuation) {
            runs.push(Run::new("…", Role::Weak));
            return runs;
        }
        if let Some(name) = node.name_span().filter(|_| node.index() != value.index()) {
            let name = String::from_utf8_lossy(document.bytes().get(name.range()).unwrap_or_default());
            push(&mut runs, elided(&name, SHOWN), Role::Name);
            push(&mut runs, ": ".to_owned(), Role::Punctuation);
        }
        if is_container(node) {
            let (opening, closing) = brackets(node);
            push(&mut runs, opening.to_owned(), Role::Punctuation);
            let closing = if is_closed(document, node) { closing } else { "" };
            open.push((node.next_index(), closing));
            is_first = true;
        } else {
            let run = scalar_run(node, SHOWN);
            push(&mut runs, run.text, run.role);
            is_first = false;
        }
        index += 1;
    }
    runs
}

/// What is wrong with a JSON text, to stand above it.
pub(super) fn fault_note(document: &Document, places: &Places) -> Option<Note> {
    let fault = document.fault()?;
    Some(Note { tone: Tone::Bad, text: fault_words(document, fault), token: places.of(fault.span) })
}

/// What could not be read, as far as a row goes.
fn rest_row(section: &Section) -> Row {
    let span = rest(&section.document);
    let rest = section.document.bytes().get(span.range()).unwrap_or_default();
    let shown = String::from_utf8_lossy(rest.get(..SHOWN).unwrap_or(rest)).into_owned();
    let more = rest.len().saturating_sub(SHOWN);
    let mut runs = vec![Run::new(safe(&shown), Role::Fault)];
    if more > 0 {
        runs.push(Run::new(format!("… and {}", counted(more, "more byte")), Role::Weak));
    }
    // It belongs somewhere in the object that was not closed.
    let root = section.document.value(section.root);
    let indent = usize::from(root.is_some_and(|root| is_container(root) && !is_closed(&section.document, root)));
    Row { indent, runs, token: section.places.of(span), ..Row::default() }
}

/// What is wrong with a JSON text, in words, with its exact byte.
fn fault_words(document: &Document, fault: &Fault) -> String {
    let found = document.bytes().get(fault.span.range()).unwrap_or_default();
    let found = elided(&String::from_utf8_lossy(found), 20);
    let what = match fault.kind {
        FaultKind::Empty => "it is empty".to_owned(),
        FaultKind::ByteOrderMark => "it starts with a byte order mark".to_owned(),
        FaultKind::NotUtf8 => "not UTF-8".to_owned(),
        FaultKind::Truncated => "unexpected end".to_owned(),
        FaultKind::Unexpected => format!("unexpected {found}"),
        FaultKind::BadNumber => format!("{found} is not a valid number"),
        FaultKind::BadEscape => format!("{found} is not a valid escape"),
        FaultKind::ControlCharacter => "a control character inside a string".to_owned(),
        FaultKind::Trailing => format!("trailing data, {found}"),
        FaultKind::TooDeep => "nested too deeply".to_owned(),
        FaultKind::TooLong => "too long".to_owned(),
    };
    let expected = match (fault.expected.words(), fault.kind) {
        ("", _) | (_, FaultKind::Empty | FaultKind::ByteOrderMark | FaultKind::NotUtf8 | FaultKind::Trailing) => {
            String::new()
        }
        (expected, _) => format!("; expected {expected}"),
    };
    format!("Invalid JSON at byte {}: {what}{expected}", crate::app::value::words::grouped(fault.span.start))
}

/// Bytes in hexadecimal, 8 a row, with their characters where those may mean something.
pub(super) fn hex_rows(bytes: Arc<[u8]>, places: Places, characters: bool) -> RowList {
    RowList(Arc::new(HexRows { bytes, places, characters }))
}

struct HexRows {
    bytes: Arc<[u8]>,
    places: Places,
    characters: bool,
}

impl Rows for HexRows {
    fn len(&self) -> usize {
        self.bytes.len().div_ceil(HEX)
    }

    fn row(&self, index: usize) -> Row {
        let range = slice_of(index, HEX, self.bytes.len());
        let bytes = &self.bytes[range.clone()];
        let mut hex = String::with_capacity(HEX * 3 + 1);
        let mut characters = String::with_capacity(HEX);
        for place in 0..HEX {
            match bytes.get(place) {
                Some(byte) => {
                    hex.push_str(&format!("{byte:02x} "));
                    characters.push(if byte.is_ascii_graphic() || *byte == b' ' { char::from(*byte) } else { '·' });
                }
                None => hex.push_str("   "),
            }
            if place == HEX / 2 - 1 {
                hex.push(' ');
            }
        }
        // The offsets are no longer than they must be: the pane is narrow.
        let digits = match self.bytes.len() {
            0..=0x100 => 2,
            0x101..=0x1_0000 => 4,
            _ => 6,
        };
        let offset = format!("{:0digits$x}  ", range.start);
        let mut runs = vec![Run::new(offset, Role::Weak), Run::new(hex, Role::Bytes)];
        if self.characters {
            runs.push(Run::new(format!(" {characters}"), Role::Weak));
        }
        Row { runs, token: self.places.of(Span::from(range)), ..Row::default() }
    }
}

fn slice_of(index: usize, width: usize, length: usize) -> Range<usize> {
    let start = index.saturating_mul(width).min(length);
    start..start.saturating_add(width).min(length)
}

/// Text, broken at its line breaks and where it is longer than `width` characters.
pub(super) fn text_rows(bytes: Arc<[u8]>, places: Places, role: Role, width: usize) -> RowList {
    let mut starts = Vec::new();
    if let Ok(text) = std::str::from_utf8(&bytes) {
        let mut line_start = 0;
        for line in text.split_inclusive('\n') {
            let mut at = 0;
            starts.push(line_start);
            while line.len() - at > width {
                let mut next = at + width;
                while !line.is_char_boundary(next) {
                    next -= 1;
                }
                // Words stay whole where there are words.
                let words = line[at..next].rfind(' ').map(|space| at + space + 1);
                if role == Role::Plain {
                    next = words.filter(|words| *words > at + width / 2).unwrap_or(next);
                }
                // The line break itself is no reason for another row.
                if line[next..].trim_end_matches(['\r', '\n']).is_empty() {
                    break;
                }
                starts.push(line_start + next);
                at = next;
            }
            line_start += line.len();
        }
    }
    RowList(Arc::new(TextRows { bytes, starts, places, role }))
}

struct TextRows {
    bytes: Arc<[u8]>,
    starts: Vec<usize>,
    places: Places,
    role: Role,
}

impl Rows for TextRows {
    fn len(&self) -> usize {
        self.starts.len()
    }

    fn row(&self, index: usize) -> Row {
        let Some(&start) = self.starts.get(index) else { return Row::default() };
        let end = self.starts.get(index + 1).copied().unwrap_or(self.bytes.len());
        let text = String::from_utf8_lossy(self.bytes.get(start..end).unwrap_or_default());
        Row {
            runs: vec![Run::new(safe(text.trim_end_matches(['\r', '\n'])), self.role)],
            token: self.places.of(Span::new(start, end)),
            ..Row::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Places, Section, WIDE, fault_note, hex_rows, inline_runs, json_rows, text_rows};
    use crate::app::value::{CopyTarget, Role};
    use crate::app::view::RowList;
    use crate::engine::ground::json::scan;
    use jiff::tz::TimeZone;
    use std::collections::HashSet;
    use std::sync::Arc;

    fn rows(text: &str, folded: &[usize]) -> RowList {
        rows_in(None, text, folded)
    }

    fn rows_in(zone: Option<TimeZone>, text: &str, folded: &[usize]) -> RowList {
        let section = Section {
            heading: None,
            document: Arc::new(scan(text.as_bytes(), 128)),
            root: 0,
            places: Places::default(),
            first_node: 0,
            copy: |node, _| Some(CopyTarget::ClaimValue(node)),
            first_member: 0,
            explain: |_| None,
            zone,
        };
        json_rows(vec![section], &folded.iter().copied().collect::<HashSet<_>>())
    }

    fn lines(rows: &RowList) -> Vec<String> {
        (0..rows.0.len())
            .map(|index| {
                let row = rows.0.row(index);
                format!("{}{}", " ".repeat(row.indent), row.runs.iter().map(|run| &*run.text).collect::<String>())
            })
            .collect()
    }

    #[test]
    fn json_is_shown_as_it_was_written() {
        let rows = rows(r#"{"b":1.10,"a":[1e400,{}, []],"b":"x\u0041"}"#, &[]);
        let shown: Vec<_> = lines(&rows).iter().map(|line| line.replace("  duplicate name", "")).collect();
        assert_eq!(
            shown,
            ["{", " \"b\": 1.10,", " \"a\": [", "  1e400,", "  {},", "  []", " ],", " \"b\": \"x\\u0041\"", "}"]
        );
    }

    #[test]
    fn times_are_read_out_within_claims_and_in_lists() {
        let rows = rows(r#"{"a":{"iat":0},"updated_at":[0,{"x":0},[0],60],"y":[0]}"#, &[]);
        let told: Vec<String> = lines(&rows).into_iter().filter(|line| line.contains("UTC")).collect();
        assert_eq!(
            told,
            ["  \"iat\": 0  1970-01-01 00:00:00 UTC", "  0,  1970-01-01 00:00:00 UTC", "  60  1970-01-01 00:01:00 UTC"]
        );
    }

    #[test]
    fn what_is_folded_is_one_row() {
        let rows = rows(r#"{"a":[1,2],"b":{"c":1}}"#, &[1]);
        assert_eq!(lines(&rows), ["{", " \"a\": [ 2 elements ],", " \"b\": {", "  \"c\": 1", " }", "}"]);
    }

    #[test]
    fn a_long_value_is_cut_and_opens() {
        let long = "ä".repeat(300);
        let json = format!(r#"{{"a":"{long}","b":{}}}"#, "1".repeat(250));
        let shown = rows(&json, &[]);
        assert_eq!(shown.0.row(1).fold.map(|fold| fold.folded), Some(true), "it says that there is more");
        assert_eq!(lines(&shown)[1], format!(" \"a\": \"{}… (602 bytes),", "ä".repeat(59)));
        let opened = rows(&json, &[1, 2]);
        assert_eq!(opened.0.row(1).fold.map(|fold| fold.folded), Some(false));
        let pieces = |from: usize, to: usize| -> String {
            lines(&opened)[from..to].iter().map(|line| line.trim_start().to_owned()).collect()
        };
        assert_eq!(pieces(2, 8), format!("\"{long}\","), "all of it, to the last character");
        assert_eq!(pieces(9, 14), "1".repeat(250));
        assert_eq!(lines(&opened).last().unwrap(), "}");
    }

    /// In a pane of a known width nothing is cut that is not very long, and nothing is wider than the pane.
    #[test]
    fn times_are_told_in_the_zone_that_is_asked_for() {
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        let rows = rows_in(Some(zone), r#"{"iat":0,"exp":1300819380000,"n":1}"#, &[]);
        let told = lines(&rows).join("\n");
        assert!(told.contains("1970-01-01 02:00:00 +02:00"), "{told}");
        assert_eq!(told.matches(":00 ").count(), 1, "{told}");
    }

    #[test]
    fn rows_are_wrapped_for_the_width_of_the_pane() {
        let long = "ä".repeat(150);
        let very_long = "x".repeat(5_000);
        let json = format!(
            r#"{{"address":"{long}","iat":1300819380,"short":"a","in":{{"in":["{long}",1]}},"token":"{very_long}"}}"#
        );
        for columns in [30, 44, 90] {
            let wrapped = rows(&json, &[]).0.wrapped(columns).expect("they depend on it");
            let shown = lines(&wrapped);
            for line in &shown[..shown.len() - 2] {
                let indent = line.len() - line.trim_start().len();
                assert!(line.trim_start().chars().count() + 2 * indent <= columns, "{columns}: {line}");
            }
            let text: String = shown.iter().map(|line| line.trim_start()).collect();
            assert_eq!(text.matches(&long).count(), 2, "{columns}: {text}");
            assert!(text.contains("1300819380,") && text.contains("2011-03-22 18:43:00 UTC"), "{text}");
            assert!(text.contains("… (5,002"), "what is very long is opened on demand: {text}");
            // What is shown whole can be closed.
            let fold = wrapped.0.row(1).fold.expect("it has an arrow");
            assert!(!fold.folded);
            let closed = rows(&json, &[fold.node]).0.wrapped(columns).expect("rows");
            assert!(closed.0.len() < wrapped.0.len());
        }
    }

    #[test]
    fn a_name_that_is_there_twice_says_so() {
        let shown = lines(&rows(r#"{"a":1,"b":{"a":2},"\u0061":3}"#, &[]));
        let expected = [
            "{",
            " \"a\": 1,  duplicate name",
            " \"b\": {",
            "  \"a\": 2",
            " },",
            " \"\\u0061\": 3  duplicate name",
            "}",
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn signature_bytes_fit_a_narrow_pane() {
        let bytes: Arc<[u8]> = vec![0x41; 64].into();
        let shown = lines(&hex_rows(bytes, Places::default(), false));
        assert_eq!(shown[1].trim_end(), "08  41 41 41 41  41 41 41 41");
    }

    #[test]
    fn broken_json_shows_what_there_is_and_names_the_byte() {
        let shown = lines(&rows(r#"{"a":[1,2],"b":["#, &[]));
        assert_eq!(&shown[..6], ["{", " \"a\": [", "  1,", "  2", " ],", " \"b\": ["]);
        assert_eq!(shown.len(), 6, "nothing is left to show");
        let document = scan(*br#"{"a":[1,2],"b":["#, 128);
        let note = fault_note(&document, &Places::default()).unwrap();
        assert_eq!(note.text, "Invalid JSON at byte 16: unexpected end; expected a value or ]");
        let shown = lines(&rows(r#"{"a":[1],"expi"#, &[]));
        assert_eq!(shown.last().unwrap(), " \"expi", "what was cut off is shown");
        let shown = lines(&rows("[[1]", &[]));
        assert_eq!(&shown[..4], ["[", " [", "  1", " ]"], "only the inner one was closed");
        assert_eq!(lines(&rows("not json", &[])).last().unwrap(), "not json");
    }

    #[test]
    fn rows_beyond_the_end_are_empty() {
        assert!(rows("{}", &[]).0.row(99).runs.is_empty());
        let bytes: Arc<[u8]> = b"abc".as_slice().into();
        assert_eq!(hex_rows(Arc::clone(&bytes), Places::default(), true).0.len(), 1);
        let _ = hex_rows(bytes, Places::default(), true).0.row(usize::MAX);
    }

    #[test]
    fn text_breaks_at_lines_and_where_it_is_wide() {
        let text = format!("one\r\n\n{}\nlast", "ä".repeat(100));
        let rows = text_rows(text.as_bytes().into(), Places::default(), Role::Plain, WIDE);
        let shown = lines(&rows);
        assert_eq!(shown[0], "one");
        assert_eq!(shown[1], "");
        assert_eq!(shown[2..5].concat(), "ä".repeat(100));
        assert_eq!(shown[5], "last");
    }

    #[test]
    fn a_value_in_one_line_is_cut_within_its_budget() {
        let long = format!("[{}1]", "{\"a\":[true]},".repeat(10_000));
        let document = scan(long.as_bytes(), 128);
        let runs = inline_runs(&document, document.root().unwrap(), 60);
        let text: String = runs.iter().map(|run| &*run.text).collect();
        assert!(text.starts_with(r#"[{"a": [true]}, {"a": [true]}, "#), "{text}");
        assert!(text.ends_with('…') && text.len() < 120, "{text}");
    }

    #[test]
    fn a_million_nodes_are_laid_out_once_and_read_in_place() {
        let big = format!("[{}0]", "1,".repeat(1_000_000));
        let rows = rows(&big, &[]);
        assert_eq!(rows.0.len(), 1_000_003);
        assert_eq!(rows.0.row(500_000).runs[0].text, "1");
    }
}
