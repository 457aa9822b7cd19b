//! What each thing in a token costs: parts, signatures, recipients, claims down to the innermost member, layers, encoding.
//!
//! *Invariant:* the parts and what stands between them are the whole, and the claims with what stands between them are the
//! characters that carry them: no byte counts twice.

use super::frame::{Frame, Sheet};
use super::header::JoseHeader;
use super::layer::{Examination, JoseObject};
use super::part::{Part, PartName};
use super::sd_jwt::SdJwt;
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::size::encoded_len;

/// Values whose cost is told one by one, in one list of claims or parameters.
const VALUES: usize = 4_000;

/// Where a token's bytes go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    pub total: usize,
    /// The parts of the outermost layer, in the order in which they stand.
    pub parts: Vec<PartCost>,
    /// Characters of no part: dots and tildes, or of a JSON serialization its names, quotes and brackets.
    pub framing: usize,
    /// Whether that is JSON.
    pub is_json: bool,
    /// Characters more than there are bytes in the parts: a third.
    pub base64: usize,
    /// The claims, each with its share of the whole; empty where they cannot be read.
    pub claims: Vec<MemberCost>,
    /// Characters that carry the claims' braces, commas and white space.
    pub between_claims: usize,
    /// The shares are of compressed claims: in proportion, as compressing mixes them.
    pub is_estimate: bool,
    /// Outermost first; one is no nesting.
    pub layers: Vec<LayerCost>,
}

/// One part of the outermost layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartCost {
    pub kind: PartKind,
    /// Which signature, recipient or disclosure, counted from 0, where there are several.
    pub entry: Option<usize>,
    /// Characters.
    pub bytes: usize,
    /// Bytes that they carry.
    pub decoded: usize,
    /// The parameters of a header.
    pub members: Vec<MemberCost>,
    /// The claim that a disclosure discloses.
    pub claim: String,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartKind {
    Part(PartName),
    /// A header that stands in the clear, in JSON alone.
    UnprotectedHeader,
    Disclosure,
    KeyBinding,
}

impl PartKind {
    /// As [`PartName::word`].
    pub const fn word(self) -> &'static str {
        match self {
            Self::Part(name) => name.word(),
            Self::UnprotectedHeader => "unprotected header",
            Self::Disclosure => "disclosure",
            Self::KeyBinding => "key binding",
        }
    }
}

/// One member, with what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberCost {
    /// Its name, or `[3]` for an element.
    pub name: String,
    /// Characters of the token that carry name and value.
    pub bytes: usize,
    /// Members, and elements that hold some themselves; the largest first.
    pub members: Vec<MemberCost>,
    /// Elements of a list.
    pub elements: usize,
}

/// What one layer costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayerCost {
    /// `jws`, `jwe` or `unreadable`.
    pub kind: &'static str,
    /// Characters of the layer.
    pub total: usize,
    /// Bytes of what it carries, where that is known.
    pub content: Option<usize>,
}

impl LayerCost {
    /// What it adds to its content.
    pub fn adds(&self) -> Option<usize> {
        self.total.checked_sub(self.content?)
    }
}

/// What everything in the token costs.
pub fn cost(examination: &Examination) -> Cost {
    let sd_jwt = examination.layers.first().and_then(|layer| layer.sd_jwt.as_ref());
    of(&Frame::of(examination), sd_jwt)
}

/// The same of a frame; `sd_jwt` is that of the outermost layer.
pub fn of(frame: &Frame<'_>, sd_jwt: Option<&SdJwt>) -> Cost {
    let Some(outermost) = frame.sheets.first() else { return Cost::default() };
    let mut cost = Cost { total: outermost.text.len(), parts: parts(outermost, sd_jwt), ..Cost::default() };
    cost.framing = cost.total.saturating_sub(cost.parts.iter().map(|part| part.bytes).sum());
    cost.is_json = outermost.text.starts_with('{');
    cost.base64 = cost.parts.iter().map(|part| part.bytes.saturating_sub(part.decoded)).sum();
    let layer = |sheet: &Sheet<'_>| LayerCost {
        kind: match sheet.object {
            JoseObject::Jws(_) => "jws",
            JoseObject::Jwe(_) => "jwe",
            JoseObject::Unreadable(_) => "unreadable",
        },
        total: sheet.text.len(),
        content: sheet.content.map(|content| content.received().len()),
    };
    cost.layers = frame.sheets.iter().map(layer).collect();
    claims(frame, &mut cost);
    cost
}

