//! Every bound on work, in one table, so that no input can make Jotsmith hang or eat the memory.

use super::size::limit::Sending;
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// What is refused above which size, and with what words.
///
/// Sizes in bytes unless the name says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest text that is analysed.
    pub text: usize,
    pub key_file: usize,
    /// Deepest JSON nesting that is read.
    pub json_depth: usize,
    /// Deepest nesting of tokens in tokens (RFC 7519 Appendix A.2 needs two).
    pub layers: usize,
    /// Signatures or recipients of one object that are looked at.
    pub entries: usize,
    /// Disclosures of an SD-JWT that are read.
    pub disclosures: usize,
    /// Inflated plaintext of a JWE with `zip` (rfc8725bis: 250 kB).
    pub inflated: usize,
    /// PBES2 iterations that are run without asking (rfc8725bis: twice OWASP's figure).
    pub pbes2_iterations: u64,
    /// PBES2 iterations that are never run.
    pub pbes2_iterations_ceiling: u64,
    /// What trying keys may cost in one examination, all signatures, recipients and layers together, in units of about a
    /// microsecond: about a second.
    pub work: u64,
    /// The same where the person says: do it anyway.
    pub work_ceiling: u64,
    /// Names in `crit` that are looked at.
    pub critical_names: usize,
    /// Largest RSA modulus, in bits.
    pub rsa_modulus_bits: usize,
    /// Bits of all RSA moduli together that are compared for primes in common: a quarter of a second. Twice as many take
    /// four times as long. Of 2048 bits each, that is 256 keys.
    pub rsa_compared_bits: usize,
    /// Keys of a set that are read.
    pub keys: usize,
    /// Candidates that one paste may yield.
    pub candidates: usize,
    /// Longest signing input that is tried with the secrets that everybody knows.
    pub public_secret_input: usize,
    /// Bytes that are hashed for that in one examination.
    pub public_secret_work: usize,
    /// Calls of a primitive in search of why a signature does not fit.
    pub cause_calls: usize,
    /// What those cost that take longer than hashing, in units of about a microsecond: a quarter of a second.
    pub cause_work: u64,
    /// How many times what an examination costs without it the search may cost; `None`: `cause_work` alone bounds it.
    pub cause_share: Option<u64>,
    /// Bytes that are hashed for that in one examination.
    pub cause_bytes: usize,
    /// Findings of one kind that are listed for one layer.
    pub findings_of_a_kind: usize,
}

impl Limits {
    /// The limits that hold unless the person says otherwise.
    pub const DEFAULT: Self = Self {
        text: 16 * 1024 * 1024,
        key_file: 16 * 1024 * 1024,
        json_depth: 128,
        layers: 8,
        entries: 32,
        disclosures: 20_000,
        inflated: 250_000,
        pbes2_iterations: 1_200_000,
        pbes2_iterations_ceiling: 10_000_000,
        work: 1_200_000,
        work_ceiling: 120_000_000,
        critical_names: 100,
        rsa_modulus_bits: 16_384,
        rsa_compared_bits: 256 * 2048,
        keys: 10_000,
        candidates: 64,
        public_secret_input: 1 << 20,
        public_secret_work: 256 << 20,
        cause_calls: 2048,
        cause_work: 250_000,
        cause_share: None,
        cause_bytes: 64 << 20,
        findings_of_a_kind: 20,
    };
}

impl Limits {
    /// With so little search for causes that nobody waits for it: the checks of an examination five times over.
    #[must_use]
    pub const fn at_once(self) -> Self {
        Self { cause_share: Some(4), ..self }
    }

    /// For each of several tokens that together may cost what one may.
    #[must_use]
    pub fn shared_by(self, count: usize) -> Self {
        let count = count.max(1);
        let long = u64::try_from(count).unwrap_or(u64::MAX);
        Self {
            work: self.work / long,
            public_secret_work: self.public_secret_work / count,
            cause_calls: self.cause_calls / count,
            cause_work: self.cause_work / long,
            cause_bytes: self.cause_bytes / count,
            ..self
        }
    }

