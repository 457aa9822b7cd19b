//! Demands of the header and of the signature.

use super::super::demand::What;
use super::super::profile::declared;
use super::{Gap, State, Token, Violation};
use crate::engine::ground::json::Kind;
use crate::engine::ground::jwa::{SignatureAlgorithm, SignatureFamily};
use crate::engine::jose::embedded::EmbeddedSource;
use crate::engine::jose::header::JoseHeader;
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::layer::JoseObject;
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
                Some(typ) => Some(match typ.value.as_str() {
                    Some(text) => Violation::Value(text.into_owned()),
                    None => Violation::Shape(typ.value.kind().words()),
                }),
            },
            What::NoOtherKind => {
                let other = declared(header).filter(|other| !self.row.takes(other.kind));
                other.and_then(|_| header.text("typ")).map(Violation::Value)
            }
            What::Parameter(name) => match header.protected(name) {
                None => Some(missing(name)),
                Some(found) if found.value.as_str().is_some_and(|text| text.is_empty()) => Some(Violation::Empty),
                Some(_) => None,
            },
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
            What::OwnKey => self.own_key(),
            _ => {
                let needs_key_pair = matches!(what, What::Asymmetric);
                let states = jws.signatures.iter().map(|entry| algorithm(&entry.header, needs_key_pair));
                states.into_iter().find(|state| *state != State::Fulfilled).unwrap_or(State::Fulfilled)
            }
        }
    }

    fn own_key(&self) -> State {
        let mut found = self.layer.embedded.iter().filter(|embedded| embedded.source == EmbeddedSource::Jwk);
        match found.next().map(|embedded| embedded.fits.map(|_| embedded.may_verify())) {
            Some(Some(true)) => State::Fulfilled,
            Some(Some(false)) => State::Violated(Violation::OtherKey),
            Some(None) => State::NotChecked(Gap::UnknownAlgorithm),
            None => State::Violated(Violation::Missing),
        }
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
