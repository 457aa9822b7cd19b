//! Keys (RFC 7517, RFC 7518 §6, RFC 8037 §2, RFC 9964): what Jotsmith computes with, wherever it came from.

pub use certificate::Certificate;
pub use error::KeyError;
pub use foreign::ForeignFormat;

use super::ground::jwa::Curve;
use super::ground::secret::SecretBytes;
use super::rule::finding::Finding;
pub use super::text::variable::doubt::Doubt;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

pub mod certificate;
pub mod error;
pub(crate) mod foreign;
pub mod guess;
pub mod likeness;
pub mod names;
pub mod public_secret;
pub mod published;
pub mod reading;

/// Where a key comes from that was pasted.
pub const PASTED: &str = "pasted";

/// Names a key for as long as the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId(pub u64);

/// The `kty` of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyType {
    /// Octet sequence: HMAC, AES, passwords.
    Oct,
    Rsa,
    /// Elliptic curve with two coordinates.
    Ec,
    /// Octet key pair: Ed25519, Ed448, X25519, X448.
    Okp,
    /// Algorithm key pair: ML-DSA.
    Akp,
}

impl KeyType {
    /// The `kty` value.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Oct => "oct",
            Self::Rsa => "RSA",
            Self::Ec => "EC",
            Self::Okp => "OKP",
            Self::Akp => "AKP",
        }
    }
}

/// The numbers of an RSA private key, big-endian. All five of p, q, dp, dq, qi or none (RFC 7518 §6.3.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RsaPrivate {
    /// Private exponent.
    pub d: SecretBytes,
    /// p, q, dp, dq, qi.
    pub crt: Option<[SecretBytes; 5]>,
}

/// The key itself. Public members are plain bytes, private ones [`SecretBytes`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyMaterial {
    /// A shared secret, any length.
    Oct(SecretBytes),
    /// Modulus and exponent, big-endian, without leading zeros.
    Rsa {
        /// Modulus.
        n: Vec<u8>,
        /// Public exponent.
        e: Vec<u8>,
        private: Option<RsaPrivate>,
    },
    /// A point on the curve; coordinates padded to the curve's length.
    Ec {
        /// P-256, P-384, P-521 or secp256k1.
        curve: Curve,
        /// First coordinate.
        x: Vec<u8>,
        /// Second coordinate.
        y: Vec<u8>,
        /// Private value, padded to the curve's length.
        d: Option<SecretBytes>,
    },
    /// Ed25519, Ed448, X25519 or X448.
    Okp {
        curve: Curve,
        x: Vec<u8>,
        /// Private key (the seed for Ed25519 and Ed448).
        d: Option<SecretBytes>,
    },
    /// ML-DSA (RFC 9964).
    Akp {
        /// `ML-DSA-44`, `ML-DSA-65` or `ML-DSA-87`.
        algorithm: &'static str,
        /// Public key: 1,312, 1,952 or 2,592 bytes.
        public: Vec<u8>,
        /// The 32-byte seed.
        seed: Option<SecretBytes>,
    },
}

/// Where a key came from, in words for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySource {
    /// File name, "pasted", or the name of a sample.
    pub name: String,
    /// How it was written: "JWK", "PEM, SPKI", "certificate", "secret, base64url" …
    pub format: String,
    /// Whether it is a member of a JWK Set, as an issuer publishes its keys.
    pub is_of_set: bool,
    /// Whether it is a secret in itself, and was written as no key.
    pub is_secret: bool,
    /// What the name names.
    pub kind: SourceKind,
}

/// What the name of a source names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SourceKind {
    /// No file: what was pasted, a keyring, a token.
    #[default]
    Other,
    /// A file with other keys beside this one.
    File,
    /// A file that holds this key and no other: its name is the key's too.
    FileOfItsOwn,
}

impl KeySource {
    /// The file, where it is one.
    pub fn file(&self) -> Option<&str> {
        (self.kind != SourceKind::Other).then_some(self.name.as_str())
    }