/// Bytes of the bare `sub`.
pub fn subject_len(examination: &Examination) -> Option<usize> {
    let sub = examination.claims_document()?.object()?.get("sub")?;
    Some(sub.as_str().map_or_else(|| sub.span().len(), |text| text.len())).filter(|length| *length > 0)
}

/// The claims of the innermost layer, each with the characters of the outermost that carry it.
fn claims(frame: &Frame<'_>, cost: &mut Cost) {
    let Some(scale) = frame.sheets.iter().map(Scale::of).collect::<Option<Vec<_>>>() else { return };
    let Some(content) = frame.innermost().and_then(|sheet| sheet.content) else { return };
    let root = content.document.as_deref().and_then(|document| document.root());
    let Some(root) = root.filter(|root| matches!(root.kind(), Kind::Object | Kind::Array)) else { return };
    cost.is_estimate = scale.iter().any(|scale| matches!(scale.encoding, Encoding::Proportion { .. }));
    // Where a byte of the claims stands in the outermost text: through each layer, the innermost first.
    let place = |at: usize| scale.iter().rev().fold(at, |at, scale| scale.place(at));
    let mut left = VALUES;
    cost.claims = members(root, &place, &mut left);
    let carried = place(content.bytes.len()).saturating_sub(place(0));
    let own = root.children().map(|child| width(child, &place)).sum::<usize>();
    cost.between_claims = carried.saturating_sub(own);
}

/// Where the bytes inside a layer stand in its text.
struct Scale {
    /// Of the part that carries them.
    start: usize,
    encoding: Encoding,
}

enum Encoding {
    /// As they are (RFC 7797).
    Plain,
    Base64url,
    /// So many bytes in so many characters.
    Proportion {
        bytes: usize,
        characters: usize,
    },
}

impl Scale {
    fn of(sheet: &Sheet<'_>) -> Option<Self> {
        let content = sheet.content?;
        let bytes = content.bytes.len();
        let part = match sheet.object {
            JoseObject::Jws(jws) => jws.payload.as_ref()?,
            JoseObject::Jwe(jwe) => jwe.ciphertext.as_ref()?,
            JoseObject::Unreadable(_) => return None,
        };
        let is_compressed = matches!(sheet.object, JoseObject::Jwe(jwe) if jwe.compression().is_some());
        let is_plain = part.is_strict() && part.unescaped.is_none() && content.dress.is_none() && !is_compressed;
        let is_unencoded = part.bytes.len() == part.span.len() && !part.span.is_empty();
        let encoding = match (is_plain, is_unencoded) {
            (true, true) => Encoding::Plain,
            (true, false) => Encoding::Base64url,
            (false, _) => Encoding::Proportion { bytes, characters: part.span.len() },
        };
        Some(Self { start: part.span.start, encoding })
    }

    fn place(&self, at: usize) -> usize {
        self.start
            + match self.encoding {
                Encoding::Plain => at,
                Encoding::Base64url => encoded_len(at),
                Encoding::Proportion { bytes, characters } => {
                    let place = at.min(bytes) as u128 * characters as u128 / bytes.max(1) as u128;
                    usize::try_from(place).unwrap_or(characters)
                }
            }
    }
}

/// Characters that carry a value and its name.
fn width(value: Value<'_>, place: &dyn Fn(usize) -> usize) -> usize {
    let bytes = super::layer::member_bytes(value);
    place(bytes.end).saturating_sub(place(bytes.start))
}

/// The members of a value, the largest first; `left` of them at most.
fn members(value: Value<'_>, place: &dyn Fn(usize) -> usize, left: &mut usize) -> Vec<MemberCost> {
    let is_list = value.kind() == Kind::Array;
    let mut of = Vec::new();
    for (index, child) in value.children().enumerate() {
        let holds = matches!(child.kind(), Kind::Object | Kind::Array) && child.child_count() > 0;
        if is_list && !holds {
            continue;
        }
        let Some(rest) = left.checked_sub(1) else { break };
        *left = rest;
        of.push(MemberCost {
            name: child.name().map_or_else(|| format!("[{index}]"), std::borrow::Cow::into_owned),
            bytes: width(child, place),
            members: members(child, place, left),
            elements: if child.kind() == Kind::Array { child.child_count() } else { 0 },
        });
    }
    of.sort_by_key(|member| std::cmp::Reverse(member.bytes));
    of
}

