//! Two tokens side by side: what only one has, and what both have and says something else. Members are compared by what
//! they mean: the order of members and of lists is no difference, unless it is what the list says, nor is the way a number or a string
//! is written.

mod value;

use super::ground::json::{Kind, Value};
use super::jose::covered::Cover;
use super::jose::jws::Jws;
use super::jose::layer::{Examination, Layer};
use super::jwt::claim::claim;
use super::jwt::numeric_date;
use super::jwt::profile::{first_header, profile};
use super::text::meaning::meaning;
use std::collections::HashMap;
use value::items;

/// What two tokens differ in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Whether they are the same text.
    pub is_same_text: bool,
    /// Kind and layers, where those differ: "jws", "jwe", "jwe, jws".
    pub structure: Option<(String, String)>,
    /// Of the outermost layers' first headers.
    pub header: Vec<Difference>,
    /// Of the claims that count; empty as well where one of them cannot be read, which `unread` says.
    pub claims: Vec<Difference>,
    /// Claims of the key binding JWT of an SD-JWT.
    pub key_binding: Vec<Difference>,
    /// Differences that are not listed, because there are too many.
    pub more: usize,
    pub unread: Option<Unread>,
    /// One that could not be read is encrypted.
    pub is_locked: bool,
    pub signature: SignatureDifference,
    /// Bytes of both, as they are sent.
    pub size: (usize, usize),
    /// What a token that replaces another should have made anew and did not.
    pub stale: Vec<Stale>,
}

/// Whose claims could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    First,
    Second,
    Both,
}

/// One member that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where it is: a JSON Pointer (RFC 6901) into header or claims.
    pub pointer: String,
    pub change: Change,
}

/// How a member differs. Values are JSON as they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    OnlyFirst(String),
    OnlySecond(String),
    /// A time of both, in seconds since 1970.
    Time {
        first: i128,
        second: i128,
    },
    /// Lists, or words between blanks (RFC 6749 §3.3), as sets.
    Items {
        only_first: Vec<String>,
        only_second: Vec<String>,
    },
    Value {
        first: String,
        second: String,
    },
    /// A name that one of them has several times: readers disagree on which value counts (RFC 8259 §4).
    Repeated {
        first: Vec<String>,
        second: Vec<String>,
    },
}

/// Differences that are listed of header and claims each; the others are counted.
const MOST: usize = 1_000;
/// Bytes of a pointer that are listed: a name may be as long as the token.
const LONGEST_POINTER: usize = 4 * 1_024;

/// How the signatures of the outermost layers relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureDifference {
    /// One of them is not a JWS, or neither is signed.
    None,
    /// One of them has no signature, or fewer of them.
    Fewer,
    /// The same bytes over the same text.
    Same,
    /// Another signature over another text, as it should be.
    Different,
    /// Another signature over the same text: signed again, with a random number or another key.
    SignedAgain,
    /// The same signature over another text: one of them cannot be right.
    Moved,
}

/// What a new token of the same issuer for the same subject should have made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stale {
    /// `iat` is the same.
    IssuedAt,
    /// `exp` is the same.
    Expiry,
    /// `exp` of the second is earlier.
    EarlierExpiry,
    /// `jti` is the same although the tokens differ (RFC 7519 §4.1.7).
    TokenId,
}

impl SignatureDifference {
    /// Whether one of them cannot be right, or is not signed as the other one is.
    pub const fn is_grave(self) -> bool {
        matches!(self, Self::Moved | Self::Fewer)
    }

    /// Its name in reports.
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Fewer => "fewer",
            Self::Same => "same",
            Self::Different => "different",
            Self::SignedAgain => "signed_again",
            Self::Moved => "moved",
        }
    }
}

impl Stale {
    /// Its name in reports.
    pub const fn code(self) -> &'static str {
        match self {
            Self::IssuedAt => "iat",
            Self::Expiry => "exp",
            Self::EarlierExpiry => "exp_earlier",
            Self::TokenId => "jti",
        }
    }
}

impl Comparison {
    /// Whether they say something else. A signature that was made anew says nothing by itself.
    pub fn is_different(&self) -> bool {
        !self.is_same_text && (self.is_known_to_differ() || self.unread.is_some() && !self.is_locked)
    }