    /// With as much work as is ever done: the person was told the price and wants it.
    #[must_use]
    pub const fn do_it_anyway(self) -> Self {
        Self { pbes2_iterations: self.pbes2_iterations_ceiling, work: self.work_ceiling, ..self }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Says to work that is under way that nobody waits for it any more. Its copies are one.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// From now on no further key is tried; what comes of it is of no use to anybody.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was said.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What an examination may do and what was supplied beside the token.
#[derive(Clone, Debug, Default)]
pub struct ExamineOptions {
    pub limits: Limits,
    /// What stands behind the token in the text that it was taken from, up to the end of the line: a signature that is
    /// not written in base64url ends too early.
    pub following: Option<Arc<str>>,
    /// The end of what stands in front of it there: it may tell which program printed the token.
    pub preceding: Option<Arc<str>>,
    /// The payload of a detached signature, supplied by the person.
    pub detached_payload: Option<Arc<[u8]>>,
    /// The keys were given for exactly this token (`--key`): if it is one key, and of the right kind, it rejects the
    /// signature even if its `kid` is another. Several keys, or those of a JWK Set or a ring, that all are named differently
    /// say nothing about the token: an issuer that has changed its keys is no forger.
    pub keys_are_for_this_token: bool,
    /// Keys were asked for, even if there are none of them: those of a keyring that is empty. The key that a token carries
    /// itself does not count then.
    pub is_key_expected: bool,
    /// Tokens that came with this one, for a proof that was made for one of them.
    pub beside: Vec<Beside>,
    /// Asked before each key that is tried.
    pub cancel: Cancel,
    /// How the token is sent: what its length is held against.
    pub sending: Sending,
    /// What the person wants assumed about the token.
    pub assumptions: Assumptions,
}

/// What a token is taken for against its standard, because the person says so. Nothing is assumed unless it is needed, and
/// what was needed is told in the verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Assumptions {
    /// Base64 with padding or in the standard alphabet is what was meant: AWS load balancers sign and send that.
    pub as_written: bool,
    /// The `nonce` of the header was hashed before it was signed, as for Microsoft Graph.
    pub hashed_nonce: bool,
    /// The token was made otherwise than its standard or the key at hand says, in the way that was proved: with another
    /// form of the secret, over other bytes, written or encrypted in another way.
    pub as_made: bool,
    /// The key that the token carries is its maker's.
    pub own_key: bool,
    /// The secret that made the token is its maker's, although everybody knows it.
    pub public_secret: bool,
}

/// A token that came with the one that is looked into: the access token of a DPoP proof (RFC 9449 §7), the attestation of a
/// client attestation proof.
#[derive(Clone)]
pub struct Beside {
    /// The token. An access token need not be a JWT.
    pub text: Arc<str>,
    /// Whether the person said that it belongs to the proof; else it stood in the same input.
    pub is_given: bool,
    /// It came by itself, at another time: it counts only where the hash in the proof names it.
    pub is_apart: bool,
    /// What is found out about it once, for all that it stands beside.
    known: Arc<Known>,
}

/// What is known of a token that others stand beside; its copies are one.
#[derive(Default)]
struct Known {
    hash: OnceLock<String>,
    bearer: OnceLock<Bearer>,
}

/// Whoever sent other tokens with this one: a proof names the token that it was made for by its hash, a presentation holds
/// what it presents.
#[derive(Default)]
pub struct Bearer {
    /// The thumbprints of the keys at hand that made it.
    pub keys: Vec<String>,
    /// Who says that they made it.
    pub party: Option<String>,
    /// The hashes of the tokens that it is a proof for.
    pub proved: HashSet<String>,
    /// The hashes of the credentials that it presents.
    pub presented: HashSet<String>,
}

impl Beside {
    /// One of which nothing is known yet.
    pub fn new(text: Arc<str>, is_given: bool, is_apart: bool) -> Self {
        Self { text, is_given, is_apart, known: Arc::default() }
    }

    /// Its hash, made once.
    pub(in crate::engine) fn hash(&self, make: impl FnOnce(&str) -> String) -> &str {
        self.known.hash.get_or_init(|| make(&self.text))
    }

    /// Whoever sent others with it, found out once: with the keys of the first who asks.
    pub(in crate::engine) fn bearer(&self, find: impl FnOnce(&str) -> Bearer) -> &Bearer {
        self.known.bearer.get_or_init(|| find(&self.text))
    }

    /// The same, of which nothing is known: there are other keys.
    #[must_use]
    pub fn anew(&self) -> Self {
        Self::new(Arc::clone(&self.text), self.is_given, self.is_apart)
    }

    /// The same beside a token that came at another time, or with it.
    #[must_use]
    pub fn apart(&self, is_apart: bool) -> Self {
        Self { is_apart, ..self.clone() }
    }
}

impl std::fmt::Debug for Beside {
    /// The token is counted: whoever holds it may use it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Beside({} bytes)", self.text.len())
    }
}
