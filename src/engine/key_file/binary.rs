//! Keys in DER: PKCS#1 (RFC 8017), SEC1 (RFC 5915), PKCS#8 in both versions and encrypted (RFC 5208, RFC 5958, RFC 8018),
//! SubjectPublicKeyInfo and certificates (RFC 5280, RFC 8410, RFC 9881), requests (RFC 2986).

use super::der;
use super::der::{AlgorithmIdentifier, Element, Reader, Structure, without_leading_zeros};
use super::draft::Draft;
use crate::engine::crypto::key::{self, Derivation, FileCipher};
use crate::engine::crypto::key_file::{self, OldCipher, Pkcs12Purpose};
use crate::engine::crypto::ml_dsa::{self, ParameterSet};
use crate::engine::ground::jwa::{Curve, Hash};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::error::KeyError;
use crate::engine::key::foreign::ForeignFormat;
use crate::engine::key::{KeyMaterial, RsaPrivate};
use std::cell::Cell;
use zeroize::Zeroizing;

/// What the reader of a structure needs to know besides it.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub passphrase: Option<&'a SecretBytes>,
    pub limits: &'a Limits,
    /// Object identifier of the curve that an `EC PARAMETERS` block named.
    pub curve: Option<&'a [u8]>,
    /// Iterations of key derivation that are still done.
    pub work: &'a Cell<u64>,
}

/// Reads a key out of a structure.
pub(crate) fn read(structure: Structure<'_>, context: Context<'_>) -> Result<Draft, KeyError> {
    match structure {
        Structure::RsaPublicKey(numbers) => Ok(Draft::new(rsa_public(numbers)?, "PKCS#1")),
        Structure::RsaPrivateKey(numbers) => Ok(Draft::new(rsa_private(numbers)?, "PKCS#1")),
        Structure::EcPrivateKey(fields) => {
            let curve = context.curve.map(curve_of).transpose()?;
            Ok(Draft::new(ec_private(fields, curve)?, "SEC1"))
        }
        Structure::PrivateKeyInfo { algorithm, private, public } => private_key_info(algorithm, private, public),
        Structure::EncryptedPrivateKeyInfo { algorithm, encrypted, whole } => {
            let passphrase = context.passphrase.ok_or(KeyError::PassphraseNeeded)?;
            let mut draft = decrypted(algorithm, encrypted, whole, passphrase, context)?;
            draft.format = format!("encrypted {}", draft.format);
            Ok(draft)
        }
        Structure::SubjectPublicKeyInfo { algorithm, public } => public_key_info(algorithm, public),
        Structure::Certificate { key, whole } => {
            let facts = key::certificate(whole)?;
            let mut draft = key_of(key)?;
            draft.format = "certificate".to_owned();
            draft.x5t = Some(facts.x5t.clone());
            draft.x5t_s256 = Some(facts.x5t_s256.clone());
            draft.name.clone_from(&facts.common_name);
            draft.certificate = Some(facts);
            Ok(draft)
        }
        Structure::CertificateRequest { key } => {
            let mut draft = key_of(key)?;
            draft.format = "certificate request".to_owned();
            Ok(draft)
        }
        Structure::DsaPrivateKey => Err(KeyError::NoJoseAlgorithm("DSA".to_owned())),
        Structure::Pkcs12 => Err(KeyError::Foreign(ForeignFormat::Pkcs12)),
        Structure::Pkcs7 => Err(KeyError::Foreign(ForeignFormat::Pkcs7)),
        Structure::RevocationList => Err(KeyError::Foreign(ForeignFormat::RevocationList)),
    }
}

/// The key of a certificate or request.
fn key_of(info: Element<'_>) -> Result<Draft, KeyError> {
    match der::classify(info.whole) {
        Some((Structure::SubjectPublicKeyInfo { algorithm, public }, _)) => public_key_info(algorithm, public),
        _ => Err(KeyError::Damaged("certificate")),
    }
}

// Algorithms

