//! JSON in the text that is a JOSE object or a key: found by its member names, in one pass and without a tree.
//!
//! A paste of many megabytes may be mostly JSON, so nothing is built here but a stack of what is open. It also reads
//! JSON that breaks off, and JSON in the middle of a log line.

use super::key::{KeyHint, KeyHintKind};
use crate::engine::ground::json;
use crate::engine::ground::span::Span;

#[derive(Debug, Default)]
pub(super) struct Objects {
    /// JWS and JWE in a JSON serialization (RFC 7515 §7.2, RFC 7516 §7.2), outermost ones, in order.
    pub(super) serializations: Vec<Serialized>,
    /// JWK and JWK Sets, outermost ones, in order.
    pub(super) keys: Vec<KeyHint>,
}

/// One JSON serialization.
#[derive(Debug)]
pub(super) struct Serialized {
    pub(super) span: Span,
    /// Its text, where it stood as an escaped string inside other JSON.
    pub(super) unescaped: Option<String>,
    /// The name of the member that holds it.
    pub(super) holder: Option<Span>,
}

mod name {
    pub(super) const PAYLOAD: u32 = 1;
    pub(super) const SIGNATURES: u32 = 1 << 1;
    pub(super) const SIGNATURE: u32 = 1 << 2;
    pub(super) const PROTECTED: u32 = 1 << 3;
    pub(super) const HEADER: u32 = 1 << 4;
    pub(super) const UNPROTECTED: u32 = 1 << 5;
    pub(super) const CIPHERTEXT: u32 = 1 << 6;
    pub(super) const RECIPIENTS: u32 = 1 << 7;
    pub(super) const ENCRYPTED_KEY: u32 = 1 << 8;
    pub(super) const IV: u32 = 1 << 9;
    pub(super) const TAG: u32 = 1 << 10;
    pub(super) const KTY: u32 = 1 << 11;
    pub(super) const KEYS: u32 = 1 << 12;
    /// `d`, `k` or `priv`: what only the owner of a key has.
    pub(super) const PRIVATE: u32 = 1 << 13;
}

fn known(text: &str) -> u32 {
    match text {
        "payload" => name::PAYLOAD,
        "signatures" => name::SIGNATURES,
        "signature" => name::SIGNATURE,
        "protected" => name::PROTECTED,
        "header" => name::HEADER,
        "unprotected" => name::UNPROTECTED,
        "ciphertext" => name::CIPHERTEXT,
        "recipients" => name::RECIPIENTS,
        "encrypted_key" => name::ENCRYPTED_KEY,
        "iv" => name::IV,
        "tag" => name::TAG,
        "kty" => name::KTY,
        "keys" => name::KEYS,
        "d" | "k" | "priv" => name::PRIVATE,
        _ => 0,
    }
}

/// An object or array that is still open.
struct Frame {
    start: usize,
    is_object: bool,
    /// A member name may come next.
    wants_name: bool,
    /// The name whose value comes next.
    pending: u32,
    pending_span: Option<Span>,
    /// The name under which this value itself stands.
    under: u32,
    under_span: Option<Span>,
    present: u32,
    strings: u32,
    objects: u32,
    arrays: u32,
    /// Its `keys` holds keys.
    is_key_set: bool,
}

impl Frame {
    fn has(&self, names: u32) -> bool {
        self.present & names != 0
    }

    fn is_serialization(&self, holds_one: bool) -> bool {
        let both = |names: u32| self.strings & names == names;
        let signed = (self.arrays & name::SIGNATURES != 0 && (self.has(name::PAYLOAD | name::PROTECTED) || holds_one))
            || both(name::PAYLOAD | name::SIGNATURE)
            // `"signatures": null`: a malformed one is not something else.
            || (both(name::PAYLOAD) && self.has(name::SIGNATURES) && self.strings & name::SIGNATURES == 0)
            || (self.has(name::PROTECTED) && self.has(name::SIGNATURE | name::PAYLOAD))
            || (self.objects & name::HEADER != 0 && self.has(name::SIGNATURE) && self.has(name::PAYLOAD));
        let headers = name::PROTECTED | name::UNPROTECTED | name::HEADER | name::RECIPIENTS | name::ENCRYPTED_KEY;
        let encrypted = (self.has(name::CIPHERTEXT) && self.has(headers))
            || (self.arrays & name::RECIPIENTS != 0
                && self.has(name::PROTECTED | name::UNPROTECTED)
                && self.has(name::IV | name::TAG));
        signed || encrypted
    }
}

