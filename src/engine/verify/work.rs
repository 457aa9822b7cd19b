//! What one examination may cost. Keys × signatures, keys × recipients and passwords × rounds multiply, and whoever makes a
//! token or a key set chooses the factors; so every try has a price, and all of them share one sum.

use crate::engine::ground::jwa::{Curve, KeyManagementFamily, KeyManagementRow, SignatureFamily, SignatureRow};
use crate::engine::ground::limit::{Cancel, Limits};
use crate::engine::jose::reason::{KeyReason, MissingKeyReason, Reason};
use crate::engine::key::KeyMaterial;
use std::cell::Cell;
use std::rc::Rc;

/// Bytes that are hashed or decrypted for one unit.
const BYTES: usize = 500;

/// What is left. One unit is about a microsecond of an ordinary computer; it is no measurement, so that the same token with
/// the same keys has the same verdict everywhere.
#[derive(Clone, Debug)]
pub(crate) struct Work {
    left: Rc<Cell<u64>>,
    /// The price of all that was left out.
    left_out: Rc<Cell<u64>>,
    cancel: Cancel,
}

/// What was left out because it would have cost too much.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Untried {
    pub(crate) keys: usize,
    pub(crate) price: u64,
}

impl Work {
    /// All that one examination may do. One password is always tried that has no more rounds than are run without asking.
    pub(crate) fn new(limits: &Limits) -> Self {
        let left = limits.work.max(derivation(limits.pbes2_iterations));
        Self { left: Rc::new(Cell::new(left)), left_out: Rc::default(), cancel: Cancel::default() }
    }

    /// That ends between two keys where this is cancelled.
    pub(crate) fn until(self, cancel: &Cancel) -> Self {
        Self { cancel: cancel.clone(), ..self }
    }

    /// Takes the price out of it; `false`, and nothing is taken, where it is not there any more.
    pub(crate) fn take(&self, price: u64) -> bool {
        let left = self.left.get().checked_sub(price).filter(|_| !self.cancel.is_cancelled());
        if let Some(left) = left {
            self.left.set(left);
        }
        left.is_some()
    }

    /// Remembers the price of what is left out for want of it.
    pub(crate) fn leave_out(&self, price: u64) {
        self.left_out.set(self.left_out.get().saturating_add(price));
    }

    /// What all would cost that was left out.
    pub(crate) fn left_out(&self) -> u64 {
        self.left_out.get()
    }
}

impl Untried {
    /// Why nothing is known, with the price of knowing, where there are so many keys.
    pub(crate) fn reason(self, of: usize) -> Reason {
        Reason::MissingKey(MissingKeyReason::Untried { keys: self.keys, of, price: self.price, whole: self.price })
    }

    pub(crate) fn add(&mut self, price: u64) {
        self.keys += 1;
        self.price = self.price.saturating_add(price);
    }
}

pub(crate) fn not_tried() -> Reason {
    Reason::Key(KeyReason::BudgetSpent)
}

/// Trying one key on one signature over a message of so many bytes.
pub(crate) fn checking(row: &SignatureRow, key: &KeyMaterial, message: usize) -> u64 {
    let key = match (row.family, key) {
        (SignatureFamily::Hmac | SignatureFamily::Unsecured, _) => 3,
        (SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss, KeyMaterial::Rsa { n, e, .. }) => {
            // Each bit of a public exponent, which may be as long as the modulus, squares once.
            15 + squared(n.len()) * (10 + 10 * e.len() as u64)
        }
        (SignatureFamily::Ecdsa | SignatureFamily::EdDsa, _) => key_curve(key).map_or(1, on_curve),
        (SignatureFamily::MlDsa, _) => 300,
        // Another type: seen before anything is computed.
        _ => 1,
    };
    bytes(message).saturating_add(key)
}

/// Trying one key on one recipient of a ciphertext of so many bytes.
pub(crate) fn opening(row: &KeyManagementRow, key: &KeyMaterial, rounds: Option<u64>, ciphertext: usize) -> u64 {
    let key = match row.family {
        KeyManagementFamily::Pbes2 => derivation(rounds.unwrap_or_default()),
        KeyManagementFamily::RsaOaep | KeyManagementFamily::Rsa15 => match key {
            // With the private exponent it costs the cube of the modulus.
            KeyMaterial::Rsa { n, .. } => 700 * squared(n.len()) * (n.len() as u64).div_ceil(256),
            _ => 1,
        },
        KeyManagementFamily::EcdhEs => key_curve(key).map_or(1, on_curve),
        _ => 5,
    };
    bytes(ciphertext).saturating_add(key)
}

/// Seeing whether two halves are of one pair.
pub(crate) fn pairing(key: &KeyMaterial) -> u64 {
    key_curve(key).map_or(1, on_curve)
}

/// Deriving a key from a password in so many rounds (RFC 8018 §5.2).
pub(crate) const fn derivation(rounds: u64) -> u64 {
    rounds / 20 * 9
}

/// Hashing or decrypting so much.
pub(crate) const fn bytes(count: usize) -> u64 {
    (count / BYTES) as u64
}

/// Of the length of a modulus, in units of 2048 bits.
const fn squared(bytes: usize) -> u64 {
    let length = bytes as u64;
    if length < 256 { 1 } else { length * length / (256 * 256) }
}

fn key_curve(key: &KeyMaterial) -> Option<Curve> {
    match key {
        KeyMaterial::Ec { curve, .. } | KeyMaterial::Okp { curve, .. } => Some(*curve),
        _ => None,
    }
}

const fn on_curve(curve: Curve) -> u64 {
    match curve {
        Curve::P256 | Curve::Ed25519 | Curve::X25519 => 100,
        Curve::Secp256k1 | Curve::Ed448 | Curve::X448 => 450,
        Curve::P384 => 600,
        Curve::P521 => 1400,
    }
}
