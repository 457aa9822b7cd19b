//! Demands of the header and of the signature.

use super::super::demand::What;
use super::super::profile::declared;
use super::{Gap, State, Token, Violation};
use crate::engine::ground::json::Kind;
use crate::engine::ground::jwa::{SignatureAlgorithm, SignatureFamily};
use crate::engine::jose::embedded::EmbeddedSource;
use crate::engine::jose::header::{JoseHeader, Origin};
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::layer::JoseObject;
use crate::engine::jose::status::SignatureStatus;
use crate::engine::text::private::PRIVATE_MEMBERS;

impl Token<'_> {
    /// One for each signature or recipient of the innermost layer.
    fn headers(&self) -> Vec<&JoseHeader> {
        match &self.layer.object {
            JoseObject::Jws(jws) => jws.signatures.iter().map(|signature| &signature.header).collect(),
            JoseObject::Jwe(jwe) => jwe.recipients.iter().map(|recipient| &recipient.header).collect(),
            JoseObject::Unreadable(unreadable) => vec![&unreadable.header],
        }
    }

    /// What each of several headers must meet: the first that does not speaks.
    pub(super) fn header(&self, what: &What) -> State {
        // What is encrypted may hold the token whose header is meant.
        if self.layer.jwe().is_some() && !self.layer.is_payload_known() {
            return State::NotChecked(Gap::Locked);
        }
        let found = self.headers().into_iter().find_map(|header| self.fault(header, what));
        found.map_or(State::Fulfilled, State::Violated)
    }

    fn fault(&self, header: &JoseHeader, what: &What) -> Option<Violation> {
        let missing = |name: &str| {
            let is_there = header.get(name).is_some();
            if is_there { Violation::Unprotected } else { Violation::Missing }
        };
        let there = |names: &[&'static str]| -> Vec<&'static str> {
            names.iter().copied().filter(|name| header.get(name).is_some()).collect()
        };
        match *what {
            What::Type => match header.protected("typ") {
                None => Some(missing("typ")),
                Some(_) if !self.row.declared_type(header).is_empty() => None,
                Some(_) if declared(header).is_some() && self.row.takes_type_of(header) => None,
                Some(typ) => Some(match typ.value.as_str() {
                    Some(text) => Violation::Value(text.into_owned()),
                    None => Violation::Shape(typ.value.kind().words()),
                }),
            },
            What::NoOtherKind => {
                let is_other = !self.row.takes_type_of(header);
                header.text("typ").filter(|_| is_other).map(Violation::Value)
            }
            What::Parameter(name) => match header.protected(name) {
                None => Some(missing(name)),
                Some(found) if found.value.as_str().is_some_and(|text| text.is_empty()) => Some(Violation::Empty),
                Some(_) => None,
            },
            What::Base64Url(name) => {
                let is_fit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
                let parameter = header.protected(name)?;
                match parameter.value.as_str() {
                    Some(text) if text.bytes().all(is_fit) => None,
                    Some(text) => Some(Violation::Value(text.into_owned())),
                    None => Some(Violation::Shape(parameter.value.kind().words())),
                }
            }
            What::OneParameter(names) => match &*there(names) {
                // OpenID4VCI, jwt proof type: they hold the key as well.
                [] if !["key_attestation", "trust_chain"].iter().any(|name| header.protected(name).is_some()) => {
                    Some(Violation::Missing)
                }
                [] => None,
                [one] => header.protected(one).is_none().then_some(Violation::Unprotected),
                several => Some(Violation::Present(several.to_vec())),
            },
            What::NoParameter(names) => {
                let there = there(names);
                (!there.is_empty()).then_some(Violation::Present(there))
            }
            What::CurrentType(name) => {
                let own = self.row.declared_type(header);
                (!own.is_empty() && own != name).then(|| Violation::Value(own.to_owned()))
            }
            What::AllProtected => header
                .parameters()
                .any(|parameter| parameter.origin != Origin::Protected)
                .then_some(Violation::Unprotected),
            What::NoPrivateKey => {
                let jwk = header.get("jwk")?;
                PRIVATE_MEMBERS.iter().any(|name| jwk.value.get(name).is_some()).then_some(Violation::PrivateKey)
            }
            What::PublicKey => match header.protected("jwk") {
                None => Some(missing("jwk")),
                Some(jwk) if jwk.value.kind() != Kind::Object => Some(Violation::Shape(jwk.value.kind().words())),
                Some(jwk) => {
                    PRIVATE_MEMBERS.iter().any(|name| jwk.value.get(name).is_some()).then_some(Violation::PrivateKey)
                }
            },
            _ => None,
        }
    }

    pub(super) fn signature(&self, what: &What) -> State {
        let Some(jws) = self.layer.jws() else {
            // Whoever has the public key can encrypt: that is no signature.
            let is_open = self.layer.is_payload_known();
            return if is_open { State::Violated(Violation::Unsigned) } else { State::NotChecked(Gap::Locked) };
        };
        match what {
            What::Flattened => match jws.serialization {
                Serialization::Flattened => State::Fulfilled,
                other => State::Violated(Violation::Value(other.word().to_owned())),
            },
            What::OwnKey => {
                let is_meant = |source: &EmbeddedSource| *source == EmbeddedSource::Jwk;
                self.own_key(is_meant).unwrap_or_else(|| {
                    // What is malformed or unsecured is not tried with any key.
                    let is_open = |status| matches!(status, SignatureStatus::Malformed | SignatureStatus::Unsecured);
                    let has_key = self.headers().iter().any(|header| header.protected("jwk").is_some());
                    match (has_key, self.layer.signatures.iter().any(|result| is_open(result.status))) {
                        (false, _) => State::Violated(Violation::Missing),
                        (true, true) => State::NotChecked(Gap::Broken),
                        (true, false) => State::Violated(Violation::NoPublicKey),
                    }
                })
            }
            // What it only names is somewhere else.
            What::HeaderKey => self
                .own_key(|source| matches!(source, EmbeddedSource::Jwk | EmbeddedSource::Certificate { .. }))
                .unwrap_or(State::UpToVerifier),
            _ => {
                let needs_key_pair = matches!(what, What::Asymmetric);
                let states = jws.signatures.iter().map(|entry| algorithm(&entry.header, needs_key_pair));
                states.into_iter().find(|state| *state != State::Fulfilled).unwrap_or(State::Fulfilled)
            }
        }
    }

    /// What the signature is to the key that the header has; `None` where it has none.
    fn own_key(&self, is_meant: impl Fn(&EmbeddedSource) -> bool) -> Option<State> {
        let found = self.layer.embedded.iter().find(|embedded| is_meant(&embedded.source))?;
        Some(match found.fits {
            Some(true) if found.may_verify() => State::Fulfilled,
            Some(true) => State::Violated(Violation::ForbiddenKey),
            Some(false) => State::Violated(Violation::OtherKey),
            None => State::NotChecked(Gap::UnknownAlgorithm),
        })
    }

    /// One that the person expects, of all signatures.
    pub(super) fn expected_algorithm(&self) -> State {
        let expected = &self.policy.algorithms;
        if !expected.iter().any(|name| SignatureAlgorithm::named(name).known().is_some()) {
            return State::NotChecked(Gap::NothingExpected);
        }
        let Some(jws) = self.layer.jws() else { return State::NotChecked(Gap::Locked) };
        let other = jws.signatures.iter().find_map(|entry| match entry.header.algorithm() {
            Some(name) => (!expected.contains(&name)).then_some(Violation::Value(name)),
            None => Some(Violation::Missing),
        });
        other.map_or(State::Fulfilled, State::Violated)
    }
}

fn algorithm(header: &JoseHeader, needs_key_pair: bool) -> State {
    let Some(name) = header.algorithm() else { return State::Violated(Violation::Missing) };
    match SignatureAlgorithm::named(&name).known().map(|row| row.family) {
        Some(SignatureFamily::Unsecured) => State::Violated(Violation::Unsigned),
        Some(SignatureFamily::Hmac) if needs_key_pair => State::Violated(Violation::Symmetric(name)),
        None => State::NotChecked(Gap::UnknownAlgorithm),
        Some(_) => State::Fulfilled,
    }
}