    /// What the name of its file says of a key that is alone in it: "prod" of `prod.pem`.
    fn stem(&self) -> Option<&str> {
        let name = (self.kind == SourceKind::FileOfItsOwn).then_some(self.name.as_str())?;
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        Some(stem).filter(|stem| !stem.trim().is_empty())
    }
}

/// What a key is: its type, and the curve or algorithm that it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// `oct`
    SharedSecret,
    /// `RSA`
    Rsa,
    /// `RSA`, for RSASSA-PSS alone.
    RsaPss,
    /// `EC`
    Ec(Curve),
    /// `OKP`
    Okp(Curve),
    /// `AKP`
    Akp(&'static str),
}

/// A key with all that is known about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Jwk {
    /// Its name within the program.
    pub id: KeyId,
    pub material: KeyMaterial,
    /// What a person calls it, or its file does: no part of the key, unlike its `kid`.
    pub name: Option<String>,
    /// `kid`.
    pub key_id: Option<String>,
    pub public_key_use: Option<String>,
    /// `key_ops`.
    pub key_operations: Option<Vec<String>>,
    /// `alg`.
    pub algorithm: Option<String>,
    /// Whether its file says id-RSASSA-PSS: such a key signs with PS256, PS384 and PS512 alone (RFC 4055 §1.2).
    pub is_pss_only: bool,
    /// SHA-1 thumbprint of the certificate, `x5t`, as base64url.
    pub x5t: Option<String>,
    /// SHA-256 thumbprint of the certificate, `x5t#S256`, as base64url.
    pub x5t_s256: Option<String>,
    /// SHA-256 thumbprint (RFC 7638) as base64url.
    pub thumbprint: String,
    /// Where it came from.
    pub source: KeySource,
    /// The text that it was read from, where that is short: somebody may have used it as a secret.
    pub written: Option<Written>,
    /// What is worth knowing about it: short, weak, published … (`layer` and `span` mean nothing here.)
    pub findings: Vec<Finding>,
}

impl Jwk {
    /// A key that says nothing about its use.
    pub(crate) fn bare(id: KeyId, thumbprint: String, material: KeyMaterial, source: KeySource) -> Self {
        Self {
            id,
            material,
            name: None,
            key_id: None,
            public_key_use: None,
            key_operations: None,
            algorithm: None,
            is_pss_only: false,
            x5t: None,
            x5t_s256: None,
            thumbprint,
            source,
            written: None,
            findings: Vec::new(),
        }
    }

    /// What it is called: its own name, else its `kid`.
    pub fn called(&self) -> Option<&str> {
        self.name.as_deref().or(self.key_id.as_deref())
    }

    /// Whether this is the certificate of that private key, and says nothing that the key would lose.
    pub fn is_certificate_of(&self, key: &Self) -> bool {
        let is_certificate = !self.is_private() && self.x5t_s256.is_some();
        let is_named_alike = self.key_id.is_none() || self.key_id == key.key_id;
        is_certificate && key.is_private() && is_named_alike && self.thumbprint == key.thumbprint
    }

    /// Whether each has a certificate, and not the same one: one that was renewed is another, since tokens name it (`x5t#S256`)
    /// and the old one expires.
    pub fn has_other_certificate(&self, other: &Self) -> bool {
        self.x5t_s256.is_some() && other.x5t_s256.is_some() && self.x5t_s256 != other.x5t_s256
    }

    /// What the certificate of the same key says of it becomes the key's, where it has none.
    pub fn take_from_certificate(&mut self, certificate: &Self) {
        if self.x5t_s256.is_none() {
            self.x5t.clone_from(&certificate.x5t);
            self.x5t_s256.clone_from(&certificate.x5t_s256);
            self.name = self.name.take().or_else(|| certificate.name.clone());
        }
    }

