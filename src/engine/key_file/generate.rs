//! New keys, from a table of kinds.

use super::draft::Draft;
use super::import;
use crate::engine::crypto::generate;
use crate::engine::crypto::key::Effort;
use crate::engine::ground::base64url;
use crate::engine::ground::jwa::Curve;
use crate::engine::key::error::KeyError;
use crate::engine::key::{Jwk, KeyIds, KeyMaterial};

/// Where a key is from that was generated.
pub const GENERATED: &str = "generated";
/// The kind that is made where none is chosen: what one signs with today, and what every library can verify.
pub const USUAL_KIND: &str = "p-256";

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GeneratedKind {
    /// A shared secret of so many bits, 128 to 512, in whole bytes.
    Oct(u32),
    /// RSA with a modulus of so many bits: 2048, 3072 or 4096.
    Rsa(u32),
    /// A key pair on a curve, EC or OKP.
    Curve(Curve),
    /// ML-DSA, by its parameter set.
    MlDsa(&'static str),
}

/// One kind that can be chosen.
#[derive(Debug, PartialEq, Eq)]
pub struct GeneratedRow {
    /// How it is called on the command line.
    pub name: &'static str,
    /// How a person reads it.
    pub title: &'static str,
    pub kind: GeneratedKind,
    /// The `alg` that most people mean with it.
    pub algorithm: &'static str,
    /// The `use` that goes with that.
    pub public_key_use: &'static str,
    /// Whether generating it may take seconds.
    pub is_slow: bool,
}

use GeneratedKind::{Curve as On, MlDsa, Oct, Rsa};

/// name, title, kind, usual alg, usual use, slow
#[rustfmt::skip]
pub static GENERATED_KINDS: &[GeneratedRow] = &[
    row("oct-128", "Shared secret, 128 bits", Oct(128), "A128KW", "enc", false),
    row("oct-192", "Shared secret, 192 bits", Oct(192), "A192KW", "enc", false),
    row("oct-256", "Shared secret, 256 bits", Oct(256), "HS256", "sig", false),
    row("oct-384", "Shared secret, 384 bits", Oct(384), "HS384", "sig", false),
    row("oct-512", "Shared secret, 512 bits", Oct(512), "HS512", "sig", false),
    row("rsa-2048", "RSA, 2048 bits", Rsa(2048), "RS256", "sig", true),
    row("rsa-3072", "RSA, 3072 bits", Rsa(3072), "RS256", "sig", true),
    row("rsa-4096", "RSA, 4096 bits", Rsa(4096), "RS256", "sig", true),
    row("p-256", "EC, P-256", On(Curve::P256), "ES256", "sig", false),
    row("p-384", "EC, P-384", On(Curve::P384), "ES384", "sig", false),
    row("p-521", "EC, P-521", On(Curve::P521), "ES512", "sig", false),
    row("secp256k1", "EC, secp256k1", On(Curve::Secp256k1), "ES256K", "sig", false),
    row("ed25519", "OKP, Ed25519", On(Curve::Ed25519), "Ed25519", "sig", false),
    row("ed448", "OKP, Ed448", On(Curve::Ed448), "Ed448", "sig", false),
    row("x25519", "OKP, X25519", On(Curve::X25519), "ECDH-ES", "enc", false),
    row("x448", "OKP, X448", On(Curve::X448), "ECDH-ES", "enc", false),
    row("ml-dsa-44", "ML-DSA-44, post-quantum", MlDsa("ML-DSA-44"), "ML-DSA-44", "sig", false),
    row("ml-dsa-65", "ML-DSA-65, post-quantum", MlDsa("ML-DSA-65"), "ML-DSA-65", "sig", false),
    row("ml-dsa-87", "ML-DSA-87, post-quantum", MlDsa("ML-DSA-87"), "ML-DSA-87", "sig", false),
];

const fn row(
    name: &'static str,
    title: &'static str,
    kind: GeneratedKind,
    algorithm: &'static str,
    public_key_use: &'static str,
    is_slow: bool,
) -> GeneratedRow {
    GeneratedRow { name, title, kind, algorithm, public_key_use, is_slow }
}

/// The row of this name, in any case.
pub fn find(name: &str) -> Option<&'static GeneratedRow> {
    GENERATED_KINDS.iter().find(|row| row.name.eq_ignore_ascii_case(name))
}

/// The usual recipe of what is called that, in any case: a kind, or an algorithm that a new key is wanted for.
pub fn named(name: &str) -> Option<Recipe> {
    if let Some(row) = find(name) {
        return Some(Recipe::usual(row));
    }
    let (row, algorithm) = for_algorithm(name)?;
    let public_key_use = use_of(algorithm).map(str::to_owned);
    Some(Recipe { algorithm: Some(algorithm.to_owned()), public_key_use, ..Recipe::usual(row) })
}

