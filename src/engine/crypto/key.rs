//! What coming in takes of OpenSSL: our numbers out of its objects, the missing half of a key pair, the arithmetic that
//! shows whether a key is whole, certificates, encrypted key files. Bytes that a person gave never reach josekit, whose DER reader aborts the process on a
//! declared length it cannot allocate.

use super::digest;
use super::ml_dsa::{self, ParameterSet};
use super::pkey::{self, PkeyError, SecretNumber};
use crate::engine::ground::base64url;
use crate::engine::ground::jwa::Curve;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::certificate::Certificate;
pub use crate::engine::key::error::KeyError;
use crate::engine::key::{KeyMaterial, RsaPrivate};
use openssl::asn1::{Asn1Time, Asn1TimeRef};
use openssl::bn::{BigNum, BigNumContext, BigNumRef};
use openssl::ec::{EcKeyRef, EcPoint};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkcs5;
use openssl::pkey::{HasPublic, Id, PKey, PKeyRef, Private, Public};
use openssl::symm::{self, Cipher};
use openssl::x509::{X509, X509NameRef};
use zeroize::Zeroize;

impl From<ErrorStack> for KeyError {
    /// OpenSSL's own words are not kept: they help nobody who holds the file.
    fn from(_: ErrorStack) -> Self {
        Self::Refused
    }
}

impl From<PkeyError> for KeyError {
    fn from(error: PkeyError) -> Self {
        match error {
            PkeyError::WrongType | PkeyError::NoPrivateKey => Self::NotUsable,
            PkeyError::Length { name, expected, found } => Self::MemberLength { name, expected, found },
            PkeyError::OutOfRange(name) => Self::OutOfRange(name),
            PkeyError::NotOnCurve(_) => Self::NotOnCurve,
            PkeyError::HalvesDiffer => Self::PrivatePublicMismatch,
            PkeyError::ModulusEven { bits } => Self::RsaModulus { bits },
            PkeyError::ModulusTooLong { bits, limit } => Self::RsaTooLarge { bits, limit },
            PkeyError::Worthless(_) | PkeyError::Refused => Self::Refused,
            PkeyError::Unsupported(fact) => Self::Unsupported(fact),
        }
    }
}

/// Our numbers out of a public key of OpenSSL's.
pub fn material_from_pkey_public(pkey: &PKeyRef<Public>) -> Result<KeyMaterial, KeyError> {
    public_half(pkey)
}

/// Our numbers out of a key pair of OpenSSL's.
pub fn material_from_pkey_private(pkey: &PKeyRef<Private>) -> Result<KeyMaterial, KeyError> {
    let mut material = public_half(pkey)?;
    match &mut material {
        KeyMaterial::Oct(_) => return Err(KeyError::NotUsable),
        KeyMaterial::Rsa { private, .. } => {
            let rsa = pkey.rsa()?;
            let crt = match (rsa.p(), rsa.q(), rsa.dmp1(), rsa.dmq1(), rsa.iqmp()) {
                (Some(p), Some(q), Some(dp), Some(dq), Some(qi)) => {
                    Some([p, q, dp, dq, qi].map(|number| SecretBytes::new(number.to_vec())))
                }
                _ => None,
            };
            *private = Some(RsaPrivate { d: SecretBytes::new(rsa.d().to_vec()), crt });
        }
        KeyMaterial::Ec { curve, d, .. } => {
            *d = Some(SecretBytes::new(pkey::padded(pkey.ec_key()?.private_key(), curve.row().private_len)?));
        }
        KeyMaterial::Okp { d, .. } => *d = Some(SecretBytes::new(pkey.raw_private_key()?)),
        KeyMaterial::Akp { seed, .. } => *seed = Some(ml_dsa::seed(pkey).ok_or(KeyError::SeedMissing)?),
    }
    Ok(material)
}

