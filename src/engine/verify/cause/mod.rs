//! Why a signature is rejected or a token stays closed: trials, each computed, within one budget.
//!
//! *Invariant:* nothing is said that was not computed. Trials run only when every key has failed as it is, the cheap ones
//! first, and what they cost together is bounded for an examination, whatever the number of keys.

mod algorithm;
mod charset;
pub(crate) mod encryption;
mod key_text;
mod made;
mod number;
mod plain_hash;
mod rewritten;
pub(crate) mod secret;
mod signed;
#[cfg(test)]
mod tests;
mod writing;

use crate::engine::crypto::made::Opened;
use crate::engine::crypto::signature;
use crate::engine::ground::jwa::{SignatureFamily, SignatureRow};
use crate::engine::ground::limit::{Beside, Limits};
use crate::engine::jose::jws::Jws;
use crate::engine::jose::reason::{Cause, Intact};
use crate::engine::jose::status::{Attempt, Outcome};
use crate::engine::key::{Jwk, KeyId, KeyMaterial};
use std::cell::{Cell, OnceCell};

pub(crate) use algorithm::named_elsewhere;

/// Keys that are looked at more closely.
const MOST_KEYS: usize = 16;
/// What a check costs that is no HMAC, in HMACs over a short message.
const DEAR: usize = 16;
/// The same for a multiplication of the generator of a curve.
const POINT: usize = 4;

/// What all trials of one examination may still cost.
#[derive(Debug)]
pub(crate) struct Effort {
    /// Calls of a primitive; one with a key pair counts [`DEAR`] times.
    calls: Cell<usize>,
    /// Bytes that are hashed.
    bytes: Cell<usize>,
}

impl Effort {
    /// As much as the limits allow.
    pub(crate) const fn new(limits: &Limits) -> Self {
        Self { calls: Cell::new(limits.cause_calls), bytes: Cell::new(limits.cause_bytes) }
    }

    pub(crate) const fn none() -> Self {
        Self { calls: Cell::new(0), bytes: Cell::new(0) }
    }

    /// Takes the price of one call over so many bytes off, if there is as much.
    fn spend(&self, calls: usize, bytes: usize) -> bool {
        let (Some(left), Some(more)) = (self.calls.get().checked_sub(calls), self.bytes.get().checked_sub(bytes))
        else {
            return false;
        };
        self.calls.set(left);
        self.bytes.set(more);
        true
    }

    /// Whether the signature is this key's, as far as there is effort left to say so.
    pub(super) fn verifies(&self, row: &SignatureRow, key: &KeyMaterial, message: &[u8], bytes: &[u8]) -> bool {
        let calls = if row.family == SignatureFamily::Hmac { 1 } else { DEAR };
        self.spend(calls, message.len()) && signature::verify(row, key, message, bytes).is_ok()
    }

    /// The same for a call of another primitive.
    pub(super) fn allows(&self, bytes: usize) -> bool {
        self.spend(DEAR, bytes)
    }
}

/// One signature that no key fits as it is.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub row: &'static SignatureRow,
    pub jws: &'a Jws,
    pub index: usize,
    pub text: &'a str,
    /// What stands behind the token where it was found.
    pub following: Option<&'a str>,
    pub detached: Option<&'a [u8]>,
    /// Tokens that came with it.
    pub beside: &'a [Beside],
    pub message: &'a [u8],
    /// What could be decoded of the signature.
    pub signature: &'a [u8],
}

impl Subject<'_> {
    /// The characters of the signature.
    fn signature_text(&self) -> &str {
        let part = self.jws.signatures.get(self.index).and_then(|entry| entry.signature.as_ref());
        part.map_or("", |part| part.text(self.text))
    }

    /// The decoded payload, of the token or supplied.
    fn payload(&self) -> Option<&[u8]> {
        self.jws.payload.as_ref().map(|part| &*part.bytes).or(self.detached)
    }
}

/// A key that failed, and what it makes of the signature: computed when it is asked for, and once.
struct Tried<'a> {
    key: &'a Jwk,
    opened: OnceCell<Option<Opened>>,
}

impl<'a> Tried<'a> {
    const fn new(key: &'a Jwk) -> Self {
        Self { key, opened: OnceCell::new() }
    }

    /// What is told from it is verified once more.
    fn opened(&self, subject: &Subject<'_>, effort: &Effort) -> Option<&Opened> {
        let open = || {
            let is_one = matches!(
                subject.row.family,
                SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss | SignatureFamily::Ecdsa | SignatureFamily::EdDsa
            );
            (is_one && effort.spend(2 * DEAR, 0)).then(|| Opened::new(&self.key.material, subject.signature)).flatten()
        };
        self.opened.get_or_init(open).as_ref()
    }