/// The parts of a layer, each signature and each recipient by itself.
fn parts(sheet: &Sheet<'_>, sd_jwt: Option<&SdJwt>) -> Vec<PartCost> {
    let mut parts = Vec::new();
    match sheet.object {
        JoseObject::Jws(jws) => {
            let several = jws.signatures.len() > 1;
            for (index, entry) in jws.signatures.iter().enumerate() {
                let entry_of = several.then_some(index);
                header(&entry.header, entry_of, &mut parts);
                parts.extend(entry.signature.as_ref().map(|part| of_part(part, entry_of)));
            }
            let at = if several || sheet.text.starts_with('{') { 0 } else { parts.len().min(1) };
            if let Some(part) = &jws.payload {
                parts.insert(at, of_part(part, None));
            }
        }
        JoseObject::Jwe(jwe) => {
            let several = jwe.recipients.len() > 1;
            // What is shared stands once, and with the first recipient.
            for (index, recipient) in jwe.recipients.iter().enumerate() {
                let entry = several.then_some(index);
                if index == 0 {
                    header(&recipient.header, None, &mut parts);
                } else {
                    own_header(&recipient.header, entry, &mut parts);
                }
                parts.extend(recipient.encrypted_key.as_ref().map(|part| of_part(part, entry)));
            }
            let rest = [&jwe.iv, &jwe.ciphertext, &jwe.tag, &jwe.aad];
            parts.extend(rest.into_iter().flatten().map(|part| of_part(part, None)));
        }
        JoseObject::Unreadable(unreadable) => {
            parts.extend(unreadable.parts.iter().map(|part| of_part(part, None)));
        }
    }
    if let Some(sd_jwt) = sd_jwt {
        let several = sd_jwt.disclosures.len() > 1;
        parts.extend(sd_jwt.disclosures.iter().enumerate().map(|(index, disclosure)| PartCost {
            kind: PartKind::Disclosure,
            claim: disclosure.path.as_deref().map_or_else(String::new, |path| path.trim_start_matches('/').to_owned()),
            ..of_part(&disclosure.part, several.then_some(index))
        }));
        parts.extend(sd_jwt.key_binding.as_ref().map(|binding| PartCost {
            kind: PartKind::KeyBinding,
            entry: None,
            bytes: binding.span.len(),
            decoded: binding.span.len(),
            members: Vec::new(),
            claim: String::new(),
        }));
    }
    parts.retain(|part| part.bytes > 0);
    parts
}

fn of_part(part: &Part, entry: Option<usize>) -> PartCost {
    PartCost {
        kind: PartKind::Part(part.name),
        entry,
        bytes: part.span.len(),
        decoded: part.bytes.len().min(part.span.len()),
        members: Vec::new(),
        claim: String::new(),
    }
}

/// The objects that make a header.
fn header(header: &JoseHeader, entry: Option<usize>, parts: &mut Vec<PartCost>) {
    for source in &header.sources {
        let mut left = VALUES;
        let root = source.object();
        let mut list =
            |place: &dyn Fn(usize) -> usize| root.map(|root| members(root, place, &mut left)).unwrap_or_default();
        match &source.part {
            Some(part) => {
                let is_plain = part.is_strict() && part.unescaped.is_none();
                let characters = part.span.len();
                let bytes = part.bytes.len().max(1);
                let place = |at: usize| if is_plain { encoded_len(at) } else { at * characters / bytes };
                let members = list(&place);
                parts.push(PartCost { members, ..of_part(part, entry) });
            }
            None => {
                let bytes = root.map_or(0, |root| root.span().len());
                parts.push(PartCost {
                    kind: PartKind::UnprotectedHeader,
                    entry,
                    bytes,
                    decoded: bytes,
                    members: list(&|at| at),
                    claim: String::new(),
                });
            }
        }
    }
}

/// A recipient's own header alone.
fn own_header(of: &JoseHeader, entry: Option<usize>, parts: &mut Vec<PartCost>) {
    let own = of.sources.iter().filter(|source| source.origin == super::header::Origin::PerRecipient).cloned();
    header(&JoseHeader { sources: own.collect() }, entry, parts);
}