struct Walker<'a> {
    text: &'a str,
    depth: usize,
    stack: Vec<Frame>,
    /// Opened beyond the depth that is looked at.
    too_deep: usize,
    found: Objects,
    /// Whether strings may hold JSON of their own.
    look_into_strings: bool,
}

/// Finds the objects of `text`, nested to at most `depth`.
pub(super) fn find(text: &str, depth: usize) -> Objects {
    walk(text, depth, true)
}

fn walk(text: &str, depth: usize, look_into_strings: bool) -> Objects {
    let mut walker =
        Walker { text, depth, stack: Vec::new(), too_deep: 0, found: Objects::default(), look_into_strings };
    walker.run();
    walker.found
}

impl Walker<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if self.stack.is_empty() {
                // Outside of JSON quotation marks mean nothing, except around a whole JSON string.
                let next = if at == 0 { self.outer_string() } else { None }
                    .or_else(|| memchr::memchr2(b'{', b'[', &bytes[at..]).map(|step| at + step));
                let Some(next) = next else { break };
                if next > at {
                    at = next;
                    continue;
                }
            }
            match byte {
                b'"' => {
                    at = self.string(at);
                    continue;
                }
                b'{' | b'[' => self.open(at, byte == b'{'),
                b'}' if self.too_deep > 0 => self.too_deep -= 1,
                b']' if self.too_deep > 0 => self.too_deep -= 1,
                b'}' => self.close_object(at + 1),
                b']' => {
                    if self.stack.last().is_some_and(|frame| !frame.is_object) {
                        self.stack.pop();
                    }
                }
                b',' => {
                    if let Some(frame) = self.stack.last_mut() {
                        frame.wants_name = frame.is_object;
                        frame.pending = 0;
                        frame.pending_span = None;
                    }
                }
                b' ' | b'\t' | b'\r' | b'\n' => {}
                _ => {
                    if let Some(frame) = self.stack.last_mut() {
                        frame.pending = 0;
                        frame.pending_span = None;
                    }
                }
            }
            at += 1;
        }
        // JSON that breaks off is shown as far as it goes.
        let end = self.text.trim_end().len();
        while !self.stack.is_empty() {
            if self.stack.last().is_some_and(|frame| frame.is_object) {
                self.close_object(end);
            } else {
                self.stack.pop();
            }
        }
    }

    /// A text that is one JSON string: its content is looked into, and the walk goes on behind it.
    fn outer_string(&mut self) -> Option<usize> {
        let start = self.text.len() - self.text.trim_start_matches(super::alphabet::is_blank).len();
        if !self.text[start..].starts_with("\"{") && !self.text[start..].starts_with("\"\\n") {
            return None;
        }
        let end = self.string_end(start);
        self.look_into(Span::new(start, end), None).then_some(end)
    }

    /// Where the string at `start` ends. JSON strings have no raw line breaks: one ends a string that was none.
    fn string_end(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        loop {
            match memchr::memchr3(b'"', b'\\', b'\n', bytes.get(at..).unwrap_or_default()) {
                None => return bytes.len(),
                Some(step) if bytes[at + step] == b'"' => return at + step + 1,
                Some(step) if bytes[at + step] == b'\n' => return at + step,
                Some(step) => at = (at + step + 2).min(bytes.len()),
            }
        }
    }

    /// Reads the string at `start`: a name or a value. Returns where it ends.
    fn string(&mut self, start: usize) -> usize {
        let end = self.string_end(start);
        let span = Span::new(start, end);
        let inside = self.text.get(start + 1..end).unwrap_or_default();
        let inside = inside.strip_suffix('"').unwrap_or(inside);
        let Some(frame) = self.stack.last_mut() else { return end };
        if self.too_deep > 0 {
            return end;
        }
        if frame.is_object && frame.wants_name {
            let rest = self.text.get(end..).unwrap_or_default();
            let behind = rest.trim_start_matches([' ', '\t', '\r', '\n']);
            if behind.starts_with(':') {
                frame.wants_name = false;
                frame.pending = known(inside);
                frame.pending_span = Some(span);
                frame.present |= frame.pending;
                return end + (rest.len() - behind.len()) + 1;
            }
            return end;
        }
        frame.strings |= frame.pending;
        let holder = frame.pending_span.take();
        frame.pending = 0;
        if inside.starts_with("{\\") || inside.starts_with("{ \\") || inside.starts_with("{\\n") {
            self.look_into(span, holder);
        }
        end
    }

    /// Looks for a JSON serialization that stands, escaped, inside the string at `span`.
    fn look_into(&mut self, span: Span, holder: Option<Span>) -> bool {
        if !self.look_into_strings {
            return false;
        }
        let Some(raw) = span.of(self.text) else { return false };
        let document = json::scan(raw.as_bytes(), 1);
        let Some(text) = document.root().filter(|_| document.is_complete()).and_then(json::Value::as_str) else {
            return false;
        };
        let text = text.trim();
        let inner = walk(text, self.depth, false);
        let whole = inner.serializations.first().is_some_and(|found| found.span == Span::new(0, text.len()));
        if whole {
            let unescaped = Some(text.to_owned());
            self.found.serializations.push(Serialized { span, unescaped, holder });
        }
        whole
    }

    fn open(&mut self, at: usize, is_object: bool) {
        if self.stack.len() >= self.depth || self.too_deep > 0 {
            self.too_deep += 1;
            return;
        }
        let (mut under, mut under_span) = (0, None);
        if let Some(parent) = self.stack.last_mut() {
            under = std::mem::take(&mut parent.pending);
            under_span = parent.pending_span.take();
            if is_object {
                parent.objects |= under;
            } else {
                parent.arrays |= under;
            }
        }
        self.stack.push(Frame {
            start: at,
            is_object,
            wants_name: is_object,
            pending: 0,
            pending_span: None,
            under,
            under_span,
            present: 0,
            strings: 0,
            objects: 0,
            arrays: 0,
            is_key_set: false,
        });
    }

    fn close_object(&mut self, end: usize) {
        if !self.stack.iter().any(|frame| frame.is_object) {
            return;
        }
        while self.stack.last().is_some_and(|frame| !frame.is_object) {
            self.stack.pop();
        }
        let Some(frame) = self.stack.pop() else { return };
        let span = Span::new(frame.start, end);
        let within = |start: usize| start >= frame.start;
        let holds_one = self.found.serializations.last().is_some_and(|found| within(found.span.start));
        if frame.strings & name::KTY != 0 {
            self.found.keys.truncate(self.found.keys.partition_point(|key| !within(key.span.start)));
            let private = frame.strings & name::PRIVATE != 0;
            self.found.keys.push(KeyHint { kind: KeyHintKind::Jwk, private, count: 1, span });
            let parents = self.stack.len();
            if parents >= 2
                && !self.stack[parents - 1].is_object
                && self.stack[parents - 1].under == name::KEYS
                && let Some(set) = self.stack.get_mut(parents - 2)
            {
                set.is_key_set = true;
            }
        } else if frame.is_serialization(holds_one) {
            // What is inside, an epk or a signature of its own, belongs to it.
            self.found.keys.truncate(self.found.keys.partition_point(|key| !within(key.span.start)));
            let first = self.found.serializations.partition_point(|found| !within(found.span.start));
            self.found.serializations.truncate(first);
            self.found.serializations.push(Serialized { span, unescaped: None, holder: frame.under_span });
        } else if frame.is_key_set {
            let first = self.found.keys.partition_point(|key| !within(key.span.start));
            let count = self.found.keys.len() - first;
            let private = self.found.keys[first..].iter().any(|key| key.private);
            self.found.keys.truncate(first);
            self.found.keys.push(KeyHint { kind: KeyHintKind::JwkSet, private, count, span });
        }
    }
}
