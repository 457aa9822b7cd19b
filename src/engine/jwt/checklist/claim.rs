//! Demands of the claims. Every occurrence counts: readers differ in which of several they see.

use super::super::claim::Shape;
use super::super::demand::What;
use super::super::numeric_date;
use super::super::policy::{ClaimState, Subject};
use super::super::profile::is_key_name;
use super::super::status_list::{self, ListFault};
use super::{Gap, State, Token, Violation};
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::jwa::{SignatureAlgorithm, SignatureFamily};
use crate::engine::ground::limit::Limits;
use crate::engine::jose::sd_jwt::HashCheck;
use crate::engine::key::KeyError;
use crate::engine::key_file::import::public_material;
use crate::engine::text::private::PRIVATE_MEMBERS;
use crate::engine::text::uri::Uri;
use std::collections::HashSet;

impl<'a> Token<'a> {
    pub(super) fn values(&self, name: &str) -> Vec<Value<'a>> {
        let claims = self.examination.readable_claims().map(|(_, claims)| claims);
        claims.into_iter().flat_map(|claims| claims.all(name)).collect()
    }

    fn has(&self, name: &str) -> bool {
        !self.values(name).is_empty()
    }

    fn has_text(&self, name: &str, text: &str) -> bool {
        self.values(name).iter().any(|value| value.as_str().as_deref() == Some(text))
    }

    /// Whether an entity speaks about itself (OpenID Federation §1.2).
    fn is_configuration(&self) -> bool {
        self.same("iss", "sub").is_none()
    }

    pub(super) fn claim(&self, what: &What) -> State {
        let fault = match *what {
            What::Claim(name, shape) => required(&self.values(name), shape),
            What::Optional(name, shape) => of_shape(&self.values(name), shape),
            What::AnyClaim(names) => (!names.iter().any(|name| self.has(name))).then_some(Violation::Missing),
            What::NoClaim(name) => self.has(name).then_some(Violation::Present(vec![name])),
            What::Member(claim, member, shape) => {
                self.within(claim, |value| required(&value.all(member).collect::<Vec<_>>(), shape))
            }
            What::AnyMember(claim, members) => self.within(claim, |value| {
                let has = members.iter().any(|member| value.all(member).next().is_some());
                (!has).then_some(Violation::Missing)
            }),
            What::Event(uri) => self.within("events", |events| {
                let values: Vec<_> = events.all(uri).collect();
                required(&values, Shape::Object)
            }),
            What::Events => self.each("events", |value| match value.kind() {
                Kind::Object => events(value),
                _ => None,
            }),
            What::PublicMember(claim, member) => self.each(claim, |value| {
                // RFC 7800 §3.2: in an encrypted token a shared secret is one that nobody else reads.
                let is_secret = |key: &Value<'_>| key.get("kty").and_then(Value::as_str).as_deref() == Some("oct");
                let is_hidden = self.examination.layers.iter().any(|layer| layer.jwe().is_some());
                value.all(member).filter(|key| !(is_hidden && is_secret(key))).find_map(no_public_key)
            }),
            What::PublicKeys(name) => self.each(name, |list| list.children().find_map(no_public_key)),
            What::KeyAlgorithm => self.key_algorithm(),
            What::Filled(name) => self.each(name, |value| {
                (value.kind() == Kind::Array && value.child_count() == 0).then_some(Violation::Empty)
            }),
            What::Excludes(list, name) => {
                let others = self.values(name);
                let is_other = |own: &Value<'_>| {
                    others.iter().any(|other| other.as_str().is_some() && other.as_str() == own.as_str())
                };
                self.each(list, |list| Some(Violation::Value(list.children().find(is_other)?.as_str()?.into_owned())))
            }
            What::Objects(name) => self.list_of_objects(name),
            What::Same(one, other) => self.same(one, other),
            What::Single(name) => self.each(name, |value| {
                let count = if value.kind() == Kind::Array { value.child_count() } else { 1 };
                (count != 1).then_some(Violation::Values(count))
            }),
            What::AtMost(..)
            | What::Https(_)
            | What::Secure(_)
            | What::WorkloadIdentifier(_)
            | What::Bare(_)
            | What::Uri(_)
            | What::Positive(_) => self.value(what),
            What::StatusList => {
                self.within("status_list", |list| match status_list::read(list, Limits::DEFAULT.text) {
                    Ok(_) | Err(ListFault::TooLong) => None,
                    Err(fault) => Some(Violation::List(fault)),
                })
            }
            What::NotWithheld(names) => self.withheld(names),
            What::NoCriticalClaims => self.has("crit").then(|| Violation::Present(vec!["crit"])),
            What::NotOfConfiguration(name) => {
                (self.is_configuration() && self.has(name)).then_some(Violation::Elsewhere)
            }
            What::OfConfiguration(name) => (!self.is_configuration() && self.has(name)).then_some(Violation::Elsewhere),
            What::Origin(_)
            | What::Destinations(_)
            | What::ForShaken(..)
            | What::Includes(..)
            | What::First(..)
            | What::Named(_)
            | What::Subjects(_)
            | What::Agrees(..)
            | What::SubjectIdentifier(_)
            | What::MemberTexts(_)
            | What::EachHas(..)
            | What::ObjectsWithin(_) => self.document(what),
            What::Hash(name) => return self.hash(name),
            What::AuthorizedParty => return self.authorized_party(),
            _ => None,
        };
        fault.map_or(State::Fulfilled, State::Violated)
    }

    /// Demands of how a text or a number is written.
    fn value(&self, what: &What) -> Option<Violation> {
        match *what {
            What::AtMost(name, limit) => self.text(name, |text| {
                let count = text.chars().count();
                match count > limit {
                    true => Some(Violation::Length(count)),
                    false => (!text.is_ascii()).then_some(Violation::NotAscii),
                }
            }),
            What::Https(name) => self.text(name, |text| {
                // OpenID Connect Core §15.6.2 knows of the one that leaves the scheme out.
                let is_self = || name == "iss" && is_key_name(text) && self.has_text("sub", text);
                let fits = is_https(text) || (name, text) == ("iss", "accounts.google.com") || is_self();
                (!fits || !is_bare(text)).then(|| Violation::Value(text.to_owned()))
            }),
            What::Secure(name) => self.each(name, |value| match value.as_str() {
                Some(text) if is_https(&text) && !text.contains('#') => None,
                Some(text) => Some(Violation::Value(text.into_owned())),
                None => Some(Violation::Shape(value.kind().words())),
            }),
            What::WorkloadIdentifier(name) => self.text(name, |text| {
                let has_domain = Uri::parse(text)
                    .is_some_and(|uri| !uri.host.is_empty() && uri.userinfo.is_none() && uri.port.is_empty());
                (!is_uri(text) || !has_domain || !is_bare(text)).then(|| Violation::Value(text.to_owned()))
            }),
            What::Bare(name) => self.text(name, |text| (!is_bare(text)).then(|| Violation::Value(text.to_owned()))),
            What::Uri(name) => self.text(name, |text| (!is_uri(text)).then(|| Violation::Value(text.to_owned()))),
            What::Positive(name) => self.each(name, |value| match numeric_date::parse(value) {
                Err(_) => Some(Violation::Shape(value.kind().words())),
                Ok(number) if number.seconds > 0 || number.seconds == 0 && !number.is_integer => None,
                Ok(_) => Some(Violation::Value(value.lexeme().into_owned())),
            }),
            _ => None,
        }
    }

    /// A hash of what came with the token, where that is at hand.
    fn hash(&self, name: &str) -> State {
        let possession = self.possession().filter(|possession| possession.kind.hash() == Some(name));
        match possession.and_then(|possession| possession.hash) {
            Some(HashCheck::Matches) => State::Fulfilled,
            Some(HashCheck::Differs) => State::Violated(Violation::Differs),
            _ if self.has(name) => State::NotChecked(Gap::NotAtHand),
            _ => State::Fulfilled,
        }
    }

    /// OpenID Connect Core §3.1.3.7: where `azp` is there it is the client, and it is there where the token is for others too.
    fn authorized_party(&self) -> State {
        let parties = self.values("azp");
        let is_for_several = self.values("aud").iter().any(|aud| aud.kind() == Kind::Array && aud.child_count() > 1);
        match &self.policy.audience {
            _ if parties.is_empty() && is_for_several => State::Violated(Violation::Missing),
            _ if parties.is_empty() => State::Fulfilled,
            None => State::NotChecked(Gap::NothingExpected),
            Some(expected) if parties.iter().all(|azp| azp.as_str().as_deref() == Some(expected)) => State::Fulfilled,
            Some(_) => State::Violated(Violation::Differs),
        }
    }

    /// draft-ietf-wimse-workload-creds §3.1: neither `none`, nor with a shared secret, nor for encryption.
    fn key_algorithm(&self) -> Option<Violation> {
        let fault = |jwk: Value<'_>| -> Option<Violation> {
            let values: Vec<_> = jwk.all("alg").collect();
            required(&values, Shape::String).or_else(|| {
                let name = values.last()?.as_str()?.into_owned();
                match SignatureAlgorithm::named(&name).known().map(|row| row.family) {
                    Some(SignatureFamily::Hmac) => Some(Violation::Symmetric(name)),
                    Some(SignatureFamily::Unsecured) | None => Some(Violation::Value(name)),
                    Some(_) => None,
                }
            })
        };
        self.each("cnf", |cnf| cnf.all("jwk").find_map(fault))
    }

    /// The first fault of the occurrences of a claim; that it is missing, or no string, is another demand's.
    pub(super) fn each(&self, name: &str, fault: impl Fn(Value<'a>) -> Option<Violation>) -> Option<Violation> {
        self.values(name).into_iter().find_map(fault)
    }

    fn text(&self, name: &str, fault: impl Fn(&str) -> Option<Violation>) -> Option<Violation> {
        self.each(name, |value| value.as_str().and_then(|text| fault(&text)))
    }

    /// The fault within a claim that is an object.
    pub(super) fn within(&self, name: &str, fault: impl Fn(Value<'a>) -> Option<Violation>) -> Option<Violation> {
        let values = self.values(name);
        if values.is_empty() {
            return Some(Violation::Missing);
        }
        values.into_iter().find_map(|value| match value.kind() {
            Kind::Object => fault(value),
            other => Some(Violation::Shape(other.words())),
        })
    }

    fn list_of_objects(&self, name: &str) -> Option<Violation> {
        let values = self.values(name);
        if values.is_empty() {
            return Some(Violation::Missing);
        }
        values.into_iter().find_map(|value| match value.kind() {
            Kind::Array if value.child_count() == 0 => Some(Violation::Empty),
            Kind::Array => {
                let mut children = value.children();
                children.find(|child| child.kind() != Kind::Object).map(|_| Violation::Element)
            }
            other => Some(Violation::Shape(other.words())),
        })
    }

    fn same(&self, one: &str, other: &str) -> Option<Violation> {
        let (ones, others) = (self.values(one), self.values(other));
        if ones.is_empty() || others.is_empty() {
            return Some(Violation::Missing);
        }
        let is_same = ones.iter().all(|one| {
            let one = one.as_str();
            one.is_some() && others.iter().all(|other| other.as_str() == one)
        });
        (!is_same).then_some(Violation::Differs)
    }

    fn withheld(&self, names: &[&'static str]) -> Option<Violation> {
        let disclosures = self.layer.sd_jwt.iter().flat_map(|sd_jwt| &sd_jwt.disclosures);
        // What is inside of one counts as well: the key in cnf. A name with / or ~ in it is none of these.
        let top: HashSet<&str> = disclosures
            .filter_map(|disclosure| disclosure.path.as_deref()?.strip_prefix('/')?.split('/').next())
            .collect();
        names.iter().copied().find(|name| top.contains(name)).map(Violation::Withheld)
    }

    /// Times against the clock, as they were judged.
    pub(super) fn time(&self, what: &What) -> State {
        if !self.layer.is_payload_known() {
            return State::NotChecked(Gap::Locked);
        }
        let claim = match what {
            What::Fresh => return self.fresh(),
            What::Begun => "nbf",
            _ => "exp",
        };
        if !self.has(claim) {
            let is_demanded = matches!(what, What::Expires);
            return if is_demanded { State::Violated(Violation::Missing) } else { State::Fulfilled };
        }
        let check = self.checks.iter().find(|check| check.claim == claim && check.subject == Subject::Token);
        match check.map(|check| &check.state) {
            None => State::NotChecked(Gap::Locked),
            Some(ClaimState::Holds) => State::Fulfilled,
            Some(ClaimState::Malformed) => {
                required(&self.values(claim), Shape::Number).map_or(State::Fulfilled, State::Violated)
            }
            Some(state) => State::Violated(Violation::Time(state.clone())),
        }
    }

    /// Of several the one that is farthest off.
    fn fresh(&self) -> State {
        let window = self.policy.window();
        let values = self.values("iat");
        if values.is_empty() {
            // That it has to be there is a demand of its own.
            return State::Fulfilled;
        }
        let distances: Option<Vec<i128>> = values
            .iter()
            .map(|value| numeric_date::parse(*value).ok().map(|date| date.ceil() - i128::from(self.now)))
            .collect();
        match distances.and_then(|distances| distances.into_iter().max_by_key(|distance| distance.abs())) {
            None => State::Violated(Violation::Malformed),
            Some(distance) if distance.abs() > window => State::Violated(Violation::Stale(distance)),
            Some(_) => State::Fulfilled,
        }
    }
}

/// A claim that must be there, with something in it.
pub(super) fn required(values: &[Value<'_>], shape: Shape) -> Option<Violation> {
    if values.is_empty() {
        return Some(Violation::Missing);
    }
    of_shape(values, shape).or_else(|| {
        let is_empty = |value: &Value<'_>| match value.kind() {
            Kind::String => value.as_str().is_some_and(|text| text.is_empty()),
            Kind::Array => value.child_count() == 0,
            _ => false,
        };
        values.iter().any(is_empty).then_some(Violation::Empty)
    })
}

fn of_shape(values: &[Value<'_>], shape: Shape) -> Option<Violation> {
    values.iter().find(|value| !shape.fits(**value)).map(|value| Violation::Shape(value.kind().words()))
}

/// RFC 8417 §2.2: at least one event, each an object by the name of a URI.
fn events(events: Value<'_>) -> Option<Violation> {
    if events.members().next().is_none() {
        return Some(Violation::Empty);
    }
    events.members().find_map(|event| match event.value.kind() {
        _ if !is_uri(&event.name) => Some(Violation::Value(event.name.into_owned())),
        Kind::Object => None,
        other => Some(Violation::Shape(other.words())),
    })
}

/// RFC 7800 §3.2: the public key alone; what is shared would have to be encrypted.
fn no_public_key(key: Value<'_>) -> Option<Violation> {
    if PRIVATE_MEMBERS.iter().any(|name| key.get(name).is_some()) {
        return Some(Violation::PrivateKey);
    }
    match public_material(key) {
        Ok(_) => None,
        // A kind of key that is not known here may well be public.
        Err(KeyError::CurveUnknown(_) | KeyError::AlgorithmUnknown(_) | KeyError::NoJoseAlgorithm(_)) => None,
        Err(KeyError::KeyTypeUnknown(name)) if name != "oct" => None,
        Err(_) => Some(Violation::NoPublicKey),
    }
}

fn is_https(text: &str) -> bool {
    Uri::parse(text).is_some_and(|uri| uri.has_scheme("https") && !uri.host.is_empty())
}

fn is_bare(text: &str) -> bool {
    !text.contains(['?', '#'])
}

/// RFC 3986 §3: a scheme, a colon, and something behind it.
pub(super) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    is_scheme
        && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && !rest.is_empty()
        && rest.bytes().all(|byte| byte.is_ascii_graphic())
}
