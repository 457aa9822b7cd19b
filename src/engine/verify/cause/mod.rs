//! Why a signature is rejected or a token stays closed: trials, each computed, within one budget.
//!
//! *Invariant:* nothing is said that was not computed. Trials run only when every key has failed as it is, the cheap ones
//! first, and what they cost together is bounded for an examination, whatever the number of keys.

mod algorithm;
mod charset;
mod eaten;
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
mod two;
mod writing;

use super::work;
use crate::engine::crypto::made::{Next, Opened};
use crate::engine::crypto::signature;
use crate::engine::ground::jwa::{SignatureFamily, SignatureRow};
use crate::engine::ground::limit::{Beside, Limits};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::jose::jws::Jws;
use crate::engine::jose::reason::{Cause, Intact};
use crate::engine::jose::status::{Attempt, Outcome};
use crate::engine::key::{Jwk, KeyId, KeyMaterial};
use std::cell::{Cell, OnceCell};

pub(crate) use algorithm::named_elsewhere;
pub(crate) use signed::is_for_graph;

/// Keys that are looked at more closely.
const MOST_KEYS: usize = 16;
/// Bytes that are hashed in an examination for values that are hardly secrets, and what a key of HMAC costs beside the message.
const DOUBTS: usize = 32 * 1024 * 1024;
const DOUBT: usize = 256;
/// What an examination costs beside its checks, in units of [`work`]: what a token of some hundred bytes takes.
const REST: u64 = 100;
/// What one more message costs on a curve for which OpenSSL keeps multiples of the generator, in parts of a check.
const BY_TABLE: u64 = 6;

/// What all trials of one examination may still cost.
#[derive(Debug)]
pub(crate) struct Effort {
    /// Calls of a primitive that takes hardly longer than hashing.
    calls: Cell<usize>,
    /// Bytes that are hashed.
    bytes: Cell<usize>,
    /// What the rest takes: checks with a key pair, multiplications, derivations.
    work: Cell<u64>,
    /// Of the limit, what is given out only with the keys that failed.
    withheld: Cell<u64>,
    /// How many times what the examination costs without it the search may cost; `None`: whatever the limit allows.
    share: Option<u64>,
    /// Calls for two causes at once, which are cheap, and less likely than any alone: that they end is not told.
    pairs: Cell<usize>,
    /// Whether the search for one cause ended for want of it, and whether any did.
    is_short: Cell<bool>,
    was_short: Cell<bool>,
    /// Bytes that are hashed for values that are hardly secrets, whatever the search for causes took.
    doubts: Cell<usize>,
    /// Nothing is searched at all.
    is_off: bool,
}

impl Effort {
    /// As much as the limits allow.
    pub(crate) fn new(limits: &Limits) -> Self {
        let effort = Self {
            calls: Cell::new(limits.cause_calls),
            bytes: Cell::new(limits.cause_bytes),
            work: Cell::new(limits.cause_work),
            withheld: Cell::new(0),
            share: limits.cause_share,
            pairs: Cell::new(limits.cause_calls / 2),
            is_short: Cell::new(false),
            was_short: Cell::new(false),
            doubts: Cell::new(if limits.cause_calls == 0 { 0 } else { DOUBTS }),
            is_off: limits.cause_calls == 0,
        };
        if effort.share.is_some() {
            effort.withheld.set(effort.work.replace(0));
            effort.give_out(REST);
        }
        effort
    }

    pub(crate) fn none() -> Self {
        Self::new(&Limits { cause_calls: 0, cause_bytes: 0, cause_work: 0, ..Limits::DEFAULT })
    }

    /// What the examination did anyhow: the search may cost a few times as much.
    fn give_out(&self, done: u64) {
        if let Some(share) = self.share {
            let more = done.saturating_mul(share).min(self.withheld.get());
            self.withheld.set(self.withheld.get() - more);
            self.work.set(self.work.get() + more);
        }
    }