    /// The same where a name is wanted that outlives its file: nothing better known, what the file is called.
    pub fn name_to_keep(&self) -> Option<&str> {
        self.name.as_deref().or_else(|| self.source.stem().filter(|_| self.key_id.is_none()))
    }
}

/// The text of a key, which is compared with nothing: two keys are the same whatever their files look like.
#[derive(Clone, Debug)]
pub struct Written(Arc<SecretBytes>);

impl Written {
    /// Longest text that is kept, in bytes.
    pub const LONGEST: usize = 16 * 1024;

    /// Keeps it, where it is short.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        (bytes.len() <= Self::LONGEST).then(|| Self(Arc::new(SecretBytes::from(bytes))))
    }

    /// The bytes, for a primitive and nothing else.
    pub fn expose(&self) -> &[u8] {
        self.0.expose()
    }
}

impl PartialEq for Written {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl KeyMaterial {
    /// The `kty`.
    pub fn key_type(&self) -> KeyType {
        match self {
            Self::Oct(_) => KeyType::Oct,
            Self::Rsa { .. } => KeyType::Rsa,
            Self::Ec { .. } => KeyType::Ec,
            Self::Okp { .. } => KeyType::Okp,
            Self::Akp { .. } => KeyType::Akp,
        }
    }
}

impl Jwk {
    /// The `kty`.
    pub fn key_type(&self) -> KeyType {
        self.material.key_type()
    }

    pub fn kind(&self) -> KeyKind {
        match &self.material {
            KeyMaterial::Oct(_) => KeyKind::SharedSecret,
            KeyMaterial::Rsa { .. } if self.is_pss_only => KeyKind::RsaPss,
            KeyMaterial::Rsa { .. } => KeyKind::Rsa,
            KeyMaterial::Ec { curve, .. } => KeyKind::Ec(*curve),
            KeyMaterial::Okp { curve, .. } => KeyKind::Okp(*curve),
            KeyMaterial::Akp { algorithm, .. } => KeyKind::Akp(algorithm),
        }
    }

    /// The SHA-256 thumbprint, where it may be seen: that of a secret which could be guessed is a hash to guess it by
    /// (RFC 7638 §7). Others may call a secret by its thumbprint, so that of a generated one is shown.
    pub fn shown_thumbprint(&self) -> Option<&str> {
        (!self.is_guessable()).then_some(self.thumbprint.as_str())
    }

    /// Whether it is a shared secret that is short or typed.
    fn is_guessable(&self) -> bool {
        match &self.material {
            KeyMaterial::Oct(secret) => secret.len() < guess::UNGUESSABLE || guess::looks_typed(secret.expose()),
            _ => false,
        }
    }

    /// The curve of an EC or OKP key.
    pub fn curve(&self) -> Option<Curve> {
        match self.material {
            KeyMaterial::Ec { curve, .. } | KeyMaterial::Okp { curve, .. } => Some(curve),
            _ => None,
        }
    }

    /// Whether it holds what must not be shown: a secret or a private half.
    pub fn is_private(&self) -> bool {
        match &self.material {
            KeyMaterial::Oct(_) => true,
            KeyMaterial::Rsa { private, .. } => private.is_some(),
            KeyMaterial::Ec { d, .. } | KeyMaterial::Okp { d, .. } => d.is_some(),
            KeyMaterial::Akp { seed, .. } => seed.is_some(),
        }
    }
}

/// A certificate that the person trusts: the leaf of a chain that leads to it has a key as good as a supplied one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustAnchor {
    /// Names, dates, thumbprints.
    pub certificate: Certificate,
    /// Its bytes.
    pub der: Vec<u8>,
    /// The file that it came from.
    pub source: String,
}

impl TrustAnchor {
    /// Trusts a certificate that came from this file.
    pub fn new(certificate: Certificate, source: impl Into<String>) -> Self {
        Self { der: certificate.der.to_vec(), certificate, source: source.into() }
    }