fn public_half<T: HasPublic>(pkey: &PKeyRef<T>) -> Result<KeyMaterial, KeyError> {
    let okp = |curve| Ok(KeyMaterial::Okp { curve, x: pkey.raw_public_key()?, d: None });
    match pkey.id() {
        Id::RSA | Id::RSA_PSS => {
            let rsa = pkey.rsa()?;
            Ok(KeyMaterial::Rsa { n: rsa.n().to_vec(), e: rsa.e().to_vec(), private: None })
        }
        Id::EC => public_point(&*pkey.ec_key()?),
        Id::ED25519 => okp(Curve::Ed25519),
        Id::ED448 => okp(Curve::Ed448),
        Id::X25519 => okp(Curve::X25519),
        Id::X448 => okp(Curve::X448),
        Id::DSA => Err(KeyError::NoJoseAlgorithm("DSA".to_owned())),
        id => {
            if let Some(set) = ml_dsa::parameter_set_of(pkey) {
                return Ok(KeyMaterial::Akp { algorithm: set.name, public: pkey.raw_public_key()?, seed: None });
            }
            let name = Nid::from_raw(id.as_raw()).long_name().unwrap_or("unknown algorithm");
            Err(KeyError::NoJoseAlgorithm(name.to_owned()))
        }
    }
}

fn public_point<T: HasPublic>(key: &EcKeyRef<T>) -> Result<KeyMaterial, KeyError> {
    let group = key.group();
    let nid = group.curve_name().ok_or(KeyError::ExplicitCurve)?;
    let curve = match nid {
        Nid::X9_62_PRIME256V1 => Curve::P256,
        Nid::SECP384R1 => Curve::P384,
        Nid::SECP521R1 => Curve::P521,
        Nid::SECP256K1 => Curve::Secp256k1,
        other => return Err(KeyError::NoJoseAlgorithm(other.short_name().unwrap_or("elliptic curve").to_owned())),
    };
    let (x, y) = pkey::coordinates(curve, group, key.public_key())?;
    Ok(KeyMaterial::Ec { curve, x, y, d: None })
}

// Key pairs

/// The public key written as X9.62 has it: uncompressed, compressed or hybrid.
pub fn ec_public(curve: Curve, point: &[u8]) -> Result<KeyMaterial, KeyError> {
    let group = pkey::group(curve)?;
    let mut context = BigNumContext::new()?;
    let point = EcPoint::from_bytes(&group, point, &mut context).map_err(|_| KeyError::NotOnCurve)?;
    let (x, y) = pkey::coordinates(curve, &group, &point)?;
    Ok(KeyMaterial::Ec { curve, x, y, d: None })
}

/// The key pair of a private value, big-endian in any length; the public half is computed.
pub fn ec_private(curve: Curve, private: &[u8]) -> Result<KeyMaterial, KeyError> {
    let group = pkey::group(curve)?;
    let d = SecretNumber::new(private)?;
    let point = pkey::public_of(&group, &d)?;
    let (x, y) = pkey::coordinates(curve, &group, &point)?;
    let d = SecretBytes::new(pkey::padded(&d, curve.row().private_len)?);
    Ok(KeyMaterial::Ec { curve, x, y, d: Some(d) })
}

/// The key pair of an OKP private key; the public half is computed.
pub fn okp_private(curve: Curve, private: &[u8]) -> Result<KeyMaterial, KeyError> {
    let pkey = pkey::okp_private(curve, private)?;
    Ok(KeyMaterial::Okp { curve, x: pkey.raw_public_key()?, d: Some(SecretBytes::from(private)) })
}

/// The key pair of an ML-DSA seed; the public half is computed. Where the expanded private key is there too, it must be
/// what the seed expands to.
pub fn akp_private(set: &ParameterSet, seed: &[u8], expanded: Option<&[u8]>) -> Result<KeyMaterial, KeyError> {
    let pkey = ml_dsa::private_key(set, seed)?;
    if let Some(expanded) = expanded
        && SecretBytes::new(pkey.raw_private_key()?).expose() != expanded
    {
        return Err(KeyError::PrivatePublicMismatch);
    }
    Ok(KeyMaterial::Akp { algorithm: set.name, public: pkey.raw_public_key()?, seed: Some(SecretBytes::from(seed)) })
}

/// The public half of an expanded ML-DSA private key.
pub fn akp_public_of_expanded(set: &ParameterSet, expanded: &[u8]) -> Result<KeyMaterial, KeyError> {
    let pkey = ml_dsa::expanded_key(set, expanded)?;
    Ok(KeyMaterial::Akp { algorithm: set.name, public: pkey.raw_public_key()?, seed: None })
}

// Wholeness

/// How much slow arithmetic one import may still do, so that a set of ten thousand keys stays quick.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// RSA moduli that are still tested for weak factors.
    pub weak_factors: u32,
    /// RSA private keys without primes that are still tested, each with one exponentiation.
    pub exponentiations: u32,
}

