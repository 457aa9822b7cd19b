//! Demands of claims that are documents of their own: credentials, calls, subjects, metadata.

use super::super::claim::Shape;
use super::super::demand::What;
use super::claim::{is_uri, required};
use super::{Token, Violation};
use crate::engine::ground::json::{Kind, Value};

/// The members that a subject identifier of each format has (RFC 9493 §3.2).
const FORMATS: [(&str, &[&str]); 7] = [
    ("account", &["uri"]),
    ("email", &["email"]),
    ("iss_sub", &["iss", "sub"]),
    ("opaque", &["id"]),
    ("phone_number", &["phone_number"]),
    ("did", &["url"]),
    ("uri", &["uri"]),
];

impl Token<'_> {
    pub(super) fn document(&self, what: &What) -> Option<Violation> {
        match *what {
            What::Origin(name) => self.within(name, origin),
            What::Destinations(name) => self.within(name, destinations),
            What::ForShaken(name, allowed) => self.of_shaken(name, allowed),
            What::Includes(name, text) => self.there(name, |value| {
                let is_meant = |value: Value<'_>| value.as_str().as_deref() == Some(text);
                let has = is_meant(value) || value.kind() == Kind::Array && value.children().any(is_meant);
                (!has).then_some(Violation::Differs)
            }),
            What::First(name, text) => self.each(name, |value| match value.children().next()?.as_str() {
                Some(first) if first == text => None,
                Some(first) => Some(Violation::Value(first.into_owned())),
                None => Some(Violation::Element),
            }),
            What::Named(name) => self.there(name, named),
            What::Subjects(name) => self.there(name, subjects),
            What::Agrees(name, path) => self.agrees(name, path),
            What::SubjectIdentifier(name) => self.each(name, subject_identifier),
            What::MemberTexts(name) => self
                .each(name, |value| value.members().find(|member| member.value.kind() != Kind::String).map(of_member)),
            What::EachHas(name, member) => self.each(name, |value| {
                let is_fit =
                    |value: &Value<'_>| required(&value.all(member).collect::<Vec<_>>(), Shape::String).is_none();
                value.members().find(|member| !is_fit(&member.value)).map(of_member)
            }),
            What::ObjectsWithin(name) => self.each(name, objects_within),
            _ => None,
        }
    }

    /// The fault of a claim that has to be there.
    fn there(&self, name: &str, fault: impl Fn(Value<'_>) -> Option<Violation>) -> Option<Violation> {
        let values = self.values(name);
        if values.is_empty() { Some(Violation::Missing) } else { values.into_iter().find_map(fault) }
    }

    /// RFC 8588 §4, §5: what a call has whose `ppt` is `shaken`.
    fn of_shaken(&self, name: &str, allowed: &[&str]) -> Option<Violation> {
        let extension = super::first_header(self.layer).and_then(|header| header.text("ppt"));
        if extension.as_deref() != Some("shaken") {
            return None;
        }
        let values = self.values(name);
        required(&values, Shape::String).or_else(|| {
            let is_other = |text: &String| !allowed.is_empty() && !allowed.contains(&text.as_str());
            values.iter().filter_map(|value| Some(value.as_str()?.into_owned())).find(is_other).map(Violation::Value)
        })
    }

    /// What is not there, or several things, cannot be said to be another one.
    fn agrees(&self, name: &str, path: &[&str]) -> Option<Violation> {
        let (first, rest) = path.split_first()?;
        let mut found = self.values(first).into_iter().next_back()?;
        for member in rest {
            found = found.get(member)?;
        }
        // An issuer is a URL, or an object with one.
        let named = if found.kind() == Kind::Object { found.get("id")? } else { found };
        let named = named.as_str()?;
        self.each(name, |value| (value.as_str().as_deref() != Some(&*named)).then_some(Violation::Differs))
    }
}

fn of_member(member: crate::engine::ground::json::Member<'_>) -> Violation {
    Violation::Member(member.name.into_owned())
}

/// RFC 8225 §5.2.1: one identity, `tn` or `uri`, a string.
fn origin(value: Value<'_>) -> Option<Violation> {
    let identities: Vec<Value<'_>> = ["tn", "uri"].into_iter().flat_map(|name| value.all(name)).collect();
    match identities.as_slice() {
        [] => Some(Violation::Missing),
        [one] => required(&[*one], Shape::String),
        several => Some(Violation::Values(several.len())),
    }
}

/// RFC 8225 §5.2.1: `tn`, `uri` or both, each a list of strings with one at least.
fn destinations(value: Value<'_>) -> Option<Violation> {
    let mut identities = ["tn", "uri"].into_iter().flat_map(|name| value.all(name)).peekable();
    if identities.peek().is_none() {
        return Some(Violation::Missing);
    }
    identities.find_map(|identity| required(&[identity], Shape::Strings))
}

/// W3C Verifiable Credentials 2.0 §4.7: a URL, or an object whose `id` is one.
fn named(value: Value<'_>) -> Option<Violation> {
    let name = if value.kind() == Kind::Object { value.get("id") } else { Some(value) };
    match name.map(|name| (name.kind(), name.as_str())) {
        None => Some(Violation::Member("id".to_owned())),
        Some((_, Some(text))) if is_uri(&text) => None,
        Some((_, Some(text))) => Some(Violation::Value(text.into_owned())),
        Some((kind, None)) => Some(Violation::Shape(kind.words())),
    }
}

/// W3C Verifiable Credentials 2.0 §4.8: one object or several, each with something in it.
fn subjects(value: Value<'_>) -> Option<Violation> {
    let fault = |value: Value<'_>| match value.kind() {
        Kind::Object if value.members().next().is_none() => Some(Violation::Empty),
        Kind::Object => None,
        other => Some(Violation::Shape(other.words())),
    };
    match value.kind() {
        Kind::Array if value.child_count() == 0 => Some(Violation::Empty),
        Kind::Array => value.children().find_map(fault).map(|_| Violation::Element),
        _ => fault(value),
    }
}

/// RFC 9493 §3: `format`, and the members that the format has; of formats that others registered nothing is known.
fn subject_identifier(value: Value<'_>) -> Option<Violation> {
    if value.kind() != Kind::Object {
        return None;
    }
    let is_text = |name: &str| required(&value.all(name).collect::<Vec<_>>(), Shape::String).is_none();
    if !is_text("format") {
        return Some(Violation::Member("format".to_owned()));
    }
    let format = value.get("format").and_then(Value::as_str).unwrap_or_default();
    if format == "aliases" {
        let lists: Vec<Value<'_>> = value.all("identifiers").collect();
        let is_fit = required(&lists, Shape::Array).is_none();
        return (!is_fit).then(|| Violation::Member("identifiers".to_owned()));
    }
    let (_, members) = FORMATS.iter().find(|(name, _)| *name == format)?;
    members.iter().find(|name| !is_text(name)).map(|name| Violation::Member((*name).to_owned()))
}

/// OpenID Federation §3.1: metadata by type of entity, an object each, whose parameters are never null.
fn objects_within(value: Value<'_>) -> Option<Violation> {
    let is_fit = |value: &Value<'_>| {
        value.kind() == Kind::Object && value.members().all(|member| member.value.kind() != Kind::Null)
    };
    value.members().find(|member| !is_fit(&member.value)).map(of_member)
}