    /// Whether it is not known if they differ: what one of them says is encrypted, and nothing else tells.
    pub fn is_unknown(&self) -> bool {
        !self.is_same_text && !self.is_known_to_differ() && self.unread.is_some() && self.is_locked
    }

    fn is_known_to_differ(&self) -> bool {
        self.structure.is_some()
            || !self.header.is_empty()
            || !self.claims.is_empty()
            || !self.key_binding.is_empty()
            || self.signature.is_grave()
    }
}

/// Compares two tokens that were examined.
pub fn compare(first: &Examination, second: &Examination) -> Comparison {
    let is_same_text = text(first) == text(second);
    let structures = (structure(first), structure(second));
    // What is private is compared, and never repeated.
    let shown = (first.covered(), second.covered());
    let mut cover = Cover::default();
    cover.add(first, &shown.0);
    cover.add(second, &shown.1);
    let mut header = Differences::new(&cover);
    header.members(&headers(first), &headers(second), &Path::TOP, false);
    let signature = signature(first, second);
    let mut claims = Differences::new(&cover);
    let mut key_binding = Differences::new(&cover);
    key_binding.members(&key_binding_claims(first), &key_binding_claims(second), &Path::TOP, true);
    let mut stale = Vec::new();
    let unread = match (first.readable_claims(), second.readable_claims()) {
        (Some((_, one)), Some((_, other))) => {
            let (one, other) = (Members::of(one), Members::of(other));
            claims.members(&one, &other, &Path::TOP, true);
            // One that was changed after signing replaces nothing.
            let kind = |token| profile(token).and_then(|profile| profile.kind());
            if !is_same_text && signature != SignatureDifference::Moved && kind(first) == kind(second) {
                stale = not_renewed(&one, &other);
            }
            None
        }
        (Some(_), None) => Some(Unread::Second),
        (None, Some(_)) => Some(Unread::First),
        // No claims, and the same bytes instead of them.
        (None, None) if is_same_content(first, second) => None,
        (None, None) => Some(Unread::Both),
    };
    Comparison {
        is_same_text,
        structure: (structures.0 != structures.1).then_some(structures),
        more: header.more + claims.more + key_binding.more,
        header: header.list,
        claims: claims.list,
        key_binding: key_binding.list,
        unread,
        is_locked: [first, second].into_iter().any(is_locked),
        signature,
        size: (first.size.total, second.size.total),
        stale,
    }
}

/// Whether both have the same content, which is no claims set.
fn is_same_content(first: &Examination, second: &Examination) -> bool {
    let content =
        |examination: &Examination| examination.innermost()?.content.as_ref().map(|content| content.bytes.clone());
    content(first).is_some_and(|one| content(second).as_ref() == Some(&one))
}

/// Lists whose order is what they say: the first certificate is the signer's (RFC 7515 §4.1.6), a chain begins with its subject
/// (OpenID Federation §4), the first context counts (W3C Verifiable Credentials 2.0 §4.3).
const ORDERED: [&str; 3] = ["x5c", "trust_chain", "@context"];

/// Whether a key would show more of it.
fn is_locked(examination: &Examination) -> bool {
    examination.layers.last().is_some_and(|layer| layer.jwe().is_some() && layer.content.is_none())
}

fn text(examination: &Examination) -> &str {
    examination.layers.first().map_or("", |layer| &layer.text)
}

fn structure(examination: &Examination) -> String {
    examination.layers.iter().map(Layer::kind_word).collect::<Vec<_>>().join(", ")
}

/// Members by name, in the order in which they stand, with every value of each name.
#[derive(Default)]
struct Members<'a> {
    list: Vec<(String, Vec<Value<'a>>)>,
    by_name: HashMap<String, usize>,
}

impl<'a> Members<'a> {
    fn of(object: Value<'a>) -> Self {
        let mut members = Self::default();
        for member in object.members() {
            match members.by_name.get(&*member.name) {
                Some(&index) => members.list[index].1.push(member.value),
                None => members.push(member.name.into_owned(), vec![member.value]),
            }
        }
        members
    }

    fn push(&mut self, name: String, values: Vec<Value<'a>>) {
        self.by_name.insert(name.clone(), self.list.len());
        self.list.push((name, values));
    }

    fn all(&self, name: &str) -> &[Value<'a>] {
        self.by_name.get(name).map_or(&[], |&index| &self.list[index].1)
    }