impl Default for Effort {
    fn default() -> Self {
        Self { weak_factors: 256, exponentiations: 16 }
    }
}

/// Shortest modulus that is taken for an RSA key. Far too short to be safe, which a finding says; anything shorter
/// cannot hold a signature at all (RFC 8017 §9.2: SHA-256 needs 62 bytes).
const SHORTEST_MODULUS_BITS: usize = 496;

/// Longest modulus for which a private key without primes is tested: one exponentiation stays below 20 ms.
const LONGEST_TESTED_MODULUS_BITS: usize = 4096;

/// Whether the key is whole: sizes, point on the curve, private half belonging to the public one.
pub fn check(material: &KeyMaterial, effort: &mut Effort) -> Result<(), KeyError> {
    match material {
        KeyMaterial::Oct(secret) if secret.is_empty() => Err(KeyError::Empty),
        KeyMaterial::Oct(_) => Ok(()),
        KeyMaterial::Rsa { n, e, private } => check_rsa(n, e, private.as_ref(), effort),
        KeyMaterial::Ec { curve, x, y, d: Some(d) } => Ok(pkey::ec_pair(*curve, x, y, d).map(drop)?),
        KeyMaterial::Ec { curve, x, y, d: None } => Ok(pkey::ec_point(*curve, x, y).map(drop)?),
        KeyMaterial::Okp { curve, x, d: Some(d) } => Ok(pkey::okp_pair(*curve, x, d).map(drop)?),
        KeyMaterial::Okp { curve, x, d: None } => Ok(pkey::check_length("x", x, curve.row().coordinate_len)?),
        KeyMaterial::Akp { algorithm, public, seed: Some(seed) } => {
            match pkey::akp_pair(algorithm, public, seed) {
                // The lengths are right, and whether the seed belongs to the public key this build cannot say.
                Err(PkeyError::Unsupported(_)) if !ml_dsa::IS_AVAILABLE => Ok(()),
                pair => Ok(pair.map(drop)?),
            }
        }
        KeyMaterial::Akp { algorithm, public, seed: None } => Ok(pkey::akp_public(algorithm, public).map(drop)?),
    }
}

fn check_rsa(n: &[u8], e: &[u8], private: Option<&RsaPrivate>, effort: &mut Effort) -> Result<(), KeyError> {
    let bits = pkey::check_modulus(n)?;
    if bits < SHORTEST_MODULUS_BITS {
        return Err(KeyError::RsaModulus { bits });
    }
    if pkey::bits(e) == 0 || pkey::compare(e, n).is_ge() {
        return Err(KeyError::OutOfRange("e"));
    }
    let Some(private) = private else { return Ok(()) };
    let context = &mut BigNumContext::new()?;
    let (n, e) = (BigNum::from_slice(n)?, BigNum::from_slice(e)?);
    let d = SecretNumber::new(private.d.expose())?;
    if d.num_bits() == 0 || d.ucmp(&n).is_ge() {
        return Err(KeyError::OutOfRange("d"));
    }
    let Some(crt) = &private.crt else {
        if bits <= LONGEST_TESTED_MODULUS_BITS && effort.exponentiations > 0 {
            effort.exponentiations -= 1;
            return check_exponents(&n, &e, &d, context);
        }
        return Ok(());
    };
    let names = ["p", "q", "dp", "dq", "qi"];
    for (name, value) in names.iter().zip(crt) {
        let length = pkey::bits(value.expose());
        if length == 0 || length > bits {
            return Err(KeyError::OutOfRange(name));
        }
    }
    let [p, q, dp, dq, qi] = crt;
    let (p, q) = (SecretNumber::new(p.expose())?, SecretNumber::new(q.expose())?);
    let mut product = SecretNumber::empty()?;
    product.0.checked_mul(&p, &q, context)?;
    if product.ucmp(&n).is_ne() || p.num_bits() < 2 || q.num_bits() < 2 {
        return Err(KeyError::RsaInconsistent("p, q"));
    }
    // RFC 8017 §3.2: e·dP ≡ 1 (mod p-1), e·dQ ≡ 1 (mod q-1), q·qInv ≡ 1 (mod p); and d gives the same exponents.
    for (name, prime, exponent) in [("dp", &p, dp), ("dq", &q, dq)] {
        let mut less_one = SecretNumber(BigNumRef::to_owned(prime)?);
        less_one.0.sub_word(1)?;
        let exponent = SecretNumber::new(exponent.expose())?;
        if !product_is_one(&e, &exponent, &less_one, context)? {
            return Err(KeyError::RsaInconsistent(name));
        }
        if !product_is_one(&e, &d, &less_one, context)? {
            return Err(KeyError::RsaInconsistent("d"));
        }
    }
    let qi = SecretNumber::new(qi.expose())?;
    if !product_is_one(&q, &qi, &p, context)? {
        return Err(KeyError::RsaInconsistent("qi"));
    }
    Ok(())
}

