//! JSON as it was written (RFC 8259): order, duplicates, number lexemes and the place of every byte.
//!
//! serde_json drops duplicates and rounds numbers; it serves for what we build. This scanner is for what we inspect: one
//! pass, no recursion, 40 bytes a node, a value *and* the fault that ended it.

mod mistake;
mod scan;
mod sorted;

use super::span::Span;
pub use mistake::{Mistake, mistake};
use scan::Scanner;
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
    pub expected: Expected,
}

/// What would have been right in the place of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Nothing better can be said.
    Nothing,
    Colon,
    CommaOrBracket,
    CommaOrBrace,
    QuotedName,
    Number,
    NoByteOrderMark,
    Value,
    EscapedCharacter,
    FourDigits,
    ClosingQuote,
    End,
    RestOfEscape,
    Literal,
    Utf8,
    Escape,
    ValueOrBracket,
    NameOrBrace,
    Name,
}

impl Expected {
    /// Empty where nothing better can be said.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Colon => "a colon",
            Self::CommaOrBracket => "a comma or ]",
            Self::CommaOrBrace => "a comma or }",
            Self::QuotedName => "a member name in double quotes",
            Self::Number => "a valid number",
            Self::NoByteOrderMark => "a value without a byte order mark",
            Self::Value => "a value",
            Self::EscapedCharacter => "an escape such as \\n",
            Self::FourDigits => "four hexadecimal digits",
            Self::ClosingQuote => "the closing quote",
            Self::End => "the end",
            Self::RestOfEscape => "the rest of the escape",
            Self::Literal => "true, false or null",
            Self::Utf8 => "UTF-8",
            Self::Escape => "\\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u",
            Self::ValueOrBracket => "a value or ]",
            Self::NameOrBrace => "a member name or }",
            Self::Name => "a member name",
        }
    }
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
    /// The same values at the same places, of other bytes in which they are spelled otherwise.
    pub(crate) fn with_bytes(&self, bytes: Arc<[u8]>) -> Self {
        debug_assert_eq!(bytes.len(), self.bytes.len());
        Self { bytes, nodes: self.nodes.clone(), fault: self.fault }
    }

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

    /// Whether this is its name, escapes resolved.
    fn is_named(self, name: &str) -> bool {
        let Some(written) = self.name_span().map(|span| self.inside(span)) else { return false };
        // Only an escape, or what is no text, is spelled otherwise than it reads.
        let is_as_written = written.is_ascii() && memchr::memchr(b'\\', written).is_none();
        if is_as_written { written == name.as_bytes() } else { unescape(written) == name }
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
        self.children().filter(|value| value.is_named(name)).last()
    }

    /// Every member of this name: parsers differ in which of several they see.
    pub fn all(self, name: &str) -> impl Iterator<Item = Value<'a>> {
        self.members().filter(move |member| member.name == name).map(|member| member.value)
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
    // Checking first is ten times as fast as reading with losses, and nearly all is right.
    let text = std::str::from_utf8(inside).map_or_else(|_| String::from_utf8_lossy(inside), Cow::Borrowed);
    if memchr::memchr(b'\\', text.as_bytes()).is_none() {
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
    if memchr::memmem::find(inside, b"\\u").is_none() {
        return false;
    }
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