/// The kind that most people mean with an algorithm, and the algorithm as RFC 7518 §3.1 and §4.1 and their successors
/// write it: the shortest key that is long enough, and the first curve of the table.
fn for_algorithm(name: &str) -> Option<(&'static GeneratedRow, &'static str)> {
    // Any length will do for it: that of A256GCM.
    let is_direct = name.eq_ignore_ascii_case("dir");
    // 3072 bits hold beyond 2030 (BSI TR-02102-1); whoever needs 2048 names the kind.
    let is_meant = |row: &&GeneratedRow| row.kind != Rsa(2048) && (!is_direct || row.kind == Oct(256));
    GENERATED_KINDS.iter().filter(is_meant).find_map(|row| {
        let known = algorithms(row.kind).into_iter().find(|known| known.eq_ignore_ascii_case(name))?;
        Some((row, known))
    })
}

/// Every algorithm that a key can be generated for, signatures first.
pub fn all_algorithms() -> Vec<&'static str> {
    use crate::engine::ground::jwa::{KEY_MANAGEMENT_ALGORITHMS, SIGNATURE_ALGORITHMS};
    let signatures = SIGNATURE_ALGORITHMS.iter().map(|row| row.name);
    let all = signatures.chain(KEY_MANAGEMENT_ALGORITHMS.iter().map(|row| row.name));
    all.filter(|name| for_algorithm(name).is_some()).collect()
}

/// The `use` that goes with an `alg` (RFC 7517 §4.2): "sig" or "enc"; `None` for one that is not known.
pub fn use_of(algorithm: &str) -> Option<&'static str> {
    use crate::engine::ground::jwa::{ContentEncryptionAlgorithm, KeyManagementAlgorithm, SignatureAlgorithm};
    if SignatureAlgorithm::named(algorithm).known().is_some() {
        return Some("sig");
    }
    let encrypts = KeyManagementAlgorithm::named(algorithm).known().is_some()
        || ContentEncryptionAlgorithm::named(algorithm).known().is_some();
    encrypts.then_some("enc")
}

/// The `alg` values that a key of this kind can have, signatures first; the usual one is among them.
pub fn algorithms(kind: GeneratedKind) -> Vec<&'static str> {
    use crate::engine::ground::jwa::{
        KEY_MANAGEMENT_ALGORITHMS, KeyManagementFamily, SIGNATURE_ALGORITHMS, SignatureFamily, SignatureRow,
    };
    let (key_type, curve, bytes) = match kind {
        Oct(bits) => ("oct", None, Some(bits as usize / 8)),
        Rsa(_) => ("RSA", None, None),
        On(curve) => (curve.row().key_type, Some(curve), None),
        MlDsa(algorithm) => return vec![algorithm],
    };
    let signs = |row: &&SignatureRow| {
        let curve_fits = match row.family {
            SignatureFamily::Ecdsa => row.curve == curve,
            SignatureFamily::EdDsa => {
                curve.is_some_and(|curve| curve.row().signs) && (row.curve.is_none() || row.curve == curve)
            }
            SignatureFamily::MlDsa => false,
            _ => true,
        };
        // RFC 7518 §3.2: a key no shorter than the hash.
        let is_long_enough = bytes.is_none_or(|bytes| row.hash.is_none_or(|hash| bytes >= hash.output_len()));
        row.key_type == key_type && curve_fits && is_long_enough
    };
    let agrees = curve.is_none_or(|curve| curve.row().agrees);
    let signatures = SIGNATURE_ALGORITHMS.iter().filter(signs).map(|row| row.name);
    let management = KEY_MANAGEMENT_ALGORITHMS.iter().filter(|row| {
        let length_fits = bytes.is_none() || row.wrapping_key_len.is_none() || row.wrapping_key_len == bytes;
        let is_weak = matches!(row.family, KeyManagementFamily::Pbes2 | KeyManagementFamily::Rsa15);
        row.key_types.contains(&key_type) && length_fits && agrees && !is_weak
    });
    signatures.chain(management.map(|row| row.name)).collect()
}

/// The `alg` of a key of this kind for this use, where another than its usual use is wanted.
pub fn algorithm_for(kind: GeneratedKind, public_key_use: &str) -> Option<&'static str> {
    const USUAL: [&str; 6] = ["RSA-OAEP-256", "ECDH-ES+A256KW", "A256KW", "A192KW", "A128KW", "dir"];
    let all = algorithms(kind);
    let mut fitting = all.iter().copied().filter(|name| use_of(name) == Some(public_key_use));
    let usual = USUAL.iter().copied().find(|name| public_key_use == "enc" && all.contains(name));
    usual.or_else(|| fitting.next())
}