/// Whether a·b ≡ 1 modulo `modulus`.
fn product_is_one(
    a: &BigNumRef,
    b: &BigNumRef,
    modulus: &BigNumRef,
    context: &mut openssl::bn::BigNumContextRef,
) -> Result<bool, KeyError> {
    let mut product = SecretNumber::empty()?;
    product.0.mod_mul(a, b, modulus, context)?;
    Ok(product.num_bits() == 1)
}

/// Whether d undoes e for one number: 2^(d·e) ≡ 2 (mod n).
fn check_exponents(
    n: &BigNumRef,
    e: &BigNumRef,
    d: &SecretNumber,
    context: &mut openssl::bn::BigNumContextRef,
) -> Result<(), KeyError> {
    let two = BigNum::from_u32(2)?;
    let mut secret = SecretNumber(BigNumRef::to_owned(d)?);
    secret.0.set_const_time();
    let (mut signed, mut opened) = (BigNum::new()?, BigNum::new()?);
    signed.mod_exp(&two, &secret, n, context)?;
    opened.mod_exp(&signed, e, n, context)?;
    if opened == two { Ok(()) } else { Err(KeyError::PrivatePublicMismatch) }
}

// Weak factors

/// Which weakness of its factors a modulus shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeakFactors {
    /// A prime below 2^16 divides it.
    Small,
    /// Its factors are so close that Fermat's method finds them in at most 100 steps.
    Close,
}

/// Looks for factors that anybody finds. `n` is odd and within the limit.
pub fn weak_factors(n: &[u8]) -> Option<WeakFactors> {
    let n = BigNum::from_slice(n).ok()?;
    if has_small_factor(&n).unwrap_or(false) {
        Some(WeakFactors::Small)
    } else if has_close_factors(&n).unwrap_or(false) {
        Some(WeakFactors::Close)
    } else {
        None
    }
}

/// gcd(n, product of all primes below 2^16) > 1.
fn has_small_factor(n: &BigNumRef) -> Result<bool, ErrorStack> {
    static PRODUCT: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    let product = PRODUCT.get_or_init(|| product_of_small_primes().map(|product| product.to_vec()).unwrap_or_default());
    let mut context = BigNumContext::new()?;
    let (mut rest, mut divisor) = (BigNum::new()?, BigNum::new()?);
    rest.nnmod(&*BigNum::from_slice(product)?, n, &mut context)?;
    divisor.gcd(&rest, n, &mut context)?;
    Ok(divisor.num_bits() > 1)
}

fn product_of_small_primes() -> Result<BigNum, ErrorStack> {
    const END: usize = 1 << 16;
    let mut composite = vec![false; END];
    let mut product = BigNum::from_u32(1)?;
    for candidate in 2..END {
        if composite.get(candidate) == Some(&false) {
            for multiple in composite.iter_mut().skip(candidate * 2).step_by(candidate) {
                *multiple = true;
            }
            product.mul_word(candidate as u32)?;
        }
    }
    Ok(product)
}