#[derive(Clone, Copy)]
enum Kind {
    Rsa,
    RsaPss,
    Ec,
    Okp(Curve),
    MlDsa(&'static str),
    /// A kind that JOSE has no use for, by name.
    Other(&'static str),
}

/// Object identifiers of keys: content octets and what they are.
#[rustfmt::skip]
static KINDS: &[(&[u8], Kind)] = &[
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01], Kind::Rsa),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a], Kind::RsaPss),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01], Kind::Ec),
    (&[0x2b, 0x65, 0x6e], Kind::Okp(Curve::X25519)),
    (&[0x2b, 0x65, 0x6f], Kind::Okp(Curve::X448)),
    (&[0x2b, 0x65, 0x70], Kind::Okp(Curve::Ed25519)),
    (&[0x2b, 0x65, 0x71], Kind::Okp(Curve::Ed448)),
    (&[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x11], Kind::MlDsa("ML-DSA-44")),
    (&[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x12], Kind::MlDsa("ML-DSA-65")),
    (&[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x13], Kind::MlDsa("ML-DSA-87")),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x07], Kind::Other("RSAES-OAEP")),
    (&[0x2a, 0x86, 0x48, 0xce, 0x38, 0x04, 0x01], Kind::Other("DSA")),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x03, 0x01], Kind::Other("Diffie-Hellman")),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3e, 0x02, 0x01], Kind::Other("Diffie-Hellman (X9.42)")),
    (&[0x2b, 0x81, 0x04, 0x01, 0x0c], Kind::Other("ECDH only")),
    (&[0x2a, 0x85, 0x03, 0x02, 0x02, 0x13], Kind::Other("GOST R 34.10-2001")),
    (&[0x2a, 0x85, 0x03, 0x07, 0x01, 0x01, 0x01, 0x01], Kind::Other("GOST R 34.10-2012, 256 bits")),
    (&[0x2a, 0x85, 0x03, 0x07, 0x01, 0x01, 0x01, 0x02], Kind::Other("GOST R 34.10-2012, 512 bits")),
    (&[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x04, 0x01], Kind::Other("ML-KEM-512")),
    (&[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x04, 0x02], Kind::Other("ML-KEM-768")),
    (&[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x04, 0x03], Kind::Other("ML-KEM-1024")),
];

/// Object identifiers of curves that JOSE names, and of the best known ones that it does not.
#[rustfmt::skip]
static CURVES: &[(&[u8], Result<Curve, &str>)] = &[
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07], Ok(Curve::P256)),
    (&[0x2b, 0x81, 0x04, 0x00, 0x22], Ok(Curve::P384)),
    (&[0x2b, 0x81, 0x04, 0x00, 0x23], Ok(Curve::P521)),
    (&[0x2b, 0x81, 0x04, 0x00, 0x0a], Ok(Curve::Secp256k1)),
    (&[0x2b, 0x81, 0x04, 0x00, 0x21], Err("P-224")),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x01], Err("P-192")),
    (&[0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x07], Err("brainpoolP256r1")),
    (&[0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x09], Err("brainpoolP320r1")),
    (&[0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x0b], Err("brainpoolP384r1")),
    (&[0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x0d], Err("brainpoolP512r1")),
    (&[0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01], Err("a brainpool curve")),
    (&[0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d], Err("SM2")),
];

fn kind(algorithm: AlgorithmIdentifier<'_>) -> Result<Kind, KeyError> {
    match KINDS.iter().find(|(oid, _)| *oid == algorithm.oid) {
        Some((_, Kind::Other(name))) => Err(KeyError::NoJoseAlgorithm((*name).to_owned())),
        Some((_, kind)) => Ok(*kind),
        None => Err(KeyError::NoJoseAlgorithm(format!("algorithm {}", der::dotted(algorithm.oid)))),
    }
}

fn curve_of(oid: &[u8]) -> Result<Curve, KeyError> {
    match CURVES.iter().find(|(known, _)| oid.starts_with(known)) {
        Some((known, Ok(curve))) if *known == oid => Ok(*curve),
        Some((_, Err(name))) => Err(KeyError::NoJoseAlgorithm((*name).to_owned())),
        _ => Err(KeyError::NoJoseAlgorithm(format!("curve {}", der::dotted(oid)))),
    }
}