    /// The same for a check with each of these keys.
    fn give_out_for<'k>(&self, row: &SignatureRow, keys: impl Iterator<Item = &'k Jwk>, message: usize) {
        let is_dear = row.family != SignatureFamily::Hmac;
        keys.filter(|_| is_dear).for_each(|key| self.give_out(work::checking(row, &key.material, message)));
    }

    /// Whether the search for this cause ended before everything was tried.
    pub(crate) fn is_short(&self) -> bool {
        self.is_short.get() && !self.is_off
    }

    /// Whether the search for this cause was made, and to its end.
    pub(crate) fn was_complete(&self) -> bool {
        !self.is_short.get() && !self.is_off
    }

    /// Whether any did.
    pub(crate) fn was_short(&self) -> bool {
        self.was_short.get() && !self.is_off
    }

    /// Another search begins.
    fn begin(&self) {
        self.is_short.set(false);
    }

    /// Takes a price off, if there is as much.
    fn take(&self, work: u64, calls: usize, bytes: usize) -> bool {
        let left = (
            self.work.get().checked_sub(work),
            self.calls.get().checked_sub(calls),
            self.bytes.get().checked_sub(bytes),
        );
        let (Some(work), Some(calls), Some(bytes)) = left else {
            self.is_short.set(true);
            self.was_short.set(true);
            return false;
        };
        self.work.set(work);
        self.calls.set(calls);
        self.bytes.set(bytes);
        true
    }

    /// Takes the price of so many cheap calls over so many bytes off.
    fn spend(&self, calls: usize, bytes: usize) -> bool {
        self.take(0, calls, bytes)
    }

    /// The same for one call that has a price of its own, in units of [`work`].
    fn spend_on(&self, work: u64, bytes: usize) -> bool {
        self.take(work, 1, bytes)
    }

    /// Takes off what it costs to open a token with a key, beside what its examination costs anyhow.
    pub(super) fn may_open(&self, work: u64, bytes: usize) -> bool {
        self.give_out(work);
        self.spend_on(work, bytes)
    }

    /// Takes off what it costs to try one value that is hardly a secret, if there is as much.
    pub(super) fn may_doubt(&self, message: usize) -> bool {
        let left = self.doubts.get().checked_sub(message.saturating_add(DOUBT));
        if let Some(left) = left {
            self.doubts.set(left);
        }
        left.is_some()
    }

    /// The same for a secret, as one of two causes.
    fn verifies_in_pair(&self, row: &SignatureRow, secret: &SecretBytes, message: &[u8], bytes: &[u8]) -> bool {
        let left = (self.pairs.get().checked_sub(1), self.bytes.get().checked_sub(message.len()));
        let (Some(pairs), Some(left)) = left else { return false };
        self.pairs.set(pairs);
        self.bytes.set(left);
        signature::verify(row, &KeyMaterial::Oct(secret.clone()), message, bytes).is_ok()
    }

    /// Whether the signature is this key's, as far as there is effort left to say so.
    pub(super) fn verifies(&self, row: &SignatureRow, key: &KeyMaterial, message: &[u8], bytes: &[u8]) -> bool {
        let work = if row.family == SignatureFamily::Hmac { 0 } else { work::checking(row, key, message.len()) };
        self.spend_on(work, message.len()) && signature::verify(row, key, message, bytes).is_ok()
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
            let (key, check) = (&self.key.material, self.check(subject, 0));
            // Two multiplications where a check has one of two at once, and a root; the key alone is read where nothing is
            // computed.
            let price = match subject.row.family {
                SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss => check,
                SignatureFamily::Ecdsa => 2 * check + check / 2,
                SignatureFamily::EdDsa => 1,
                _ => return None,
            };
            effort.spend_on(price, 0).then(|| Opened::new(key, subject.signature)).flatten()
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
        effort.spend_on(self.price(opened, subject, message), message.len()) && opened.is_over(row, message)
    }

    /// What a whole check with this key costs, in units of [`work`].
    fn check(&self, subject: &Subject<'_>, message: usize) -> u64 {
        work::checking(subject.row, &self.key.material, message)
    }

    /// What it costs to see whether an opened signature is over one more message.
    fn price(&self, opened: &Opened, subject: &Subject<'_>, message: &[u8]) -> u64 {
        match opened.next() {
            Next::Hash => 0,
            Next::ByTable => self.check(subject, 0) / BY_TABLE,
            Next::Check => self.check(subject, message.len()),
        }
    }
}

/// A cause, and the key with which it was proved, where it took one.
pub(crate) struct Proved {
    pub cause: Cause,
    pub by: Option<KeyId>,
    /// The bytes that were used as the secret, where they are not those of the key.
    pub used: Option<SecretBytes>,
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
    effort.begin();
    effort.give_out_for(subject.row, tried(), subject.message.len());
    // What the signature's own bytes suggest costs least, and applies to few signatures at all.
    let opened: Vec<Tried<'_>> = tried().map(Tried::new).collect();
    let by = |key: &Jwk, cause: Option<Cause>| Some(Proved { cause: cause?, by: Some(key.id), used: None });
    let with = |key: &Jwk, found: Option<(Cause, Option<SecretBytes>)>| {
        let (cause, used) = found?;
        Some(Proved { cause, by: Some(key.id), used })
    };
    writing::find(subject, &tried, effort)
        .or_else(|| eaten::find(subject, &tried, effort))
        .or_else(|| writing::damaged(subject, &tried, effort))
        .or_else(|| opened.iter().find_map(|tried| by(tried.key, algorithm::changed(subject, tried, effort))))
        .or_else(|| unfit().find_map(|key| by(key, algorithm::changed(subject, &Tried::new(key), effort))))
        .or_else(|| all().filter(|_| is_hmac).find_map(|key| with(key, secret::find(subject, key, effort))))
        .or_else(|| all().filter(|_| is_hmac).find_map(|key| by(key, key_text::find(subject, key, effort))))
        .or_else(|| all().find_map(|key| by(key, plain_hash::find(subject, Some(key), effort))))
        .or_else(|| Some(Proved { cause: plain_hash::find(subject, None, effort)?, by: None, used: None }))
        .or_else(|| signed::find(subject, &opened, effort))
        .or_else(|| tried().find_map(|key| by(key, algorithm::find(subject, key, effort))))
        .or_else(|| opened.iter().find_map(|tried| by(tried.key, made::find(subject, tried, effort))))
        .or_else(|| writing::find_dear(subject, &tried, effort))
        .or_else(|| two::find(subject, &tried, &all, effort))
}

/// That one of the keys signed a token whose header now says that nobody did.
pub(crate) fn unsecured(subject: &Subject<'_>, keys: &mut dyn Iterator<Item = &Jwk>, effort: &Effort) -> Option<Cause> {
    effort.begin();
    keys.take(MOST_KEYS).find_map(|key| algorithm::changed(subject, &Tried::new(key), effort))
}

/// What is right about a signature of a token that breaks a rule: with the keys that could have made it.
pub(crate) fn intact(subject: &Subject<'_>, keys: &[&Jwk], is_of_encoding: bool, effort: &Effort) -> Option<Cause> {
    effort.begin();
    effort.give_out_for(subject.row, keys.iter().take(MOST_KEYS).copied(), subject.message.len());
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