    /// The last of a name: what most parsers see (RFC 7519 §4).
    fn get(&self, name: &str) -> Option<Value<'a>> {
        self.all(name).last().copied()
    }
}

/// The parameters of the first header, those of the protected one before others of the same name.
fn headers(examination: &Examination) -> Members<'_> {
    let mut members = Members::default();
    let header = examination.layers.first().and_then(first_header);
    for source in header.into_iter().flat_map(|header| &header.sources) {
        let Some(object) = source.object() else { continue };
        for (name, values) in Members::of(object).list {
            if !members.by_name.contains_key(&name) {
                members.push(name, values);
            }
        }
    }
    members
}

/// The claims of the key binding JWT, where the token is an SD-JWT that has one (RFC 9901 §4.3).
fn key_binding_claims(examination: &Examination) -> Members<'_> {
    let sd_jwt = examination.layers.first().and_then(|layer| layer.sd_jwt.as_ref());
    let document = sd_jwt.and_then(|sd_jwt| sd_jwt.key_binding.as_ref()?.document.as_ref());
    document.and_then(|document| document.object()).map(Members::of).unwrap_or_default()
}

/// Where a member is; written out only for what differs.
struct Path<'a> {
    above: Option<&'a Path<'a>>,
    name: &'a str,
}

impl Path<'_> {
    const TOP: Self = Path { above: None, name: "" };

    /// As a JSON Pointer (RFC 6901 §3); one that is too long is cut, with an ellipsis.
    fn pointer(&self, cover: &Cover<'_>) -> String {
        let mut names = Vec::new();
        let mut path = self;
        while let Some(above) = path.above {
            names.push(path.name);
            path = above;
        }
        let mut pointer = String::new();
        for name in names.iter().rev() {
            pointer.push('/');
            for character in cover.name(name).chars() {
                if pointer.len() > LONGEST_POINTER {
                    pointer.push('\u{2026}');
                    return pointer;
                }
                match character {
                    '~' => pointer.push_str("~0"),
                    '/' => pointer.push_str("~1"),
                    _ => pointer.push(character),
                }
            }
        }
        pointer
    }
}

/// What was found to differ.
struct Differences<'a> {
    list: Vec<Difference>,
    more: usize,
    /// How a value is written where it differs.
    cover: &'a Cover<'a>,
}

impl<'a> Differences<'a> {
    const fn new(cover: &'a Cover<'a>) -> Self {
        Self { list: Vec::new(), more: 0, cover }
    }

    fn push(&mut self, path: &Path<'_>, change: impl FnOnce() -> Change) {
        if self.list.len() < MOST {
            self.list.push(Difference { pointer: path.pointer(self.cover), change: change() });
        } else {
            self.more += 1;
        }
    }

    /// What differs between two objects; `are_claims` where the claims' own names speak, which is at the top alone.
    fn members(&mut self, first: &Members<'_>, second: &Members<'_>, above: &Path<'_>, are_claims: bool) {
        for (name, one) in &first.list {
            let path = Path { above: Some(above), name };
            match (one.as_slice(), second.all(name)) {
                ([one], [other]) => self.values(*one, *other, &path, are_claims.then_some(name)),
                (values, []) => {
                    let cover = self.cover;
                    self.push(&path, || Change::OnlyFirst(last(values, cover)));
                }
                (one, other) => self.repeated(one, other, &path),
            }
        }
        for (name, other) in &second.list {
            if first.all(name).is_empty() {
                let cover = self.cover;
                self.push(&Path { above: Some(above), name }, || Change::OnlySecond(last(other, cover)));
            }
        }
    }