    /// Whether the signature is over this message, by the algorithm that its header names.
    fn made(&self, message: &[u8], subject: &Subject<'_>, effort: &Effort) -> bool {
        let row = subject.row;
        self.may_have_made(row, message, subject, effort)
            && effort.verifies(row, &self.key.material, message, subject.signature)
    }

    /// The same without the last word, for as little as that costs. Where nothing is computed from the signature, it may.
    fn may_have_made(&self, row: &SignatureRow, message: &[u8], subject: &Subject<'_>, effort: &Effort) -> bool {
        let is_opened = matches!(
            subject.row.family,
            SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss | SignatureFamily::Ecdsa | SignatureFamily::EdDsa
        );
        // No message has a signature that does not open.
        let Some(opened) = self.opened(subject, effort) else {
            return !is_opened || row.family != subject.row.family;
        };
        let price = if opened.is_dear() {
            DEAR / 2
        } else if opened.is_cheap() {
            1
        } else {
            POINT
        };
        effort.spend(price, message.len()) && opened.is_over(row, message)
    }
}

/// A cause, and the key with which it was proved, where it took one.
pub(crate) struct Proved {
    pub cause: Cause,
    pub by: Option<KeyId>,
}

/// The cause, where one can be proved with the keys that failed.
pub(crate) fn find(subject: &Subject<'_>, attempts: &[Attempt], effort: &Effort) -> Option<Proved> {
    let tried = || {
        let failed = attempts.iter().filter(|attempt| attempt.outcome == Outcome::Failure);
        failed.take(MOST_KEYS).map(|attempt| &*attempt.key)
    };
    let unfit = || {
        let others = attempts.iter().filter(|attempt| attempt.outcome != Outcome::Failure);
        others.take(MOST_KEYS).map(|attempt| &*attempt.key)
    };
    let all = || attempts.iter().take(MOST_KEYS).map(|attempt| &*attempt.key);
    let is_hmac = subject.row.family == SignatureFamily::Hmac;
    // What the signature's own bytes suggest costs least, and applies to few signatures at all.
    let opened: Vec<Tried<'_>> = tried().map(Tried::new).collect();
    let by = |key: &Jwk, cause: Option<Cause>| Some(Proved { cause: cause?, by: Some(key.id) });
    writing::find(subject, &tried, effort)
        .or_else(|| opened.iter().find_map(|tried| by(tried.key, algorithm::changed(subject, tried, effort))))
        .or_else(|| unfit().find_map(|key| by(key, algorithm::changed(subject, &Tried::new(key), effort))))
        .or_else(|| all().filter(|_| is_hmac).find_map(|key| by(key, secret::find(subject, key, effort))))
        .or_else(|| all().filter(|_| is_hmac).find_map(|key| by(key, key_text::find(subject, key, effort))))
        .or_else(|| all().find_map(|key| by(key, plain_hash::find(subject, Some(key), effort))))
        .or_else(|| Some(Proved { cause: plain_hash::find(subject, None, effort)?, by: None }))
        .or_else(|| signed::find(subject, &opened, effort))
        .or_else(|| tried().find_map(|key| by(key, algorithm::find(subject, key, effort))))
        .or_else(|| opened.iter().find_map(|tried| by(tried.key, made::find(subject, tried, effort))))
        .or_else(|| writing::find_dear(subject, &tried, effort))
}

/// That one of the keys signed a token whose header now says that nobody did.
pub(crate) fn unsecured(subject: &Subject<'_>, keys: &mut dyn Iterator<Item = &Jwk>, effort: &Effort) -> Option<Cause> {
    keys.take(MOST_KEYS).find_map(|key| algorithm::changed(subject, &Tried::new(key), effort))
}

/// What is right about a signature of a token that breaks a rule: with the keys that could have made it.
pub(crate) fn intact(subject: &Subject<'_>, keys: &[&Jwk], is_of_encoding: bool, effort: &Effort) -> Option<Cause> {
    let fits = |message: &[u8]| {
        keys.iter().take(MOST_KEYS).any(|key| effort.verifies(subject.row, &key.material, message, subject.signature))
    };
    if fits(subject.message) {
        return Some(Cause::Intact(if is_of_encoding {
            Intact::AsWritten { algorithm: subject.row.name }
        } else {
            Intact::SignatureAsSuch
        }));
    }
    let repaired = signed::canonical(subject).filter(|repaired| repaired != subject.message)?;
    fits(&repaired).then_some(Cause::Intact(Intact::Repaired))
}