/// Where the `kid` of a new key comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyIdSource {
    None,
    /// The SHA-256 thumbprint (RFC 7638): the same key has the same name everywhere.
    Thumbprint,
    /// The day, `2026-11-23`, of so many seconds since 1970.
    Date(i64),
    /// A random UUID (RFC 9562 §5.4).
    Uuid,
    /// What the person typed.
    Typed(String),
}

/// All that a new key is to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe {
    pub kind: GeneratedKind,
    /// Its `kid`.
    pub key_id: KeyIdSource,
    pub public_key_use: Option<String>,
    /// Its `alg`. An ML-DSA key has its own, whatever stands here (RFC 9964).
    pub algorithm: Option<String>,
    /// Its `key_ops`.
    pub key_operations: Option<Vec<String>>,
}

impl Recipe {
    /// The usual one for this kind.
    pub fn usual(row: &GeneratedRow) -> Self {
        Self {
            kind: row.kind,
            key_id: KeyIdSource::Thumbprint,
            public_key_use: Some(row.public_key_use.to_owned()),
            algorithm: Some(row.algorithm.to_owned()),
            key_operations: None,
        }
    }
}

/// Why no key was generated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GenerateError {
    /// A length that is not offered: too short to be safe, or too long to be of use.
    #[error("{bits} bits are not supported; choose {allowed}")]
    Length {
        /// Bits that were asked for.
        bits: u32,
        /// What may be asked for.
        allowed: &'static str,
    },
    /// The date cannot be written.
    #[error("the system clock shows an impossible date")]
    Date,
    /// OpenSSL refuses, or has no randomness; nothing is made up instead.
    #[error("no key was generated: {0}")]
    Refused(KeyError),
}

impl From<KeyError> for GenerateError {
    fn from(error: KeyError) -> Self {
        Self::Refused(error)
    }
}

/// Generates a key. For RSA this takes seconds: not on the thread that draws.
pub fn generate(recipe: &Recipe, ids: &mut KeyIds) -> Result<Jwk, GenerateError> {
    let material = match recipe.kind {
        Oct(bits @ 128..=512) if bits % 8 == 0 => KeyMaterial::Oct(generate::secret(bits as usize / 8)?),
        Oct(bits) => return Err(GenerateError::Length { bits, allowed: "128 to 512 in steps of 8" }),
        Rsa(bits @ (2048 | 3072 | 4096)) => generate::rsa(bits)?,
        Rsa(bits) => return Err(GenerateError::Length { bits, allowed: "2048, 3072 or 4096" }),
        On(curve) if curve.row().key_type == "EC" => generate::ec(curve)?,
        On(curve) => generate::okp(curve)?,
        MlDsa(algorithm) => generate::akp(algorithm)?,
    };
    let mut draft = Draft::new(material, GENERATED);
    draft.public_key_use.clone_from(&recipe.public_key_use);
    draft.key_operations.clone_from(&recipe.key_operations);
    draft.algorithm = match recipe.kind {
        MlDsa(algorithm) => Some(algorithm.to_owned()),
        _ => recipe.algorithm.clone(),
    };
    draft.key_id = match &recipe.key_id {
        KeyIdSource::None => None,
        KeyIdSource::Thumbprint => Some(super::thumbprint::thumbprint_sha256(&draft.material)),
        KeyIdSource::Date(seconds) => Some(date(*seconds).ok_or(GenerateError::Date)?),
        KeyIdSource::Uuid => Some(uuid()?),
        KeyIdSource::Typed(text) => Some(text.clone()),
    };
    Ok(import::named(draft, GENERATED, ids, &mut Effort::default()).0)
}

fn date(seconds: i64) -> Option<String> {
    let day = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC).date();
    Some(day.to_string())
}

fn uuid() -> Result<String, KeyError> {
    let mut bytes = generate::secret(16)?.expose().to_vec();
    // RFC 9562 §4: version 4, variant 10.
    for (index, keep, set) in [(6, 0x0f, 0x40), (8, 0x3f, 0x80)] {
        if let Some(byte) = bytes.get_mut(index) {
            *byte = *byte & keep | set;
        }
    }
    let hex = data_encoding::HEXLOWER.encode(&bytes);
    let groups = [0..8, 8..12, 12..16, 16..20, 20..32];
    Ok(groups.map(|range| hex.get(range).unwrap_or_default()).join("-"))
}

