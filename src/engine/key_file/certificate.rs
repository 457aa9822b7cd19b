//! The key of one certificate, with what the certificate says of its use.

use super::binary::{self, Context};
use super::der;
use super::import::named;
use crate::engine::crypto::key::{self, Effort};
use crate::engine::ground::limit::Limits;
use crate::engine::key::{Jwk, KeyError, KeyIds};
use std::cell::Cell;

/// The public key of a certificate in DER, restricted as its parameters restrict it (RFC 4055 §3.1), and its weaknesses.
pub(crate) fn public_key(certificate: &[u8]) -> Result<Jwk, KeyError> {
    let (structure @ der::Structure::Certificate { .. }, 0) =
        der::classify(certificate).ok_or(KeyError::Damaged("certificate"))?
    else {
        return Err(KeyError::Damaged("certificate"));
    };
    let context = Context { passphrase: None, limits: &Limits::DEFAULT, curve: None, work: &Cell::new(0) };
    let draft = binary::read(structure, context)?;
    key::check(&draft.material, &mut Effort::default())?;
    let (mut key, facts) = named(draft, "", &mut KeyIds::default(), &mut Effort::default());
    // The name that a token gives to a key of its own says nothing of it.
    key.name = None;
    key.source.name = facts.map(|facts| facts.subject).unwrap_or_default();
    Ok(key)
}

/// Whether a certificate allows its key to make signatures that are not of certificates (RFC 5280 §4.2.1.3):
/// `digitalSignature` or `nonRepudiation`, or no word about usage at all.
pub(crate) fn may_sign(certificate: &[u8]) -> bool {
    der::key_usage(certificate).is_none_or(|usage| usage & 0xc0 != 0)
}