/// Fermat's method: n = a² - b² for an a just above the root of n.
fn has_close_factors(n: &BigNumRef) -> Result<bool, ErrorStack> {
    const STEPS: u32 = 100;
    // Squares modulo 3·5·7·11·13·17·19·23 are one number in seventy: the rest needs no root.
    const FILTER: u32 = 111_546_435;
    let context = &mut BigNumContext::new()?;
    let mut a = root(n, context)?;
    let mut rest = BigNum::new()?;
    rest.sqr(&a, context)?;
    if rest.ucmp(n).is_lt() {
        a.add_word(1)?;
        rest.sqr(&a, context)?;
    }
    // rest = a² - n
    let mut difference = BigNum::new()?;
    difference.checked_sub(&rest, n)?;
    for _ in 0..STEPS {
        let residue = difference.mod_word(FILTER)?;
        let may_be_square = [3_u64, 5, 7, 11, 13, 17, 19, 23].iter().all(|&prime| {
            let target = residue % prime;
            (0..=prime / 2).any(|candidate| candidate * candidate % prime == target)
        });
        if may_be_square {
            let b = root(&difference, context)?;
            let mut square = BigNum::new()?;
            square.sqr(&b, context)?;
            if square.ucmp(&difference).is_eq() {
                // a - b = 1 would be the trivial factor.
                let mut factor = BigNum::new()?;
                factor.checked_sub(&a, &b)?;
                return Ok(factor.num_bits() > 1);
            }
        }
        // (a + 1)² - a² = 2a + 1
        let mut step = BigNum::new()?;
        step.lshift1(&a)?;
        step.add_word(1)?;
        let mut next = BigNum::new()?;
        next.checked_add(&difference, &step)?;
        difference = next;
        a.add_word(1)?;
    }
    Ok(false)
}

/// The integer square root, by Newton's method from above: about twenty divisions for 4096 bits.
fn root(n: &BigNumRef, context: &mut openssl::bn::BigNumContextRef) -> Result<BigNum, ErrorStack> {
    if n.num_bits() == 0 {
        return BigNum::new();
    }
    let mut guess = BigNum::new()?;
    guess.set_bit((n.num_bits() + 1) / 2)?;
    loop {
        let (mut quotient, mut sum, mut next) = (BigNum::new()?, BigNum::new()?, BigNum::new()?);
        quotient.checked_div(n, &guess, context)?;
        sum.checked_add(&guess, &quotient)?;
        next.rshift1(&sum)?;
        if next.ucmp(&guess).is_ge() {
            return Ok(guess);
        }
        guess = next;
    }
}

// Certificates

/// What a certificate says, and the DER bytes of its key (a SubjectPublicKeyInfo) are for the caller to read.
pub fn certificate(der: &[u8]) -> Result<Certificate, KeyError> {
    let damaged = |_| KeyError::Damaged("certificate");
    let certificate = X509::from_der(der).map_err(damaged)?;
    let serial = certificate.serial_number().to_bn().and_then(|number| number.to_hex_str());
    let (subject, issuer) = (certificate.subject_name(), certificate.issuer_name());
    Ok(Certificate {
        subject: name_words(subject),
        common_name: common_name(subject),
        issuer: name_words(issuer),
        serial_number: serial.map(|hex| hex.to_string()).unwrap_or_default(),
        not_before: seconds(certificate.not_before()),
        not_after: seconds(certificate.not_after()),
        is_self_issued: subject.try_cmp(issuer).is_ok_and(|order| order.is_eq()),
        x5t: base64url::encode(&digest::sha1(der)),
        x5t_s256: base64url::encode(&digest::sha256(der)),
        der: der.into(),
    })
}

fn seconds(time: &Asn1TimeRef) -> Option<i64> {
    let since = Asn1Time::from_unix(0).ok()?.diff(time).ok()?;
    Some(i64::from(since.days) * 86_400 + i64::from(since.secs))
}

/// The value of the last `CN`, if it says anything.
fn common_name(name: &X509NameRef) -> Option<String> {
    let entry = name.entries_by_nid(Nid::COMMONNAME).take(32).last()?;
    let value: String = entry.data().to_string().ok()?.chars().take(256).collect();
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// `CN=…, O=…`: at most 32 entries of at most 256 characters.
pub(super) fn name_words(name: &X509NameRef) -> String {
    let mut out = String::new();
    for entry in name.entries().take(32) {
        let nid = entry.object().nid();
        let kind = nid.short_name().map_or_else(|_| entry.object().to_string(), str::to_owned);
        let value = entry.data().to_string().unwrap_or_default();
        let value: String = value.chars().take(256).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(&format!("{kind}={value}"));
    }
    out
}

// Decryption of key files

/// How the key that decrypts a key file is made from the passphrase.
#[derive(Clone, Copy, Debug)]
pub enum Derivation<'a> {
    /// PBKDF2 with HMAC and this hash (RFC 8018 §5.2).
    Pbkdf2 {
        /// 1, 224, 256, 384 or 512: which SHA.
        sha: u32,
        salt: &'a [u8],
        /// Iterations; the caller has bounded them.
        iterations: u32,
    },
    /// scrypt (RFC 7914); the caller has bounded the work.
    Scrypt {
        salt: &'a [u8],
        /// N, r, p.
        cost: (u64, u64, u64),
    },
    /// OpenSSL's own of old: MD5, once; the salt is the start of the initialization vector.
    Md5Once,
}