/// The curve that an EC key's parameters name.
fn named_curve(parameters: Option<Element<'_>>) -> Result<Curve, KeyError> {
    match parameters {
        Some(Element { tag: der::OID, content, .. }) => curve_of(content),
        Some(Element { tag: der::SEQUENCE, .. }) => Err(KeyError::ExplicitCurve),
        _ => Err(KeyError::CurveMissing),
    }
}

/// The object identifier of the curve in an `EC PARAMETERS` block.
pub(crate) fn curve_parameters(bytes: &[u8]) -> Option<&[u8]> {
    Reader::new(bytes).take(der::OID).map(|element| element.content)
}

/// The `alg` that the parameters of an id-RSASSA-PSS key fix (RFC 4055 §3.1); `None` where they fix none. JOSE's algorithms
/// have one hash for the message and for MGF1, and a salt as long as it (RFC 7518 §3.5): other parameters forbid them all.
fn pss_algorithm(parameters: Option<Element<'_>>) -> Result<Option<String>, KeyError> {
    let Some(parameters) = parameters.filter(|element| element.tag == der::SEQUENCE) else { return Ok(None) };
    let hash = parameters.inside().take(0xa0).and_then(|explicit| explicit.inside().next());
    let hash = hash.and_then(AlgorithmIdentifier::read).map(|algorithm| algorithm.oid);
    let (name, length) = match hash {
        Some([0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]) => ("PS256", 32),
        Some([0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02]) => ("PS384", 48),
        Some([0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03]) => ("PS512", 64),
        // The default is SHA-1, which no JOSE algorithm uses with PSS.
        _ => return Err(KeyError::NoJoseAlgorithm("RSASSA-PSS with a hash that JOSE does not define".to_owned())),
    };
    let mut fields = parameters.inside();
    let mut field = |tag: u8| {
        while let Some(element) = fields.next() {
            if element.tag >= tag {
                return Some(element).filter(|element| element.tag == tag);
            }
        }
        None
    };
    let mask = field(0xa1).and_then(|explicit| AlgorithmIdentifier::read(explicit.inside().next()?));
    // The default is MGF1 with SHA-1.
    let of_mask = mask.and_then(|mask| AlgorithmIdentifier::read(mask.parameters?)).map(|algorithm| algorithm.oid);
    if of_mask != hash {
        return Err(KeyError::NoJoseAlgorithm("RSASSA-PSS with two hashes".to_owned()));
    }
    // The salt of a signature must be no shorter than this; the default is 20 bytes.
    let salt = field(0xa2).map_or(Some(20), |explicit| explicit.inside().small());
    if salt.is_none_or(|salt| salt > length) {
        return Err(KeyError::NoJoseAlgorithm("RSASSA-PSS with a longer salt than JOSE allows".to_owned()));
    }
    Ok(Some(name.to_owned()))
}

fn restrict_to_pss(draft: &mut Draft, parameters: Option<Element<'_>>) -> Result<(), KeyError> {
    draft.algorithm = pss_algorithm(parameters)?;
    draft.is_pss_only = true;
    draft.format.push_str(", RSASSA-PSS");
    if draft.algorithm.is_none() {
        draft.notes.push("an RSASSA-PSS key: for PS256, PS384 and PS512 only".to_owned());
    }
    Ok(())
}

// Public keys

fn public_key_info(algorithm: AlgorithmIdentifier<'_>, public: &[u8]) -> Result<Draft, KeyError> {
    let draft = |material| Ok(Draft::new(material, "SPKI"));
    match kind(algorithm)? {
        Kind::Rsa => draft(rsa_public_octets(public)?),
        Kind::RsaPss => {
            let mut draft = Draft::new(rsa_public_octets(public)?, "SPKI");
            restrict_to_pss(&mut draft, algorithm.parameters)?;
            Ok(draft)
        }
        Kind::Ec => draft(key::ec_public(named_curve(algorithm.parameters)?, public)?),
        Kind::Okp(curve) => draft(KeyMaterial::Okp { curve, x: public.to_vec(), d: None }),
        Kind::MlDsa(algorithm) => draft(KeyMaterial::Akp { algorithm, public: public.to_vec(), seed: None }),
        Kind::Other(name) => Err(KeyError::NoJoseAlgorithm(name.to_owned())),
    }
}

