//! JSON as it was written (RFC 8259): order, duplicates, number lexemes and the place of every byte.
//!
//! serde_json drops duplicates and rounds numbers; it serves for what we build. This scanner is for what we inspect: one
//! pass, no recursion, 40 bytes a node, a value *and* the fault that ended it.

use super::span::Span;
use std::borrow::Cow;
use std::sync::Arc;
use zeroize::Zeroize;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    String,
    /// A number, kept as its lexeme.
    Number,
    True,
    False,
    Null,
}

impl Kind {
    /// In words, with an article: "a string".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::Array => "an array",
            Self::String => "a string",
            Self::Number => "a number",
            Self::True | Self::False => "a boolean",
            Self::Null => "null",
        }
    }
}

/// One value in the flat tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Node {
    kind: Kind,
    /// Depth, the root 0.
    depth: u16,
    /// The value, quotes and brackets included.
    start: u32,
    end: u32,
    /// The member name with its quotes; equal bounds where there is none.
    key_start: u32,
    key_end: u32,
    /// Index of the first node behind this subtree.
    next: u32,
    children: u32,
}

/// What is wrong with a text that was to be JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// Nothing but whitespace.
    Empty,
    /// A byte order mark in front (RFC 8259 §8.1).
    ByteOrderMark,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// The text ends in the middle.
    Truncated,
    /// A byte that cannot stand here.
    Unexpected,
    /// A number that JSON does not have: `01`, `1.`, `+1`, `0x1`, `NaN`.
    BadNumber,
    /// An escape that JSON does not have.
    BadEscape,
    /// A control character inside a string (RFC 8259 §7).
    ControlCharacter,
    /// Something behind the value.
    Trailing,
    /// Nested deeper than the limit.
    TooDeep,
    /// Longer than can be addressed.
    TooLong,
}

/// A fault and its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    pub kind: FaultKind,
    /// The bytes it concerns.
    pub span: Span,
    /// What would have been right here; empty where nothing better can be said.
    pub expected: &'static str,
}

/// A scanned text: the values up to the first fault, and the fault.
#[derive(Clone, Debug)]
pub struct Document {
    bytes: Arc<[u8]>,
    nodes: Vec<Node>,
    fault: Option<Fault>,
}

/// One value of a document.
#[derive(Clone, Copy, Debug)]
pub struct Value<'a> {
    document: &'a Document,
    index: usize,
}

/// A member of an object: name and value.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// The name, escapes resolved.
    pub name: Cow<'a, str>,
    /// The name with its quotes, in the document's bytes.
    pub name_span: Span,
    pub value: Value<'a>,
}

/// Scans `bytes`, to a nesting of at most `depth_limit`.
pub fn scan(bytes: impl Into<Arc<[u8]>>, depth_limit: usize) -> Document {
    let bytes: Arc<[u8]> = bytes.into();
    let mut scanner = Scanner { bytes: &bytes, at: 0, nodes: Vec::new() };
    let fault = scanner.run(depth_limit.min(usize::from(u16::MAX) - 1)).err();
    let nodes = scanner.nodes;
    Document { bytes, nodes, fault }
}

impl Document {
    /// The text as it was given.
    pub fn bytes(&self) -> &Arc<[u8]> {
        &self.bytes
    }

    /// What ended the scan early; `None` for JSON that is right from end to end.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// Whether it is right from end to end.
    pub fn is_complete(&self) -> bool {
        self.fault.is_none()
    }

    /// The outermost value, as far as it could be read.
    pub fn root(&self) -> Option<Value<'_>> {
        (!self.nodes.is_empty()).then_some(Value { document: self, index: 0 })
    }

    /// The outermost value if it is an object and the document is complete.
    pub fn object(&self) -> Option<Value<'_>> {
        self.root().filter(|root| self.is_complete() && root.kind() == Kind::Object)
    }

    /// How many values it has, nested ones included. They are numbered in the order in which they stand.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether no value could be read at all.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The value with this number.
    pub fn value(&self, index: usize) -> Option<Value<'_>> {
        (index < self.nodes.len()).then_some(Value { document: self, index })
    }

    /// Overwrites the text, for a document that holds secrets; nothing is left to read then. Does nothing where others
    /// hold the text too.
    pub fn wipe(mut self) {
        if let Some(bytes) = Arc::get_mut(&mut self.bytes) {
            bytes.zeroize();
        }
    }

    fn node(&self, index: usize) -> Node {
        self.nodes[index]
    }
}