/// Ciphers of key files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileCipher {
    /// AES-128-CBC.
    Aes128,
    /// AES-192-CBC.
    Aes192,
    /// AES-256-CBC.
    Aes256,
    /// DES-EDE3-CBC.
    TripleDes,
}

impl FileCipher {
    fn openssl(self) -> Cipher {
        match self {
            Self::Aes128 => Cipher::aes_128_cbc(),
            Self::Aes192 => Cipher::aes_192_cbc(),
            Self::Aes256 => Cipher::aes_256_cbc(),
            Self::TripleDes => Cipher::des_ede3_cbc(),
        }
    }
}

/// Most memory that scrypt may take, in bytes.
const SCRYPT_MEMORY: u64 = 256 << 20;

/// Decrypts the contents of a key file. [`KeyError::PassphraseWrong`] where the padding does not come out.
pub fn decrypt(
    passphrase: &SecretBytes,
    derivation: Derivation<'_>,
    cipher: FileCipher,
    iv: &[u8],
    encrypted: &[u8],
) -> Result<SecretBytes, KeyError> {
    let cipher = cipher.openssl();
    if cipher.iv_len() != Some(iv.len()) || encrypted.is_empty() {
        return Err(KeyError::Damaged("encryption"));
    }
    let passphrase = passphrase.expose();
    if i32::try_from(passphrase.len()).is_err() {
        return Err(KeyError::PassphraseWrong);
    }
    let mut key = vec![0; cipher.key_len()];
    let derived = match derivation {
        Derivation::Pbkdf2 { sha, salt, iterations } => {
            let hash = match sha {
                1 => MessageDigest::sha1(),
                224 => MessageDigest::sha224(),
                384 => MessageDigest::sha384(),
                512 => MessageDigest::sha512(),
                _ => MessageDigest::sha256(),
            };
            pkcs5::pbkdf2_hmac(passphrase, salt, iterations as usize, hash, &mut key)
        }
        Derivation::Scrypt { salt, cost: (n, r, p) } => {
            pkcs5::scrypt(passphrase, salt, n, r, p, SCRYPT_MEMORY, &mut key)
        }
        Derivation::Md5Once => {
            let salt = iv.get(..8).ok_or(KeyError::Damaged("encryption"))?;
            pkcs5::bytes_to_key(cipher, MessageDigest::md5(), passphrase, Some(salt), 1).map(|mut pair| {
                key.copy_from_slice(&pair.key);
                pair.key.zeroize();
            })
        }
    };
    let decrypted = derived.map_err(|_| KeyError::Damaged("encryption")).and_then(|()| {
        symm::decrypt(cipher, &key, Some(iv), encrypted).map(SecretBytes::new).map_err(|_| KeyError::PassphraseWrong)
    });
    key.zeroize();
    decrypted
}

/// Decrypts an EncryptedPrivateKeyInfo with whatever scheme OpenSSL knows, for the schemes that [`decrypt`] does not.
/// The caller has bounded the iterations.
pub fn decrypt_pkcs8(der: &[u8], passphrase: &SecretBytes) -> Result<KeyMaterial, KeyError> {
    let passphrase = passphrase.expose();
    let pkey = PKey::private_key_from_pkcs8_callback(der, |buffer| {
        // OpenSSL's buffer has 1,024 bytes; a longer passphrase cannot be right.
        let length = passphrase.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..length), passphrase.get(..length)) {
            to.copy_from_slice(from);
        }
        Ok(length)
    });
    match pkey {
        Ok(pkey) => material_from_pkey_private(&pkey),
        Err(errors) => {
            let unsupported = errors.errors().iter().any(|error| {
                error.reason().is_some_and(|reason| reason.contains("unsupported") || reason.contains("unknown"))
            });
            Err(if unsupported {
                // The caller knows its name.
                KeyError::EncryptionUnknown(String::new())
            } else {
                KeyError::PassphraseWrong
            })
        }
    }
}