fn rsa_public_octets(octets: &[u8]) -> Result<KeyMaterial, KeyError> {
    let sequence = Reader::new(octets).take(der::SEQUENCE).ok_or(KeyError::Damaged("RSA public key"))?;
    rsa_public(sequence.inside())
}

fn rsa_public(mut numbers: Reader<'_>) -> Result<KeyMaterial, KeyError> {
    let mut number = || numbers.unsigned().map(<[u8]>::to_vec).ok_or(KeyError::Damaged("RSA public key"));
    Ok(KeyMaterial::Rsa { n: number()?, e: number()?, private: None })
}

// Private keys

fn private_key_info(
    algorithm: AlgorithmIdentifier<'_>,
    private: &[u8],
    public: Option<&[u8]>,
) -> Result<Draft, KeyError> {
    let sequence = |what| Reader::new(private).take(der::SEQUENCE).map(Element::inside).ok_or(KeyError::Damaged(what));
    let mut draft = match kind(algorithm)? {
        Kind::Rsa => Draft::new(rsa_private(sequence("RSA private key")?)?, "PKCS#8"),
        Kind::RsaPss => {
            let mut draft = Draft::new(rsa_private(sequence("RSA private key")?)?, "PKCS#8");
            restrict_to_pss(&mut draft, algorithm.parameters)?;
            draft
        }
        Kind::Ec => {
            let curve = named_curve(algorithm.parameters)?;
            Draft::new(ec_private(sequence("EC private key")?, Some(curve))?, "PKCS#8")
        }
        Kind::Okp(curve) => {
            // RFC 8410 §7: the private key is an OCTET STRING within the OCTET STRING.
            let inner = Reader::new(private).take(der::OCTET_STRING).map(|element| element.content);
            let d = inner.ok_or(KeyError::Damaged("private key"))?;
            let expected = curve.row().private_len;
            if d.len() != expected {
                return Err(KeyError::MemberLength { name: "d", expected, found: d.len() });
            }
            Draft::new(key::okp_private(curve, d)?, "PKCS#8")
        }
        Kind::MlDsa(name) => {
            let set = ml_dsa::parameter_set(name).ok_or(KeyError::Damaged("ML-DSA private key"))?;
            ml_dsa_private(set, private)?
        }
        Kind::Other(name) => return Err(KeyError::NoJoseAlgorithm(name.to_owned())),
    };
    if let Some(public) = public {
        draft.format = draft.format.replacen("PKCS#8", "PKCS#8 version 2", 1);
        if !belongs(&draft.material, public) {
            return Err(KeyError::PrivatePublicMismatch);
        }
    }
    Ok(draft)
}

/// Whether the public key that PKCS#8 version 2 may add (RFC 5958 §2) is the one of the private key.
fn belongs(material: &KeyMaterial, stated: &[u8]) -> bool {
    match material {
        KeyMaterial::Oct(_) => false,
        KeyMaterial::Rsa { n, e, .. } => {
            rsa_public_octets(stated) == Ok(KeyMaterial::Rsa { n: n.clone(), e: e.clone(), private: None })
        }
        KeyMaterial::Ec { curve, x, y, .. } => {
            key::ec_public(*curve, stated) == Ok(KeyMaterial::Ec { curve: *curve, x: x.clone(), y: y.clone(), d: None })
        }
        KeyMaterial::Okp { x, .. } => x == stated,
        KeyMaterial::Akp { public, .. } => public == stated,
    }
}

fn rsa_private(mut numbers: Reader<'_>) -> Result<KeyMaterial, KeyError> {
    let mut number = || numbers.unsigned().ok_or(KeyError::Damaged("RSA private key"));
    if !number()?.is_empty() {
        // RFC 8017 §A.1.2: version 1 has other primes.
        return Err(KeyError::RsaMultiPrime);
    }
    let (n, e) = (number()?.to_vec(), number()?.to_vec());
    let mut secret = || number().map(SecretBytes::from);
    let d = secret()?;
    let crt = [secret()?, secret()?, secret()?, secret()?, secret()?];
    // Some programs write zeros where they do not know the primes.
    let crt = (!crt.iter().all(SecretBytes::is_empty)).then_some(crt);
    Ok(KeyMaterial::Rsa { n, e, private: Some(RsaPrivate { d, crt }) })
}

