//! From the issuer's payload and the disclosures to the claims (RFC 9901 §7.1 step 3): digests are followed from the
//! payload into disclosures and from those into others, each disclosure once, and the result is put together from slices
//! of what was received. No recursion, and work in proportion to the text.

use crate::engine::ground::json;
use crate::engine::ground::json::{Document, Kind, Value};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::span::Span;
use crate::engine::jose::disclosure::{Disclosure, DisclosureKind, DisclosureState};
use crate::engine::jose::part::Part;
use crate::engine::jose::sd_jwt::Segment;
use crate::engine::rule::finding::Fault;
use crate::engine::rule::sd_jwt;
use crate::engine::text::words::shown;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

#[derive(Default)]
pub(crate) struct Processed {
    pub document: Option<Document>,
    pub segments: Vec<Segment>,
    pub undisclosed: usize,
}

/// A document that takes part: the payload, or a disclosure.
struct Source {
    document: Arc<Document>,
    /// Numbers of the values that are not carried over as they stand: `_sd`, `...` and the uppermost `_sd_alg`.
    special: Vec<usize>,
    /// How deep the deepest list or object stands; `None` where there is none.
    deepest: Option<usize>,
}

impl Source {
    fn new(document: Arc<Document>) -> Self {
        Self { document, special: Vec::new(), deepest: None }
    }

    fn value(&self, index: usize) -> Option<Value<'_>> {
        self.document.value(index)
    }

    /// Whether a value can be carried over as it stands.
    fn is_plain(&self, value: Value<'_>) -> bool {
        let first = self.special.partition_point(|&index| index < value.index());
        self.special.get(first).is_none_or(|&index| index >= value.next_index())
    }
}

/// An object or list that is being written.
struct Frame {
    source: usize,
    /// Number of the container.
    container: usize,
    /// Number of the next child.
    next: usize,
    /// Number behind the last child.
    end: usize,
    is_object: bool,
    /// Disclosures that are put in behind the object's own members.
    claims: std::vec::IntoIter<usize>,
    /// How many members or elements have been written.
    written: usize,
    /// How the container is called in its parent.
    label: String,
}

const LONGEST_PATH: usize = 256;

struct Walk<'a> {
    sources: Vec<Source>,
    disclosures: &'a mut [Disclosure],
    payload: Option<&'a Part>,
    guarded: &'a [&'static str],
    depth_limit: usize,
    /// Digest to the disclosure that it is of.
    by_digest: HashMap<String, usize>,
    seen: HashSet<String>,
    stack: Vec<Frame>,
    out: Vec<u8>,
    segments: Vec<Segment>,
    undisclosed: usize,
    faults: &'a mut Vec<Fault>,
}