/// The thumbprint as a URI (RFC 9278 §3).
pub fn thumbprint_uri(thumbprint: &str) -> String {
    // What is no base64url has no place in a URI; a thumbprint of ours always is.
    debug_assert!(base64url::decode(thumbprint).is_strict());
    format!("urn:ietf:params:oauth:jwk-thumbprint:sha-256:{thumbprint}")
}

#[cfg(test)]
mod tests {
    use super::{GENERATED_KINDS, GenerateError, GeneratedKind, KeyIdSource, Recipe, find, generate, thumbprint_uri};
    use crate::engine::crypto::key::{self, Effort};
    use crate::engine::crypto::ml_dsa;
    use crate::engine::key::{KeyIds, KeyMaterial};
    use crate::engine::rule::finding::Severity;

    #[test]
    fn every_kind_gives_a_whole_private_key_that_nobody_warns_of() {
        for row in GENERATED_KINDS.iter().filter(|row| row.name != "rsa-4096" && row.name != "rsa-3072") {
            let key = generate(&Recipe::usual(row), &mut KeyIds::default());
            if matches!(row.kind, GeneratedKind::MlDsa(_)) && !ml_dsa::IS_AVAILABLE {
                assert!(key.is_err(), "{}", row.name);
                continue;
            }
            let key = key.unwrap();
            key::check(&key.material, &mut Effort::default()).unwrap();
            assert!(key.is_private(), "{}", row.name);
            let spoken: Vec<_> = key.findings.iter().filter(|found| found.severity != Severity::Info).collect();
            assert!(spoken.is_empty(), "{}: {spoken:?}", row.name);
            assert_eq!(key.key_id.as_ref(), Some(&key.thumbprint), "{}", row.name);
            match (&key.material, row.kind) {
                (KeyMaterial::Oct(secret), GeneratedKind::Oct(bits)) => assert_eq!(secret.len() * 8, bits as usize),
                (KeyMaterial::Rsa { n, e, .. }, GeneratedKind::Rsa(bits)) => {
                    assert_eq!((crate::engine::crypto::pkey::bits(n), e.as_slice()), (bits as usize, &[1, 0, 1][..]));
                }
                (_, GeneratedKind::Curve(curve)) => assert_eq!(key.curve(), Some(curve)),
                (KeyMaterial::Akp { algorithm, .. }, GeneratedKind::MlDsa(name)) => assert_eq!(*algorithm, name),
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn no_two_keys_are_the_same() {
        let recipe = Recipe::usual(find("P-256").unwrap());
        let mut ids = KeyIds::default();
        let keys = [(); 8].map(|()| generate(&recipe, &mut ids).unwrap().thumbprint);
        assert_eq!(std::collections::HashSet::from(keys).len(), 8);
    }

    #[test]
    fn a_kid_is_what_was_asked_for() {
        let with = |key_id| {
            let recipe = Recipe { key_id, ..Recipe::usual(find("ed25519").unwrap()) };
            generate(&recipe, &mut KeyIds::default()).map(|key| key.key_id)
        };
        assert_eq!(with(KeyIdSource::None), Ok(None));
        assert_eq!(with(KeyIdSource::Typed("prod \"1\"".into())), Ok(Some("prod \"1\"".into())));
        // 2026-11-23 23:59:59 and one second later, UTC.
        assert_eq!(with(KeyIdSource::Date(1_795_478_399)), Ok(Some("2026-11-23".into())));
        assert_eq!(with(KeyIdSource::Date(1_795_478_400)), Ok(Some("2026-11-24".into())));
        assert_eq!(with(KeyIdSource::Date(i64::MAX)), Err(GenerateError::Date));
        let uuid = with(KeyIdSource::Uuid).unwrap().unwrap();
        let shape: String = uuid.chars().map(|c| if c.is_ascii_hexdigit() { 'x' } else { c }).collect();
        assert_eq!(shape, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
        assert_eq!(uuid.as_bytes()[14], b'4');
        assert!(b"89ab".contains(&uuid.as_bytes()[19]));
    }

    #[test]
    fn lengths_that_are_not_offered_are_refused() {
        for kind in
            [GeneratedKind::Oct(120), GeneratedKind::Oct(129), GeneratedKind::Oct(520), GeneratedKind::Rsa(1024)]
        {
            let recipe = Recipe { kind, ..Recipe::usual(&GENERATED_KINDS[0]) };
            let refused = generate(&recipe, &mut KeyIds::default());
            assert!(matches!(refused, Err(GenerateError::Length { .. })), "{kind:?}");
        }
    }

    /// RFC 9278 §4, with the key of RFC 7638 §3.1.
    #[test]
    fn rfc9278_4() {
        let uri = thumbprint_uri("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        assert_eq!(uri, "urn:ietf:params:oauth:jwk-thumbprint:sha-256:NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }
}