    /// Whether it is the same certificate.
    pub fn is(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

/// The value of a variable that is called like a secret, and hardly is one.
#[derive(Clone, Debug)]
pub struct Doubtful {
    pub key: Arc<Jwk>,
    /// Why.
    pub doubt: Doubt,
}

/// What a source holds beside the keys that were read from it.
#[derive(Clone, Debug, Default)]
pub struct Unread {
    /// Values that may have been taken for a secret: tried where no key fits, and no token is valid for that.
    pub doubtful: Vec<Doubtful>,
    /// Whether some of it was not read, so that the right secret may be in that.
    pub is_partial: bool,
}

impl Unread {
    /// Whether nothing is known but the keys.
    pub fn is_nothing(&self) -> bool {
        self.doubtful.is_empty() && !self.is_partial
    }

    /// Both together.
    pub fn extend(&mut self, other: Self) {
        self.doubtful.extend(other.doubtful);
        self.is_partial |= other.is_partial;
    }
}

/// A source of which more is to be said than its keys.
#[derive(Debug)]
pub struct Origin {
    /// What it is called, where it has no key: another text under that name takes its place.
    name: String,
    /// The keys that are from it: it goes with the last of them.
    keys: HashSet<KeyId>,
    unread: Unread,
}

/// The keys at hand, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct KeyRing {
    keys: Vec<Arc<Jwk>>,
    /// What is to be said of the sources of keys, and of files that have none.
    origins: Arc<Vec<Arc<Origin>>>,
    /// The certificates that are trusted.
    anchors: Vec<Arc<TrustAnchor>>,
    /// The issuers that keys are pinned to.
    issuers: HashMap<KeyId, Arc<str>>,
}

impl KeyRing {
    /// A ring of these keys.
    pub fn new(keys: impl IntoIterator<Item = Arc<Jwk>>) -> Self {
        Self { keys: keys.into_iter().collect(), ..Self::default() }
    }

    /// The same with what else is known of where the keys are from.
    pub fn with(mut self, unread: Unread) -> Self {
        let keys: Vec<KeyId> = self.keys.iter().map(|key| key.id).collect();
        self.note("", keys, unread);
        self
    }

    /// The same with the sources of another ring.
    pub fn from_where(self, other: &Self) -> Self {
        Self { origins: Arc::clone(&other.origins), ..self }
    }

    /// Keeps what a source, from which these keys are, holds beside them; says whether that is another thing than before.
    pub fn note(&mut self, name: &str, keys: impl IntoIterator<Item = KeyId>, unread: Unread) -> bool {
        let keys: HashSet<KeyId> = keys.into_iter().collect();
        let origins = Arc::make_mut(&mut self.origins);
        let before = origins.len();
        origins.retain(|other| !other.keys.is_empty() || other.name != name);
        let is_changed = !unread.is_nothing() || origins.len() < before;
        if !unread.is_nothing() {
            origins.push(Arc::new(Origin { name: name.to_owned(), keys, unread }));
        }
        is_changed
    }

    /// Whether the right secret may be in what was not read.
    pub fn is_partial(&self) -> bool {
        self.origins.iter().any(|origin| origin.unread.is_partial)
    }

    /// Values that somebody may have taken for a secret.
    pub fn doubtful(&self) -> impl Iterator<Item = &Doubtful> {
        self.origins.iter().flat_map(|origin| &origin.unread.doubtful)
    }

    pub fn keys(&self) -> &[Arc<Jwk>] {
        &self.keys
    }

    pub fn trust(&mut self, anchor: Arc<TrustAnchor>) {
        self.anchors.push(anchor);
    }

    /// Trusts a certificate no more, by its `x5t#S256`.
    pub fn distrust(&mut self, x5t_s256: &str) -> Option<Arc<TrustAnchor>> {
        let index = self.anchors.iter().position(|anchor| anchor.certificate.x5t_s256 == x5t_s256)?;
        Some(self.anchors.remove(index))
    }