fn ec_private(mut fields: Reader<'_>, outer: Option<Curve>) -> Result<KeyMaterial, KeyError> {
    let damaged = KeyError::Damaged("EC private key");
    if fields.small() != Some(1) {
        return Err(damaged);
    }
    let d = fields.take(der::OCTET_STRING).ok_or(damaged.clone())?.content;
    let inner = match fields.take(0xa0) {
        Some(parameters) => Some(named_curve(parameters.inside().next())?),
        None => None,
    };
    let curve = match (inner, outer) {
        (Some(inner), Some(outer)) if inner != outer => return Err(damaged),
        (Some(curve), _) | (None, Some(curve)) => curve,
        (None, None) => return Err(KeyError::CurveMissing),
    };
    let d = without_leading_zeros(d);
    if d.is_empty() || d.len() > curve.row().private_len {
        return Err(KeyError::OutOfRange("d"));
    }
    let material = key::ec_private(curve, d)?;
    if let Some(public) = fields.take(0xa1) {
        let stated = public.inside().bits().ok_or(damaged)?;
        if !belongs(&material, stated) {
            return Err(KeyError::PrivatePublicMismatch);
        }
    }
    Ok(material)
}

/// RFC 9881 §6: the seed [0], the expanded key, or both.
fn ml_dsa_private(set: &ParameterSet, private: &[u8]) -> Result<Draft, KeyError> {
    let damaged = KeyError::Damaged("ML-DSA private key");
    let choice = Reader::new(private).next().ok_or(damaged.clone())?;
    let (seed, expanded) = match choice.tag {
        0x80 => (Some(choice.content), None),
        der::OCTET_STRING => (None, Some(choice.content)),
        der::SEQUENCE => {
            let mut both = choice.inside();
            let seed = both.take(der::OCTET_STRING).ok_or(damaged.clone())?.content;
            (Some(seed), Some(both.take(der::OCTET_STRING).ok_or(damaged.clone())?.content))
        }
        _ => return Err(damaged),
    };
    if seed.is_some_and(|seed| seed.len() != ml_dsa::SEED_LEN)
        || expanded.is_some_and(|key| key.len() != set.expanded_len)
    {
        return Err(damaged);
    }
    match (seed, expanded) {
        (Some(seed), expanded) => Ok(Draft::new(key::akp_private(set, seed, expanded)?, "PKCS#8")),
        (None, Some(expanded)) => {
            let mut draft = Draft::new(key::akp_public_of_expanded(set, expanded)?, "PKCS#8");
            draft.notes.push(format!("only the public half is used: {}", KeyError::SeedMissing));
            Ok(draft)
        }
        (None, None) => Err(damaged),
    }
}

// Encryption

/// 1.2.840.113549.1.12, for the schemes below it (RFC 7292 Appendix C).
const PKCS12: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c];
const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d];
const PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c];
const SCRYPT: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0xda, 0x47, 0x04, 0x0b];
/// id-hmacWithSHA1 ends in 7, SHA-224 in 8 … SHA-512 in 11.
const HMAC: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02];
/// N·r·p that is done at most: a second or two, thirty times what OpenSSL writes.
const SCRYPT_COST: u64 = 1 << 22;

