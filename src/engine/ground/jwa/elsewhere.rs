//! Names that are met in tokens and keys and that Jotsmith knows but does not compute: of COSE, of drafts, of national
//! profiles. They are called by their name, never malformed.

/// The brainpool curves (RFC 5639) by the names they go by in JWKs, and others of the kind.
const CURVES: &[(&str, &str)] = &[
    ("BP-256", "brainpoolP256r1"),
    ("BP-320", "brainpoolP320r1"),
    ("BP-384", "brainpoolP384r1"),
    ("BP-512", "brainpoolP512r1"),
    ("brainpoolP256r1", "brainpoolP256r1"),
    ("brainpoolP320r1", "brainpoolP320r1"),
    ("brainpoolP384r1", "brainpoolP384r1"),
    ("brainpoolP512r1", "brainpoolP512r1"),
    ("P-224", "NIST P-224"),
    ("P-192", "NIST P-192"),
    ("SM2", "SM2"),
];

/// Algorithms, the exact name or, with a star behind it, its beginning.
const ALGORITHMS: &[(&str, &str)] = &[
    ("ESB256", "ECDSA on brainpoolP256r1 with SHA-256 (RFC 9864, for COSE)"),
    ("ESB320", "ECDSA on brainpoolP320r1 with SHA-384 (RFC 9864, for COSE)"),
    ("ESB384", "ECDSA on brainpoolP384r1 with SHA-384 (RFC 9864, for COSE)"),
    ("ESB512", "ECDSA on brainpoolP512r1 with SHA-512 (RFC 9864, for COSE)"),
    ("BP256R1", "ECDSA on brainpoolP256r1 with SHA-256 (gematik)"),
    ("BP384R1", "ECDSA on brainpoolP384r1 with SHA-384"),
    ("BP512R1", "ECDSA on brainpoolP512r1 with SHA-512"),
    ("ESP256", "COSE's name for ES256 (RFC 9864)"),
    ("ESP384", "COSE's name for ES384 (RFC 9864)"),
    ("ESP512", "COSE's name for ES512 (RFC 9864)"),
    ("HS256/64", "an HMAC cut to 64 bits, of COSE (RFC 9053)"),
    ("SLH-DSA-*", "a signature of hashes alone (FIPS 205)"),
    ("HPKE-*", "HPKE (draft-ietf-jose-hpke-encrypt)"),
    ("ECDH-1PU*", "key agreement with the sender's key too (draft-madden-jose-ecdh-1pu)"),
    ("ECDH-SS*", "key agreement of two static keys (a draft)"),
    ("ECDH-ES+C20PKW", "key agreement with ChaCha20-Poly1305 (a draft)"),
    ("ECDH-ES+XC20PKW", "key agreement with XChaCha20-Poly1305 (a draft)"),
    ("C20P", "ChaCha20-Poly1305 (a draft)"),
    ("XC20P", "XChaCha20-Poly1305 (a draft)"),
    ("C20PKW", "key wrapping with ChaCha20-Poly1305 (a draft)"),
    ("XC20PKW", "key wrapping with XChaCha20-Poly1305 (a draft)"),
    ("ML-KEM-*", "key encapsulation after FIPS 203 (a draft)"),
    ("BBS*", "a signature with selective disclosure, of JWP (a draft)"),
];

/// The curve that a `crv` value names, where it is one that is not computed with.
pub fn curve(name: &str) -> Option<&'static str> {
    CURVES.iter().find(|(known, _)| *known == name).map(|(_, words)| *words)
}

/// What an `alg` or `enc` stands for, where it is one that is not computed.
pub fn algorithm(name: &str) -> Option<&'static str> {
    let is_it = |known: &str| match known.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => known == name,
    };
    ALGORITHMS.iter().find(|(known, _)| is_it(known)).map(|(_, words)| *words)
}