    /// A name that stands there several times, in one of them at least.
    fn repeated(&mut self, one: &[Value<'_>], other: &[Value<'_>], path: &Path<'_>) {
        if one.iter().copied().map(meaning).eq(other.iter().copied().map(meaning)) {
            return;
        }
        let cover = self.cover;
        let written = |values: &[Value<'_>]| values.iter().map(|value| cover.lexeme(*value)).collect();
        self.push(path, || Change::Repeated { first: written(one), second: written(other) });
    }

    fn values(&mut self, one: Value<'_>, other: Value<'_>, path: &Path<'_>, claim_name: Option<&String>) {
        if one.kind() == Kind::Object && other.kind() == Kind::Object {
            return self.members(&Members::of(one), &Members::of(other), path, false);
        }
        if meaning(one) == meaning(other) {
            return;
        }
        let is_time = claim_name.and_then(|name| claim(name)).is_some_and(|row| row.value_type == "NumericDate");
        let times = is_time.then(|| Some((numeric_date::parse(one).ok()?, numeric_date::parse(other).ok()?))).flatten();
        if let Some((one, other)) = times.filter(|(one, other)| one.seconds != other.seconds) {
            return self.push(path, || Change::Time { first: one.seconds, second: other.seconds });
        }
        let words = claim_name.is_some_and(|name| matches!(name.as_str(), "scope" | "scp"));
        // One audience and a list of one are the same audience (RFC 7519 §4.1.3).
        let single = claim_name.is_some_and(|name| name == "aud");
        let cover = self.cover;
        let (one_value, other_value) = (one, other);
        match (items(one, words, single, cover), items(other, words, single, cover)) {
            (Some(one), Some(other)) => {
                let (only_first, only_second) = (one.without(&other), other.without(&one));
                if !(only_first.is_empty() && only_second.is_empty()) {
                    self.push(path, || Change::Items { only_first, only_second });
                } else if ORDERED.contains(&path.name) {
                    self.push(path, || Change::Value {
                        first: cover.lexeme(one_value),
                        second: cover.lexeme(other_value),
                    });
                }
            }
            _ => self.push(path, || Change::Value { first: cover.lexeme(one), second: cover.lexeme(other) }),
        }
    }
}

/// The last of several values, as it is written.
fn last(values: &[Value<'_>], cover: &Cover<'_>) -> String {
    values.last().map_or_else(String::new, |value| cover.lexeme(*value))
}

/// How the signatures relate. What is signed is compared as it was written (RFC 7515 §5.1), whatever the serialization.
fn signature(first: &Examination, second: &Examination) -> SignatureDifference {
    let (Some(first), Some(second)) = (first.layers.first(), second.layers.first()) else {
        return SignatureDifference::None;
    };
    let (Some(one), Some(other)) = (first.jws(), second.jws()) else { return SignatureDifference::None };
    let signed = |jws: &Jws| {
        let signatures = jws.signatures.iter().filter_map(|entry| entry.signature.as_ref());
        signatures.filter(|part| !part.bytes.is_empty()).count()
    };
    match (signed(one), signed(other)) {
        (0, 0) => return SignatureDifference::None,
        (one, other) if one != other => return SignatureDifference::Fewer,
        _ => {}
    }
    let payload = |layer: &Layer| layer.jws().and_then(|jws| jws.payload.as_ref()).map(|part| part.bytes.clone());
    let is_same_payload = payload(first) == payload(second);
    let mut is_same_input = is_same_payload;
    let mut is_same_signature = true;
    for (one, other) in one.signatures.iter().zip(&other.signatures) {
        is_same_input &= one.protected_text(&first.text) == other.protected_text(&second.text);
        is_same_signature &= match (&one.signature, &other.signature) {
            (Some(one), Some(other)) => one.bytes == other.bytes,
            (one, other) => one.is_none() && other.is_none(),
        };
    }
    match (is_same_signature, is_same_input) {
        (true, true) => SignatureDifference::Same,
        (true, false) => SignatureDifference::Moved,
        (false, true) => SignatureDifference::SignedAgain,
        (false, false) => SignatureDifference::Different,
    }
}

/// What a new token should have made anew, where the second may be meant as one: the same issuer, the same subject.
fn not_renewed(first: &Members<'_>, second: &Members<'_>) -> Vec<Stale> {
    let same = |name: &str| match (first.get(name), second.get(name)) {
        (Some(one), Some(other)) => meaning(one) == meaning(other),
        _ => false,
    };
    if !(same("iss") && same("sub")) {
        return Vec::new();
    }
    let time = |members: &Members<'_>, name| numeric_date::parse(members.get(name)?).ok().map(|date| date.seconds);
    let mut stale = Vec::new();
    if same("iat") {
        stale.push(Stale::IssuedAt);
    }
    match (time(first, "exp"), time(second, "exp")) {
        (Some(one), Some(other)) if one == other => stale.push(Stale::Expiry),
        (Some(one), Some(other)) if other < one => stale.push(Stale::EarlierExpiry),
        _ => {}
    }
    if same("jti") {
        stale.push(Stale::TokenId);
    }
    stale
}

#[cfg(test)]
mod tests;