fn decrypted(
    algorithm: AlgorithmIdentifier<'_>,
    encrypted: &[u8],
    whole: &[u8],
    passphrase: &SecretBytes,
    context: Context<'_>,
) -> Result<Draft, KeyError> {
    let damaged = KeyError::Damaged("encryption");
    if let Some([1, 3..=6]) = algorithm.oid.strip_prefix(PKCS12) {
        let plain = decrypt_content(algorithm, encrypted, passphrase, &wide(passphrase), context)?;
        return match der::classify(plain.expose()) {
            Some((Structure::PrivateKeyInfo { algorithm, private, public }, _)) => {
                private_key_info(algorithm, private, public)
            }
            _ => Err(KeyError::PassphraseWrong),
        };
    }
    let mut parameters = algorithm.parameters.ok_or(damaged.clone())?.inside();
    if algorithm.oid != PBES2 {
        // PBES1 and the schemes of PKCS#12: salt and iterations.
        parameters
            .take(der::OCTET_STRING)
            .ok_or_else(|| KeyError::EncryptionUnknown(encryption_name(algorithm.oid)))?;
        check_iterations(parameters.small().ok_or(damaged)?, context)?;
        return decrypted_by_openssl(whole, passphrase, algorithm.oid);
    }
    let mut next = || parameters.next().and_then(AlgorithmIdentifier::read).ok_or(damaged.clone());
    let (derivation, cipher) = (next()?, next()?);
    let (derivation, is_plain) = read_derivation(derivation, context)?;
    let (Some(file_cipher), true) = (file_cipher(cipher.oid), is_plain) else {
        return decrypted_by_openssl(whole, passphrase, cipher.oid);
    };
    let iv = cipher.parameters.filter(|element| element.tag == der::OCTET_STRING).ok_or(damaged)?.content;
    let plain = key::decrypt(passphrase, derivation, file_cipher, iv, encrypted)?;
    match der::classify(plain.expose()) {
        Some((Structure::PrivateKeyInfo { algorithm, private, public }, _)) => {
            private_key_info(algorithm, private, public)
        }
        // One wrong passphrase in 256 gives a padding that looks right.
        _ => Err(KeyError::PassphraseWrong),
    }
}

/// A passphrase as PKCS#12 wants it (RFC 7292 §B.1): UTF-16, big-endian, with two zero bytes at the end.
pub(crate) fn wide(passphrase: &SecretBytes) -> Zeroizing<Vec<u8>> {
    let units: Zeroizing<Vec<u16>> = Zeroizing::new(match std::str::from_utf8(passphrase.expose()) {
        Ok(text) => text.encode_utf16().collect(),
        Err(_) => passphrase.expose().iter().copied().map(u16::from).collect(),
    });
    Zeroizing::new(units.iter().chain(&[0]).flat_map(|unit| unit.to_be_bytes()).collect())
}

/// Decrypts a part of a PKCS#12 file: PBES2 (RFC 8018 §6.2), or what RFC 7292 Appendix C defines. `wide` is the passphrase
/// in the form of [`wide`].
pub(crate) fn decrypt_content(
    algorithm: AlgorithmIdentifier<'_>,
    encrypted: &[u8],
    passphrase: &SecretBytes,
    wide: &[u8],
    context: Context<'_>,
) -> Result<SecretBytes, KeyError> {
    let damaged = || KeyError::Damaged("encryption");
    let unknown = |oid| KeyError::EncryptionUnknown(encryption_name(oid));
    let mut parameters = algorithm.parameters.ok_or_else(damaged)?.inside();
    if algorithm.oid == PBES2 {
        let mut next = || parameters.next().and_then(AlgorithmIdentifier::read).ok_or_else(damaged);
        let (derivation, cipher) = (next()?, next()?);
        let (derivation, is_plain) = read_derivation(derivation, context)?;
        let file_cipher = file_cipher(cipher.oid).filter(|_| is_plain).ok_or_else(|| unknown(cipher.oid))?;
        let iv = cipher.parameters.filter(|element| element.tag == der::OCTET_STRING).ok_or_else(damaged)?.content;
        return key::decrypt(passphrase, derivation, file_cipher, iv, encrypted);
    }
    let cipher = match algorithm.oid.strip_prefix(PKCS12) {
        Some([1, 3]) => OldCipher::TripleDes,
        Some([1, 4]) => OldCipher::DoubleDes,
        Some([1, 5]) => OldCipher::Rc2,
        Some([1, 6]) => OldCipher::Rc2Short,
        _ => return Err(unknown(algorithm.oid)),
    };
    let salt = parameters.take(der::OCTET_STRING).ok_or_else(damaged)?.content;
    let iterations = check_pkcs12_iterations(parameters.small().ok_or_else(damaged)?, context)?;
    let derive = |purpose, length| key_file::pkcs12_derive(Hash::Sha1, purpose, wide, salt, iterations, length);
    let key = derive(Pkcs12Purpose::Key, cipher.key_len());
    let iv = derive(Pkcs12Purpose::InitializationVector, 8);
    key_file::decrypt_old(cipher, &key, &iv, encrypted)
}