    /// The certificates that are trusted.
    pub fn anchors(&self) -> &[Arc<TrustAnchor>] {
        &self.anchors
    }

    /// Adds one at the end.
    pub fn push(&mut self, key: Arc<Jwk>) {
        self.keys.push(key);
    }

    /// Pins a key to an issuer: a token of another one should not be verified with it (RFC 8725 §3.8).
    pub fn pin(&mut self, id: KeyId, issuer: impl Into<Arc<str>>) {
        self.issuers.insert(id, issuer.into());
    }

    /// Whether any key is pinned to an issuer.
    pub fn has_pins(&self) -> bool {
        !self.issuers.is_empty()
    }

    /// The issuer that a key is pinned to.
    pub fn pinned(&self, id: KeyId) -> Option<&str> {
        self.issuers.get(&id).map(|issuer| &**issuer)
    }

    /// Takes one out, so that it can be put back where it stood.
    pub fn remove(&mut self, id: KeyId) -> Option<Removed> {
        let index = self.keys.iter().position(|key| key.id == id)?;
        let key = self.keys.remove(index);
        let of = |origin: &&Arc<Origin>| origin.keys.contains(&id);
        let origins: Vec<_> = self.origins.iter().filter(of).map(Arc::clone).collect();
        let is_here = |origin: &Origin| self.keys.iter().any(|key| origin.keys.contains(&key.id));
        let is_gone = |origin: &Arc<Origin>| of(&origin) && !is_here(origin);
        if self.origins.iter().any(is_gone) || self.keys.is_empty() {
            let kept = self.origins.iter().filter(|origin| !is_gone(origin) && !self.keys.is_empty());
            self.origins = Arc::new(kept.map(Arc::clone).collect());
        }
        Some(Removed { index, key, origins })
    }

    /// Takes one out that is kept elsewhere from now on: what is known of where it is from stays.
    pub fn hand_over(&mut self, id: KeyId) -> Option<Arc<Jwk>> {
        let index = self.keys.iter().position(|key| key.id == id)?;
        Some(self.keys.remove(index))
    }

    /// Puts one back where it stood.
    pub fn insert(&mut self, removed: Removed) {
        let Removed { index, key, origins } = removed;
        self.keys.insert(index.min(self.keys.len()), key);
        for origin in origins {
            if !self.origins.iter().any(|known| Arc::ptr_eq(known, &origin)) {
                Arc::make_mut(&mut self.origins).push(origin);
            }
        }
    }

    /// Calls one by another name, or by none; says whether it is here.
    pub fn rename(&mut self, id: KeyId, name: Option<String>) -> bool {
        let found = self.keys.iter_mut().find(|key| key.id == id);
        let is_here = found.is_some();
        if let Some(key) = found {
            *key = Arc::new(Jwk { name, ..Jwk::clone(key) });
        }
        is_here
    }

    /// The key of this name.
    pub fn get(&self, id: KeyId) -> Option<&Arc<Jwk>> {
        self.keys.iter().find(|key| key.id == id)
    }
}

/// A key that was taken out of a ring, with what was known of where it is from.
#[derive(Debug)]
pub struct Removed {
    index: usize,
    pub key: Arc<Jwk>,
    origins: Vec<Arc<Origin>>,
}

/// Hands out [`KeyId`]s; the number is the next one.
#[derive(Debug, Default)]
pub struct KeyIds(pub u64);

impl KeyIds {
    /// One that has not been handed out.
    pub fn next_id(&mut self) -> KeyId {
        let id = KeyId(self.0);
        self.0 += 1;
        id
    }

    /// So many of them, to be handed out elsewhere, on another thread perhaps.
    pub fn reserve(&mut self, count: u64) -> Self {
        let first = self.0;
        self.0 = self.0.saturating_add(count);
        Self(first)
    }
}