impl<'a> Value<'a> {
    fn node(self) -> Node {
        self.document.node(self.index)
    }

    /// The document it stands in.
    pub fn document(self) -> &'a Document {
        self.document
    }

    /// Its number in the document.
    pub fn index(self) -> usize {
        self.index
    }

    /// The number of the first value behind it and all that it holds.
    pub fn next_index(self) -> usize {
        self.node().next as usize
    }

    pub fn kind(self) -> Kind {
        self.node().kind
    }

    /// How deep it stands; the root is 0.
    pub fn depth(self) -> usize {
        usize::from(self.node().depth)
    }

    /// How many members or elements it has.
    pub fn child_count(self) -> usize {
        self.node().children as usize
    }

    /// Its bytes in the document, quotes and brackets included.
    pub fn span(self) -> Span {
        let node = self.node();
        Span::new(node.start as usize, node.end as usize)
    }

    /// The bytes of its member name with quotes; `None` for an element or the root.
    pub fn name_span(self) -> Option<Span> {
        let node = self.node();
        (node.key_end > node.key_start).then(|| Span::new(node.key_start as usize, node.key_end as usize))
    }

    /// Its member name, escapes resolved; `None` for an element or the root.
    pub fn name(self) -> Option<Cow<'a, str>> {
        self.name_span().map(|span| unescape(self.inside(span)))
    }

    /// Its text exactly as written. Invalid UTF-8, which only a faulty document can hold, is replaced for display.
    pub fn lexeme(self) -> Cow<'a, str> {
        String::from_utf8_lossy(&self.document.bytes[self.span().range()])
    }

    /// The text of a string, escapes resolved; `None` for anything else. A lone surrogate becomes U+FFFD.
    pub fn as_str(self) -> Option<Cow<'a, str>> {
        (self.kind() == Kind::String).then(|| unescape(self.inside(self.span())))
    }

    /// Whether it is a string that holds a lone surrogate escape (RFC 7493 §2.1).
    pub fn has_lone_surrogate(self) -> bool {
        self.kind() == Kind::String && has_lone_surrogate(self.inside(self.span()))
    }

    /// A number that is an integer in its plainest form and fits; `None` for anything else (`1.0`, `1e3`, `-0`).
    pub fn as_u64(self) -> Option<u64> {
        (self.kind() == Kind::Number).then(|| self.lexeme().parse().ok()).flatten()
    }

    pub fn as_bool(self) -> Option<bool> {
        match self.kind() {
            Kind::True => Some(true),
            Kind::False => Some(false),
            _ => None,
        }
    }

    /// Members or elements in the order in which they stand; empty for a scalar.
    pub fn children(self) -> impl Iterator<Item = Value<'a>> {
        let end = self.next_index();
        let mut index = self.index + 1;
        std::iter::from_fn(move || {
            (index < end).then(|| {
                let child = Value { document: self.document, index };
                index = child.next_index();
                child
            })
        })
    }

    /// Members of an object, duplicates included, in the order in which they stand.
    pub fn members(self) -> impl Iterator<Item = Member<'a>> {
        self.children().filter_map(|value| Some(Member { name: value.name()?, name_span: value.name_span()?, value }))
    }

    /// The **last** member of this name: what most parsers see (RFC 7515 §4, RFC 8259 §4).
    pub fn get(self, name: &str) -> Option<Value<'a>> {
        if self.kind() != Kind::Object {
            return None;
        }
        self.members().filter(|member| member.name == name).last().map(|member| member.value)
    }

    /// As serde_json's value, for what we compute with. Duplicates: the last wins; numbers may be rounded.
    pub fn to_serde(self) -> Option<serde_json::Value> {
        serde_json::from_slice(&self.document.bytes[self.span().range()]).ok()
    }

    /// The bytes between the quotes of `span`.
    fn inside(self, span: Span) -> &'a [u8] {
        let bytes = &self.document.bytes[span.range()];
        let bytes = bytes.strip_prefix(b"\"").unwrap_or(bytes);
        // A string that the text's end cut off has no closing quote.
        if span.len() >= 2 { bytes.strip_suffix(b"\"").unwrap_or(bytes) } else { bytes }
    }
}