/// The hash of an HMAC by its object identifier (RFC 8018 §B.1).
pub(crate) fn hmac_hash(oid: &[u8]) -> Option<Hash> {
    match oid.strip_prefix(HMAC)? {
        [7] => Some(Hash::Sha1),
        [9] => Some(Hash::Sha256),
        [10] => Some(Hash::Sha384),
        [11] => Some(Hash::Sha512),
        _ => None,
    }
}

/// The key of PBMAC1 (RFC 8018 §7.1, RFC 9579 §4): PBKDF2 with a length that is stated.
pub(crate) fn pbkdf2(
    algorithm: AlgorithmIdentifier<'_>,
    passphrase: &SecretBytes,
    context: Context<'_>,
) -> Result<SecretBytes, KeyError> {
    let damaged = || KeyError::Damaged("encryption");
    if algorithm.oid != PBKDF2 {
        return Err(KeyError::EncryptionUnknown(encryption_name(algorithm.oid)));
    }
    let mut fields = algorithm.parameters.ok_or_else(damaged)?.inside();
    let salt = fields.take(der::OCTET_STRING).ok_or_else(damaged)?.content;
    let iterations = check_iterations(fields.small().ok_or_else(damaged)?, context)?;
    let length = fields.small().filter(|length| (1..=64).contains(length)).ok_or_else(damaged)?;
    let hash = match fields.next().and_then(AlgorithmIdentifier::read) {
        None => Hash::Sha1,
        Some(function) => {
            hmac_hash(function.oid).ok_or_else(|| KeyError::EncryptionUnknown(encryption_name(function.oid)))?
        }
    };
    let length = usize::try_from(length).map_err(|_| damaged())?;
    key_file::pbkdf2(hash, passphrase, salt, iterations, length)
}

/// With a scheme that [`key::decrypt`] does not have but OpenSSL may.
fn decrypted_by_openssl(whole: &[u8], passphrase: &SecretBytes, scheme: &[u8]) -> Result<Draft, KeyError> {
    match key::decrypt_pkcs8(whole, passphrase) {
        Ok(material) => Ok(Draft::new(material, "PKCS#8")),
        Err(KeyError::EncryptionUnknown(_)) => Err(KeyError::EncryptionUnknown(encryption_name(scheme))),
        Err(error) => Err(error),
    }
}

/// What an encryption that is not available is called.
pub(crate) fn encryption_name(oid: &[u8]) -> String {
    let dotted = der::dotted(oid);
    match dotted.as_str() {
        "1.2.840.113549.1.5.3" => "DES and MD5 (PKCS#5)",
        "1.2.840.113549.1.5.6" => "RC2 and MD5 (PKCS#5)",
        "1.2.840.113549.1.5.10" => "DES and SHA-1 (PKCS#5)",
        "1.2.840.113549.1.5.11" => "RC2 and SHA-1 (PKCS#5)",
        "1.2.840.113549.1.12.1.1" | "1.2.840.113549.1.12.1.2" => "RC4 (PKCS#12)",
        "1.2.840.113549.1.12.1.5" | "1.2.840.113549.1.12.1.6" => "RC2 (PKCS#12)",
        "1.2.840.113549.3.2" => "RC2",
        "1.3.14.3.2.7" => "DES",
        name if name.starts_with("1.2.392.200011.61.1.1.1.") => "Camellia",
        name => return format!("algorithm {name}"),
    }
    .to_owned()
}

pub(crate) fn check_iterations(required: u64, context: Context<'_>) -> Result<u32, KeyError> {
    let limit = context.limits.pbes2_iterations_ceiling.min(u64::from(i32::MAX as u32));
    match u32::try_from(required) {
        Ok(iterations) if required <= limit => {
            spend(required, context)?;
            Ok(iterations)
        }
        _ => Err(KeyError::ExcessiveWork { required, limit }),
    }
}

/// The derivation of PKCS#12 is slower than PBKDF2, and no program asks for many rounds of it.
pub(crate) fn check_pkcs12_iterations(required: u64, context: Context<'_>) -> Result<u32, KeyError> {
    let limit = context.limits.pbes2_iterations;
    if required > limit {
        return Err(KeyError::ExcessiveWork { required, limit });
    }
    check_iterations(required, context)
}