/// Follows every digest. `payload` is a complete JSON object; `part` carries it in the layer's text.
pub(crate) fn process(
    payload: &Arc<Document>,
    part: Option<&Part>,
    disclosures: &mut [Disclosure],
    guarded: &[&'static str],
    limits: &Limits,
    faults: &mut Vec<Fault>,
) -> Processed {
    let mut sources = vec![Source::new(payload.clone())];
    sources.extend(disclosures.iter().map(|disclosure| Source::new(disclosure.document.clone())));
    let mut by_digest = HashMap::with_capacity(disclosures.len());
    for (index, disclosure) in disclosures.iter_mut().enumerate() {
        if disclosure.state == DisclosureState::Repeated {
            continue;
        }
        disclosure.state = DisclosureState::Unreferenced;
        if let Some(digest) = &disclosure.digest {
            by_digest.insert(digest.clone(), index);
        }
    }
    let mut walk = Walk {
        sources,
        disclosures,
        payload: part,
        guarded,
        depth_limit: limits.json_depth,
        by_digest,
        seen: HashSet::new(),
        stack: Vec::new(),
        out: Vec::with_capacity(payload.bytes().len()),
        segments: Vec::new(),
        undisclosed: 0,
        faults,
    };
    walk.survey(0);
    walk.value(0, 0, false, String::new());
    walk.run();
    let Walk { out, segments, undisclosed, .. } = walk;
    for (index, disclosure) in disclosures.iter().enumerate() {
        if disclosure.state == DisclosureState::Unreferenced {
            let name = disclosure.name().map(|name| format!(" ({})", shown(&name))).unwrap_or_default();
            let message = format!("Disclosure {}{name} matches no digest", index + 1);
            faults.push(Fault::fatal(&sd_jwt::SDJWT_UNREF_DISCLOSURE, disclosure.part.span, message));
        }
    }
    let document = json::scan(out, limits.json_depth);
    Processed { document: document.is_complete().then_some(document), segments, undisclosed }
}

/// The digest in `{"...": "digest"}` (RFC 9901 §4.2.4.2); `None` for everything else.
fn placeholder(value: Value<'_>) -> Option<Value<'_>> {
    if value.kind() != Kind::Object || value.child_count() != 1 {
        return None;
    }
    value.children().next().filter(|child| child.kind() == Kind::String && child.name().as_deref() == Some("..."))
}

impl Walk<'_> {
    /// Finds what is special in a source, and what stands where it must not. Each source is surveyed once: the payload, and
    /// a disclosure when its digest is found.
    fn survey(&mut self, index: usize) {
        let Some(document) = self.sources.get(index).map(|source| source.document.clone()) else { return };
        let (mut special, mut deepest) = (Vec::new(), None);
        for number in 0..document.len() {
            let Some(value) = document.value(number) else { break };
            if matches!(value.kind(), Kind::Object | Kind::Array) {
                deepest = deepest.max(Some(value.depth()));
            }
            let Some(name) = value.name() else { continue };
            let message = match &*name {
                "_sd" => {
                    special.push(number);
                    let is_list =
                        value.kind() == Kind::Array && value.children().all(|entry| entry.kind() == Kind::String);
                    (!is_list).then_some("_sd is not a list of digests and is ignored")
                }
                "..." => {
                    special.push(number);
                    // Whether it stands alone in an element of a list is found where the element is written.
                    None
                }
                "_sd_alg" if index == 0 && value.depth() == 1 => {
                    special.push(number);
                    None
                }
                "_sd_alg" => Some("_sd_alg is nested deeper, where it has no effect"),
                _ => continue,
            };
            if let Some(message) = message {
                let span = self.span(index, value);
                self.faults.push(Fault::note(&sd_jwt::SDJWT_RESERVED_NAME, span, message));
            }
        }
        if let Some(source) = self.sources.get_mut(index) {
            source.special = special;
            source.deepest = deepest;
        }
    }

    /// The characters of the layer's text that carry a value.
    fn span(&self, source: usize, value: Value<'_>) -> Option<Span> {
        match source.checked_sub(1) {
            None => self.payload.map(|part| part.span_of_bytes(value.span())),
            Some(index) => self.disclosures.get(index).map(|disclosure| disclosure.span_in_text(value.span())),
        }
    }

    fn copy(&mut self, source: usize, span: Span) {
        let Some(bytes) = self.sources.get(source).and_then(|source| source.document.bytes().get(span.range())) else {
            return;
        };
        self.segments.push(Segment { at: self.out.len(), len: bytes.len(), source, from: span.start });
        self.out.extend_from_slice(bytes);
    }

    /// Writes a value, or opens the container that it is. `is_element`: it stands in a list.
    fn value(&mut self, source: usize, index: usize, is_element: bool, label: String) {
        let Some(document) = self.sources.get(source).map(|source| source.document.clone()) else { return };
        let Some(value) = document.value(index) else { return };
        let is_plain = self.sources.get(source).is_none_or(|source| source.is_plain(value));
        if is_plain || !matches!(value.kind(), Kind::Object | Kind::Array) {
            self.copy(source, value.span());
            return;
        }
        let is_object = value.kind() == Kind::Object;
        if is_object && let Some(dots) = value.children().find(|child| child.name().as_deref() == Some("...")) {
            let message = if is_element {
                "\"...\" has no digest, or has other members beside it: its element is not a placeholder"
            } else {
                "\"...\" is outside a list, where it has no meaning"
            };
            let span = self.span(source, dots);
            self.faults.push(Fault::note(&sd_jwt::SDJWT_RESERVED_NAME, span, message));
        }
        let claims = if is_object { self.claims(source, value, &label) } else { Vec::new() };
        self.copy(source, Span::new(value.span().start, value.span().start + 1));
        self.stack.push(Frame {
            source,
            container: index,
            next: index + 1,
            end: value.next_index(),
            is_object,
            claims: claims.into_iter(),
            written: 0,
            label,
        });
    }

    fn run(&mut self) {
        while let Some(frame) = self.stack.last_mut() {
            let source = frame.source;
            if frame.next < frame.end {
                let index = frame.next;
                let (is_object, is_root) = (frame.is_object, self.stack.len() == 1);
                let Some(document) = self.sources.get(source).map(|source| source.document.clone()) else { break };
                let Some(value) = document.value(index) else { break };
                if let Some(frame) = self.stack.last_mut() {
                    frame.next = value.next_index();
                }
                if is_object {
                    self.member(source, value, is_root);
                } else {
                    self.element(source, value);
                }
            } else if let Some(disclosure) = frame.claims.next() {
                self.claim(disclosure);
            } else {
                let container = frame.container;
                let end =
                    self.sources.get(source).and_then(|source| source.value(container)).map(|value| value.span().end);
                if let Some(end) = end {
                    self.copy(source, Span::new(end.saturating_sub(1), end));
                }
                self.stack.pop();
            }
        }
    }

    /// The comma in front of all but the first; how many there were.
    fn separate(&mut self) -> usize {
        let Some(frame) = self.stack.last_mut() else { return 0 };
        let before = frame.written;
        frame.written += 1;
        if before > 0 {
            self.out.push(b',');
        }
        before
    }

    /// A member that the object has itself.
    fn member(&mut self, source: usize, value: Value<'_>, is_root: bool) {
        let (Some(name), Some(name_span)) = (value.name(), value.name_span()) else { return };
        // RFC 9901 §7.1 step 3e and 3f.
        if name == "_sd" || (is_root && source == 0 && name == "_sd_alg") {
            return;
        }
        self.separate();
        self.copy(source, name_span);
        self.out.push(b':');
        self.value(source, value.index(), false, shown(&name).into_owned());
    }

    /// A claim out of a disclosure.
    fn claim(&mut self, disclosure: usize) {
        let source = disclosure + 1;
        let Some(found) = self.disclosures.get(disclosure) else { return };
        let (Some(name), Some(value)) = (found.name_value(), found.value()) else { return };
        let (name_span, label, index) =
            (name.span(), found.name().map(|name| shown(&name).into_owned()), value.index());
        self.separate();
        self.copy(source, name_span);
        self.out.push(b':');
        self.value(source, index, false, label.unwrap_or_default());
    }

    /// An element of a list; where it is a placeholder, what it stands for, which may be a placeholder again.
    fn element(&mut self, source: usize, value: Value<'_>) {
        let (mut source, mut index) = (source, value.index());
        // Each turn uses up a disclosure.
        loop {
            let Some(document) = self.sources.get(source).map(|source| source.document.clone()) else { return };
            let Some(digest) = document.value(index).and_then(placeholder) else { break };
            let Some(disclosure) = self.find(source, digest) else { return };
            let Some(found) = self.disclosures.get(disclosure) else { return };
            let number = disclosure + 1;
            let refusal = match (found.kind, found.value()) {
                (DisclosureKind::Element, Some(value)) => {
                    index = value.index();
                    self.survey(number);
                    self.too_deep(number, self.stack.len())
                }
                (DisclosureKind::Claim, _) => Some(Fault::fatal(
                    &sd_jwt::SDJWT_ARITY,
                    found.part.span,
                    format!("Disclosure {number} has a name, but its digest is in a list"),
                )),
                _ => Some(broken(found, number)),
            };
            if let Some(fault) = refusal {
                self.refuse(disclosure, fault);
                return;
            }
            let position = self.stack.last().map_or(0, |frame| frame.written);
            self.disclose(disclosure, &position.to_string());
            source = number;
        }
        let position = self.separate();
        self.value(source, index, true, position.to_string());
    }

    /// The disclosures that belong into an object (RFC 9901 §7.1 step 3c ii), in the order of their digests.
    fn claims(&mut self, source: usize, object: Value<'_>, label: &str) -> Vec<usize> {
        let mut claims = Vec::new();
        let is_list = |value: &Value<'_>| {
            value.kind() == Kind::Array && value.children().all(|entry| entry.kind() == Kind::String)
        };
        let Some(list) = object.get("_sd").filter(is_list) else { return claims };
        let mut names: Option<HashSet<String>> = None;
        let depth = self.stack.len() + 1;
        let is_root = self.stack.is_empty();
        for digest in list.children() {
            let Some(disclosure) = self.find(source, digest) else { continue };
            let number = disclosure + 1;
            let Some(found) = self.disclosures.get(disclosure) else { continue };
            let (span, name) = (found.part.span, found.name().map(std::borrow::Cow::into_owned));
            let names = names.get_or_insert_with(|| object.members().map(|member| member.name.into_owned()).collect());
            let refusal = match (found.kind, &name) {
                (DisclosureKind::Claim, Some(name)) if name == "_sd" || name == "..." => Some(Fault::fatal(
                    &sd_jwt::SDJWT_RESERVED_NAME,
                    span,
                    format!("Disclosure {number} discloses a claim named \"{}\"", shown(name)),
                )),
                (DisclosureKind::Claim, Some(name)) if names.contains(name) => Some(Fault::fatal(
                    &sd_jwt::SDJWT_NAME_COLLISION,
                    span,
                    format!("Disclosure {number} discloses \"{}\", which already exists", shown(name)),
                )),
                (DisclosureKind::Claim, Some(_)) => {
                    self.survey(number);
                    self.too_deep(number, depth)
                }
                (DisclosureKind::Element, _) => Some(Fault::fatal(
                    &sd_jwt::SDJWT_ARITY,
                    span,
                    format!("Disclosure {number} has no name, but its digest is among claims"),
                )),
                _ => Some(broken(found, number)),
            };
            if let Some(fault) = refusal {
                self.refuse(disclosure, fault);
                continue;
            }
            let name = name.unwrap_or_default();
            if is_root && self.guarded.contains(&name.as_str()) {
                let message = format!("{name} is in disclosure {number}: the holder could have left it out");
                self.faults.push(Fault::note(&sd_jwt::SDJWT_HIDDEN_VALIDITY, span, message));
            }
            if is_root && name == "_sd_alg" {
                // Put in by step 3c, taken out by step 3f.
                let message = format!("Disclosure {number} discloses _sd_alg, which has no effect");
                self.faults.push(Fault::note(&sd_jwt::SDJWT_RESERVED_NAME, span, message));
                if let Some(found) = self.disclosures.get_mut(disclosure) {
                    found.state = DisclosureState::Disclosed;
                }
            } else {
                let name = escaped(&name);
                let last = if is_root { name } else { format!("{}/{name}", escaped(label)) };
                self.disclose(disclosure, &last);
                claims.push(disclosure);
            }
            names.insert(name);
        }
        claims
    }

    /// The disclosure of a digest; counts the digest. `None` where there is none, and for a digest that was met before.
    fn find(&mut self, source: usize, digest: Value<'_>) -> Option<usize> {
        let text = digest.as_str()?;
        // RFC 9901 §7.1 step 4: "encountered more than once … MUST be rejected". Never followed twice, so there is no circle.
        if !self.seen.insert(text.clone().into_owned()) {
            let message = format!("The digest {} appears in two places", shown(&text));
            let span = self.span(source, digest);
            self.faults.push(Fault::fatal(&sd_jwt::SDJWT_DUP_DIGEST, span, message));
            return None;
        }
        let found = self.by_digest.get(&*text).copied();
        if found.is_none() {
            self.undisclosed += 1;
        }
        found
    }

    /// Whether a disclosure's value would nest too deep when it stands at `depth`.
    fn too_deep(&self, source: usize, depth: usize) -> Option<Fault> {
        // In its own document the value stands at depth 1.
        let deepest = self.sources.get(source)?.deepest?;
        if deepest == 0 || deepest - 1 + depth < self.depth_limit {
            return None;
        }
        let message = format!("With disclosure {source} the claims nest deeper than {} levels", self.depth_limit);
        let span = self.disclosures.get(source.checked_sub(1)?).map(|disclosure| disclosure.part.span);
        Some(Fault::fatal(&sd_jwt::SDJWT_TOO_DEEP, span, message))
    }

    fn refuse(&mut self, disclosure: usize, fault: Fault) {
        self.faults.push(fault);
        if let Some(found) = self.disclosures.get_mut(disclosure) {
            found.state = DisclosureState::Refused;
        }
    }

    fn disclose(&mut self, disclosure: usize, last: &str) {
        let mut path = format!("/{last}");
        // The root has no name.
        for frame in self.stack.iter().skip(1).rev() {
            if path.len() > LONGEST_PATH {
                path.insert(0, '…');
                break;
            }
            path.insert_str(0, &format!("/{}", escaped(&frame.label)));
        }
        if let Some(found) = self.disclosures.get_mut(disclosure) {
            found.state = DisclosureState::Disclosed;
            found.path = Some(path);
        }
    }
}

/// RFC 6901 §3.
fn escaped(name: &str) -> String {
    shown(name).replace('~', "~0").replace('/', "~1")
}

fn broken(disclosure: &Disclosure, number: usize) -> Fault {
    let message = format!("A digest matches disclosure {number}, which cannot be read");
    Fault::fatal(&sd_jwt::SDJWT_ARITY, disclosure.part.span, message)
}