/// Member names that occur more than once in one object: each list has the values in order.
pub fn duplicates(object: Value<'_>) -> Vec<(String, Vec<Value<'_>>)> {
    let mut by_name: std::collections::HashMap<Cow<'_, str>, Vec<Value<'_>>> = std::collections::HashMap::new();
    for member in object.members() {
        by_name.entry(member.name).or_default().push(member.value);
    }
    let mut found: Vec<_> = by_name
        .into_iter()
        .filter(|(_, values)| values.len() > 1)
        .map(|(name, values)| (name.into_owned(), values))
        .collect();
    found.sort_by_key(|(_, values)| values[0].index());
    found
}

fn unescape(inside: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(inside);
    if !text.contains('\\') {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(escape) = rest.chars().next() else { break };
        rest = &rest[escape.len_utf8()..];
        match escape {
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'n' => out.push('\n'),
            'r' => out.push('\r'),
            't' => out.push('\t'),
            'u' => {
                let unit = hex4(rest);
                rest = rest.get(4..).unwrap_or("");
                match unit {
                    Some(high @ 0xD800..=0xDBFF) => {
                        let low = rest.strip_prefix("\\u").and_then(hex4);
                        if let Some(low @ 0xDC00..=0xDFFF) = low {
                            rest = rest.get(6..).unwrap_or("");
                            let code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                            out.push(char::from_u32(code).unwrap_or('\u{FFFD}'));
                        } else {
                            out.push('\u{FFFD}');
                        }
                    }
                    Some(unit) => out.push(char::from_u32(unit).unwrap_or('\u{FFFD}')),
                    None => out.push('\u{FFFD}'),
                }
            }
            other => out.push(other),
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn has_lone_surrogate(inside: &[u8]) -> bool {
    let text = String::from_utf8_lossy(inside);
    let mut rest = &*text;
    while let Some(at) = rest.find('\\') {
        rest = &rest[at + 1..];
        let Some(escape) = rest.chars().next() else { return false };
        rest = &rest[escape.len_utf8()..];
        if escape != 'u' {
            continue;
        }
        let unit = hex4(rest);
        rest = rest.get(4..).unwrap_or("");
        match unit {
            Some(0xDC00..=0xDFFF) => return true,
            Some(0xD800..=0xDBFF) => match rest.strip_prefix("\\u").and_then(hex4) {
                Some(0xDC00..=0xDFFF) => rest = rest.get(6..).unwrap_or(""),
                _ => return true,
            },
            _ => {}
        }
    }
    false
}

fn hex4(text: &str) -> Option<u32> {
    let digits = text.get(..4)?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u32::from_str_radix(digits, 16).ok()
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    nodes: Vec<Node>,
}

/// What may come next.
#[derive(Clone, Copy)]
enum Expect {
    Value,
    FirstElement,
    FirstName,
    Name,
    CommaOrEnd,
}

impl Scanner<'_> {
    fn run(&mut self, depth_limit: usize) -> Result<(), Fault> {
        if u32::try_from(self.bytes.len()).is_err() {
            return Err(self.fault(FaultKind::TooLong, 0, 0, ""));
        }
        // What stands behind a byte order mark can still be shown.
        if self.bytes.starts_with(b"\xEF\xBB\xBF") {
            self.at = 3;
            self.text(depth_limit)?;
            return Err(self.fault(FaultKind::ByteOrderMark, 0, 3, "a value without a byte order mark"));
        }
        self.text(depth_limit)
    }

    fn text(&mut self, depth_limit: usize) -> Result<(), Fault> {
        // Where UTF-8 ends, the text ends: what stands before can still be shown.
        let utf8_end = std::str::from_utf8(self.bytes).err();
        let whole = self.bytes;
        if let Some(error) = &utf8_end {
            self.bytes = &self.bytes[..error.valid_up_to()];
        }
        let result = self.values(depth_limit);
        if let Some(error) = utf8_end
            && result.is_err_and(|fault| fault.span.end >= error.valid_up_to())
        {
            let start = error.valid_up_to();
            let end = start + error.error_len().unwrap_or(whole.len() - start);
            return Err(Fault { kind: FaultKind::NotUtf8, span: Span::new(start, end), expected: "UTF-8" });
        }
        if let Some(error) = utf8_end
            && result.is_ok()
        {
            let start = error.valid_up_to();
            return Err(Fault { kind: FaultKind::NotUtf8, span: Span::new(start, whole.len()), expected: "UTF-8" });
        }
        result
    }

    fn values(&mut self, depth_limit: usize) -> Result<(), Fault> {
        let mut open: Vec<u32> = Vec::new();
        let mut expect = Expect::Value;
        let mut key = (0_u32, 0_u32);
        self.skip_whitespace();
        if self.at == self.bytes.len() {
            return Err(self.fault(FaultKind::Empty, 0, self.at, "a value"));
        }
        let outcome = loop {
            self.skip_whitespace();
            let Some(&byte) = self.bytes.get(self.at) else {
                break Err(self.fault(
                    FaultKind::Truncated,
                    self.at,
                    self.at,
                    expected_words(expect, &open, &self.nodes),
                ));
            };
            match expect {
                Expect::FirstElement if byte == b']' => {
                    self.at += 1;
                    self.close(&mut open);
                    expect = Expect::CommaOrEnd;
                }
                Expect::FirstName if byte == b'}' => {
                    self.at += 1;
                    self.close(&mut open);
                    expect = Expect::CommaOrEnd;
                }
                Expect::FirstName | Expect::Name => {
                    if byte != b'"' {
                        break Err(self.unexpected("a member name in double quotes"));
                    }
                    let start = self.at;
                    if let Err(fault) = self.string() {
                        break Err(fault);
                    }
                    key = (start as u32, self.at as u32);
                    self.skip_whitespace();
                    match self.bytes.get(self.at) {
                        Some(b':') => self.at += 1,
                        Some(_) => break Err(self.unexpected("a colon")),
                        None => break Err(self.fault(FaultKind::Truncated, self.at, self.at, "a colon")),
                    }
                    expect = Expect::Value;
                }
                Expect::Value | Expect::FirstElement => {
                    let start = self.at;
                    let kind = match byte {
                        b'{' => Kind::Object,
                        b'[' => Kind::Array,
                        b'"' => Kind::String,
                        b't' => Kind::True,
                        b'f' => Kind::False,
                        b'n' => Kind::Null,
                        b'-' | b'0'..=b'9' => Kind::Number,
                        b'+' | b'.' | b'N' | b'I' => {
                            let end = self.word_end();
                            break Err(self.fault(FaultKind::BadNumber, start, end, "a value"));
                        }
                        _ => break Err(self.unexpected("a value")),
                    };
                    if open.len() >= depth_limit && matches!(kind, Kind::Object | Kind::Array) {
                        break Err(self.fault(FaultKind::TooDeep, start, start + 1, ""));
                    }
                    if let Some(&parent) = open.last() {
                        self.nodes[parent as usize].children += 1;
                    }
                    let index = self.nodes.len() as u32;
                    self.nodes.push(Node {
                        kind,
                        depth: open.len() as u16,
                        start: start as u32,
                        end: start as u32,
                        key_start: key.0,
                        key_end: key.1,
                        next: index + 1,
                        children: 0,
                    });
                    key = (0, 0);
                    let scalar = match kind {
                        Kind::Object => {
                            self.at += 1;
                            open.push(index);
                            expect = Expect::FirstName;
                            continue;
                        }
                        Kind::Array => {
                            self.at += 1;
                            open.push(index);
                            expect = Expect::FirstElement;
                            continue;
                        }
                        Kind::String => self.string(),
                        Kind::Number => self.number(),
                        Kind::True => self.literal(b"true"),
                        Kind::False => self.literal(b"false"),
                        Kind::Null => self.literal(b"null"),
                    };
                    self.nodes[index as usize].end = self.at as u32;
                    if let Err(fault) = scalar {
                        break Err(fault);
                    }
                    expect = Expect::CommaOrEnd;
                }
                Expect::CommaOrEnd => {
                    // The check below the match ends the loop once nothing is open.
                    let Some(&parent) = open.last() else { break Ok(()) };
                    let is_object = self.nodes[parent as usize].kind == Kind::Object;
                    match byte {
                        b',' => {
                            self.at += 1;
                            expect = if is_object { Expect::Name } else { Expect::Value };
                        }
                        b'}' if is_object => {
                            self.at += 1;
                            self.close(&mut open);
                        }
                        b']' if !is_object => {
                            self.at += 1;
                            self.close(&mut open);
                        }
                        _ => break Err(self.unexpected(if is_object { "a comma or }" } else { "a comma or ]" })),
                    }
                }
            }
            if open.is_empty() && matches!(expect, Expect::CommaOrEnd) {
                self.skip_whitespace();
                break if self.at == self.bytes.len() {
                    Ok(())
                } else {
                    Err(self.fault(FaultKind::Trailing, self.at, self.bytes.len(), "the end"))
                };
            }
        };
        // What was open when the text broke off ends where the text ends.
        let end = self.at as u32;
        while let Some(index) = open.pop() {
            let next = self.nodes.len() as u32;
            let node = &mut self.nodes[index as usize];
            node.end = end;
            node.next = next;
        }
        outcome
    }

    fn close(&mut self, open: &mut Vec<u32>) {
        if let Some(index) = open.pop() {
            let next = self.nodes.len() as u32;
            let node = &mut self.nodes[index as usize];
            node.end = self.at as u32;
            node.next = next;
        }
    }

    fn skip_whitespace(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    fn string(&mut self) -> Result<(), Fault> {
        self.at += 1;
        loop {
            let rest = &self.bytes[self.at..];
            let Some(step) = rest.iter().position(|&byte| byte == b'"' || byte == b'\\' || byte < 0x20) else {
                self.at = self.bytes.len();
                return Err(self.fault(FaultKind::Truncated, self.at, self.at, "the closing quote"));
            };
            self.at += step;
            match rest[step] {
                b'"' => {
                    self.at += 1;
                    return Ok(());
                }
                b'\\' => match rest.get(step + 1) {
                    Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
                    Some(b'u') => {
                        let digits =
                            rest[step + 2..].iter().take(4).take_while(|byte| byte.is_ascii_hexdigit()).count();
                        if digits < 4 {
                            let kind = if step + 2 + digits == rest.len() {
                                FaultKind::Truncated
                            } else {
                                FaultKind::BadEscape
                            };
                            let start = self.at;
                            self.at += 2 + digits;
                            return Err(self.fault(kind, start, self.at, "four hexadecimal digits"));
                        }
                        self.at += 6;
                    }
                    Some(_) => {
                        return Err(self.fault(
                            FaultKind::BadEscape,
                            self.at,
                            self.at + 2,
                            "\\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u",
                        ));
                    }
                    None => {
                        self.at += 1;
                        return Err(self.fault(FaultKind::Truncated, self.at, self.at, "the rest of the escape"));
                    }
                },
                _ => {
                    return Err(self.fault(FaultKind::ControlCharacter, self.at, self.at + 1, "an escape such as \\n"));
                }
            }
        }
    }

    fn number(&mut self) -> Result<(), Fault> {
        let start = self.at;
        let end = self.word_end();
        let lexeme = &self.bytes[start..end];
        self.at = end;
        if is_json_number(lexeme) {
            return Ok(());
        }
        let cut_off = end == self.bytes.len() && matches!(lexeme.last(), Some(b'-' | b'.' | b'e' | b'E' | b'+'));
        let kind = if cut_off { FaultKind::Truncated } else { FaultKind::BadNumber };
        Err(self.fault(kind, start, end, "a valid number"))
    }

    fn literal(&mut self, word: &'static [u8]) -> Result<(), Fault> {
        let start = self.at;
        let end = self.word_end();
        let found = &self.bytes[start..end];
        self.at = end;
        if found == word {
            return Ok(());
        }
        let kind = if end == self.bytes.len() && word.starts_with(found) {
            FaultKind::Truncated
        } else {
            FaultKind::Unexpected
        };
        Err(self.fault(kind, start, end, "true, false or null"))
    }

    /// End of the run of characters that a number or literal could consist of.
    fn word_end(&self) -> usize {
        let rest = &self.bytes[self.at..];
        let length = rest
            .iter()
            .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_')))
            .unwrap_or(rest.len());
        self.at + length
    }

    fn unexpected(&self, expected: &'static str) -> Fault {
        self.fault(FaultKind::Unexpected, self.at, self.at + 1, expected)
    }

    fn fault(&self, kind: FaultKind, start: usize, end: usize, expected: &'static str) -> Fault {
        let mut end = end.min(self.bytes.len()).max(start);
        // Whole characters, so that the span can be cut out of the text.
        while end > start && self.bytes.get(end).is_some_and(|byte| byte & 0xC0 == 0x80) {
            end += 1;
        }
        Fault { kind, span: Span::new(start, end), expected }
    }
}

fn expected_words(expect: Expect, open: &[u32], nodes: &[Node]) -> &'static str {
    let in_object = open.last().is_some_and(|&index| nodes[index as usize].kind == Kind::Object);
    match expect {
        Expect::Value => "a value",
        Expect::FirstElement => "a value or ]",
        Expect::FirstName => "a member name or }",
        Expect::Name => "a member name",
        Expect::CommaOrEnd if in_object => "a comma or }",
        Expect::CommaOrEnd => "a comma or ]",
    }
}

/// RFC 8259 §6: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
fn is_json_number(lexeme: &[u8]) -> bool {
    let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut rest = lexeme.strip_prefix(b"-").unwrap_or(lexeme);
    let integer = digits(rest);
    if integer == 0 || (integer > 1 && rest[0] == b'0') {
        return false;
    }
    rest = &rest[integer..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let count = digits(fraction);
        if count == 0 {
            return false;
        }
        rest = &fraction[count..];
    }
    if let Some(exponent) = rest.strip_prefix(b"e").or_else(|| rest.strip_prefix(b"E")) {
        let exponent = exponent.strip_prefix(b"+").or_else(|| exponent.strip_prefix(b"-")).unwrap_or(exponent);
        let count = digits(exponent);
        if count == 0 {
            return false;
        }
        rest = &exponent[count..];
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{FaultKind, Kind, duplicates, scan};
    use crate::engine::ground::span::Span;

    fn fault(text: &str) -> Option<(FaultKind, Span)> {
        scan(text.as_bytes(), 128).fault().map(|fault| (fault.kind, fault.span))
    }

    #[test]
    fn keeps_order_duplicates_and_lexemes() {
        let document = scan(br#"{"b":1.10,"a":[12345678901234567890123,1e400,-0],"b":null}"#.as_slice(), 128);
        assert!(document.is_complete());
        let root = document.root().unwrap();
        let members: Vec<_> = root.members().map(|m| (m.name.into_owned(), m.value.lexeme().into_owned())).collect();
        assert_eq!(members[0], ("b".into(), "1.10".into()));
        assert_eq!(members[1].0, "a");
        assert_eq!(members[2], ("b".into(), "null".into()));
        assert_eq!(root.get("b").unwrap().kind(), Kind::Null);
        let elements: Vec<_> = root.get("a").unwrap().children().map(|v| v.lexeme().into_owned()).collect();
        assert_eq!(elements, ["12345678901234567890123", "1e400", "-0"]);
        assert_eq!(duplicates(root).len(), 1);
    }

    #[test]
    fn duplicates_are_found_through_escapes() {
        let document = scan(br#"{"alg":"none","\u0061lg":"HS256"}"#.as_slice(), 128);
        let found = duplicates(document.root().unwrap());
        assert_eq!(found[0].0, "alg");
        assert_eq!(found[0].1.len(), 2);
    }

    #[test]
    fn names_the_byte_that_is_wrong() {
        assert_eq!(fault(""), Some((FaultKind::Empty, Span::new(0, 0))));
        assert_eq!(fault("{\"a\":1"), Some((FaultKind::Truncated, Span::new(6, 6))));
        assert_eq!(fault("{\"a\":1,}"), Some((FaultKind::Unexpected, Span::new(7, 8))));
        assert_eq!(fault("{\"a\":01}"), Some((FaultKind::BadNumber, Span::new(5, 7))));
        assert_eq!(fault("{\"a\":NaN}"), Some((FaultKind::BadNumber, Span::new(5, 8))));
        assert_eq!(fault("{'a':1}"), Some((FaultKind::Unexpected, Span::new(1, 2))));
        assert_eq!(fault("{} x"), Some((FaultKind::Trailing, Span::new(3, 4))));
        assert_eq!(fault("[1,2"), Some((FaultKind::Truncated, Span::new(4, 4))));
        assert_eq!(fault("\"a\\x\""), Some((FaultKind::BadEscape, Span::new(2, 4))));
        // Found by fuzzing: an escape of a character of several bytes.
        assert_eq!(fault("\"a\\\u{202e}\""), Some((FaultKind::BadEscape, Span::new(2, 6))));
        assert_eq!(fault("\"a\nb\""), Some((FaultKind::ControlCharacter, Span::new(2, 3))));
        assert_eq!(fault("tru"), Some((FaultKind::Truncated, Span::new(0, 3))));
        assert_eq!(fault("\u{feff}{}"), Some((FaultKind::ByteOrderMark, Span::new(0, 3))));
        assert_eq!(fault("[1]"), None);
        assert_eq!(fault(" 1 "), None);
    }

    #[test]
    fn bytes_that_are_not_utf8_end_the_text_and_what_stands_before_is_kept() {
        let document = scan(b"{\"a\":1,\"b\":\"\xff\"}".as_slice(), 128);
        let fault = document.fault().unwrap();
        assert_eq!((fault.kind, fault.span), (FaultKind::NotUtf8, Span::new(12, 13)));
        assert_eq!(document.root().unwrap().get("a").unwrap().lexeme(), "1");
        assert_eq!(scan(b"{}\xff".as_slice(), 128).fault().unwrap().kind, FaultKind::NotUtf8);
    }

    #[test]
    fn a_text_that_breaks_off_shows_what_it_had() {
        let document = scan(br#"{"iss":"https://a","roles":["x","y"#.as_slice(), 128);
        let root = document.root().unwrap();
        assert_eq!(root.get("iss").unwrap().as_str().unwrap(), "https://a");
        let roles: Vec<_> = root.get("roles").unwrap().children().map(|v| v.as_str().unwrap().into_owned()).collect();
        assert_eq!(roles, ["x", "y"]);
    }

    #[test]
    fn depth_is_bounded_and_no_stack_is_used() {
        let deep = "[".repeat(200_000);
        let document = scan(deep.as_bytes(), 128);
        assert_eq!(document.fault().unwrap().kind, FaultKind::TooDeep);
        assert_eq!(document.len(), 128);
        let at_limit = format!("{}{}", "[".repeat(128), "]".repeat(128));
        assert!(scan(at_limit.as_bytes(), 128).is_complete());
    }

    #[test]
    fn escapes_are_resolved() {
        let document = scan(br#"["\u0041\n\ud83d\ude00\/","\ud800x"]"#.as_slice(), 128);
        let strings: Vec<_> = document.root().unwrap().children().collect();
        assert_eq!(strings[0].as_str().unwrap(), "A\n😀/");
        assert!(!strings[0].has_lone_surrogate());
        assert_eq!(strings[1].as_str().unwrap(), "\u{FFFD}x");
        assert!(strings[1].has_lone_surrogate());
    }
}