/// Takes work from what one import may do: a file of a thousand encrypted blocks must not run for an hour.
pub(crate) fn spend(required: u64, context: Context<'_>) -> Result<(), KeyError> {
    let limit = context.work.get();
    let rest = limit.checked_sub(required).ok_or(match context.passphrase {
        Some(_) => KeyError::ExcessiveWork { required, limit },
        // It was only tried whether the empty one opens it.
        None => KeyError::PassphraseNeeded,
    })?;
    context.work.set(rest);
    Ok(())
}

/// The derivation, and whether it is one that [`key::decrypt`] does.
fn read_derivation<'a>(
    algorithm: AlgorithmIdentifier<'a>,
    context: Context<'_>,
) -> Result<(Derivation<'a>, bool), KeyError> {
    let damaged = || KeyError::Damaged("encryption");
    let mut fields = algorithm.parameters.ok_or_else(damaged)?.inside();
    let salt = fields.take(der::OCTET_STRING).ok_or_else(damaged)?.content;
    match algorithm.oid {
        PBKDF2 => {
            let iterations = check_iterations(fields.small().ok_or_else(damaged)?, context)?;
            fields.take(der::INTEGER);
            // RFC 8018 §A.2: HMAC-SHA-1 where nothing is said.
            let function = fields.next().and_then(AlgorithmIdentifier::read).map(|algorithm| algorithm.oid);
            let sha = match function.map(|oid| (oid.strip_prefix(HMAC), oid)) {
                None => Some(1),
                Some((Some([7]), _)) => Some(1),
                Some((Some([8]), _)) => Some(224),
                Some((Some([9]), _)) => Some(256),
                Some((Some([10]), _)) => Some(384),
                Some((Some([11]), _)) => Some(512),
                Some(_) => None,
            };
            Ok((Derivation::Pbkdf2 { sha: sha.unwrap_or(256), salt, iterations }, sha.is_some()))
        }
        SCRYPT => {
            let mut small = || fields.small().ok_or_else(damaged);
            let cost = (small()?, small()?, small()?);
            let required = cost.0.saturating_mul(cost.1).saturating_mul(cost.2);
            if required > SCRYPT_COST {
                return Err(KeyError::ExcessiveWork { required, limit: SCRYPT_COST });
            }
            // One unit of it costs about as much as four iterations of PBKDF2.
            spend(required.saturating_mul(4), context)?;
            Ok((Derivation::Scrypt { salt, cost }, true))
        }
        oid => Err(KeyError::EncryptionUnknown(encryption_name(oid))),
    }
}

fn file_cipher(oid: &[u8]) -> Option<FileCipher> {
    match oid {
        [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x02] => Some(FileCipher::Aes128),
        [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x16] => Some(FileCipher::Aes192),
        [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a] => Some(FileCipher::Aes256),
        [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x03, 0x07] => Some(FileCipher::TripleDes),
        _ => None,
    }
}

/// The DER bytes of a PEM block with the old encryption: `DEK-Info` names cipher and initialization vector.
pub(crate) fn decrypt_old(
    cipher: &str,
    iv: &str,
    encrypted: &[u8],
    passphrase: Option<&SecretBytes>,
) -> Result<SecretBytes, KeyError> {
    let file_cipher = match cipher {
        "AES-128-CBC" => FileCipher::Aes128,
        "AES-192-CBC" => FileCipher::Aes192,
        "AES-256-CBC" => FileCipher::Aes256,
        "DES-EDE3-CBC" => FileCipher::TripleDes,
        other => return Err(KeyError::EncryptionUnknown(other.to_owned())),
    };
    let passphrase = passphrase.ok_or(KeyError::PassphraseNeeded)?;
    let iv = data_encoding::HEXLOWER_PERMISSIVE.decode(iv.as_bytes()).map_err(|_| KeyError::Damaged("encryption"))?;
    let plain = key::decrypt(passphrase, Derivation::Md5Once, file_cipher, &iv, encrypted)?;
    // One wrong passphrase in 256 gives a padding that looks right.
    if der::classify(plain.expose()).is_some() { Ok(plain) } else { Err(KeyError::PassphraseWrong) }
}
